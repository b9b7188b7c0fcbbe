"""Fraud: every attempt to pay, how it was judged, and the cases operators look at

Revision ID: 0026
Revises: 0025
"""

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

UP = """
-- `ip` and `device` are keyed digests: they can be compared, and not read. `counted`: Valkey's windows know of the
-- attempt. A verdict is written once; what became of the purchase is added later.
CREATE TABLE fraud_attempts (
    receipt text PRIMARY KEY,
    user_id bigint NOT NULL,
    at timestamptz NOT NULL,
    ip text NOT NULL,
    device text,
    currency text NOT NULL CHECK (currency IN ('KRW', 'USD')),
    amount bigint NOT NULL CHECK (amount BETWEEN 1 AND 9007199254740991),
    amount_krw bigint NOT NULL CHECK (amount_krw BETWEEN 0 AND 9007199254740991),
    counted boolean NOT NULL,
    tier text NOT NULL CHECK (tier IN ('allow', 'review', 'soft', 'hard')),
    score int NOT NULL CHECK (score >= 0),
    held_by text,
    matched jsonb NOT NULL,
    shadow jsonb,
    features jsonb NOT NULL,
    rules_version text NOT NULL,
    outcome text CHECK (outcome IN ('paid', 'failed', 'charged_back')),
    outcome_at timestamptz,
    card text,
    CHECK ((outcome IS NULL) = (outcome_at IS NULL)),
    CHECK (held_by IS NULL OR tier = 'hard')
);
CREATE INDEX fraud_attempts_of_user ON fraud_attempts (user_id, at DESC);
CREATE INDEX fraud_attempts_of_ip ON fraud_attempts (ip, at DESC) INCLUDE (user_id);
CREATE INDEX fraud_attempts_of_device ON fraud_attempts (device, at DESC) INCLUDE (user_id) WHERE device IS NOT NULL;
CREATE INDEX fraud_attempts_of_card ON fraud_attempts (card, at DESC) INCLUDE (user_id) WHERE card IS NOT NULL;
CREATE INDEX fraud_attempts_at ON fraud_attempts (at);
CREATE INDEX fraud_attempts_shadowed ON fraud_attempts (at) WHERE shadow IS NOT NULL;
-- What Valkey missed is looked for at every judgement; there is almost never anything.
CREATE INDEX fraud_attempts_missed_user ON fraud_attempts (user_id, at) WHERE NOT counted;
CREATE INDEX fraud_attempts_missed_ip ON fraud_attempts (ip, at) WHERE NOT counted;
CREATE INDEX fraud_attempts_missed_device ON fraud_attempts (device, at) WHERE NOT counted AND device IS NOT NULL;

CREATE TABLE fraud_cases (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    receipt text NOT NULL UNIQUE REFERENCES fraud_attempts (receipt) ON DELETE CASCADE,
    user_id bigint NOT NULL,
    tier text NOT NULL CHECK (tier IN ('review', 'soft', 'hard')),
    opened_at timestamptz NOT NULL,
    decision text CHECK (decision IN ('release', 'confirm')),
    decided_by bigint,
    decided_at timestamptz,
    note text,
    CHECK (num_nulls(decision, decided_by, decided_at, note) IN (0, 4))
);
CREATE INDEX fraud_cases_open ON fraud_cases (id) WHERE decision IS NULL;
CREATE INDEX fraud_cases_decided ON fraud_cases (id) WHERE decision IS NOT NULL;
CREATE INDEX fraud_cases_holding ON fraud_cases (user_id) WHERE tier = 'hard' AND decision IS DISTINCT FROM 'release';
CREATE INDEX fraud_cases_released ON fraud_cases (user_id, decided_at) WHERE decision = 'release';

GRANT SELECT, INSERT, DELETE ON fraud_attempts TO casino_app;
GRANT UPDATE (outcome, outcome_at, card) ON fraud_attempts TO casino_app;
GRANT SELECT, INSERT ON fraud_cases TO casino_app;
GRANT UPDATE (decision, decided_by, decided_at, note) ON fraud_cases TO casino_app;
"""

DOWN = """
DROP TABLE fraud_cases, fraud_attempts;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
