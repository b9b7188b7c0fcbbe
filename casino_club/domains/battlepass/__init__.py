"""Seasons with a free and a paid track."""
