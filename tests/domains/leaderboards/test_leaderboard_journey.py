"""Leaderboards over HTTP: play, be ranked, be hidden, and what is refused."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from casino_club.domains.leaderboards.consumers import make_consumer
from casino_club.domains.leaderboards.tasks import keep_boards
from casino_club.domains.users import public as users
from casino_club.infra.outbox.relay import Relay
from casino_club.kernel.calendar import period_start
from tests.support.http import PASSWORD, sign_up

PATH = "/api/games/leaderboard"


@pytest.fixture
async def relayed(app):
    """The relay with this domain's consumer; answers a wait until every event was taken."""
    state = app.state
    await keep_boards(state.database, state.redis, state.clock)
    consumer = make_consumer(state.redis, state.database, state.clock, state.background)
    relay = asyncio.create_task(Relay(state.database, [consumer]).run())

    async def emptied():
        async with asyncio.timeout(20):
            while True:
                async with state.database.read() as session:
                    if not (await session.execute(text("SELECT count(*) FROM outbox"))).scalar_one():
                        break
                await asyncio.sleep(0.01)
        await state.background.idle()

    yield emptied
    relay.cancel()
    await asyncio.gather(relay, return_exceptions=True)


@pytest.fixture
async def anna(app_client):
    return await sign_up(app_client)


@pytest.fixture
async def bora(app_client):
    return await sign_up(app_client)


async def board(person, **query):
    return await person.call("GET", PATH, params=query)


async def test_play_is_ranked_and_agrees_with_statistics(relayed, anna, bora):
    for number in range(4):
        await anna.spin(stake=100)
        if number:
            await bora.spin("pojangmacha", stake=200)
    await relayed()
    for period in ("day", "week", "month", "all"):
        for game in ("all", "slot"):
            found = {
                metric: await board(anna, game_type=game, period=period, metric=metric)
                for metric in ("plays", "wagered", "net_win", "biggest_multiplier")
            }
            assert [(line["nickname"], line["value"]) for line in found["plays"]["items"]] == [
                (anna.user["nickname"], 4),
                (bora.user["nickname"], 3),
            ]
            stats = (await anna.call("GET", "/api/games/stats/me", params={"period": period}))["games"]["slot"]
            own = {metric: one["me"]["value"] for metric, one in found.items()}
            assert own == {
                "plays": stats["plays"],
                "wagered": stats["total_bet"],
                "net_win": stats["net"],
                "biggest_multiplier": stats["highest_multiplier"],
            }
            assert found["wagered"]["me"]["rank"] == 2
            assert found["wagered"]["players"] == 2
            assert [line["is_me"] for line in found["wagered"]["neighbours"]] == [False, True]


async def test_bounds_of_a_period_and_a_board_without_players(relayed, anna):
    today = datetime.now(UTC).date()
    week = await board(anna)
    assert (week["game_type"], week["period"], week["metric"]) == ("all", "week", "net_win")
    assert week["period_start"][:10] == str(period_start("week", today))
    assert week["period_end"][:10] == str(period_start("week", today) + timedelta(days=7))
    assert (week["items"], week["me"], week["neighbours"], week["players"]) == ([], None, [], 0)
    everything = await board(anna, period="all")
    assert (everything["period_start"], everything["period_end"]) == (None, None)


async def test_while_valkey_has_no_boards_the_answer_is_the_same(app, relayed, anna, bora):
    for person in (anna, bora, anna):
        await person.spin()
    await relayed()
    with_boards = [await board(anna, period=period, metric="plays") for period in ("day", "week", "month", "all")]
    await app.state.redis.flushall()
    assert with_boards == [
        await board(anna, period=period, metric="plays") for period in ("day", "week", "month", "all")
    ]


async def test_who_left_or_takes_a_break_keeps_the_place_without_a_name(app, relayed, anna, bora, app_client):
    carl = await sign_up(app_client)
    for person in (anna, bora, carl):
        await person.spin(stake=100)
    await relayed()
    gone = await bora.send("DELETE", "/api/users/me", json={"password": PASSWORD})
    assert gone.status_code < 300, gone.text
    async with app.state.database.transaction() as session:
        await users.exclude(session, user_id=anna.user["id"], until=datetime.now(UTC) + timedelta(days=30))
    shown = await board(carl, metric="plays")
    assert [(line["rank"], line["user_id"], line["nickname"], line["value"]) for line in shown["items"]] == [
        (1, None, None, 1),
        (2, None, None, 1),
        (3, carl.user["id"], carl.user["nickname"], 1),
    ]


async def test_the_running_season_and_an_empty_past(relayed, anna):
    await anna.spin()
    await relayed()
    current = await anna.call("GET", f"{PATH}/season")
    assert current == await anna.call("GET", f"{PATH}/season")
    assert current["season"]["metric"] == "net_win"
    assert current["season"]["starts_at"] < datetime.now(UTC).isoformat() < current["season"]["ends_at"]
    assert current["me"]["rank"] == 1
    assert current["prize"] == (50_000 if current["me"]["value"] > 0 else 0)
    assert [line["is_me"] for line in current["leaders"]] == [True]
    assert await anna.call("GET", f"{PATH}/seasons") == {"items": [], "next_cursor": None}


async def test_past_seasons_name_their_winners_and_ones_own_prize(app, anna, bora):
    ids = [anna.user["id"], bora.user["id"]]
    async with app.state.database.transaction() as session:
        for month in (8, 9, 10):
            await session.execute(
                text(
                    "WITH s AS (INSERT INTO leaderboard_seasons (game, metric, period, starts_on, ends_on, prizes,"
                    " closed_at) VALUES ('all', 'net_win', 'month', make_date(2026, :month, 1),"
                    " make_date(2026, :month + 1, 1), '[]', now()) RETURNING id) INSERT INTO leaderboard_winners"
                    " SELECT id, r, CASE r WHEN 12 THEN :anna WHEN 1 THEN :bora ELSE 1000000 + r END, 100 - r, 10"
                    " FROM s, generate_series(1, 12) r"
                ),
                {"month": month, "anna": ids[0], "bora": ids[1]},
            )
    first = await anna.call("GET", f"{PATH}/seasons", params={"limit": 2})
    assert [one["season"]["starts_at"][:7] for one in first["items"]] == ["2026-10", "2026-09"]
    assert [line["rank"] for line in first["items"][0]["winners"]] == list(range(1, 11))
    assert first["items"][0]["winners"][0]["nickname"] == bora.user["nickname"]
    assert (first["items"][0]["me"]["rank"], first["items"][0]["me"]["gold"]) == (12, 10)
    rest = await anna.call("GET", f"{PATH}/seasons", params={"limit": 2, "cursor": first["next_cursor"]})
    assert [one["season"]["starts_at"][:7] for one in rest["items"]] == ["2026-08"]
    assert rest["next_cursor"] is None


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({"game_type": "chess"}, 404, "unknown_game"),
        ({"period": "year"}, 422, "validation_error"),
        ({"metric": "luck"}, 422, "validation_error"),
        ({"limit": 0}, 422, "validation_error"),
        ({"limit": 101}, 422, "validation_error"),
    ],
)
async def test_what_is_refused(anna, query, status, code):
    answer = await anna.send("GET", PATH, params=query)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


async def test_a_login_is_needed_and_a_cursor_of_ours(anna, app_client):
    for path in (PATH, f"{PATH}/season", f"{PATH}/seasons"):
        assert (await app_client.get(path)).status_code == 401
    assert (await anna.send("GET", f"{PATH}/seasons", params={"cursor": "eHg"})).status_code == 422
