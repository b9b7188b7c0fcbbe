"""The wheel as the engine of shared rounds drives it, and what everybody may know of a round at a moment."""

from datetime import datetime, timedelta
from typing import Any, Final

from casino_club.domains.games.contracts import Drawn, OpenBet
from casino_club.domains.roulette.contracts import Table
from casino_club.domains.roulette.rules import colour, spin
from casino_club.domains.roulette.service import CODE, TABLE_ID, chips_of, settle_chips
from casino_club.domains.shared_rounds.contracts import Message, Plan, SharedRound
from casino_club.kernel.clock import iso_z
from casino_club.kernel.rng import Draw

TOPIC: Final = f"{CODE}:{TABLE_ID}"
ROUND_MESSAGE: Final = "roulette_round"
BET_MESSAGE: Final = "roulette_bet"
TICK_S: Final = 1.0
SILENT_SHARE: Final = 6
"""The pocket stays secret for this fraction of the spin: bets are closed by the database's clock, which another
process's clock may run ahead of."""


class WheelHost:
    """Implements `shared_rounds.contracts.Host`."""

    game = CODE
    variant = TABLE_ID
    topic = TOPIC
    tick_s: float | None = TICK_S

    def plan(self, table: Table, draw: Draw, opens_at: datetime) -> Plan:
        pocket = spin(draw)
        locks_at = opens_at + timedelta(milliseconds=table.betting_ms)
        outcome = {"pocket": pocket, "colour": colour(pocket)}
        return Plan(locks_at, locks_at + timedelta(milliseconds=table.spin_ms), outcome)

    def pause(self, table: Table) -> timedelta:
        return timedelta(milliseconds=table.pause_ms)

    def due_at(self, table: Table, round_: SharedRound, bet: OpenBet) -> datetime | None:  # noqa: ARG002
        return None

    def settle(self, table: Table, round_: SharedRound, bet: OpenBet) -> Drawn:
        return settle_chips(table, chips_of(bet.state), spin(round_.draw()))

    def round_message(self, table: Table, round_: SharedRound, now: datetime) -> Message:
        return ROUND_MESSAGE, round_facts(table, round_, now)

    def tick_message(self, table: Table, round_: SharedRound, now: datetime) -> Message:
        return ROUND_MESSAGE, round_facts(table, round_, now)

    def settled_message(
        self,
        table: Table,  # noqa: ARG002
        round_: SharedRound,  # noqa: ARG002
        bet: OpenBet,  # noqa: ARG002
        drawn: Drawn,  # noqa: ARG002
    ) -> Message | None:
        return None


def shown_pocket(round_: SharedRound, now: datetime) -> int | None:
    """The pocket once nobody can bet on it any more; None before."""
    if round_.state == "open" and now < round_.locks_at + (round_.ends_at - round_.locks_at) / SILENT_SHARE:
        return None
    return spin(round_.draw())


def round_facts(table: Table, round_: SharedRound, now: datetime) -> dict[str, Any]:
    """A wheel round as JSON. Before the ball is in sight, nothing that depends on the round's hash."""
    pocket, phase = shown_pocket(round_, now), round_.phase(now)
    over = round_.closed_at if round_.voided and round_.closed_at else round_.ends_at
    return {
        "round_id": str(round_.id),
        "table": round_.variant,
        "number": round_.number,
        "phase": phase,
        "void": round_.voided,
        "server_time": iso_z(now),
        "opens_at": iso_z(round_.opens_at),
        "locks_at": iso_z(round_.locks_at),
        "ends_at": iso_z(round_.ends_at),
        "next_opens_at": iso_z(over + timedelta(milliseconds=table.pause_ms)) if phase == "settling" else None,
        "pocket": pocket,
        "colour": None if pocket is None else colour(pocket),
        "hash": round_.revealed,
        "server_seed_hash": round_.server_seed_hash,
        "client_seed": round_.salt,
        "nonce": round_.number,
    }
