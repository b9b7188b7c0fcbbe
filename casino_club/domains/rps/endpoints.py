"""The one call of rock-paper-scissors. `games.bet_route` serves it; `documented` puts the same bodies into OpenAPI."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Header
from pydantic import Field, ValidationError

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.games import public as games
from casino_club.domains.games.book import Games
from casino_club.domains.games.contracts import Bet, Settled
from casino_club.domains.games.schemas import BetOut
from casino_club.domains.rps.rules import Choice, Result
from casino_club.domains.rps.service import CODE, VARIANT, Throw, check_stake
from casino_club.domains.wallet.errors import AmountOutOfRangeError
from casino_club.infra.http.errors import FieldError
from casino_club.infra.http.schemas import In, errors
from casino_club.kernel.errors import InvariantError
from casino_club.kernel.money import AMOUNT_MAX

PLAY_PATH: Final = "/api/games/rps/play"
documented = APIRouter(tags=["rps"])


class RpsPlayIn(In):
    """A stake and a choice."""

    bet_amount: int = Field(json_schema_extra={"minimum": -AMOUNT_MAX, "maximum": AMOUNT_MAX})
    choice: Choice


class RpsPlayOut(BetOut):
    """A settled throw. A draw returns the stake."""

    choice: Choice
    house_choice: Choice
    result: Result
    win_streak: int


class PlayReader:
    """Reads the body and writes the answer. Implements `games.bet_route.BetReader`."""

    def __init__(self, tables: Games) -> None:
        self._tables = tables

    def read(self, body: Any, *, user_id: int, key: str | None, key_hash: bytes | None) -> Bet:
        try:
            asked = RpsPlayIn.model_validate(body)
        except ValidationError as error:
            fields = [(".".join(map(str, ("body", *e["loc"]))), e["type"]) for e in error.errors()]
            raise FieldError([(loc.encode("ascii", "replace").decode()[:64], kind) for loc, kind in fields]) from error
        if abs(asked.bet_amount) > AMOUNT_MAX:
            raise AmountOutOfRangeError
        live = self._tables.live(CODE, VARIANT)
        check_stake(live.table, asked.bet_amount)
        throw = Throw(live.table, asked.choice)
        return Bet(user_id, CODE, live.config, asked.bet_amount, key=key, key_hash=key_hash, table=throw)

    def answer(self, bet: Bet, settled: Settled) -> dict[str, Any]:
        return games.bet_answer(bet, settled) | (settled.drawn.shown if settled.drawn else {})


@documented.post(PLAY_PATH, responses=errors(401, 402, 403, 404, 413, 422, 429, 503))
async def play_rps(
    user: CurrentUser,
    body: RpsPlayIn,
    idempotency_key: Annotated[
        str | None,
        Header(min_length=1, max_length=255, pattern=r"^[\x21-\x7e]+$", description="one effect per key"),
    ] = None,
) -> RpsPlayOut:
    """Throw once. Durable before it answers; the same key answers the same round, with `Idempotent-Replayed: true`."""
    raise InvariantError(f"throws are served by the batched lane: {user} {body} {idempotency_key}")
