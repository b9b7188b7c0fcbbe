"""What the engine of shared rounds exports."""

from prometheus_client import Counter, Gauge, Histogram

ROUNDS = Counter("casino_club_shared_rounds_total", "Shared rounds by how they ended", ["game", "state"])
BETS_ENDED = Counter("casino_club_shared_bets_total", "Bets on shared rounds ended by their leader", ["game", "move"])
LEADERS = Counter("casino_club_shared_leader_changes_total", "Times a process became leader of a table", ["game"])
LEADING = Gauge("casino_club_shared_leading", "Tables led by this process", ["game"], multiprocess_mode="livesum")
TICK_LAG = Histogram(
    "casino_club_shared_tick_lag_seconds",
    "How late a tick left",
    ["game"],
    buckets=(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0),
)
UNSAID = Counter("casino_club_shared_messages_lost_total", "Broadcasts given up because Valkey was away", ["topic"])
