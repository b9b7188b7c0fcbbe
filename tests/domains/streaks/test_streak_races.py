"""Two tabs, retries, real commits: one day is one attendance and one payment.

Seen failing with the player's lock left out of `tick` and with the claim's key made anew for each call.
"""

import asyncio

from casino_club.domains.streaks import public
from tests.domains.streaks.test_streak_journey import attend, give, gold_of

TABS = 12


async def test_parallel_ticks_are_one_attendance(anna, streak, sql):
    ticks = await asyncio.gather(*(streak(anna, "tick") for _ in range(TABS)))
    assert sum(tick["applied"] for tick in ticks) == 1
    assert {tick["streak_count"] for tick in ticks} == {1}
    told = await sql("SELECT data FROM outbox WHERE type = 'streaks.ticked.v1'")
    assert [row.data for row in told] == [{"action_type": "DAILY_LOGIN", "day": "2026-11-21", "streak_count": 1}]


async def test_parallel_claims_pay_once(anna, streak):
    before = await gold_of(anna)
    claims = await asyncio.gather(*(streak(anna, "claim") for _ in range(TABS)))
    assert sum(not claim["idempotent"] for claim in claims) == 1
    assert {(claim["gold"], claim["exp"], claim["balance_after"]) for claim in claims} == {(1123, 55, before + 1123)}
    assert await gold_of(anna) == before + 1123


async def test_parallel_ticks_and_claims_use_a_protection_once(anna, calendar, streak, sql):
    await attend(anna, calendar, streak, 2)
    await give(anna, sql, 3)
    calendar.days(2)
    words = ["tick", "claim"] * (TABS // 2)
    answers = await asyncio.gather(*(streak(anna, word) for word in words))
    assert {answer["streak_count"] for answer in answers} == {3}
    assert (await streak(anna, "status"))["protections"] == 2


async def test_parallel_purchases_never_pass_the_most(anna, streak, sql):
    await anna.call("POST", "/api/streak/tick")
    await sql("UPDATE accounts SET balance = 100000 WHERE owner_id = :id AND currency = 'gold'", id=anna.user["id"])
    body = {"currency": "gold"}
    answers = await asyncio.gather(
        *(
            anna.send("POST", "/api/streak/protection/buy", json=body, headers={"Idempotency-Key": f"k{n % 6}"})
            for n in range(TABS)
        )
    )
    assert sorted({answer.status_code for answer in answers}) == [200, 409]
    assert (await streak(anna, "protection"))["held"] == 3
    assert await gold_of(anna) == 100_000 - 3 * 5_000


async def test_the_history_tells_every_day_again(app, anna, calendar, streak, sql):
    await attend(anna, calendar, streak, 3)
    calendar.days(2)
    await streak(anna, "tick")
    told = await sql("SELECT user_id, type, data FROM outbox WHERE type = 'streaks.ticked.v1' ORDER BY event_id")
    async with app.state.database.read() as session:
        again = [event async for event in public.history(session)]
    assert [(event.user_id, event.type, event.data) for event in again] == [tuple(row) for row in told]
    async with app.state.database.read() as session:
        own = await public.list_days(session, user_id=anna.user["id"], limit=2)
    assert [(day.day.isoformat(), day.streak_count) for day in own] == [("2026-11-25", 1), ("2026-11-23", 3)]
