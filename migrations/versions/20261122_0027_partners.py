"""Partners: who they are, whom they are linked to, what they credited, and the webhooks they are told by

Revision ID: 0027
Revises: 0026
"""

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

UP = """
CREATE TABLE partners (
    id text PRIMARY KEY CHECK (id ~ '^[a-z0-9][a-z0-9-]{1,31}$'),
    name text NOT NULL,
    active boolean NOT NULL DEFAULT true,
    daily_cap_gold bigint NOT NULL CHECK (daily_cap_gold BETWEEN 0 AND 9007199254740991),
    player_daily_cap_gold bigint NOT NULL CHECK (player_daily_cap_gold BETWEEN 0 AND 9007199254740991),
    webhook_url text,
    webhook_events text[] NOT NULL,
    disabled_at timestamptz,
    disabled_reason text,
    created_at timestamptz NOT NULL,
    CHECK ((disabled_at IS NULL) = (disabled_reason IS NULL))
);

-- Secrets stand apart from what lists and audit rows are made of. `request` verifies a partner's calls, `webhook`
-- signs what it is told; one without `retired_at` is in use.
CREATE TABLE partner_secrets (
    partner_id text NOT NULL REFERENCES partners (id),
    kind text NOT NULL CHECK (kind IN ('request', 'webhook')),
    kid text NOT NULL,
    secret text NOT NULL,
    created_at timestamptz NOT NULL,
    retired_at timestamptz,
    PRIMARY KEY (partner_id, kind, kid)
);

CREATE TABLE partner_nonces (
    partner_id text NOT NULL REFERENCES partners (id),
    nonce text NOT NULL,
    seen_at timestamptz NOT NULL,
    PRIMARY KEY (partner_id, nonce)
);
CREATE INDEX partner_nonces_by_age ON partner_nonces (seen_at);

-- One open code for each of a partner's people; asking again replaces it.
CREATE TABLE partner_link_codes (
    partner_id text NOT NULL REFERENCES partners (id),
    external_id text NOT NULL,
    code_hash bytea NOT NULL UNIQUE,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (partner_id, external_id)
);

CREATE TABLE partner_links (
    id uuid PRIMARY KEY,
    partner_id text NOT NULL REFERENCES partners (id),
    external_id text NOT NULL,
    user_id bigint NOT NULL,
    linked_at timestamptz NOT NULL,
    unlinked_at timestamptz
);
CREATE UNIQUE INDEX partner_links_of_external ON partner_links (partner_id, external_id) WHERE unlinked_at IS NULL;
CREATE UNIQUE INDEX partner_links_of_user ON partner_links (user_id, partner_id) WHERE unlinked_at IS NULL;

-- Append-only. `grant_id` is the reward's, and the `ref` of its posting.
CREATE TABLE partner_credits (
    id uuid PRIMARY KEY,
    partner_id text NOT NULL REFERENCES partners (id),
    link_id uuid NOT NULL REFERENCES partner_links (id),
    user_id bigint NOT NULL,
    external_id text NOT NULL,
    amount bigint NOT NULL CHECK (amount BETWEEN 1 AND 9007199254740991),
    currency text NOT NULL CHECK (currency = 'gold'),
    reference text NOT NULL,
    memo text,
    idempotency_key text NOT NULL,
    request_hash bytea NOT NULL,
    balance_after bigint NOT NULL,
    grant_id uuid NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    UNIQUE (partner_id, reference),
    UNIQUE (partner_id, idempotency_key)
);
CREATE INDEX partner_credits_by_time ON partner_credits (partner_id, id);

-- What was credited on a UTC day: to a player, and under user 0 to all of them. The caps are held against these.
CREATE TABLE partner_days (
    partner_id text NOT NULL REFERENCES partners (id),
    day date NOT NULL,
    user_id bigint NOT NULL,
    credited bigint NOT NULL CHECK (credited > 0),
    PRIMARY KEY (partner_id, day, user_id)
);

-- Written with the deed it tells of: `deed_id` is the credit, or the link. `due_at` of a pending row is when it may be
-- taken next, also by another worker while one is sending it.
CREATE TABLE partner_deliveries (
    id uuid PRIMARY KEY,
    partner_id text NOT NULL REFERENCES partners (id),
    event text NOT NULL CHECK (event IN ('player.linked', 'player.unlinked', 'credit.posted')),
    deed_id uuid NOT NULL,
    payload text NOT NULL,
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'sent', 'failed')),
    attempts int NOT NULL DEFAULT 0,
    due_at timestamptz NOT NULL,
    http_status int,
    reason text,
    created_at timestamptz NOT NULL,
    finished_at timestamptz,
    CHECK ((status = 'pending') = (finished_at IS NULL)),
    UNIQUE (deed_id, event)
);
CREATE INDEX partner_deliveries_due ON partner_deliveries (due_at) WHERE status = 'pending';
CREATE INDEX partner_deliveries_of_partner ON partner_deliveries (partner_id, id DESC);
CREATE INDEX partner_deliveries_finished ON partner_deliveries (finished_at) WHERE status <> 'pending';

GRANT SELECT, INSERT, UPDATE ON partners, partner_secrets, partner_links, partner_days TO casino_app;
GRANT SELECT, INSERT, DELETE ON partner_nonces TO casino_app;
GRANT SELECT, INSERT ON partner_credits TO casino_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON partner_link_codes, partner_deliveries TO casino_app;
"""

DOWN = """
DROP TABLE partner_deliveries, partner_days, partner_credits, partner_links, partner_link_codes, partner_nonces,
    partner_secrets, partners;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
