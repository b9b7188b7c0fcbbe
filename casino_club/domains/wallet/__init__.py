"""Money: accounts, postings, and the only door through which a balance changes."""
