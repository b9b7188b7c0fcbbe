"""`python -m bench.life --players 1000 --days 30`: a month of players on the real product, then all counted again.

Needs libfaketime (Debian's package `faketime`). Every day PostgreSQL, Valkey, the API and the worker move on together;
processes die by kill -9 while people play and claim. Ends with what is wrong, by own arithmetic, by the product's audit
and by a recount of every tally; exit code 1 when anything is.
"""

import argparse
import asyncio
import sys
import time
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import httpx

from bench.common import machine, record
from tests.support.life_club import Club, Life
from tests.support.life_judge import problems_of
from tests.support.life_recount import stored_tallies
from tests.support.shifted import NO_FAKETIME, ShiftedProduct, find_library, shifted_product

FIRST_DAY: Final = date(2027, 1, 20)
SHOWN_MAX: Final = 20
_NEXT_MONTH: Final = timedelta(days=31)
"""Later than that a recount would leave out the first days, which the club keeps for 62."""


async def live(product: ShiftedProduct, life: Life) -> Club:
    """Every day of the life, and the day on which nothing of it is open any more."""
    limits = httpx.Limits(max_connections=4 * life.at_once)
    base_url = product.product.base_url
    async with httpx.AsyncClient(base_url=base_url, trust_env=False, timeout=60, limits=limits) as http:
        club = Club(product, life, http)
        began = time.monotonic()
        await club.open()
        for number in range(life.days):
            await club.live(number, FIRST_DAY + timedelta(days=number))
            print(f"\rday {number + 1} after {time.monotonic() - began:.0f} s, {club.kills.total()} kills", end="")
            sys.stdout.flush()
        last = FIRST_DAY + timedelta(days=life.days)
        await club.end_season((last + _NEXT_MONTH).replace(day=1))
        print()
    return club


def figures_of(club: Club) -> dict[str, Any]:
    """What the life was made of."""
    answers = Counter[int]()
    for player in club.players:
        answers.update(player.answers)
    counts = club.rows(
        "SELECT (SELECT count(*) FROM rounds), (SELECT count(*) FROM reward_grants), (SELECT count(*) FROM tallies),"
        " (SELECT count(*) FROM stage_gifts), (SELECT count(*) FROM friendships)"
    )[0]
    return {
        **dict(zip(("rounds", "grants", "tallies", "gifts", "friendships"), counts, strict=True)),
        "claims_that_gave": sum(player.applied.total() for player in club.players),
        "kills": dict(club.kills),
        "answers": {str(status): times for status, times in sorted(answers.items())},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--players", type=int, default=1000)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=4, help="the most one player plays on one day")
    parser.add_argument("--absent", type=float, default=0.75, help="the chance that a player stays away for a day")
    asked = parser.parse_args()
    library = find_library()
    if library is None:
        sys.exit(NO_FAKETIME)
    print(machine())
    life = Life(players=asked.players, days=asked.days, rounds_max=asked.rounds, absent=asked.absent)
    with shifted_product(datetime.combine(FIRST_DAY, datetime.min.time(), UTC), library) as product:
        began = time.monotonic()
        club = asyncio.run(live(product, life))
        seconds = round(time.monotonic() - began, 1)
        problems = problems_of(club)
        before = stored_tallies(club.url, versions=True)
        commands = {name: product.product.run(*name.split(), timeout_s=1800) for name in ("progress rebuild", "audit")}
        problems += [f"{name}: {done.stdout}{done.stderr}" for name, done in commands.items() if done.returncode]
        after = stored_tallies(club.url, versions=True)
        changed = sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
        problems += [f"counting {scope} of player {user_id} again changed it" for user_id, scope in changed]
        figures = figures_of(club)
    print(f"{asked.players} players, {asked.days} days in {seconds} s: {figures}")
    print("\n".join(problems[:SHOWN_MAX]) or "nothing lost, nothing twice")
    record(
        "life", {"players": asked.players, "days": asked.days, "seconds": seconds, **figures, "problems": len(problems)}
    )
    sys.exit(int(bool(problems)))


if __name__ == "__main__":
    main()
