"""The newest round of a table, as one API process knows it."""

import asyncio
from typing import Final
from uuid import UUID

from casino_club.domains.games.errors import RoundClosedError
from casino_club.domains.shared_rounds import repository
from casino_club.domains.shared_rounds.contracts import SharedRound
from casino_club.domains.shared_rounds.errors import RoundNotReadyError, UnknownSharedRoundError
from casino_club.domains.shared_rounds.repository import Table
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import Clock

FRESH_S: Final = 1.0
"""A round under way is read again after this long: its leader may have given it up."""
FRESH_OVER_S: Final = 0.05
"""One that is over, after this long: the next one is about to open."""
KEPT: Final = 8


class RoundBook:
    """Reads rarely: what a round is never changes, only whether it is over. Safe to ask on every request."""

    def __init__(self, database: Database, clock: Clock, *, game: str, variant: str) -> None:
        self._database = database
        self._clock = clock
        self._table = Table(game, variant)
        self._newest: SharedRound | None = None
        self._read_at = 0.0
        self._reading = asyncio.Lock()
        self._known: dict[UUID, SharedRound] = {}

    async def newest(self) -> SharedRound:
        """The newest round, in whatever phase. Raises `RoundNotReadyError` before the very first."""
        if self._stale():
            async with self._reading:
                if self._stale():
                    async with self._database.read() as session:
                        self._newest = await repository.find_newest_round(session, self._table)
                    self._read_at = self._seconds()
        if self._newest is None:
            raise RoundNotReadyError(retry_after_s=1)
        self._keep(self._newest)
        return self._newest

    async def betting(self) -> SharedRound:
        """The round that takes bets now. Raises `RoundClosedError`; the ledger has the last word."""
        round_ = await self.newest()
        if round_.phase(self._clock.now()) != "betting":
            raise RoundClosedError
        return round_

    async def get(self, round_id: UUID) -> SharedRound:
        """A round by id; its state may be a second old. Raises `UnknownSharedRoundError`."""
        if self._newest is not None and self._newest.id == round_id:
            newest = await self.newest()
            if newest.id == round_id:
                return newest
        if (known := self._known.get(round_id)) is not None and known.state != "open":
            return known
        async with self._database.read() as session:
            found = await repository.find_round(session, round_id)
        if found is None:
            raise UnknownSharedRoundError
        self._keep(found)
        return found

    def _keep(self, round_: SharedRound) -> None:
        self._known[round_.id] = round_
        if len(self._known) > KEPT:
            del self._known[next(iter(self._known))]

    def _stale(self) -> bool:
        over = self._newest is None or self._newest.phase(self._clock.now()) == "settling"
        return self._seconds() - self._read_at > (FRESH_OVER_S if over else FRESH_S)

    def _seconds(self) -> float:
        return asyncio.get_running_loop().time()
