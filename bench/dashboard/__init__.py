"""The home screen's one call, whole and when nothing has changed."""
