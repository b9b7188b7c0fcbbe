"""The club's activity on the wire."""

from casino_club.infra.http.schemas import Amount, Out, UtcTime


class GlobalMetricsOut(Out):
    online_users: Amount
    spins_last_hour: Amount
    big_wins_last_hour: Amount
    total_plays_today: Amount
    active_events_count: Amount
    generated_at: UtcTime
