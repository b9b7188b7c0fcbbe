"""UUIDv7 (RFC 9562, 5.7): 48 bits of Unix milliseconds, then randomness. Ids sort by creation time.

Inside one process ids are strictly increasing: the 12 bits after the time hold a counter that
starts at random each millisecond (method 1 of RFC 9562, 6.2).
"""

import os
import threading
import time
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

_COUNTER_MAX: Final = 0xFFF
_VERSION_BITS: Final = 0x7 << 76
_VARIANT_BITS: Final = 0b10 << 62
_TAIL_MASK: Final = (1 << 62) - 1

_lock = threading.Lock()
_last_ms = 0
_counter = 0


def uuid7() -> UUID:
    """A new time-ordered id. When a millisecond's counter is used up, the time runs ahead by one."""
    global _last_ms, _counter  # noqa: PLW0603 - the process-wide clock of ids
    tail = int.from_bytes(os.urandom(10))
    with _lock:
        now_ms = time.time_ns() // 1_000_000
        if now_ms > _last_ms:
            _last_ms = now_ms
            _counter = tail >> 69  # 11 random bits: the top bit stays free, so the counter can grow
        elif _counter < _COUNTER_MAX:
            _counter += 1
        else:
            _last_ms += 1
            _counter = tail >> 69
        head = _last_ms << 80 | _VERSION_BITS | _counter << 64
    return UUID(int=head | _VARIANT_BITS | tail & _TAIL_MASK)


def uuid7_floor(moment: datetime) -> UUID:
    """The smallest UUIDv7 of `moment`'s millisecond: a bound for range scans and partitions.

    Moments before 1970 have no UUIDv7 and answer the smallest of all.
    """
    millis = max(0, int(moment.timestamp() * 1000))
    return UUID(int=millis << 80 | _VERSION_BITS | _VARIANT_BITS)


def uuid7_time(value: UUID) -> datetime:
    """The UTC time inside a UUIDv7, to the millisecond."""
    return datetime.fromtimestamp((value.int >> 80) / 1000, tz=UTC)
