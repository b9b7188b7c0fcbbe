"""Use cases of streaks. Whoever writes holds the player's account lock first: two tabs come one after the other."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.rewards import public as rewards
from casino_club.domains.rewards.contracts import PROTECTION, Bundle
from casino_club.domains.streaks import metrics, repository, rules
from casino_club.domains.streaks.contracts import (
    ACTION_TYPES,
    DAILY_LOGIN,
    PROTECTIONS_MAX,
    ActionType,
    CalendarDay,
    DayKind,
    PastDay,
    Protection,
    Reward,
    Run,
    Standing,
    StreakClaim,
    StreakStatus,
    Tick,
)
from casino_club.domains.streaks.errors import ProtectionFullError, UnknownActionTypeError
from casino_club.domains.streaks.events import TICKED
from casino_club.domains.streaks.repository import Kept
from casino_club.domains.wallet import public as wallet
from casino_club.domains.wallet.contracts import Player, TransferCommand
from casino_club.infra.outbox.store import publish
from casino_club.kernel.errors import InvariantError
from casino_club.kernel.ids import uuid7
from casino_club.kernel.money import Currency

CLAIMED = "streak"
"""The reason of a claim's grant."""


def get_action(code: str) -> ActionType:
    """The attendance with this code. Raises `UnknownActionTypeError`."""
    action = ACTION_TYPES.get(code)
    if action is None:
        raise UnknownActionTypeError({"action_types": sorted(ACTION_TYPES)})
    return action


async def _held(session: AsyncSession, user_id: int, action: ActionType) -> int:
    if not action.protected:
        return 0
    return (await rewards.holdings_of(session, user_id=user_id)).get(PROTECTION, 0)


async def _standing(session: AsyncSession, user_id: int, action: ActionType, run: Run | None, today: date) -> Standing:
    """What is left of the newest run; the player's protections are looked up only when days were missed."""
    is_gap = run is not None and (today - run.last_day).days > 1
    return rules.standing(run, today=today, protections=await _held(session, user_id, action) if is_gap else 0)


async def _newest_run(
    session: AsyncSession, user_id: int, action: ActionType, today: date, kept: Kept | None
) -> Run | None:
    """The newest run before `today`: by the copy, or by the days when the copy is not older than today."""
    if kept is None:
        return None
    if kept.last_day < today:
        return Run(kept.last_day, kept.streak_count)
    # The day is attended already, or the clock went back behind days it has been to.
    return rules.run_before(await repository.days_of(session, user_id, action.code, last=today), today)


async def tick(session: AsyncSession, *, user_id: int, action: ActionType, now: datetime) -> Tick:
    """Attend the UTC day of `now`, once. Protections absorb the days missed since the last one, all or none."""
    await wallet.lock_player(session, user_id=user_id)
    today = now.date()
    kept, found_day = await repository.find_day(session, user_id, action.code, today)
    if found_day == "attended":
        return Tick(action.code, today, await _count_through(session, user_id, action, today, kept), applied=False)
    run = await _newest_run(session, user_id, action, today, kept)
    found = await _standing(session, user_id, action, run, today)
    if found.absorbed:
        await _absorb(session, user_id, action, found, now)
    count = found.count + 1
    copy = await _copy(session, user_id, action, today, count, kept)
    await repository.attend(session, user_id, action.code, today, streak_count=count, kept=copy, now=now)
    if found_day == "protected":
        await _give_back(session, user_id)
    data = {"action_type": action.code, "day": today.isoformat(), "streak_count": count}
    publish(session, type_=TICKED, user_id=user_id, data=data)
    metrics.TICKS.labels(action.code).inc()
    return Tick(action.code, today, count, applied=True, absorbed=found.absorbed)


async def _count_through(session: AsyncSession, user_id: int, action: ActionType, day: date, kept: Kept | None) -> int:
    if kept is not None and kept.last_day == day:
        return kept.streak_count
    return rules.run_through(await repository.days_of(session, user_id, action.code, last=day), day).count


async def _absorb(session: AsyncSession, user_id: int, action: ActionType, found: Standing, now: datetime) -> None:
    used = len(found.absorbed)
    if not await rewards.take_holding(session, user_id=user_id, code=PROTECTION, quantity=used):
        raise InvariantError(f"player {user_id} lost protections while the account was locked")
    await repository.protect(session, user_id, action.code, found.absorbed, streak_count=found.count, now=now)
    metrics.PROTECTIONS.labels("used").inc(used)


async def _give_back(session: AsyncSession, user_id: int) -> None:
    """The clock went back and the player came on a day that had cost a protection: it was not missed after all."""
    await rewards.add_holding(session, user_id=user_id, code=PROTECTION, quantity=1)
    metrics.PROTECTIONS.labels("given_back").inc()


async def _copy(
    session: AsyncSession, user_id: int, action: ActionType, today: date, count: int, kept: Kept | None
) -> Kept:
    """What the days come to with `today` attended."""
    if kept is None or kept.last_day < today:
        return Kept(today, count, max(count, 0 if kept is None else kept.best_count))
    # A day behind the newest one may have joined two runs: count from the days.
    days: dict[date, DayKind] = {**await repository.days_of(session, user_id, action.code), today: "attended"}
    run = rules.run_through(days, kept.last_day)
    return Kept(run.last_day, run.count, rules.best_of(days))


async def status(session: AsyncSession, *, user_id: int, action: ActionType, now: datetime) -> StreakStatus:
    """The truth of `now`, from the rows alone; writes nothing."""
    today = now.date()
    kept = await repository.find_streak(session, user_id, action.code)
    week, month_start = rules.week_of(today), today.replace(day=1)
    first = min(week[0], month_start)
    days = await repository.days_of(session, user_id, action.code, first=first, last=week[-1])
    claimed = await _claims(session, user_id, action, week)
    ticked = days.get(today) == "attended"
    held = await _held(session, user_id, action)
    if ticked:
        found = Standing(await _count_through(session, user_id, action, today, kept))
    else:
        run = await _newest_run(session, user_id, action, today, kept)
        found = rules.standing(run, today=today, protections=held)
    covered = {day for day, kind in days.items() if kind == "protected"} | set(found.absorbed)
    return StreakStatus(
        action_type=action.code,
        today=today,
        streak_count=found.count,
        best_count=max(found.count, 0 if kept is None else kept.best_count),
        ticked_today=ticked,
        claimed_today=today in claimed,
        next_reward=rules.claim_reward(rules.next_count(found.count, ticked=ticked, claimed=today in claimed)),
        week=tuple(
            CalendarDay(day, attended=days.get(day) == "attended", claimed=day in claimed, protected=day in covered)
            for day in week
        ),
        month_count=sum(kind == "attended" and month_start <= day <= today for day, kind in days.items()),
        protections=held - len(found.absorbed),
    )


async def _claims(session: AsyncSession, user_id: int, action: ActionType, days: list[date]) -> dict[date, Reward]:
    """What was paid for those of the days that were claimed."""
    keys = {rules.claim_key(user_id, action.code, day): day for day in days}
    grants = await rewards.find_grants(session, user_id=user_id, keys=keys)
    return {keys[key]: Reward(grant.bundle.gold, grant.bundle.exp) for key, grant in grants.items()}


async def claim(session: AsyncSession, *, user_id: int, action: ActionType, now: datetime) -> StreakClaim:
    """Take today's reward, once; attends the day first when nobody has. A repetition tells what was paid."""
    ticked = await tick(session, user_id=user_id, action=action, now=now)
    reward = rules.claim_reward(ticked.streak_count)
    grant = await rewards.grant(
        session,
        user_id=user_id,
        reason=CLAIMED,
        bundle=Bundle(gold=reward.gold, exp=reward.exp),
        idempotency_key=rules.claim_key(user_id, action.code, ticked.day),
        now=now,
    )
    metrics.CLAIMS.labels("paid" if grant.applied else "repeated").inc()
    balances = grant.new_balances if grant.applied else await wallet.balances_of(session, user_id=user_id)
    return StreakClaim(
        reward=Reward(grant.bundle.gold, grant.bundle.exp),
        streak_count=ticked.streak_count,
        balance_after=balances["gold"],
        applied=grant.applied,
    )


async def list_past(
    session: AsyncSession,
    *,
    user_id: int,
    action: ActionType,
    month: date | None,
    before: date | None,
    limit: int,
) -> list[PastDay]:
    """Days of the history, the newest first: of one month (named by its first day), or of all time."""
    first = month or date.min
    end = date.max if month is None else rules.month_end(month)
    rows = await repository.list_past(
        session, user_id, action.code, first=first, before=min(end, before or date.max), limit=limit
    )
    claimed = await _claims(session, user_id, action, [row["day"] for row in rows])
    return [PastDay(**row, claimed=claimed.get(row["day"])) for row in rows]


async def protection(session: AsyncSession, *, user_id: int, now: datetime) -> Protection:
    """What a tick would leave in hand, and the prices."""
    found = await status(session, user_id=user_id, action=get_action(DAILY_LOGIN), now=now)
    return _protection(found.protections)


def _protection(held: int) -> Protection:
    return Protection(held, PROTECTIONS_MAX, rules.PROTECTION_GOLD, rules.PROTECTION_GEM)


async def buy_protection(
    session: AsyncSession, *, user_id: int, count: int, currency: Currency, now: datetime
) -> dict[str, Any]:
    """Buy protections for days to come. Raises `ProtectionFullError`, `InsufficientFundsError`.

    Buying is a visit: it attends the day first, so that what is bought after a gap never covers that gap. Nobody is
    asked to pay for a streak that is gone.
    """
    await tick(session, user_id=user_id, action=get_action(DAILY_LOGIN), now=now)
    held = (await rewards.holdings_of(session, user_id=user_id)).get(PROTECTION, 0)
    if held + count > PROTECTIONS_MAX:
        raise ProtectionFullError({"held": held, "held_max": PROTECTIONS_MAX})
    cost = count * (rules.PROTECTION_GOLD if currency == "gold" else rules.PROTECTION_GEM)
    ref = uuid7()
    key = f"streak-protection:{user_id}:{ref}"
    paid = await wallet.transfer(
        session, TransferCommand(Player(user_id), "shop", currency, cost, "shop_spend", key, ref=ref)
    )
    if await rewards.add_holding(session, user_id=user_id, code=PROTECTION, quantity=count) != count:
        raise InvariantError(f"player {user_id} paid for protections that did not fit")
    metrics.PROTECTIONS.labels("bought").inc(count)
    return {
        "held": held + count,
        "bought": count,
        "cost": {"currency": currency, "amount": cost},
        "balance_after": paid.balances[user_id],
    }
