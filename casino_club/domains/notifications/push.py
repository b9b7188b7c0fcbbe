"""Web push: encrypted for one browser (RFC 8291), signed by this installation (RFC 8292).

An endpoint is an address that a stranger gave us, so it is called with care: outside dev and test only https on its
ordinary port, only by a name, only when that name leads to public addresses (asked again for each connection, so a name
cannot change its mind), no redirect followed, and of the answer only the status read.
"""

import base64
import binascii
import ipaddress
import re
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, cast
from urllib.parse import urlsplit
from uuid import UUID

import aiohttp
import orjson
from aiohttp.abc import AbstractResolver, ResolveResult
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02
from pywebpush import WebPusher

from casino_club.domains.notifications.delivery_repository import Claimed, Subscription
from casino_club.domains.notifications.mail import SENT, Outcome

TIMEOUT_S: Final = 10.0
TTL: Final = timedelta(days=1)
CLAIM_LIFE: Final = timedelta(hours=12)
ENDPOINT_CHARS_MAX: Final = 1024
PAYLOAD_BYTES_MAX: Final = 3000
"""Push services take 4096 bytes, encryption and its head included."""
_PRIVATE_NAMES: Final = ("localhost", "local", "internal", "lan", "home", "corp", "test", "invalid", "arpa")
_PLAIN: Final = re.compile(r"[!-~]+")
_POINT_BYTES: Final = 65
_AUTH_BYTES: Final = 16
_GONE: Final = (404, 410)


def is_public(address: str) -> bool:
    """True for an address that the whole internet can reach."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    return (mapped or ip).is_global and not (mapped or ip).is_multicast


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host.replace(".", "").isdigit() or host.startswith("0x")  # older spellings of IPv4
    return True


def is_allowed_endpoint(endpoint: str, *, public_only: bool) -> bool:
    """Whether a push endpoint may be called; without `public_only` a loopback one may be, also in plain http."""
    try:
        parts = urlsplit(endpoint)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return False
    if (
        not _PLAIN.fullmatch(endpoint)
        or len(endpoint) > ENDPOINT_CHARS_MAX
        or not host
        or parts.username
        or parts.fragment
    ):
        return False
    if not public_only and host in {"127.0.0.1", "localhost", "::1"}:
        return parts.scheme in {"http", "https"}
    named = "." in host and not _is_literal(host) and host.rpartition(".")[2] not in _PRIVATE_NAMES
    return parts.scheme == "https" and named and port in {None, 443}


def _decode(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def are_keys(p256dh: str, auth: str) -> bool:
    """Whether a browser's public key is a point of the curve and its secret has its length."""
    try:
        point, secret = _decode(p256dh), _decode(auth)
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except (ValueError, binascii.Error):
        return False
    return len(point) == _POINT_BYTES and len(secret) == _AUTH_BYTES


class PublicResolver(AbstractResolver):
    """Finds addresses of names, and forgets those that are not public."""

    def __init__(self) -> None:
        self._resolver = aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = [one for one in await self._resolver.resolve(host, port, family) if is_public(one["host"])]
        if not found:
            raise OSError("the name leads to no public address")
        return found

    async def close(self) -> None:
        await self._resolver.close()


def http_session(*, public_only: bool) -> aiohttp.ClientSession:
    """The connections that messages go out by. Close it."""
    resolver = PublicResolver() if public_only else aiohttp.ThreadedResolver()
    connector = aiohttp.TCPConnector(resolver=resolver, use_dns_cache=False, limit=16)
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
    return aiohttp.ClientSession(
        connector=connector, timeout=timeout, trust_env=False, cookie_jar=aiohttp.DummyCookieJar()
    )


def payload_of(delivery: Claimed) -> bytes:
    """What the service worker shows: `{id, title, body, link, kind}`, the newest message and how many there are."""
    newest, count = delivery.items[-1], len(delivery.items)
    facts = {
        "id": str(delivery.id),
        "title": newest.title if count == 1 else f"{newest.title} (+{count - 1})",
        "body": newest.body,
        "link": f"/{delivery.locale}{(newest.link if count == 1 else None) or '/notifications'}",
        "kind": delivery.kind,
    }
    body = orjson.dumps(facts)
    if len(body) > PAYLOAD_BYTES_MAX:
        body = orjson.dumps({**facts, "body": newest.body[:200] + "…"})
    return body


def topic_of(delivery_id: UUID) -> str:
    """A push service that still holds a message of this topic replaces it (RFC 8030, 5.4): a copy is no second one."""
    return base64.urlsafe_b64encode(delivery_id.bytes).decode().rstrip("=")


@dataclass(frozen=True, slots=True)
class Pusher:
    """Sends to one browser at a time; `contact` is the installation's address as `mailto:…`."""

    http: aiohttp.ClientSession
    key: ec.EllipticCurvePrivateKey
    contact: str
    public_only: bool

    async def send(self, subscription: Subscription, delivery: Claimed, now: datetime) -> Outcome:
        """One try. The outcome `gone` says that the push service has forgotten the browser."""
        if not is_allowed_endpoint(subscription.endpoint, public_only=self.public_only):
            return Outcome("gone", "endpoint refused")
        keys = {"p256dh": subscription.p256dh, "auth": subscription.auth}
        pusher = WebPusher({"endpoint": subscription.endpoint, "keys": keys})
        body = cast("Any", pusher).encode(payload_of(delivery))["body"]
        headers = {
            **self._authorization(subscription.endpoint, now),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(int(TTL.total_seconds())),
            "Urgency": "high" if delivery.urgent else "normal",
            "Topic": topic_of(delivery.id),
        }
        try:
            async with self.http.post(
                subscription.endpoint, data=body, headers=headers, allow_redirects=False
            ) as answer:
                return self._judge(answer.status)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            return Outcome("retry", type(error).__name__)

    def _authorization(self, endpoint: str, now: datetime) -> dict[str, str]:
        parts = urlsplit(endpoint)
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "exp": int((now + CLAIM_LIFE).timestamp()),
            "sub": self.contact,
        }
        return cast("Any", Vapid02)(private_key=self.key).sign(claims)

    @staticmethod
    def _judge(status: int) -> Outcome:
        if 200 <= status < 300:  # noqa: PLR2004 - RFC 9110
            return SENT
        if status in _GONE:
            return Outcome("gone", f"answered {status}")
        temporary = status == 429 or status >= 500  # noqa: PLR2004 - RFC 9110
        return Outcome("retry" if temporary else "refused", f"answered {status}")
