"""The one shape of a message to a client: `{"type", "user_id", "data", "timestamp", "seq"}`."""

from datetime import datetime
from typing import Any

import orjson

from casino_club.kernel.clock import iso_z


def open_body(kind: str, user_id: int | None, data: Any, moment: datetime) -> bytes:
    """A message without its number and closing brace: Valkey appends both when it gives the number."""
    message = {"type": kind, "user_id": user_id, "data": data, "timestamp": iso_z(moment)}
    return orjson.dumps(message)[:-1]


def numbered(kind: str, user_id: int | None, data: Any, moment: datetime, seq: int) -> bytes:
    """A whole message: one made for a single socket carries the number the socket stands at."""
    return open_body(kind, user_id, data, moment) + b',"seq":%d}' % seq
