"""The sandbox: a payment provider of its own, for laptops and tests

Revision ID: 0025
Revises: 0024
"""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

UP = """
-- Belongs to the provider, not to the club: nothing here refers to a purchase, and no other table refers to these.
-- `pays_at`: the payer approved, and the payment is captured then.
CREATE TABLE sandbox_payments (
    receipt text PRIMARY KEY,
    ref text NOT NULL UNIQUE,
    currency text NOT NULL CHECK (currency IN ('KRW', 'USD')),
    asked bigint NOT NULL CHECK (asked BETWEEN 1 AND 9007199254740991),
    title text NOT NULL,
    return_url text NOT NULL,
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'paid', 'declined', 'cancelled')),
    paid bigint NOT NULL DEFAULT 0 CHECK (paid >= 0),
    refunded bigint NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND paid),
    charged_back boolean NOT NULL DEFAULT false,
    card text,
    unreachable_until timestamptz,
    pays_at timestamptz,
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    CHECK ((state = 'paid') = (paid > 0)),
    CHECK (paid > 0 OR NOT charged_back),
    CHECK (state = 'open' OR pays_at IS NULL),
    CHECK ((state = 'open') = (closed_at IS NULL))
);
CREATE INDEX sandbox_payments_delayed ON sandbox_payments (pays_at) WHERE pays_at IS NOT NULL;

CREATE TABLE sandbox_refunds (
    key uuid PRIMARY KEY,
    receipt text NOT NULL REFERENCES sandbox_payments (receipt),
    amount bigint NOT NULL CHECK (amount >= 1),
    created_at timestamptz NOT NULL
);

-- One row a delivery: an event that is sent twice has two. `due_at` is null when nothing more is tried, because it
-- arrived (`delivered_at`) or was given up.
CREATE TABLE sandbox_webhooks (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    event_id uuid NOT NULL,
    receipt text NOT NULL REFERENCES sandbox_payments (receipt),
    body text NOT NULL,
    due_at timestamptz,
    attempts int NOT NULL DEFAULT 0,
    last_error text,
    created_at timestamptz NOT NULL,
    delivered_at timestamptz,
    CHECK (due_at IS NULL OR delivered_at IS NULL)
);
CREATE INDEX sandbox_webhooks_due ON sandbox_webhooks (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX sandbox_webhooks_of_receipt ON sandbox_webhooks (receipt);

GRANT SELECT, INSERT, UPDATE ON sandbox_payments, sandbox_webhooks TO casino_app;
GRANT SELECT, INSERT ON sandbox_refunds TO casino_app;
"""

DOWN = """
DROP TABLE sandbox_webhooks, sandbox_refunds, sandbox_payments;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
