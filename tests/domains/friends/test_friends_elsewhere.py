"""What other parts of the club do with friends: the socket, the export, the farewell, the audit."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest
from fastapi import FastAPI

from casino_club.domains.friends import events, public
from casino_club.domains.realtime.rules import is_shown, messages_of
from casino_club.kernel.events import Event
from tests.domains.friends.support import Friendly, rows, run
from tests.support.access import PASSWORD

Join = Callable[..., Awaitable[Friendly]]
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("type_", "data", "kind"),
    [
        (events.REQUESTED, {"request_id": "r", "from_user_id": 7, "nickname": "미나"}, "requested"),
        (events.ACCEPTED, {"friend_id": 7, "nickname": "미나", "first": True}, "accepted"),
        (events.REMOVED, {"friend_id": 7, "nickname": "미나", "was": "friend"}, "removed"),
    ],
)
def test_the_socket_is_told_who_and_what(type_: str, data: dict[str, object], kind: str) -> None:
    event = Event(UUID(int=1), type_, 3, NOON, data)
    assert is_shown(event)
    assert messages_of(event) == [("friend_update", {"kind": kind, "user_id": 7, "nickname": "미나"})]


async def test_own_data_and_the_farewell_take_friends_along(club: FastAPI, join: Join) -> None:
    mina, jun = await join(), await join()
    await mina.befriend(jun)
    exported = (await mina.get("/api/users/me/export")).json()["friends"]
    assert [one["user_id"] for one in exported["friends"]] == [jun.id]
    assert exported["requests_from"] == "everybody"
    gone = await mina.call("DELETE", "/api/users/me", {"password": PASSWORD})
    assert gone.status_code == 204, gone.text
    assert (await jun.lists())["friends"] == []
    assert await rows(club, "SELECT 1 FROM friendships") == []


@pytest.mark.parametrize(
    ("check", "plants"),
    [
        (
            "friends_not_blocked",
            [
                "INSERT INTO friendships VALUES (:low, :high, now())",
                "INSERT INTO friend_firsts (user_id, friend_id, accepted_at)"
                " VALUES (:low, :high, now()), (:high, :low, now())",
                "INSERT INTO friend_blocks VALUES (:high, :low, now())",
            ],
        ),
        (
            "requests_not_between_friends_or_blocked",
            [
                "INSERT INTO friend_blocks VALUES (:low, :high, now())",
                "INSERT INTO friend_requests (from_id, to_id, created_at) VALUES (:high, :low, now())",
            ],
        ),
        (
            "friends_within_limit",
            [
                "INSERT INTO friendships SELECT :low, :high + n, now() FROM generate_series(0, 200) AS n",
                "INSERT INTO friend_firsts (user_id, friend_id, accepted_at)"
                " SELECT :low, :high + n, now() FROM generate_series(0, 200) AS n",
                "INSERT INTO friend_firsts (user_id, friend_id, accepted_at)"
                " SELECT :high + n, :low, now() FROM generate_series(0, 200) AS n",
            ],
        ),
        (
            "open_requests_within_limit",
            [
                "INSERT INTO friend_requests (from_id, to_id, created_at)"
                " SELECT :low, :high + n, now() FROM generate_series(0, 50) AS n"
            ],
        ),
        ("friends_counted_once", ["INSERT INTO friendships VALUES (:low, :high, now())"]),
    ],
)
async def test_the_audit_finds_what_must_be_impossible(
    club: FastAPI, join: Join, check: str, plants: list[str]
) -> None:
    mina, jun = await join(), await join()
    for plant in plants:
        facts = {name: id_ for name, id_ in {"low": mina.id, "high": jun.id}.items() if f":{name}" in plant}
        await run(club, plant, **facts)
    async with club.state.database.read() as session:
        found = {one.check for one in await public.audit_findings(session) if one.violations}
    assert found == {check}
