"""Bets of several moves, shared rounds, and the one statement that moves the games' money

Revision ID: 0006
Revises: 0005
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE shared_rounds (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    game text NOT NULL,
    variant text NOT NULL,
    number bigint NOT NULL CHECK (number >= 1),
    config_id int NOT NULL,
    seed_id bigint NOT NULL,
    opens_at timestamptz NOT NULL,
    locks_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed', 'void')),
    outcome jsonb,
    seen_at timestamptz,
    closed_at timestamptz,
    UNIQUE (game, variant, number),
    CHECK (opens_at <= locks_at AND locks_at <= ends_at),
    CHECK ((state = 'open') = (closed_at IS NULL))
);

-- A bet that lives longer than one statement: a hand, or a stake on a shared round.
CREATE TABLE bets (
    id uuid NOT NULL PRIMARY KEY,
    user_id bigint NOT NULL,
    game text NOT NULL,
    variant text NOT NULL,
    config_id int NOT NULL,
    currency text NOT NULL,
    stake bigint NOT NULL CHECK (stake > 0),
    payout bigint NOT NULL DEFAULT 0 CHECK (payout >= 0),
    seed_id bigint NOT NULL,
    nonce bigint NOT NULL,
    step int NOT NULL DEFAULT 0,
    status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'settled', 'refunded')),
    state jsonb NOT NULL,
    shared_round uuid,
    slot smallint,
    round_id uuid,
    CHECK ((status = 'settled') = (round_id IS NOT NULL))
) PARTITION BY RANGE (id);
CREATE INDEX bets_open_of_user ON bets (user_id, game) WHERE status = 'open';
CREATE INDEX bets_of_shared_round ON bets (shared_round, user_id) WHERE shared_round IS NOT NULL;
SELECT ensure_month_partitions('bets', 12);

GRANT SELECT, INSERT, UPDATE ON shared_rounds, bets TO casino_app;
"""

# One call is one batch. Every array has one element an intent; at most one intent of a player stands in a batch.
# All decisions are made in `decided`, row by row, so one intent's refusal never touches its neighbours; the writes
# below only copy from it. Joins go to tables by their keys, never between intermediate results: the cost is linear.
#
# A move is `play` (stake and payout at once), `open` (stake now, more later), `raise` (more stake or a new state on an
# open bet), `close` (payout, the bet becomes a round) or `refund` (the stake goes back, no round). Postings of all
# moves of a bet carry the bet's id as their reference; a played bet's id is its round's.
SETTLE = """
CREATE FUNCTION games_settle_bets(
    p_move text[], p_game text[], p_variant text[], p_config int[], p_user bigint[], p_currency text[],
    p_seed bigint[], p_nonce bigint[], p_stake bigint[], p_payout bigint[], p_multiplier_x100 bigint[],
    p_outcome jsonb[], p_key text[], p_hash bytea[], p_bet uuid[], p_step int[], p_state jsonb[],
    p_shared_round uuid[], p_slot int[], p_round_max bigint[]
) RETURNS TABLE (ord bigint, status text, ref uuid, settled_round uuid, balance_after bigint, win_streak int)
LANGUAGE plpgsql
-- The plan must stay the one for full tables even when it was first made on empty ones.
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
    locked bigint[];
    market record;
    moment timestamptz;
    this_day date;
BEGIN
    -- In a statement of its own: the next statement's snapshot then sees all that earlier holders of these locks have
    -- written. A player whose account somebody else holds is skipped and comes again, so one slow transaction delays
    -- one player, never the batch; the lane keeps each player's bets in order. The gold account is the player's lock.
    locked := ARRAY(
        SELECT a.id FROM accounts a WHERE a.owner_id = ANY (p_user) AND a.currency = 'gold'
        ORDER BY a.id FOR UPDATE SKIP LOCKED);
    IF 'gem' = ANY (p_currency) THEN
        locked := locked || ARRAY(
            SELECT a.id FROM accounts a
            WHERE a.owner_id = ANY (ARRAY(SELECT g.owner_id FROM accounts g WHERE g.id = ANY (locked)))
                AND a.currency = 'gem'
            ORDER BY a.id FOR UPDATE SKIP LOCKED);
    END IF;
    SELECT * INTO market FROM market_rules WHERE id = 1;
    moment := clock_timestamp();
    this_day := (moment AT TIME ZONE 'UTC')::date;

    -- Whoever ends a shared round locks it FOR UPDATE first: it waits for the bets on their way, and later ones see the
    -- end. Only openings name a round here, and whoever ends one waits for no player meanwhile.
    PERFORM FROM shared_rounds r WHERE r.id = ANY (p_shared_round) AND r.state = 'open' ORDER BY r.id FOR SHARE;

    RETURN QUERY
    WITH intent AS MATERIALIZED (
        SELECT * FROM unnest(p_move, p_game, p_variant, p_config, p_user, p_currency, p_seed, p_nonce, p_stake,
            p_payout, p_multiplier_x100, p_outcome, p_key, p_hash, p_bet, p_step, p_state, p_shared_round, p_slot,
            p_round_max) WITH ORDINALITY
        AS i (move, game, variant, config_id, user_id, currency, seed_id, nonce, stake, payout, multiplier_x100,
            outcome, key, hash, bet_id, step, state, shared_round, slot, round_max, ord)
    ), decided AS MATERIALIZED (
        SELECT i.ord, i.move, i.game, i.user_id, i.stake AS taken, i.multiplier_x100, i.outcome, i.key, i.hash,
            i.state, i.slot, a.id AS account_id, a.balance, x.fresh, x.ticks,
            coalesce(b.currency, i.currency) AS currency,
            coalesce(b.variant, i.variant) AS variant,
            coalesce(b.config_id, i.config_id) AS config_id,
            coalesce(b.seed_id, i.seed_id) AS seed_id,
            coalesce(b.nonce, i.nonce) AS nonce,
            coalesce(b.shared_round, i.shared_round) AS shared_round,
            coalesce(b.stake, 0) + i.stake AS stake,
            CASE i.move WHEN 'refund' THEN b.stake ELSE i.payout END AS payout,
            CASE WHEN k.ref IS NOT NULL THEN k.ref WHEN x.fresh THEN uuidv7() ELSE b.id END AS bet_id,
            coalesce(l.current_streak, 0) AS streak_before,
            CASE
                WHEN a.id IS NULL THEN 'no_account'
                WHEN a.id <> ALL (locked) THEN 'account_busy'
                WHEN k.ref IS NOT NULL THEN CASE WHEN k.request_hash = i.hash THEN 'replayed' ELSE 'key_reused' END
                WHEN NOT x.fresh AND (b.id IS NULL OR b.currency <> i.currency) THEN 'bet_not_found'
                WHEN NOT x.fresh AND (b.status <> 'open' OR b.step <> i.step) THEN 'bet_closed'
                -- A shared round is played to its end on the version it was opened with.
                WHEN x.fresh AND i.shared_round IS NULL
                    AND (c.effective_at IS NULL OR now() < c.effective_at OR now() >= c.superseded_at)
                    THEN 'config_moved'
                WHEN x.fresh AND NOT w.enabled THEN 'game_disabled'
                WHEN x.fresh AND i.shared_round IS NOT NULL THEN CASE
                    WHEN r.state IS DISTINCT FROM 'open' OR clock_timestamp() >= r.locks_at THEN 'round_closed'
                    WHEN o.slot_taken THEN 'slot_taken'
                    WHEN o.stake + i.stake > i.round_max THEN 'round_limit'
                    ELSE coalesce(f.refusal, CASE WHEN a.balance < i.stake THEN 'insufficient_funds' ELSE 'settled' END)
                    END
                WHEN x.fresh AND (s.state IS DISTINCT FROM 'active' OR s.nonce <> i.nonce) THEN 'nonce_taken'
                ELSE coalesce(f.refusal, CASE WHEN a.balance < i.stake THEN 'insufficient_funds' ELSE 'settled' END)
            END AS status
        FROM intent i
        LEFT JOIN play_guards p ON p.user_id = i.user_id
        CROSS JOIN LATERAL (
            SELECT i.move IN ('play', 'open') AS fresh,
                -- A shared round keeps its own pace; elsewhere the market may ask for a pause between two games.
                CASE WHEN i.move NOT IN ('play', 'open') OR i.shared_round IS NOT NULL THEN 0
                    WHEN i.game = 'slot' THEN market.slot_cycle_ms ELSE market.game_cycle_ms END AS cycle_ms,
                -- The play clock is written at most twice a minute, and exactly for whom it decides something.
                i.stake > 0 AND (p.last_played_at IS NULL OR p.last_played_at < moment - interval '30 seconds'
                    OR p.watched OR market.game_cycle_ms > 0 OR market.slot_cycle_ms > 0) AS ticks
        ) x
        -- Asked only where there may be something to refuse: most players have no row worth a look.
        CROSS JOIN LATERAL (
            SELECT CASE WHEN i.stake > 0 AND (p.watched OR market.adult_gate OR x.cycle_ms > 0
                    OR p.reality_checked_at <= moment - make_interval(secs => market.reality_check_s))
                THEN play_refusal(i.user_id, i.game, i.stake, i.currency, x.cycle_ms, market.adult_gate,
                    market.reality_check_s) END AS refusal
        ) f
        LEFT JOIN accounts a ON a.owner_id = i.user_id AND a.currency = i.currency
        LEFT JOIN idempotency_keys k ON k.user_id = i.user_id AND k.key = i.key
        LEFT JOIN bets b ON b.id = i.bet_id AND b.user_id = i.user_id
        LEFT JOIN game_configs c ON c.id = i.config_id
        LEFT JOIN game_switches w ON w.game = i.game
        LEFT JOIN shared_rounds r ON r.id = i.shared_round
        LEFT JOIN fairness_seeds s ON s.id = i.seed_id AND s.user_id = i.user_id
        LEFT JOIN LATERAL (
            SELECT coalesce(sum(e.stake), 0) AS stake, coalesce(bool_or(e.slot = i.slot), false) AS slot_taken
            FROM bets e WHERE e.shared_round = i.shared_round AND e.user_id = i.user_id
        ) o ON i.shared_round IS NOT NULL
        LEFT JOIN LATERAL (
            SELECT g.current_streak FROM game_stats g
            WHERE g.user_id = i.user_id AND g.game = i.game ORDER BY g.day DESC LIMIT 1
        ) l ON true
    ), ruled AS MATERIALIZED (
        SELECT d.*, d.status = 'settled' AS settled, d.balance - d.taken + d.payout AS after,
            CASE d.move WHEN 'play' THEN d.bet_id WHEN 'close' THEN uuidv7() END AS round_id,
            CASE d.currency WHEN 'gold' THEN 1 ELSE 2 END AS house,
            CASE WHEN g.win > g.bet THEN d.streak_before + 1 WHEN g.win = g.bet THEN d.streak_before ELSE 0 END
                AS streak,
            g.bet AS gold_bet, g.win AS gold_win
        FROM decided d
        -- Statistics count gold: a round played for another currency is a play that moved none.
        CROSS JOIN LATERAL (
            SELECT CASE d.currency WHEN 'gold' THEN d.stake ELSE 0 END AS bet,
                CASE d.currency WHEN 'gold' THEN d.payout ELSE 0 END AS win) g
    ), moved_bet AS MATERIALIZED (
        SELECT r.* FROM ruled r WHERE r.settled
    ), played AS MATERIALIZED (
        SELECT m.*, (uuid_extract_timestamp(m.round_id) AT TIME ZONE 'UTC')::date AS day
        FROM moved_bet m WHERE m.round_id IS NOT NULL
    ), today AS MATERIALIZED (
        SELECT p.*, coalesce(t.plays, 0) + 1 AS plays,
            coalesce(t.wins, 0) + (p.gold_win > p.gold_bet)::int AS wins,
            coalesce(t.losses, 0) + (p.gold_win < p.gold_bet)::int AS losses,
            coalesce(t.pushes, 0) + (p.gold_win = p.gold_bet)::int AS pushes,
            coalesce(t.total_bet, 0) + p.gold_bet AS total_bet,
            coalesce(t.total_win, 0) + p.gold_win AS total_win,
            greatest(coalesce(t.highest_multiplier_x100, 0), p.multiplier_x100) AS highest_multiplier_x100,
            greatest(coalesce(t.best_win, 0), p.gold_win) AS best_win,
            greatest(coalesce(t.best_streak, 0), p.streak) AS best_streak
        FROM played p
        LEFT JOIN game_stats t ON t.user_id = p.user_id AND t.game = p.game AND t.day = p.day
    ), claimed AS (
        INSERT INTO idempotency_keys (user_id, key, request_hash, ref)
        SELECT m.user_id, m.key, m.hash, m.bet_id FROM moved_bet m WHERE m.key IS NOT NULL
    ), moved AS (
        UPDATE accounts a SET balance = m.after FROM moved_bet m WHERE a.id = m.account_id
    ), clocked AS (
        INSERT INTO play_guards AS g (user_id, session_started_at, session_day, session_base, last_played_at,
            played_day, played_ms, reality_checked_at)
        SELECT m.user_id, moment, this_day, (
                SELECT coalesce(sum(s.total_win - s.total_bet), 0) FROM game_stats s
                WHERE s.user_id = m.user_id AND s.day = this_day
            ), moment, this_day, 0, moment
        FROM moved_bet m WHERE m.ticks
        ON CONFLICT (user_id) DO UPDATE SET
            session_started_at = CASE WHEN play_goes_on(g, moment) THEN g.session_started_at ELSE moment END,
            session_day = CASE WHEN play_goes_on(g, moment) THEN g.session_day ELSE this_day END,
            session_base = CASE WHEN play_goes_on(g, moment) THEN g.session_base ELSE excluded.session_base END,
            reality_checked_at = CASE WHEN play_goes_on(g, moment) THEN g.reality_checked_at ELSE moment END,
            last_played_at = moment, played_day = this_day, played_ms = play_ms_of_day(g, moment)
    ), counted AS (
        UPDATE fairness_seeds s SET nonce = s.nonce + m.fresh::int,
            held = s.held + (m.move = 'open')::int - (m.move IN ('close', 'refund'))::int
        FROM moved_bet m WHERE s.id = m.seed_id AND s.user_id = m.user_id AND m.move <> 'raise'
    ), posted AS (
        INSERT INTO postings (debit_account, credit_account, currency, amount, kind, ref, debit_balance, credit_balance)
        SELECT m.account_id, m.house, m.currency, m.taken, 'game_stake', m.bet_id, m.balance - m.taken, NULL
        FROM moved_bet m WHERE m.taken > 0
        UNION ALL
        SELECT m.house, m.account_id, m.currency, m.payout,
            CASE m.move WHEN 'refund' THEN 'game_refund' ELSE 'game_win' END, m.bet_id, NULL, m.after
        FROM moved_bet m WHERE m.payout > 0
    ), opened AS (
        INSERT INTO bets (id, user_id, game, variant, config_id, currency, stake, seed_id, nonce, state, shared_round,
            slot)
        SELECT m.bet_id, m.user_id, m.game, m.variant, m.config_id, m.currency, m.stake, m.seed_id, m.nonce, m.state,
            m.shared_round, m.slot
        FROM moved_bet m WHERE m.move = 'open'
    ), stepped AS (
        UPDATE bets b SET stake = m.stake, payout = m.payout, step = b.step + 1, state = coalesce(m.state, b.state),
            round_id = m.round_id,
            status = CASE m.move WHEN 'close' THEN 'settled' WHEN 'refund' THEN 'refunded' ELSE 'open' END
        FROM moved_bet m WHERE b.id = m.bet_id AND NOT m.fresh
    ), recorded AS (
        INSERT INTO rounds (id, user_id, game, variant, config_id, currency, bet_id, shared_round, stake, payout,
            balance_after, seed_id, nonce, multiplier_x100, win_streak, outcome)
        SELECT p.round_id, p.user_id, p.game, p.variant, p.config_id, p.currency, p.bet_id, p.shared_round, p.stake,
            p.payout, p.after, p.seed_id, p.nonce, p.multiplier_x100, p.streak, p.outcome
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
            'round_id', t.round_id, 'game', t.game, 'variant', t.variant, 'currency', t.currency, 'stake', t.stake,
            'payout', t.payout, 'balance_after', t.after, 'win_streak', t.streak, 'multiplier_x100', t.multiplier_x100,
            'stats', jsonb_build_object('plays', t.plays, 'wins', t.wins, 'losses', t.losses, 'pushes', t.pushes,
                'total_bet', t.total_bet, 'total_win', t.total_win, 'best_win', t.best_win,
                'highest_multiplier_x100', t.highest_multiplier_x100, 'current_streak', t.streak,
                'best_streak', t.best_streak))
        FROM today t
    ), whispered AS (
        INSERT INTO outbox (type, user_id, data)
        SELECT 'games.bet_moved.v1', m.user_id, jsonb_build_object(
            'bet_id', m.bet_id, 'game', m.game, 'variant', m.variant, 'move', m.move, 'currency', m.currency,
            'stake', m.taken, 'payout', m.payout, 'balance_after', m.after)
        FROM moved_bet m WHERE m.round_id IS NULL AND m.taken + m.payout > 0
    )
    SELECT r.ord, r.status, r.bet_id, CASE WHEN r.settled THEN r.round_id END,
        CASE WHEN r.settled THEN r.after ELSE r.balance END, r.streak
    FROM ruled r;

    PERFORM pg_notify('outbox', '');
END $$;
REVOKE ALL ON FUNCTION games_settle_bets FROM public;
GRANT EXECUTE ON FUNCTION games_settle_bets TO casino_app;
"""

DOWN = """
DROP FUNCTION games_settle_bets;
DROP TABLE bets, shared_rounds;
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(SETTLE)


def downgrade() -> None:
    op.execute(DOWN)
