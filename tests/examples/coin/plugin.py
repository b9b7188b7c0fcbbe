"""The game, handed to the product: the one object that `entrypoints/games.py` lists."""

from typing import Any, Final

from casino_club.domains.games import public as games
from casino_club.domains.games.book import Games
from casino_club.domains.games.contracts import Bet, Settled
from casino_club.domains.games.plugin import GamePlugin
from tests.examples.coin.game import CODE, VARIANT, CoinGame, called_on

FLIP_PATH: Final = "/api/games/coin/flip"


class FlipReader:
    """The call that flips: `games.bet_route.BetReader`. The batched lane does the rest."""

    def __init__(self, tables: Games) -> None:
        self._tables = tables

    def read(self, body: Any, *, user_id: int, key: str | None, key_hash: bytes | None) -> Bet:
        live = self._tables.live(CODE, VARIANT)
        stake, called = called_on(live.table, body, "body")
        return Bet(user_id, CODE, live.config, stake, key=key, key_hash=key_hash, table=called)

    def answer(self, bet: Bet, settled: Settled) -> dict[str, Any]:
        return games.bet_answer(bet, settled) | (settled.drawn.shown if settled.drawn else {})


PLUGIN: Final = GamePlugin(game=CoinGame(), bet_routes=lambda tables: {FLIP_PATH: FlipReader(tables)})
