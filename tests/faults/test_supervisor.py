"""`casino-club up` under fire: what dies comes back, nothing outlives the supervisor, refusals are one line."""

import os
import shutil
import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psycopg
import pytest

from casino_club.infra.embedded.postgres import EmbeddedPostgres
from tests.conftest import Engines
from tests.support.product import Product, make_data_dir, processes_of

pytestmark = pytest.mark.faults

BACK_S = 3.0
"""The product's promise for a killed child."""
PARTS = {"api": " api --fd", "worker": "casino_club worker", "postgres": "bin/postgres -D", "valkey": "valkey-server"}


@pytest.fixture
def product_here() -> Iterator[Product]:
    """A product of this test's own, not started; nothing of it is left afterwards."""
    product = Product(make_data_dir())
    try:
        yield product
    finally:
        if product.process is not None and product.process.poll() is None:
            product.stop()
        shutil.rmtree(product.data_dir)


@pytest.fixture(scope="module")
def running() -> Iterator[Product]:
    """A started product shared by the tests that leave it healthy."""
    product = Product(make_data_dir())
    try:
        product.start()
        yield product
    finally:
        product.stop()
        shutil.rmtree(product.data_dir)


def _until(fact: Callable[[], bool], timeout_s: float) -> bool:
    deadline = time.monotonic() + timeout_s
    while not fact():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _pids(product: Product, part: str) -> list[int]:
    return [pid for pid, command in processes_of(product.data_dir).items() if PARTS[part] in command]


def _refusal(product: Product) -> str:
    """Starts it, expects a refusal, and answers with what the terminal showed."""
    result = product.run("up")
    assert result.returncode == 1, result.stdout + result.stderr
    shown = result.stderr.strip()
    assert shown.startswith("error:")
    assert "Traceback" not in shown
    return shown


@pytest.mark.parametrize("part", PARTS)
def test_a_child_killed_with_9_is_back_in_time(running: Product, part: str) -> None:
    (before,) = _pids(running, part)
    os.kill(before, signal.SIGKILL)
    assert _until(lambda: _pids(running, part) not in ([], [before]), BACK_S), running.console.read_text()
    running.wait_ready(20)
    assert f"{part} died with signal SIGKILL" in running.console.read_text()
    assert f"log/{part}.log:" in running.console.read_text(), "the message shows the log's last lines"


def test_connections_wait_while_the_api_restarts(running: Product) -> None:
    (before,) = _pids(running, "api")
    os.kill(before, signal.SIGKILL)
    answer = httpx.get(f"{running.base_url}/health", timeout=20, trust_env=False)
    assert answer.status_code == httpx.codes.OK


def test_a_second_start_is_refused_in_one_line(running: Product) -> None:
    shown = _refusal(running)
    assert "\n" not in shown
    assert f"already running on {running.data_dir}" in shown
    assert f"(pid {running.pid})" in shown
    assert running.ready()


def test_commands_use_the_running_engines(running: Product) -> None:
    result = running.run("migrate", "current")
    assert result.returncode == 0, result.stderr
    assert len(_pids(running, "postgres")) == 1


def test_a_killed_supervisor_leaves_no_orphan_and_loses_nothing(product_here: Product) -> None:
    product_here.start()
    url = EmbeddedPostgres(product_here.data_dir).url
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
    product_here.kill()
    assert _until(lambda: not processes_of(product_here.data_dir), 15), processes_of(product_here.data_dir)
    product_here.start()
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT n FROM kept").fetchall() == [(7,)]


def test_a_start_right_after_a_kill_works(product_here: Product) -> None:
    product_here.start()
    product_here.kill()
    product_here.start()
    assert len(_pids(product_here, "postgres")) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_everything_in_order(product_here: Product, number: signal.Signals) -> None:
    product_here.start()
    assert product_here.process is not None
    product_here.process.send_signal(number)
    assert product_here.process.wait(60) == 0
    assert not processes_of(product_here.data_dir)
    assert "database system is shut down" in (product_here.data_dir / "log" / "postgres.log").read_text()


def test_a_signal_during_the_start_stops_too(product_here: Product) -> None:
    product_here.launch()
    assert _until((product_here.data_dir / "postgres").exists, 20)
    assert product_here.process is not None
    product_here.process.send_signal(signal.SIGHUP)
    assert product_here.process.wait(60) == 0
    assert _until(lambda: not processes_of(product_here.data_dir), 1), processes_of(product_here.data_dir)


def test_a_taken_port_is_said_before_anything_starts(product_here: Product) -> None:
    with socket.create_server(("127.0.0.1", product_here.port)):
        shown = _refusal(product_here)
    assert "\n" not in shown
    assert f"cannot use 127.0.0.1:{product_here.port}" in shown
    assert "choose another PORT" in shown
    assert not (product_here.data_dir / "postgres").exists()


def test_an_unwritable_folder_is_said_in_one_line() -> None:
    shown = _refusal(Product(Path("/proc/casino-club")))
    assert "\n" not in shown
    assert "DATA_DIR /proc/casino-club cannot be written" in shown


def test_production_refuses_to_embed(product_here: Product) -> None:
    product_here.environment = {"ENVIRONMENT": "production", "JWT_SECRET_KEY": "x" * 40}
    shown = _refusal(product_here)
    assert "DATABASE_URL and REDIS_URL must be set" in shown


def test_several_api_processes_share_the_port(product_here: Product) -> None:
    product_here.environment = {"WEB_CONCURRENCY": "2"}
    product_here.start()
    pids = _pids(product_here, "api")
    assert len(pids) == 2
    os.kill(pids[0], signal.SIGKILL)
    assert product_here.ready(), "the other process serves"


def test_engines_by_url_are_used_and_not_embedded(
    engines: Engines, fresh_database_url: str, product_here: Product
) -> None:
    product_here.environment = {"DATABASE_URL": fresh_database_url, "REDIS_URL": engines.valkey.url}
    product_here.start()
    assert not (product_here.data_dir / "postgres").exists()
    assert not (product_here.data_dir / "valkey").exists()


def test_an_engine_that_cannot_start_is_said_with_its_log(product_here: Product) -> None:
    product_here.start()
    product_here.stop()
    (product_here.data_dir / "postgres" / "data" / "local.conf").write_text("shared_buffers = 'nonsense'\n")
    shown = _refusal(product_here)
    assert "postgres ended at start" in shown
    assert 'invalid value for parameter "shared_buffers"' in shown
    assert not processes_of(product_here.data_dir)
