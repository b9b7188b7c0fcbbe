"""Figures of attendance."""

from prometheus_client import Counter

TICKS = Counter("casino_club_streaks_ticks_total", "Days attended", ["action_type"])
CLAIMS = Counter("casino_club_streaks_claims_total", "Daily claims, first ones and repetitions", ["result"])
PROTECTIONS = Counter("casino_club_streaks_protections_total", "Protections bought and used up", ["event"])
REPAIRED = Counter("casino_club_streaks_repaired_total", "Streaks that were not what their days come to, mended")
