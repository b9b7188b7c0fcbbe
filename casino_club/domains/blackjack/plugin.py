"""Blackjack, handed to the product."""

from typing import Final

from casino_club.domains.blackjack.endpoints import router
from casino_club.domains.blackjack.game import BlackjackGame
from casino_club.domains.games.plugin import GamePlugin

PLUGIN: Final = GamePlugin(game=BlackjackGame(), routers=(router,))
