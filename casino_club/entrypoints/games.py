"""The games of this product, in the order of the lobby. A new game is its folder and one line here."""

from collections.abc import Sequence
from typing import Final

from casino_club.domains.blackjack.plugin import PLUGIN as BLACKJACK
from casino_club.domains.crash.plugin import PLUGIN as CRASH
from casino_club.domains.gacha.plugin import PLUGIN as GACHA
from casino_club.domains.games.plugin import GamePlugin
from casino_club.domains.roulette.plugin import PLUGIN as ROULETTE
from casino_club.domains.rps.plugin import PLUGIN as RPS
from casino_club.domains.slot.plugin import PLUGIN as SLOT
from casino_club.domains.videopoker.plugin import PLUGIN as VIDEOPOKER

PLUGINS: Final[Sequence[GamePlugin]] = (SLOT, CRASH, BLACKJACK, GACHA, VIDEOPOKER, ROULETTE, RPS)
