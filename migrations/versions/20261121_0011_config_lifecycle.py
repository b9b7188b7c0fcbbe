"""The life of a configuration: who did what to it, what a published table may never do, and the return it achieved

Revision ID: 0011
Revises: 0010
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES = """
-- Append-only for the application's role. `facts` hold what the deed was about, e.g. hash, rtp, effective time.
CREATE TABLE config_audit (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    actor_id bigint NOT NULL,
    action text NOT NULL CHECK (action IN ('drafted', 'edited', 'validated', 'published', 'scheduled', 'withdrawn',
        'enabled', 'disabled')),
    game text NOT NULL,
    variant text,
    config_id int REFERENCES game_configs (id),
    version int,
    reason text NOT NULL,
    facts jsonb NOT NULL DEFAULT '{}',
    request_id text,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK ((config_id IS NULL) = (action IN ('enabled', 'disabled')))
);
CREATE INDEX config_audit_of_game ON config_audit (game, id DESC);

-- One row a UTC day, version and currency. Sums are kept, so that any stretch of days can be judged together:
-- `deviation` is the sum of payout minus what the nearest published return promised, `variance` that sum's variance.
CREATE TABLE rtp_reports (
    day date NOT NULL,
    config_id int NOT NULL REFERENCES game_configs (id),
    currency text NOT NULL,
    game text NOT NULL,
    variant text NOT NULL,
    version int NOT NULL,
    rounds bigint NOT NULL CHECK (rounds > 0),
    stake numeric NOT NULL,
    payout numeric NOT NULL,
    rtp_published double precision NOT NULL,
    rtp_observed double precision NOT NULL,
    rtp_low double precision NOT NULL,
    rtp_high double precision NOT NULL,
    deviation double precision NOT NULL,
    variance double precision NOT NULL,
    z double precision NOT NULL,
    alert boolean NOT NULL,
    computed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (day, config_id, currency)
);
CREATE INDEX rtp_reports_of_game ON rtp_reports (game, variant, day DESC);

GRANT SELECT, INSERT ON config_audit TO casino_app;
GRANT SELECT, INSERT, UPDATE ON rtp_reports TO casino_app;
"""

# Rounds name their table by its row: a row that played must say for ever what it said then.
KEEP = """
CREATE FUNCTION game_configs_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.game, NEW.variant) IS DISTINCT FROM (OLD.id, OLD.game, OLD.variant) THEN
        RAISE EXCEPTION 'a configuration keeps its place' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.status = 'withdrawn' THEN
        RAISE EXCEPTION 'a withdrawn configuration stays withdrawn' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.status <> 'published' THEN
        RETURN NEW;
    END IF;
    IF NEW.hash <> OLD.hash OR NEW.body <> OLD.body THEN
        RAISE EXCEPTION 'a published table never changes' USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.status, NEW.version, NEW.effective_at) IS DISTINCT FROM (OLD.status, OLD.version, OLD.effective_at)
        AND OLD.effective_at <= clock_timestamp() THEN
        RAISE EXCEPTION 'a table that has played stays published' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.superseded_at IS DISTINCT FROM OLD.superseded_at AND OLD.superseded_at <= clock_timestamp() THEN
        RAISE EXCEPTION 'the past of a table is settled' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER game_configs_keep BEFORE UPDATE ON game_configs FOR EACH ROW EXECUTE FUNCTION game_configs_keep();

-- One version at a time and no gap: each ends where the next begins. Judged at the commit, when both ends are written.
CREATE FUNCTION game_configs_in_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Bets that settle between a start and its commit would be played on the table before. Retried, it starts later.
    IF TG_OP = 'UPDATE' AND NEW.status = 'published' AND OLD.status <> 'published'
        AND NEW.effective_at <= clock_timestamp() THEN
        RAISE EXCEPTION 'version % of % % has begun already', NEW.version, NEW.game, NEW.variant
            USING ERRCODE = 'serialization_failure';
    END IF;
    IF EXISTS (
        SELECT FROM (
            SELECT c.superseded_at, lead(c.effective_at) OVER (ORDER BY c.version) AS following
            FROM game_configs c WHERE c.game = NEW.game AND c.variant = NEW.variant AND c.status = 'published'
        ) v WHERE v.superseded_at IS DISTINCT FROM v.following
    ) THEN
        RAISE EXCEPTION 'versions of % % overlap or leave a gap', NEW.game, NEW.variant
            USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER game_configs_in_line AFTER INSERT OR UPDATE ON game_configs
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION game_configs_in_line();
"""

DOWN = """
DROP TRIGGER game_configs_in_line ON game_configs;
DROP TRIGGER game_configs_keep ON game_configs;
DROP FUNCTION game_configs_in_line();
DROP FUNCTION game_configs_keep();
DROP TABLE rtp_reports, config_audit;
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(KEEP)


def downgrade() -> None:
    op.execute(DOWN)
