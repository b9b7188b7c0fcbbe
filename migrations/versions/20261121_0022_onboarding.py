"""Onboarding: where a player stands in the guided first minutes

Revision ID: 0022
Revises: 0021
"""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

UP = """
-- Steps that only the client can tell of. Those with money behind them are read from the facts, never from here;
-- the reward is a grant.
CREATE TABLE onboarding (
    user_id bigint PRIMARY KEY,
    reported text[] NOT NULL DEFAULT '{}',
    skipped_at timestamptz,
    started_at timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE ON onboarding TO casino_app;
"""

DOWN = """
DROP TABLE onboarding;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
