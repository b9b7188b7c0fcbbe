"""What the relay hands events to."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from casino_club.kernel.events import Event


class ConsumerUnavailableError(Exception):
    """An engine the consumer needs is away. No event is to blame: the relay waits and offers the same events again."""


@dataclass(frozen=True, slots=True)
class Consumer:
    """Takes events in order, at least once each.

    `consume` returns when every event it was given is safe with it. It must take an event it has seen before without
    a second effect: consumers that write to PostgreSQL call `inbox.claim` in their own transaction. When it raises,
    the relay offers the events again one by one, and holds back a player's later events behind the one that fails.
    """

    name: str
    consume: Callable[[Sequence[Event]], Awaitable[None]]
