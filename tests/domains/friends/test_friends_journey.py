"""Asking, accepting, declining, taking back, ending, and who is told."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from fastapi import FastAPI

from casino_club.domains.friends import public
from casino_club.domains.friends.rules import FRIENDS_MAX, OPEN_REQUESTS_MAX, REQUESTS_A_DAY
from casino_club.infra.realtime.presence import Presence
from casino_club.kernel.clock import FrozenClock
from tests.domains.friends.support import Friendly, rows, run, told
from tests.support.access import Caller, code_of

Join = Callable[..., Awaitable[Friendly]]
NOBODY = {"friends": [], "requests_in": [], "requests_out": [], "blocked": []}


async def test_a_request_and_a_yes_make_two_friends_and_tell_both(club: FastAPI, join: Join) -> None:
    mina, jun = await join(nickname="미나"), await join(nickname="Jun")
    asked = await mina.ask(jun)
    assert asked.status_code == 201
    request_id = asked.json()["request_id"]
    assert asked.json()["status"] == "open"
    assert (await mina.lists())["requests_out"] == [jun.id]
    assert (await jun.lists())["requests_in"] == [mina.id]
    assert await told(club) == [
        ("friends.requested.v1", jun.id, {"request_id": request_id, "from_user_id": mina.id, "nickname": "미나"})
    ]
    accepted = await jun.accept(request_id)
    assert (accepted.status_code, accepted.json()["status"]) == (200, "accepted")
    assert accepted.json()["player"] == {
        "user_id": mina.id,
        "nickname": "미나",
        "avatar": "ring-1",
        "level": 1,
        "vip_tier": "STANDARD",
    }
    assert await mina.lists() == {**NOBODY, "friends": [jun.id]}
    assert await jun.lists() == {**NOBODY, "friends": [mina.id]}
    assert sorted((await told(club))[1:], key=lambda one: one[1]) == [
        ("friends.accepted.v1", mina.id, {"friend_id": jun.id, "nickname": "Jun", "first": True}),
        ("friends.accepted.v1", jun.id, {"friend_id": mina.id, "nickname": "미나", "first": True}),
    ]
    assert (await jun.accept(request_id)).status_code == 200, "a second tap answers the same"
    assert len(await told(club)) == 3
    assert code_of(await mina.ask(jun)) == "already_friends"


async def test_a_request_by_nickname_finds_look_alikes_and_no_login_name(join: Join) -> None:
    mina, jun = await join(nickname="Mina"), await join(nickname="Jun 1")
    found = await mina.post("/api/friends/requests", {"nickname": " jun l"})
    assert (found.status_code, found.json()["player"]["user_id"]) == (201, jun.id)
    by_login = await mina.post("/api/friends/requests", {"nickname": jun.site_id})
    assert (by_login.status_code, code_of(by_login)) == (404, "player_not_found")
    for body in ({}, {"user_id": jun.id, "nickname": "Jun 1"}, {"user_id": 0}, {"user_id": True}, {"nickname": ""}):
        assert (await mina.post("/api/friends/requests", body)).status_code == 422, body
    assert code_of(await mina.ask(mina)) == "friend_self"
    assert code_of(await mina.post("/api/friends/requests", {"user_id": 999_999})) == "player_not_found"


async def test_asking_who_has_asked_makes_friends(club: FastAPI, join: Join) -> None:
    mina, jun = await join(), await join()
    first = await mina.ask(jun)
    again = await mina.ask(jun)
    assert (again.status_code, again.json()["request_id"]) == (200, first.json()["request_id"])
    back = await jun.ask(mina)
    assert (back.status_code, back.json()["status"]) == (201, "accepted")
    assert (await mina.lists())["friends"] == [jun.id]
    assert [kind for kind, _, _ in await told(club)].count("friends.requested.v1") == 1


async def test_a_no_is_quiet_and_a_request_can_be_taken_back(club: FastAPI, join: Join) -> None:
    mina, jun = await join(), await join()
    request_id = (await mina.ask(jun)).json()["request_id"]
    assert (await jun.decline(request_id)).status_code == 204
    assert (await jun.decline(request_id)).status_code == 204
    assert code_of(await jun.accept(request_id)) == "request_closed"
    assert (await mina.cancel(request_id)).status_code == 204, "a no looks like a request that could be taken back"
    assert await mina.lists() == await jun.lists() == NOBODY
    assert len(await told(club)) == 1
    second = (await mina.ask(jun)).json()["request_id"]
    assert (await mina.cancel(second)).status_code == 204
    assert (await told(club))[-1] == (
        "friends.removed.v1",
        jun.id,
        {"friend_id": mina.id, "nickname": mina.nickname, "was": "request"},
    )
    assert code_of(await jun.accept(second)) == "request_closed"
    assert code_of(await jun.decline(second)) == "request_closed"


async def test_another_players_request_is_nobodys(join: Join) -> None:
    mina, jun, stranger = await join(), await join(), await join()
    request_id = (await mina.ask(jun)).json()["request_id"]
    for answer in (
        await stranger.accept(request_id),
        await stranger.decline(request_id),
        await stranger.cancel(request_id),
        await mina.accept(request_id),
        await mina.decline(request_id),
        await jun.cancel(request_id),
    ):
        assert (answer.status_code, code_of(answer)) == (404, "request_not_found")
    assert (await jun.lists())["requests_in"] == [mina.id]


async def test_a_friendship_ends_for_both_and_counts_as_first_only_once(club: FastAPI, join: Join) -> None:
    mina, jun = await join(), await join()
    await mina.befriend(jun)
    assert (await jun.remove(mina)).status_code == 204
    assert code_of(await mina.remove(jun)) == "not_friends"
    assert code_of(await mina.remove(mina)) == "not_friends"
    assert await mina.lists() == await jun.lists() == NOBODY
    await jun.befriend(mina)
    accepted = [data["first"] for kind, _, data in await told(club) if kind == "friends.accepted.v1"]
    assert accepted == [True, True, False, False]
    async with club.state.database.read() as session:
        history = [(event.type, event.user_id, event.data) async for event in public.history(session)]
    assert sorted(history, key=lambda one: one[1]) == [
        ("friends.accepted.v1", mina.id, {"friend_id": jun.id, "nickname": "", "first": True}),
        ("friends.accepted.v1", jun.id, {"friend_id": mina.id, "nickname": "", "first": True}),
    ]


async def test_who_takes_no_requests_is_asked_by_nobody(join: Join) -> None:
    mina, jun = await join(), await join()
    waiting = (await jun.ask(mina)).json()["request_id"]
    changed = await mina.call("PUT", "/api/friends/settings", {"requests_from": "nobody"})
    assert changed.json() == {"requests_from": "nobody"}
    assert (await mina.get("/api/friends")).json()["settings"] == {"requests_from": "nobody"}
    third = await join()
    refused = await third.ask(mina)
    assert (refused.status_code, code_of(refused)) == (403, "requests_off")
    assert (await mina.accept(waiting)).status_code == 200
    assert (await mina.call("PUT", "/api/friends/settings", {"requests_from": "friends"})).status_code == 422
    await mina.call("PUT", "/api/friends/settings", {"requests_from": "everybody"})
    assert (await third.ask(mina)).status_code == 201


@pytest.mark.parametrize(("full", "code"), [("asker", "friends_full"), ("accepter", "friends_full")])
async def test_a_list_has_an_end(club: FastAPI, join: Join, full: str, code: str) -> None:
    mina, jun = await join(), await join()
    request_id = (await mina.ask(jun)).json()["request_id"]
    owner = mina if full == "asker" else jun
    await run(
        club,
        "INSERT INTO friendships (low_id, high_id, since)"
        " SELECT :owner, 100000 + n, now() FROM generate_series(1, :many) AS n",
        owner=owner.id,
        many=FRIENDS_MAX,
    )
    refused = await jun.accept(request_id)
    assert code_of(refused) == ("friend_is_full" if full == "asker" else code)
    third = await join()
    assert code_of(await owner.ask(third)) == code
    await run(club, "DELETE FROM friendships WHERE high_id = 100001")
    assert (await jun.accept(request_id)).status_code == 200


async def test_requests_are_few_at_a_time_and_few_a_day(club: FastAPI, join: Join, clock: FrozenClock) -> None:
    mina, jun = await join(), await join()
    await run(
        club,
        "INSERT INTO friend_requests (from_id, to_id, created_at)"
        " SELECT :mina, 100000 + n, :then FROM generate_series(1, :many) AS n",
        mina=mina.id,
        then=clock.now() - timedelta(days=2),
        many=OPEN_REQUESTS_MAX,
    )
    assert code_of(await mina.ask(jun)) == "open_requests_full"
    await run(club, "UPDATE friend_requests SET status = 'cancelled', ended_at = :now", now=clock.now())
    await run(
        club,
        "UPDATE friend_requests SET created_at = :then WHERE to_id <= 100000 + :many",
        then=clock.now() - timedelta(hours=23),
        many=REQUESTS_A_DAY,
    )
    refused = await mina.ask(jun)
    assert (refused.status_code, code_of(refused)) == (429, "request_limit")
    assert 3600 <= int(refused.headers["Retry-After"]) <= 3601
    clock.advance(timedelta(hours=1, seconds=1))
    await mina.log_in()
    assert (await mina.ask(jun)).status_code == 201


async def test_friends_are_shown_here_and_at_play(club: FastAPI, join: Join) -> None:
    mina, jun = await join(), await join()
    await mina.befriend(jun)
    (seen,) = (await mina.get("/api/friends")).json()["friends"]
    assert (seen["online"], seen["now_playing"]) == (False, None)
    await Presence(club.state.redis).seen([jun.id])
    await run(club, "INSERT INTO game_sessions (user_id, game, variant) VALUES (:id, 'slot', 'horangi')", id=jun.id)
    (seen,) = (await mina.get("/api/friends")).json()["friends"]
    assert seen["online"] is True
    assert (seen["now_playing"]["game"], seen["now_playing"]["variant"]) == ("slot", "horangi")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE users SET status = 'suspended' WHERE id = :id",
        "UPDATE users SET excluded_until = :later WHERE id = :id",
    ],
)
async def test_who_may_not_be_shown_is_on_no_list(club: FastAPI, join: Join, clock: FrozenClock, change: str) -> None:
    friend, asked, asker, blocked, mina = [await join() for _ in range(5)]
    await mina.befriend(friend)
    await mina.ask(asked)
    request_id = (await asker.ask(mina)).json()["request_id"]
    await mina.block(blocked)
    later = {"later": clock.now() + timedelta(days=1)} if ":later" in change else {}
    for one in (friend, asked, asker, blocked):
        await run(club, change, id=one.id, **later)
    assert await mina.lists() == NOBODY
    assert await mina.search(asked.nickname) == []
    assert code_of(await mina.accept(request_id)) == "player_not_found"
    third = await join()
    assert code_of(await third.ask(asked)) == "player_not_found"


async def test_leaving_the_club_takes_one_off_every_list(club: FastAPI, join: Join) -> None:
    mina, jun, asker, blocker = [await join() for _ in range(4)]
    await mina.befriend(jun)
    await asker.ask(mina)
    await blocker.block(mina)
    async with club.state.database.transaction() as session:
        await public.forget(session, user_id=mina.id)
    for table, columns in {
        "friendships": ("low_id", "high_id"),
        "friend_requests": ("from_id", "to_id"),
        "friend_blocks": ("user_id", "blocked_id"),
        "friend_firsts": ("user_id", "friend_id"),
        "friend_settings": ("user_id",),
    }.items():
        for column in columns:
            assert await rows(club, f"SELECT 1 FROM {table} WHERE {column} = :id", id=mina.id) == []
    assert await rows(club, "SELECT user_id, friend_id FROM friend_firsts") == [(jun.id, None)]
    assert (await told(club))[-1][:2] == ("friends.removed.v1", jun.id)


async def test_own_data_holds_ids_and_no_answer_of_others(club: FastAPI, join: Join) -> None:
    mina, jun, third = [await join() for _ in range(3)]
    await mina.befriend(jun)
    request_id = (await mina.ask(third)).json()["request_id"]
    await third.decline(request_id)
    await mina.block(third)
    async with club.state.database.read() as session:
        own = await public.export(session, user_id=mina.id)
    assert [one["user_id"] for one in own.friends] == [jun.id]
    assert [one["user_id"] for one in own.blocked] == [third.id]
    assert [one["status"] for one in own.requests] == ["accepted", "open"]
    assert jun.nickname not in str(own)


async def test_support_sees_friends_and_blocks_both_ways(
    club: FastAPI, join: Join, staff: Callable[[str], Awaitable[Caller]]
) -> None:
    mina, jun, blocker = await join(), await join(), await join()
    await mina.befriend(jun)
    await blocker.block(mina)
    await run(club, "UPDATE users SET status = 'suspended' WHERE id = :id", id=jun.id)
    assert (await mina.get(f"/api/admin/users/{mina.id}/friends")).status_code == 403
    support = await staff("support")
    seen = (await support.get(f"/api/admin/users/{mina.id}/friends")).json()
    assert [one["user_id"] for one in seen["friends"]] == [jun.id]
    assert [one["player"]["user_id"] for one in seen["blocked_by"]] == [blocker.id]
    assert (await support.get("/api/admin/users/999999/friends")).status_code == 404
