"""Notifications and their deliveries

Revision ID: 0018
Revises: 0017
"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

UP = """
-- What a player was told. One row a player and key, whatever the channels; `in_app` says that the centre shows it.
CREATE TABLE notifications (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    user_id bigint NOT NULL,
    dedupe_key text NOT NULL CHECK (length(dedupe_key) BETWEEN 1 AND 200),
    template text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('security', 'rewards', 'social', 'club', 'marketing')),
    priority text NOT NULL CHECK (priority IN ('low', 'normal', 'high')),
    title text NOT NULL,
    body text NOT NULL,
    link text,
    in_app boolean NOT NULL,
    created_at timestamptz NOT NULL,
    read_at timestamptz,
    UNIQUE (user_id, dedupe_key)
);
CREATE INDEX notifications_of_user ON notifications (user_id, id) WHERE in_app;
CREATE INDEX notifications_unread ON notifications (user_id) WHERE in_app AND read_at IS NULL;
CREATE INDEX notifications_campaigns ON notifications (dedupe_key) WHERE kind = 'marketing';
CREATE INDEX notifications_created ON notifications (created_at);

-- One e-mail or push message. It collects what is posted until it is first claimed (`sealed`); from then on its items
-- are fixed. Whoever sends holds a lease: only its holder may finish it.
CREATE TABLE notification_deliveries (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    user_id bigint NOT NULL,
    channel text NOT NULL CHECK (channel IN ('email', 'push')),
    kind text NOT NULL,
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'sending', 'sent', 'failed', 'dropped')),
    urgent boolean NOT NULL,
    sealed boolean NOT NULL DEFAULT false,
    due_at timestamptz NOT NULL,
    attempts int NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    lease uuid,
    lease_until timestamptz,
    reason text,
    created_at timestamptz NOT NULL,
    finished_at timestamptz,
    CHECK ((status = 'sending') = (lease IS NOT NULL)),
    CHECK ((status = 'sending') = (lease_until IS NOT NULL)),
    CHECK ((status IN ('sent', 'failed', 'dropped')) = (finished_at IS NOT NULL))
);
CREATE UNIQUE INDEX notification_deliveries_open ON notification_deliveries (user_id, channel, kind)
    WHERE status = 'pending' AND NOT sealed;
CREATE INDEX notification_deliveries_due ON notification_deliveries (due_at) WHERE status = 'pending';
CREATE INDEX notification_deliveries_leased ON notification_deliveries (lease_until) WHERE status = 'sending';
CREATE INDEX notification_deliveries_finished ON notification_deliveries (finished_at);

CREATE TABLE notification_delivery_items (
    delivery_id uuid NOT NULL REFERENCES notification_deliveries (id) ON DELETE CASCADE,
    notification_id uuid NOT NULL REFERENCES notifications (id) ON DELETE CASCADE,
    PRIMARY KEY (delivery_id, notification_id)
);
CREATE INDEX notification_delivery_items_of ON notification_delivery_items (notification_id);

-- A missing row is the default: everything on, no quiet hours. `muted` holds `kind/channel`. The switches of whole
-- channels and the marketing opt-in stand in users.notify.
CREATE TABLE notification_preferences (
    user_id bigint PRIMARY KEY,
    muted text[] NOT NULL DEFAULT '{}',
    quiet_since time,
    quiet_until time,
    time_zone text NOT NULL DEFAULT 'Asia/Seoul',
    CHECK ((quiet_since IS NULL) = (quiet_until IS NULL)),
    CHECK (quiet_since <> quiet_until)
);

CREATE TABLE push_subscriptions (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    user_id bigint NOT NULL,
    endpoint text NOT NULL UNIQUE,
    p256dh text NOT NULL,
    auth text NOT NULL,
    device text NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX push_subscriptions_of_user ON push_subscriptions (user_id, id);

-- Keys made at the first start; they never leave the database but to sign.
CREATE TABLE notification_keys (
    name text PRIMARY KEY,
    secret bytea NOT NULL
);

CREATE FUNCTION is_time_zone(p_name text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    PERFORM timestamp '2026-01-01' AT TIME ZONE p_name;
    RETURN true;
EXCEPTION WHEN invalid_parameter_value THEN
    RETURN false;
END $$;

-- `p_at`, or the end of the quiet hours that it lies in: wall-clock times of a zone, over midnight when they must.
CREATE FUNCTION after_quiet_hours(p_at timestamptz, p_since time, p_until time, p_zone text) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN p_since IS NULL THEN p_at
        WHEN p_since < p_until AND NOT (l.at::time >= p_since AND l.at::time < p_until) THEN p_at
        WHEN p_since > p_until AND NOT (l.at::time >= p_since OR l.at::time < p_until) THEN p_at
        ELSE (l.at::date + CASE WHEN l.at::time < p_until THEN 0 ELSE 1 END + p_until) AT TIME ZONE p_zone
    END
    FROM (SELECT p_at AT TIME ZONE coalesce(p_zone, 'UTC') AS at) l
$$;

REVOKE ALL ON FUNCTION is_time_zone(text) FROM public;
REVOKE ALL ON FUNCTION after_quiet_hours(timestamptz, time, time, text) FROM public;
GRANT EXECUTE ON FUNCTION is_time_zone(text) TO casino_app;
GRANT EXECUTE ON FUNCTION after_quiet_hours(timestamptz, time, time, text) TO casino_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON notifications, notification_deliveries, notification_delivery_items,
    notification_preferences, push_subscriptions TO casino_app;
GRANT SELECT, INSERT ON notification_keys TO casino_app;
"""

DOWN = """
DROP FUNCTION after_quiet_hours(timestamptz, time, time, text);
DROP FUNCTION is_time_zone(text);
DROP TABLE notification_keys, push_subscriptions, notification_preferences, notification_delivery_items,
    notification_deliveries, notifications;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)
