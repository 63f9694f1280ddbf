"""Rules as data: what one is, how it is read and checked, how its repairs are proven."""
