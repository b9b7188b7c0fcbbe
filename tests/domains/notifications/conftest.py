"""Players, the relay by hand, a mail server that keeps what it is given, and a push service that opens it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from casino_club.domains.notifications import public
from casino_club.domains.notifications.courier import Courier
from casino_club.domains.notifications.mail import SmtpMailer
from casino_club.kernel.clock import FrozenClock
from tests.domains.notifications.support import MailServer, PushService
from tests.support.http import Person, sign_up

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)

Sql = Callable[..., Awaitable[list[Any]]]
Notify = Callable[..., Awaitable[bool]]


@pytest.fixture
def frozen(app: FastAPI) -> FrozenClock:
    """The clock of the routes, the courier and the service."""
    app.state.clock = FrozenClock(NOON)
    return app.state.clock


@pytest.fixture
def sql(app: FastAPI) -> Sql:
    """Runs a statement in the application's role and answers its rows."""

    async def run(statement: str, **facts: Any) -> list[Any]:
        async with app.state.database.transaction() as session:
            done = await session.execute(text(statement), facts)
            return list(done) if done.returns_rows else []

    return run


@pytest.fixture
def newcomer(app_client, sql: Sql) -> Callable[..., Awaitable[Person]]:
    """Somebody new, with an address; `locale` en unless told otherwise."""

    async def come(*, email: bool = True, locale: str = "en", notify: str = "{}") -> Person:
        person = await sign_up(app_client)
        await sql(
            "UPDATE users SET email = CAST(:email AS text), email_key = CAST(:email AS text), locale = :locale,"
            " notify = CAST(:notify AS jsonb) WHERE id = :id",
            email=f"{person.user['nickname']}@mail.test" if email else None,
            locale=locale,
            notify=notify,
            id=person.user["id"],
        )
        return person

    return come


@pytest.fixture
async def anna(newcomer) -> Person:
    return await newcomer()


@pytest.fixture
def notify(app: FastAPI, frozen: FrozenClock) -> Notify:
    """Writes one player a message, in a transaction of its own."""
    numbers = iter(range(10_000))

    async def write(person: Person, template: str = "friends.requested", key: str | None = None, **facts: Any) -> bool:
        facts = {"variables": {"friend": "minji", "device": "Firefox", "rank": 3, "gold": 5000, "tier": "VIP"}, **facts}
        async with app.state.database.transaction() as session:
            return await public.notify(
                session,
                user_id=person.user["id"],
                template=template,
                dedupe_key=key or f"key:{next(numbers)}",
                now=frozen.now(),
                **facts,
            )

    return write


@pytest.fixture
async def mail() -> AsyncIterator[MailServer]:
    async with MailServer() as server:
        yield server


@pytest.fixture
async def push() -> AsyncIterator[PushService]:
    async with PushService() as service:
        yield service


@pytest.fixture
def courier(app: FastAPI, frozen: FrozenClock, mail: MailServer) -> Courier:
    return make_courier(app, mail.url)


def make_courier(app: FastAPI, url: str | None, **facts: Any) -> Courier:
    """A courier as the worker has it, on the test's clock."""
    return Courier(
        app.state.database,
        app.state.clock,
        mailer=None if url is None else SmtpMailer(url),
        sender="Casino-Club <no-reply@club.test>",
        base_url="https://club.test/",
        **{"public_only": False, **facts},
    )
