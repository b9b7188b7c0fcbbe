"""Partners: a signed link between servers, for credit, balance and statement, with outgoing webhooks."""
