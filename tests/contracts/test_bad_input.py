"""Bad input gets a clear 4xx in the house's envelope, and changes nothing."""

import asyncio
import json

import pytest

from casino_club.domains.audit.public import run_audit
from casino_club.domains.slot.service import SpinReader
from tests.support.http import sign_up

SPIN = "/api/games/slot/spin"
GOOD = b'{"machine_id":"ring-fruits","bet_amount":100}'


@pytest.fixture
async def anna(app_client):
    return await sign_up(app_client)


def amount(text):
    return b'{"machine_id":"ring-fruits","bet_amount":' + text + b"}"


BODIES = {
    "empty": b"",
    "not json": b"machine_id=ring-fruits",
    "not utf-8": b'{"machine_id":"\xff","bet_amount":100}',
    "an array": b"[1]",
    "a number": b"7",
    "null": b"null",
    "cut": GOOD[:-1],
    "NaN": amount(b"NaN"),
    "Infinity": amount(b"Infinity"),
    "1e400": amount(b"1e400"),
    "a float": amount(b"100.0"),
    "an exponent": amount(b"1e2"),
    "a boolean": amount(b"true"),
    "a string": amount(b'"100"'),
    "null amount": amount(b"null"),
    "zero": amount(b"0"),
    "negative": amount(b"-100"),
    "off the step": amount(b"101"),
    "above the table": amount(b"10010"),
    "2^53": amount(b"9007199254740992"),
    "2^53 - 1": amount(b"9007199254740991"),
    "2^63": amount(b"9223372036854775808"),
    "a thousand digits": amount(b"9" * 1000),
    "a lone surrogate": b'{"machine_id":"\\ud800","bet_amount":100}',
    "a NUL": b'{"machine_id":"ring\\u0000fruits","bet_amount":100}',
    "an unknown key": b'{"machine_id":"ring-fruits","bet_amount":100,"gold_balance":1000000}',
    "a lone-surrogate key": b'{"machine_id":"ring-fruits","bet_amount":100,"\\udfff":1}',
    "a doubled key": b'{"machine_id":"ring-fruits","bet_amount":10,"bet_amount":100}',
    "a missing key": b'{"machine_id":"ring-fruits"}',
    "deep nesting": b'{"machine_id":"ring-fruits","bet_amount":' + b"[" * 5000 + b"]" * 5000 + b"}",
}
KEYS = {"empty": b"", "a space": b"a b", "control": b"a\x01", "too long": b"k" * 256, "latin": "ключ".encode()}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
async def test_a_bad_spin_is_a_422_and_costs_nothing(anna, body):
    answer = await anna.send("POST", SPIN, content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422, answer.text
    assert answer.json()["error"]["request_id"] == answer.headers["x-request-id"]
    assert (await anna.call("GET", "/api/users/me"))["gold_balance"] == 10_000
    assert (await anna.call("GET", "/api/games/rounds"))["items"] == []


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS.keys())
async def test_a_bad_idempotency_key_is_a_422(anna, key):
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    answer = await anna.send("POST", SPIN, content=GOOD, headers=headers)
    assert answer.status_code == 422


async def test_other_content_types_are_refused(anna):
    answer = await anna.send("POST", SPIN, content=GOOD, headers={"Content-Type": "text/plain"})
    assert answer.status_code == 422


async def test_an_unknown_machine_is_a_404(anna):
    answer = await anna.spin("no-such-machine")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "unknown_machine")


async def test_a_large_body_is_a_413_whether_its_length_is_told_or_not(anna):
    headers = {"Content-Type": "application/json"}
    told = await anna.send("POST", SPIN, content=b" " * (2 << 20), headers=headers)

    async def chunks():
        for _ in range(40):
            yield b" " * (1 << 16)

    untold = await anna.send("POST", SPIN, content=chunks(), headers=headers)
    other = await anna.send("POST", "/api/fairness/rotate", content=chunks(), headers=headers)
    assert [told.status_code, untold.status_code, other.status_code] == [413, 413, 413]
    assert told.json()["error"]["code"] == "too_large"


TOKENS = {
    "none": None,
    "empty": "Bearer ",
    "another scheme": "Basic YTpi",
    "nonsense": "Bearer a.b.c",
    "alg none": "Bearer eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiIxIn0.",
}


@pytest.mark.parametrize("token", TOKENS.values(), ids=TOKENS.keys())
async def test_a_spin_without_a_good_token_is_a_401(app_client, token):
    headers = {"Content-Type": "application/json"} | ({"Authorization": token} if token else {})
    answer = await app_client.post(SPIN, content=GOOD, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("number", ["1_0", "+1", "%201", "01x", "1.0", "-1", "0", "9007199254740992", "1e1", "９"])
@pytest.mark.parametrize("path", ["/api/games/stats/{}", "/api/games/session/{}/current", "/api/users/{}/profile"])
async def test_an_id_is_plain_digits(anna, path, number):
    answer = await anna.send("GET", path.format(number))
    assert answer.status_code in {404, 422}, answer.text


@pytest.mark.parametrize("cursor", ["x", "%00", "AAAA", "é", "bm9wZQ", "a" * 300])
@pytest.mark.parametrize("path", ["/api/games/rounds", "/api/wallet/history"])
async def test_a_cursor_we_never_made_is_a_422(anna, path, cursor):
    assert (await anna.send("GET", f"{path}?cursor={cursor}")).status_code == 422


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=201", "limit=x", "kind=theft", "from=yesterday", "from=2026-01-01T00:00"]
)
async def test_bad_filters_are_422(anna, query):
    assert (await anna.send("GET", f"/api/wallet/history?{query}")).status_code == 422


@pytest.mark.parametrize(
    "seed",
    ["", "a:b", "x" * 65, "space here", "일", "\\u0000", "\\ud800"],
    ids=["empty", "colon", "long", "space", "hangul", "nul", "surrogate"],
)
async def test_a_client_seed_that_cannot_be_drawn_from_is_refused(anna, seed):
    body = f'{{"client_seed":"{seed}"}}'.encode()
    headers = {"Content-Type": "application/json"}
    assert (await anna.send("POST", "/api/fairness/rotate", content=body, headers=headers)).status_code == 422


async def test_errors_speak_the_callers_language(anna):
    body = {"machine_id": "ring-fruits", "bet_amount": 7}
    korean = await anna.send("POST", SPIN, json=body, headers={"Accept-Language": "ko-KR,ko;q=0.9,en;q=0.8"})
    english = await anna.send("POST", SPIN, json=body, headers={"Accept-Language": "en"})
    assert korean.json()["error"]["message"] != english.json()["error"]["message"]
    assert korean.json()["error"]["details"] == {"min": 10, "max": 10_000, "step": 10}


async def test_the_request_id_is_echoed_when_it_is_harmless(anna):
    kept = await anna.send("GET", "/api/wallet", headers={"X-Request-ID": "trace-7.a"})
    replaced = await anna.send("GET", "/api/wallet", headers={"X-Request-ID": "a b<script>"})
    assert kept.headers["x-request-id"] == "trace-7.a"
    assert replaced.headers["x-request-id"] != "a b<script>"


async def test_the_documented_route_accepts_what_the_lane_accepts(app, anna):
    """The lane's reader and the schema in OpenAPI agree on every body of the catalogue and on good ones."""
    from pydantic import ValidationError

    from casino_club.domains.slot.schemas import SpinIn
    from casino_club.infra.http.strict_json import MalformedJsonError, loads
    from casino_club.kernel.errors import DomainError

    def by_schema(body):
        try:
            SpinIn.model_validate(loads(body))
        except (ValidationError, MalformedJsonError):
            return False
        return True

    def by_lane(body):
        try:
            SpinReader(app.state.games).read(loads(body), user_id=1, key=None, key_hash=None)
        except MalformedJsonError:
            return False
        except DomainError as error:
            return error.code in {"stake_out_of_range", "unknown_machine"}
        return True

    more = [GOOD, amount(b"10"), amount(b"-9007199254740991"), b'{"machine_id":"","bet_amount":100}']
    more += [json.dumps({"machine_id": "m" * length, "bet_amount": 10}).encode() for length in (1, 64, 65)]
    for body in [*BODIES.values(), *more]:
        assert by_schema(body) == by_lane(body), body


async def test_nothing_of_this_left_a_trace(app, anna):
    await asyncio.gather(*(anna.send("POST", SPIN, content=body) for body in BODIES.values()))
    assert (await run_audit(app.state.database)).clean
