"""What earlier runs did: the ledger, the history of a file, and how it is undone."""
