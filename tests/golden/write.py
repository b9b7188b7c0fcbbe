"""Writes the golden vectors again: `python -m tests.golden.write`. Only for a deliberate change of the law.

Server, browser and every later port read these files; whoever changes them changes what old rounds mean.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from casino_club.domains.slot.catalog import config_hash, shipped_machines
from casino_club.domains.slot.contracts import Machine, SlotOutcome, Win
from casino_club.domains.slot.rules import play
from casino_club.kernel.rng import Draw, commit

FOLDER = Path(__file__).parent
ROUNDS = 12
STAKES = (10, 100, 250, 10_000)


def seed(name: str) -> bytes:
    return hashlib.sha256(f"golden vector {name}".encode()).digest()


def inputs(name: str, client_seed: str, nonce: int) -> tuple[dict[str, Any], Draw]:
    server_seed = seed(name)
    facts = {"server_seed": server_seed.hex(), "client_seed": client_seed, "nonce": nonce}
    return facts, Draw(server_seed, client_seed, nonce)


def draw_vectors() -> dict[str, Any]:
    clients = [("a", "5858", 0), ("b", "", 1), ("c", "행운의 씨앗", 7), ("d", "with:colons:in", 2**53 - 1)]
    words, below, shuffles = [], [], []
    for name, client_seed, nonce in clients:
        facts, draw = inputs(name, client_seed, nonce)
        words.append(facts | {"words": [draw.word() for _ in range(20)]})
        ranges = [1, 2, 3, 10, 24, 31, 32, 33, 37, 52, 2**31 + 1, 2**31 + 1, 3 << 30, 2**32 - 1, 2**32]
        facts, draw = inputs(name, client_seed, nonce)
        below.append(facts | {"n": ranges, "values": [draw.below(n) for n in ranges]})
        facts, draw = inputs(name, client_seed, nonce)
        deck = list(range(52))
        draw.shuffle(deck)
        shuffles.append(facts | {"items": 52, "order": deck})
    commitments = [{"server_seed": seed(n).hex(), "server_seed_hash": commit(seed(n))} for n, _, _ in clients]
    return {"commitments": commitments, "words": words, "below": below, "shuffles": shuffles}


def win_facts(win: Win) -> dict[str, Any]:
    return {name: getattr(win, name) for name in Win.__slots__}


def round_facts(machine: Machine, facts: dict[str, Any], stake: int, outcome: SlotOutcome) -> dict[str, Any]:
    return {
        "machine_id": machine.id,
        "config_hash": config_hash(machine),
        **facts,
        "stake": stake,
        "stops": outcome.stops,
        "wins": [win_facts(win) for win in outcome.wins],
        "awarded": outcome.awarded,
        "free_spins": [
            {
                "stops": spin.stops,
                "wins": [win_facts(win) for win in spin.wins],
                "amount": spin.amount,
                "retriggered": spin.retriggered,
            }
            for spin in outcome.free_spins
        ],
        "feature_total": sum(spin.amount for spin in outcome.free_spins),
        "payout": outcome.payout,
    }


def interest(machine: Machine, outcome: SlotOutcome) -> tuple[bool, ...]:
    """What a round shows that another does not; the vectors take rounds of every kind."""
    wild = machine.wild.id if machine.wild else ""
    retriggers = sum(spin.retriggered > 0 for spin in outcome.free_spins)
    return (
        bool(outcome.wins),
        len(outcome.wins) > 1,
        any(win.symbol == wild for win in outcome.wins),
        bool(outcome.free_spins),
        retriggers > 0,
        retriggers > 1,
    )


def slot_vectors() -> dict[str, Any]:
    rounds: list[dict[str, Any]] = []
    for machine in shipped_machines().values():
        seen: dict[tuple[bool, ...], int] = {}
        kept: list[dict[str, Any]] = []
        for nonce in range(200_000):
            facts, draw = inputs(machine.id, "golden", nonce)
            stake = STAKES[nonce % len(STAKES)]
            outcome = play(machine, stake, draw)
            kind = interest(machine, outcome)
            if seen.get(kind, 0) < 2:
                seen[kind] = seen.get(kind, 0) + 1
                kept.append(round_facts(machine, facts, stake, outcome))
        rounds += kept[:2] + kept[2 - ROUNDS :] if len(kept) > ROUNDS else kept
    return {"rounds": rounds}


def compact(data: dict[str, Any]) -> str:
    """One case a line."""
    parts = []
    for name, cases in data.items():
        lines = ",\n".join("  " + json.dumps(case, ensure_ascii=False) for case in cases)
        parts.append(f" {json.dumps(name)}: [\n{lines}\n ]")
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    (FOLDER / "draw.json").write_text(compact(draw_vectors()))
    (FOLDER / "slot.json").write_text(compact(slot_vectors()))
