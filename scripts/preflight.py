"""What can be known to be wrong before anything is installed; standard library only, any Python 3.7 or newer."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

PYTHON_MIN = (3, 11)
PORT_MAX = 65_535


def machine_problem() -> str | None:
    """One line on why nothing can run here, or None."""
    if sys.version_info < PYTHON_MIN:
        return f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}: set PYTHON=/path/to/python3"
    if not sys.platform.startswith("linux"):
        return "the embedded engines need Linux"
    return None


def start_problem() -> str | None:
    """One line on why the club cannot open with this environment, or None."""
    data_dir = Path(os.environ.get("DATA_DIR") or ".data").absolute()
    existing = next(folder for folder in (data_dir, *data_dir.parents) if folder.exists())
    if not existing.is_dir() or not os.access(existing, os.W_OK | os.X_OK):
        return f"DATA_DIR {data_dir} cannot be written: choose another DATA_DIR"
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    if not port.isdigit() or not 0 < int(port) <= PORT_MAX:
        return f"PORT {port} is not a port"
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, int(port)))
        except OSError as error:
            return f"cannot use port {port} ({error.strerror}): choose another PORT"
    return None


if __name__ == "__main__":
    found = machine_problem() or (start_problem() if "run" in sys.argv else None)
    if found:
        sys.exit(f"error: {found}")
