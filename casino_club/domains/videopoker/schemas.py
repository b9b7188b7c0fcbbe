"""Bodies of video poker over HTTP. Cards are two letters, rank then suit; places in a hand are 0 … 4, left to right."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from casino_club.domains.games.schemas import BetOut, FairnessOut, Stake
from casino_club.domains.videopoker.contracts import HAND_SIZE, HandName
from casino_club.infra.http.schemas import Amount, In, Out, UtcTime

CardCode = Annotated[str, Field(pattern=r"^[2-9TJQKA][shdc]$")]
Place = Annotated[int, Field(ge=0, lt=HAND_SIZE)]


def _each_once(places: list[int]) -> list[int]:
    if len(set(places)) != len(places):
        raise PydanticCustomError("repeated_place", "each place once")
    return places


Hold = Annotated[list[Place], Field(max_length=HAND_SIZE), AfterValidator(_each_once)]


class PokerDealIn(In):
    """The whole stake: five coins of equal value."""

    bet_amount: Stake


class PokerDrawIn(In):
    """Places to keep; the other cards are thrown away."""

    hold: Hold


class PokerHandOut(Out):
    """A dealt hand, waiting for its draw. `hand` and `pay` are what it is worth if all five are held."""

    hand_id: UUID
    bet_amount: Amount
    cards: list[CardCode]
    hand: HandName
    pay: int = Field(description="multiple of the stake")
    config_version: int
    fairness: FairnessOut
    dealt_at: UtcTime


class PokerDealOut(PokerHandOut):
    """A hand just dealt; its stake is taken."""

    balance_after: Amount


class PokerDrawOut(BetOut):
    """A finished hand."""

    dealt: list[CardCode]
    hold: list[Place]
    cards: list[CardCode]
    hand: HandName
    pay: int = Field(description="multiple of the stake")


class PokerHoldOut(Out):
    """One way to hold and what it returns on average over all draws, as a multiple of the stake."""

    hold: list[Place]
    expected_return: float


class PokerHintOut(Out):
    """All 32 ways to hold, best first; exact."""

    hand_id: UUID
    best: PokerHoldOut
    holds: list[PokerHoldOut]
