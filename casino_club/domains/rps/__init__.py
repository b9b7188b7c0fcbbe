"""Rock-paper-scissors against the house."""
