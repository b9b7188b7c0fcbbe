"""One effect a key for requests that are a transaction of their own: the first answer is kept and given again."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.kernel.errors import IdempotencyKeyReusedError

_KNOWN: Final = text("SELECT request_hash, answer FROM idempotency_keys WHERE user_id = :user_id AND key = :key")
_KEEP: Final = text(
    "INSERT INTO idempotency_keys (user_id, key, request_hash, ref, answer)"
    " VALUES (:user_id, :key, :hash, uuidv7(), :answer)"
).bindparams(bindparam("answer", type_=JSONB))


@dataclass(frozen=True, slots=True)
class RequestKey:
    """A request's idempotency key and what it stands for; both None when the caller sent no key."""

    key: str | None
    hash: bytes | None

    @classmethod
    def of(cls, key: str | None, path: str, body: bytes) -> "RequestKey":
        """The key of a request to `path` with exactly this body."""
        return cls(key, None if key is None else hashlib.sha256(path.encode() + b"\n" + body).digest())


async def answer_once(
    session: AsyncSession, *, user_id: int, key: RequestKey, work: Callable[[], Awaitable[dict[str, Any]]]
) -> tuple[dict[str, Any], bool]:
    """Do `work` in the caller's transaction, once a key; answers (answer, replayed).

    The caller holds the player's lock, so twins come one after the other. `work`'s answer must be JSON as it stands.
    Raises `IdempotencyKeyReusedError` when the key stands for another request.
    """
    if key.key is None:
        return await work(), False
    facts = {"user_id": user_id, "key": key.key}
    known = (await session.execute(_KNOWN, facts)).first()
    if known is not None:
        if bytes(known.request_hash) != key.hash or known.answer is None:
            raise IdempotencyKeyReusedError
        return known.answer, True
    answer = await work()
    await session.execute(_KEEP, facts | {"hash": key.hash, "answer": answer})
    return answer, False
