"""The shop: products, purchases and their timeline

Revision ID: 0023
Revises: 0022
"""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

UP = """
CREATE TABLE products (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE CHECK (code ~ '^[a-z0-9][a-z0-9_-]{1,47}$'),
    name jsonb NOT NULL,
    description jsonb NOT NULL,
    currency text NOT NULL CHECK (currency IN ('KRW', 'USD', 'gold', 'gem')),
    price bigint NOT NULL CHECK (price BETWEEN 1 AND 9007199254740991),
    bundle jsonb NOT NULL,
    rank int NOT NULL DEFAULT 0,
    tier_required text CHECK (tier_required IN ('STANDARD', 'PREMIUM', 'VIP')),
    tier_prices jsonb NOT NULL DEFAULT '{}',
    discount_percent int CHECK (discount_percent BETWEEN 1 AND 90),
    discount_ends_at timestamptz,
    active boolean NOT NULL DEFAULT true,
    changed_by bigint,
    changed_at timestamptz NOT NULL,
    CHECK (discount_ends_at IS NULL OR discount_percent IS NOT NULL)
);

-- What was shown when it was bought is frozen here: later changes of the product never reach a purchase.
CREATE TABLE purchases (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    receipt text NOT NULL UNIQUE,
    user_id bigint NOT NULL,
    product_code text NOT NULL,
    product_name jsonb NOT NULL,
    quantity int NOT NULL CHECK (quantity BETWEEN 1 AND 99),
    currency text NOT NULL CHECK (currency IN ('KRW', 'USD', 'gold', 'gem')),
    unit_price bigint NOT NULL CHECK (unit_price >= 1),
    unit_effective bigint NOT NULL CHECK (unit_effective BETWEEN 1 AND unit_price),
    promo_code text,
    promo_cut bigint NOT NULL DEFAULT 0 CHECK (promo_cut >= 0),
    amount bigint NOT NULL CHECK (amount BETWEEN 1 AND 9007199254740991),
    bundle jsonb NOT NULL,
    tier text NOT NULL,
    status text NOT NULL CHECK (status IN
        ('created', 'pending', 'succeeded', 'failed', 'cancelled', 'expired', 'refunded', 'charged_back')),
    cause text NOT NULL,
    refunded bigint NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND amount),
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    CHECK (amount = unit_effective * quantity - promo_cut)
);
CREATE INDEX purchases_of_user ON purchases (user_id, id DESC);
CREATE INDEX purchases_open ON purchases (changed_at) WHERE status IN ('created', 'pending');

-- Append-only: the timeline that the player, support and the receipt show.
CREATE TABLE purchase_steps (
    purchase_id uuid NOT NULL REFERENCES purchases (id),
    number int NOT NULL CHECK (number >= 1),
    before text,
    after text NOT NULL,
    cause text NOT NULL,
    actor_id bigint,
    at timestamptz NOT NULL,
    PRIMARY KEY (purchase_id, number)
);

GRANT SELECT, INSERT, UPDATE ON products, purchases TO casino_app;
GRANT SELECT, INSERT ON purchase_steps TO casino_app;
"""

DOWN = """
DROP TABLE purchase_steps, purchases, products;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
