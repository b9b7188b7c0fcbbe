"""As much of Stripe as the club speaks with: strict about keys and forms, and answering whole recorded objects.

`break_next` makes the next requests fail: a name of `errors.json`, `hang`, or the bytes to answer with status 200.
"""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

SECRET_KEY = "sk_test_club"
_SHAPES = Path(__file__).parent / "stripe_shapes"


def shape(name: str, **changes: Any) -> dict[str, Any]:
    """A recorded object, with some facts of its own."""
    whole = json.loads((_SHAPES / f"{name}.json").read_text())
    assert changes.keys() <= whole.keys(), changes.keys() - whole.keys()
    return whole | changes


def error_body(name: str) -> tuple[int, dict[str, Any]]:
    """A recorded refusal: status and body."""
    found = shape("errors")[name]
    return found["status"], found["body"]


class FakeStripe:
    """Its state, and what a payer and their bank do to it."""

    def __init__(self) -> None:
        self.url = ""
        self.sessions: dict[str, dict[str, Any]] = {}
        self.intents: dict[str, dict[str, Any]] = {}
        self.charges: dict[str, dict[str, Any]] = {}
        self.refunds: list[dict[str, Any]] = []
        self.disputes: list[dict[str, Any]] = []
        self.faults: deque[str | bytes] = deque()
        self.calls: list[tuple[str, str, dict[str, str]]] = []
        self.answered: dict[str, tuple[bytes, int, bytes]] = {}
        self.pays_in_race = False
        self.loses_answers = 0
        self.closing = asyncio.Event()

    def break_next(self, fault: str | bytes, times: int = 1) -> None:
        self.faults.extend([fault] * times)

    def session_of(self, receipt: str) -> dict[str, Any]:
        (found,) = [one for one in self.sessions.values() if one["client_reference_id"] == receipt]
        return found

    def begin(self, receipt: str, status: str) -> dict[str, Any]:
        """The payer sends the form; the intent stands at `status`, and nothing has come in yet."""
        session = self.session_of(receipt)
        intent = shape("payment_intent", id=f"pi_{receipt}", status=status, amount_received=0, latest_charge=None)
        intent |= {name: session[other] for name, other in (("amount", "amount_total"), ("currency", "currency"))}
        intent["metadata"] = session["intent_metadata"]
        self.intents[intent["id"]] = intent
        session["payment_intent"] = intent["id"]
        return intent

    def pay(self, receipt: str, **charge: Any) -> dict[str, Any]:
        """The payer pays; answers the charge."""
        intent = self.begin(receipt, "succeeded")
        paid = shape("charge", id=f"ch_{receipt}", payment_intent=intent["id"], metadata=intent["metadata"], **charge)
        paid |= {"amount": intent["amount"], "currency": intent["currency"]}
        self.charges[paid["id"]] = paid
        intent |= {"amount_received": intent["amount"], "latest_charge": paid["id"]}
        self.session_of(receipt).update(status="complete", payment_status="paid", url=None)
        return paid

    def expire(self, receipt: str) -> None:
        self.session_of(receipt).update(status="expired", url=None)

    def dispute(self, receipt: str, status: str) -> dict[str, Any]:
        self.charges[f"ch_{receipt}"]["disputed"] = True
        made = shape("dispute", charge=f"ch_{receipt}", payment_intent=f"pi_{receipt}", status=status)
        self.disputes.append(made)
        return made

    async def handle(self, request: web.Request) -> web.Response:
        """Judge a request as Stripe would, then answer it."""
        body = await request.read()
        fields = dict(parse_qsl(body.decode() if request.method == "POST" else request.query_string))
        self.calls.append((request.method, request.path, fields))
        if self.faults:
            return await self._fail(self.faults.popleft())
        if request.headers.get("Authorization") != f"Bearer {SECRET_KEY}":
            return web.json_response(**_refusal("wrong_key"))
        if request.method == "GET":
            status, answer = self._get(request.path.split("/")[2:], fields)
            return web.json_response(answer, status=status)
        assert request.content_type == "application/x-www-form-urlencoded"
        key = request.headers["Idempotency-Key"]
        if key in self.answered:
            first, status, kept = self.answered[key]
            if first != body:
                return web.json_response(**_refusal("idempotency"))
            return web.Response(body=kept, status=status, content_type="application/json")
        status, answer = self._post(request.path.split("/")[2:], fields)
        if status == 200:
            self.answered[key] = (body, status, json.dumps(answer).encode())
        if self.loses_answers and request.transport is not None:
            self.loses_answers -= 1
            request.transport.abort()
        return web.json_response(answer, status=status)

    async def _fail(self, fault: str | bytes) -> web.Response:
        if fault == "hang":
            await self.closing.wait()
        if fault == "break_off":
            return web.Response(body=b'{"id": "cs_', headers={"Content-Length": "5000"})
        if isinstance(fault, bytes):
            return web.Response(body=fault, content_type="application/json")
        return web.json_response(**_refusal("api_error" if fault == "hang" else fault))

    def _get(self, path: list[str], fields: dict[str, str]) -> tuple[int, dict[str, Any]]:
        match path:
            case ["checkout", "sessions", name]:
                assert fields == {"expand[0]": "payment_intent.latest_charge"}
                return self._session(name)
            case ["payment_intents", "search"]:
                receipt = fields["query"].removeprefix("metadata['receipt']:'").removesuffix("'")
                found = [one for one in self.intents.values() if one["metadata"].get("receipt") == receipt]
                return 200, _page([self._expanded(one) for one in found])
            case ["payment_intents", name]:
                return (200, self.intents[name]) if name in self.intents else error_body("no_such_intent")
            case ["refunds"]:
                return 200, _page([one for one in self.refunds if one["payment_intent"] == fields["payment_intent"]])
            case ["disputes"]:
                return 200, _page([one for one in self.disputes if one["payment_intent"] == fields["payment_intent"]])
            case _:
                raise AssertionError(path)

    def _post(self, path: list[str], fields: dict[str, str]) -> tuple[int, dict[str, Any]]:
        match path:
            case ["checkout", "sessions"]:
                return self._create(fields)
            case ["checkout", "sessions", name, "expire"]:
                if name not in self.sessions:
                    return error_body("no_such_session")
                session = self.sessions[name]
                if self.pays_in_race:
                    self.pay(session["client_reference_id"])
                if session["status"] != "open":
                    return error_body("session_not_open")
                session.update(status="expired", url=None)
                return 200, _public(session)
            case ["refunds"]:
                return self._refund(fields)
            case _:
                raise AssertionError(path)

    def _create(self, fields: dict[str, str]) -> tuple[int, dict[str, Any]]:
        receipt, price = fields["client_reference_id"], "line_items[0][price_data]"
        assert fields["payment_intent_data[metadata][receipt]"] == fields["metadata[receipt]"] == receipt
        session = shape(
            "checkout_session",
            id=f"cs_test_{receipt}_{len(self.sessions)}",
            client_reference_id=receipt,
            metadata={"receipt": receipt},
            currency=fields[f"{price}[currency]"],
            amount_total=int(fields[f"{price}[unit_amount]"]) * int(fields["line_items[0][quantity]"]),
            success_url=fields["success_url"],
            cancel_url=fields["cancel_url"],
            mode=fields["mode"],
        )
        session["amount_subtotal"] = session["amount_total"]
        session["url"] = f"https://checkout.stripe.com/c/pay/{session['id']}"
        session["intent_metadata"] = {"receipt": receipt}
        session["title"] = fields[f"{price}[product_data][name]"]
        assert session["title"]
        assert fields["adaptive_pricing[enabled]"] == "false"
        if session["currency"] == "usd" and session["amount_total"] < 50:
            return error_body("amount_too_small")
        self.sessions[session["id"]] = session
        return 200, _public(session)

    def _refund(self, fields: dict[str, str]) -> tuple[int, dict[str, Any]]:
        intent, amount = self.intents[fields["payment_intent"]], int(fields["amount"])
        charge = self.charges[intent["latest_charge"]]
        if charge["disputed"]:
            return error_body("charge_disputed")
        if charge["refunded"]:
            return error_body("already_refunded")
        if amount > charge["amount"] - charge["amount_refunded"]:
            return error_body("refund_too_large")
        charge["amount_refunded"] += amount
        charge["refunded"] = charge["amount_refunded"] == charge["amount"]
        metadata = {name[9:-1]: value for name, value in fields.items() if name.startswith("metadata[")}
        made = shape("refund", id=f"re_{len(self.refunds)}", amount=amount, metadata=metadata, charge=charge["id"])
        made |= {"payment_intent": intent["id"], "currency": charge["currency"]}
        self.refunds.append(made)
        return 200, made

    def _session(self, name: str) -> tuple[int, dict[str, Any]]:
        if name not in self.sessions:
            return error_body("no_such_session")
        session = _public(self.sessions[name])
        if session["payment_intent"] is not None:
            session["payment_intent"] = self._expanded(self.intents[session["payment_intent"]])
        return 200, session

    def _expanded(self, intent: dict[str, Any]) -> dict[str, Any]:
        charge = intent["latest_charge"]
        return intent | {"latest_charge": None if charge is None else self.charges[charge]}


def _public(session: dict[str, Any]) -> dict[str, Any]:
    return deepcopy({name: value for name, value in session.items() if name not in {"intent_metadata", "title"}})


def _page(data: list[dict[str, Any]]) -> dict[str, Any]:
    return {"object": "list", "data": data, "has_more": False, "url": "/v1/things"}


def _refusal(name: str) -> dict[str, Any]:
    status, body = error_body(name)
    return {"status": status, "data": body}


@asynccontextmanager
async def fake_stripe() -> AsyncIterator[FakeStripe]:
    """One on a port of its own, gone afterwards."""
    fake = FakeStripe()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", fake.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        fake.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield fake
    finally:
        fake.closing.set()
        await runner.cleanup()
