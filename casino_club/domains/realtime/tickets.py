"""One-use tickets: a browser cannot put a header on a socket, and a token in an address ends up in logs."""

import hashlib
import secrets
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

import orjson

from casino_club.domains.auth.contracts import Principal
from casino_club.infra.redis import Redis

TTL_S: Final = 30


def _key(ticket: str) -> str:
    return "ticket:" + hashlib.sha256(ticket.encode()).hexdigest()


async def issue(redis: Redis, principal: Principal) -> str:
    """A ticket for this caller, good once within 30 s. Raises `RedisUnavailable`."""
    ticket = secrets.token_urlsafe(24)
    await redis.set(_key(ticket), orjson.dumps(asdict(principal)), ex=TTL_S)
    return ticket


async def redeem(redis: Redis, ticket: str) -> Principal | None:
    """Who the ticket was given to; None when it is unknown, used or too old. Raises `RedisUnavailable`."""
    kept = await cast("Any", redis).getdel(_key(ticket))
    if kept is None:
        return None
    facts = orjson.loads(kept)
    times = {name: datetime.fromisoformat(facts[name]) for name in ("issued_at", "expires_at")}
    return Principal(**(facts | times | {"session_id": UUID(facts["session_id"])}))
