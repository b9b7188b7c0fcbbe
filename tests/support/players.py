"""Players for tests of money and play, made through the product's own doors."""

from datetime import UTC, datetime

from casino_club.domains.fairness import public as fairness
from casino_club.domains.rewards import public as rewards
from casino_club.domains.rewards.contracts import Bundle
from casino_club.domains.wallet import public as wallet
from casino_club.infra.db.engine import Database


async def open_player(database: Database, user_id: int, *, gold: int = 0) -> int:
    """A player with accounts and seeds and, when asked, gold from the mint."""
    async with database.transaction() as session:
        await wallet.open_accounts(session, user_id=user_id)
        await fairness.open_seeds(session, user_id=user_id)
        if gold:
            await rewards.grant(
                session,
                user_id=user_id,
                reason="compensation",
                bundle=Bundle(gold=gold),
                idempotency_key="test-grant",
                now=datetime.now(UTC),
                source="mint",
            )
    return user_id
