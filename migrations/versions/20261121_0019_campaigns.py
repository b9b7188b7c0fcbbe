"""Campaigns, and the club's activity counted by slices of time

Revision ID: 0019
Revises: 0018
"""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

ACTIVITY = """
-- Rounds of all players by slices of 15 s, counted from `rounds` once nothing can be added to a slice any more.
CREATE TABLE activity_slices (
    slice timestamptz PRIMARY KEY,
    plays bigint NOT NULL CHECK (plays > 0),
    big_wins bigint NOT NULL CHECK (big_wins BETWEEN 0 AND plays)
);

-- Slices before `through` are counted; null until the first count.
CREATE TABLE activity_counted (
    id int PRIMARY KEY CHECK (id = 1),
    through timestamptz
);
INSERT INTO activity_counted VALUES (1, NULL);

CREATE INDEX sessions_seen ON sessions (last_seen_at) WHERE ended_at IS NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON activity_slices TO casino_app;
GRANT SELECT, UPDATE ON activity_counted TO casino_app;
"""

DOWN = """
DROP INDEX sessions_seen;
DROP TABLE activity_counted, activity_slices;
"""


def upgrade() -> None:
    op.execute(ACTIVITY)


def downgrade() -> None:
    op.execute(DOWN)
