"""A player's days: tick, claim, gaps, protections, the calendar.

Seen failing with the day left out of the claim's key (one claim ever), with `absorbed` limited to the first missed day,
with the purchase made before the tick (a lost streak bought back), and with claims read for the wrong action type.
"""

from datetime import date, timedelta

import pytest

from casino_club.domains.streaks import contracts
from casino_club.domains.wallet import public as wallet
from casino_club.domains.wallet.contracts import Player, TransferCommand
from tests.domains.streaks.conftest import SATURDAY
from tests.support.http import sign_up

FIRST = {"gold": 1123, "exp": 55}


async def gold_of(person):
    return (await person.call("GET", "/api/users/me"))["gold_balance"]


async def attend(person, calendar, streak, number):
    """Tick on so many days in a row, the last one being today."""
    for left in range(number - 1, -1, -1):
        await streak(person, "tick")
        if left:
            calendar.days(1)


async def give(person, sql, protections):
    await sql(
        "INSERT INTO holdings (user_id, code, quantity) VALUES (:id, 'protection', :n)"
        " ON CONFLICT (user_id, code) DO UPDATE SET quantity = :n",
        id=person.user["id"],
        n=protections,
    )


async def test_the_first_day_from_nothing_to_claimed(anna, streak):
    before = await gold_of(anna)
    fresh = await streak(anna, "status")
    assert (fresh["streak_count"], fresh["ticked_today"], fresh["claimed_today"]) == (0, False, False)
    assert fresh["next_reward"] == FIRST
    tick = await streak(anna, "tick", json={"action_type": "DAILY_LOGIN"})
    assert tick == {
        "action_type": "DAILY_LOGIN",
        "day": "2026-11-21",
        "streak_count": 1,
        "applied": True,
        "protections_used": 0,
    }
    assert (await streak(anna, "tick"))["applied"] is False
    claim = await streak(anna, "claim", json={})
    assert claim == {**FIRST, "streak_count": 1, "idempotent": False, "balance_after": before + 1123}
    again = await streak(anna, "claim")
    assert again == {**claim, "idempotent": True}
    assert await gold_of(anna) == before + 1123
    shown = await streak(anna, "status")
    assert (shown["streak_count"], shown["claimed_today"], shown["month_count"]) == (1, True, 1)
    assert shown["next_reward"]["gold"] == 1227
    today = {"date": "2026-11-21", "attended": True, "claimed": True, "protected": False}
    assert shown["week"][-1] == today
    assert [day["date"] for day in shown["week"]] == [f"2026-11-{day}" for day in range(15, 22)]


async def test_a_claim_ticks_the_day_itself(anna, streak):
    assert (await streak(anna, "claim"))["streak_count"] == 1
    assert (await streak(anna, "tick"))["applied"] is False
    assert (await streak(anna, "status"))["ticked_today"] is True


async def test_a_repeated_claim_tells_the_balance_as_it_is(anna, streak):
    first = await streak(anna, "claim")
    assert (await anna.spin(stake=10)).status_code == 200
    assert (await streak(anna, "claim"))["balance_after"] == await gold_of(anna)
    assert first["gold"] == 1123


async def test_days_in_a_row_pay_more_each_day(anna, calendar, streak):
    paid = []
    for _ in range(7):
        paid.append((await streak(anna, "claim"))["gold"])
        calendar.days(1)
    assert paid[0] == 1123
    assert paid[2] == 1315
    assert paid[6] == 1551
    assert (await streak(anna, "status"))["streak_count"] == 7


async def test_a_missed_day_begins_again_and_the_status_says_so_before(anna, calendar, streak):
    await attend(anna, calendar, streak, 3)
    calendar.days(2)
    shown = await streak(anna, "status")
    assert (shown["streak_count"], shown["best_count"], shown["next_reward"]) == (0, 3, FIRST)
    assert (await streak(anna, "tick"))["streak_count"] == 1
    assert (await streak(anna, "status"))["best_count"] == 3


async def test_yesterdays_streak_waits_for_today(anna, calendar, streak):
    await attend(anna, calendar, streak, 3)
    calendar.days(1)
    shown = await streak(anna, "status")
    assert (shown["streak_count"], shown["ticked_today"], shown["next_reward"]["gold"]) == (3, False, 1389)


async def test_protections_absorb_a_gap_they_cover(anna, calendar, streak, sql):
    await attend(anna, calendar, streak, 2)
    await give(anna, sql, 3)
    calendar.days(3)
    shown = await streak(anna, "status")
    assert (shown["streak_count"], shown["protections"]) == (2, 1)
    covered = [day["date"] for day in shown["week"] if day["protected"]]
    assert covered == ["2026-11-23", "2026-11-24"]
    assert await sql("SELECT 1 FROM streak_days WHERE kind = 'protected'") == []
    tick = await streak(anna, "tick")
    assert (tick["streak_count"], tick["protections_used"]) == (3, 2)
    after = await streak(anna, "status")
    assert (after["streak_count"], after["protections"]) == (3, 1)
    assert [day["date"] for day in after["week"] if day["protected"]] == covered
    assert after["month_count"] == 3


async def test_protections_are_kept_when_they_cannot_cover_the_whole_gap(anna, calendar, streak, sql):
    await attend(anna, calendar, streak, 2)
    await give(anna, sql, 2)
    calendar.days(4)
    shown = await streak(anna, "status")
    assert (shown["streak_count"], shown["protections"]) == (0, 2)
    assert (await streak(anna, "tick"))["streak_count"] == 1
    assert (await streak(anna, "protection"))["held"] == 2


async def test_protections_are_bought_once_a_key(anna, streak):
    before = await gold_of(anna)
    offer = await streak(anna, "protection")
    assert offer == {
        "held": 0,
        "held_max": 3,
        "prices": [{"currency": "gold", "amount": 5000}, {"currency": "gem", "amount": 10}],
    }
    body = {"count": 2, "currency": "gold"}
    headers = {"Idempotency-Key": "two"}
    first = await anna.send("POST", "/api/streak/protection/buy", json=body, headers=headers)
    assert first.json() == {
        "held": 2,
        "bought": 2,
        "cost": {"currency": "gold", "amount": 10_000},
        "balance_after": before - 10_000,
    }
    twin = await anna.send("POST", "/api/streak/protection/buy", json=body, headers=headers)
    assert (twin.json(), twin.headers["Idempotent-Replayed"]) == (first.json(), "true")
    other = await anna.send("POST", "/api/streak/protection/buy", json={"currency": "gold"}, headers=headers)
    assert (other.status_code, other.json()["error"]["code"]) == (422, "idempotency_key_reuse")
    lines = (await anna.call("GET", "/api/wallet/history?kind=shop_spend"))["items"]
    assert [line["amount"] for line in lines] == [-10_000]
    assert (await streak(anna, "status"))["protections"] == 2


async def test_gems_buy_too_and_an_empty_purse_buys_nothing(app, anna, streak):
    answer = await anna.send("POST", "/api/streak/protection/buy", json={"currency": "gem"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (402, "insufficient_funds")
    assert (await streak(anna, "protection"))["held"] == 0
    async with app.state.database.transaction() as session:
        gems = TransferCommand("mint", Player(anna.user["id"]), "gem", 25, "compensation", "gems")
        await wallet.transfer(session, gems)
    bought = await streak(anna, "protection/buy", json={"count": 2, "currency": "gem"})
    assert (bought["held"], bought["balance_after"]) == (2, 5)


async def test_nobody_holds_more_than_three(anna, streak, sql):
    await give(anna, sql, 2)
    answer = await anna.send("POST", "/api/streak/protection/buy", json={"count": 2, "currency": "gold"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "protection_full")
    assert answer.json()["error"]["details"] == {"held": 2, "held_max": 3}
    assert (
        await anna.send("POST", "/api/streak/protection/buy", json={"count": 4, "currency": "gold"})
    ).status_code == 422
    assert (
        await anna.send("POST", "/api/streak/protection/buy", json={"count": 0, "currency": "gold"})
    ).status_code == 422
    assert await gold_of(anna) == anna.user["gold_balance"]


async def test_a_lost_streak_is_not_for_sale(anna, calendar, streak):
    await attend(anna, calendar, streak, 3)
    calendar.days(2)
    await streak(anna, "protection/buy", json={"currency": "gold"})
    shown = await streak(anna, "status")
    assert (shown["streak_count"], shown["protections"], shown["ticked_today"]) == (1, 1, True)


async def test_the_history_pages_through_a_month(anna, calendar, streak, sql):
    calendar.go(date(2026, 11, 28))
    for _ in range(6):
        await streak(anna, "claim")
        calendar.days(1)
    november = await streak(anna, "history?month=2026-11")
    assert [day["date"] for day in november["items"]] == ["2026-11-30", "2026-11-29", "2026-11-28"]
    assert november["items"][-1] == {"date": "2026-11-28", "kind": "attended", "streak_count": 1, "reward": FIRST}
    seen, cursor = [], None
    while True:
        page = await streak(anna, f"history?limit=2{'' if cursor is None else f'&cursor={cursor}'}")
        seen += [day["date"] for day in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert len(seen) == 6
    assert seen == sorted(seen, reverse=True)
    assert (await streak(anna, "status"))["month_count"] == 3


@pytest.mark.parametrize("query", ["month=2026-13", "month=november", "cursor=%21", "cursor=eHg", "action_type=OTHER"])
async def test_bad_questions_are_422(anna, query):
    assert (await anna.send("GET", f"/api/streak/history?{query}")).status_code == 422


async def test_an_unknown_attendance_is_refused(anna):
    for word in ("tick", "claim"):
        answer = await anna.send("POST", f"/api/streak/{word}", json={"action_type": "DAILY_NAP"})
        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "unknown_action_type")


async def test_another_attendance_has_a_streak_and_a_claim_of_its_own(anna, calendar, streak, sql, monkeypatch):
    visit = contracts.ActionType("DAILY_VISIT", protected=False)
    monkeypatch.setattr(
        "casino_club.domains.streaks.service.ACTION_TYPES", {**contracts.ACTION_TYPES, visit.code: visit}
    )
    await give(anna, sql, 3)
    await streak(anna, "claim")
    assert (await streak(anna, "status?action_type=DAILY_VISIT"))["claimed_today"] is False
    assert (await streak(anna, "claim", json={"action_type": "DAILY_VISIT"}))["idempotent"] is False
    calendar.days(2)
    assert (await streak(anna, "tick", json={"action_type": "DAILY_VISIT"}))["streak_count"] == 1
    assert (await streak(anna, "tick"))["streak_count"] == 2
    assert (await streak(anna, "status"))["protections"] == 2


async def test_one_players_days_are_not_anothers(anna, app_client, streak):
    ben = await sign_up(app_client)
    await streak(anna, "claim")
    assert (await streak(ben, "status"))["streak_count"] == 0
    assert (await streak(ben, "history"))["items"] == []


async def test_strangers_have_no_streak(app_client):
    assert (await app_client.get("/api/streak/status")).status_code == 401


async def test_the_calendar_marks_a_week_from_sunday(anna, calendar, streak):
    calendar.go(SATURDAY - timedelta(days=6))
    await streak(anna, "claim")
    calendar.days(2)
    await streak(anna, "tick")
    marks = [(day["attended"], day["claimed"]) for day in (await streak(anna, "status"))["week"]]
    assert marks == [(True, True), (False, False), (True, False), *[(False, False)] * 4]
