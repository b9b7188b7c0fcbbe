"""Battle pass seasons

Revision ID: 0017
Revises: 0016
"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

UP = """
-- A season: from `starts_on` to before `ends_on`, in UTC. Each track is an array with one bundle a level, from level 1.
-- What was earned and not claimed is given after its end, player by player; `settled_through` is how far that has come.
CREATE TABLE pass_seasons (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 64),
    title jsonb NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL CHECK (ends_on > starts_on),
    points_per_level bigint NOT NULL CHECK (points_per_level > 0),
    premium_gem bigint NOT NULL CHECK (premium_gem > 0),
    free_track jsonb NOT NULL,
    paid_track jsonb NOT NULL,
    settled_through bigint NOT NULL DEFAULT 0,
    settled_at timestamptz,
    CHECK (jsonb_array_length(free_track) = jsonb_array_length(paid_track)),
    CONSTRAINT pass_seasons_no_overlap EXCLUDE USING gist (daterange(starts_on, ends_on) WITH &&)
);
CREATE INDEX pass_seasons_unsettled ON pass_seasons (ends_on) WHERE settled_at IS NULL;

-- Who took the paid track, and the posting that paid for it.
CREATE TABLE pass_owners (
    season_id bigint NOT NULL REFERENCES pass_seasons (id),
    user_id bigint NOT NULL,
    price_gem bigint NOT NULL CHECK (price_gem > 0),
    ref uuid NOT NULL UNIQUE,
    bought_at timestamptz NOT NULL,
    PRIMARY KEY (season_id, user_id)
);

GRANT SELECT, INSERT, UPDATE ON pass_seasons TO casino_app;
GRANT SELECT, INSERT ON pass_owners TO casino_app;
"""

DOWN = """
DROP TABLE pass_owners, pass_seasons;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
