"""What a game hands to the processes of the product: its law, its routes, and who drives its shared rounds."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter

from casino_club.domains.games.bet_route import BetReader
from casino_club.domains.games.book import Games
from casino_club.domains.games.contracts import Game
from casino_club.domains.games.lane import BetLane
from casino_club.infra.db.engine import Database
from casino_club.infra.redis import Redis
from casino_club.infra.settings import Settings
from casino_club.infra.tasks import Background
from casino_club.kernel.clock import Clock


@dataclass(frozen=True, slots=True)
class LeaderContext:
    """What a leader of shared rounds works with, in the worker process."""

    database: Database
    redis: Redis
    lane: BetLane
    games: Games
    clock: Clock
    settings: Settings
    background: Background


@dataclass(frozen=True, slots=True)
class GamePlugin:
    """One game. `bet_routes` are served in plain ASGI and documented by `documented`.

    `leader` runs in every worker for as long as it lives and must decide by itself which of them leads. `on_start` is
    called with the API's `app.state` once everything stands.
    """

    game: Game
    routers: tuple[APIRouter, ...] = ()
    documented: APIRouter | None = None
    bet_routes: Callable[[Games], Mapping[str, BetReader]] | None = None
    leader: Callable[[LeaderContext], Awaitable[None]] | None = None
    on_start: Callable[[Any], Awaitable[None]] | None = None
