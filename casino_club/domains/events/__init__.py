"""Live-ops events: join, progress, claim once."""
