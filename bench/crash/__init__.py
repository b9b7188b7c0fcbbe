"""A full crash table: what betting, leaving and watching cost when a thousand players do it at once."""
