"""Web push: encrypted for one browser (RFC 8291), signed by this installation (RFC 8292).

An endpoint is an address that a stranger gave us: it is called through `infra.net`, with no redirect followed, and of
the answer only the status is read.
"""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, cast
from urllib.parse import urlsplit
from uuid import UUID

import aiohttp
import orjson
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02
from pywebpush import WebPusher

from casino_club.domains.notifications.delivery_repository import Claimed, Subscription
from casino_club.domains.notifications.mail import SENT, Outcome
from casino_club.infra.net import is_allowed_endpoint

TTL: Final = timedelta(days=1)
CLAIM_LIFE: Final = timedelta(hours=12)
PAYLOAD_BYTES_MAX: Final = 3000
"""Push services take 4096 bytes, encryption and its head included."""
_POINT_BYTES: Final = 65
_AUTH_BYTES: Final = 16
_GONE: Final = (404, 410)


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
