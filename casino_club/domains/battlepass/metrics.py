"""What operators see of the pass."""

from prometheus_client import Counter

REWARDS = Counter("casino_club_battlepass_rewards_total", "Rewards of the pass given", ["track", "how"])
PREMIUM = Counter("casino_club_battlepass_premium_total", "Paid tracks taken")
SETTLED = Counter("casino_club_battlepass_settled_players_total", "Players given what they had left at a season's end")
