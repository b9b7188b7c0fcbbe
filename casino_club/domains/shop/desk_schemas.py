"""What support and operators see of purchases."""

from collections.abc import Sequence
from uuid import UUID

from casino_club.domains.fraud.contracts import Case
from casino_club.domains.fraud.schemas import VerdictOut
from casino_club.domains.payments.contracts import WebhookEvent, WebhookStatus
from casino_club.domains.rewards.schemas import BundleOut
from casino_club.domains.shop.contracts import Purchase, Refund, RefundKind, Status, Step
from casino_club.domains.shop.schemas import Price, PurchaseDetailOut, StepOut, Words
from casino_club.domains.wallet.contracts import PostingLine
from casino_club.infra.http.schemas import Amount, In, Out, UtcTime


class RefundIn(In):
    """Without `amount` as much as the goods allow that are still there."""

    amount: Price | None = None
    reason: Words


class WebhookEventOut(Out):
    """A webhook: `RECEIVED` while it is worked on, then `DONE`, or `FAILED` with the last error."""

    id: UUID
    provider: str
    event_id: str
    receipt_code: str
    status: WebhookStatus
    attempts: int
    last_error: str | None
    received_at: UtcTime
    changed_at: UtcTime

    @classmethod
    def of(cls, event: WebhookEvent) -> "WebhookEventOut":
        """A webhook in the words of the API."""
        return cls(
            id=event.id,
            provider=event.provider,
            event_id=event.event_id,
            receipt_code=event.receipt,
            status=event.status,
            attempts=event.attempts,
            last_error=event.last_error,
            received_at=event.received_at,
            changed_at=event.changed_at,
        )


class RefundOut(Out):
    """What went back. `taken` is what of the goods came back, `owed` the debt; `sent` is false until the provider has
    taken it, `refused` when it would not."""

    id: UUID
    kind: RefundKind
    amount: Amount
    taken: BundleOut
    owed: BundleOut
    reason: str
    sent: bool
    refused: bool
    created_at: UtcTime

    @classmethod
    def of(cls, one: Refund) -> "RefundOut":
        """A refund in the words of the API."""
        return cls(
            id=one.id,
            kind=one.kind,
            amount=one.amount,
            taken=BundleOut.of(one.taken),
            owed=BundleOut.of(one.owed),
            reason=one.reason,
            sent=one.sent_at is not None,
            refused=one.refused_at is not None,
            created_at=one.created_at,
        )


class RefundDoneOut(Out):
    """A refund that was asked: `refunded` is what has gone back of the purchase in all."""

    id: UUID
    receipt_code: str
    status: Status
    amount: Amount
    refunded: Amount
    taken: BundleOut
    sent: bool

    @classmethod
    def of(cls, purchase: Purchase, one: Refund) -> "RefundDoneOut":
        """A refund and where it leaves its purchase."""
        return cls(
            id=one.id,
            receipt_code=purchase.receipt,
            status=purchase.status,
            amount=one.amount,
            refunded=purchase.refunded,
            taken=BundleOut.of(one.taken),
            sent=one.sent_at is not None,
        )


class PostingOut(Out):
    """A line of the books: from one kind of account to another."""

    id: UUID
    kind: str
    currency: str
    amount: Amount
    source: str
    target: str
    at: UtcTime

    @classmethod
    def of(cls, line: PostingLine) -> "PostingOut":
        """A posting in the words of the API."""
        return cls(
            id=line.id,
            kind=line.kind,
            currency=line.currency,
            amount=line.amount,
            source=line.source,
            target=line.target,
            at=line.created_at,
        )


class CaseStepOut(StepOut):
    """A step with who made it; null for the club itself."""

    actor_id: int | None


class PurchaseCaseOut(PurchaseDetailOut):
    """Everything about one purchase; `fraud` is what the rules said of a purchase for money."""

    user_id: int
    steps: list[CaseStepOut]
    postings: list[PostingOut]
    refunds: list[RefundOut]
    webhooks: list[WebhookEventOut]
    fraud: VerdictOut | None

    @classmethod
    def of_case(
        cls,
        purchase: Purchase,
        steps: Sequence[Step],
        language: str,
        *,
        checkout_url: str | None,
        postings: Sequence[PostingLine],
        refunds: Sequence[Refund],
        webhooks: Sequence[WebhookEvent],
        fraud: Case | None,
    ) -> "PurchaseCaseOut":
        """A purchase with its books, refunds and webhooks."""
        return cls(
            **cls.facts_of(purchase, language),
            timeline=[StepOut(status=step.after, reason=step.cause, at=step.at) for step in steps],
            checkout_url=checkout_url,
            user_id=purchase.user_id,
            steps=[
                CaseStepOut(status=step.after, reason=step.cause, at=step.at, actor_id=step.actor_id) for step in steps
            ],
            postings=[PostingOut.of(line) for line in postings],
            refunds=[RefundOut.of(one) for one in refunds],
            webhooks=[WebhookEventOut.of(event) for event in webhooks],
            fraud=None if fraud is None else VerdictOut.of(fraud.verdict),
        )
