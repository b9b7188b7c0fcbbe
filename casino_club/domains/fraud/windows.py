"""Attempts of the last day in Valkey: sorted sets by moment, one for each player, address and device.

They are a copy for speed. An attempt is put in before its transaction ends, since the count must hold it at once;
rolled back, it counts here for a day and stands nowhere else, which errs on the careful side. What Valkey does not
take is written down with the attempt (`counted`) and put in by the next judgement it matters to, under the same
member, so that nothing counts twice. `fraud:since` says since when nothing can be missing: a flushed Valkey begins anew
with it, and is not believed before a day has passed.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal, cast

from casino_club.domains.fraud.contracts import COUNT_MAX, Counts, Seen
from casino_club.infra.redis import Redis, RedisUnavailable

PATIENCE_S: Final = 0.05
"""How long a judgement waits for Valkey: counting in PostgreSQL takes less."""
SHORT: Final = timedelta(minutes=10)
DAY: Final = timedelta(days=1)
SINCE: Final = "fraud:since"
_SKEW: Final = timedelta(minutes=1)  # how far the clocks of two processes may be apart
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_KEPT_S: Final = int((DAY + 2 * _SKEW).total_seconds())

Cause = Literal["away", "young", "behind"]
"""Why windows were not used: no answer in time, not yet whole after a flush, too much missed."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an attempt here: `counted` when Valkey has it, `counts` when its windows are whole."""

    counted: bool
    counts: Counts | None
    cause: Cause | None = None


def micros(moment: datetime) -> int:
    """Microseconds since 1970: what PostgreSQL keeps of a moment, and what a score holds exactly."""
    return (moment - _EPOCH) // _MICROSECOND


class _Round:
    """One transaction's commands, in one round trip: what is put, then what is asked."""

    def __init__(self, redis: Redis, now: datetime) -> None:
        self._pipe: Any = cast("Any", redis).pipeline(transaction=True)
        self._now = now
        self._asked: list[tuple[str, timedelta]] = []
        self._pipe.set(SINCE, micros(now), nx=True, get=True)

    def put(self, key: str, members: Mapping[str, int]) -> None:
        """Add members by moment; the set forgets what is older than any window, and the oldest past `COUNT_MAX`."""
        self._pipe.zadd(key, members, gt=True)
        self._pipe.zremrangebyscore(key, "-inf", micros(self._now - DAY - _SKEW))
        self._pipe.zremrangebyrank(key, 0, -COUNT_MAX - 1)
        self._pipe.expire(key, _KEPT_S)

    def ask(self, key: str, window: timedelta) -> None:
        """How many members are younger than the window is long."""
        self._asked.append((key, window))

    async def run(self) -> tuple[int | None, list[int]]:
        """Since when the windows are whole, and the counts in the order they were asked."""
        for key, window in self._asked:
            self._pipe.zcount(key, f"({micros(self._now - window)}", "+inf")
        async with asyncio.timeout(PATIENCE_S):
            answers = await self._pipe.execute()
        return None if answers[0] is None else int(answers[0]), answers[len(answers) - len(self._asked) :]


class Windows:
    """Counts attempts of now in Valkey."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def take(self, seen: Seen, missed: Sequence[Seen] | None) -> Taken:
        """Count an attempt, and what was missed of its neighbours. `missed` None: too many, so nothing is answered."""
        work, everybody = _Round(self._redis, seen.at), (*(missed or ()), seen)
        user, ip, ip_users = f"fraud:user:{seen.user_id}", f"fraud:ip:{seen.ip}", f"fraud:ip_users:{seen.ip}"
        here = [one for one in everybody if one.ip == seen.ip]
        work.put(user, {one.receipt: micros(one.at) for one in everybody if one.user_id == seen.user_id})
        work.put(ip, {one.receipt: micros(one.at) for one in here})
        last_seen: dict[str, int] = {}
        for one in here:
            last_seen[str(one.user_id)] = max(last_seen.get(str(one.user_id), 0), micros(one.at))
        work.put(ip_users, last_seen)
        work.ask(user, SHORT)
        work.ask(user, DAY)
        work.ask(ip, SHORT)
        work.ask(ip_users, DAY)
        if seen.device is not None:
            device = f"fraud:device:{seen.device}"
            work.put(device, {one.receipt: micros(one.at) for one in everybody if one.device == seen.device})
            work.ask(device, SHORT)
        try:
            since, counts = await work.run()
        except RedisUnavailable:
            return Taken(counted=False, counts=None, cause="away")
        if since is None or since > micros(seen.at - DAY - _SKEW):
            return Taken(counted=True, counts=None, cause="young")
        if missed is None:
            return Taken(counted=True, counts=None, cause="behind")
        return Taken(
            counted=True,
            counts=Counts(
                attempts_user_10m=counts[0],
                attempts_user_1d=counts[1],
                attempts_ip_10m=counts[2],
                users_of_ip_1d=counts[3],
                attempts_device_10m=0 if seen.device is None else counts[4],
            ),
        )
