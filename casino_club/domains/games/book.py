"""The published tables of every game in this process, each ready to play, switching versions by the clock.

The ledger decides: a bet read on a version that no longer plays is refused by the settling statement and read again.
So two processes may learn of a new version some hundred milliseconds apart and still never play two at one time.
"""

import asyncio
from collections.abc import Sequence
from typing import Any, Final

import structlog

from casino_club.domains.games import repository
from casino_club.domains.games.contracts import ConfigFacts, Game, GameConfig, LiveTable
from casino_club.domains.games.errors import UnknownGameError, UnknownVariantError
from casino_club.infra.db.engine import Database
from casino_club.infra.tasks import end_all
from casino_club.kernel.clock import Clock
from casino_club.kernel.errors import InvariantError

log = structlog.get_logger(__name__)

POLL_S: Final = 0.5
"""A version published elsewhere is shown here at most this much later."""


class Games:
    """The games of this process and their tables. Call `load` before anything else; `start` keeps it up to date."""

    def __init__(self, games: Sequence[Game], database: Database, clock: Clock) -> None:
        self._games = {game.code: game for game in games}
        self._database = database
        self._clock = clock
        self._mark: tuple[Any, ...] | None = None
        self._versions: dict[tuple[str, str], list[GameConfig]] = {}
        self._enabled: dict[str, bool] = {}
        self._tables: dict[int, Any] = {}
        self._facts: dict[int, ConfigFacts] = {}
        self._task: asyncio.Task[None] | None = None

    async def load(self) -> None:
        """Publish what this release ships and is new, then read every published table."""
        async with self._database.transaction() as session:
            for game in self._games.values():
                for shipped in game.shipped():
                    await repository.publish_config(session, shipped)
        await self.refresh()

    async def start(self) -> None:
        """Follow what other processes publish."""
        self._task = asyncio.create_task(self._follow(), name="game-tables")

    async def stop(self) -> None:
        """Stop following."""
        if self._task is not None:
            await end_all([self._task])

    async def refresh(self) -> None:
        """Read again what is published, when anything changed."""
        async with self._database.read() as session:
            mark = await repository.configs_mark(session)
            if mark == self._mark:
                return
            configs = await repository.list_configs(session)
            enabled = await repository.switches(session)
        versions: dict[tuple[str, str], list[GameConfig]] = {}
        for config in configs:
            if config.game not in self._games:
                continue
            versions.setdefault((config.game, config.variant), []).append(config)
            if config.superseded_at is None or config.superseded_at > self._clock.now():
                # A table without kept facts is worked out here, and bets are being served.
                await asyncio.to_thread(self._facts_of, config)
        self._versions, self._enabled, self._mark = versions, enabled, mark

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(POLL_S)
            try:
                await self.refresh()
            except Exception:
                log.warning("game_tables_not_refreshed", exc_info=True)

    def all(self) -> Sequence[Game]:
        """Every game, in the order it was registered."""
        return list(self._games.values())

    def get(self, code: str) -> Game:
        """A game by its code. Raises `UnknownGameError`."""
        game = self._games.get(code)
        if game is None:
            raise UnknownGameError
        return game

    def enabled(self, code: str) -> bool:
        """Whether the operator keeps the game open."""
        return self._enabled.get(code, True)

    def live(self, code: str, variant: str) -> LiveTable:
        """The table bets of this moment are played on. Raises `UnknownVariantError`."""
        now = self._clock.now()
        for config in reversed(self._versions.get((code, variant), ())):
            if config.plays_at(now):
                return LiveTable(config, self.table_of(config), self._facts_of(config))
        raise UnknownVariantError

    def all_live(self, code: str) -> list[LiveTable]:
        """Every table of a game as it plays now, in the order shipped. A game without any is a broken installation."""
        found = [self.live(code, variant) for game, variant in self._versions if game == code]
        if not found:
            raise InvariantError(f"no published table of {code}")
        return found

    def summary(self, code: str) -> dict[str, Any]:
        """A game as the lobby lists it: whether it is open, its widest limits, its lowest return, its variants."""
        live = self.all_live(code)
        limits = [one.facts.limits for one in live]
        return {
            "game": code,
            "enabled": self.enabled(code),
            "limits": {
                "min": min(one.min for one in limits),
                "max": max(one.max for one in limits),
                "step": min(one.step for one in limits),
            },
            "rtp": min(one.facts.rtp for one in live),
            "variants": [one.config.variant for one in live],
        }

    def versions(self, code: str, variant: str) -> Sequence[GameConfig]:
        """Every published version of a table, oldest first; announced ones too."""
        return self._versions.get((code, variant), ())

    def table_of(self, config: GameConfig) -> Any:
        """What the game made of any version; parsed once."""
        table = self._tables.get(config.config_id)
        if table is None:
            table = self._tables[config.config_id] = self.get(config.game).parse(config.body)
        return table

    def _facts_of(self, config: GameConfig) -> ConfigFacts:
        facts = self._facts.get(config.config_id)
        if facts is None:
            facts = self._facts[config.config_id] = (
                ConfigFacts.of_data(config.facts)
                if config.facts is not None
                else self.get(config.game).facts(self.table_of(config))
            )
        return facts
