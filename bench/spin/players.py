"""Players for the benchmark, written in bulk: signing up ten thousand people would measure Argon2."""

from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from casino_club.domains.auth.contracts import Principal
from casino_club.domains.auth.tokens import AccessTokens
from casino_club.kernel.ids import uuid7

_PLAYERS = """
INSERT INTO users (site_id, site_id_key, nickname, nickname_key)
SELECT 'bench' || n, 'bench' || n, 'bench' || n, 'bench' || n FROM generate_series(1, %(count)s) n RETURNING id
"""
_ACCOUNTS = """
INSERT INTO accounts (owner_id, kind, currency, balance)
SELECT id, 'player', c, 0 FROM users CROSS JOIN unnest(ARRAY['gold', 'gem']) c WHERE site_id LIKE 'bench%%'
"""
_GOLD = """
WITH funded AS (
    UPDATE accounts a SET balance = %(gold)s FROM users u
    WHERE u.id = a.owner_id AND u.site_id LIKE 'bench%%' AND a.currency = 'gold'
        AND substr(u.site_id, 6)::int %% 100 <> 0 RETURNING a.id, a.owner_id
), granted AS (
    INSERT INTO reward_grants (user_id, key, reason, bundle, reward_items, new_balances, created_at)
    SELECT owner_id, 'bench', 'bench', jsonb_build_object('gold', %(gold)s::bigint), '[]', '{}', now() FROM funded
    RETURNING id, user_id
) INSERT INTO postings (debit_account, credit_account, currency, amount, kind, ref, credit_balance)
SELECT 3, f.id, 'gold', %(gold)s, 'compensation', g.id, %(gold)s FROM funded f JOIN granted g ON g.user_id = f.owner_id
"""
_SEEDS = """
INSERT INTO fairness_seeds (user_id, server_seed, client_seed, state)
SELECT id, sha256((id::text || s || random()::text)::bytea), 'bench', s
FROM users CROSS JOIN unnest(ARRAY['active', 'next']) s WHERE site_id LIKE 'bench%%' ORDER BY s
"""


def make_players(url: str, tokens: AccessTokens, *, count: int, gold: int) -> list[str]:
    """Create players (one in a hundred without funds) and answer an access token for each."""
    facts: dict[str, Any] = {"count": count, "gold": gold}
    with psycopg.connect(url) as connection:
        ids = [row[0] for row in connection.execute(_PLAYERS, facts).fetchall()]
        for statement in (_ACCOUNTS, _GOLD, _SEEDS):
            connection.execute(statement, facts)
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")
    now = datetime.now(UTC)
    return [
        tokens.sign(Principal(user_id, uuid7(), "player", "STANDARD", now, now + timedelta(hours=6))) for user_id in ids
    ]
