"""What one judgement of an attempt to pay costs."""
