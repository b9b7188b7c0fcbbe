"""Gives rewards. The caller's transaction is the only one."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from prometheus_client import Counter as Metric
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.rewards import repository, rules
from casino_club.domains.rewards.contracts import Bundle, Counter, Grant, Source
from casino_club.domains.rewards.errors import EmptyBundleError
from casino_club.domains.rewards.events import GRANTED, LEVELLED
from casino_club.domains.users import public as users
from casino_club.domains.users.contracts import Gain, Standing
from casino_club.domains.wallet import public as wallet
from casino_club.domains.wallet.contracts import Player, PostingKind, TransferCommand
from casino_club.infra.outbox.store import Outgoing, publish, publish_many
from casino_club.kernel.clock import iso_z
from casino_club.kernel.ids import uuid7

GRANTS: Final = Metric("casino_club_reward_grants_total", "Rewards by reason", ["reason", "result"])

WELCOME: Final = "welcome"
LEVEL_UP: Final = "level_up"
PLAY: Final = "play"
_KINDS: Final[dict[str, PostingKind]] = {
    WELCOME: "welcome",
    "compensation": "compensation",
    "purchase": "purchase_grant",
    "partner": "partner_credit",
}
"""How the ledger calls a grant of this reason; any other is a `reward`."""


async def grant(
    session: AsyncSession,
    *,
    user_id: int,
    reason: str,
    bundle: Bundle,
    idempotency_key: str,
    now: datetime,
    source: Source = "promo",
) -> Grant:
    """Give a bundle once. See `rewards.public.grant` for the promise."""
    if bundle.is_empty:
        raise EmptyBundleError
    # Before the look: whoever waits here then sees the grant of whoever was first.
    await wallet.lock_player(session, user_id=user_id)
    known = await repository.find_grants(session, user_id=user_id, keys=[idempotency_key])
    if known:
        GRANTS.labels(reason, "repeated").inc()
        return known[idempotency_key]
    grant_id = uuid7()
    lines, balances = await _pay(session, grant_id, user_id=user_id, bundle=bundle, reason=reason, source=source)
    lines += await _count(session, user_id=user_id, bundle=bundle)
    for code, quantity in bundle.holdings.items():
        added, held = await repository.hold(session, user_id=user_id, code=code, quantity=quantity)
        lines.append(_line(code, added, held))
    if bundle.pass_levels:
        lines.append(_line("pass_levels", bundle.pass_levels, None))
    given = Grant(
        id=grant_id,
        user_id=user_id,
        key=idempotency_key,
        reason=reason,
        bundle=bundle,
        reward_items=tuple(lines),
        new_balances=balances,
        created_at=now,
        applied=True,
    )
    await repository.keep_grant(session, given)
    facts = {
        "grant_id": str(grant_id),
        "key": idempotency_key,
        "reason": reason,
        "bundle": bundle.as_data(),
        "reward_items": lines,
        "granted_at": iso_z(now),
    }
    publish(session, type_=GRANTED, user_id=user_id, data=facts)
    GRANTS.labels(reason, "applied").inc()
    return given


def _line(reward_type: str, amount: int, balance_after: int | None) -> dict[str, Any]:
    return {"reward_type": reward_type, "amount": amount, "balance_after": balance_after}


async def _pay(
    session: AsyncSession, grant_id: UUID, *, user_id: int, bundle: Bundle, reason: str, source: Source
) -> tuple[list[dict[str, Any]], dict[str, int]]:
    lines: list[dict[str, Any]] = []
    balances: dict[str, int] = {}
    for currency, amount in bundle.money.items():
        moved = await wallet.transfer(
            session,
            TransferCommand(
                source=source,
                target=Player(user_id),
                currency=currency,
                amount=amount,
                kind=_KINDS.get(reason, "reward"),
                idempotency_key=f"reward:{grant_id}:{currency}",
                ref=grant_id,
            ),
        )
        balances[currency] = moved.balances[user_id]
        lines.append(_line(currency, amount, balances[currency]))
    return lines, balances


async def _count(session: AsyncSession, *, user_id: int, bundle: Bundle) -> list[dict[str, Any]]:
    """Add the bundle's counters to the player's row; their history is written with the grant."""
    gain = Gain(bundle.exp, bundle.vip_points)
    if gain == Gain():
        return []
    standings = await users.lock_standings(session, user_ids=[user_id])
    after = (await _rise(session, standings=standings, gains={user_id: gain}))[user_id]
    counted: list[tuple[Counter, int, int]] = [
        ("exp", gain.exp, after.experience),
        ("vip_points", gain.vip_points, after.vip_points),
    ]
    return [_line(*line) for line in counted if line[1]]


async def _rise(
    session: AsyncSession, *, standings: Mapping[int, Standing], gains: Mapping[int, Gain]
) -> dict[int, Standing]:
    """Add to locked players. Levels gained are told, and paid behind the event: nobody here holds their accounts."""
    after = await users.rise(session, standings=standings, gains=gains)
    risen = [
        Outgoing(LEVELLED, user_id, {"from": standings[user_id].level, "to": line.level})
        for user_id, line in after.items()
        if line.level > standings[user_id].level
    ]
    publish_many(session, risen)
    return after


async def reward_rounds(
    session: AsyncSession, *, stakes: Mapping[tuple[int, date], Sequence[int]]
) -> dict[tuple[int, date], int]:
    """Give the experience of settled rounds. See `rewards.public.reward_rounds`."""
    standings = await users.lock_standings(session, user_ids={user_id for user_id, _ in stakes})
    gained: dict[tuple[int, date], int] = {}
    totals: dict[int, int] = {}
    for (user_id, day), staked in stakes.items():
        if user_id not in standings:
            continue
        is_vip = standings[user_id].vip_tier == "VIP"
        exp = sum(rules.experience_of_round(stake, is_vip=is_vip) for stake in staked)
        gained[user_id, day] = exp
        totals[user_id] = totals.get(user_id, 0) + exp
    if not gained:
        return {}
    gains = {user_id: Gain(exp=exp) for user_id, exp in totals.items()}
    await _rise(session, standings=standings, gains=gains)
    await repository.count(session, [(user_id, "exp", day, PLAY, exp) for (user_id, day), exp in gained.items()])
    return gained


async def pay_levels(session: AsyncSession, *, user_id: int, first: int, last: int, now: datetime) -> None:
    """The reward of every level from `first` to `last`, each once."""
    for level in range(first, last + 1):
        await grant(
            session,
            user_id=user_id,
            reason=LEVEL_UP,
            bundle=rules.level_up_bundle(level),
            idempotency_key=f"level-up:{level}",
            now=now,
            source="mint",
        )


async def grant_welcome(session: AsyncSession, *, user_id: int, now: datetime) -> Grant:
    """What a new player starts with, once however often it is called."""
    return await grant(
        session,
        user_id=user_id,
        reason=WELCOME,
        bundle=rules.WELCOME_BUNDLE,
        idempotency_key=WELCOME,
        now=now,
        source="mint",
    )
