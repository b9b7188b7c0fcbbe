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
    promo_allowed boolean NOT NULL DEFAULT true,
    -- A limited package has a window, a stock, and a most for each player. `taken` counts what live purchases hold.
    starts_at timestamptz,
    ends_at timestamptz,
    stock int,
    taken int NOT NULL DEFAULT 0,
    user_limit int CHECK (user_limit >= 1),
    disabled_at timestamptz,
    changed_by bigint,
    changed_at timestamptz NOT NULL,
    CHECK (discount_ends_at IS NULL OR discount_percent IS NOT NULL),
    CHECK (starts_at < ends_at),
    CHECK (taken BETWEEN 0 AND coalesce(stock, 0)),
    CHECK (num_nulls(starts_at, ends_at, stock, user_limit) IN (0, 4))
);

CREATE TABLE promo_codes (
    code text PRIMARY KEY CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{2,31}$'),
    kind text NOT NULL CHECK (kind IN ('percent', 'fixed', 'bonus')),
    value bigint NOT NULL CHECK (value >= 0),
    currency text CHECK (currency IN ('KRW', 'USD', 'gold', 'gem')),
    bonus jsonb NOT NULL,
    products text[],
    amount_min bigint NOT NULL DEFAULT 0 CHECK (amount_min >= 0),
    starts_at timestamptz,
    ends_at timestamptz,
    total_limit int CHECK (total_limit >= 1),
    user_limit int CHECK (user_limit >= 1),
    stacks boolean NOT NULL DEFAULT false,
    active boolean NOT NULL DEFAULT true,
    used int NOT NULL DEFAULT 0,
    changed_by bigint,
    changed_at timestamptz NOT NULL,
    CHECK (starts_at < ends_at),
    CHECK (used BETWEEN 0 AND coalesce(total_limit, used)),
    CHECK (kind <> 'percent' OR value BETWEEN 1 AND 100),
    CHECK (kind <> 'fixed' OR (value >= 1 AND currency IS NOT NULL))
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
    promo_code text REFERENCES promo_codes (code),
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
CREATE INDEX purchases_of_product ON purchases (product_code, user_id);
CREATE INDEX purchases_of_promo ON purchases (promo_code, user_id) WHERE promo_code IS NOT NULL;
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

GRANT SELECT, INSERT, UPDATE ON products, promo_codes, purchases TO casino_app;
GRANT SELECT, INSERT ON purchase_steps TO casino_app;
"""

DOWN = """
DROP TABLE purchase_steps, purchases, promo_codes, products;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
