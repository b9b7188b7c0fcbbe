"""What the audit exports; deploy's alert rules fire on any violation."""

from prometheus_client import Counter, Gauge

VIOLATIONS = Gauge(
    "casino_club_audit_violations", "Rows that break an invariant", ["check"], multiprocess_mode="mostrecent"
)
LAST_RUN = Gauge(
    "casino_club_audit_last_run_timestamp_seconds", "When the last audit ended", multiprocess_mode="mostrecent"
)
RUNS = Counter("casino_club_audit_runs_total", "Audits by result", ["result"])
