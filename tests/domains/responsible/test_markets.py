"""What MARKET switches, held by the engine.

Seen failing with the market's row left as it was (no cycle, no gate).
"""

import httpx
import pytest

from casino_club.entrypoints.api import create_app
from tests.support.http import PASSWORD, Person, sign_up

AGE = "/api/users/me/age-verification"


@pytest.fixture
async def club_in(settings):
    """Starts the API in a market; answers a client of it."""
    from contextlib import AsyncExitStack

    async with AsyncExitStack() as stack:

        async def start(market):
            app = create_app(settings.model_copy(update={"market": market}))
            await stack.enter_async_context(app.router.lifespan_context(app))
            transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
            return await stack.enter_async_context(
                httpx.AsyncClient(transport=transport, base_url="http://testserver")
            ), app

        yield start


def code(answer):
    return answer.status_code, answer.json()["error"]["code"]


async def test_everybody_may_read_the_market(club_in):
    http, _ = await club_in("kr")
    market = (await http.get("/api/market")).json()
    assert market == {
        "market": "kr",
        "purchases": False,
        "gifting": False,
        "partner_credit": False,
        "auto_spin": True,
        "turbo": True,
        "slot_cycle_ms": 0,
        "game_cycle_ms": 0,
        "adult_gate": True,
        "odds_notice_hours": 24,
        "odds_on_play_screen": True,
        "celebrate_below_stake": False,
        "reality_check_minutes": 60,
    }


async def test_the_default_market_gates_nothing(anna):
    assert (await anna.call("GET", "/api/market"))["market"] == "global"
    answers = [await anna.spin(stake=10) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]


async def test_kr_opens_games_to_adults_only(club_in):
    http, _ = await club_in("kr")
    minsu = await sign_up(http)
    assert code(await minsu.spin()) == (403, "age_verification_required")
    assert code(await minsu.send("POST", AGE, json={})) == (422, "birth_date_required")
    assert code(await minsu.send("POST", AGE, json={"birth_date": "yesterday"})) == (422, "validation_error")
    assert code(await minsu.send("POST", AGE, json={"birth_date": "2015-01-01"})) == (403, "underage")
    assert code(await minsu.spin()) == (403, "age_verification_required")
    first = await minsu.call("POST", AGE, json={"birth_date": "1990-05-05"})
    assert first["birth_date"] == "1990-05-05"
    assert (await minsu.spin()).status_code == 200
    assert await minsu.call("POST", AGE, json={}) == first
    assert code(await minsu.send("POST", AGE, json={"birth_date": "1991-05-05"})) == (409, "birth_date_mismatch")
    assert (await minsu.call("GET", "/api/responsible-play/session"))["adult_verified"]


async def test_the_birth_date_of_the_sign_up_counts(club_in):
    http, _ = await club_in("kr")
    people = []
    for name, born in (("grown", "1990-05-05"), ("young", "2015-05-05")):
        facts = {"site_id": name, "nickname": name, "password": PASSWORD, "invite_code": "5858", "birth_date": born}
        entered = (await http.post("/api/auth/signup", json=facts)).json()
        people.append(Person(http, entered["access_token"], entered["user"]))
    grown, young = people
    assert code(await grown.spin()) == (403, "age_verification_required")
    await grown.call("POST", AGE, json={})
    assert (await grown.spin()).status_code == 200
    assert code(await young.send("POST", AGE, json={})) == (403, "underage")
    assert code(await young.send("POST", AGE, json={"birth_date": "1990-05-05"})) == (409, "birth_date_mismatch")


async def test_strict_keeps_two_and_a_half_seconds_between_spins(club_in):
    http, app = await club_in("strict")
    anna = await sign_up(http)

    async def rewind(interval):
        from sqlalchemy import text

        statement = f"UPDATE play_guards SET last_played_at = clock_timestamp() - interval '{interval}'"
        async with app.state.database.transaction() as session:
            await session.execute(text(statement))

    assert (await anna.spin(stake=10)).status_code == 200
    await rewind("1.5 seconds")
    early = await anna.spin(stake=10)
    assert code(early) == (429, "too_fast")
    assert early.headers["retry-after"] == "1"
    await rewind("2.6 seconds")
    assert (await anna.spin(stake=10)).status_code == 200
    await rewind("2 minutes")
    assert (await anna.spin(stake=10)).status_code == 200
    await rewind("1 second")  # refused ones do not move the clock on
    assert code(await anna.spin(stake=10)) == (429, "too_fast")
    await rewind("2.6 seconds")
    game = await anna.send("POST", "/api/games/rps/play", json={"bet_amount": 100, "choice": "rock"})
    assert code(game) == (429, "too_fast")
    await rewind("5.1 seconds")
    game = await anna.send("POST", "/api/games/rps/play", json={"bet_amount": 100, "choice": "rock"})
    assert game.status_code == 200, game.text
