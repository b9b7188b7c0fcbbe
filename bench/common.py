"""What benchmarks share: the product started for real, CPU per process group, results as JSON lines."""

import asyncio
import json
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from casino_club.domains.audit.public import run_audit
from casino_club.infra.db.engine import Database

ROOT: Final = Path(__file__).resolve().parents[1]
RESULTS: Final = ROOT / "bench" / "results"
PARTS: Final = ("postgres", "valkey", " api", " worker", "other")
_TICKS_PER_S: Final = os.sysconf("SC_CLK_TCK")


def machine() -> dict[str, Any]:
    """What a figure was measured on."""
    model = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        "unknown",
    )
    return {"cpu": model, "cores": os.cpu_count(), "python": platform.python_version()}


def record(name: str, figures: dict[str, Any]) -> None:
    """Append one JSON line to `bench/results/<name>.jsonl`."""
    RESULTS.mkdir(exist_ok=True)
    line = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "machine": machine(), **figures}
    with (RESULTS / f"{name}.jsonl").open("a") as file:
        file.write(json.dumps(line) + "\n")


def broken_invariants(url: str) -> list[str]:
    """Names of the invariants of this database that do not hold."""

    async def check() -> list[str]:
        database = Database(url, application_name="bench-audit")
        report = await run_audit(database)
        await database.close()
        return [finding.check for finding in report.findings if finding.violations]

    return asyncio.run(check())


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` of `values` lie, by nearest rank; `values` sorted."""
    return values[min(len(values) - 1, int(share * len(values)))]


def free_port() -> int:
    """A loopback port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class RunningProduct:
    """The product under test. `data_dir` holds its engines, secrets and logs."""

    port: int
    data_dir: Path
    supervisor_pid: int

    def cpu_seconds(self) -> dict[str, float]:
        """CPU used so far by part (`PARTS`, found in the command line)."""
        used: dict[str, float] = dict.fromkeys(PARTS, 0.0)
        for pid in _descendants(self.supervisor_pid):
            try:
                command = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").replace("\0", " ")
                fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            part = next((name for name in PARTS if name in command), "other")
            used[part] += (int(fields[11]) + int(fields[12])) / _TICKS_PER_S
        return used


def _descendants(root: int) -> list[int]:
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
    found: list[int] = []
    for pid in parents:
        above = pid
        while above in parents and above != root:
            above = parents[above]
        if above == root and pid != root:
            found.append(pid)
    return found


@contextmanager
def running_product(**environment: str) -> Generator[RunningProduct]:
    """`casino-club up` in a temporary data folder, stopped and removed at the end."""
    data_dir = Path(tempfile.mkdtemp(prefix="casino-bench-"))
    data_dir.chmod(0o711)
    port = free_port()
    inherited = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    settings = {"DATA_DIR": str(data_dir), "PORT": str(port), "ENVIRONMENT": "dev", "LOG_LEVEL": "warning"}
    command = [sys.executable, "-m", "casino_club", "up"]
    with (data_dir / "console.log").open("wb") as console:
        process = subprocess.Popen(
            command, cwd=ROOT, env=inherited | settings | environment, stdout=console, stderr=console
        )
    try:
        _wait_ready(port, process, data_dir / "console.log")
        yield RunningProduct(port, data_dir, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        shutil.rmtree(data_dir, ignore_errors=True)


def _wait_ready(port: int, process: "subprocess.Popen[bytes]", console: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise SystemExit(f"the product did not start:\n{console.read_text()}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise SystemExit("the product was not ready in 60 s")
