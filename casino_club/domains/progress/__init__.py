"""What players did, tallied from events: the numbers that achievements, missions, events and the pass are judged by."""
