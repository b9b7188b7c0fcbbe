"""How fast the slot machines are simulated, played and enumerated."""
