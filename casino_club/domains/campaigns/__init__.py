"""Messages to a segment: scheduled, sent once, reported."""
