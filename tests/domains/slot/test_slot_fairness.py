"""The mapping from seeds to slot rounds: golden rounds, and a battery that finds bias."""

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casino_club.domains.slot.catalog import config_hash, shipped_machines
from casino_club.domains.slot.contracts import Machine
from casino_club.domains.slot.rules import play
from casino_club.domains.slot.sheets import published_sheet
from casino_club.kernel.rng import WORD_RANGE, Draw, commit
from tests.golden.write import compact, draw_vectors, round_facts
from tests.support.statistics import uniform_z

GOLDEN = Path(__file__).parents[2] / "golden"
ROUNDS: list[dict[str, Any]] = json.loads((GOLDEN / "slot.json").read_text())["rounds"]
INPUTS = ("server_seed", "client_seed", "nonce")
SEED = b"the battery's own seed".ljust(32)
SPINS = 30_000
Z_MAX = 4.0


@pytest.mark.parametrize("vector", ROUNDS, ids=lambda one: f"{one['machine_id']}-{one['nonce']}")
def test_golden_rounds(vector: dict[str, Any]) -> None:
    machine = shipped_machines()[vector["machine_id"]]
    assert config_hash(machine) == vector["config_hash"]
    inputs = {name: vector[name] for name in INPUTS}
    draw = Draw(bytes.fromhex(vector["server_seed"]), vector["client_seed"], vector["nonce"])
    facts = round_facts(machine, inputs, vector["stake"], play(machine, vector["stake"], draw))
    assert json.loads(json.dumps(facts)) == vector


def test_golden_rounds_cover_the_law() -> None:
    for name, machine in shipped_machines().items():
        rounds = [one for one in ROUNDS if one["machine_id"] == name]
        assert len(rounds) >= 8
        assert any(not one["payout"] for one in rounds)
        if machine.free_spins:
            assert any(spin["retriggered"] for one in rounds for spin in one["free_spins"])


def test_the_draw_vectors_are_what_their_writer_writes() -> None:
    assert (GOLDEN / "draw.json").read_text() == compact(draw_vectors())


class BiasedDraw(Draw):
    """Slightly wrong: one stop in forty is taken from the lower half of the strip."""

    __slots__ = ()

    def below(self, n: int) -> int:
        value = super().below(n)
        return value // 2 if self.word() < WORD_RANGE // 40 else value


class StickyDraw(Draw):
    """Each stop is uniform, but now and then a reel repeats the stop of the reel before it."""

    __slots__ = ("_last",)

    def __init__(self, server_seed: bytes, client_seed: str, nonce: int) -> None:
        super().__init__(server_seed, client_seed, nonce)
        self._last = super().below(WORD_RANGE)

    def below(self, n: int) -> int:
        if self.word() >= WORD_RANGE // 20:
            self._last = super().below(WORD_RANGE)
        return self._last * n // WORD_RANGE


def stops_of(machine: Machine, kind: type[Draw]) -> list[tuple[int, ...]]:
    return [play(machine, 10, kind(SEED, "battery", nonce)).stops for nonce in range(SPINS)]


def reel_z(machine: Machine, stops: list[tuple[int, ...]]) -> float:
    """The worst reel's fit to uniform stops."""
    found: list[float] = []
    for reel, strip in enumerate(machine.strips):
        seen = Counter(stop[reel] for stop in stops)
        found.append(uniform_z([seen[at] for at in range(len(strip))]))
    return max(found, key=abs)


def pair_z(machine: Machine, stops: list[tuple[int, ...]]) -> float:
    """The worst neighbouring pair of reels, each cut into eighths."""
    found: list[float] = []
    for reel in range(machine.reels - 1):
        a, b = len(machine.strips[reel]) // 8, len(machine.strips[reel + 1]) // 8
        inside = [(stop[reel] // a, stop[reel + 1] // b) for stop in stops]
        seen = Counter(pair for pair in inside if max(pair) < 8)
        found.append(uniform_z([seen[x, y] for x in range(8) for y in range(8)]))
    return max(found, key=abs)


def serial_z(machine: Machine, stops: list[tuple[int, ...]]) -> float:
    """One reel's stop against the same reel's stop of the next nonce, each cut into eighths."""
    size = len(machine.strips[0]) // 8
    cut = [stop[0] // size for stop in stops]
    seen = Counter(pair for pair in zip(cut[::2], cut[1::2], strict=True) if max(pair) < 8)
    return uniform_z([seen[x, y] for x in range(8) for y in range(8)])


BATTERY: list[Callable[[Machine, list[tuple[int, ...]]], float]] = [reel_z, pair_z, serial_z]


@pytest.mark.parametrize("machine", shipped_machines().values(), ids=shipped_machines())
def test_stops_are_uniform_and_independent(machine: Machine) -> None:
    stops = stops_of(machine, Draw)
    for statistic in BATTERY:
        assert abs(statistic(machine, stops)) < Z_MAX, statistic.__name__


def test_the_battery_finds_a_slight_bias() -> None:
    machine = shipped_machines()["ring-fruits"]
    assert reel_z(machine, stops_of(machine, BiasedDraw)) > Z_MAX


def test_the_battery_finds_reels_that_follow_each_other() -> None:
    machine = shipped_machines()["ring-fruits"]
    stops = stops_of(machine, StickyDraw)
    assert abs(reel_z(machine, stops)) < Z_MAX
    assert pair_z(machine, stops) > Z_MAX


def test_the_battery_finds_a_nonce_that_sometimes_stands_still() -> None:
    machine = shipped_machines()["ring-fruits"]
    nonces = [nonce - (nonce % 20 == 1) for nonce in range(SPINS)]
    stops = [play(machine, 10, Draw(SEED, "battery", nonce)).stops for nonce in nonces]
    assert serial_z(machine, stops) > Z_MAX


def test_the_document_tells_what_is_published_and_its_round_by_hand_is_golden() -> None:
    text = (Path(__file__).parents[3] / "docs" / "fairness.md").read_text()
    for machine in shipped_machines().values():
        sheet = published_sheet(machine)
        line = next(line for line in text.splitlines() if line.startswith(f"| {machine.name.en},"))
        told = [f"{sheet.rtp * 100:.6f} %", f"{sheet.hit_rate * 100:.4f} %", f"{sheet.sigma:.4f}"]
        told.append(f"{sheet.max_win:,}x".removesuffix(".0x").replace(",", " "))
        assert all(figure in line for figure in told), line
    vector = next(one for one in ROUNDS if one["server_seed"] in text and f"golden:{one['nonce']}:0" in text)
    draw = Draw(bytes.fromhex(vector["server_seed"]), vector["client_seed"], vector["nonce"])
    strips = shipped_machines()[vector["machine_id"]].strips
    hand = re.findall(r"^word ([0-9a-f]{8}) = +(\d+) +floor\(2\^32 / (\d+)\) = (\d+) +stop +(\d+)$", text, re.MULTILINE)
    assert [int(stop) for *_, stop in hand] == vector["stops"]
    for (word_hex, word, length, size, stop), strip in zip(hand, strips, strict=True):
        assert int(word_hex, 16) == int(word) == draw.word()
        assert (int(length), int(size)) == (len(strip), WORD_RANGE // len(strip))
        assert int(stop) == int(word) // int(size)
    assert commit(bytes.fromhex(vector["server_seed"])) in text
