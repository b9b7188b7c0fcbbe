"""Players at one wheel, over HTTP and on the socket: what they place stands, is settled once, and can be proved."""

import asyncio
import hashlib
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from sqlalchemy import text

from casino_club.domains.audit.public import run_audit
from casino_club.domains.roulette.rules import colour, spin
from casino_club.domains.wallet import public as wallet
from casino_club.domains.wallet.contracts import Player, TransferCommand
from casino_club.kernel.rng import Draw
from tests.support.http import sign_up
from tests.support.live import live, serving

BET = "/api/games/roulette/bet"
RED_AND_SEVEN = [{"type": "red", "amount": 100}, {"type": "straight", "numbers": [7], "amount": 20}]


@pytest.fixture
async def anna(app_client):
    return await sign_up(app_client)


@pytest.fixture
async def bora(app_client):
    return await sign_up(app_client)


def place(person, bets, key=None):
    headers = {} if key is None else {"Idempotency-Key": key}
    return person.send("POST", BET, json={"bets": bets}, headers=headers)


@pytest.fixture
def placed(until):
    """A bet on the next wheel round that takes one."""

    async def place_until_taken(person, bets, key=None):
        async def attempt():
            answer = await place(person, bets, key)
            if answer.status_code == 503 or answer.json().get("error", {}).get("code") == "round_closed":
                return None
            assert answer.status_code == 201, answer.text
            return answer.json()

        return await until(attempt)

    return place_until_taken


@pytest.fixture
def settled(until):
    """The records of a player's bets, by bet, once all of them have ended."""

    async def wait(app, *bets):
        async def ended():
            async with app.state.database.read() as session:
                rows = (await session.execute(text("SELECT * FROM bets ORDER BY id"))).mappings()
                found = {str(row["id"]): row for row in rows}
            return found if all(found[bet["bet_id"]]["status"] != "open" for bet in bets) else None

        return await until(ended)

    return wait


async def test_before_the_first_round_the_table_is_about_to_open(anna):
    for answer in (await anna.send("GET", "/api/games/roulette/current"), await place(anna, RED_AND_SEVEN)):
        assert (answer.status_code, answer.json()["error"]["code"]) == (503, "round_not_ready")
        assert answer.headers["Retry-After"] == "1"
    assert await anna.call("GET", "/api/games/roulette/history") == {"items": [], "next_cursor": None}


async def test_a_wheel_round_from_chips_to_proof(app, anna, bora, leading, placed, settled, until):
    async with leading():
        mine = await placed(anna, RED_AND_SEVEN)
        theirs = await placed(bora, [{"type": "dozen", "numbers": [2], "amount": 300}])
        assert (mine["bet_amount"], mine["balance_after"], mine["simulated_max_win"]) == (120, 9_880, 920)
        assert [bet["type"] for bet in mine["bets"]] == ["red", "straight"]
        if theirs["round_id"] == mine["round_id"]:
            current = await anna.call("GET", "/api/games/roulette/current")
            if current["phase"] == "betting" and current["round_id"] == mine["round_id"]:
                assert (current["pocket"], current["hash"]) == (None, None)
                assert [bet["bet_id"] for bet in current["mine"]] == [mine["bet_id"]]
        rows = await settled(app, mine, theirs)
        assert all(row["status"] == "settled" for row in rows.values())
        records = {}
        for person, bet in ((anna, mine), (bora, theirs)):
            one = (await person.call("GET", "/api/games/rounds"))["items"][0]
            records[bet["bet_id"]] = await person.call("GET", f"/api/games/rounds/{one['round_id']}")
        for person, bet in ((anna, mine), (bora, theirs)):
            outcome = records[bet["bet_id"]]["outcome"]
            pocket = outcome["pocket"]
            assert outcome["colour"] == colour(pocket)
            expected = sum(
                chip["amount"] * (36 // len(chip["numbers"])) for chip in bet["bets"] if pocket in chip["numbers"]
            )
            assert outcome["win_amount"] == expected == sum(chip["win_amount"] for chip in outcome["bets"])
            assert (await person.call("GET", "/api/users/me"))["gold_balance"] == 10_000 - bet["bet_amount"] + expected

        async def revealed():
            items = (await anna.call("GET", "/api/games/roulette/history"))["items"]
            return next((one for one in items if one["round_id"] == mine["round_id"]), None)

        past = await until(revealed)
    outcome = records[mine["bet_id"]]["outcome"]
    drawn = spin(Draw(bytes.fromhex(past["hash"]), past["client_seed"], past["nonce"]))
    assert past["pocket"] == outcome["pocket"] == drawn
    assert hashlib.sha256(bytes.fromhex(past["hash"])).hexdigest() == mine["fairness"]["server_seed_hash"]
    proof = await anna.call("GET", f"/api/fairness/rounds/{records[mine['bet_id']]['round_id']}")
    assert proof["server_seed"] == past["hash"]
    names = ("server_seed", "client_seed", "nonce", "game", "config_version", "params")
    again = await anna.call("POST", "/api/fairness/verify", json={name: proof[name] for name in names})
    for name in ("win_amount", "pocket", "colour", "bets"):
        assert again["outcome"][name] == outcome[name]
    assert (await run_audit(app.state.database)).clean


async def test_hashes_chain_from_round_to_round_down_to_what_was_promised(anna, leading, until):
    async def three():
        return len((await anna.call("GET", "/api/games/roulette/history"))["items"]) >= 3

    async with leading():
        await until(three)
    page = await anna.call("GET", "/api/games/roulette/history", params={"limit": 2})
    rest = await anna.call("GET", "/api/games/roulette/history", params={"cursor": page["next_cursor"]})
    items = page["items"] + rest["items"]
    assert [one["number"] for one in items] == list(range(len(items), 0, -1))
    for newer, older in pairwise(items):
        assert hashlib.sha256(bytes.fromhex(newer["hash"])).hexdigest() == older["hash"]
    (chain,) = (await anna.call("GET", "/api/games/roulette/chains"))["items"]
    assert hashlib.sha256(bytes.fromhex(items[-1]["hash"])).hexdigest() == chain["terminal_hash"]


async def test_one_key_is_one_bet_also_after_the_wheel_has_turned(app, anna, leading, placed, settled):
    async with leading():
        first = await placed(anna, RED_AND_SEVEN, "k-1")
        again = await place(anna, RED_AND_SEVEN, "k-1")
        assert (again.status_code, again.headers["idempotent-replayed"]) == (201, "true")
        assert again.json() == first
        other = await place(anna, RED_AND_SEVEN[:1], "k-1")
        assert (other.status_code, other.json()["error"]["code"]) == (422, "idempotency_key_reuse")
        await settled(app, first)
        late = await place(anna, RED_AND_SEVEN, "k-1")
        assert late.json() == first
    async with app.state.database.read() as session:
        assert (await session.execute(text("SELECT count(*) FROM bets"))).scalar_one() == 1


async def test_no_more_bets_while_the_ball_runs_and_no_pocket_before(anna, leading, until):
    async def running():
        answer = await anna.send("GET", "/api/games/roulette/current")
        if answer.status_code == 503:
            return None
        now = answer.json()
        assert now["phase"] != "betting" or now["pocket"] is None
        return now if now["phase"] == "running" else None

    async with leading():
        now = await until(running, every_s=0.01)
        answer = await place(anna, RED_AND_SEVEN)
        if answer.status_code == 409:
            assert answer.json()["error"]["code"] == "round_closed"
        else:  # this machine was so slow that the next round takes bets already
            assert answer.json()["round_id"] != now["round_id"]


async def test_bets_of_one_round_add_up_to_the_table_limit(app, anna, leading, placed, until):
    grant = TransferCommand("mint", Player(anna.user["id"]), "gold", 10_000_000, "compensation", "a fortune")
    async with app.state.database.transaction() as session:
        await wallet.transfer(session, grant)

    async def refused():
        first = await placed(anna, [{"type": "red", "amount": 40_000}, {"type": "odd", "amount": 40_000}])
        second = await place(anna, [{"type": "low", "amount": 20_010}])
        # Only on one and the same wheel round the two meet.
        return second if second.status_code == 422 else (second.json().get("round_id") == first["round_id"])

    async with leading():
        answer = await until(refused)
        assert answer is not True
        assert answer.json()["error"]["code"] == "round_limit"


@pytest.mark.parametrize(
    ("bets", "code"),
    [
        ([{"type": "split", "numbers": [3, 4], "amount": 10}], "illegal_spot"),
        ([{"type": "corner", "numbers": [0, 1, 2, 3], "amount": 10}], "illegal_spot"),
        ([{"type": "straight", "amount": 10}], "illegal_spot"),
        ([{"type": "straight", "numbers": [7], "amount": 15}], "stake_out_of_range"),
        ([{"type": "straight", "numbers": [7], "amount": 2_010}], "stake_out_of_range"),
        ([{"type": "straight", "numbers": [7], "amount": 0}], "stake_out_of_range"),
        ([{"type": "straight", "numbers": [7], "amount": -10}], "stake_out_of_range"),
        ([{"type": "straight", "numbers": [7], "amount": 2**53}], "amount_out_of_range"),
        ([{"type": "straight", "numbers": [37], "amount": 10}], "validation_error"),
        ([{"type": "straight", "numbers": [True], "amount": 10}], "validation_error"),
        ([{"type": "straight", "numbers": [7], "amount": "10"}], "validation_error"),
        ([{"type": "straight", "numbers": [7], "amount": 10, "payout": 350}], "validation_error"),
        ([{"type": "basket", "numbers": [7], "amount": 10}], "validation_error"),
        ([{"type": "red", "numbers": [1] * 19, "amount": 10}], "validation_error"),
        ([], "validation_error"),
        ({}, "validation_error"),
        ([{"type": "even", "amount": 10}] * 158, "validation_error"),
    ],
)
async def test_what_the_table_refuses_changes_nothing(anna, leading, until, bets, code):
    async with leading():

        async def refused():
            answer = await place(anna, bets)
            return None if answer.status_code == 503 else answer

        answer = await until(refused)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, code)
    assert (await anna.call("GET", "/api/users/me"))["gold_balance"] == 10_000


async def test_only_a_player_bets_and_looks(app_client):
    assert (await app_client.post(BET, json={"bets": RED_AND_SEVEN})).status_code == 401
    assert (await app_client.get("/api/games/roulette/current")).status_code == 401


async def test_more_than_one_owns_is_refused(anna, leading, until):
    async with leading():

        async def refused():
            answer = await place(anna, [{"type": "red", "amount": 10_010}])
            return answer if answer.status_code == 402 else None

        assert (await until(refused)).json()["error"]["code"] == "insufficient_funds"


class DyingLane:
    """A worker's lane that dies after its first settlement, as a killed process does."""

    def __init__(self, lane):
        self._lane = lane
        self.closed = 0
        self.dead = asyncio.Event()

    async def play(self, bet):
        if self.dead.is_set():
            await asyncio.Event().wait()
        answer = await self._lane.play(bet)
        if bet.move == "close":
            self.closed += 1
            self.dead.set()
        return answer


async def test_a_leader_that_dies_in_the_middle_of_settling_settles_nobody_twice(
    app, app_client, context, leading, placed, settled
):
    people = [await sign_up(app_client) for _ in range(6)]
    lane = DyingLane(context.lane)
    async with leading(replace(context, lane=lane)):
        bets = await asyncio.gather(*(placed(one, RED_AND_SEVEN) for one in people))
        async with asyncio.timeout(60):
            await lane.dead.wait()
    assert lane.closed >= 1
    async with leading(), leading():
        await settled(app, *bets)
    async with app.state.database.read() as session:
        rounds = (await session.execute(text("SELECT bet_id, payout FROM rounds"))).all()
        refs = (await session.execute(text("SELECT ref FROM postings WHERE kind = 'game_win'"))).scalars()
        wins = Counter(str(ref) for ref in refs)
    assert Counter(str(one.bet_id) for one in rounds) == Counter(bet["bet_id"] for bet in bets)
    assert wins == Counter(str(one.bet_id) for one in rounds if one.payout)
    for one, bet in zip(people, bets, strict=True):
        payout = next(row.payout for row in rounds if str(row.bet_id) == bet["bet_id"])
        assert (await one.call("GET", "/api/users/me"))["gold_balance"] == 10_000 - 120 + payout
    assert (await run_audit(app.state.database)).clean


async def test_the_socket_tells_of_rounds_and_of_everybodys_chips(app, anna, bora, leading, placed):
    async with serving(app, is_started=True) as address, live(address, headers=anna.headers) as client:
        await client.started()
        await client.say({"type": "subscribe", "topic": "roulette:main"})
        async with leading():
            bet = await placed(bora, RED_AND_SEVEN)
            told = await client.next_of("roulette_bet")
            assert told["user_id"] is None
            assert told["data"] == {
                "round_id": bet["round_id"],
                "bet_id": bet["bet_id"],
                "nickname": bora.user["nickname"],
                "bet_amount": 120,
                "bets": bet["bets"],
            }
            phases = {}
            while "settling" not in phases or phases["settling"]["hash"] is None:
                data = (await client.next_of("roulette_round"))["data"]
                if data["round_id"] == bet["round_id"]:
                    phases[data["phase"]] = data
                    assert data["phase"] != "betting" or data["pocket"] is None
            assert phases["settling"]["pocket"] == spin(
                Draw(bytes.fromhex(phases["settling"]["hash"]), phases["settling"]["client_seed"], bet["number"])
            )


async def test_a_bet_counts_as_one_round_of_statistics(app, anna, leading, placed, settled):
    async with leading():
        await settled(app, await placed(anna, RED_AND_SEVEN))
    gold = (await anna.call("GET", "/api/users/me"))["gold_balance"]
    stats = (await anna.call("GET", "/api/games/stats/me"))["games"]["roulette"]
    assert (stats["plays"], stats["total_bet"], stats["net"]) == (1, 120, gold - 10_000)
