"""Achievements and missions: their definitions as rows, what was unlocked, exchanged and reached

Revision ID: 0015
Revises: 0014
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ACHIEVEMENTS = """
CREATE TABLE achievements (
    code text PRIMARY KEY CHECK (code ~ '^[a-z0-9]+([_-][a-z0-9]+)*$' AND length(code) <= 48),
    family text NOT NULL,
    tier text NOT NULL CHECK (tier IN ('bronze', 'silver', 'gold')),
    evaluator text NOT NULL,
    scope_kind text NOT NULL CHECK (scope_kind IN ('all', 'day')),
    target bigint NOT NULL CHECK (target > 0),
    title_ko text NOT NULL,
    title_en text NOT NULL,
    description_ko text NOT NULL,
    description_en text NOT NULL,
    badge text NOT NULL,
    bundle jsonb NOT NULL,
    active boolean NOT NULL DEFAULT true,
    sort int NOT NULL,
    created_by bigint,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    UNIQUE (family, tier)
);

-- Append-only for the application's role: what was unlocked stays unlocked. `scope` is the tally that reached `target`.
CREATE TABLE achievement_unlocks (
    user_id bigint NOT NULL,
    code text NOT NULL REFERENCES achievements (code),
    scope text NOT NULL,
    target bigint NOT NULL,
    unlocked_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, code)
);
CREATE INDEX achievement_unlocks_of_code ON achievement_unlocks (code);

CREATE TABLE achievement_showcases (
    user_id bigint PRIMARY KEY,
    codes text[] NOT NULL CHECK (cardinality(codes) <= 3),
    chosen_at timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE ON achievements, achievement_showcases TO casino_app;
GRANT SELECT, INSERT ON achievement_unlocks TO casino_app;
"""

MISSIONS = """
-- One row a mission and day from which it stands so. In the pool of a scope stands, of each mission, the newest row
-- that is not younger than the scope's first day: a change never touches a day or week that has begun.
CREATE TABLE mission_versions (
    code text NOT NULL CHECK (code ~ '^[a-z0-9]+([_-][a-z0-9]+)*$' AND length(code) <= 48),
    valid_from date NOT NULL,
    kind text NOT NULL CHECK (kind IN ('daily', 'weekly')),
    evaluator text NOT NULL,
    target bigint NOT NULL CHECK (target > 0),
    bundle jsonb NOT NULL,
    weight int NOT NULL CHECK (weight BETWEEN 1 AND 1000),
    title_ko text NOT NULL,
    title_en text NOT NULL,
    active boolean NOT NULL,
    changed_by bigint,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (code, valid_from),
    CHECK (kind = 'daily' OR extract(dow FROM valid_from) = 0)
);

-- The one exchange of a scope, never taken back. `settled_at`: the scope is over and the new mission was judged.
CREATE TABLE mission_swaps (
    user_id bigint NOT NULL,
    scope text NOT NULL,
    removed text NOT NULL,
    added text NOT NULL CHECK (added <> removed),
    ends_at timestamptz NOT NULL,
    swapped_at timestamptz NOT NULL,
    settled_at timestamptz,
    PRIMARY KEY (user_id, scope)
);
CREATE INDEX mission_swaps_unsettled ON mission_swaps (ends_at) WHERE settled_at IS NULL;

-- Missions that reached their target, until their reward was given: claimed, or paid when the scope is over.
-- That it was given is the grant `mission:<code>:<scope>`, nothing here.
CREATE TABLE mission_completions (
    user_id bigint NOT NULL,
    scope text NOT NULL,
    code text NOT NULL,
    target bigint NOT NULL,
    ends_at timestamptz NOT NULL,
    completed_at timestamptz NOT NULL,
    settled_at timestamptz,
    PRIMARY KEY (user_id, scope, code)
);
CREATE INDEX mission_completions_unsettled ON mission_completions (ends_at, user_id) WHERE settled_at IS NULL;

GRANT SELECT, INSERT, UPDATE ON mission_versions, mission_swaps, mission_completions TO casino_app;
"""

DOWN = """
DROP TABLE mission_completions, mission_swaps, mission_versions;
DROP TABLE achievement_showcases, achievement_unlocks, achievements;
"""


def upgrade() -> None:
    op.execute(ACHIEVEMENTS)
    op.execute(MISSIONS)


def downgrade() -> None:
    op.execute(DOWN)
