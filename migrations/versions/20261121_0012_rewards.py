"""Rewards: grants, items, counters by day

Revision ID: 0012
Revises: 0011
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

UP = """
-- One row a reward: the key makes it once, the row is the player's history and the answer to a repetition.
CREATE TABLE reward_grants (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    user_id bigint NOT NULL,
    key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 64),
    bundle jsonb NOT NULL,
    reward_items jsonb NOT NULL,
    new_balances jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (user_id, key)
);
CREATE INDEX reward_grants_of_user ON reward_grants (user_id, id DESC);

-- What a player keeps that is no currency: items and protections.
CREATE TABLE holdings (
    user_id bigint NOT NULL,
    code text NOT NULL,
    quantity int NOT NULL CHECK (quantity >= 0),
    PRIMARY KEY (user_id, code)
);

-- The history of what only counts up (experience, VIP points, money spent), by UTC day and reason.
CREATE TABLE counter_days (
    user_id bigint NOT NULL,
    counter text NOT NULL CHECK (counter IN ('exp', 'vip_points', 'spend_krw')),
    day date NOT NULL,
    reason text NOT NULL,
    amount bigint NOT NULL CHECK (amount >= 0),
    PRIMARY KEY (user_id, counter, day, reason)
);

GRANT SELECT, INSERT, UPDATE ON reward_grants, holdings, counter_days TO casino_app;
"""

DOWN = """
DROP TABLE counter_days, holdings, reward_grants;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
