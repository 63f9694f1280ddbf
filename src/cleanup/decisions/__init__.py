"""What people decided about findings, and what becomes of it."""
