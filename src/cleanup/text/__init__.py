"""A document on its way: its text, paragraphs, edits, and what in it must stay."""
