#!/usr/bin/env python3
"""Company A: a small partner of the club. It links a player, credits tokens as gold, asks for balance and statement,
and takes webhooks. The standard library and `standardwebhooks` are all it needs. See README.md.
"""
# ruff: noqa: T201 - a program of its own, which prints

import argparse
import base64
import hashlib
import hmac
import json
import os
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlencode, urlsplit

from standardwebhooks import Webhook, WebhookVerificationError

TRIES = 4
REFUSED_FROM = 400


class RefusedError(Exception):
    """The club said no: `status`, and its stable `code`."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code


def sign(kid: str, secret: str, method: str, target: str, body: bytes) -> str:
    """The `X-Partner-Signature` of one call: HMAC-SHA256 over `ts.nonce.` + `METHOD target` + newline + body."""
    ts, nonce = str(int(time.time())), secrets.token_urlsafe(16)
    signed = f"{ts}.{nonce}.{method} {target}\n".encode() + body
    mac = base64.b64encode(hmac.new(secret.encode(), signed, hashlib.sha256).digest()).decode()
    return f"alg=HMAC-SHA256,kid={kid},ts={ts},nonce={nonce},sig={mac}"


@dataclass(frozen=True)
class Club:
    """The club's API as a partner sees it."""

    url: str
    partner_id: str
    kid: str
    secret: str

    def call(self, method: str, target: str, payload: Any = None, **headers: str) -> Any:
        """One call, tried again when the network or the club is in trouble. Each try is signed anew: a nonce works
        once. The body stays the same to the byte, as the idempotency key asks for."""
        body = b"" if payload is None else json.dumps(payload).encode()
        for left in range(TRIES - 1, -1, -1):
            try:
                status, answer = self._send(method, target, body, headers)
            except OSError:
                if not left:
                    raise
            else:
                if status < REFUSED_FROM:
                    return answer
                if status not in {429, 503} or not left:
                    raise RefusedError(status, answer["error"]["code"])
            time.sleep(2 ** (TRIES - left) * secrets.SystemRandom().random())
        raise AssertionError("unreachable")

    def _send(self, method: str, target: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, Any]:
        parts = urlsplit(self.url)
        connect = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = connect(parts.netloc, timeout=10)
        try:
            own = {
                "Content-Type": "application/json",
                "X-Partner-Id": self.partner_id,
                "X-Partner-Signature": sign(self.kid, self.secret, method, target, body),
            }
            connection.request(method, target, body or None, {**own, **headers})
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def link_code(self, external_id: str) -> str:
        """A code that this person enters in the club within ten minutes."""
        return self.call("POST", "/api/partner/v1/links", {"external_id": external_id})["code"]

    def balance(self, external_id: str) -> dict[str, Any]:
        """What a linked player has: `{gold, gem, as_of}`."""
        return self.call("GET", f"/api/partner/v1/players/{external_id}/balance")

    def credit(self, external_id: str, gold: int, reference: str, memo: str | None = None) -> dict[str, Any]:
        """Credit once, however often it is called with this reference: the order is its own idempotency key."""
        order = {"external_id": external_id, "amount": gold, "currency": "gold", "reference": reference, "memo": memo}
        return self.call("POST", "/api/partner/v1/credits", order, **{"Idempotency-Key": reference})

    def find_credit(self, reference: str) -> dict[str, Any]:
        """What became of an order."""
        return self.call("GET", f"/api/partner/v1/credits/{reference}")

    def statement(self, **bounds: str) -> list[dict[str, Any]]:
        """Every credit, page by page, the newest first. Bounds: `since`, `until` (ISO-8601 with an offset)."""
        lines: list[dict[str, Any]] = []
        cursor: str | None = None
        while True:
            query = urlencode({**bounds, "limit": "100", **({} if cursor is None else {"cursor": cursor})})
            page = self.call("GET", f"/api/partner/v1/statement?{query}")
            lines += page["items"]
            cursor = page["next_cursor"]
            if cursor is None:
                return lines


@dataclass
class Inbox:
    """Webhooks that were verified, each once: a webhook may come again under its id."""

    secret: str
    tell: Callable[[dict[str, Any]], None] = print
    seen: dict[str, dict[str, Any]] = field(default_factory=dict)

    def take(self, headers: Mapping[str, str], body: bytes) -> int:
        """Judge one delivery; answers the status to send. The signature is checked over the raw bytes."""
        try:
            event = Webhook(self.secret).verify(body, dict(headers))
        except (WebhookVerificationError, ValueError):
            return 401
        message_id = {name.lower(): value for name, value in headers.items()}["webhook-id"]
        if message_id not in self.seen:  # a real partner keeps these in its database
            self.seen[message_id] = event
            self.tell(event)
        return 204


def serve(inbox: Inbox, port: int) -> ThreadingHTTPServer:
    """An HTTP server that hands every POST to the inbox. Call `serve_forever` on it."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(inbox.take(dict(self.headers), body))
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing for each request."""

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


def main() -> None:
    """The command line; see README.md."""
    parser = argparse.ArgumentParser(description="Company A, an example partner of Casino-Club")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("link").add_argument("person")
    commands.add_parser("balance").add_argument("person")
    credit = commands.add_parser("credit")
    credit.add_argument("person")
    credit.add_argument("gold", type=int)
    credit.add_argument("order", help="your own number for it; the same order is credited once")
    commands.add_parser("statement")
    commands.add_parser("listen").add_argument("--port", type=int, default=9000)
    asked = parser.parse_args()
    env = os.environ
    if asked.command == "listen":
        print(f"waiting for webhooks on http://127.0.0.1:{asked.port}/")
        serve(Inbox(env["CLUB_WEBHOOK_SECRET"]), asked.port).serve_forever()
        return
    club = Club(env.get("CLUB_URL", "http://127.0.0.1:8000"), env["CLUB_PARTNER"], env["CLUB_KID"], env["CLUB_SECRET"])
    if asked.command == "link":
        print("enter this code in the club within ten minutes:", club.link_code(asked.person))
    elif asked.command == "balance":
        print(json.dumps(club.balance(asked.person)))
    elif asked.command == "credit":
        print(json.dumps(club.credit(asked.person, asked.gold, asked.order)))
    else:
        for line in club.statement():
            print(json.dumps(line))


if __name__ == "__main__":
    main()
