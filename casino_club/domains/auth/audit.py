"""What people with power did: written in the same transaction as the deed, never changed after."""

from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession


async def record(
    session: AsyncSession,
    *,
    actor_id: int | None,
    action: str,
    target: str,
    facts: dict[str, Any],
    request_id: str | None,
) -> None:
    """Append one line. `target` names what was acted on (`user:7`, `invite:12`); `facts` hold no secret."""
    statement = text(
        "INSERT INTO audit_log (actor_id, action, target, facts, request_id)"
        " VALUES (:actor_id, :action, :target, :facts, :request_id)"
    ).bindparams(bindparam("facts", type_=JSONB))
    await session.execute(
        statement,
        {"actor_id": actor_id, "action": action, "target": target, "facts": facts, "request_id": request_id},
    )
