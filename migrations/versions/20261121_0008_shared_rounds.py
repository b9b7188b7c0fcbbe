"""Hash chains and leaders' leases of shared rounds

Revision ID: 0008
Revises: 0007
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

UP = """
-- `checkpoints` holds every thousandth hash; the first is the chain's secret. A chain's rounds have the numbers from
-- `first_number` on; without one it has not been used yet. An operator's chain waits for the operator's salt.
CREATE TABLE shared_round_chains (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    game text NOT NULL,
    variant text NOT NULL,
    length int NOT NULL CHECK (length >= 1),
    terminal_hash bytea NOT NULL UNIQUE CHECK (length(terminal_hash) = 32),
    checkpoints bytea NOT NULL,
    made_by text NOT NULL CHECK (made_by IN ('product', 'operator')),
    made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    salt text CHECK (length(salt) BETWEEN 1 AND 64),
    salt_source jsonb,
    salted_at timestamptz CHECK (salted_at >= made_at),
    first_number bigint CHECK (first_number >= 1),
    CHECK ((salt IS NULL) = (salted_at IS NULL)),
    CHECK (salt IS NOT NULL OR first_number IS NULL),
    UNIQUE (game, variant, first_number)
);

-- Who leads a table. `token` grows with every change of leader; what a leader writes is refused under an older one.
CREATE TABLE shared_round_leases (
    game text NOT NULL,
    variant text NOT NULL,
    holder uuid NOT NULL,
    token bigint NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (game, variant)
);

ALTER TABLE shared_rounds
    ADD COLUMN voided_at timestamptz,
    ADD CHECK (state <> 'closed' OR voided_at IS NULL),
    ADD CHECK (state <> 'void' OR voided_at IS NOT NULL);
-- One round of a table at a time.
CREATE UNIQUE INDEX shared_rounds_open ON shared_rounds (game, variant) WHERE state = 'open';

GRANT SELECT, INSERT, UPDATE ON shared_round_chains, shared_round_leases TO casino_app;
"""

DOWN = """
DROP INDEX shared_rounds_open;
ALTER TABLE shared_rounds DROP COLUMN voided_at;
DROP TABLE shared_round_leases, shared_round_chains;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
