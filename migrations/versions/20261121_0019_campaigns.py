"""Campaigns, and the club's activity counted by slices of time

Revision ID: 0019
Revises: 0018
"""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

ACTIVITY = """
-- Rounds of all players by slices of 15 s, counted from `rounds` once nothing can be added to a slice any more.
CREATE TABLE activity_slices (
    slice timestamptz PRIMARY KEY,
    plays bigint NOT NULL CHECK (plays > 0),
    big_wins bigint NOT NULL CHECK (big_wins BETWEEN 0 AND plays)
);

-- Slices before `through` are counted; null until the first count.
CREATE TABLE activity_counted (
    id int PRIMARY KEY CHECK (id = 1),
    through timestamptz
);
INSERT INTO activity_counted VALUES (1, NULL);

CREATE INDEX sessions_seen ON sessions (last_seen_at) WHERE ended_at IS NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON activity_slices TO casino_app;
GRANT SELECT, UPDATE ON activity_counted TO casino_app;
"""

CAMPAIGNS = """
CREATE TABLE campaigns (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    segment jsonb NOT NULL,
    texts jsonb NOT NULL,
    variables jsonb NOT NULL,
    channels text[] NOT NULL CHECK (cardinality(channels) > 0 AND channels <@ ARRAY['in_app', 'email', 'push']),
    link text,
    bundle jsonb,
    status text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'scheduled', 'sending', 'sent', 'cancelled')),
    send_at timestamptz,
    audience int CHECK (audience >= 0),
    created_by bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    started_at timestamptz,
    finished_at timestamptz,
    CHECK (status NOT IN ('scheduled', 'sending', 'sent') OR send_at IS NOT NULL),
    CHECK ((started_at IS NULL) = (audience IS NULL)),
    CHECK (status NOT IN ('sending', 'sent') OR started_at IS NOT NULL),
    CHECK ((finished_at IS NOT NULL) = (status IN ('sent', 'cancelled')))
);
CREATE INDEX campaigns_due ON campaigns (send_at) WHERE status IN ('scheduled', 'sending');

-- Who was found when sending started. A row leaves `waiting` in the transaction that wrote the player's message.
CREATE TABLE campaign_recipients (
    campaign_id bigint NOT NULL REFERENCES campaigns (id),
    user_id bigint NOT NULL,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'excluded', 'opted_out')),
    decided_at timestamptz,
    PRIMARY KEY (campaign_id, user_id),
    CHECK ((state = 'waiting') = (decided_at IS NULL))
);
CREATE INDEX campaign_recipients_waiting ON campaign_recipients (campaign_id, user_id) WHERE state = 'waiting';

GRANT SELECT, INSERT, UPDATE ON campaigns, campaign_recipients TO casino_app;
"""

DOWN = """
DROP TABLE campaign_recipients, campaigns;
DROP INDEX sessions_seen;
DROP TABLE activity_counted, activity_slices;
"""


def upgrade() -> None:
    op.execute(ACTIVITY)
    op.execute(CAMPAIGNS)


def downgrade() -> None:
    op.execute(DOWN)
