"""Own limits, breaks and the play clock, checked inside the bet's own statement

Revision ID: 0007
Revises: 0006
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES = """
ALTER TABLE users ADD COLUMN excluded_until timestamptz;
ALTER TABLE revocations DROP CONSTRAINT revocations_kind_check;
ALTER TABLE revocations ADD CONSTRAINT revocations_kind_check
    CHECK (kind IN ('session_ended', 'tokens_outdated', 'password_changed', 'account_excluded'));

-- The profile that MARKET names, written at start: bets are judged where they are settled.
CREATE TABLE market_rules (
    id int PRIMARY KEY CHECK (id = 1),
    market text NOT NULL,
    adult_gate boolean NOT NULL,
    slot_cycle_ms int NOT NULL CHECK (slot_cycle_ms >= 0),
    game_cycle_ms int NOT NULL CHECK (game_cycle_ms >= 0),
    reality_check_s int NOT NULL CHECK (reality_check_s > 0),
    odds_notice_h int NOT NULL CHECK (odds_notice_h >= 0)
);
INSERT INTO market_rules VALUES (1, 'global', false, 0, 0, 3600, 0);

-- One row a player, made by the first bet. `watched` says that play_refusal has something to judge. A sitting lasts
-- until 15 minutes without a stake; `session_base` is the day's net result when it began.
CREATE TABLE play_guards (
    user_id bigint PRIMARY KEY,
    watched boolean NOT NULL DEFAULT false,
    excluded_until timestamptz,
    exclusion_kind text CHECK (exclusion_kind IN ('cool_off', 'self_exclusion')),
    adult_verified_at timestamptz,
    session_started_at timestamptz,
    session_day date,
    session_base bigint NOT NULL DEFAULT 0,
    last_played_at timestamptz,
    played_day date,
    played_ms bigint NOT NULL DEFAULT 0 CHECK (played_ms >= 0),
    reality_checked_at timestamptz,
    CHECK ((excluded_until IS NULL) = (exclusion_kind IS NULL))
) WITH (fillfactor = 70);

-- `value` NULL is no limit. A raise waits in `pending_value` until `pending_from`.
CREATE TABLE play_limits (
    user_id bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('stake_max', 'daily_loss', 'weekly_loss', 'monthly_loss', 'daily_purchase',
        'monthly_purchase', 'daily_minutes')),
    value bigint CHECK (value >= 0),
    pending_value bigint CHECK (pending_value >= 0),
    pending_from timestamptz,
    PRIMARY KEY (user_id, kind),
    CHECK (pending_value IS NULL OR pending_from IS NOT NULL)
);

CREATE TABLE play_limit_changes (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    user_id bigint NOT NULL,
    kind text NOT NULL,
    action text NOT NULL CHECK (action IN ('lowered', 'raise_requested', 'raise_withdrawn', 'cool_off',
        'self_exclusion')),
    old_value bigint,
    new_value bigint,
    effective_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX play_limit_changes_of_user ON play_limit_changes (user_id, id);

-- One warning a limit and window: the first to write it tells the player.
CREATE TABLE play_warnings (
    user_id bigint NOT NULL,
    kind text NOT NULL,
    window_start date NOT NULL,
    PRIMARY KEY (user_id, kind, window_start)
);

GRANT SELECT, INSERT, UPDATE ON market_rules, play_guards, play_limits TO casino_app;
GRANT SELECT, INSERT ON play_limit_changes, play_warnings TO casino_app;
"""

# What a player has lost in gold since a UTC day, at worst: the rounds settled, and every stake still on a table.
LOSS = """
CREATE FUNCTION play_loss(p_user bigint, p_since date) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT (SELECT coalesce(sum(s.total_bet - s.total_win), 0) FROM game_stats s
            WHERE s.user_id = p_user AND s.day >= p_since)::bigint
        + (SELECT coalesce(sum(b.stake), 0) FROM bets b
            WHERE b.user_id = p_user AND b.status = 'open' AND b.currency = 'gold')::bigint
$$;
REVOKE ALL ON FUNCTION play_loss(bigint, date) FROM public;
GRANT EXECUTE ON FUNCTION play_loss(bigint, date) TO casino_app;
"""

# A sitting goes on until 15 minutes have passed without a stake. The milliseconds played on the UTC day of `p_at` are
# those the clock has written and those since, while the sitting goes on.
PLAYED = """
CREATE FUNCTION play_goes_on(g play_guards, p_at timestamptz) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(g.last_played_at > p_at - interval '15 minutes', false)
$$;
CREATE FUNCTION play_ms_of_day(g play_guards, p_at timestamptz) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN g.played_day = (p_at AT TIME ZONE 'UTC')::date THEN g.played_ms ELSE 0 END
        + CASE WHEN play_goes_on(g, p_at) THEN greatest(0, extract(epoch FROM p_at
            - greatest(g.last_played_at, date_trunc('day', p_at, 'UTC'))) * 1000)::bigint ELSE 0 END
$$;
REVOKE ALL ON FUNCTION play_goes_on(play_guards, timestamptz) FROM public;
REVOKE ALL ON FUNCTION play_ms_of_day(play_guards, timestamptz) FROM public;
GRANT EXECUTE ON FUNCTION play_goes_on(play_guards, timestamptz) TO casino_app;
GRANT EXECUTE ON FUNCTION play_ms_of_day(play_guards, timestamptz) TO casino_app;
"""

# Why this player may not stake this now; null when nothing speaks against it. The caller holds the player's lock, so
# that no other bet of theirs stands between this answer and the stake. Weeks begin on Sunday; days are UTC.
REFUSAL = """
CREATE FUNCTION play_refusal(
    p_user bigint, p_game text, p_stake bigint, p_currency text, p_cycle_ms int, p_gate boolean, p_reality_s int
) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    today date := (moment AT TIME ZONE 'UTC')::date;
    guard play_guards;
    own record;
BEGIN
    SELECT * INTO guard FROM play_guards g WHERE g.user_id = p_user;
    IF guard.excluded_until > moment THEN
        RETURN 'account_excluded:' || to_char(guard.excluded_until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
    END IF;
    IF p_gate AND guard.adult_verified_at IS NULL THEN
        RETURN 'age_verification_required';
    END IF;
    IF p_cycle_ms > 0 AND guard.last_played_at > moment - make_interval(secs => p_cycle_ms / 1000.0) THEN
        RETURN 'too_fast';
    END IF;
    IF guard.watched THEN
        SELECT max(l.held) FILTER (WHERE l.kind = 'stake_max') AS stake_max,
            max(l.held) FILTER (WHERE l.kind = 'daily_loss') AS daily_loss,
            max(l.held) FILTER (WHERE l.kind = 'weekly_loss') AS weekly_loss,
            max(l.held) FILTER (WHERE l.kind = 'monthly_loss') AS monthly_loss,
            max(l.held) FILTER (WHERE l.kind = 'daily_minutes') AS daily_minutes
        INTO own FROM (
            SELECT k.kind, CASE WHEN k.pending_from <= moment THEN k.pending_value ELSE k.value END AS held
            FROM play_limits k WHERE k.user_id = p_user
        ) l;
        IF p_currency = 'gold' THEN
            IF p_stake > own.stake_max THEN
                RETURN 'limit_reached:stake_max';
            ELSIF own.daily_loss IS NOT NULL AND play_loss(p_user, today) + p_stake > own.daily_loss THEN
                RETURN 'limit_reached:daily_loss';
            ELSIF own.weekly_loss IS NOT NULL
                AND play_loss(p_user, today - extract(dow FROM today)::int) + p_stake > own.weekly_loss THEN
                RETURN 'limit_reached:weekly_loss';
            ELSIF own.monthly_loss IS NOT NULL
                AND play_loss(p_user, date_trunc('month', today)::date) + p_stake > own.monthly_loss THEN
                RETURN 'limit_reached:monthly_loss';
            END IF;
        END IF;
        IF play_ms_of_day(guard, moment) >= own.daily_minutes * 60000 THEN
            RETURN 'limit_reached:daily_minutes';
        END IF;
    END IF;
    IF play_goes_on(guard, moment)
        AND guard.reality_checked_at <= moment - make_interval(secs => p_reality_s) THEN
        RETURN 'reality_check_due';
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION play_refusal(bigint, text, bigint, text, int, boolean, int) FROM public;
GRANT EXECUTE ON FUNCTION play_refusal(bigint, text, bigint, text, int, boolean, int) TO casino_app;
"""

DOWN = """
DROP FUNCTION play_refusal(bigint, text, bigint, text, int, boolean, int);
DROP FUNCTION play_ms_of_day(play_guards, timestamptz);
DROP FUNCTION play_goes_on(play_guards, timestamptz);
DROP FUNCTION play_loss(bigint, date);
DROP TABLE play_warnings, play_limit_changes, play_limits, play_guards, market_rules;
DELETE FROM revocations WHERE kind = 'account_excluded';
ALTER TABLE revocations DROP CONSTRAINT revocations_kind_check;
ALTER TABLE revocations ADD CONSTRAINT revocations_kind_check
    CHECK (kind IN ('session_ended', 'tokens_outdated', 'password_changed'));
ALTER TABLE users DROP COLUMN excluded_until;
"""


def upgrade() -> None:
    for part in (TABLES, LOSS, PLAYED, REFUSAL):
        op.execute(part)


def downgrade() -> None:
    op.execute(DOWN)
