"""The browser of the journeys, and how journeys are run: a few at a time, each with a result of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from tests.support.product import ROOT

NO_BROWSER = "browser journeys: no Chromium; install chromium, or set CHROMIUM to its path"
LANES = 2
JOURNEY_TIMEOUT_S = 540


def find_chromium() -> str | None:
    """`CHROMIUM` when it is set, else the first Chromium on PATH."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for name in names if (path := shutil.which(name))), None)


def run_journey(journey: Path, *, chromium: str, origin: str) -> subprocess.CompletedProcess[str]:
    """One file of journeys against the product at `origin`; its output is in `stdout`."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "CHROMIUM": chromium,
        "NO_COLOR": "1",
        "E2E_ORIGIN": origin,
    }
    return subprocess.run(
        ["npm", "--prefix", str(ROOT / "web"), "run", "e2e", "--", str(journey)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=JOURNEY_TIMEOUT_S,
        check=False,
    )


@contextmanager
def running_journeys(
    journeys: Sequence[Path], *, chromium: str, origin: str
) -> Generator[dict[Path, Future[subprocess.CompletedProcess[str]]]]:
    """All journeys on their way, `LANES` at a time in the order given: much of a journey is waiting for a round."""
    with ThreadPoolExecutor(LANES) as lanes:
        running = {
            journey: lanes.submit(run_journey, journey, chromium=chromium, origin=origin) for journey in journeys
        }
        try:
            yield running
        finally:
            for future in running.values():
                future.cancel()
