"""The outside world of notifications: an SMTP server and a push service on the loopback."""

import asyncio
import base64
import email
import email.policy
import os
from email.message import EmailMessage
from typing import Any, Self

import http_ece
import jwt
from aiosmtpd.smtp import SMTP
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from casino_club.domains.notifications.keys import public_bytes
from tests.support.receiver import Receiver


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class MailServer:
    """Keeps what it accepts. `answers` are given first, one a message; While `gate` is clear, it answers nothing."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answers: list[str] = []
        self.accepted = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        answer = self.answers.pop(0) if self.answers else "250 kept"
        if answer.startswith("250"):
            self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
            self.accepted.set()
        await self.gate.wait()
        return answer

    async def __aenter__(self) -> Self:
        self._server = await asyncio.get_running_loop().create_server(
            lambda: SMTP(self, enable_SMTPUTF8=True), "127.0.0.1", 0
        )
        return self

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._server.sockets[0].getsockname()[1]}?starttls=never"

    @property
    def subjects(self) -> list[str]:
        return [str(mail["Subject"]) for mail in self.mails]

    async def __aexit__(self, *_: object) -> None:
        self._server.close()


class Browser:
    """A browser's side of a subscription: its key pair and its secret."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.secret = os.urandom(16)

    def as_json(self) -> dict[str, Any]:
        keys = {"p256dh": b64(public_bytes(self.key)), "auth": b64(self.secret)}
        return {"endpoint": self.endpoint, "expirationTime": None, "keys": keys}

    def open(self, body: bytes) -> bytes:
        return http_ece.decrypt(body, private_key=self.key, auth_secret=self.secret, version="aes128gcm")


class PushService(Receiver):
    """Takes messages for browsers, and checks who signed them."""

    status = 201

    def new_browser(self, name: str) -> Browser:
        return Browser(f"{self.origin}/{name}")

    def signer_of(self, headers: dict[str, str]) -> tuple[dict[str, Any], str]:
        """The claims of a request whose signature is good (RFC 8292), and the key that signed it."""
        scheme, _, facts = headers["Authorization"].partition(" ")
        assert scheme == "vapid"
        parts = dict(part.strip().split("=", 1) for part in facts.split(","))
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unb64(parts["k"]))
        pem = point.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        claims = jwt.decode(parts["t"], pem, algorithms=["ES256"], audience=self.origin, options={"verify_exp": False})
        return claims, parts["k"]
