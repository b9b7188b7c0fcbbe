"""Seeds, configurations, rounds, statistics and game sessions

Revision ID: 0004
Revises: 0003
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE fairness_seeds (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id bigint NOT NULL,
    server_seed bytea NOT NULL CHECK (length(server_seed) = 32),
    client_seed text NOT NULL CHECK (length(client_seed) BETWEEN 1 AND 64),
    nonce bigint NOT NULL DEFAULT 0 CHECK (nonce >= 0),
    held int NOT NULL DEFAULT 0 CHECK (held >= 0),
    state text NOT NULL CHECK (state IN ('next', 'active', 'shared', 'revealed')),
    created_at timestamptz NOT NULL DEFAULT now(),
    revealed_at timestamptz,
    CHECK ((state = 'revealed') = (revealed_at IS NOT NULL)),
    CHECK (state <> 'shared' OR user_id = 0)
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX fairness_seeds_in_use ON fairness_seeds (user_id, state) WHERE state IN ('next', 'active');

CREATE TABLE game_configs (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    game text NOT NULL,
    variant text NOT NULL,
    version int CHECK (version >= 1),
    status text NOT NULL DEFAULT 'published' CHECK (status IN ('draft', 'validated', 'published', 'withdrawn')),
    hash text NOT NULL,
    body jsonb NOT NULL,
    facts jsonb,
    note text NOT NULL,
    created_by bigint,
    created_at timestamptz NOT NULL DEFAULT now(),
    announced_at timestamptz,
    effective_at timestamptz,
    superseded_at timestamptz,
    UNIQUE (game, variant, version),
    CHECK ((status = 'published') = (version IS NOT NULL AND effective_at IS NOT NULL)),
    CHECK (superseded_at >= effective_at)
);

CREATE TABLE game_switches (
    game text PRIMARY KEY,
    enabled boolean NOT NULL
);

CREATE TABLE rounds (
    id uuid NOT NULL PRIMARY KEY,
    user_id bigint NOT NULL,
    game text NOT NULL,
    variant text NOT NULL,
    config_id int NOT NULL,
    currency text NOT NULL,
    bet_id uuid NOT NULL,
    shared_round uuid,
    stake bigint NOT NULL CHECK (stake > 0),
    payout bigint NOT NULL CHECK (payout >= 0),
    balance_after bigint NOT NULL,
    seed_id bigint NOT NULL,
    nonce bigint NOT NULL,
    multiplier_x100 bigint NOT NULL,
    win_streak int NOT NULL,
    outcome jsonb NOT NULL
) PARTITION BY RANGE (id);
CREATE INDEX rounds_of_user ON rounds (user_id, id);
SELECT ensure_month_partitions('rounds', 12);

CREATE TABLE game_stats (
    user_id bigint NOT NULL,
    game text NOT NULL,
    day date NOT NULL,
    plays bigint NOT NULL DEFAULT 0,
    wins bigint NOT NULL DEFAULT 0,
    losses bigint NOT NULL DEFAULT 0,
    pushes bigint NOT NULL DEFAULT 0,
    total_bet bigint NOT NULL DEFAULT 0,
    total_win bigint NOT NULL DEFAULT 0,
    highest_multiplier_x100 bigint NOT NULL DEFAULT 0,
    best_win bigint NOT NULL DEFAULT 0,
    current_streak int NOT NULL DEFAULT 0,
    best_streak int NOT NULL DEFAULT 0,
    PRIMARY KEY (user_id, game, day)
) WITH (fillfactor = 60);

CREATE TABLE game_sessions (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    user_id bigint NOT NULL,
    game text NOT NULL,
    variant text,
    started_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,
    CHECK (ended_at >= started_at)
);
CREATE UNIQUE INDEX game_sessions_active ON game_sessions (user_id, game) WHERE ended_at IS NULL;
CREATE INDEX game_sessions_of_user ON game_sessions (user_id, id);

GRANT SELECT, INSERT, UPDATE ON fairness_seeds, game_stats, game_sessions, game_configs, game_switches
    TO casino_app;
GRANT DELETE ON game_stats TO casino_app;
GRANT SELECT, INSERT ON rounds TO casino_app;
"""

DOWN = """
DROP TABLE game_sessions, game_stats, rounds, game_switches, game_configs, fairness_seeds;
"""


def upgrade() -> None:
    op.execute(TABLES)


def downgrade() -> None:
    op.execute(DOWN)
