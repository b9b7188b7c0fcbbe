"""`python -m bench.mixed --rounds 100000`: every game at once over HTTP while parts are killed, then the audit.

Players repeat a request with its key until it is answered. Every `--blow-every` seconds one part dies in turn: API,
worker, PostgreSQL (immediate stop), Valkey. Ends with the audit's verdict; exit code 1 when it is not clean.
"""

import argparse
import asyncio
import os
import signal
import sys
import time
from collections import Counter
from contextlib import AsyncExitStack
from datetime import timedelta
from itertools import cycle
from typing import Any, Final

import httpx

from bench.common import RunningProduct, machine, record, running_product
from bench.spin.players import make_players
from casino_club.domains.audit.public import run_audit
from casino_club.domains.auth.tokens import AccessTokens
from casino_club.infra.db.engine import Database
from casino_club.infra.embedded.postgres import EmbeddedPostgres
from casino_club.infra.settings import Settings, jwt_secret
from tests.support.mixed_play import MixedPlayer, count_rounds, until_shared_rounds_end
from tests.support.product import processes_of

VICTIMS: Final = (
    (" api", signal.SIGKILL),
    (" worker", signal.SIGKILL),
    ("bin/postgres -D", signal.SIGQUIT),
    ("valkey-server", signal.SIGKILL),
)
MOVES_A_TURN: Final = 20
GOLD: Final = 10_000_000


async def strike(product: RunningProduct, every_s: float, struck: Counter[str]) -> None:
    """Kill one part after another, for ever."""
    for words, number in cycle(VICTIMS):
        await asyncio.sleep(every_s)
        found = [pid for pid, command in processes_of(product.data_dir).items() if words in command]
        if found:
            os.kill(min(found), number)
            struck[words.strip()] += 1


async def play(product: RunningProduct, url: str, tokens: list[str], rounds: int, every_s: float) -> dict[str, Any]:
    """Play until so many rounds are settled, kills falling meanwhile."""
    struck = Counter[str]()
    async with AsyncExitStack() as clients:
        players: list[MixedPlayer] = []
        for number, token in enumerate(tokens):
            # A client each: a pool that many players share is searched whole for every request.
            client = httpx.AsyncClient(
                base_url=f"http://127.0.0.1:{product.port}", trust_env=False, verify=False, timeout=10
            )
            http = await clients.enter_async_context(client)
            players.append(MixedPlayer(http, {"Authorization": f"Bearer {token}"}, number))
        began = time.perf_counter()
        striking = asyncio.create_task(strike(product, every_s, struck))

        async def keep_playing(player: MixedPlayer) -> None:
            while count < rounds:
                await player.play(MOVES_A_TURN)

        count = 0
        playing = [asyncio.create_task(keep_playing(player)) for player in players]
        while count < rounds and not any(task.done() for task in playing):
            await asyncio.sleep(2)
            try:
                count = count_rounds(url)[0]
            except Exception:  # noqa: BLE001 - PostgreSQL has just been killed
                continue
            print(f"\r{count:,} rounds, {struck.total()} kills", end="", flush=True)
        await asyncio.gather(*playing)
        elapsed_s = time.perf_counter() - began
        striking.cancel()
        await asyncio.gather(*(player.repeat_some(5) for player in players))
        await until_shared_rounds_end(url, 180)
    asked = Counter[str]()
    for player in players:
        asked.update(player.asked)
    settled = count_rounds(url)[0]
    return {
        "rounds": settled,
        "seconds": round(elapsed_s, 1),
        "kills": dict(struck),
        "answers": dict(sorted(asked.items())),
    }


async def audit(url: str) -> list[str]:
    """Names of the invariants that are broken."""
    database = Database(url, application_name="bench-audit")
    report = await run_audit(database)
    await database.close()
    return [finding.check for finding in report.findings if finding.violations]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100_000)
    parser.add_argument("--players", type=int, default=96)
    parser.add_argument("--blow-every", type=float, default=40.0)
    asked = parser.parse_args()
    print(machine())
    with running_product() as product:
        url = EmbeddedPostgres(product.data_dir).url
        tokens = AccessTokens(jwt_secret(Settings(data_dir=product.data_dir)), timedelta(hours=6))
        players = make_players(url, tokens, count=asked.players, gold=GOLD)
        figures = asyncio.run(play(product, url, players, asked.rounds, asked.blow_every))
        broken = asyncio.run(audit(url))
    print(f"\n{figures['rounds']:,} rounds in {figures['seconds']} s, kills {figures['kills']}")
    for answer, times in figures["answers"].items():
        print(f"  {answer:>28} {times:>8,}")
    print("audit: " + (", ".join(broken) or "clean"))
    record("mixed", figures | {"broken": broken})
    sys.exit(int(bool(broken)))


if __name__ == "__main__":
    main()
