"""The real product, started as a player's machine starts it: `casino-club up` in a data folder of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

_MEMORY = Path("/dev/shm")
_ROOM_BYTES = 4 << 30
"""Several clusters under load, with their write-ahead logs."""

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """A loopback port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def make_data_dir() -> Path:
    """A folder another user may enter: as root, PostgreSQL runs as `nobody`.

    In memory where there is room: most tests clone a database, which is a thousand files and on a busy disk a second.
    """
    in_memory = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free >= _ROOM_BYTES
    folder = Path(tempfile.mkdtemp(prefix="casino-test-", dir=_MEMORY if in_memory else None))
    folder.chmod(0o711)
    return folder


def processes_of(data_dir: Path) -> dict[int, str]:
    """Every running process that belongs to a data folder, by its command line or its environment."""
    mark = str(data_dir).encode()
    found: dict[int, str] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            command = (entry / "cmdline").read_bytes()
            if command and (mark in command or mark in (entry / "environ").read_bytes() or _lives_in(entry, data_dir)):
                found[int(entry.name)] = command.replace(b"\0", b" ").decode(errors="replace").strip()
        except OSError:
            continue
    return found


def _lives_in(process: Path, data_dir: Path) -> bool:
    return (process / "cwd").readlink().is_relative_to(data_dir)


@dataclass
class Product:
    """One running product: where it answers, where its state lives, and how to stop or kill it."""

    data_dir: Path
    port: int = field(default_factory=free_port)
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def console(self) -> Path:
        return self.data_dir / "console.log"

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def environ(self) -> dict[str, str]:
        """The environment of the product and of every `casino-club` command about it."""
        inherited = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
        return {
            **inherited,
            "ENVIRONMENT": "dev",
            "DATA_DIR": str(self.data_dir),
            "PORT": str(self.port),
            "COLUMNS": "200",
            **self.environment,
        }

    def start(self, timeout_s: float = 60) -> None:
        """Start and return when the supervisor said that it is open: from then on it restarts what dies."""
        self.launch()
        self.wait_ready(timeout_s)
        deadline = time.monotonic() + timeout_s
        while "Casino-Club is open" not in self.console.read_text():
            assert time.monotonic() < deadline, f"not open in {timeout_s} s:\n{self.console.read_text()}"
            time.sleep(0.02)

    def launch(self) -> None:
        """Start without waiting."""
        with self.console.open("ab") as sink:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "casino_club", "up"], cwd=ROOT, env=self.environ(), stdout=sink, stderr=sink
            )

    def wait_ready(self, timeout_s: float = 60) -> None:
        deadline = time.monotonic() + timeout_s
        while not self.ready():
            assert self.process is not None
            assert self.process.poll() is None, f"ended with {self.process.returncode}:\n{self.console.read_text()}"
            assert time.monotonic() < deadline, f"not ready in {timeout_s} s:\n{self.console.read_text()}"
            time.sleep(0.05)

    def ready(self) -> bool:
        try:
            return httpx.get(f"{self.base_url}/ready", timeout=2, trust_env=False).status_code == httpx.codes.OK
        except httpx.TransportError:
            return False

    def run(self, *arguments: str, timeout_s: float = 60) -> subprocess.CompletedProcess[str]:
        """Run a `casino-club` command against this product."""
        return subprocess.run(
            [sys.executable, "-m", "casino_club", *arguments],
            cwd=ROOT,
            env=self.environ(),
            capture_output=True,
            text=True,
            timeout=timeout_s,
            check=False,
        )

    def stop(self, timeout_s: float = 60) -> int:
        """Stop as a terminal's Ctrl-C or a service manager would; the exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout_s)

    def kill(self) -> None:
        """kill -9 of the supervisor alone."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(10)
