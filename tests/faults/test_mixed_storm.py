"""Every game at once while processes and engines are killed: each bet ends once, a key has one answer, books agree."""

import asyncio
import shutil
import signal
from collections.abc import Iterator

import httpx
import pytest

from casino_club.infra.embedded.postgres import EmbeddedPostgres
from tests.faults.test_kill_under_load import API, WORKER, Storm, sign_up
from tests.support.mixed_play import MixedPlayer, count_rounds, until_shared_rounds_end
from tests.support.product import Product, make_data_dir

pytestmark = pytest.mark.faults

PLAYERS = 6
MOVES = 60
SHARED_ROUND_MAX_S = 120
"""A roulette round, and a crash round that climbs unusually high, end well within it."""


@pytest.fixture
def own_product() -> Iterator[Product]:
    running = Product(make_data_dir())
    try:
        running.start()
        yield running
    finally:
        running.stop()
        shutil.rmtree(running.data_dir)


async def test_a_mixed_load_with_kills_leaves_clean_books(own_product):
    storm = Storm(own_product)
    url = EmbeddedPostgres(own_product.data_dir).url
    async with httpx.AsyncClient(base_url=own_product.base_url, trust_env=False, timeout=10) as http:
        players = [MixedPlayer(http, await sign_up(own_product, number), number) for number in range(PLAYERS)]
        playing = asyncio.gather(*(player.play(MOVES) for player in players))
        blows = [
            storm.kill(*API),
            storm.kill(*WORKER),
            storm.kill("bin/postgres", "-D", how=signal.SIGQUIT),
            storm.kill("valkey-server"),
        ]
        for number, blow in enumerate(blows, start=1):
            while sum(player.asked.total() for player in players) < number * PLAYERS * MOVES / (len(blows) + 2):
                assert not playing.done()
                await asyncio.sleep(0.01)
            blow()
        await playing
        own_product.wait_ready()
        for player in players:
            await player.repeat_some(10)
        await until_shared_rounds_end(url, SHARED_ROUND_MAX_S)
    assert count_rounds(url)[0] >= sum(player.settled for player in players)
    audit = own_product.run("audit")
    assert audit.returncode == 0, audit.stdout + audit.stderr
