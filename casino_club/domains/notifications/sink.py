"""Where e-mail goes while no SMTP_URL is set: a folder, read on a page of the API. Never in production.

A message that comes twice under one Message-ID is one file, as one entry is what a reader would see.
"""

import asyncio
import email
import email.policy
import hashlib
import re
import signal
import socket
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from aiosmtpd.smtp import SMTP

MAIL_BYTES_MAX: Final = 1024 * 1024
KEPT_MAX: Final = 500
_ID: Final = re.compile(r"[0-9a-f]{32}")
_HEADERS: Final = ("From", "To", "Date", "Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post")


@dataclass(frozen=True, slots=True)
class Mail:
    """A kept message; `body` is its HTML."""

    id: str
    subject: str
    to: str
    received_at: datetime
    headers: str
    body: str


def _parse(path: Path) -> Mail:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    part = message.get_body(("html", "plain"))
    headers = "\n".join(f"{name}: {message[name]}" for name in _HEADERS if message[name])
    return Mail(
        id=path.stem,
        subject=str(message["Subject"]),
        to=str(message["To"]),
        received_at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
        headers=headers,
        body="" if part is None else str(part.get_content()),
    )


def list_mails(folder: Path, limit: int = 100) -> list[Mail]:
    """The newest messages first."""
    files = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime, reverse=True)
    return [_parse(path) for path in files[:limit]]


def find_mail(folder: Path, id_: str) -> Mail | None:
    """One message."""
    path = folder / f"{id_}.eml"
    return _parse(path) if _ID.fullmatch(id_) and path.is_file() else None


def keep(folder: Path, content: bytes) -> None:
    """Write one message, and let the oldest go."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    mark = str(message["Message-ID"]).encode() if message["Message-ID"] else content
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{hashlib.sha256(mark).hexdigest()[:32]}.eml"
    draft = path.with_suffix(".draft")
    draft.write_bytes(content)
    draft.rename(path)
    for old in sorted(folder.glob("*.eml"), key=lambda one: one.stat().st_mtime)[:-KEPT_MAX]:
        old.unlink(missing_ok=True)


class Keeper:
    """What the SMTP server hands messages to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep a message before it is accepted."""
        await asyncio.to_thread(keep, self._folder, bytes(envelope.content))
        return "250 kept"


async def start_sink(folder: Path, door: socket.socket) -> asyncio.Server:
    """An SMTP server on a bound socket and the running loop."""
    keeper = Keeper(folder)

    def make() -> SMTP:
        return SMTP(keeper, data_size_limit=MAIL_BYTES_MAX, enable_SMTPUTF8=True, ident="Casino-Club mail sink")

    return await asyncio.get_running_loop().create_server(make, sock=door)


async def run_sink(folder: Path, *, port: int, fd: int | None = None) -> None:
    """Take mail on the loopback, or on an inherited socket, until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    door = socket.create_server(("127.0.0.1", port)) if fd is None else socket.socket(fileno=fd)
    server = await start_sink(folder, door)
    await stop.wait()
    server.close()
