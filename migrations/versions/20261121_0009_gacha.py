"""Pity counters and inventories of the capsules

Revision ID: 0009
Revises: 0008
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

UP = """
CREATE TABLE gacha_pity (
    user_id bigint NOT NULL,
    pity_group text NOT NULL,
    since_ssr int NOT NULL CHECK (since_ssr >= 0),
    since_sr int NOT NULL CHECK (since_sr BETWEEN 0 AND since_ssr),
    featured_next boolean NOT NULL,
    PRIMARY KEY (user_id, pity_group)
) WITH (fillfactor = 70);

-- `config_id` is the banner version an item first came from: its name and tier stand there for ever.
CREATE TABLE gacha_inventory (
    user_id bigint NOT NULL,
    item_id text NOT NULL,
    config_id int NOT NULL,
    copies int NOT NULL CHECK (copies >= 1),
    first_round uuid NOT NULL,
    PRIMARY KEY (user_id, item_id)
) WITH (fillfactor = 80);

GRANT SELECT, INSERT, UPDATE ON gacha_pity, gacha_inventory TO casino_app;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute("DROP TABLE gacha_inventory, gacha_pity")
