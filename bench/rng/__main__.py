"""`python -m bench.rng`: the battery over a long stream of the product's words, or the stream itself for other tools.

python -m bench.rng                                   # 10^8 words, half by nonce, half along one draw
python -m bench.rng --write - | RNG_test stdin32      # PractRand, dieharder -g 200, TestU01 by a pipe
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

from bench.common import machine, record
from bench.rng.battery import WordBattery
from bench.rng.checks import FAMILY_ALPHA, suspicious
from bench.rng.stream import Words, first_blocks, matches_draw, one_draw

Stream = Callable[..., Iterator[Words]]
STREAMS: Final[dict[str, Stream]] = {"by nonce": first_blocks, "one draw": one_draw}
SAMPLE_NONCES: Final = 2000


def judge(name: str, server_seed: bytes, client_seed: str, words: int) -> dict[str, Any]:
    """One stream through the battery: its figures, and what is suspicious."""
    battery = WordBattery()
    began = time.perf_counter()
    for chunk in STREAMS[name](server_seed, client_seed, words=words):
        battery.feed(chunk)
    verdicts = sorted(battery.verdicts(), key=lambda one: one.p)
    found = suspicious(verdicts)
    seconds = time.perf_counter() - began
    state = "passed" if not found else "FAILED: " + ", ".join(one.name for one in found)
    print(f"  {name:<9} {battery.words:>11,} words, {len(verdicts)} tests, {seconds:5.1f} s   {state}")
    for one in verdicts[:3]:
        print(f"    least likely: {one.name:<22} p = {one.p:.4f}")
    return {
        "stream": name,
        "words": battery.words,
        "tests": len(verdicts),
        "suspicious": [one.name for one in found],
        "p_min": verdicts[0].p,
        "p_min_of": verdicts[0].name,
        "seconds": round(seconds, 1),
    }


def write(target: str, server_seed: bytes, client_seed: str, words: int) -> None:
    """Words as little-endian bytes, to a file or, for `-`, to standard output until the reader has enough."""

    def pour(out: BinaryIO) -> None:
        for chunk in first_blocks(server_seed, client_seed, words=words):
            out.write(chunk.astype("<u4").tobytes())

    if target != "-":
        with Path(target).open("wb") as out:
            pour(out)
        return
    try:
        pour(sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        sys.stdout = None  # the reader has enough; nothing is left to flush at exit


def main() -> int:
    """Run, print, record. Exit status 1 when the battery rejects the draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=100_000_000)
    parser.add_argument("--server-seed", default="00" * 31 + "01", help="32 bytes, hex")
    parser.add_argument("--client-seed", default="bench")
    parser.add_argument(
        "--write", metavar="FILE", help="write the words there (- is standard output) and judge nothing"
    )
    options = parser.parse_args()
    server_seed = bytes.fromhex(options.server_seed)
    if options.write:
        write(options.write, server_seed, options.client_seed, options.words)
        return 0
    print(f"machine: {machine()}")
    if not matches_draw(server_seed, options.client_seed, nonces=SAMPLE_NONCES):
        print("the bulk words are not the words of the draw")
        return 1
    print(f"  the bulk words are those of the draw on {SAMPLE_NONCES} nonces; family-wise level {FAMILY_ALPHA}")
    found = [judge(name, server_seed, options.client_seed, options.words // len(STREAMS)) for name in STREAMS]
    record("rng", {"streams": found})
    return int(any(one["suspicious"] for one in found))


if __name__ == "__main__":
    sys.exit(main())
