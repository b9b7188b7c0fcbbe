"""The installation's own secrets, made once by whoever needs them first."""

import secrets
from typing import Final

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_KEEP: Final = text("INSERT INTO notification_keys (name, secret) VALUES (:name, :secret) ON CONFLICT DO NOTHING")
_FIND: Final = text("SELECT secret FROM notification_keys WHERE name = :name")


async def _find(session: AsyncSession, name: str) -> bytes | None:
    found = (await session.execute(_FIND, {"name": name})).scalar_one_or_none()
    return None if found is None else bytes(found)


async def ensure(session: AsyncSession) -> None:
    """Make what is missing. The first to commit wins; everybody reads what stands."""
    if await _find(session, "vapid") is None:
        key = ec.generate_private_key(ec.SECP256R1())
        raw = key.private_numbers().private_value.to_bytes(32, "big")
        await session.execute(_KEEP, {"name": "vapid", "secret": raw})
    if await _find(session, "unsubscribe") is None:
        await session.execute(_KEEP, {"name": "unsubscribe", "secret": secrets.token_bytes(32)})


async def vapid_key(session: AsyncSession) -> ec.EllipticCurvePrivateKey:
    """The P-256 key by which push services know this installation (RFC 8292). Raises LookupError before `ensure`."""
    raw = await _find(session, "vapid")
    if raw is None:
        raise LookupError("the keys are made when the worker or the API starts")
    return ec.derive_private_key(int.from_bytes(raw, "big"), ec.SECP256R1())


async def unsubscribe_secret(session: AsyncSession) -> bytes:
    """What links in e-mails are signed by. Raises LookupError before `ensure`."""
    secret = await _find(session, "unsubscribe")
    if secret is None:
        raise LookupError("the keys are made when the worker or the API starts")
    return secret


def public_bytes(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The public half as browsers take it: 65 bytes, uncompressed."""
    return key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
