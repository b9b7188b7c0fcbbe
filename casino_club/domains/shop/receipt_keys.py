"""The key that signs receipts: one for the installation, made by whoever needs it first."""

import secrets
from datetime import datetime
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.infra.db.engine import Database

_FIND: Final = text("SELECT secret FROM receipt_keys WHERE name = 'receipts'")
_KEEP: Final = text(
    "INSERT INTO receipt_keys (name, secret, made_at) VALUES ('receipts', :secret, :now) ON CONFLICT DO NOTHING"
)
_SEED_BYTES: Final = 32


async def receipt_key(database: Database, now: datetime) -> Ed25519PrivateKey:
    """The key, made when there is none. Of several who make one the first to commit wins; all sign with what stands."""
    async with database.read() as session:
        seed = (await session.execute(_FIND)).scalar_one_or_none()
    if seed is None:

        async def keep(session: AsyncSession) -> None:
            await session.execute(_KEEP, {"secret": secrets.token_bytes(_SEED_BYTES), "now": now})

        await database.run(keep)
        async with database.read() as session:
            seed = (await session.execute(_FIND)).scalar_one()
    return Ed25519PrivateKey.from_private_bytes(bytes(seed))
