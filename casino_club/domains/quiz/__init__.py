"""The profile quiz: versions, scoring, result."""
