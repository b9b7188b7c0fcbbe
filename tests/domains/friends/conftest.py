"""The friends' routes beside the access routes, on a clock that stands still."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from fastapi import FastAPI

from casino_club.domains.friends import endpoints as friends
from casino_club.infra.settings import Settings
from casino_club.kernel.clock import FrozenClock
from tests.domains.friends.support import Friendly
from tests.support.access import access_app, clock, close, new_caller, staff

__all__ = ["clock", "new_caller", "staff"]


@pytest.fixture
async def club(settings: Settings, clock: FrozenClock) -> AsyncIterator[FastAPI]:
    """The access routes and the friends'."""
    app = access_app(settings, clock)
    app.include_router(friends.router)
    await app.state.auth.start()
    yield app
    await close(app)


@pytest.fixture
def join(new_caller: Callable[[], Friendly]) -> Callable[..., Awaitable[Friendly]]:
    """Makes players who have signed up."""

    async def make(**facts: str) -> Friendly:
        caller = Friendly(new_caller().http)
        answer = await caller.sign_up(**facts)
        assert answer.status_code == 201, answer.text
        return caller

    return make
