"""Responsible play: own limits, reality checks, cool-off, self-exclusion, market profiles."""
