"""E-mail: what a delivery becomes, and the door to the SMTP server.

Sending is at most once a lease. A worker that dies after the server accepted a message and before that was written
down leaves a lease that runs out, and the message goes again: with the same Message-ID, by which mail servers and
readers know it for the same one. Nothing else sends twice.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Final, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib

from casino_club.domains.notifications.contracts import Kind, Locale
from casino_club.domains.notifications.delivery_repository import Claimed
from casino_club.domains.notifications.letters import render_mail
from casino_club.domains.notifications.rules import unsubscribe_token

TIMEOUT_S: Final = 15.0
_PERMANENT: Final = 500

_WORDS: Final[dict[Locale, dict[str, str]]] = {
    "ko": {
        "many": "새 알림 {count}개: {title}",
        "button": "클럽에서 보기",
        "reason": "{nickname}님이 받기로 한 알림이라 보내 드려요.",
        "unsubscribe": "이런 메일 그만 받기",
        "settings": "알림 설정",
    },
    "en": {
        "many": "{count} new notifications: {title}",
        "button": "See it in the club",
        "reason": "You get this because {nickname} lets such mail through.",
        "unsubscribe": "Stop mail like this",
        "settings": "Notification settings",
    },
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one try: out, to be tried again, or refused for good."""

    status: str
    reason: str | None = None


SENT: Final = Outcome("sent")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes, and where the club is: `sender` as `Name <address>`, `base_url` without a slash at its end."""

    sender: str
    base_url: str
    secret: bytes

    def page(self, path: str) -> str:
        """A page's address; the web app finds the reader's language."""
        return f"{self.base_url}{path}"

    def unsubscribe_url(self, user_id: int, kind: Kind) -> str:
        """The link that stops mail of the kind without a log-in."""
        return self.page(f"/api/notifications/unsubscribe?token={unsubscribe_token(self.secret, user_id, kind)}")


def compose(delivery: Claimed, letterhead: Letterhead, now: datetime) -> EmailMessage:
    """The message of a delivery. Its Message-ID is the delivery's, so a copy is known for one."""
    if delivery.email is None:
        raise ValueError("a player without an address has no e-mail")
    words = _WORDS[delivery.locale]
    first, count = delivery.items[0], len(delivery.items)
    subject = first.title if count == 1 else words["many"].format(count=count, title=first.title)
    unsubscribe_url = letterhead.unsubscribe_url(delivery.user_id, delivery.kind)
    html, plain = render_mail(
        {
            "locale": delivery.locale,
            "subject": subject,
            "preview": first.body,
            "items": delivery.items,
            "url": letterhead.page(f"/{delivery.locale}{(first.link if count == 1 else None) or '/notifications'}"),
            "button": words["button"],
            "reason": words["reason"].format(nickname=delivery.nickname),
            "unsubscribe": words["unsubscribe"],
            "unsubscribe_url": unsubscribe_url,
            "settings": words["settings"],
            "settings_url": letterhead.page(f"/{delivery.locale}/settings"),
        }
    )
    name, address = parseaddr(letterhead.sender)
    message = EmailMessage()
    message["From"] = Address(name, addr_spec=address)
    message["To"] = Address(delivery.nickname, addr_spec=delivery.email)
    message["Subject"] = subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{delivery.id}@{address.partition('@')[2]}>"
    message["List-Unsubscribe"] = f"<{unsubscribe_url}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(plain)
    message.add_alternative(html, subtype="html")
    return message


class Mailbag(Protocol):
    """An open connection to a mail server."""

    async def send(self, message: EmailMessage) -> Outcome: ...


class _Connection:
    def __init__(self, client: aiosmtplib.SMTP) -> None:
        self._client = client

    async def send(self, message: EmailMessage) -> Outcome:
        try:
            await self._client.send_message(message)
        except aiosmtplib.SMTPRecipientsRefused as error:
            worst = max(refused.code for refused in error.recipients)
            return Outcome("refused" if worst >= _PERMANENT else "retry", f"recipient refused with {worst}")
        except aiosmtplib.SMTPResponseException as error:
            return Outcome("refused" if error.code >= _PERMANENT else "retry", f"refused with {error.code}")
        except (TimeoutError, aiosmtplib.SMTPException, OSError) as error:
            return Outcome("retry", type(error).__name__)
        return SENT


class SmtpMailer:
    """A mail server by URL: `smtp://user:password@host:587`, or `smtps://` for TLS from the first byte.

    With `smtp` the connection becomes TLS when the server offers it; `?starttls=always` insists, `?starttls=never`
    does not ask.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"smtp", "smtps"} or parts.hostname is None:
            raise ValueError("SMTP_URL is smtp://host:port or smtps://host:port")
        choice = parse_qs(parts.query).get("starttls", ["auto"])[0]
        if choice not in {"auto", "always", "never"}:
            raise ValueError("SMTP_URL: starttls is auto, always or never")
        self._hostname = parts.hostname
        self._implicit = parts.scheme == "smtps"
        self._port = parts.port or (465 if self._implicit else 587)
        self._start_tls = None if choice == "auto" else choice == "always"
        self._user = unquote(parts.username) if parts.username else None
        self._password = unquote(parts.password) if parts.password else None

    @asynccontextmanager
    async def open(self) -> AsyncGenerator[Mailbag]:
        """One connection for some messages. Raises OSError when there is none."""
        client = aiosmtplib.SMTP(
            hostname=self._hostname,
            port=self._port,
            use_tls=self._implicit,
            start_tls=False if self._implicit else self._start_tls,
            username=self._user,
            password=self._password,
            timeout=TIMEOUT_S,
        )
        try:
            await client.connect()
        except aiosmtplib.SMTPException as error:
            raise OSError(f"the mail server refused: {type(error).__name__}") from error
        try:
            yield _Connection(client)
        finally:
            client.close()
