"""A player at the crash table, over HTTP and on the socket, on a leader in this process."""

import asyncio
import hashlib
import itertools
from contextlib import AsyncExitStack

import httpx
import pytest

from casino_club.domains.audit.public import run_audit
from casino_club.domains.shared_rounds import service
from casino_club.entrypoints.api import create_app
from casino_club.infra.realtime.stream import StreamStore
from tests.support.http import sign_up
from tests.support.live import live, serving
from tests.support.shared_rounds import (
    SALT,
    QuickCrash,
    give_chain,
    leading,
    points,
    quick_plugin,
    rounds_ended,
    seed_where,
    until,
)

QUICK = {"betting_ms": 1500, "pause_ms": 100, "growth_ppm": 2_000_000}


@pytest.fixture
async def club(settings, monkeypatch):
    monkeypatch.setattr(service, "RESERVE", 0)
    application = create_app(settings, [quick_plugin(**QUICK)])
    async with application.router.lifespan_context(application):
        yield application


@pytest.fixture
async def http(club):
    transport = httpx.ASGITransport(app=club, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        yield client


@pytest.fixture
def lead(fresh_database, redis_client, settings):
    return lambda: leading(fresh_database, redis_client, settings, QuickCrash(**QUICK))


async def betting(person, number=1):
    """The table in the betting window of a round."""

    async def open_round():
        answer = await person.send("GET", "/api/games/crash/current")
        current = answer.json()
        return current if answer.status_code == 200 and current["number"] == number else None

    current = await until(open_round)
    assert current["phase"] == "betting", current
    return current


async def running(person):
    async def is_running():
        current = await person.call("GET", "/api/games/crash/current")
        assert current["phase"] != "settling"
        return current if current["phase"] == "running" else None

    return await until(is_running, every_s=0.005)


def bet_body(amount=1000, **more):
    return {"json": {"bet_amount": amount, **more}}


async def test_before_the_first_round_the_table_is_about_to_open(http):
    person = await sign_up(http)
    answer = await person.send("GET", "/api/games/crash/current")
    assert answer.status_code == 503
    assert answer.json()["error"]["code"] == "round_not_ready"
    assert answer.headers["Retry-After"] == "1"
    body = {"bet_amount": 100}
    assert (await person.send("POST", "/api/games/crash/bet", json=body)).status_code == 503
    assert await person.call("GET", "/api/games/crash/history") == {"items": [], "next_cursor": None}


async def test_a_round_from_bet_to_cash_out_and_its_proof(http, fresh_database, lead):
    await give_chain(fresh_database, seed_where(lambda p: p[0] > 2000))
    person, rival = await sign_up(http), await sign_up(http)
    async with lead():
        current = await betting(person)
        assert current["multiplier"] == 1
        assert current["crash_multiplier"] is None
        assert current["hash"] is None
        placed = await person.call("POST", "/api/games/crash/bet", 201, **bet_body(1000))
        assert placed["round_id"] == current["round_id"]
        assert placed["balance_after"] == 9000
        assert placed["simulated_max_win"] == 10_000_000
        auto = await person.call("POST", "/api/games/crash/bet", 201, **bet_body(500, auto_cashout=1.5, slot=2))
        assert auto["simulated_max_win"] == 750
        early = await person.send("POST", "/api/games/crash/cashout", json={"bet_id": placed["bet_id"]})
        assert early.json()["error"]["code"] == "round_not_running"
        await rival.call("POST", "/api/games/crash/bet", 201, **bet_body(200))

        await running(person)
        late_bet = await person.send("POST", "/api/games/crash/bet", **bet_body(100))
        assert late_bet.status_code == 409
        assert late_bet.json()["error"]["code"] == "round_closed"
        stolen = await rival.send("POST", "/api/games/crash/cashout", json={"bet_id": placed["bet_id"]})
        assert stolen.status_code == 404
        out = await person.call("POST", "/api/games/crash/cashout", json={"bet_id": placed["bet_id"]})
        assert out["status"] == "cashed_out"
        assert out["win_amount"] == round(1000 * out["multiplier"])
        # While the round runs, nothing the player is told knows how far it will go.
        record = await person.call("GET", f"/api/games/rounds/{out['round_id']}")
        proof = await person.call("GET", f"/api/fairness/rounds/{out['round_id']}")
        assert (await person.call("GET", "/api/games/crash/current"))["phase"] == "running"
        assert "crash_multiplier" not in str(record)
        assert "crash_x100" not in str(record)
        assert proof["server_seed"] is None

        (ended,) = await rounds_ended(fresh_database, 1)
        history = await person.call("GET", "/api/games/crash/history")
        assert history["items"][0]["multiplier"] * 100 == ended.outcome["crash_x100"]
    proof = await person.call("GET", f"/api/fairness/rounds/{out['round_id']}")
    assert proof["server_seed"] == history["items"][0]["hash"]
    check = {
        "server_seed": proof["server_seed"],
        "client_seed": proof["client_seed"],
        "nonce": proof["nonce"],
        "game": "crash",
        "config_version": proof["config_version"],
        "params": proof["params"],
    }
    verified = await person.call("POST", "/api/fairness/verify", json=check)
    assert verified["outcome"]["win_amount"] == out["win_amount"]
    assert verified["outcome"]["crash_multiplier"] == history["items"][0]["multiplier"]
    stats = await person.call("GET", "/api/games/stats/me?game_type=crash")
    assert stats["games"]["crash"]["plays"] == 2
    assert stats["games"]["crash"]["total_win"] == out["win_amount"] + 750
    gold = (await person.call("GET", "/api/users/me"))["gold_balance"]
    assert gold == 10_000 - 1500 + out["win_amount"] + 750
    assert (await rival.call("GET", "/api/users/me"))["gold_balance"] == 9800
    assert (await run_audit(fresh_database)).clean


async def test_what_the_table_refuses(http, fresh_database, lead):
    await give_chain(fresh_database, seed_where(lambda p: p[0] > 150))
    person = await sign_up(http)
    async with lead():
        await betting(person)
        for body, code in [
            ({"bet_amount": 150}, "stake_out_of_range"),
            ({"bet_amount": 0}, "stake_out_of_range"),
            ({"bet_amount": -100}, "stake_out_of_range"),
            ({"bet_amount": 100, "auto_cashout": 1.0}, "auto_cashout_out_of_range"),
            ({"bet_amount": 100, "auto_cashout": 1.015}, "auto_cashout_out_of_range"),
            ({"bet_amount": 100, "auto_cashout": 10_000.01}, "auto_cashout_out_of_range"),
            ({"bet_amount": 100, "auto_cashout": 1e308}, "auto_cashout_out_of_range"),
            ({"bet_amount": 100, "slot": 3}, "validation_error"),
            ({"bet_amount": True}, "validation_error"),
            ({"bet_amount": "100"}, "validation_error"),
            ({"bet_amount": 100, "user_id": 1}, "validation_error"),
        ]:
            answer = await person.send("POST", "/api/games/crash/bet", json=body)
            assert (answer.status_code, answer.json()["error"]["code"]) == (422, code), body
        await person.call("POST", "/api/games/crash/bet", 201, **bet_body(100))
        twice = await person.send("POST", "/api/games/crash/bet", **bet_body(100))
        assert (twice.status_code, twice.json()["error"]["code"]) == (409, "bet_already_placed")
        poor = await person.send("POST", "/api/games/crash/bet", **bet_body(100_000, slot=2))
        assert poor.status_code == 402
        assert (await http.post("/api/games/crash/bet", json={"bet_amount": 100})).status_code == 401
        missing = {"bet_id": "018f0000-0000-7000-8000-000000000000"}
        assert (await person.send("POST", "/api/games/crash/cashout", json=missing)).status_code == 404


async def test_a_repeated_request_answers_what_the_first_did(http, fresh_database, lead):
    await give_chain(fresh_database, seed_where(lambda p: 500 < p[0] < 1000))
    person = await sign_up(http)
    key = {"headers": {"Idempotency-Key": "bet-1"}}
    async with lead():
        await betting(person)
        placed = await person.call("POST", "/api/games/crash/bet", 201, **bet_body(1000), **key)
        other = await person.send("POST", "/api/games/crash/bet", **bet_body(2000), **key)
        assert other.json()["error"]["code"] == "idempotency_key_reuse"
        await person.call("POST", "/api/games/crash/bet", 201, **bet_body(300, slot=2))
        await running(person)
        out_key = {"headers": {"Idempotency-Key": "out-1"}}
        body = {"json": {"bet_id": placed["bet_id"]}}
        out = await person.call("POST", "/api/games/crash/cashout", **body, **out_key)
        await rounds_ended(fresh_database, 1)
        for path, first, facts in [
            ("/api/games/crash/bet", placed, bet_body(1000) | key),
            ("/api/games/crash/cashout", out, body | out_key),
        ]:
            again = await person.send("POST", path, **facts)
            assert again.headers["Idempotent-Replayed"] == "true"
            assert again.json() == first
        late = await person.send("POST", "/api/games/crash/cashout", **body, headers={"Idempotency-Key": "out-2"})
        assert late.json()["error"]["code"] == "bet_closed"


async def test_a_bet_that_left_by_itself_cannot_leave_again(http, fresh_database, lead):
    """While the round still runs, so that the process that took the bet may think it open."""
    await give_chain(fresh_database, seed_where(lambda p: p[0] > 100_000, 1))
    person = await sign_up(http)
    async with lead():
        await betting(person)
        placed = await person.call("POST", "/api/games/crash/bet", 201, **bet_body(1000, auto_cashout=1.2))

        async def left():
            current = await person.call("GET", "/api/games/crash/current")
            return current["mine"][0]["status"] == "cashed_out"

        await until(left)
        again = await person.send("POST", "/api/games/crash/cashout", json={"bet_id": placed["bet_id"]})
        assert (again.status_code, again.json()["error"]["code"]) == (409, "bet_closed")
    assert (await person.call("GET", "/api/users/me"))["gold_balance"] == 10_000 - 1000 + 1200


async def test_who_stays_in_loses_and_comes_too_late(http, fresh_database, lead):
    """A round that crashes at 1.00 is over when it starts."""
    await give_chain(fresh_database, seed_where(lambda p: p[0] == 100, 1))
    person = await sign_up(http)
    async with lead():
        await betting(person)
        placed = await person.call("POST", "/api/games/crash/bet", 201, **bet_body(1000, auto_cashout=1.01))
        (ended,) = await rounds_ended(fresh_database, 1)
        assert ended.locks_at == ended.ends_at
        late = await person.send("POST", "/api/games/crash/cashout", json={"bet_id": placed["bet_id"]})
        assert (late.status_code, late.json()["error"]["code"]) == (409, "round_crashed")
    (record,) = (await person.call("GET", "/api/games/rounds"))["items"]
    whole = await person.call("GET", f"/api/games/rounds/{record['round_id']}")
    assert whole["win_amount"] == 0
    assert "'crash_multiplier': 1.0" in str(whole)


async def test_automatic_cash_outs_pay_their_target_in_order(http, fresh_database, lead):
    seed = seed_where(lambda p: 300 <= p[0] < 400)
    await give_chain(fresh_database, seed)
    crash = points(seed, 1)[0]
    targets = [101, 150, 299, crash, crash + 1]
    people = [await sign_up(http) for _ in targets]
    async with lead():
        await betting(people[0])
        for person, target in zip(people, targets, strict=True):
            await person.call("POST", "/api/games/crash/bet", 201, **bet_body(100, auto_cashout=target / 100))
        await rounds_ended(fresh_database, 1)
    records = []
    for person, target in zip(people, targets, strict=True):
        (record,) = (await person.call("GET", "/api/games/rounds"))["items"]
        assert record["win_amount"] == (target if target <= crash else 0)
        records.append(record["round_id"])
    assert records[:3] == sorted(records[:3])
    assert (await run_audit(fresh_database)).clean


async def test_history_is_a_chain_that_ends_where_it_was_promised(http, fresh_database, lead):
    await give_chain(fresh_database, seed_where(lambda p: max(p) < 200, 4))
    person = await sign_up(http)
    async with lead():
        await rounds_ended(fresh_database, 4)
    history = (await person.call("GET", "/api/games/crash/history?limit=200"))["items"]
    chains = (await person.call("GET", "/api/games/crash/chains"))["items"]
    hashes = [item["hash"] for item in history] + [chains[0]["terminal_hash"]]
    for newer, older in itertools.pairwise(hashes):
        assert hashlib.sha256(bytes.fromhex(newer)).hexdigest() == older
    assert {item["client_seed"] for item in history} == {SALT} == {chains[0]["salt"]}
    page = await person.call("GET", "/api/games/crash/history?limit=3")
    rest = await person.call("GET", f"/api/games/crash/history?limit=200&cursor={page['next_cursor']}")
    assert page["items"] + rest["items"] == history
    assert (await person.send("GET", "/api/games/crash/history?cursor=AAAA")).status_code == 422


async def test_everybody_sees_the_table_live(settings, fresh_database, lead):
    seed = seed_where(lambda p: 300 < p[0] < 500)
    await give_chain(fresh_database, seed)
    async with AsyncExitStack() as stack:
        host = await stack.enter_async_context(serving(create_app(settings, [quick_plugin(**QUICK)])))
        http = await stack.enter_async_context(httpx.AsyncClient(base_url=f"http://{host}", timeout=20))
        person = await sign_up(http)
        socket = await stack.enter_async_context(live(host, headers=person.headers))
        await socket.started()
        await socket.say({"type": "subscribe", "topic": "crash"})
        await socket.next_of("subscribed")
        async with lead():
            opened = await socket.next_of("crash_round")
            await person.call("POST", "/api/games/crash/bet", 201, **bet_body(1000, auto_cashout=1.2))
            bet = await socket.next_of("crash_bet")
            assert {name: bet["data"][name] for name in ("nickname", "bet_amount")} == {
                "nickname": person.user["nickname"],
                "bet_amount": 1000,
            }
            current = await person.call("GET", "/api/games/crash/current")
            assert (current["players"], current["bets_total"]) == (1, 1000)
            assert current["mine"][0]["auto_cashout"] == 1.2
            assert "auto_cashout" not in current["bets"][0]
            out = await socket.next_of("crash_cashout")
            assert (out["data"]["multiplier"], out["data"]["win_amount"]) == (1.2, 1200)
            phases = []
            while len(phases) < 4 or phases[-1]["hash"] is None:
                messages = [m["data"] for m in socket.received if m["type"] == "crash_round"]
                phases = [data for data in messages if data["round_id"] == opened["data"]["round_id"]]
                if len(phases) < 4:
                    await socket.next()
    assert [data["phase"] for data in phases] == ["betting", "running", "settling", "settling"]
    assert [data["hash"] is None for data in phases] == [True, True, True, False]
    crash = points(seed, 1)[0] / 100
    assert [data["crash_multiplier"] for data in phases] == [None, None, crash, crash]
    ticks = [m["data"] for m in socket.received if m["type"] == "crash_tick"]
    shown = [tick["multiplier"] for tick in ticks if tick["round_id"] == opened["data"]["round_id"]]
    assert shown == sorted(shown)
    assert len(shown) >= 1
    assert max(shown) <= crash
    assert all(m["user_id"] is None for m in socket.received if m["type"].startswith("crash_"))


def speakers():
    return [task for task in asyncio.all_tasks() if task.get_name() == "announce-crash"]


async def test_a_stopped_process_has_nothing_more_to_say(settings, monkeypatch):
    """Else it would ask a client that is closed: seen as a connection to Valkey that nobody closed."""

    async def never_said(*_):
        await asyncio.Event().wait()

    monkeypatch.setattr(StreamStore, "broadcast", never_said)
    application = create_app(settings, [quick_plugin(**QUICK)])
    async with application.router.lifespan_context(application):
        application.state.crash._announcer.say(("crash_bet", {}))
        await asyncio.sleep(0)
        assert speakers()
    assert not speakers()


async def test_two_clients_of_two_processes_see_the_same_rounds_in_the_same_order(settings, fresh_database, lead):
    await give_chain(fresh_database, seed_where(lambda p: all(110 < point < 400 for point in p), 3))
    async with AsyncExitStack() as stack:
        sockets = []
        for _ in range(2):
            host = await stack.enter_async_context(serving(create_app(settings, [quick_plugin(**QUICK)])))
            http = await stack.enter_async_context(httpx.AsyncClient(base_url=f"http://{host}", timeout=20))
            person = await sign_up(http)
            socket = await stack.enter_async_context(live(host, headers=person.headers))
            await socket.started()
            await socket.say({"type": "subscribe", "topic": "crash"})
            await socket.next_of("subscribed")
            sockets.append(socket)
        async with lead():
            await rounds_ended(fresh_database, 3)
            for socket in sockets:
                while not any(m["data"].get("hash") and m["data"]["number"] == 3 for m in socket.received):
                    await socket.next()
    tables = [[m for m in socket.received if m["type"].startswith("crash_")] for socket in sockets]
    common = min(table[-1]["seq"] for table in tables)
    seen, other = ([m for m in table if m["seq"] <= common] for table in tables)
    # Word for word, numbers and times of the leader included.
    assert seen == other
    numbers = [message["seq"] for message in seen]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    phases = [(m["data"]["number"], m["data"]["phase"]) for m in seen if m["type"] == "crash_round"]
    ranks = [(number, ["betting", "running", "settling"].index(phase)) for number, phase in phases]
    assert ranks == sorted(ranks)
    for number in (1, 2, 3):
        assert phases.count((number, "settling")) == 2
