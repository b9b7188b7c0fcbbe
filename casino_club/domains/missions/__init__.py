"""Daily and weekly tasks, claimed once, one of them exchangeable."""
