"""The sandbox: a payment provider of its own that runs on one machine, with a checkout page and signed webhooks."""
