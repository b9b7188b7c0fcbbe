"""The supervisor's life: hold the folder and the port, start engines, migrate, seed, start programs, watch, stop.

One thread: the parent-death signal of a child fires when the thread that spawned it ends.
"""

import asyncio
import http.client
import shutil
import signal
import socket
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Final

from prometheus_client import multiprocess
from rich.console import Console

from casino_club.entrypoints.supervisor.folder import held_data_dir
from casino_club.entrypoints.supervisor.logs import Follower, is_news, rotate
from casino_club.entrypoints.supervisor.part import Part, Program, Watch
from casino_club.infra.embedded.postgres import EmbeddedPostgres
from casino_club.infra.embedded.process import StartError, exit_text, last_lines
from casino_club.infra.embedded.valkey import EmbeddedValkey
from casino_club.infra.settings import Settings, jwt_secret, webhook_keys

_STOP_SIGNALS: Final = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_TICK_S: Final = 0.1
_READY_TIMEOUT_S: Final = 60.0
_PROBE_TIMEOUT_S: Final = 1.0
"""A request into a dead API's queue must not hide that it died."""
_PORT_WAIT_S: Final = 2.0
"""A supervisor killed a moment ago may still be letting go of the port."""


class _StopRequested(BaseException):
    """A signal to stop arrived; raised in the main thread wherever it is."""


def up(settings: Settings) -> None:
    """Run the product until SIGTERM or SIGINT. Raises `StartError` in words for the terminal when it cannot."""
    settings = settings.model_copy(update={"data_dir": settings.data_dir.resolve()})
    with _stop_signals(), held_data_dir(settings.data_dir), _bound_port(settings.host, settings.port) as door:
        supervisor = _Supervisor(settings, door)
        try:
            supervisor.start()
            supervisor.watch()
        except _StopRequested:
            supervisor.console.print("stopping …")
        finally:
            for number in _STOP_SIGNALS:
                signal.signal(number, signal.SIG_IGN)  # every wait below is bounded
            supervisor.stop()
        supervisor.console.print("stopped")


class _Supervisor:
    """Parts in the order they start; they stop in the opposite order."""

    def __init__(self, settings: Settings, door: socket.socket) -> None:
        self.console = Console(soft_wrap=True, highlight=False)
        self._settings = settings
        self._door = door
        self._mail_door: socket.socket | None = None
        self._metrics_dir = settings.data_dir / "run" / "metrics"
        self._parts: list[Part] = []
        self._followers: list[tuple[str, Follower]] = []

    def start(self) -> None:
        """Everything up to an answering `/ready`; a part that dies on the way ends the start."""
        began = time.monotonic()
        self._start_engines()
        self._prepare_database()
        programs = self._programs()
        for program in programs:
            rotate(program.log)
            self._followers.append((program.name, Follower(program.log)))
            self._parts.append(program)
            program.start()
        with self.console.status("opening the doors …"):
            self._wait_until_ready(programs)
        host = "127.0.0.1" if self._settings.host in {"0.0.0.0", "::"} else self._settings.host  # noqa: S104
        url = f"http://{host}:{self._settings.port}"
        self._done("ready", time.monotonic() - began)
        self.console.print(f"[bold]Casino-Club is open:[/] [bold cyan]{url}[/]  (Ctrl-C stops it)")

    def watch(self) -> None:
        """Restart what dies, show what children log, forever."""
        watches = [Watch(part) for part in self._parts]
        while True:
            for watch in watches:
                pid = watch.part.pid
                message = watch.check(time.monotonic())
                if message is not None:
                    self.console.print(message, markup=False, style="yellow")
                    if pid is not None and not watch.part.alive():
                        multiprocess.mark_process_dead(pid, str(self._metrics_dir))  # pyright: ignore[reportUnknownMemberType]
            self._show_logs()
            time.sleep(_TICK_S)

    def stop(self) -> None:
        """Programs first, engines last, each within its bound."""
        for part in reversed(self._parts):
            part.stop()
        if self._mail_door is not None:
            self._mail_door.close()
        self._show_logs()

    def _start_engines(self) -> None:
        data_dir, updates = self._settings.data_dir, dict[str, str]()
        if self._settings.database_url is None:
            postgres = EmbeddedPostgres(data_dir)
            self._step("PostgreSQL 18", lambda: self._start_engine(postgres))
            updates["database_url"] = postgres.url
        if self._settings.redis_url is None:
            valkey = EmbeddedValkey(data_dir)
            self._step("Valkey 9", lambda: self._start_engine(valkey))
            updates["redis_url"] = valkey.url
        self._settings = self._settings.model_copy(update=updates)

    def _start_engine(self, engine: Part) -> None:
        rotate(engine.log)
        self._parts.append(engine)
        engine.start()

    def _prepare_database(self) -> None:
        # Imported here: these load the whole product, and a refused start should answer at once.
        from sqlalchemy.exc import DBAPIError  # noqa: PLC0415

        from casino_club.entrypoints.seed import seed  # noqa: PLC0415
        from casino_club.infra.db import migrate  # noqa: PLC0415

        database_url = str(self._settings.database_url)
        try:
            self._step("database migrated", lambda: migrate.upgrade(database_url))
        except DBAPIError as error:
            raise StartError(f"the database cannot be migrated: {str(error.orig).splitlines()[0]}") from error
        # Made before several processes could each make one.
        jwt_secret(self._settings)
        webhook_keys(self._settings)
        if self._settings.seed_accounts:
            self._step("accounts seeded", lambda: asyncio.run(seed(self._settings)))

    def _programs(self) -> list[Program]:
        settings, count = self._settings, self._settings.web_concurrency
        shutil.rmtree(self._metrics_dir, ignore_errors=True)
        self._metrics_dir.mkdir(parents=True)
        environment = {
            "DATA_DIR": str(settings.data_dir),
            "DATABASE_URL": str(settings.database_url),
            "REDIS_URL": str(settings.redis_url),
            "PROMETHEUS_MULTIPROC_DIR": str(self._metrics_dir),
        }
        logs, fd = settings.data_dir / "log", self._door.fileno()
        sinks: list[Program] = []
        if settings.smtp_url is None and not settings.is_production:
            self._mail_door = socket.create_server(("127.0.0.1", 0))
            environment["SMTP_URL"] = f"smtp://127.0.0.1:{self._mail_door.getsockname()[1]}"
            mail_fd = self._mail_door.fileno()
            command = ("mail-sink", "--fd", str(mail_fd))
            sinks = [Program("mail-sink", command, logs / "mail-sink.log", environment, (mail_fd,))]
        names = ["api"] if count == 1 else [f"api-{number}" for number in range(1, count + 1)]
        apis = [Program(name, ("api", "--fd", str(fd)), logs / f"{name}.log", environment, (fd,)) for name in names]
        return [*sinks, Program("worker", ("worker",), logs / "worker.log", environment), *apis]

    def _wait_until_ready(self, programs: Sequence[Program]) -> None:
        deadline = time.monotonic() + _READY_TIMEOUT_S
        while (reason := self._not_ready()) is not None:
            for program in programs:
                if not program.alive():
                    ending = exit_text(program.returncode or 0)
                    raise StartError(f"{program.name} ended at start with {ending}; {last_lines(program.log)}")
            if time.monotonic() > deadline:
                log = last_lines(programs[-1].log)
                raise StartError(f"not ready within {_READY_TIMEOUT_S:.0f} s ({reason}); {log}")
            time.sleep(_TICK_S / 2)

    def _not_ready(self) -> str | None:
        """Why `/ready` does not answer 200, None when it does."""
        host, port = self._door.getsockname()[:2]
        host = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104
        connection = http.client.HTTPConnection(host, port, timeout=_PROBE_TIMEOUT_S)
        try:
            connection.request("GET", "/ready")
            answer = connection.getresponse()
            return None if answer.status == http.client.OK else answer.read(500).decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            return str(error)
        finally:
            connection.close()

    def _show_logs(self) -> None:
        for name, follower in self._followers:
            for line in follower.new_lines():
                if is_news(line):
                    self.console.print(f"{name} | {line}", markup=False)
        for part in self._parts:
            rotate(part.log)

    def _step(self, what: str, work: Callable[[], object]) -> None:
        began = time.monotonic()
        with self.console.status(f"{what} …"):
            work()
        self._done(what, time.monotonic() - began)

    def _done(self, what: str, seconds: float) -> None:
        self.console.print(f"[green]✓[/] {what} [dim]({seconds:.1f} s)[/]")


@contextmanager
def _stop_signals() -> Generator[None]:
    def request_stop(_number: int, _frame: FrameType | None) -> None:
        raise _StopRequested

    for number in _STOP_SIGNALS:
        signal.signal(number, request_stop)
    try:
        yield
    except _StopRequested:  # before anything was started
        return


@contextmanager
def _bound_port(host: str, port: int) -> Generator[socket.socket]:
    """The product's port, bound and not yet listening: every API process inherits it.

    While every API process restarts, new connections wait in the kernel's queue instead of being refused.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    deadline = time.monotonic() + _PORT_WAIT_S
    with socket.socket(family) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        while True:
            try:
                door.bind((host, port))
                break
            except OSError as error:
                if time.monotonic() > deadline:
                    raise StartError(f"cannot use {host}:{port} ({error.strerror}): choose another PORT") from error
            time.sleep(_TICK_S)
        yield door
