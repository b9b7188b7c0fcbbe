"""Two who act at once on the same two players: one outcome, nothing half done, the invariants hold."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

import httpx
import pytest
from fastapi import FastAPI

from casino_club.domains.friends import public
from casino_club.domains.friends.rules import FRIENDS_MAX
from tests.domains.friends.support import Friendly, rows, run, told
from tests.support.access import code_of

Join = Callable[..., Awaitable[Friendly]]
ROUNDS = 5


def tally(answers: list[httpx.Response]) -> Counter[str]:
    return Counter("ok" if one.is_success else code_of(one) for one in answers)


async def assert_sound(club: FastAPI) -> None:
    async with club.state.database.read() as session:
        assert [one for one in await public.audit_findings(session) if one.violations] == []


async def test_mutual_requests_at_one_moment_become_one_friendship(club: FastAPI, join: Join) -> None:
    for _ in range(ROUNDS):
        mina, jun = await join(), await join()
        answers = await asyncio.gather(mina.ask(jun), jun.ask(mina), mina.ask(jun), jun.ask(mina))
        assert set(tally(answers)) <= {"ok", "already_friends"}
        assert (await mina.lists())["friends"] == [jun.id]
        assert (await jun.lists())["friends"] == [mina.id]
        events = [kind for kind, user_id, _ in await told(club) if user_id in {mina.id, jun.id}]
        assert Counter(events) == {"friends.requested.v1": 1, "friends.accepted.v1": 2}
    await assert_sound(club)


async def test_many_yeses_at_once_make_one_friendship(club: FastAPI, join: Join) -> None:
    mina, jun = await join(), await join()
    request_id = (await mina.ask(jun)).json()["request_id"]
    answers = await asyncio.gather(*(jun.accept(request_id) for _ in range(8)))
    assert tally(answers) == {"ok": 8}
    assert len([1 for kind, _, _ in await told(club) if kind == "friends.accepted.v1"]) == 2
    await assert_sound(club)


@pytest.mark.parametrize("against", ["decline", "cancel", "block"])
async def test_a_yes_against_an_end_leaves_one_of_both(club: FastAPI, join: Join, against: str) -> None:
    for _ in range(ROUNDS):
        mina, jun = await join(), await join()
        request_id = (await mina.ask(jun)).json()["request_id"]
        ends = {"decline": jun.decline(request_id), "cancel": mina.cancel(request_id), "block": mina.block(jun)}
        end = ends.pop(against)
        for unused in ends.values():
            unused.close()
        accepted, ended = await asyncio.gather(jun.accept(request_id), end)
        friends = (await mina.lists())["friends"] == [jun.id]
        if against == "block":
            assert ended.is_success
            assert not friends, "a block ends what a yes began"
        else:
            assert accepted.is_success == friends != ended.is_success
            refused = ended if friends else accepted
            assert code_of(refused) == "request_closed"
    await assert_sound(club)


async def test_blocks_both_ways_at_once_do_not_wait_in_a_circle(club: FastAPI, join: Join) -> None:
    for _ in range(ROUNDS):
        mina, jun = await join(), await join()
        await mina.befriend(jun)
        answers = await asyncio.gather(mina.block(jun), jun.block(mina), mina.remove(jun), jun.remove(mina))
        assert set(tally(answers)) <= {"ok", "not_friends"}
        assert (await mina.lists())["blocked"] == [jun.id]
        assert (await jun.lists())["blocked"] == [mina.id]
    await assert_sound(club)


async def test_the_last_place_on_a_list_goes_to_one(club: FastAPI, join: Join) -> None:
    mina, others = await join(), [await join() for _ in range(4)]
    await run(
        club,
        "INSERT INTO friendships (low_id, high_id, since)"
        " SELECT :mina, 100000 + n, now() FROM generate_series(1, :many) AS n",
        mina=mina.id,
        many=FRIENDS_MAX - 1,
    )
    requests = [(await one.ask(mina)).json()["request_id"] for one in others]
    answers = await asyncio.gather(*(mina.accept(request_id) for request_id in requests))
    assert tally(answers) == {"ok": 1, "friends_full": 3}
    assert await rows(club, "SELECT count(*) FROM friendships WHERE low_id = :id OR high_id = :id", id=mina.id) == [
        (FRIENDS_MAX,)
    ]
