"""Invite codes: the club's door."""
