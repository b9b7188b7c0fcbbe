"""`python -m bench.simulate`: whole rounds a second of the simulator, of `play`, and the time of an exact enumeration.

Simulated spins count paid rounds only (free spins come on top), timed from the start of the worker
processes to the last tally, tables included; the rate by CPU second, over all processes, stays
meaningful on a machine that does other work. `play` is timed in one process with its draw, in CPU time.
"""

import argparse
import os
import time
from typing import Any

from bench.common import machine, record
from casino_club.domains.slot.catalog import shipped_machines
from casino_club.domains.slot.contracts import Machine
from casino_club.domains.slot.odds import compute_sheet
from casino_club.domains.slot.rules import play
from casino_club.domains.slot.simulate import Tally, compare, simulate
from casino_club.domains.slot.tables import machine_tables
from casino_club.kernel.rng import Draw

PLAYED_ROUNDS = 50_000
SEED = b"bench".ljust(32)


def cpu_seconds() -> float:
    """CPU time of this process and of the workers it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def time_simulation(one: Machine, spins: int, processes: int) -> tuple[float, float, Tally]:
    """Seconds, CPU seconds and result."""
    began, cpu_began = time.perf_counter(), cpu_seconds()
    total = sum(simulate(one, spins, seed=1, processes=processes), Tally())
    return time.perf_counter() - began, cpu_seconds() - cpu_began, total


def time_play(one: Machine) -> float:
    """Microseconds a round, the draw included."""
    machine_tables(one)
    began = time.process_time()
    for nonce in range(PLAYED_ROUNDS):
        play(one, 100, Draw(SEED, "bench", nonce))
    return (time.process_time() - began) / PLAYED_ROUNDS * 1e6


def measure(one: Machine, spins: int, processes: int) -> dict[str, Any]:
    """The figures of one machine."""
    seconds, cpu_s, total = time_simulation(one, spins, processes)
    began = time.process_time()
    sheet = compute_sheet(one)
    enumeration_s = time.process_time() - began
    comparison = compare(total, sheet)[0]
    return {
        "machine_id": one.id,
        "spins": total.spins,
        "million_spins_per_s": round(total.spins / seconds / 1e6, 1),
        "million_spins_per_cpu_s": round(total.spins / cpu_s / 1e6, 1),
        "rtp": round(total.rtp, 6),
        "rtp_z": round(comparison.z, 2),
        "play_us": round(time_play(one), 2),
        "enumeration_s": round(enumeration_s, 2),
    }


def main() -> None:
    """Measure every shipped machine and record the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--spins", type=int, default=400_000_000)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    print(f"machine: {machine()}; {options.processes} processes; load before: {os.getloadavg()[0]:.1f}")
    found: list[dict[str, Any]] = []
    for one in shipped_machines().values():
        figures = measure(one, options.spins, options.processes)
        found.append(figures)
        wall, cpu = figures["million_spins_per_s"], figures["million_spins_per_cpu_s"]
        rates = f"{wall:>6} million spins/s, {cpu:>5} by CPU second"
        check = f"RTP {figures['rtp']:.4%} (z {figures['rtp_z']:+.2f})"
        print(f"  {one.id:<12} {rates}   {check}   play {figures['play_us']} us   odds {figures['enumeration_s']} s")
    record("simulate", {"processes": options.processes, "machines": found})


if __name__ == "__main__":
    main()
