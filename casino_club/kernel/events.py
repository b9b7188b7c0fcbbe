"""The envelope every event travels in, from the outbox to each consumer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Event:
    """One fact that happened, named `<domain>.<fact>.v<version>`, e.g. `games.round_settled.v1`.

    `user_id` is None for facts about no player. `data` is JSON; its shape per `type` is a snapshot in tests/contracts.
    """

    event_id: UUID
    type: str
    user_id: int | None
    occurred_at: datetime
    data: dict[str, Any]
    trace_id: str | None = None
