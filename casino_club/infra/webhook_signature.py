"""The club's own webhook signature: `X-Webhook-Signature: alg=HMAC-SHA256,kid=…,ts=…,nonce=…,sig=<base64>`.

The signature is over `ts.nonce.raw_body`. Keys rotate by name (kid): the first of `WEBHOOK_KEYS` signs, every one of
them verifies, so that a new key is known everywhere before it is used, and an old one until nothing signed by it is on
its way any more.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

HEADER: Final = "X-Webhook-Signature"
TOLERANCE: Final = timedelta(seconds=300)
"""How far a sender's clock may be off (economy.md)."""
_HEADER: Final = re.compile(
    r"alg=HMAC-SHA256,kid=([A-Za-z0-9._-]{1,64}),ts=(\d{1,12}),nonce=([A-Za-z0-9_-]{8,64}),sig=([A-Za-z0-9+/]{43}=)"
)


class BadSignatureError(Exception):
    """The signature proves nothing: `reason` is `malformed`, `unknown_kid`, `stale` or `forged`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Signed:
    """What a good signature says: by which key, and the nonce, which the caller lets pass only once."""

    kid: str
    nonce: str


def _mac(secret: str, ts: str, nonce: str, body: bytes) -> bytes:
    return hmac.new(secret.encode(), f"{ts}.{nonce}.".encode() + body, hashlib.sha256).digest()


def sign(keys: Mapping[str, str], body: bytes, *, nonce: str, now: datetime) -> str:
    """The header's value, signed with the first key."""
    kid, secret = next(iter(keys.items()))
    ts = str(int(now.timestamp()))
    sig = base64.b64encode(_mac(secret, ts, nonce, body)).decode()
    return f"alg=HMAC-SHA256,kid={kid},ts={ts},nonce={nonce},sig={sig}"


def verify(keys: Mapping[str, str], header: str | None, body: bytes, *, now: datetime) -> Signed:
    """Whether the header signs exactly these bytes, now. Raises `BadSignatureError`."""
    found = _HEADER.fullmatch(header or "")
    if found is None:
        raise BadSignatureError("malformed")
    kid, ts, nonce, sig = found.groups()
    if kid not in keys:
        raise BadSignatureError("unknown_kid")
    if not hmac.compare_digest(_mac(keys[kid], ts, nonce, body), base64.b64decode(sig)):
        raise BadSignatureError("forged")
    if abs(now.timestamp() - int(ts)) > TOLERANCE.total_seconds():
        raise BadSignatureError("stale")
    return Signed(kid, nonce)
