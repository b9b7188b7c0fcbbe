"""Attendance, streaks, VIP tiers

Revision ID: 0014
Revises: 0013
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

UP = """
-- A UTC day of a player's streak: attended, or absorbed by a protection. These rows are the truth. `streak_count` is
-- what the player was told that day.
CREATE TABLE streak_days (
    user_id bigint NOT NULL,
    action_type text NOT NULL CHECK (length(action_type) BETWEEN 1 AND 32),
    day date NOT NULL,
    kind text NOT NULL CHECK (kind IN ('attended', 'protected')),
    streak_count int NOT NULL CHECK (streak_count >= 0),
    noted_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, action_type, day)
);

-- A copy of what the rows above come to on the last attended day, so that a tick reads one row. A nightly job compares.
CREATE TABLE streaks (
    user_id bigint NOT NULL,
    action_type text NOT NULL,
    last_day date NOT NULL,
    streak_count int NOT NULL CHECK (streak_count >= 1),
    best_count int NOT NULL CHECK (best_count >= streak_count),
    PRIMARY KEY (user_id, action_type)
);

-- What the tier rules remember of a player; the tier itself is `users.vip_tier`. `reviewed_month` is the first day of
-- the month last reviewed, `grace_month` that of the review that found too little, `held_until` the end of a decision
-- by staff that no rule touches.
CREATE TABLE vip_standings (
    user_id bigint PRIMARY KEY,
    reviewed_month date,
    grace_month date,
    held_until date
);
INSERT INTO vip_standings (user_id) SELECT id FROM users WHERE vip_tier <> 'STANDARD';

-- Every change of a tier, with the figures that decided it. Append-only for the application's role.
CREATE TABLE vip_tier_changes (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    user_id bigint NOT NULL,
    from_tier text NOT NULL CHECK (from_tier IN ('STANDARD', 'PREMIUM', 'VIP')),
    to_tier text NOT NULL CHECK (to_tier IN ('STANDARD', 'PREMIUM', 'VIP')),
    cause text NOT NULL CHECK (cause IN ('earned', 'review', 'staff')),
    points bigint NOT NULL CHECK (points >= 0),
    spend_krw bigint NOT NULL CHECK (spend_krw >= 0),
    changed_at timestamptz NOT NULL,
    CHECK (from_tier <> to_tier)
);
CREATE INDEX vip_tier_changes_of_user ON vip_tier_changes (user_id, id DESC);

GRANT SELECT, INSERT, UPDATE ON streak_days, streaks, vip_standings TO casino_app;
GRANT DELETE ON streaks TO casino_app;
GRANT SELECT, INSERT ON vip_tier_changes TO casino_app;
"""

DOWN = """
DROP TABLE vip_tier_changes, vip_standings, streaks, streak_days;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
