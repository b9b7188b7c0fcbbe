"""Who a player is: names, profile, role, tier, standing."""
