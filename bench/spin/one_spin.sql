-- The yardstick: one spin as one plpgsql function in one transaction, with the product's own writes: idempotency key,
-- balance, nonce, postings, round, statistics, event. It draws no outcome, checks no token and speaks no HTTP.
CREATE OR REPLACE FUNCTION bench_one_spin(p_user bigint, p_key text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_account accounts;
    v_seed fairness_seeds;
    v_stats game_stats;
    v_round_id uuid;
    v_day date;
    v_payout bigint := CASE WHEN random() < 0.28 THEN (10 + floor(random() * 40) * 10)::bigint ELSE 0 END;
    v_stake CONSTANT bigint := 100;
    v_streak int;
    v_after bigint;
BEGIN
    SELECT * INTO v_account FROM accounts WHERE owner_id = p_user AND currency = 'gold' FOR UPDATE;
    PERFORM FROM idempotency_keys WHERE user_id = p_user AND key = p_key;
    IF FOUND OR v_account.balance < v_stake THEN
        RETURN NULL;
    END IF;
    SELECT * INTO v_seed FROM fairness_seeds WHERE user_id = p_user AND state = 'active';
    SELECT * INTO v_stats FROM game_stats g WHERE g.user_id = p_user AND game = 'slot' ORDER BY g.day DESC LIMIT 1;
    v_round_id := uuidv7();
    v_day := (uuid_extract_timestamp(v_round_id) AT TIME ZONE 'UTC')::date;
    v_streak := CASE WHEN v_payout > v_stake THEN coalesce(v_stats.current_streak, 0) + 1
        WHEN v_payout = v_stake THEN coalesce(v_stats.current_streak, 0) ELSE 0 END;
    v_after := v_account.balance - v_stake + v_payout;

    INSERT INTO idempotency_keys (user_id, key, request_hash, ref)
        VALUES (p_user, p_key, sha256(p_key::bytea), v_round_id);
    UPDATE accounts SET balance = v_after WHERE id = v_account.id;
    UPDATE fairness_seeds SET nonce = nonce + 1 WHERE id = v_seed.id;
    INSERT INTO postings (debit_account, credit_account, currency, amount, kind, ref, debit_balance, credit_balance)
        VALUES (v_account.id, 1, 'gold', v_stake, 'game_stake', v_round_id, v_account.balance - v_stake, NULL);
    IF v_payout > 0 THEN
        INSERT INTO postings (debit_account, credit_account, currency, amount, kind, ref, debit_balance, credit_balance)
            VALUES (1, v_account.id, 'gold', v_payout, 'game_win', v_round_id, NULL, v_after);
    END IF;
    INSERT INTO rounds (id, user_id, game, variant, config_id, currency, bet_id, stake, payout, balance_after, seed_id, nonce,
            multiplier_x100, win_streak, outcome)
        VALUES (v_round_id, p_user, 'slot', 'pojangmacha', 1, 'gold', v_round_id, v_stake, v_payout, v_after, v_seed.id, v_seed.nonce,
            v_payout, v_streak,
            '{"stops": [1, 2, 3, 4, 5], "free_spins": [], "payout": 100}');
    INSERT INTO game_stats AS g (user_id, game, day, plays, wins, losses, pushes, total_bet, total_win,
            highest_multiplier_x100, best_win, current_streak, best_streak)
        VALUES (p_user, 'slot', v_day, 1, (v_payout > v_stake)::int, (v_payout < v_stake)::int,
            (v_payout = v_stake)::int, v_stake, v_payout, v_payout, v_payout, v_streak, v_streak)
        ON CONFLICT (user_id, game, day) DO UPDATE SET plays = g.plays + 1, wins = g.wins + excluded.wins,
            losses = g.losses + excluded.losses, pushes = g.pushes + excluded.pushes,
            total_bet = g.total_bet + v_stake, total_win = g.total_win + v_payout,
            highest_multiplier_x100 = greatest(g.highest_multiplier_x100, v_payout),
            best_win = greatest(g.best_win, v_payout), current_streak = v_streak,
            best_streak = greatest(g.best_streak, v_streak)
        RETURNING * INTO v_stats;
    INSERT INTO outbox (type, user_id, data)
        VALUES ('games.round_settled.v1', p_user, jsonb_build_object(
            'round_id', v_round_id, 'game', 'slot', 'variant', 'pojangmacha', 'currency', 'gold', 'stake', v_stake,
            'payout', v_payout, 'balance_after', v_after, 'win_streak', v_streak, 'multiplier_x100', v_payout,
            'stats', jsonb_build_object('plays', v_stats.plays, 'wins', v_stats.wins, 'losses', v_stats.losses,
                'pushes', v_stats.pushes, 'total_bet', v_stats.total_bet, 'total_win', v_stats.total_win,
                'best_win', v_stats.best_win, 'highest_multiplier_x100', v_stats.highest_multiplier_x100,
                'current_streak', v_stats.current_streak, 'best_streak', v_stats.best_streak)));
    RETURN v_after;
END $$;
