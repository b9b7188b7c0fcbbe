"""The real product on a clock that a test moves: PostgreSQL, Valkey, the API and the worker all live in another day.

libfaketime stands between the processes and the kernel's wall clock; what they read is the machine's time plus the
offset in one file, so writing the file moves them all. The monotonic clock is left alone: waits, time-outs and
supervision take the time they take.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from casino_club.infra.embedded.postgres import EmbeddedPostgres, bin_dir
from casino_club.infra.embedded.process import spawn
from tests.support.product import Product, make_data_dir

_LIBRARIES: Final = "*/faketime/libfaketime.so.1"
"""Not the variant for threads: its lock around every look at the clock stalls a process on a busy machine."""
_SITE: Final = Path(__file__).parent / "shifted_site"
_CACHE_S: Final = 0
"""Whole seconds beyond the running one for which a process keeps the offset it has read: a file read for every look at
the clock would be slow."""

START_S: Final = 240
NO_FAKETIME: Final = "no libfaketime: install the package faketime"


def find_library() -> Path | None:
    """libfaketime as Debian's package `faketime` installs it; None where it is not installed."""
    return next(iter(sorted(Path("/usr/lib").glob(_LIBRARIES))), None)


@dataclass
class ShiftedClock:
    """The wall clock of every process started with `environment`."""

    folder: Path
    library: Path
    offset: timedelta = timedelta()

    def __post_init__(self) -> None:
        self._write()

    @property
    def environment(self) -> dict[str, str]:
        return {
            "LD_PRELOAD": str(self.library),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_CACHE_DURATION": str(_CACHE_S),
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_DONT_RESET": "1",
            "PYTHONPATH": str(_SITE),
        }

    def now(self) -> datetime:
        """What the processes read."""
        return datetime.now(UTC) + self.offset

    def move_to(self, moment: datetime) -> None:
        """Go on from `moment`; returns when every process has noticed."""
        self.offset = moment - datetime.now(UTC)
        self._write()
        time.sleep(_CACHE_S + 1.3)

    @property
    def _file(self) -> Path:
        return self.folder / "clock"

    def _write(self) -> None:
        draft = self.folder / "clock.new"
        draft.write_text(f"{self.offset.total_seconds():+.3f}\n")
        draft.chmod(0o644)
        draft.rename(self._file)  # never seen half written


@dataclass
class ShiftedPostgres(EmbeddedPostgres):
    """The embedded server with a clock of its own."""

    environment: dict[str, str] = field(default_factory=dict)

    def _spawn(self, program: str, *arguments: str, death_signal: signal.Signals) -> subprocess.Popen[bytes]:
        shifted = self.environment if program == "postgres" else {}
        return spawn(
            [str(bin_dir() / program), *arguments],
            log=self.log,
            death_signal=death_signal,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC", **shifted},
            become=self._account.become if self._account else None,
            cwd=self._folder,
        )


@dataclass(frozen=True)
class ShiftedProduct:
    """A running product, its database and the clock of both."""

    product: Product
    postgres: ShiftedPostgres
    clock: ShiftedClock


@contextmanager
def shifted_product(start: datetime, library: Path) -> Iterator[ShiftedProduct]:
    """The product, open at `start`, with PostgreSQL by URL as in production; all of it gone afterwards."""
    folder = make_data_dir()
    clock = ShiftedClock(folder, library)
    clock.offset = start - datetime.now(UTC)
    clock._write()
    (folder / "engine").mkdir(mode=0o711)
    (folder / "club").mkdir(mode=0o711)
    postgres = ShiftedPostgres(folder / "engine", {"fsync": "off"}, environment=clock.environment)
    product = Product(folder / "club")
    try:
        postgres.start()
        product.environment = {**clock.environment, "DATABASE_URL": postgres.url}
        product.start(START_S)
        yield ShiftedProduct(product, postgres, clock)
    finally:
        if product.process is not None:
            product.stop()
        postgres.stop()
        shutil.rmtree(folder)
