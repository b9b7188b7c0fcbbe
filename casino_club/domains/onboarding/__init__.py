"""The first five minutes: steps, skippable and resumable, and a first reward."""
