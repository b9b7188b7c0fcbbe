"""Blackjack as the shared parts of the games see it: tables, odds, stored hands, verification."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Final

import orjson
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from casino_club.domains.blackjack.cards import Shoe
from casino_club.domains.blackjack.contracts import HANDS_MAX, Action, Table
from casino_club.domains.blackjack.errors import ActionRefusedError
from casino_club.domains.blackjack.figures import DECKS, Figures, published, published_figures, strategy_data
from casino_club.domains.blackjack.rules import play, present, restore
from casino_club.domains.blackjack.strategy import basic_strategy
from casino_club.domains.games.contracts import ConfigFacts, Limits, Round, ShippedConfig
from casino_club.domains.games.errors import ConfigInvalidError, StakeOutOfRangeError
from casino_club.infra.http.errors import FieldError
from casino_club.kernel.money import AMOUNT_MAX
from casino_club.kernel.rng import Draw

CODE: Final = "blackjack"
VARIANT: Final = "main"
SHIPPED: Final = Path(__file__).with_name("main.json")
ACTIONS_MAX: Final = 100
STAKE_MAX: Final = AMOUNT_MAX // 100

_table: Final = TypeAdapter(Table)


class Params(BaseModel):
    """What a hand depends on besides seeds and table: the first stake and every action, in order."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    bet_amount: int
    actions: Annotated[list[Action], Field(max_length=ACTIONS_MAX)]


class BlackjackGame:
    """Implements `games.contracts.Game`."""

    code = CODE
    rtp_bounds = (0.9, 0.999)

    def shipped(self) -> Sequence[ShippedConfig]:
        return [ShippedConfig.of(CODE, VARIANT, orjson.loads(SHIPPED.read_bytes()))]

    def parse(self, body: dict[str, Any]) -> Table:
        try:
            table = _table.validate_json(orjson.dumps(body), strict=True)
        except ValidationError as error:
            raise ConfigInvalidError.of_shape(error) from error
        if problems := _problems_of(table):
            raise ConfigInvalidError(problems)
        return table

    def facts(self, table: Table) -> ConfigFacts:
        figures, stakes = published_figures(table.decks), table.stakes
        return ConfigFacts(
            round(1 + figures.basic_return, 10),
            Limits(stakes.min, stakes.max, stakes.step),
            odds_sheet(figures) | {"stakes": asdict(stakes)},
        )

    def present(self, table: Table, played: Round) -> dict[str, Any]:
        return present(restore(table, played.outcome))

    def proof_params(self, table: Table, played: Round) -> dict[str, Any]:  # noqa: ARG002 - the contract's words
        return {"bet_amount": played.outcome["bet_amount"], "actions": played.outcome["actions"]}

    def recompute(self, table: Table, params: dict[str, Any], draw: Draw) -> dict[str, Any]:
        try:
            asked = Params.model_validate(params)
        except ValidationError as error:
            found = [(".".join(map(str, ("body", "params", *e["loc"]))), e["type"]) for e in error.errors()]
            raise FieldError([(loc.encode("ascii", "replace").decode()[:64], kind) for loc, kind in found]) from error
        check_stake(table, asked.bet_amount)
        try:
            deal = play(table, asked.bet_amount, asked.actions, Shoe(table.decks, draw))
        except ActionRefusedError as error:
            raise FieldError([("body.params.actions", error.code)]) from error
        if not deal.settled:
            raise FieldError([("body.params.actions", "hand_not_finished")])
        return {"win_amount": deal.payout, **present(deal)}


def check_stake(table: Table, stake: int) -> None:
    """Raise `StakeOutOfRangeError` for a first stake the table does not take."""
    if not table.stakes.allows(stake):
        stakes = table.stakes
        raise StakeOutOfRangeError({"min": stakes.min, "max": stakes.max, "step": stakes.step})


def odds_sheet(figures: Figures) -> dict[str, Any]:
    """What is published of a table: exact figures, what only playing tells with its sample, rules, strategy."""
    whole = published()
    sample = whole.sample
    return {
        "name": {"en": "Blackjack", "ko": "블랙잭"},
        "rtp": round(1 + figures.basic_return, 10),
        "house_edge": round(-figures.basic_return, 10),
        "edge_of": "the first stake, by basic strategy without insurance; exact for a fresh shoe, every card counted",
        "decks": figures.decks,
        "hands_max": HANDS_MAX,
        "rules": [
            "fresh_shoe", "dealer_stands_soft_17", "dealer_peeks", "double_any_two", "double_after_split",
            "split_to_four", "one_card_on_split_aces", "no_surrender", "blackjack_pays_3_2", "insurance_pays_2_1",
        ],
        "rows": [
            _row("Blackjack, 3:2", "블랙잭 3:2", figures.natural_paid, 2.5),
            _row("Insurance, 2:1, on an ace", "인슈어런스 2:1 (딜러 에이스)", _insured(figures), 3),
        ],
        "dealer": figures.dealer,
        "insurance": {"probability": _insured(figures), "rtp": round(1 + figures.insurance_return, 10)},
        "infinite_deck": {
            "optimal": whole.infinite_deck_optimal,
            "optimal_two_hands": whole.infinite_deck_two_hands,
        },
        "sigma": sample.sigma,
        "sample": asdict(sample),
        "strategy": strategy_data(basic_strategy()),
    }  # fmt: skip


def _insured(figures: Figures) -> float:
    return round((1 + figures.insurance_return) / 3, 10)


def _row(en: str, ko: str, probability: float, pays: float) -> dict[str, Any]:
    return {"name": {"en": en, "ko": ko}, "probability": probability, "pays": pays}


def _problems_of(table: Table) -> list[tuple[str, str]]:
    stakes, problems = table.stakes, list[tuple[str, str]]()
    if table.decks not in DECKS:
        problems.append(("decks", f"{DECKS.start} to {DECKS.stop - 1}: those whose return is published"))
    if stakes.step < 2 or stakes.step % 2:  # noqa: PLR2004
        problems.append(("stakes.step", "even, so that 3:2 and half a stake are whole gold"))
    elif stakes.min < stakes.step or stakes.min % stakes.step or stakes.max % stakes.step:
        problems.append(("stakes.min", "limits are multiples of the step"))
    if not 0 < stakes.min <= stakes.max <= STAKE_MAX:
        problems.append(("stakes.max", f"from the least stake to {STAKE_MAX}"))
    if not stakes.presets or any(not stakes.allows(preset) for preset in stakes.presets if stakes.step > 0):
        problems.append(("stakes.presets", "at least one, each a stake of the table"))
    return problems
