"""The copy of every leaderboard in Valkey: sorted sets that answer any rank among a million players in a moment."""

import secrets
import struct
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final, cast

from redis.exceptions import NoScriptError

from casino_club.domains.leaderboards import scripts
from casino_club.domains.leaderboards.contracts import MOMENT_MAX, BoardKey, Fact, Ranking, Standing
from casino_club.domains.leaderboards.rules import group_of, groups_of, metric_index
from casino_club.infra.redis import Redis

BUILDING_S: Final = 60
"""A builder that gives no sign for so long has lost its name space."""
FACTS_A_CALL: Final = 16
"""Bounds how long one call keeps Valkey from everybody else: about 3 ms at a million players."""
AROUND: Final = 2
_PACKED: Final = struct.Struct(">9d")
_MEMBER: Final = struct.Struct(">2d")
_UNLINK_A_CALL: Final = 500
_LIMITS: Final = {"building_s": str(BUILDING_S)}


def _scripts(run: str) -> dict[str, str]:
    preamble = scripts.PREAMBLE.format(run=run)
    texts = {
        "apply": scripts.APPLY,
        "read": scripts.READ,
        "begin": scripts.BEGIN,
        "promote": scripts.PROMOTE,
        "keep": scripts.KEEP,
        "spaces": scripts.SPACES,
    }
    return {name: preamble + text.replace("{building_s}", _LIMITS["building_s"]) for name, text in texts.items()}


def _packed(fact: Fact) -> bytes:
    return _PACKED.pack(
        fact.plays,
        fact.wagered,
        fact.net_win,
        fact.multiplier_x100,
        fact.plays_at,
        fact.wagered_at,
        fact.net_win_at,
        fact.multiplier_at,
        0,
    )


def _standings(flat: Sequence[bytes], first_rank: int) -> list[Standing]:
    pairs = zip(flat[::2], flat[1::2], strict=True)
    return [
        Standing(first_rank + place, MOMENT_MAX - int(_MEMBER.unpack(member)[1]), int(float(score)))
        for place, (member, score) in enumerate(pairs)
    ]


class Boards:
    """All leaderboards. Every method may raise `RedisUnavailable`."""

    def __init__(self, redis: Redis) -> None:
        self._redis = cast("Any", redis)
        self._hashes: dict[str, str] = {}

    async def apply(self, facts: Sequence[Fact], *, today: date, space: str = "") -> bool:
        """Merge facts in: into all boards in use, or only into those being built as `space`.

        False when there are no boards to take them (or `space` is lost): nothing is missing then, because a rebuild
        reads what is committed.
        """
        for chunk in _chunks(facts):
            arguments: list[Any] = [space]
            for fact in chunk:
                groups = " ".join(f"{group} {ttl_s}" for group, ttl_s in groups_of(fact.day, today))
                arguments += (fact.game, fact.user_id, _packed(fact), groups)
            if await self._run("apply", *arguments) < 1:
                return False
        return True

    async def read(self, board: BoardKey, *, limit: int, user_id: int) -> Ranking | None:
        """The head of a board, the player's line and those around it; None while there are no boards."""
        found = await self._run(
            "read",
            board.game,
            group_of(board.period, board.today),
            metric_index(board.metric),
            limit,
            user_id,
            AROUND,
        )
        if found is None:
            return None
        players, top, rank, first, around = cast("tuple[int, list[bytes], int, int, list[bytes]]", found)
        neighbours = _standings(around, first + 1)
        me = None if rank < 0 else neighbours[rank - first]
        return Ranking(players, _standings(top, 1), me, neighbours)

    async def exist(self) -> bool:
        """True when there are boards of this life of the server."""
        return bool((await self._run("spaces"))[0])

    async def begin(self) -> str | None:
        """A new name space to build in; None while somebody else builds."""
        space = secrets.token_hex(4)
        return space if await self._run("begin", space) else None

    async def keep(self, space: str) -> bool:
        """Say that the builder lives."""
        return bool(await self._run("keep", space))

    async def promote(self, space: str) -> bool:
        """Show what was built; False when it was lost meanwhile."""
        return bool(await self._run("promote", space))

    async def discard(self) -> None:
        """Forget that there are boards: they no longer tell the truth."""
        await self._redis.delete(f"{scripts.TAG}:live")

    async def sweep(self) -> int:
        """Free the boards nobody reads any more; answers how many keys."""
        used = {space.decode() for space in await self._run("spaces") if space}
        freed, batch = 0, list[bytes]()
        async for key in self._redis.scan_iter(match=f"{scripts.TAG}:*:*", count=1000):
            if key.decode().split(":")[1] in used:
                continue
            batch.append(key)
            if len(batch) == _UNLINK_A_CALL:
                freed += await self._redis.unlink(*batch)
                batch = []
        if batch:
            freed += await self._redis.unlink(*batch)
        return freed

    async def _run(self, name: str, *arguments: Any) -> Any:
        if not self._hashes:
            await self._load()
        try:
            return await self._redis.evalsha(self._hashes[name], 1, f"{scripts.TAG}:live", *arguments)
        except NoScriptError:
            await self._load()
            return await self._redis.evalsha(self._hashes[name], 1, f"{scripts.TAG}:live", *arguments)

    async def _load(self) -> None:
        run = await self._run_id()
        while True:
            self._hashes = {name: await self._redis.script_load(text) for name, text in _scripts(run).items()}
            after = await self._run_id()
            if after == run:  # the same id on both sides of the loading: the scripts are in the server they name
                return
            run = after

    async def _run_id(self) -> str:
        return (await self._redis.info("server"))["run_id"]


def _chunks(facts: Sequence[Fact]) -> Iterator[Sequence[Fact]]:
    for start in range(0, len(facts), FACTS_A_CALL):
        yield facts[start : start + FACTS_A_CALL]
