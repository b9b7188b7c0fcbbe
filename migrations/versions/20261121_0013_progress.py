"""Tallies of what players did

Revision ID: 0013
Revises: 0012
"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

UP = """
-- What a player did within a scope (all time, a day, a week, a season of the pass, an event joined). Sums add, peaks
-- keep the highest, sets unite. Few updates touch an index, so a page keeps room for them.
CREATE TABLE tallies (
    user_id bigint NOT NULL,
    scope text NOT NULL,
    plays bigint NOT NULL DEFAULT 0,
    wins bigint NOT NULL DEFAULT 0,
    bet bigint NOT NULL DEFAULT 0,
    win bigint NOT NULL DEFAULT 0,
    exp bigint NOT NULL DEFAULT 0,
    days bigint NOT NULL DEFAULT 0,
    claims bigint NOT NULL DEFAULT 0,
    missions bigint NOT NULL DEFAULT 0,
    gifts bigint NOT NULL DEFAULT 0,
    gifted bigint NOT NULL DEFAULT 0,
    friends bigint NOT NULL DEFAULT 0,
    pass_levels bigint NOT NULL DEFAULT 0,
    reported bigint NOT NULL DEFAULT 0,
    best_win bigint NOT NULL DEFAULT 0,
    best_multiplier_x100 bigint NOT NULL DEFAULT 0,
    best_streak bigint NOT NULL DEFAULT 0,
    level bigint NOT NULL DEFAULT 0,
    streak bigint NOT NULL DEFAULT 0,
    games text[] NOT NULL DEFAULT '{}',
    collected text[] NOT NULL DEFAULT '{}',
    version bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (user_id, scope)
) WITH (fillfactor = 70);
CREATE INDEX tallies_of_scope ON tallies (scope, user_id);

-- Scopes that begin and end: a season for everybody (no player), an event for who joined. A player who left and came
-- back has two windows.
CREATE TABLE tally_scopes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    scope text NOT NULL,
    user_id bigint,
    since timestamptz NOT NULL,
    until timestamptz NOT NULL,
    CHECK (since <= until)
);
CREATE INDEX tally_scopes_of_user ON tally_scopes (user_id, until);
CREATE INDEX tally_scopes_of_scope ON tally_scopes (scope, user_id);

-- What players reported themselves, for events that count on it.
CREATE TABLE tally_reports (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    user_id bigint NOT NULL,
    scope text NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    reported_at timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE ON tallies TO casino_app;
GRANT SELECT, INSERT, UPDATE ON tally_scopes TO casino_app;
GRANT SELECT, INSERT ON tally_reports TO casino_app;
"""

DOWN = """
DROP TABLE tally_reports, tally_scopes, tallies;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
