"""Stripe Checkout as a provider, by its official SDK: a hosted page a purchase, and every fact asked for.

Won are a zero-decimal currency at Stripe and dollars are counted in cents, so that its amounts are ours. A session is
created without `expires_at`: a repetition under the same idempotency key must send the same fields, and a time would
differ. The club closes what nobody paid itself.
"""

import asyncio
import re
from collections.abc import Awaitable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, Literal, NoReturn, TypeVar, cast
from uuid import UUID

import aiohttp
import stripe
import structlog
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from casino_club.domains.payments.contracts import Checkout, Notice, Order, Payment, PaymentState
from casino_club.domains.payments.errors import GatewayUnavailableError, RefundRefusedError, WebhookRefusedError
from casino_club.kernel.money import Money

ATTEMPT_S_MAX: Final = 10.0
CALL_S_MAX: Final = 25.0
"""One try, and a call with its repetitions by the SDK."""
RETRIES: Final = 2
TOLERANCE: Final = timedelta(seconds=300)
TITLE_CHARS_MAX: Final = 250
SIGNATURE_HEADER: Final = "stripe-signature"

_RECEIPT: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SIGNATURE: Final = re.compile(r"t=([0-9]{1,12})((?:,v[0-9]+=[0-9A-Za-z]+)+)")
"""Exactly one time, in front: of two the SDK would check one, and the club the age of the other."""
_MONEY: Final[Mapping[str, Money]] = {"krw": "KRW", "usd": "USD"}
_SESSION_EVENTS: Final = frozenset(
    f"checkout.session.{what}" for what in ("completed", "expired", "async_payment_succeeded", "async_payment_failed")
)
_CHARGE_EVENTS: Final = frozenset({"charge.refunded"})
_INTENT_EVENTS: Final = frozenset(
    {"charge.refund.updated", "refund.created", "refund.updated", "refund.failed"}
    | {f"charge.dispute.{what}" for what in ("created", "updated", "closed", "funds_withdrawn", "funds_reinstated")}
)
"""Events by what they are about: a session, a charge, or something that only names its payment intent."""

_HARMLESS: Final = frozenset({"warning_needs_response", "warning_under_review", "warning_closed", "won", "prevented"})
"""Disputes by which the club holds its money: questions of a bank, and what was decided for the club."""
_NOT_FOUND: Final = 404
_NEVER_PAID_BACK: Final = frozenset(
    {"charge_already_refunded", "charge_disputed", "charge_not_refundable", "refund_disputed_payment"}
)

# The SDK would write an id of its own into the user's home and send facts of this machine along.
stripe.enable_telemetry = False

log = structlog.get_logger(__name__)


class _Shape(BaseModel):
    """As much of an object of the API as the club reads, of exactly these types."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class _Opened(_Shape):
    id: str
    url: str
    client_reference_id: str | None


class _Card(_Shape):
    fingerprint: str | None = None


class _Method(_Shape):
    card: _Card | None = None


class _Charge(_Shape):
    amount_refunded: int = Field(ge=0)
    disputed: bool
    payment_method_details: _Method | None = None


class _Intent(_Shape):
    id: str
    status: str
    currency: str
    amount_received: int = Field(ge=0)
    latest_charge: _Charge | None
    metadata: dict[str, str]


class _Session(_Shape):
    id: str
    status: Literal["open", "complete", "expired"]
    client_reference_id: str | None
    payment_intent: _Intent | None


class _Intents(_Shape):
    data: list[_Intent]


class _Named(_Shape):
    """A payment intent, asked only whom it belongs to."""

    metadata: dict[str, str]


class _Standing(_Shape):
    """A dispute, or a session that was closed."""

    status: str


class _Disputes(_Shape):
    data: list[_Standing]


class _Refund(_Shape):
    id: str
    status: str | None
    metadata: dict[str, str] | None = None


class _Refunds(_Shape):
    data: list[_Refund]


class _About(_Shape):
    object: dict[str, Any]


class _Event(_Shape):
    id: str = Field(pattern=r"^[A-Za-z0-9_]{1,200}$")
    type: str
    data: _About


ShapeT = TypeVar("ShapeT", bound=_Shape)


class _Wire(stripe.AIOHTTPClient):
    """The SDK's client, but that an answer which breaks off is an answer that did not come: it is asked for again,
    under the same idempotency key, and its connection is given up."""

    async def request_async(
        self, method: str, url: str, headers: Mapping[str, str], post_data: Any = None
    ) -> tuple[bytes, int, Mapping[str, str]]:
        """One try. Raises `stripe.APIConnectionError`."""
        session = cast("aiohttp.ClientSession", cast("Any", self)._session)  # noqa: SLF001 - of its own class
        timeout = cast("aiohttp.ClientTimeout", self._timeout)
        try:
            async with session.request(
                method, url, headers=headers, data=post_data, timeout=timeout, allow_redirects=False
            ) as answer:
                return await answer.read(), answer.status, answer.headers
        except (aiohttp.ClientError, OSError) as error:
            self._handle_request_error(error)


class StripeGateway:
    """The port over Stripe. `webhook_secrets` all verify, so that an old one and a new one may overlap.

    What Stripe refuses and the port has no word for - a wrong key, a price below its least - is told to the caller as
    `GatewayUnavailableError`, for they cannot mend it, and to the log as an error.
    """

    name = "stripe"

    def __init__(
        self,
        secret_key: str,
        webhook_secrets: Sequence[str],
        base_url: str | None = None,
        *,
        attempt_s_max: float = ATTEMPT_S_MAX,
    ) -> None:
        self._http = _Wire(timeout=aiohttp.ClientTimeout(total=attempt_s_max))
        self._secrets = tuple(one for one in webhook_secrets if one)
        self._v1 = stripe.StripeClient(
            secret_key,
            http_client=self._http,
            max_network_retries=RETRIES,
            base_addresses={} if base_url is None else {"api": base_url},
        ).v1

    async def aclose(self) -> None:
        """Give the connections back; for the end of a process."""
        await self._http.close_async()

    async def open(self, order: Order, *, return_url: str) -> Checkout:
        """See `Gateway.open`."""
        metadata = {"receipt": order.receipt}
        opened = await self._must(
            _Opened,
            self._v1.checkout.sessions.create_async(
                {
                    "mode": "payment",
                    "client_reference_id": order.receipt,
                    "metadata": metadata,
                    # Charges, refunds and disputes lead back to the intent, not to the session.
                    "payment_intent_data": {"metadata": metadata},
                    "line_items": [
                        {
                            "quantity": 1,
                            "price_data": {
                                "currency": order.currency.lower(),
                                "unit_amount": order.amount,
                                "product_data": {"name": order.title[:TITLE_CHARS_MAX]},
                            },
                        }
                    ],
                    "success_url": return_url,
                    "cancel_url": return_url,
                    # The payer pays the amount that was shown, in the currency that was shown.
                    "adaptive_pricing": {"enabled": False},
                },
                {"idempotency_key": order.receipt},
            ),
        )
        if opened.client_reference_id != order.receipt:
            _nonsense("session_of_another_receipt")
        return Checkout(opened.id, opened.url)

    async def look(self, order: Order) -> Payment:
        """See `Gateway.look`. An order without `ref` was never led to a page; a payment that bears its receipt is
        found all the same."""
        session, intent = await self._find(order)
        return await self._payment(session, intent)

    async def close(self, order: Order) -> Payment:
        """See `Gateway.close`. `open` is left of a payment that the payer began and their bank has not ended."""
        closed = None
        if order.ref is not None:
            closed = await self._ask(_Standing, self._v1.checkout.sessions.expire_async(order.ref))
        session, intent = await self._find(order)
        # A refusal is right when the session was over already, paid or not.
        if isinstance(closed, stripe.InvalidRequestError) and session is not None and session.status == "open":
            _unavailable(closed)
        return await self._payment(session, intent)

    async def refund(self, order: Order, *, amount: int, key: UUID) -> None:
        """See `Gateway.refund`. Stripe forgets idempotency keys after a day, so the key stands in the refund too."""
        _, intent = await self._find(order)
        if intent is None or intent.amount_received == 0:
            raise RefundRefusedError
        known = await self._must(_Refunds, self._v1.refunds.list_async({"payment_intent": intent.id, "limit": 100}))
        for one in known.data:
            if one.metadata is not None and one.metadata.get("key") == str(key):
                return _check(one)
        made = await self._ask(
            _Refund,
            self._v1.refunds.create_async(
                {
                    "payment_intent": intent.id,
                    "amount": amount,
                    "metadata": {"receipt": order.receipt, "key": str(key)},
                },
                {"idempotency_key": str(key)},
            ),
        )
        if isinstance(made, stripe.InvalidRequestError):
            if made.code in _NEVER_PAID_BACK or cast("Any", made).param == "amount":
                raise RefundRefusedError from made
            _unavailable(made)
        return _check(made)

    async def read(self, headers: Mapping[str, str], body: bytes, *, now: datetime) -> Notice | None:
        """See `Gateway.read`. A repeated delivery has the same event id; it is told apart by that, not by a nonce.

        Disputes and refunds name only their payment intent, so that Stripe is asked whose it is. Raises
        `GatewayUnavailableError` then.
        """
        self._prove(headers.get(SIGNATURE_HEADER), body, now)
        try:
            event = _Event.model_validate_json(body)
        except ValidationError:
            return None
        receipt = await self._receipt_of(event.type, event.data.object)
        if receipt is None or not _RECEIPT.fullmatch(receipt):
            return None
        return Notice(event.id, receipt)

    def _prove(self, header: str | None, body: bytes, now: datetime) -> None:
        """Whether Stripe signed exactly these bytes, now. The SDK would measure age by the machine's own clock."""
        signed = _SIGNATURE.fullmatch(header or "")
        if header is None or signed is None:
            raise WebhookRefusedError({"reason": "malformed"})
        if not any(_is_signed(body, header, secret) for secret in self._secrets):
            raise WebhookRefusedError({"reason": "forged"})
        if abs(int(now.timestamp()) - int(signed[1])) > TOLERANCE.total_seconds():
            raise WebhookRefusedError({"reason": "stale"})

    async def _receipt_of(self, kind: str, thing: Mapping[str, object]) -> str | None:
        """Which receipt an event leads to; the only thing that is taken from its body."""
        if kind in _SESSION_EVENTS:
            reference = thing.get("client_reference_id")
            return reference if isinstance(reference, str) else None
        if kind in _CHARGE_EVENTS:
            match thing:
                case {"metadata": {"receipt": str(receipt)}}:
                    return receipt
                case _:
                    return None
        intent = thing.get("payment_intent")
        if kind not in _INTENT_EVENTS or not isinstance(intent, str):
            return None
        named = await self._ask(_Named, self._v1.payment_intents.retrieve_async(intent))
        if isinstance(named, stripe.InvalidRequestError):
            if named.http_status == _NOT_FOUND:
                return None
            _unavailable(named)
        return named.metadata.get("receipt")

    async def _find(self, order: Order) -> tuple[_Session | None, _Intent | None]:
        """The session of an order and the intent to pay it, as far as there are any."""
        if order.ref is None:
            found = await self._must(
                _Intents,
                self._v1.payment_intents.search_async(
                    {"query": f"metadata['receipt']:'{order.receipt}'", "expand": ["data.latest_charge"]}
                ),
            )
            mine = [one for one in found.data if one.metadata.get("receipt") == order.receipt]
            return None, max(mine, key=lambda one: one.amount_received, default=None)
        session = await self._ask(
            _Session,
            self._v1.checkout.sessions.retrieve_async(order.ref, {"expand": ["payment_intent.latest_charge"]}),
        )
        if isinstance(session, stripe.InvalidRequestError):
            if session.http_status == _NOT_FOUND:
                return None, None
            _unavailable(session)
        if session.client_reference_id != order.receipt:
            _nonsense("session_of_another_receipt")
        return session, session.payment_intent

    async def _payment(self, session: _Session | None, intent: _Intent | None) -> Payment:
        state = _state(session, intent)
        if intent is None or state != "paid":
            return Payment(state)
        charge = intent.latest_charge
        if charge is None:
            _nonsense("paid_without_a_charge")
        method = charge.payment_method_details
        return Payment(
            "paid",
            amount=intent.amount_received,
            currency=_MONEY.get(intent.currency),
            refunded=charge.amount_refunded,
            charged_back=charge.disputed and await self._is_charged_back(intent),
            card=None if method is None or method.card is None else method.card.fingerprint,
        )

    async def _is_charged_back(self, intent: _Intent) -> bool:
        """Whether a dispute took the money: `disputed` also stands for questions, and for disputes that were won."""
        disputes = await self._must(
            _Disputes, self._v1.disputes.list_async({"payment_intent": intent.id, "limit": 100})
        )
        return any(one.status not in _HARMLESS for one in disputes.data)

    async def _must(self, shape: type[ShapeT], call: Awaitable[object]) -> ShapeT:
        """Ask what Stripe has no reason to refuse."""
        answer = await self._ask(shape, call)
        if isinstance(answer, stripe.InvalidRequestError):
            _unavailable(answer)
        return answer

    async def _ask(self, shape: type[ShapeT], call: Awaitable[object]) -> ShapeT | stripe.InvalidRequestError:
        """Ask Stripe, and read the answer strictly. That it refuses the request is an answer too."""
        try:
            async with asyncio.timeout(CALL_S_MAX):
                answer = await call
        except stripe.InvalidRequestError as error:
            return error
        except (stripe.APIConnectionError, stripe.RateLimitError, stripe.APIError) as error:
            log.warning("stripe_unavailable", error=type(error).__name__, status=error.http_status)
            raise GatewayUnavailableError from error
        except stripe.StripeError as error:
            _unavailable(error)
        except (TimeoutError, ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
            # Too long with all repetitions, or no answer that the SDK knows how to read.
            log.warning("stripe_unavailable", error=type(error).__name__)
            raise GatewayUnavailableError from error
        try:
            return shape.model_validate(answer.to_dict() if isinstance(answer, stripe.StripeObject) else answer)
        except ValidationError as error:
            log.error("stripe_answered_nonsense", fields=[item["loc"] for item in error.errors()])  # noqa: TRY400
            raise GatewayUnavailableError from error


def _unavailable(error: stripe.StripeError) -> NoReturn:
    """Stripe refused what the port has no word for. Its message is left out: it may hold part of a key."""
    log.error(
        "stripe_refused",
        error=type(error).__name__,
        status=error.http_status,
        stripe_code=error.code,
        request=error.request_id,
    )
    raise GatewayUnavailableError from error


def _nonsense(what: str) -> NoReturn:
    log.error("stripe_answered_nonsense", what=what)
    raise GatewayUnavailableError


def _check(refund: _Refund) -> None:
    """Whether a refund pays anything back, as far as is known."""
    if refund.status in {"failed", "canceled"}:
        raise RefundRefusedError


def _is_signed(body: bytes, header: str, secret: str) -> bool:
    try:
        cast("Any", stripe.WebhookSignature).verify_header(body, header, secret)
    except (stripe.SignatureVerificationError, UnicodeDecodeError):
        return False
    return True


def _state(session: _Session | None, intent: _Intent | None) -> PaymentState:
    """How a payment stands. A refused card leaves the page open for another one, so nothing is declined by it."""
    if intent is not None and intent.amount_received > 0:
        return "paid"
    if session is None:
        if intent is None:
            return "unknown"
        return "cancelled" if intent.status == "canceled" else "open"
    if session.status == "complete":
        if intent is None:
            _nonsense("complete_without_an_intent")
        return "declined" if intent.status in {"requires_payment_method", "canceled"} else "open"
    return "cancelled" if session.status == "expired" else "open"
