"""Payments: what providers were asked for, their webhooks, refunds, and the books in won and dollar

Revision ID: 0024
Revises: 0023
"""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

UP = """
-- Money has accounts of the club alone: `gateway` is the world behind the provider, `sales` what was sold.
INSERT INTO currencies (code, premium) VALUES ('KRW', false), ('USD', false);
ALTER TABLE accounts DROP CONSTRAINT accounts_kind_check, ADD CONSTRAINT accounts_kind_check
    CHECK (kind IN ('player', 'house', 'mint', 'shop', 'promo', 'gateway', 'sales'));
INSERT INTO accounts (id, kind, currency) VALUES
    (9, 'gateway', 'KRW'), (10, 'gateway', 'USD'), (11, 'sales', 'KRW'), (12, 'sales', 'USD');
ALTER TABLE postings DROP CONSTRAINT postings_kind_check, ADD CONSTRAINT postings_kind_check
    CHECK (kind IN ('welcome', 'game_stake', 'game_win', 'game_refund', 'reward', 'purchase_grant', 'shop_spend',
        'shop_refund', 'gift', 'partner_credit', 'compensation', 'payment', 'payment_refund', 'chargeback'));
CREATE INDEX postings_of_money ON postings (ref) WHERE kind IN ('payment', 'payment_refund', 'chargeback');

-- What a provider is asked to collect. `ref` is its own name for it, null until it has answered.
CREATE TABLE payment_orders (
    receipt text PRIMARY KEY,
    provider text NOT NULL,
    currency text NOT NULL CHECK (currency IN ('KRW', 'USD')),
    amount bigint NOT NULL CHECK (amount >= 1),
    title text NOT NULL,
    ref text,
    checkout_url text,
    created_at timestamptz NOT NULL,
    asked_at timestamptz NOT NULL,
    CHECK ((ref IS NULL) = (checkout_url IS NULL))
);

-- One row an event, however often it is delivered.
CREATE TABLE webhook_events (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    provider text NOT NULL,
    event_id text NOT NULL,
    receipt text NOT NULL,
    status text NOT NULL DEFAULT 'RECEIVED' CHECK (status IN ('RECEIVED', 'DONE', 'FAILED')),
    attempts int NOT NULL DEFAULT 0,
    last_error text,
    received_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    UNIQUE (provider, event_id)
);
CREATE INDEX webhook_events_of_receipt ON webhook_events (receipt);
CREATE INDEX webhook_events_not_done ON webhook_events (status, received_at) WHERE status <> 'DONE';

CREATE TABLE webhook_nonces (
    nonce text PRIMARY KEY,
    seen_at timestamptz NOT NULL
);
CREATE INDEX webhook_nonces_by_age ON webhook_nonces (seen_at);

-- Everything that went back to a payer. `taken` is what of the goods came back, `owed` what did not: the player's debt.
-- `refund`: asked by an operator; `return`: a payment that came too late or wrong; `provider` and `chargeback`: it
-- happened at the provider, and the club learned of it.
CREATE TABLE purchase_refunds (
    id uuid PRIMARY KEY,
    purchase_id uuid NOT NULL REFERENCES purchases (id),
    kind text NOT NULL CHECK (kind IN ('refund', 'return', 'provider', 'chargeback')),
    amount bigint NOT NULL CHECK (amount >= 1),
    taken jsonb NOT NULL,
    owed jsonb NOT NULL,
    actor_id bigint,
    reason text NOT NULL,
    created_at timestamptz NOT NULL,
    attempts int NOT NULL DEFAULT 0,
    last_error text,
    sent_at timestamptz,
    refused_at timestamptz,
    CHECK (sent_at IS NULL OR refused_at IS NULL)
);
CREATE INDEX purchase_refunds_of_purchase ON purchase_refunds (purchase_id);
CREATE UNIQUE INDEX purchase_refunds_one_return ON purchase_refunds (purchase_id) WHERE kind = 'return';
CREATE INDEX purchase_refunds_unsent ON purchase_refunds (created_at) WHERE sent_at IS NULL AND refused_at IS NULL;

-- Made with the first receipt, by whichever process needs it first; every process signs with this one.
CREATE TABLE receipt_keys (
    name text PRIMARY KEY CHECK (name = 'receipts'),
    secret bytea NOT NULL CHECK (length(secret) = 32),
    made_at timestamptz NOT NULL
);

CREATE INDEX purchases_open_of_user ON purchases (user_id) WHERE status IN ('created', 'pending');

GRANT SELECT, INSERT ON receipt_keys TO casino_app;
GRANT SELECT, INSERT, UPDATE ON payment_orders, webhook_events, purchase_refunds TO casino_app;
GRANT SELECT, INSERT, DELETE ON webhook_nonces TO casino_app;
"""

DOWN = """
DROP INDEX purchases_open_of_user;
DROP TABLE receipt_keys, purchase_refunds, webhook_nonces, webhook_events, payment_orders;
DROP INDEX postings_of_money;
ALTER TABLE postings DROP CONSTRAINT postings_kind_check, ADD CONSTRAINT postings_kind_check
    CHECK (kind IN ('welcome', 'game_stake', 'game_win', 'game_refund', 'reward', 'purchase_grant', 'shop_spend',
        'shop_refund', 'gift', 'partner_credit', 'compensation'));
DELETE FROM accounts WHERE id BETWEEN 9 AND 12;
ALTER TABLE accounts DROP CONSTRAINT accounts_kind_check, ADD CONSTRAINT accounts_kind_check
    CHECK (kind IN ('player', 'house', 'mint', 'shop', 'promo'));
DELETE FROM currencies WHERE code IN ('KRW', 'USD');
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
