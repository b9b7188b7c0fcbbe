"""The stage as a player meets it: gifts, the ranking, the index. The caller's transaction is the only one."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.events import public as live_events
from casino_club.domains.events.contracts import MODEL_INDEX, PlayerEvent
from casino_club.domains.responsible import public as responsible
from casino_club.domains.responsible.errors import AccountExcludedError
from casino_club.domains.stage import metrics, repository
from casino_club.domains.stage.contracts import Episode, Gift, ModelIndex, Sent, Supporter
from casino_club.domains.stage.errors import GiftingDisabledError
from casino_club.domains.stage.events import GIFTED
from casino_club.domains.stage.rules import check_gift, index_of
from casino_club.domains.users import public as users
from casino_club.domains.users.contracts import PublicName
from casino_club.domains.wallet import public as wallet
from casino_club.domains.wallet.contracts import Player, TransferCommand
from casino_club.infra.outbox.store import publish
from casino_club.kernel.errors import InvariantError
from casino_club.kernel.ids import uuid7

SUPPORTERS_SHOWN: Final = 10
EPISODES_SHOWN: Final = 12
GIFTS_SHOWN: Final = 20
ANNOUNCED: Final = timedelta(days=28)
"""Coming episodes are shown four weeks ahead."""


async def send_gift(session: AsyncSession, *, user_id: int, amount: int, gifting: bool, now: datetime) -> Sent:
    """Give gold to the stage: it goes to the shop's account and is gone.

    The caller holds the player's lock, so the day's limit is judged alone. Raises `GiftingDisabledError`,
    `AccountExcludedError` in a break of any kind, `GiftStepError`, `GiftLimitError`, `InsufficientFundsError`.
    """
    if not gifting:
        raise GiftingDisabledError
    exclusion = await responsible.find_exclusion(session, user_id=user_id, now=now)
    if exclusion is not None:
        raise AccountExcludedError(exclusion.until)
    limits = await repository.get_limits(session)
    given = await repository.given_on(session, user_id, now.date())
    check_gift(amount, limits, given)
    episode = await repository.find_on_air(session, now)
    gift = Gift(uuid7(), user_id, None if episode is None else episode.id, amount, now)
    moved = await wallet.transfer(
        session,
        TransferCommand(
            source=Player(user_id),
            target="shop",
            currency="gold",
            amount=amount,
            kind="gift",
            idempotency_key=f"gift:{gift.id}",
            ref=gift.id,
        ),
    )
    data = {"gift_id": str(gift.id), "amount": amount, "currency": "gold"}
    event_id = publish(session, type_=GIFTED, user_id=user_id, data=data)
    await repository.add_gift(session, gift, event_id)
    me = await repository.find_supporter(session, user_id)
    if me is None:
        raise InvariantError("a gift without its supporter")
    metrics.GIFTS.inc()
    metrics.GOLD.inc(amount)
    return Sent(
        gift=gift,
        balance_after=moved.balances[user_id],
        index=await model_index(session),
        me=me,
        day_left=limits.day_max - given - amount,
    )


async def model_index(session: AsyncSession) -> ModelIndex:
    """The club's index now: gifts count at once, rounds as soon as they are tallied."""
    return index_of(await repository.total_gifted(session), await live_events.model_index_rounds(session))


async def top_supporters(session: AsyncSession) -> list[Supporter]:
    """The first places of the ranking."""
    return await repository.list_top(session, limit=SUPPORTERS_SHOWN)


async def names_of(session: AsyncSession, lines: Sequence[Supporter], now: datetime) -> dict[int, PublicName]:
    """Whom the ranking may name: players who left or take a break keep their place without a name."""
    found = await users.list_names(session, user_ids=[line.user_id for line in lines])
    return {user_id: name for user_id, name in found.items() if name.is_shown(now)}


async def find_event(session: AsyncSession, *, user_id: int, now: datetime) -> PlayerEvent | None:
    """The running event that the stage counts as its own, as this player sees it."""
    running = await live_events.active_of(session, user_id=user_id, now=now)
    return next((seen for seen in running if MODEL_INDEX in seen.event.requirements), None)


async def shown_episodes(session: AsyncSession, now: datetime) -> list[Episode]:
    """Past, running and soon coming episodes, the latest first."""
    return await repository.list_shown(session, until=now + ANNOUNCED, limit=EPISODES_SHOWN)
