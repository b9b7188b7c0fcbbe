"""A partner's side: signs calls by the document alone, and an endpoint that answers as it is told."""

import base64
import hashlib
import hmac
import json
import secrets
from datetime import datetime
from typing import Any

import httpx

from casino_club.kernel.clock import Clock
from tests.support.receiver import Receiver

API = "/api/partner/v1"
ADMIN = "/api/admin/partners"


def signature(kid: str, secret: str, signed: bytes, *, at: datetime, nonce: str) -> str:
    """The header's value, written out once more: nothing of the product is used."""
    ts = str(int(at.timestamp()))
    mac = hmac.new(secret.encode(), f"{ts}.{nonce}.".encode() + signed, hashlib.sha256).digest()
    return f"alg=HMAC-SHA256,kid={kid},ts={ts},nonce={nonce},sig={base64.b64encode(mac).decode()}"


class Company:
    """A partner with one secret, on a clock."""

    def __init__(self, http: httpx.AsyncClient, clock: Clock, made: dict[str, Any]) -> None:
        self.http = http
        self.clock = clock
        self.id: str = made["partner_id"]
        self.kid: str = made["request_secret"]["kid"]
        self.secret: str = made["request_secret"]["secret"]
        self.webhook_secret: str = made["webhook_secret"]
        self.orders = iter(range(1, 10_000))

    def headers(self, method: str, target: str, raw: bytes, /, **facts: Any) -> dict[str, str]:
        """Headers of one call; `facts` forge one part of it."""
        value = signature(
            facts.get("kid", self.kid),
            facts.get("secret", self.secret),
            f"{facts.get('method', method)} {facts.get('target', target)}\n".encode() + facts.get("body", raw),
            at=facts.get("at", self.clock.now()),
            nonce=facts.get("nonce", secrets.token_urlsafe(12)),
        )
        return {"X-Partner-Id": facts.get("partner", self.id), "X-Partner-Signature": value}

    async def send(
        self, method: str, path: str, payload: Any = None, /, key: str | None = None, **facts: Any
    ) -> httpx.Response:
        """One signed call; a payload that is no bytes is sent as JSON."""
        raw = payload if isinstance(payload, bytes) else b"" if payload is None else json.dumps(payload).encode()
        headers = self.headers(method, API + path, raw, **facts) | {"Content-Type": "application/json"}
        if key is not None:
            headers["Idempotency-Key"] = key
        return await self.http.request(method, API + path, content=raw, headers=headers)

    async def call(self, method: str, path: str, status: int = 200, payload: Any = None, /, **facts: Any) -> Any:
        """The decoded body of a call that must have `status`."""
        answer = await self.send(method, path, payload, **facts)
        assert answer.status_code == status, (path, answer.status_code, answer.text)
        return answer.json()

    def order(self, amount: Any = 100, external_id: str = "alice", **facts: Any) -> dict[str, Any]:
        """A credit that was never asked for before."""
        reference = f"order-{next(self.orders)}"
        return {"external_id": external_id, "amount": amount, "currency": "gold", "reference": reference, **facts}

    async def credit(self, amount: Any = 100, status: int = 200, key: str | None = None, **facts: Any) -> Any:
        """Credit a new order under a new key, or under the given one."""
        order = self.order(amount, **facts)
        return await self.call("POST", "/credits", status, order, key=key or f"key-{order['reference']}")

    async def link(self, person: Any, external_id: str = "alice") -> dict[str, Any]:
        """The whole consent: a code here, entered there."""
        made = await self.call("POST", "/links", 201, {"external_id": external_id})
        return await person.call("POST", "/api/partners/link", 201, json={"code": made["code"]})


class Endpoint(Receiver):
    """Where a partner takes its webhooks."""

    status = 204

    @property
    def url(self) -> str:
        return f"{self.origin}/hooks"
