"""A supervised part: an embedded engine or a program of ours, restarted when it dies."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from casino_club.infra.embedded.process import StartError, exit_text, last_lines, spawn, terminate

_STOP_TIMEOUT_S: Final = 15.0
_STEADY_S: Final = 10.0
"""A part that lived this long has recovered: its next death is restarted at once."""
_BACKOFF_FIRST_S: Final = 0.25
_BACKOFF_MAX_S: Final = 30.0


class Part(Protocol):
    """What the supervisor needs of a process; the embedded engines have it too."""

    @property
    def name(self) -> str: ...
    @property
    def log(self) -> Path: ...
    @property
    def pid(self) -> int | None: ...
    @property
    def returncode(self) -> int | None: ...
    def alive(self) -> bool: ...
    def start(self) -> None: ...
    def stop(self) -> None: ...


@dataclass
class Program:
    """One process of ours: `casino-club <arguments>`."""

    name: str
    arguments: Sequence[str]
    log: Path
    environment: Mapping[str, str]
    pass_fds: Sequence[int] = ()
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False, repr=False)

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def returncode(self) -> int | None:
        return self._process.returncode if self._process else None

    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start without waiting for readiness. With the supervisor gone it is killed: it holds nothing to save."""
        self._process = spawn(
            [sys.executable, "-m", "casino_club", *self.arguments],
            log=self.log,
            death_signal=signal.SIGKILL,
            env={**os.environ, **self.environment},
            pass_fds=self.pass_fds,
        )

    def stop(self) -> None:
        """SIGTERM, then SIGKILL after a bounded wait."""
        if self._process is not None:
            terminate(self._process, signal.SIGTERM, timeout_s=_STOP_TIMEOUT_S)


@dataclass
class Watch:
    """Restarts one part: at once after a steady life, later and later in a crash loop."""

    part: Part
    started_at: float = field(default_factory=time.monotonic)
    _quick_deaths: int = field(default=0, init=False)
    _restart_at: float | None = field(default=None, init=False)

    def check(self, now: float) -> str | None:
        """Do what is due; a message when something happened. `now` is of the monotonic clock, in seconds."""
        if self._restart_at is None:
            return None if self.part.alive() else self._died(now)
        return self._restart(now) if now >= self._restart_at else None

    def _died(self, now: float) -> str:
        ending = exit_text(self.part.returncode or 0)
        delay_s = self._delay_s(now)
        self._restart_at = now + delay_s
        when = f"in {delay_s:.1f} s" if delay_s else "now"
        return f"{self.part.name} died with {ending}, restarting {when}; {last_lines(self.part.log)}"

    def _delay_s(self, now: float) -> float:
        self._quick_deaths = 0 if now - self.started_at >= _STEADY_S else self._quick_deaths + 1
        if not self._quick_deaths:
            return 0.0
        return min(_BACKOFF_FIRST_S * 2 ** (self._quick_deaths - 1), _BACKOFF_MAX_S)

    def _restart(self, now: float) -> str:
        self.started_at = now
        try:
            self.part.start()
        except StartError as error:
            self._restart_at = now + self._delay_s(now)
            return str(error)
        self._restart_at = None
        return f"{self.part.name} is back (pid {self.part.pid})"
