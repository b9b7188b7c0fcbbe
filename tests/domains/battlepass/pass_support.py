"""Players with points, gems and a clock that the test holds."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from fastapi import FastAPI

from casino_club.domains.auth import public as auth_public
from casino_club.domains.battlepass import public as battlepass
from casino_club.domains.rewards import public as rewards
from casino_club.domains.rewards.contracts import Bundle, Grant
from casino_club.domains.users import public as users
from casino_club.domains.wallet import public as wallet
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import FrozenClock
from tests.support.http import Person
from tests.support.relay import club_consumers, deliver

START = datetime(2026, 11, 10, 12, tzinfo=UTC)
_keys = count(1)


async def give(
    database: Database, user_id: int, clock: FrozenClock, *, reason: str = "compensation", **parts: Any
) -> Grant:
    """Give somebody something now."""
    async with database.transaction() as session:
        return await rewards.grant(
            session,
            user_id=user_id,
            reason=reason,
            bundle=Bundle(**parts),
            idempotency_key=f"test:{next(_keys)}",
            now=clock.now(),
        )


async def count_all(database: Database, clock: FrozenClock) -> list[Any]:
    """Let the club count what has happened."""
    return await deliver(database, club_consumers(database, clock))


async def gain(database: Database, user_id: int, clock: FrozenClock, points: int) -> None:
    """Give experience and have it counted."""
    await give(database, user_id, clock, exp=points)
    await count_all(database, clock)


async def balances(database: Database, user_id: int) -> dict[str, int]:
    async with database.read() as session:
        return dict(await wallet.balances_of(session, user_id=user_id))


async def pass_level(database: Database, user_id: int) -> int:
    """The level on the player's row."""
    async with database.read() as session:
        return (await users.get(session, user_id=user_id)).battlepass_level


async def pass_keys(database: Database, user_id: int) -> set[str]:
    """The keys of what a player was given of any season."""
    async with database.read() as session:
        given = await rewards.list_grants(session, user_id=user_id, reason="battlepass", limit=200)
    return {grant.key for grant in given}


async def broken_invariants(database: Database) -> list[str]:
    async with database.read() as session:
        findings = [*await battlepass.audit_findings(session), *await rewards.audit_findings(session)]
    return [f"{finding.check}: {finding.examples}" for finding in findings if finding.violations]


async def make_staff(app: FastAPI, person: Person, role: str) -> None:
    """Give a role and a token that carries it."""
    async with app.state.auth.feed.transaction() as session:
        await users.grant_role(session, user_id=person.user["id"], role=role)
        await auth_public.outdate_tokens(session, auth=app.state.auth, user_id=person.user["id"])
