"""Children write to their own log files; the supervisor follows the files, so a blocked terminal blocks nobody."""

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_LOG_BYTES_MAX: Final = 32 * 1024 * 1024
_READ_BYTES_MAX: Final = 64 * 1024
_ROUTINE: Final = re.compile(r'"level": ?"(?:debug|info)"')


@dataclass
class Follower:
    """Reads the new whole lines of one log file."""

    path: Path
    _offset: int = field(default=0, init=False)
    _rest: bytes = field(default=b"", init=False)

    def __post_init__(self) -> None:
        self._offset = self._size()

    def new_lines(self) -> list[str]:
        """Lines written since the last call, at most 64 KiB of them."""
        size = self._size()
        if size < self._offset:  # rotated
            self._offset, self._rest = 0, b""
        if size == self._offset:
            return []
        with self.path.open("rb") as source:
            source.seek(self._offset)
            chunk = source.read(_READ_BYTES_MAX)
        self._offset += len(chunk)
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        return [line.decode(errors="replace") for line in lines]

    def _size(self) -> int:
        try:
            return self.path.stat().st_size
        except OSError:
            return 0


def is_news(line: str) -> bool:
    """False for what goes well: the terminal stays calm, the log file keeps all of it."""
    return bool(line.strip()) and not _ROUTINE.search(line)


def rotate(path: Path, bytes_max: int = _LOG_BYTES_MAX) -> None:
    """Keep one older copy and start over past `bytes_max`. Writers append, so truncating under them is safe."""
    if path.exists() and path.stat().st_size > bytes_max:
        shutil.copyfile(path, path.with_suffix(".log.1"))
        with path.open("r+b") as log:
            log.truncate(0)
