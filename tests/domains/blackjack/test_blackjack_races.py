"""Calls that come at once: one hand, one action a key, one settlement."""

import asyncio

import pytest

from casino_club.domains.audit.public import run_audit
from tests.domains.blackjack.support import rig
from tests.support.http import sign_up

DEAL, CURRENT = "/api/games/blackjack/deal", "/api/games/blackjack/current"


@pytest.fixture
async def anna(app_client):
    return await sign_up(app_client)


def deal(person, key):
    return person.send("POST", DEAL, json={"bet_amount": 100}, headers={"Idempotency-Key": key})


def act(person, hand, action, key, **extra):
    path = f"/api/games/blackjack/{hand['hand_id']}/action"
    return person.send("POST", path, json={"action": action, **extra}, headers={"Idempotency-Key": key})


async def test_many_deals_at_once_open_one_hand(app, anna, fresh_database_url):
    await rig(fresh_database_url, anna, lambda hand: not hand.settled)
    answers = await asyncio.gather(*(deal(anna, f"deal-{number}") for number in range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 7
    assert (await anna.call("GET", "/api/users/me"))["gold_balance"] == 9_900
    assert (await run_audit(app.state.database)).clean


async def test_twins_of_one_key_deal_once_and_get_one_answer(app, anna, fresh_database_url):
    await rig(fresh_database_url, anna, lambda hand: not hand.settled)
    answers = await asyncio.gather(*(deal(anna, "same") for _ in range(8)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert sum("idempotent-replayed" in answer.headers for answer in answers) == 7
    assert (await anna.call("GET", "/api/users/me"))["gold_balance"] == 9_900
    assert (await run_audit(app.state.database)).clean


async def test_twins_of_one_action_act_once(app, anna, fresh_database_url):
    await rig(fresh_database_url, anna, lambda hand: not hand.settled, ["hit", "hit"])
    hand = (await deal(anna, "deal")).json()
    answers = await asyncio.gather(*(act(anna, hand, "hit", "same") for _ in range(6)))
    assert len({answer.text for answer in answers}) == 1
    assert (await anna.call("GET", CURRENT))["taken"] == ["hit"]
    assert (await run_audit(app.state.database)).clean


async def test_of_two_actions_at_once_on_one_step_one_is_refused(app, anna, fresh_database_url):
    await rig(fresh_database_url, anna, lambda hand: not hand.settled, ["hit", "hit"])
    hand = (await deal(anna, "deal")).json()
    answers = await asyncio.gather(*(act(anna, hand, "hit", f"hit-{n}", step=hand["step"]) for n in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    assert (await anna.call("GET", CURRENT))["taken"] == ["hit"]


async def test_many_stands_at_once_settle_once(app, anna, fresh_database_url):
    await rig(fresh_database_url, anna, lambda hand: "double" in hand.actions and not hand.insurance_offered)
    hand = (await deal(anna, "deal")).json()
    answers = await asyncio.gather(
        *(act(anna, hand, "stand" if number % 2 else "double", f"end-{number}") for number in range(8))
    )
    assert sorted(answer.status_code for answer in answers)[1:] == [409] * 7
    (settled,) = [answer.json() for answer in answers if answer.status_code == 200]
    assert (await anna.call("GET", "/api/users/me"))["gold_balance"] == 10_000 + settled["net"]
    assert (await anna.call("GET", "/api/games/stats/me"))["games"]["blackjack"]["plays"] == 1
    assert (await run_audit(app.state.database)).clean


async def test_a_hand_and_other_games_at_once_share_a_seed_without_a_nonce_used_twice(app, anna):
    async def hands():
        for number in range(8):
            hand = (await deal(anna, f"deal-{number}")).json()
            while hand["status"] == "open":
                hand = (await act(anna, hand, "stand", f"{hand['hand_id']}-{hand['step']}")).json()

    async def spins():
        for number in range(16):
            assert (await anna.spin(stake=10, key=f"spin-{number}")).status_code == 200

    await asyncio.gather(hands(), spins())
    stats = (await anna.call("GET", "/api/games/stats/me"))["games"]
    assert (stats["blackjack"]["plays"], stats["slot"]["plays"]) == (8, 16)
    assert (await run_audit(app.state.database)).clean
