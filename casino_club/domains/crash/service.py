"""Crash as the games' shared parts see it, and as the engine of shared rounds hosts it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import orjson
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from casino_club.domains.crash.contracts import AUTO_MIN_X100, CODE, TOPIC, VARIANT, Table
from casino_club.domains.crash.errors import AutoCashoutError
from casino_club.domains.crash.rules import crash_point, odds, payout, problems_of, shown_x100, time_to
from casino_club.domains.games.contracts import ConfigFacts, Drawn, OpenBet, Round, ShippedConfig
from casino_club.domains.games.errors import ConfigInvalidError, StakeOutOfRangeError
from casino_club.domains.shared_rounds.contracts import Message, Plan, SharedRound
from casino_club.infra.http.errors import FieldError
from casino_club.kernel.clock import iso_z
from casino_club.kernel.rng import Draw

SHIPPED: Final = Path(__file__).with_name("main.json")
_table = TypeAdapter(Table)


class Params(BaseModel):
    """What a crash bet depends on besides the round: `cashed_out_at` is null for a bet that was not cashed out."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    bet_amount: int
    cashed_out_at: float | None = None


class CrashGame:
    """Implements `games.contracts.Game`."""

    code = CODE

    def shipped(self) -> Sequence[ShippedConfig]:
        return [ShippedConfig.of(CODE, VARIANT, orjson.loads(SHIPPED.read_bytes()))]

    def parse(self, body: dict[str, Any]) -> Table:
        try:
            table = _table.validate_json(orjson.dumps(body), strict=True, extra="forbid")
        except ValidationError as error:
            raise ConfigInvalidError.of_shape(error) from error
        if problems := problems_of(table):
            raise ConfigInvalidError(problems)
        return table

    def facts(self, table: Table) -> ConfigFacts:
        sheet = odds(table)
        return ConfigFacts(sheet["rtp"], table.limits, sheet | {"presets": list(table.presets)})

    def present(self, table: Table, played: Round) -> dict[str, Any]:  # noqa: ARG002 - the contract's
        """A cash-out does not tell the crash point: the round was still running when it was stored."""
        kept = played.outcome
        if kept["cashed_out_x100"] is None:
            return {"result": "lost", "cashed_out_at": None, "crash_multiplier": kept["crash_x100"] / 100}
        return {"result": "cashed_out", "cashed_out_at": kept["cashed_out_x100"] / 100}

    def proof_params(self, table: Table, played: Round) -> dict[str, Any]:  # noqa: ARG002 - the contract's
        at = played.outcome["cashed_out_x100"]
        return {"bet_amount": played.stake, "cashed_out_at": None if at is None else at / 100}

    def recompute(self, table: Table, params: dict[str, Any], draw: Draw) -> dict[str, Any]:
        try:
            asked = Params.model_validate(params)
        except ValidationError as error:
            raise FieldError([(f"body.params.{e['loc'][0]}"[:64], e["type"]) for e in error.errors()]) from error
        check_stake(table, asked.bet_amount)
        out = None if asked.cashed_out_at is None else hundredths(table, asked.cashed_out_at)
        point = crash_point(table, draw)
        won = out is not None and out <= point
        return {
            "win_amount": payout(asked.bet_amount, out) if won and out is not None else 0,
            "result": "cashed_out" if won else "lost",
            "cashed_out_at": asked.cashed_out_at if won else None,
            "crash_multiplier": point / 100,
        }


def check_stake(table: Table, stake: int) -> None:
    """Raise `StakeOutOfRangeError` for a stake the table does not take."""
    limits = table.limits
    if not limits.allows(stake):
        raise StakeOutOfRangeError({"min": limits.min, "max": limits.max, "step": limits.step})


def hundredths(table: Table, multiplier: float) -> int:
    """A multiplier with at most two decimals as an integer. Raises `AutoCashoutError`."""
    low, high = AUTO_MIN_X100 / 100, table.multiplier_max_x100 / 100
    if not low <= multiplier <= high or (found := round(multiplier * 100)) / 100 != multiplier:
        raise AutoCashoutError({"min": low, "max": high, "step": 0.01})
    return found


def cashed_out(stake: int, multiplier_x100: int) -> Drawn:
    """A bet that left in time. What it keeps does not tell how far the round went on."""
    kept = orjson.dumps({"cashed_out_x100": multiplier_x100}).decode()
    return Drawn(payout(stake, multiplier_x100), multiplier_x100, kept)


def lost(crash_x100: int) -> Drawn:
    """A bet that was still in at the crash."""
    return Drawn(0, 0, orjson.dumps({"cashed_out_x100": None, "crash_x100": crash_x100}).decode())


def round_facts(table: Table, round_: SharedRound, now: datetime) -> dict[str, Any]:
    """A round as everybody may know it at `now`."""
    phase = round_.phase(now)
    over_at = round_.closed_at if round_.voided and round_.closed_at is not None else min(round_.ends_at, now)
    # A round that was given up is over long before its crash: its point is told with its hash.
    told = phase == "settling" and (not round_.voided or round_.revealed is not None)
    crash = crash_point(table, round_.draw()) / 100 if told else None
    elapsed = max(timedelta(), min(now, round_.ends_at) - round_.locks_at) if phase != "betting" else timedelta()
    running = shown_x100(table, elapsed) / 100
    return {
        "round_id": str(round_.id),
        "number": round_.number,
        "phase": phase,
        "void": round_.voided,
        "server_time": iso_z(now),
        "opens_at": iso_z(round_.opens_at),
        "locks_at": iso_z(round_.locks_at),
        "next_opens_at": iso_z(over_at + timedelta(milliseconds=table.pause_ms)) if phase == "settling" else None,
        "multiplier": 1.0 if phase == "betting" else running if crash is None else crash,
        "elapsed_ms": int(elapsed.total_seconds() * 1000),
        "crash_multiplier": crash,
        "hash": round_.revealed,
        "server_seed_hash": round_.server_seed_hash,
        "client_seed": round_.salt,
        "nonce": round_.number,
    }


class CrashHost:
    """Implements `shared_rounds.contracts.Host`."""

    game = CODE
    variant = VARIANT
    topic = TOPIC
    tick_s = 0.1

    def plan(self, table: Table, draw: Draw, opens_at: datetime) -> Plan:
        point = crash_point(table, draw)
        locks_at = opens_at + timedelta(milliseconds=table.betting_ms)
        return Plan(locks_at, locks_at + time_to(table, point), {"crash_x100": point})

    def pause(self, table: Table) -> timedelta:
        return timedelta(milliseconds=table.pause_ms)

    def due_at(self, table: Table, round_: SharedRound, bet: OpenBet) -> datetime | None:
        auto = bet.state["auto_x100"]
        return None if auto is None else round_.locks_at + time_to(table, auto)

    def settle(self, table: Table, round_: SharedRound, bet: OpenBet) -> Drawn:
        point = crash_point(table, round_.draw())
        auto = bet.state["auto_x100"]
        return cashed_out(bet.stake, auto) if auto is not None and auto <= point else lost(point)

    def round_message(self, table: Table, round_: SharedRound, now: datetime) -> Message:
        facts = round_facts(table, round_, now)
        del facts["elapsed_ms"]
        return "crash_round", facts

    def tick_message(self, table: Table, round_: SharedRound, now: datetime) -> Message:
        elapsed = now - round_.locks_at
        return "crash_tick", {
            "round_id": str(round_.id),
            "multiplier": shown_x100(table, elapsed) / 100,
            "elapsed_ms": int(elapsed.total_seconds() * 1000),
            "server_time": iso_z(now),
        }

    def settled_message(
        self,
        table: Table,  # noqa: ARG002 - the contract's
        round_: SharedRound,
        bet: OpenBet,
        drawn: Drawn,
    ) -> Message | None:
        return cashout_message(round_, bet, drawn) if drawn.payout else None


def cashout_message(round_: SharedRound, bet: OpenBet, drawn: Drawn) -> Message:
    """A cash-out as the table sees it."""
    return "crash_cashout", {
        "round_id": str(round_.id),
        "bet_id": str(bet.id),
        "nickname": bet.state["nickname"],
        "bet_amount": bet.stake,
        "slot": bet.slot,
        "multiplier": drawn.multiplier_x100 / 100,
        "win_amount": drawn.payout,
    }


def past_round(round_: SharedRound) -> dict[str, Any]:
    """A round that is over, as the history shows it."""
    outcome = round_.outcome or {}
    return {
        "round_id": round_.id,
        "number": round_.number,
        "multiplier": outcome["crash_x100"] / 100,
        "hash": round_.revealed,
        "void": round_.voided,
        "client_seed": round_.salt,
        "nonce": round_.number,
        "ended_at": round_.closed_at if round_.voided else round_.ends_at,
    }
