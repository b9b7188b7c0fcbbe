"""The slot machine as the product plugs it in."""

from typing import Final

from casino_club.domains.games.plugin import GamePlugin
from casino_club.domains.slot.endpoints import documented, router
from casino_club.domains.slot.service import SPIN_PATH, SlotGame, SpinReader

PLUGIN: Final = GamePlugin(
    game=SlotGame(),
    routers=(router,),
    documented=documented,
    bet_routes=lambda games: {SPIN_PATH: SpinReader(games)},
)
