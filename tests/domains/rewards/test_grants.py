"""One door: a bundle is given once a key, whole, and every part of it has its history."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from unittest.mock import AsyncMock

import pytest

from casino_club.domains.audit.service import check
from casino_club.domains.rewards import public as rewards
from casino_club.domains.rewards import repository
from casino_club.domains.rewards.contracts import Bundle
from casino_club.domains.rewards.errors import EmptyBundleError
from casino_club.domains.wallet import public as wallet
from tests.support.http import sign_up, sign_up_staff
from tests.support.players import open_player

NOW = datetime(2026, 11, 21, 23, 59, 59, tzinfo=UTC)
WHOLE = Bundle(gold=500, gem=3, exp=1150, vip_points=50, protections=2, pass_levels=1, items={"frame:lantern": 1})


async def give(session, user_id, bundle=WHOLE, key="k", reason="test"):
    return await rewards.grant(session, user_id=user_id, reason=reason, bundle=bundle, idempotency_key=key, now=NOW)


async def test_a_whole_bundle_arrives_and_the_audit_agrees(app_client, app):
    anna = await sign_up(app_client)
    async with app.state.database.transaction() as session:
        given = await give(session, anna.user["id"])
    assert given.applied
    assert given.new_balances == {"gold": 10_500, "gem": 3}
    assert [(line["reward_type"], line["amount"], line["balance_after"]) for line in given.reward_items] == [
        ("gold", 500, 10_500),
        ("gem", 3, 3),
        ("exp", 1150, 150),
        ("vip_points", 50, 50),
        ("frame:lantern", 1, 1),
        ("protection", 2, 2),
        ("pass_levels", 1, None),
    ]
    me = await anna.call("GET", "/api/users/me")
    assert (me["level"], me["experience"], me["vip_points"], me["gold_balance"]) == (2, 150, 50, 10_500)
    async with app.state.database.read() as session:
        assert (
            await rewards.counter_since(
                session, user_id=anna.user["id"], counter="vip_points", since=date(2026, 11, 21)
            )
            == 50
        )
        report = await check(session)
    assert report.clean, report.findings


async def test_a_repetition_gives_nothing_and_tells_the_first_result(db_session):
    await wallet.open_accounts(db_session, user_id=7)
    first = await give(db_session, 7, Bundle(gold=10))
    again = await give(db_session, 7, Bundle(gold=99))
    assert (first.applied, again.applied) == (True, False)
    assert (again.id, again.reward_items, again.new_balances) == (first.id, first.reward_items, first.new_balances)
    assert (await wallet.balances_of(db_session, user_id=7))["gold"] == 10


async def test_an_empty_bundle_is_refused(db_session):
    with pytest.raises(EmptyBundleError):
        await give(db_session, 7, Bundle())


async def test_protections_stop_at_three_and_the_answer_says_so(db_session):
    await wallet.open_accounts(db_session, user_id=7)
    await give(db_session, 7, Bundle(protections=2), key="a")
    given = await give(db_session, 7, Bundle(protections=2), key="b")
    assert given.reward_items[0] == {"reward_type": "protection", "amount": 1, "balance_after": 3}
    assert await rewards.take_holding(db_session, user_id=7, code="protection", quantity=3)
    assert not await rewards.take_holding(db_session, user_id=7, code="protection")
    assert await rewards.holdings_of(db_session, user_id=7) == {}


async def claims_at_once(database, grant, count=200):
    answers = await asyncio.gather(*(database.run(grant) for _ in range(count)), return_exceptions=True)
    return [answer for answer in answers if not isinstance(answer, BaseException)]


async def test_two_hundred_claims_at_once_pay_once(fresh_database):
    await open_player(fresh_database, 1)
    answers = await claims_at_once(fresh_database, lambda session: give(session, 1, Bundle(gold=70)))
    assert len(answers) == 200
    assert sum(answer.applied for answer in answers) == 1
    assert {tuple(answer.new_balances.items()) for answer in answers} == {(("gold", 70),)}
    async with fresh_database.read() as session:
        assert (await wallet.balances_of(session, user_id=1))["gold"] == 70


async def test_the_same_race_without_lock_and_key_pays_often(fresh_database, monkeypatch):
    """The control: with the planted bug of looking first and giving after, the test above fails."""
    await open_player(fresh_database, 1)
    looked, keep = asyncio.Barrier(5), repository.keep_grant

    async def look_together(*_, **__):
        await looked.wait()
        return {}

    async def keep_anyway(session, grant):
        await keep(session, replace(grant, key=f"{grant.key}:{next(numbers)}"))

    numbers = iter(range(10_000))
    monkeypatch.setattr(wallet, "lock_player", AsyncMock())
    monkeypatch.setattr(repository, "find_grants", look_together)
    monkeypatch.setattr(repository, "keep_grant", keep_anyway)
    answers = await claims_at_once(fresh_database, lambda session: give(session, 1, Bundle(gold=70)), count=5)
    assert sum(answer.applied for answer in answers) > 1


async def test_a_second_grant_of_a_key_is_refused_by_the_table_itself(fresh_database, monkeypatch):
    await open_player(fresh_database, 1)
    monkeypatch.setattr(repository, "find_grants", AsyncMock(return_value={}))
    answers = await claims_at_once(fresh_database, lambda session: give(session, 1, Bundle(gold=70)), count=5)
    assert sum(answer.applied for answer in answers) == 1
    async with fresh_database.read() as session:
        assert (await wallet.balances_of(session, user_id=1))["gold"] == 70


async def test_operators_give_once_a_key_and_leave_a_line(app_client, app):
    anna, operator = await sign_up(app_client), await sign_up_staff(app, app_client, "operator")
    body = {"user_id": anna.user["id"], "reason": "thanks", "bundle": {"gold": 100}, "idempotency_key": "x1"}
    assert (await operator.call("POST", "/api/rewards", json=body))["applied"] is True
    assert (await operator.call("POST", "/api/rewards", json=body))["applied"] is False
    await operator.call("POST", "/api/rewards", 422, json=body | {"bundle": {"gold": 101}})
    await operator.call("POST", "/api/rewards", 422, json=body | {"bundle": {}, "idempotency_key": "x2"})
    await operator.call("POST", "/api/rewards", 422, json=body | {"bundle": {"gold": 10**7}, "idempotency_key": "x3"})
    await operator.call("POST", "/api/rewards", 404, json=body | {"user_id": 10**6, "idempotency_key": "x4"})
    await anna.call("POST", "/api/rewards", 403, json=body)
    history = await anna.call("GET", "/api/rewards")
    assert [line["reason"] for line in history["items"]] == ["thanks", "welcome"]
