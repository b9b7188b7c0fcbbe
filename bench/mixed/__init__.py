"""Every game at once, with kills: how the whole product holds."""
