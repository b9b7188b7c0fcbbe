"""Video poker, handed to the product."""

from casino_club.domains.games.plugin import GamePlugin
from casino_club.domains.videopoker.endpoints import router
from casino_club.domains.videopoker.service import VideoPokerGame

PLUGIN = GamePlugin(game=VideoPokerGame(), routers=(router,))
