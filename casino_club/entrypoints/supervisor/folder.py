"""The data folder: made, writable, and held by one supervisor at a time."""

import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from casino_club.infra.embedded.process import StartError

_FOLDER_MODE: Final = 0o711
"""Others may pass through (PostgreSQL may run as another user) but not list."""


@contextmanager
def held_data_dir(data_dir: Path) -> Generator[None]:
    """Hold the data folder until the block ends or this process dies.

    Raises `StartError` in one line when it cannot be written or another process holds it.
    """
    lock_path = data_dir / "lock"
    try:
        if not data_dir.exists():
            data_dir.mkdir(parents=True)
            data_dir.chmod(_FOLDER_MODE)  # whatever the umask
        lock = os.open(lock_path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StartError(
            f"DATA_DIR {data_dir} cannot be written ({error.strerror}): choose another DATA_DIR"
        ) from error
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(lock, 32, 0).decode().strip() or "unknown"
            raise StartError(
                f"already running on {data_dir} (pid {holder}): stop it first, or choose another DATA_DIR"
            ) from None
        os.ftruncate(lock, 0)
        os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(lock)
