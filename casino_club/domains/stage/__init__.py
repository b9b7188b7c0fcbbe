"""The club's stage: its host, the episodes, gifts of gold, and who supports."""
