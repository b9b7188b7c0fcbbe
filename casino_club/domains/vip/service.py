"""Use cases of VIP. The caller's transaction is `auth.feed.transaction()` wherever a tier may change."""

from dataclasses import replace
from datetime import date, datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.auth import public as auth_public
from casino_club.domains.auth.public import Auth
from casino_club.domains.rewards import public as rewards
from casino_club.domains.rewards.contracts import Bundle
from casino_club.domains.users import public as users
from casino_club.domains.users.contracts import Tier, UserView
from casino_club.domains.users.errors import UserNotFoundError
from casino_club.domains.vip import metrics, repository, rules
from casino_club.domains.vip.contracts import Activity, Cause, VipClaim, VipStatus
from casino_club.domains.vip.events import GRACE_BEGAN, TIER_CHANGED
from casino_club.infra.outbox.store import publish

CLAIMED: Final = "vip_daily"
"""The reason of a daily claim's grant."""


async def activity_of(session: AsyncSession, *, user_id: int, today: date) -> Activity:
    """What the window that ends today holds."""
    since = rules.window_start(today)
    return Activity(
        points=await rewards.counter_since(session, user_id=user_id, counter="vip_points", since=since),
        spend_krw=await rewards.counter_since(session, user_id=user_id, counter="spend_krw", since=since),
    )


async def status(session: AsyncSession, *, user_id: int, now: datetime) -> VipStatus:
    """Tier, progress, benefits and the daily claim, as they are at `now`. Raises `UserNotFoundError`."""
    user = await users.get(session, user_id=user_id)
    today = now.date()
    activity = await activity_of(session, user_id=user_id, today=today)
    claims = await rewards.list_grants(session, user_id=user_id, reason=CLAIMED, limit=1)
    key = rules.claim_key(user_id, today)
    standing = await repository.find_standing(session, user_id)
    return VipStatus(
        tier=user.vip_tier,
        next_tier=rules.next_tier(user.vip_tier),
        vip_points=user.vip_points,
        claimed_today=bool(await rewards.find_grants(session, user_id=user_id, keys=[key])),
        last_claim_at=claims[0].created_at if claims else None,
        progress=rules.progress(user.vip_tier, activity),
        benefits=rules.benefits_of(user.vip_tier),
        grace_until=rules.grace_until(user.vip_tier, activity, standing),
    )


async def claim(session: AsyncSession, *, auth: Auth, user_id: int, now: datetime) -> VipClaim:
    """Take the day's points, once, by the tier of this moment; a tier they lead to comes at once."""
    user = await users.get(session, user_id=user_id)
    grant = await rewards.grant(
        session,
        user_id=user_id,
        reason=CLAIMED,
        bundle=Bundle(vip_points=rules.DAILY_POINTS[user.vip_tier]),
        idempotency_key=rules.claim_key(user_id, now.date()),
        now=now,
    )
    metrics.CLAIMS.labels("paid" if grant.applied else "repeated").inc()
    raised = await reconsider(session, auth=auth, user_id=user_id, now=now) if grant.applied else None
    after = await users.get(session, user_id=user_id)
    return VipClaim(
        points=grant.bundle.vip_points,
        vip_points=after.vip_points,
        tier=after.vip_tier,
        upgraded_from=None if raised is None else user.vip_tier,
        claimed_at=grant.created_at,
        applied=grant.applied,
    )


async def reconsider(session: AsyncSession, *, auth: Auth, user_id: int, now: datetime) -> Tier | None:
    """Give the higher tier that the figures reach by now; answers it, or None when nothing changes."""
    if await _upgrade_due(session, await users.get(session, user_id=user_id), now.date()) is None:
        return None
    user = await users.get(session, user_id=user_id, lock=True)
    due = await _upgrade_due(session, user, now.date())
    if due is not None:
        await _change(session, auth=auth, user=user, tier=due, cause="earned", now=now)
        standing = await repository.find_standing(session, user_id)
        await repository.keep_standing(session, user_id, replace(standing, grace_month=None))
    return due


async def _upgrade_due(session: AsyncSession, user: UserView, today: date) -> Tier | None:
    activity = await activity_of(session, user_id=user.id, today=today)
    return rules.upgrade_of(user.vip_tier, activity, await repository.find_standing(session, user.id), today)


async def _change(
    session: AsyncSession, *, auth: Auth, user: UserView, tier: Tier, cause: Cause, now: datetime
) -> UserView:
    """Change a tier whose row is held: the user, its tokens, the history, and everybody who wants to know."""
    changed = await users.set_tier(session, user_id=user.id, tier=tier)
    await auth_public.outdate_tokens(session, auth=auth, user_id=user.id)
    activity = await activity_of(session, user_id=user.id, today=now.date())
    await repository.note_change(
        session, user.id, before=user.vip_tier, after=tier, cause=cause, activity=activity, now=now
    )
    data = {"from_tier": user.vip_tier, "to_tier": tier, "cause": cause}
    publish(session, type_=TIER_CHANGED, user_id=user.id, data=data)
    metrics.TIER_CHANGES.labels(tier, cause).inc()
    return changed


async def set_tier(session: AsyncSession, *, auth: Auth, user_id: int, tier: Tier, now: datetime) -> UserView:
    """A decision by staff, which holds for `rules.STAFF_HOLD` against both upgrade and review."""
    user = await users.get(session, user_id=user_id, lock=True)
    standing = await repository.find_standing(session, user_id)
    held_until = now.date() + rules.STAFF_HOLD
    await repository.keep_standing(session, user_id, replace(standing, grace_month=None, held_until=held_until))
    if user.vip_tier == tier:
        return user
    return await _change(session, auth=auth, user=user, tier=tier, cause="staff", now=now)


async def review(session: AsyncSession, *, auth: Auth, user_id: int, now: datetime) -> None:
    """Judge one player for this month, once: keep, grace, or one tier down."""
    today = now.date()
    try:
        user = await users.get(session, user_id=user_id, lock=True)
    except UserNotFoundError:
        user = None
    standing = await repository.find_standing(session, user_id)
    if not rules.is_review_due(standing, today):
        return
    month = today.replace(day=1)
    if user is None:
        await repository.keep_standing(session, user_id, replace(standing, reviewed_month=month))
        return
    activity = await activity_of(session, user_id=user_id, today=today)
    verdict = rules.review(user.vip_tier, activity, standing, today)
    reviewed = replace(standing, reviewed_month=month, grace_month=verdict.grace_month)
    await repository.keep_standing(session, user_id, reviewed)
    if verdict.tier != user.vip_tier:
        metrics.REVIEWS.labels("down").inc()
        await _change(session, auth=auth, user=user, tier=verdict.tier, cause="review", now=now)
    elif verdict.grace_month is not None:
        metrics.REVIEWS.labels("grace").inc()
        data = {"tier": user.vip_tier, "until": rules.next_month(month).isoformat()}
        publish(session, type_=GRACE_BEGAN, user_id=user_id, data=data)
    else:
        metrics.REVIEWS.labels("kept").inc()
