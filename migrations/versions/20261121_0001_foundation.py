"""The application's role, partitions by time-ordered id, the outbox and its inbox

Revision ID: 0001
Revises:
"""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

UP = """
-- The role every connection of the product acts as. Migrations run as the owner, which may become it.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'casino_app') THEN
        CREATE ROLE casino_app NOLOGIN;
    END IF;
    IF NOT pg_has_role(current_user, 'casino_app', 'SET') THEN
        EXECUTE format('GRANT casino_app TO %I', current_user);
    END IF;
END $$;

GRANT USAGE ON SCHEMA public TO casino_app;

-- The smallest UUIDv7 of a moment: ids are ordered by time, so a table partitioned by its id is partitioned by month,
-- keeps a one-column primary key, and prunes on a look-up by id.
CREATE FUNCTION uuid7_floor(moment timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT encode(
        substring(int8send(floor(extract(epoch FROM moment) * 1000)::bigint) FROM 3)
            || '\\x70008000000000000000'::bytea, 'hex')::uuid
$$;

-- Creates the monthly partitions of `parent` from this month to `months_ahead` months on. Runs with the owner's rights:
-- the application's role may not create tables.
CREATE FUNCTION ensure_month_partitions(parent regclass, months_ahead int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    month timestamptz := date_trunc('month', now(), 'UTC');
    part text;
    made int := 0;
BEGIN
    FOR step IN 0..months_ahead LOOP
        part := format('%s_%s', parent::text, to_char(month AT TIME ZONE 'UTC', 'YYYYMM'));
        IF to_regclass(part) IS NULL THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF %s FOR VALUES FROM (%L) TO (%L)',
                part, parent, uuid7_floor(month), uuid7_floor(month + interval '1 month'));
            EXECUTE format('GRANT SELECT ON %I TO casino_app', part);
            made := made + 1;
        END IF;
        month := month + interval '1 month';
    END LOOP;
    RETURN made;
END $$;
REVOKE ALL ON FUNCTION ensure_month_partitions(regclass, int) FROM public;
GRANT EXECUTE ON FUNCTION ensure_month_partitions(regclass, int) TO casino_app;

-- Events waiting to be published; a published row is deleted. `seq` is given under the player's account lock,
-- so one player's events leave in the order they happened.
CREATE TABLE outbox (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id uuid NOT NULL DEFAULT uuidv7(),
    type text NOT NULL,
    user_id bigint,
    data jsonb NOT NULL,
    trace_id text,
    occurred_at timestamptz NOT NULL DEFAULT now(),
    attempts int NOT NULL DEFAULT 0,
    due_at timestamptz
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
        autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 50000);

CREATE TABLE outbox_dead_letters (
    event_id uuid PRIMARY KEY,
    type text NOT NULL,
    user_id bigint,
    data jsonb NOT NULL,
    trace_id text,
    occurred_at timestamptz NOT NULL,
    attempts int NOT NULL,
    last_error text NOT NULL,
    died_at timestamptz NOT NULL DEFAULT now()
);

-- What each consumer has already done, written in the consumer's own transaction.
CREATE TABLE inbox (
    consumer text NOT NULL,
    event_id uuid NOT NULL,
    consumed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer, event_id)
);

-- One effect per key. `user_id` 0 holds the product's own keys (welcome grants, jobs).
CREATE TABLE idempotency_keys (
    user_id bigint NOT NULL,
    key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    request_hash bytea NOT NULL,
    ref uuid NOT NULL,
    answer jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, key)
);
CREATE INDEX idempotency_keys_created_at ON idempotency_keys USING brin (created_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON outbox, outbox_dead_letters, inbox TO casino_app;
GRANT SELECT, INSERT, DELETE ON idempotency_keys TO casino_app;
"""

DOWN = """
DROP TABLE idempotency_keys, inbox, outbox_dead_letters, outbox;
DROP FUNCTION ensure_month_partitions(regclass, int);
DROP FUNCTION uuid7_floor(timestamptz);
REVOKE USAGE ON SCHEMA public FROM casino_app;
"""


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    op.execute(DOWN)  # the role stays: it belongs to the cluster, and another database may use it
