"""Daily attendance: the streak, its calendar, its claim, and what protects it."""
