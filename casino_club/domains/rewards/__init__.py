"""The one door through which anything is given: bundles, once a key, with history."""
