"""The till: purchases for money, from the order to the last refund. Calls to the provider stand between transactions.

Whatever wakes it (a webhook, the return page, an operator, a job), it does the same: ask the provider, then move the
purchase by `rules.next_move` under the player's lock.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.fraud import public as fraud
from casino_club.domains.fraud.contracts import Attempt, Outcome
from casino_club.domains.payments import public as payments
from casino_club.domains.payments.contracts import Order, Payment, WebhookEvent
from casino_club.domains.payments.errors import (
    GatewayUnavailableError,
    PaymentsUnavailableError,
    RefundRefusedError,
)
from casino_club.domains.payments.public import Payments
from casino_club.domains.responsible import public as responsible
from casino_club.domains.shop import metrics, refunds, repository, rules, service
from casino_club.domains.shop.contracts import Buyer, Move, Purchase, Standing, Status, Terms
from casino_club.domains.shop.errors import GrantFailedError, PurchaseNotFoundError
from casino_club.domains.users import public as users
from casino_club.domains.wallet import public as wallet
from casino_club.infra.db.engine import Database, is_unavailable
from casino_club.infra.settings import Settings
from casino_club.kernel.clock import Clock
from casino_club.kernel.errors import DomainError, InvariantError
from casino_club.kernel.money import MONEY, Money

log = structlog.get_logger(__name__)

_OUTCOMES: Final[Mapping[Status, Outcome]] = {
    "succeeded": "paid",
    "refunded": "paid",
    "failed": "failed",
    "charged_back": "charged_back",
}
"""What the rules against fraud remember of a purchase."""
NOT_GIVEN: Final = "grant_failed"
"""Why a purchase still waits that is paid."""
SWEPT_AT_ONCE: Final = 200
STUCK_AFTER: Final = timedelta(minutes=1)


def terms_of(settings: Settings, *, takes_money: bool) -> Terms:
    """What the settings allow of purchases."""
    return Terms(
        sells=responsible.market_profile(settings.market).purchases,
        takes_money=takes_money,
        krw_per_usd=settings.krw_per_usd,
        monthly_cap_krw=settings.monthly_purchase_cap_krw,
    )


def _is_payable(purchase: Purchase) -> bool:
    return purchase.currency in MONEY and purchase.status in rules.OPEN and purchase.cause != NOT_GIVEN


def _is_bug(problem: Exception) -> bool:
    """Whether an error wants a traceback; the provider's refusals and a dead PostgreSQL do not."""
    return not (isinstance(problem, DomainError) or is_unavailable(problem))


def _money(purchase: Purchase) -> Money:
    return "KRW" if purchase.currency == "KRW" else "USD"


class Till:
    """Everything about purchases that touches the provider."""

    def __init__(
        self, database: Database, clock: Clock, desk: Payments | None, judge: fraud.Judge, settings: Settings
    ) -> None:
        self._database = database
        self._judge = judge
        self._clock = clock
        self._desk = desk
        self._pending_spike = settings.pending_spike
        self.terms = terms_of(settings, takes_money=desk is not None)

    @property
    def desk(self) -> Payments:
        """The provider's desk. Raises `PaymentsUnavailableError` where there is none."""
        if self._desk is None:
            raise PaymentsUnavailableError
        return self._desk

    async def judge(self, session: AsyncSession, purchase: Purchase, buyer: Buyer, *, now: datetime) -> str | None:
        """See `service.Counter.judge`."""
        attempt = Attempt(
            user_id=buyer.user_id,
            ip=buyer.ip,
            device=buyer.device,
            currency=_money(purchase),
            amount=purchase.amount,
            amount_krw=rules.in_won(purchase.amount, purchase.currency, krw_per_usd=self.terms.krw_per_usd),
            receipt=purchase.receipt,
        )
        verdict = await self._judge.judge(session, attempt, now)
        return f"blocked_{verdict.tier}" if verdict.refuses else None

    async def place(self, session: AsyncSession, purchase: Purchase) -> None:
        """See `service.Counter.place`."""
        buyer = await users.get(session, user_id=purchase.user_id)
        title = f"{purchase.product_name[buyer.locale]} × {purchase.quantity}"
        await self.desk.place(session, Order(purchase.receipt, _money(purchase), purchase.amount, title))

    def checkout_link(self, purchase: Purchase) -> str | None:
        """Where a purchase is paid; None when there is nothing to pay."""
        return self.desk.checkout_link(purchase.receipt) if _is_payable(purchase) else None

    async def checkout(self, receipt: str) -> str:
        """The provider's page for a purchase, or the page that tells how it ended.

        Raises `PurchaseNotFoundError`, `GatewayUnavailableError`.
        """
        async with self._database.read() as session:
            purchase = await self._find(session, receipt)
            order = await payments.find_order(session, receipt=receipt)
        if order is None:
            raise PurchaseNotFoundError
        if not _is_payable(purchase):
            return self.desk.return_link(receipt)
        if purchase.status == "pending" and order.checkout_url is not None:
            return order.checkout_url
        checkout = await self.desk.open(order)

        async def note(session: AsyncSession) -> bool:
            known = await self._lock(session, purchase)
            await self.desk.note_opened(session, receipt, checkout)
            if known.status == "created":
                await service.move(session, known, "pending", cause="opened", now=self._clock.now())
            return known.status in rules.OPEN

        is_open = await self._database.run(note)
        return checkout.url if is_open else self.desk.return_link(receipt)

    async def settle(self, receipt: str, *, owner: int | None = None, actor_id: int | None = None) -> Purchase:
        """Ask the provider and do what follows. Again is always right, and changes nothing the second time.

        With `owner`, only that player's own purchase. Raises `PurchaseNotFoundError`, `GatewayUnavailableError`, and
        `GrantFailedError` when it is paid but could not be given.
        """
        async with self._database.read() as session:
            known = await self._find(session, receipt)
            order = await payments.find_order(session, receipt=receipt)
        if owner is not None and known.user_id != owner:
            raise PurchaseNotFoundError
        if order is None:
            return known
        is_open = known.status in rules.OPEN
        is_over = is_open and self._clock.now() - known.created_at >= rules.EXPIRES_AFTER
        payment = await self.desk.look(order, final=is_over)
        step = self._step(known, payment)
        if not is_open and step is None:
            return known  # told twice, as every payment is: by the webhook and by the player who comes back

        async def follow(session: AsyncSession) -> tuple[Purchase, Sequence[Any]]:
            purchase = await self._lock(session, known)
            await self.desk.note_asked(session, receipt)
            moved = await self._follow(session, purchase, payment, actor_id=actor_id)
            outcome = _OUTCOMES.get(moved.status)
            if outcome is not None and moved.status != purchase.status:
                card = payment.card
                await fraud.note_outcome(session, receipt=receipt, outcome=outcome, card=card, now=self._clock.now())
            return moved, await repository.list_unsent(session, receipt=receipt, limit=SWEPT_AT_ONCE)

        try:
            settled, unsent = await self._database.run(follow)
        except Exception as problem:
            if is_unavailable(problem) or step is None or step.to != "succeeded":
                raise
            await self._note_not_given(known)
            raise GrantFailedError from problem
        await self._send(unsent)
        return settled

    async def _note_not_given(self, known: Purchase) -> None:
        """The player paid and got nothing yet: they are told so once, and the purchase waits for the next try."""

        async def note(session: AsyncSession) -> None:
            purchase = await self._lock(session, known)
            if purchase.status in rules.OPEN and purchase.cause != NOT_GIVEN:
                await service.move(session, purchase, purchase.status, cause=NOT_GIVEN, now=self._clock.now())

        await self._database.run(note)

    def _step(self, purchase: Purchase, payment: Payment) -> Move | None:
        standing = Standing(purchase.status, purchase.amount, purchase.currency, purchase.refunded, purchase.created_at)
        return rules.next_move(standing, payment, self._clock.now())

    async def _follow(
        self, session: AsyncSession, purchase: Purchase, payment: Payment, *, actor_id: int | None
    ) -> Purchase:
        now = self._clock.now()
        step = self._step(purchase, payment)
        if step is None:
            return purchase
        if step.refund_payer:
            rest = payment.amount - payment.refunded
            await refunds.send_back(session, purchase, amount=rest, cause=step.cause, now=now)
        return await self._move(session, purchase, step, actor_id=actor_id)

    async def _move(self, session: AsyncSession, purchase: Purchase, step: Move, *, actor_id: int | None) -> Purchase:
        now, is_paid = self._clock.now(), purchase.status == "succeeded"
        if is_paid and step.to == "charged_back":
            rest = purchase.amount - purchase.refunded
            return await refunds.learn(
                session, purchase, "chargeback", amount=rest, cause=step.cause, terms=self.terms, now=now
            )
        if is_paid and step.book_refund:
            return await refunds.learn(
                session, purchase, "provider", amount=step.book_refund, cause=step.cause, terms=self.terms, now=now
            )
        if step.to is None:
            return purchase
        if step.to == "succeeded":
            return await service.succeed(session, purchase, terms=self.terms, actor_id=actor_id, now=now)
        return await service.move(session, purchase, step.to, cause=step.cause, actor_id=actor_id, now=now)

    async def _find(self, session: AsyncSession, receipt: str) -> Purchase:
        known = await repository.find_purchase(session, receipt)
        if known is None:
            raise PurchaseNotFoundError
        return known

    async def _lock(self, session: AsyncSession, purchase: Purchase) -> Purchase:
        """The purchase as it stands now, alone with it: whoever moves it holds its player's lock."""
        await wallet.lock_player(session, user_id=purchase.user_id)
        return await self._find(session, purchase.receipt)

    async def send_refunds(self, receipt: str | None = None) -> int:
        """Tell the provider of refunds it has not heard of, of one purchase or of all; answers how many it took.

        What it does not answer now is sent again by the next call, under the same key.
        """
        if self._desk is None:
            return 0
        async with self._database.read() as session:
            waiting = await repository.list_unsent(session, receipt=receipt, limit=SWEPT_AT_ONCE)
        return await self._send(waiting)

    async def _send(self, waiting: Sequence[Any]) -> int:
        sent = 0
        for row in waiting:
            try:
                sent += await self._send_refund(row)
            except Exception as problem:  # one that cannot be sent now does not stand in the way of the others
                log.warning("refund_not_sent", receipt=row.receipt, error=repr(problem), exc_info=_is_bug(problem))
        return sent

    async def _send_refund(self, row: Any) -> bool:
        async with self._database.read() as session:
            order = await payments.find_order(session, receipt=row.receipt)
        if order is None:
            raise InvariantError(f"nothing was ordered for {row.receipt}, and yet it is paid back")
        error: DomainError | None = None
        try:
            await self.desk.refund(order, amount=row.amount, key=row.id)
        except (GatewayUnavailableError, RefundRefusedError) as problem:
            error = problem
            log.warning("refund_not_sent", receipt=row.receipt, error=problem.code)
        is_refused = isinstance(error, RefundRefusedError)

        async def note(session: AsyncSession) -> None:
            now = self._clock.now()
            await wallet.lock_player(session, user_id=row.user_id)
            one = await repository.lock_refund(session, row.id)
            if one.sent_at is not None or one.refused_at is not None:
                return  # another process sent it meanwhile, under the same key
            purchase = await self._find(session, row.receipt)
            # A refund is refused, too, when the payer's bank took the whole payment back first. Then it has gone back,
            # as the books say, and nothing is undone.
            has_gone_back = is_refused and purchase.status == "charged_back" and one.kind == "refund"
            await repository.note_try(
                session,
                row.id,
                error=None if error is None else error.code,
                sent=error is None or has_gone_back,
                refused=is_refused and not has_gone_back,
                now=now,
            )
            if is_refused and not has_gone_back:
                await refunds.undo(session, purchase, one, terms=self.terms, now=now)

        await self._database.run(note)
        metrics.REFUNDS.labels("sent" if error is None else error.code).inc()
        return error is None

    async def receive(self, provider: str, headers: Mapping[str, str], body: bytes) -> None:
        """Take a webhook: prove it, write it down, work on it. Raises `WebhookRefusedError` only."""
        event = await self.desk.receive(provider, headers, body)
        if event is not None:
            await self.work_on(event)

    async def work_on(self, event: WebhookEvent) -> Exception | None:
        """Do what a webhook asks for, and keep what came of it: it is DONE, or FAILED with the reason."""
        error: Exception | None = None
        try:
            await self.settle(event.receipt)
        except Exception as problem:  # whatever it is, it is written down and can be replayed
            log.warning("webhook_failed", receipt=event.receipt, error=repr(problem), exc_info=_is_bug(problem))
            error = problem
        await self.desk.note_work(event, error)
        return error

    async def sweep(self) -> int:
        """For a job: ask about what waits too long, finish webhooks whose process died, send refunds that were not.

        Answers how many purchases were asked about. What the provider does not answer waits for the next time.
        """
        if self._desk is None:
            return 0
        now = self._clock.now()
        async with self._database.read() as session:
            waiting = await repository.open_since(session, before=now - rules.ASK_AGAIN_AFTER)
            due = await payments.not_asked_since(
                session, waiting, before=now - rules.ASK_AGAIN_AFTER, limit=SWEPT_AT_ONCE
            )
            stuck = await payments.list_stuck(session, before=now - STUCK_AFTER, limit=SWEPT_AT_ONCE)
        metrics.PENDING.set(len(waiting))
        if len(waiting) >= self._pending_spike:
            log.error("pending_purchases_spike", pending=len(waiting), threshold=self._pending_spike)
        for receipt in due:
            try:
                await self.settle(receipt)
            except Exception as problem:  # one that cannot be settled does not stand in the way of the others
                log.warning("purchase_not_settled", receipt=receipt, error=repr(problem), exc_info=_is_bug(problem))
        for event in stuck:
            await self.work_on(event)
        await self.send_refunds()
        return len(due)

    async def aclose(self) -> None:
        """Give the provider's connections back, at the end of the process."""
        if self._desk is not None:
            await self._desk.aclose()
