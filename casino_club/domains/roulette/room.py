"""The table as one API process knows it: its rounds, everybody's chips, who sits there, and its voice."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.games import public as games
from casino_club.domains.games.book import Games
from casino_club.domains.games.contracts import GameConfig, OpenBet
from casino_club.domains.roulette.contracts import Chip
from casino_club.domains.roulette.service import CODE, TABLE_ID, chip_data, chips_of
from casino_club.domains.roulette.wheel import BET_MESSAGE
from casino_club.domains.shared_rounds.contracts import SharedRound
from casino_club.domains.shared_rounds.public import Announcer, RoundBook
from casino_club.domains.users import public as users
from casino_club.domains.wallet import public as wallet
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import Clock

BOARD_FRESH_S: Final = 0.5
"""Everybody's chips are added up at most this often."""
NAMES_MAX: Final = 10_000


@dataclass(frozen=True, slots=True)
class Board:
    """Everybody's chips on a round: gold by spot, the largest first."""

    players: int
    total: int
    chips: list[dict[str, Any]]


class WheelRoom:
    """Made at the start of an API process; safe to ask on every request."""

    def __init__(self, database: Database, clock: Clock, tables: Games, announcer: Announcer) -> None:
        self.rounds = RoundBook(database, clock, game=CODE, variant=TABLE_ID)
        self._database = database
        self._tables = tables
        self._announcer = announcer
        self._names: dict[int, str] = {}
        self._board: tuple[UUID, float, Board] | None = None
        self._adding_up = asyncio.Lock()

    async def config_of(self, round_: SharedRound) -> GameConfig:
        """The version of the table that a round is played on."""
        for config in self._tables.versions(CODE, TABLE_ID):
            if config.config_id == round_.config_id:
                return config
        async with self._database.read() as session:
            return await games.get_config(session, config_id=round_.config_id)

    async def board(self, round_: SharedRound) -> Board:
        """Everybody's chips, at most `BOARD_FRESH_S` old."""
        async with self._adding_up:
            now = asyncio.get_running_loop().time()
            if self._board is None or self._board[0] != round_.id or now - self._board[1] > BOARD_FRESH_S:
                async with self._database.read() as session:
                    bets = await games.list_bets_of_shared_round(session, shared_round=round_.id)
                self._board = (round_.id, now, add_up(bets))
            return self._board[2]

    async def announce(self, round_: SharedRound, *, user_id: int, bet_id: UUID, chips: tuple[Chip, ...]) -> None:
        """Tell the table who placed what."""
        bets = [chip_data(chip) for chip in chips]
        facts = {"round_id": str(round_.id), "bet_id": str(bet_id), "nickname": await self._name(user_id)}
        self._announcer.say((BET_MESSAGE, facts | {"bet_amount": sum(chip.amount for chip in chips), "bets": bets}))

    async def _name(self, user_id: int) -> str:
        name = self._names.get(user_id)
        if name is None:
            async with self._database.read() as session:
                found = await users.list_names(session, user_ids=[user_id])
            if len(self._names) >= NAMES_MAX:
                self._names.clear()
            name = self._names[user_id] = found[user_id].nickname
        return name


def add_up(bets: list[OpenBet]) -> Board:
    """All chips of a round by spot."""
    spots = Counter[tuple[str, tuple[int, ...]]]()
    for bet in bets:
        for chip in chips_of(bet.state):
            spots[chip.type, chip.numbers] += chip.amount
    chips = [{"type": kind, "numbers": list(numbers), "amount": n} for (kind, numbers), n in spots.most_common()]
    return Board(len({bet.user_id for bet in bets}), sum(spots.values()), chips)


async def balance_after(session: AsyncSession, *, user_id: int, bet_id: UUID) -> int:
    """The gold a player had after a bet's stake was taken."""
    for posting in await wallet.list_postings(session, user_id=user_id):
        if posting.ref == bet_id and posting.kind == "game_stake":
            return posting.balance_after
    return (await wallet.balances_of(session, user_id=user_id))["gold"]
