"""European roulette, handed to the product."""

from typing import Any

from casino_club.domains.games.plugin import GamePlugin, LeaderContext
from casino_club.domains.roulette.endpoints import router
from casino_club.domains.roulette.room import WheelRoom
from casino_club.domains.roulette.service import RouletteGame
from casino_club.domains.roulette.wheel import TOPIC, WheelHost
from casino_club.domains.shared_rounds import public as shared_rounds
from casino_club.domains.shared_rounds.public import Announcer


async def _lead(context: LeaderContext) -> None:
    await shared_rounds.lead(context, WheelHost())


async def _start(state: Any) -> None:
    state.roulette = WheelRoom(
        state.database, state.clock, state.games, Announcer(state.redis, TOPIC, state.clock, state.background)
    )
    state.hub.open_topic(TOPIC)


PLUGIN = GamePlugin(game=RouletteGame(), routers=(router,), leader=_lead, on_start=_start)
