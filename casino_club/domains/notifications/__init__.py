"""The notification centre and its channels: live, e-mail, web push."""
