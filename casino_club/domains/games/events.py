"""What games tell the rest of the club."""

from typing import Final

ROUND_SETTLED: Final = "games.round_settled.v1"
"""A round ended: `{round_id, game, variant, currency, stake, payout, balance_after, win_streak, multiplier_x100,
stats}`; `stats` are the player's totals of that game and UTC day. Written by `games_settle_bets`."""

BET_MOVED: Final = "games.bet_moved.v1"
"""A bet that lives on took or gave back money:
`{bet_id, game, variant, move, currency, stake, payout, balance_after}`."""
