"""The ledger proves itself: each check is one statement that must find nothing."""

from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.infra.db.invariants import run_checks
from casino_club.kernel.invariants import Finding

_MOVEMENTS: Final = (
    "SELECT debit_account AS account, -amount AS amount, debit_balance AS after, id FROM postings"
    " UNION ALL SELECT credit_account, amount, credit_balance, id FROM postings"
)

# Each answers (what, how many break it in all); `what` names a row a person can look up.
_CHECKS: Final[dict[str, str]] = {
    "sums_are_zero": f"""
        SELECT a.currency || ' is off by ' || sum(m.amount) AS what, count(*) OVER () AS total
        FROM ({_MOVEMENTS}) m LEFT JOIN accounts a ON a.id = m.account
        GROUP BY a.currency HAVING sum(m.amount) <> 0 OR a.currency IS NULL""",  # noqa: S608 - constants only
    "balance_equals_postings": f"""
        SELECT 'account ' || a.id || ' holds ' || a.balance || ', postings say ' || coalesce(m.total, 0) AS what,
            count(*) OVER () AS total
        FROM accounts a LEFT JOIN (SELECT account, sum(amount) AS total FROM ({_MOVEMENTS}) x GROUP BY account) m
            ON m.account = a.id
        WHERE a.kind = 'player' AND a.balance <> coalesce(m.total, 0)""",  # noqa: S608
    "no_negative_player_balance": """
        SELECT 'account ' || id || ' holds ' || balance AS what, count(*) OVER () AS total
        FROM accounts WHERE kind = 'player' AND balance < 0""",
    "running_balances_unbroken": f"""
        SELECT 'posting ' || id || ' of account ' || account AS what, count(*) OVER () AS total FROM (
            SELECT id, account, after,
                sum(amount) OVER (PARTITION BY account ORDER BY id) AS expected
            FROM ({_MOVEMENTS}) m WHERE account >= 1000) r
        WHERE after <> expected""",  # noqa: S608
    "currencies_agree": """
        SELECT 'posting ' || p.id AS what, count(*) OVER () AS total
        FROM postings p JOIN accounts d ON d.id = p.debit_account JOIN accounts c ON c.id = p.credit_account
        WHERE p.currency <> d.currency OR p.currency <> c.currency""",
    "one_effect_per_key": """
        SELECT kind || ' of ' || ref || ' posted ' || count(*) || ' times' AS what, count(*) OVER () AS total
        FROM postings WHERE kind <> 'game_stake'  -- a bet may be raised: its stakes are summed by the games' audit
        GROUP BY ref, kind, debit_account, credit_account HAVING count(*) > 1""",
    "every_key_has_its_effect": """
        SELECT 'key ' || k.key || ' of ' || k.user_id AS what, count(*) OVER () AS total
        FROM idempotency_keys k
        WHERE k.answer IS NULL AND NOT EXISTS (SELECT FROM postings p WHERE p.ref = k.ref)""",
}


async def findings(session: AsyncSession) -> list[Finding]:
    """Run every check over the whole ledger, in one snapshot when the session's isolation gives one."""
    return await run_checks(session, _CHECKS)


async def outliers(session: AsyncSession, *, limit: int = 10) -> list[str]:
    """The largest movements to players in the last day: not wrong, worth a look."""
    statement = text(
        "SELECT concat(p.kind, ' ', p.amount, ' ', p.currency, ' to player ', a.owner_id, ' (', p.ref, ')') AS what"
        " FROM postings p JOIN accounts a ON a.id = p.credit_account"
        " WHERE p.id >= uuid7_floor(now() - interval '1 day') AND p.credit_account >= 1000"
        " ORDER BY p.amount DESC LIMIT :limit"
    )
    return [row.what for row in await session.execute(statement, {"limit": limit})]
