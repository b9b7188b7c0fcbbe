"""Rock-paper-scissors, handed to the product."""

from casino_club.domains.games.plugin import GamePlugin
from casino_club.domains.rps.endpoints import PLAY_PATH, PlayReader, documented
from casino_club.domains.rps.service import RpsGame

PLUGIN = GamePlugin(
    game=RpsGame(),
    documented=documented,
    bet_routes=lambda games: {PLAY_PATH: PlayReader(games)},
)
