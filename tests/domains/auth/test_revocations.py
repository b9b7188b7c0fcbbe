"""What one process ends, every process refuses: at once through Valkey, soon through PostgreSQL alone."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from casino_club.domains.auth import public as auth_public
from casino_club.domains.auth import revocations
from casino_club.domains.auth.contracts import Revocation
from casino_club.domains.auth.revocations import CHANNEL, decode, encode
from casino_club.infra.settings import Settings
from casino_club.kernel.clock import FrozenClock
from casino_club.kernel.ids import uuid7
from tests.support.access import NOON, Caller, access_app, client_of, close


@pytest.fixture
async def second(settings: Settings, clock: FrozenClock, club: FastAPI) -> AsyncIterator[FastAPI]:
    """A second API process on the same engines."""
    app = access_app(settings, clock)
    await app.state.auth.start()
    yield app
    await close(app)


async def eventually(status: Callable[[], Awaitable[int]], wanted: int) -> None:
    """Wait until a call answers `wanted`; the test's own timeout is the bound."""
    while await status() != wanted:  # noqa: ASYNC110 - it watches another process's answers
        await asyncio.sleep(0.01)


async def status_at(app: FastAPI, token: str) -> int:
    async with client_of(app) as client:
        headers = {"Authorization": f"Bearer {token}"}
        return (await client.get("/guarded/player", headers=headers)).status_code


async def test_a_log_out_is_known_to_every_process(player: Caller, second: FastAPI) -> None:
    assert await status_at(second, player.access) == 200
    await player.post("/api/auth/logout")
    await eventually(lambda: status_at(second, player.access), 401)


async def test_the_news_alone_is_enough(
    monkeypatch: pytest.MonkeyPatch, club: FastAPI, player: Caller, second: FastAPI
) -> None:
    """Valkey carries it: PostgreSQL is not asked again in this test."""
    await asyncio.wait_for(second.state.auth.feed._listening.wait(), 30)
    await second.state.auth.feed.poll()

    async def never() -> None:
        pytest.fail("asked PostgreSQL")

    monkeypatch.setattr(second.state.auth.feed, "poll", never)
    await player.post("/api/auth/logout")
    await eventually(lambda: status_at(second, player.access), 401)


async def test_without_valkey_postgresql_is_asked(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, clock: FrozenClock, player: Caller
) -> None:
    monkeypatch.setattr(revocations, "POLL_WITHOUT_VALKEY_S", 0.01)
    deaf = access_app(settings.model_copy(update={"redis_url": "redis://127.0.0.1:1/0"}), clock)
    await deaf.state.auth.start()
    try:
        assert await status_at(deaf, player.access) == 200
        await player.post("/api/auth/logout")
        await eventually(lambda: status_at(deaf, player.access), 401)
    finally:
        await close(deaf)


async def test_what_was_said_before_one_listened_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, clock: FrozenClock
) -> None:
    monkeypatch.setattr(revocations, "POLL_S", 3600)
    monkeypatch.setattr(revocations, "POLL_WITHOUT_VALKEY_S", 3600)
    app = access_app(settings, clock)
    feed = app.state.auth.feed
    twice = asyncio.Event()
    polled: list[bool] = []

    async def poll() -> None:
        polled.append(feed._listening.is_set())
        if len(polled) == 2:
            twice.set()

    monkeypatch.setattr(feed, "poll", poll)
    await app.state.auth.start()
    try:
        await asyncio.wait_for(twice.wait(), 30)
    finally:
        await close(app)
    assert polled == [False, True]


async def test_a_log_out_works_without_valkey(settings: Settings, clock: FrozenClock, player: Caller) -> None:
    deaf = access_app(settings.model_copy(update={"redis_url": "redis://127.0.0.1:1/0"}), clock)
    await deaf.state.auth.start()
    try:
        async with client_of(deaf) as client:
            headers = {"Authorization": f"Bearer {player.access}"}
            assert (await client.post("/api/auth/logout", headers=headers)).status_code == 204
        assert await status_at(deaf, player.access) == 401
    finally:
        await close(deaf)


async def test_a_process_that_starts_later_knows_what_ended_before(
    settings: Settings, clock: FrozenClock, player: Caller
) -> None:
    await player.post("/api/auth/logout")
    late = access_app(settings, clock)
    await late.state.auth.start()
    try:
        assert await status_at(late, player.access) == 401
    finally:
        await close(late)


async def test_a_row_that_commits_late_is_still_found(club: FastAPI, clock: FrozenClock, player: Caller) -> None:
    """The revocation's time is before the last poll: its transaction took a while."""
    feed = club.state.auth.feed
    principal = club.state.auth.verifier.authenticate(player.access)
    at = clock.now()
    clock.advance(timedelta(seconds=30))
    await feed.poll()
    async with club.state.database.transaction() as session:  # nobody announces it
        await revocations.record(
            session,
            Revocation("session_ended", principal.user_id, principal.session_id, at, at + timedelta(minutes=30)),
        )
    assert (await player.get("/guarded/player")).status_code == 200
    await feed.poll()
    assert (await player.get("/guarded/player")).status_code == 401


async def test_what_rolls_back_revokes_nothing(club: FastAPI, player: Caller) -> None:
    auth = club.state.auth

    async def change_of_mind() -> None:
        async with auth.feed.transaction() as session:
            await auth_public.end_sessions(session, auth=auth, user_id=player.user["id"], reason="test")
            raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        await change_of_mind()
    assert (await player.get("/guarded/player")).status_code == 200


async def test_noise_on_the_channel_does_not_deafen(club: FastAPI, player: Caller, second: FastAPI) -> None:
    await asyncio.wait_for(second.state.auth.feed._listening.wait(), 30)
    for noise in (b"", b"{}", b"[]", b"null", b"\xff", b'{"kind": 1, "session_id": 5, "user_id": 1, "at": 1}'):
        await club.state.redis.publish(CHANNEL, noise)
    await test_a_log_out_is_known_to_every_process(player, second)


async def test_a_process_stops_at_any_moment_of_its_start(settings: Settings, clock: FrozenClock) -> None:
    app = access_app(settings, clock)
    for turns in range(40):
        await app.state.auth.start()
        for _ in range(turns):
            await asyncio.sleep(0)
        await asyncio.wait_for(app.state.auth.stop(), 30)
    await close(app)


def test_a_revocation_travels_whole() -> None:
    for session_id in (uuid7(), None):
        news = Revocation("session_ended", 7, session_id, NOON, NOON + timedelta(minutes=30))
        assert decode(encode(news)) == news


async def test_what_nobody_can_use_any_more_is_purged(club: FastAPI, clock: FrozenClock, player: Caller) -> None:
    await player.log_in("wrong password")
    await player.post("/api/auth/logout-all")

    async def counts() -> list[int]:
        async with club.state.database.read() as session:
            tables = ("revocations", "login_failures", "refresh_tokens", "sessions")
            return [(await session.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one() for table in tables]

    async def purge() -> list[int]:
        async with club.state.database.transaction() as session:
            await auth_public.purge_expired(session, now=clock.now())
        return await counts()

    assert await purge() == [1, 1, 1, 1]
    clock.advance(timedelta(minutes=31))
    assert await purge() == [0, 0, 1, 1]
    clock.advance(timedelta(days=38))
    assert await purge() == [0, 0, 0, 0]
