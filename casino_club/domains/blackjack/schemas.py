"""Bodies of blackjack's routes. Cards are rank and suit: `As`, `Td`, `2c`."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from casino_club.domains.blackjack.contracts import Action, Result, Status
from casino_club.domains.blackjack.strategy import Play
from casino_club.domains.games.schemas import FairnessOut
from casino_club.infra.http.schemas import Amount, In, Out
from casino_club.kernel.money import AMOUNT_MAX


class BlackjackDealIn(In):
    """The first stake of a hand."""

    bet_amount: Annotated[int, Field(ge=-AMOUNT_MAX, le=AMOUNT_MAX)]


class BlackjackActionIn(In):
    """What to do with the active hand. With `step`, only if the hand still stands where the caller saw it."""

    action: Action
    step: Annotated[int | None, Field(ge=0, le=2**31 - 1)] = None


class BlackjackDealerOut(Out):
    """The dealer's cards; `null` is the hole card, which nothing tells of until everything is settled."""

    cards: list[str | None]
    total: int
    soft: bool
    blackjack: bool


class BlackjackPlayerHandOut(Out):
    """One hand; `result` and `win_amount` (stake included) once everything is settled."""

    cards: list[str]
    total: int
    soft: bool
    bet_amount: Amount
    status: Status
    result: Result | None
    win_amount: Amount | None


class BlackjackInsuranceOut(Out):
    """The side bet; `win_amount` once the dealer has looked."""

    bet_amount: Amount
    win_amount: Amount | None


class BlackjackHandOut(Out):
    """A hand on the table. `bet_amount` is everything staked on it so far.

    While it is `open`, `round_id`, `win_amount`, `net` and `win_streak` are null. `taken` are the actions so far,
    `actions` those allowed now, for the hand at `active_hand`.
    """

    hand_id: UUID
    status: Literal["open", "settled"]
    step: int
    dealer: BlackjackDealerOut
    hands: list[BlackjackPlayerHandOut]
    active_hand: int | None
    insurance_offered: bool
    insurance: BlackjackInsuranceOut | None
    taken: list[Action]
    actions: list[Action]
    round_id: UUID | None
    bet_amount: Amount
    win_amount: Amount | None
    net: Amount | None
    balance_after: Amount
    win_streak: int | None
    config_version: int
    fairness: FairnessOut


class BlackjackStakesOut(Out):
    min: Amount
    max: Amount
    step: Amount
    presets: list[Amount]


class BlackjackStrategyRowOut(Out):
    """`of` is a total, or a pair's card value (1 is the ace); `plays` stand along the up cards."""

    of: int
    plays: list[Play]


class BlackjackStrategyOut(Out):
    """H hit, S stand, D double else hit, Ds double else stand, P split. Pairs are looked up first."""

    upcards: list[int]
    hard: list[BlackjackStrategyRowOut]
    soft: list[BlackjackStrategyRowOut]
    pairs: list[BlackjackStrategyRowOut]


class BlackjackTableOut(Out):
    """The table as it plays now; `rtp` by basic strategy on the first stake, exact for its fresh shoe."""

    decks: int
    hands_max: int
    stakes: BlackjackStakesOut
    rtp: float
    house_edge: float
    sigma: float
    config_version: int
    config_hash: str
    strategy: BlackjackStrategyOut
