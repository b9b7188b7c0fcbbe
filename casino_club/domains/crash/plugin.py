"""Crash, handed to the product."""

from typing import Any, Final

from casino_club.domains.crash.desk import make_desk
from casino_club.domains.crash.endpoints import router
from casino_club.domains.crash.service import CrashGame, CrashHost
from casino_club.domains.games.plugin import GamePlugin, LeaderContext
from casino_club.domains.shared_rounds import public as shared_rounds


async def _lead(context: LeaderContext) -> None:
    await shared_rounds.lead(context, CrashHost())


async def _open(state: Any) -> None:
    state.crash = make_desk(state)


PLUGIN: Final = GamePlugin(game=CrashGame(), routers=(router,), leader=_lead, on_start=_open)
