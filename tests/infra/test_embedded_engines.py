"""The embedded engines: durable settings, secrets kept, restart after kill -9, failures in words."""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import redis as redis_sync

from casino_club.infra.embedded import account as account_module
from casino_club.infra.embedded import postgres as postgres_module
from casino_club.infra.embedded.postgres import EmbeddedPostgres
from casino_club.infra.embedded.process import StartError, command_of, spawn, wait_ready
from casino_club.infra.embedded.valkey import EmbeddedValkey
from tests.support.product import make_data_dir


@pytest.fixture
def data_dir() -> Iterator[Path]:
    folder = make_data_dir()
    yield folder
    shutil.rmtree(folder)


def _wait_until(fact: Callable[[], bool], timeout_s: float = 10) -> bool:
    deadline = time.monotonic() + timeout_s
    while not fact():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _setting(url: str, name: str) -> str:
    with psycopg.connect(url) as connection:
        row = connection.execute(f"SHOW {name}".encode()).fetchone()
    assert row is not None
    return str(row[0])


def test_postgres_keeps_what_it_acknowledged_through_kill_9(data_dir: Path) -> None:
    postgres = EmbeddedPostgres(data_dir)
    postgres.start()
    url, pid = postgres.url, postgres.pid
    try:
        for name in ("fsync", "synchronous_commit", "full_page_writes", "data_checksums"):
            assert _setting(url, name) == "on", name
        assert _setting(url, "server_version").startswith("18.")
        assert _setting(url, "server_encoding") == "UTF8"
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)")
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        assert _wait_until(lambda: not postgres.alive())
        deadline = time.monotonic() + 10
        while True:  # backends of the dead server may hold its shared memory for a moment
            try:
                postgres.start()
                break
            except StartError:
                assert time.monotonic() < deadline
        assert postgres.url == url, "a restart must keep the URL others were given"
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT n FROM kept").fetchall() == [(7,)]
    finally:
        postgres.stop()
    assert not postgres.alive()


def test_the_url_is_the_same_for_the_next_supervisor(data_dir: Path) -> None:
    first = EmbeddedPostgres(data_dir)
    first.start()
    url = first.url
    first.stop()
    second = EmbeddedPostgres(data_dir)
    assert not second.running_elsewhere()
    second.start()
    try:
        assert second.url == url
        assert EmbeddedPostgres(data_dir).running_elsewhere()
    finally:
        second.stop()


def test_the_owner_is_no_superuser_and_may_create_roles(data_dir: Path) -> None:
    postgres = EmbeddedPostgres(data_dir)
    postgres.start()
    try:
        with psycopg.connect(postgres.url) as connection:
            facts = connection.execute(
                "SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
        assert facts == (False, True, False)
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(postgres.url.replace("casino:", "casino:x"))
    finally:
        postgres.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has somebody else to run as: start the tests as root")
def test_as_root_the_server_runs_as_nobody_and_owns_only_its_folder(data_dir: Path) -> None:
    postgres = EmbeddedPostgres(data_dir)
    postgres.start()
    try:
        assert Path(f"/proc/{postgres.pid}").stat().st_uid == pwd.getpwnam("nobody").pw_uid
        assert data_dir.stat().st_uid == 0
        assert (data_dir / "postgres").stat().st_uid == pwd.getpwnam("nobody").pw_uid
    finally:
        postgres.stop()


@pytest.fixture
def behind_a_closed_folder(data_dir: Path) -> Path:
    """A data folder as below `/root`: its parent lets only its owner pass."""
    closed = data_dir / "closed"
    closed.mkdir(mode=0o700)
    inside = closed / "data"
    inside.mkdir(mode=0o711)
    return inside


def test_a_data_folder_behind_a_closed_one_works(behind_a_closed_folder: Path) -> None:
    postgres = EmbeddedPostgres(behind_a_closed_folder)
    postgres.start()
    try:
        assert postgres.alive()
    finally:
        postgres.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has somebody else to run as: start the tests as root")
def test_without_the_right_to_pass_the_closed_folder_is_named(
    behind_a_closed_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account_module, "_permitted", lambda: 0)
    with pytest.raises(StartError) as refused:
        EmbeddedPostgres(behind_a_closed_folder).start()
    assert f"cannot enter {behind_a_closed_folder.parent}:" in str(refused.value)
    assert "\n" not in str(refused.value)
    behind_a_closed_folder.parent.chmod(0o711)
    found = account_module.account_for(behind_a_closed_folder)
    assert found is not None
    assert found.kept_capability is None


def test_secrets_are_for_their_owner_only(data_dir: Path) -> None:
    valkey = EmbeddedValkey(data_dir)
    valkey.start()
    try:
        for path in (data_dir / "secrets" / "valkey", data_dir / "valkey" / "valkey.conf"):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
        assert valkey.pid is not None
        password = (data_dir / "secrets" / "valkey").read_text().strip()
        assert password not in command_of(valkey.pid)
    finally:
        valkey.stop()


def test_valkey_keeps_its_data_asks_for_its_password_and_comes_back(data_dir: Path) -> None:
    valkey = EmbeddedValkey(data_dir)
    valkey.start()
    try:
        with redis_sync.Redis.from_url(valkey.url) as client:
            client.set("kept", "7")
            assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        with redis_sync.Redis(port=valkey.port) as stranger, pytest.raises(redis_sync.AuthenticationError):
            stranger.ping()
        url = valkey.url
        valkey.stop()
        valkey.start()
        assert valkey.url == url
        with redis_sync.Redis.from_url(url) as client:
            assert client.get("kept") == b"7"
    finally:
        valkey.stop()


def test_an_engine_that_dies_at_start_shows_its_log(data_dir: Path) -> None:
    postgres = EmbeddedPostgres(data_dir, overrides={"shared_buffers": "nonsense"})
    with pytest.raises(StartError) as failure:
        postgres.start()
    assert "exit code 1" in str(failure.value)
    assert 'invalid value for parameter "shared_buffers"' in str(failure.value)


def test_an_interrupted_initdb_starts_over(data_dir: Path) -> None:
    half_made = data_dir / "postgres" / "data.new"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")
    postgres = EmbeddedPostgres(data_dir)
    postgres.start()
    postgres.stop()
    assert not half_made.exists()


def test_a_stale_pid_file_with_a_strangers_pid_does_not_stop_the_start(data_dir: Path) -> None:
    postgres = EmbeddedPostgres(data_dir)
    postgres.start()
    postgres.stop()
    pid_file = data_dir / "postgres" / "data" / "postmaster.pid"
    with subprocess.Popen(["sleep", "60"], user="nobody" if os.geteuid() == 0 else None) as stranger:
        pid_file.write_text(f"{stranger.pid}\n{pid_file.parent}\n0\n")
        try:
            postgres.start()
            assert stranger.poll() is None
        finally:
            postgres.stop()
            stranger.kill()


def test_engines_die_with_whoever_started_them(data_dir: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path\n"
        "from casino_club.infra.embedded.postgres import EmbeddedPostgres\n"
        "from casino_club.infra.embedded.valkey import EmbeddedValkey\n"
        "engines = EmbeddedPostgres(Path(sys.argv[1])), EmbeddedValkey(Path(sys.argv[1]))\n"
        "for engine in engines: engine.start()\n"
        "print(*(engine.pid for engine in engines), flush=True); time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(data_dir)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(pids) == 2
        parent.kill()
    assert _wait_until(lambda: not any(command_of(pid) for pid in pids))


def test_a_server_that_outlived_its_supervisor_is_ended_before_the_next_starts(data_dir: Path) -> None:
    first = EmbeddedPostgres(data_dir)
    first.start()
    second = EmbeddedPostgres(data_dir)  # as a new supervisor would, holding the folder's lock
    second.start()
    try:
        assert _wait_until(lambda: not first.alive())
        assert second.alive()
    finally:
        second.stop()


def test_a_hanging_start_is_cut_off(data_dir: Path) -> None:
    log = data_dir / "log" / "sleeper.log"
    process = spawn(["sleep", "60"], log=log, death_signal=signal.SIGKILL)
    with pytest.raises(StartError, match="not ready within"):
        wait_ready("sleeper", process, lambda: False, log=log, timeout_s=0.2)
    assert process.poll() is not None


def test_a_long_data_dir_goes_without_the_unix_socket(data_dir: Path) -> None:
    long = data_dir / ("d" * 90)
    long.mkdir(mode=0o711)
    postgres = EmbeddedPostgres(long)
    postgres.start()
    try:
        assert _setting(postgres.superuser_url(), "unix_socket_directories") == ""
    finally:
        postgres.stop()


def test_a_missing_wheel_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_module, "find_spec", lambda _name: None)
    with pytest.raises(StartError, match="set DATABASE_URL"):
        postgres_module.bin_dir()
