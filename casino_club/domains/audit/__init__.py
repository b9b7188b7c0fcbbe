"""The whole house proves itself: every domain's invariants in one report, stored and exported."""
