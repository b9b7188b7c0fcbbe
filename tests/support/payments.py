"""A payer at the sandbox's checkout page, and the webhooks it sends, without a network in between."""

import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import orjson

from casino_club.domains.shop.till import Till
from casino_club.infra.settings import webhook_keys
from casino_club.infra.webhook_signature import HEADER, sign
from casino_club.kernel.clock import Clock
from tests.support.http import Person

HOOK = "/api/shop/webhook/payment"
HISTORY = "/api/shop/transactions"
_numbers = iter(range(1, 1_000_000))


def path_of(url: str) -> str:
    """An absolute address as the path that a test's client asks for."""
    parts = httpx.URL(url)
    return parts.raw_path.decode()


async def order(person: Person, product: str = "gem-bag", **facts: Any) -> str:
    """Ask to buy for money; answers the receipt."""
    body = {"product_id": product, **facts}
    key = {"Idempotency-Key": f"order-{next(_numbers)}"}
    bought = await person.call("POST", "/api/shop/buy", json=body, headers=key)
    assert bought["status"] == "pending", bought
    return bought["receipt_code"]


async def press(http: httpx.AsyncClient, receipt: str, action: str, card: str = "card_a") -> str:
    """Go to the checkout and press a button there; answers where the page leads."""
    to_page = await http.get(f"/api/shop/checkout/{receipt}")
    assert to_page.status_code == 303, to_page.text
    page = path_of(to_page.headers["location"])
    assert (await http.get(page)).status_code == 200
    form = {"action": action, "card": card}
    pressed = await http.post(page, content=httpx.QueryParams(form).__str__(), headers=FORM)
    assert pressed.status_code == 303, pressed.text
    return pressed.headers["location"]


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def hook(app: Any, receipt: str, status: str = "paid", **facts: Any) -> dict[str, Any]:
    """A signed webhook, as `httpx` sends it. Every one has a nonce of its own."""
    told = {"event_id": secrets.token_hex(8), "receipt_code": receipt, "status": status, "amount": 1, "currency": "KRW"}
    body = orjson.dumps(told | {"provider_ref": "p"} | facts)
    signature = sign(webhook_keys(app.state.settings), body, nonce=secrets.token_hex(8), now=datetime.now(UTC))
    return {"content": body, "headers": {HEADER: signature, "Content-Type": "application/json"}}


async def state_of(person: Person, receipt: str) -> str:
    """A purchase's status."""
    return (await person.call("GET", f"{HISTORY}/{receipt}"))["status"]


async def trust_everybody(app: Any, folder: Path) -> None:
    """No rules against fraud, for tests in which one player buys a hundred times."""
    from casino_club.domains.fraud.public import make_judge

    rules = folder / "rules.yaml"
    rules.write_text("version: 1\nthresholds: {review: 1, soft: 2, hard: 3}\nrules: []\n")
    settings = app.state.settings.model_copy(update={"fraud_rules_file": rules})
    app.state.fraud = make_judge(settings, app.state.redis, app.state.clock)
    app.state.till = till_at(app, app.state.clock)


def till_at(app: Any, clock: Clock) -> Till:
    """The till with another clock, sandbox and all."""
    from casino_club.domains.shop.public import make_till

    return make_till(app.state.settings, app.state.database, app.state.fraud, clock)
