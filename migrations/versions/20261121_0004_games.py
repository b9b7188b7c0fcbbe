"""Seeds, configurations, rounds, statistics, game sessions, and the one statement that settles a batch of bets

Revision ID: 0004
Revises: 0003
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE fairness_seeds (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id bigint NOT NULL,
    server_seed bytea NOT NULL CHECK (length(server_seed) = 32),
    client_seed text NOT NULL CHECK (length(client_seed) BETWEEN 1 AND 64),
    nonce bigint NOT NULL DEFAULT 0 CHECK (nonce >= 0),
    state text NOT NULL CHECK (state IN ('next', 'active', 'revealed')),
    created_at timestamptz NOT NULL DEFAULT now(),
    revealed_at timestamptz,
    CHECK ((state = 'revealed') = (revealed_at IS NOT NULL))
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX fairness_seeds_in_use ON fairness_seeds (user_id, state) WHERE state <> 'revealed';

CREATE TABLE game_configs (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    game text NOT NULL,
    variant text NOT NULL,
    version int NOT NULL CHECK (version >= 1),
    hash text NOT NULL,
    body jsonb NOT NULL,
    note text NOT NULL,
    effective_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (game, variant, version),
    UNIQUE (game, variant, hash)
);

CREATE TABLE rounds (
    id uuid NOT NULL PRIMARY KEY,
    user_id bigint NOT NULL,
    game text NOT NULL,
    variant text NOT NULL,
    config_id int NOT NULL,
    stake bigint NOT NULL CHECK (stake > 0),
    payout bigint NOT NULL CHECK (payout >= 0),
    balance_after bigint NOT NULL,
    seed_id bigint NOT NULL,
    nonce bigint NOT NULL,
    multiplier_x100 bigint NOT NULL,
    win_streak int NOT NULL,
    outcome jsonb NOT NULL
) PARTITION BY RANGE (id);
CREATE INDEX rounds_of_user ON rounds (user_id, id);
SELECT ensure_month_partitions('rounds', 12);

CREATE TABLE game_stats (
    user_id bigint NOT NULL,
    game text NOT NULL,
    day date NOT NULL,
    plays bigint NOT NULL DEFAULT 0,
    wins bigint NOT NULL DEFAULT 0,
    losses bigint NOT NULL DEFAULT 0,
    pushes bigint NOT NULL DEFAULT 0,
    total_bet bigint NOT NULL DEFAULT 0,
    total_win bigint NOT NULL DEFAULT 0,
    highest_multiplier_x100 bigint NOT NULL DEFAULT 0,
    best_win bigint NOT NULL DEFAULT 0,
    current_streak int NOT NULL DEFAULT 0,
    best_streak int NOT NULL DEFAULT 0,
    PRIMARY KEY (user_id, game, day)
) WITH (fillfactor = 60);

CREATE TABLE game_sessions (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    user_id bigint NOT NULL,
    game text NOT NULL,
    variant text,
    started_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,
    CHECK (ended_at >= started_at)
);
CREATE UNIQUE INDEX game_sessions_active ON game_sessions (user_id, game) WHERE ended_at IS NULL;
CREATE INDEX game_sessions_of_user ON game_sessions (user_id, id);

GRANT SELECT, INSERT, UPDATE ON fairness_seeds, game_stats, game_sessions TO casino_app;
GRANT DELETE ON game_stats TO casino_app;
GRANT SELECT, INSERT ON game_configs, rounds TO casino_app;
"""

# One call is one batch. Every array has one element an intent; at most one intent of a player stands in a batch.
# All decisions are made in `decided`, row by row, so one intent's refusal never touches its neighbours; the writes
# below only copy from it. Joins go to tables by their keys, never between intermediate results: the cost is linear.
SETTLE = """
CREATE FUNCTION games_settle_bets(
    p_game text[], p_variant text[], p_config int[], p_user bigint[], p_seed bigint[], p_nonce bigint[],
    p_stake bigint[], p_payout bigint[], p_multiplier_x100 bigint[], p_outcome jsonb[], p_key text[], p_hash bytea[]
) RETURNS TABLE (ord bigint, status text, round_id uuid, balance_after bigint, win_streak int, seed_nonce bigint)
LANGUAGE plpgsql
-- The plan must stay the one for full tables even when it was first made on empty ones.
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
    locked bigint[];
BEGIN
    -- In a statement of its own: the next statement's snapshot then sees all that earlier holders of these locks have
    -- written. A player whose account somebody else holds is skipped and comes again, so one slow transaction delays
    -- one player, never the batch; the lane keeps each player's bets in order.
    locked := ARRAY(
        SELECT a.id FROM accounts a WHERE a.owner_id = ANY (p_user) AND a.currency = 'gold'
        ORDER BY a.id FOR UPDATE SKIP LOCKED);

    RETURN QUERY
    WITH intent AS MATERIALIZED (
        SELECT * FROM unnest(p_game, p_variant, p_config, p_user, p_seed, p_nonce, p_stake, p_payout,
            p_multiplier_x100, p_outcome, p_key, p_hash) WITH ORDINALITY
        AS i (game, variant, config_id, user_id, seed_id, nonce, stake, payout, multiplier_x100, outcome, key, hash,
            ord)
    ), decided AS MATERIALIZED (
        SELECT i.*, a.id AS account_id, a.balance, s.nonce AS seed_nonce,
            CASE
                WHEN a.id IS NULL THEN 'no_account'
                WHEN a.id <> ALL (locked) THEN 'account_busy'
                WHEN k.ref IS NOT NULL THEN CASE WHEN k.request_hash = i.hash THEN 'replayed' ELSE 'key_reused' END
                WHEN s.id IS NULL OR s.state <> 'active' OR s.nonce <> i.nonce THEN 'nonce_taken'
                WHEN a.balance < i.stake THEN 'insufficient_funds'
                ELSE 'settled'
            END AS status,
            CASE WHEN k.ref IS NOT NULL THEN k.ref ELSE uuidv7() END AS round_id,
            CASE WHEN i.payout > i.stake THEN coalesce(l.current_streak, 0) + 1
                 WHEN i.payout = i.stake THEN coalesce(l.current_streak, 0)
                 ELSE 0 END AS streak
        FROM intent i
        LEFT JOIN accounts a ON a.owner_id = i.user_id AND a.currency = 'gold'
        LEFT JOIN fairness_seeds s ON s.id = i.seed_id AND s.user_id = i.user_id
        LEFT JOIN idempotency_keys k ON k.user_id = i.user_id AND k.key = i.key
        LEFT JOIN LATERAL (
            SELECT g.current_streak FROM game_stats g
            WHERE g.user_id = i.user_id AND g.game = i.game ORDER BY g.day DESC LIMIT 1
        ) l ON true
    ), played AS MATERIALIZED (
        SELECT d.*, d.balance - d.stake + d.payout AS after,
            (uuid_extract_timestamp(d.round_id) AT TIME ZONE 'UTC')::date AS day
        FROM decided d WHERE d.status = 'settled'
    ), today AS MATERIALIZED (
        SELECT p.user_id, p.game, p.variant, p.day, p.round_id, p.stake, p.payout, p.after, p.streak,
            p.multiplier_x100, coalesce(t.plays, 0) + 1 AS plays,
            coalesce(t.wins, 0) + (p.payout > p.stake)::int AS wins,
            coalesce(t.losses, 0) + (p.payout < p.stake)::int AS losses,
            coalesce(t.pushes, 0) + (p.payout = p.stake)::int AS pushes,
            coalesce(t.total_bet, 0) + p.stake AS total_bet,
            coalesce(t.total_win, 0) + p.payout AS total_win,
            greatest(coalesce(t.highest_multiplier_x100, 0), p.multiplier_x100) AS highest_multiplier_x100,
            greatest(coalesce(t.best_win, 0), p.payout) AS best_win,
            greatest(coalesce(t.best_streak, 0), p.streak) AS best_streak
        FROM played p
        LEFT JOIN game_stats t ON t.user_id = p.user_id AND t.game = p.game AND t.day = p.day
    ), claimed AS (
        INSERT INTO idempotency_keys (user_id, key, request_hash, ref)
        SELECT p.user_id, p.key, p.hash, p.round_id FROM played p WHERE p.key IS NOT NULL
    ), moved AS (
        UPDATE accounts a SET balance = p.after FROM played p WHERE a.id = p.account_id
    ), counted AS (
        UPDATE fairness_seeds s SET nonce = p.nonce + 1 FROM played p WHERE s.id = p.seed_id
    ), posted AS (
        INSERT INTO postings (debit_account, credit_account, currency, amount, kind, ref, debit_balance, credit_balance)
        SELECT p.account_id, 1, 'gold', p.stake, 'game_stake', p.round_id, p.balance - p.stake, NULL FROM played p
        UNION ALL
        SELECT 1, p.account_id, 'gold', p.payout, 'game_win', p.round_id, NULL, p.after FROM played p WHERE p.payout > 0
    ), recorded AS (
        INSERT INTO rounds (id, user_id, game, variant, config_id, stake, payout, balance_after, seed_id, nonce,
            multiplier_x100, win_streak, outcome)
        SELECT p.round_id, p.user_id, p.game, p.variant, p.config_id, p.stake, p.payout, p.after, p.seed_id, p.nonce,
            p.multiplier_x100, p.streak, p.outcome
        FROM played p
    ), tallied AS (
        INSERT INTO game_stats AS g (user_id, game, day, plays, wins, losses, pushes, total_bet, total_win,
            highest_multiplier_x100, best_win, current_streak, best_streak)
        SELECT t.user_id, t.game, t.day, t.plays, t.wins, t.losses, t.pushes, t.total_bet, t.total_win,
            t.highest_multiplier_x100, t.best_win, t.streak, t.best_streak
        FROM today t
        ON CONFLICT (user_id, game, day) DO UPDATE SET
            plays = excluded.plays, wins = excluded.wins, losses = excluded.losses, pushes = excluded.pushes,
            total_bet = excluded.total_bet, total_win = excluded.total_win,
            highest_multiplier_x100 = excluded.highest_multiplier_x100, best_win = excluded.best_win,
            current_streak = excluded.current_streak, best_streak = excluded.best_streak
    ), announced AS (
        INSERT INTO outbox (type, user_id, data)
        SELECT 'games.round_settled.v1', t.user_id, jsonb_build_object(
            'round_id', t.round_id, 'game', t.game, 'variant', t.variant, 'currency', 'gold', 'stake', t.stake,
            'payout', t.payout, 'balance_after', t.after, 'win_streak', t.streak, 'multiplier_x100', t.multiplier_x100,
            'stats', jsonb_build_object('plays', t.plays, 'wins', t.wins, 'losses', t.losses, 'pushes', t.pushes,
                'total_bet', t.total_bet, 'total_win', t.total_win, 'best_win', t.best_win,
                'highest_multiplier_x100', t.highest_multiplier_x100, 'current_streak', t.streak,
                'best_streak', t.best_streak))
        FROM today t
    )
    SELECT d.ord, d.status, d.round_id,
        CASE WHEN d.status = 'settled' THEN d.balance - d.stake + d.payout ELSE d.balance END, d.streak, d.seed_nonce
    FROM decided d;

    PERFORM pg_notify('outbox', '');
END $$;
REVOKE ALL ON FUNCTION games_settle_bets FROM public;
GRANT EXECUTE ON FUNCTION games_settle_bets TO casino_app;
"""

DOWN = """
DROP FUNCTION games_settle_bets;
DROP TABLE game_sessions, game_stats, rounds, game_configs, fairness_seeds;
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(SETTLE)


def downgrade() -> None:
    op.execute(DOWN)
