"""Leaderboards: what the days that are over add up to, and seasons with their prizes

Revision ID: 0010
Revises: 0009
"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

UP = """
-- When a round was settled: milliseconds since 2026 times 4096 plus PostgreSQL's 12 finer bits, so that it is exact in
-- a double. `leaderboards.rules.moment_of` says the same in Python.
CREATE FUNCTION uuid7_moment(id uuid) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT greatest(0, (('x' || left(h, 12))::bit(48)::bigint - 1767225600000) * 4096
        + ('x' || substr(h, 14, 3))::bit(12)::int)
    FROM (SELECT replace(id::text, '-', '') AS h) t
$$;

-- One row a player, game and UTC day that is over, made from its rounds once, in bulk. Money is gold. The moments name
-- the last round that changed each total and the first one that reached the best multiplier: what ties are decided by.
CREATE TABLE leaderboard_days (
    user_id bigint NOT NULL,
    game text NOT NULL,
    day date NOT NULL,
    plays bigint NOT NULL,
    wagered bigint NOT NULL,
    net_win bigint NOT NULL,
    multiplier_x100 bigint NOT NULL,
    plays_at bigint NOT NULL,
    wagered_at bigint NOT NULL,
    net_win_at bigint NOT NULL,
    multiplier_at bigint NOT NULL,
    PRIMARY KEY (day, game, user_id)
);

-- One row: the last day in `leaderboard_days`.
CREATE TABLE leaderboard_closed (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    through date NOT NULL
);
INSERT INTO leaderboard_closed (through)
SELECT coalesce((SELECT (uuid_extract_timestamp(id) AT TIME ZONE 'UTC')::date FROM rounds ORDER BY id LIMIT 1),
    (now() AT TIME ZONE 'UTC')::date) - 1;

CREATE VIEW leaderboard_open_days AS
SELECT user_id, game, day, count(*) AS plays, sum(bet)::bigint AS wagered, sum(win - bet)::bigint AS net_win,
    -(min(ARRAY[-multiplier_x100, moment]))[1] AS multiplier_x100, max(moment) AS plays_at,
    coalesce(max(moment) FILTER (WHERE bet > 0), 0) AS wagered_at,
    coalesce(max(moment) FILTER (WHERE win <> bet), 0) AS net_win_at,
    (min(ARRAY[-multiplier_x100, moment]))[2] AS multiplier_at
FROM (
    SELECT user_id, game, multiplier_x100, uuid7_moment(id) AS moment,
        (uuid_extract_timestamp(id) AT TIME ZONE 'UTC')::date AS day,
        CASE currency WHEN 'gold' THEN stake ELSE 0 END AS bet, CASE currency WHEN 'gold' THEN payout ELSE 0 END AS win
    FROM rounds
    WHERE id >= uuid7_floor((SELECT (through + 1)::timestamp AT TIME ZONE 'UTC' FROM leaderboard_closed))
) r
GROUP BY user_id, game, day;

-- All play there was, by player, game and day: what every leaderboard is made from.
CREATE VIEW leaderboard_facts AS
SELECT user_id, game, day, plays, wagered, net_win, multiplier_x100, plays_at, wagered_at, net_win_at, multiplier_at
FROM leaderboard_days
UNION ALL
SELECT user_id, game, day, plays, wagered, net_win, multiplier_x100, plays_at, wagered_at, net_win_at, multiplier_at
FROM leaderboard_open_days;

CREATE TABLE leaderboard_seasons (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    game text NOT NULL,
    metric text NOT NULL CHECK (metric IN ('plays', 'wagered', 'net_win', 'biggest_multiplier')),
    period text NOT NULL CHECK (period IN ('week', 'month')),
    starts_on date NOT NULL,
    ends_on date NOT NULL CHECK (ends_on > starts_on),
    prizes jsonb NOT NULL,
    closed_at timestamptz,
    UNIQUE (period, starts_on, game, metric)
);
CREATE INDEX leaderboard_seasons_open ON leaderboard_seasons (ends_on) WHERE closed_at IS NULL;

CREATE TABLE leaderboard_winners (
    season_id bigint NOT NULL REFERENCES leaderboard_seasons (id),
    rank int NOT NULL CHECK (rank >= 1),
    user_id bigint NOT NULL,
    value bigint NOT NULL,
    gold bigint NOT NULL CHECK (gold >= 0),
    paid_at timestamptz,
    PRIMARY KEY (season_id, rank),
    UNIQUE (season_id, user_id)
);
CREATE INDEX leaderboard_winners_unpaid ON leaderboard_winners (season_id, rank) WHERE paid_at IS NULL AND gold > 0;

GRANT SELECT, INSERT, DELETE ON leaderboard_days TO casino_app;
GRANT SELECT, UPDATE ON leaderboard_closed TO casino_app;
GRANT SELECT ON leaderboard_open_days, leaderboard_facts TO casino_app;
GRANT SELECT, INSERT, UPDATE ON leaderboard_seasons, leaderboard_winners TO casino_app;
"""

DOWN = """
DROP TABLE leaderboard_winners, leaderboard_seasons;
DROP VIEW leaderboard_facts, leaderboard_open_days;
DROP TABLE leaderboard_closed, leaderboard_days;
DROP FUNCTION uuid7_moment(uuid);
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
