"""The capsules for the processes of the product."""

from typing import Final

from casino_club.domains.gacha import endpoints, legacy
from casino_club.domains.gacha.game import GachaGame
from casino_club.domains.games.plugin import GamePlugin

PLUGIN: Final = GamePlugin(game=GachaGame(), routers=(endpoints.router, legacy.router))
