"""Languages: their packs, which of them a text is in, its habits, and word lists."""
