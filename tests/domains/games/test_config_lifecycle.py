"""A configuration's life over HTTP: who may do what, what is refused, what is written down."""

import asyncio
from collections.abc import Awaitable, Callable
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from casino_club.domains.games import config_compute
from casino_club.domains.games.config_errors import ConfigTooHeavyError
from casino_club.domains.games.config_rules import PUBLISH_LEAD
from casino_club.domains.games.contracts import ConfigFacts, Limits, ShippedConfig
from casino_club.domains.games.errors import ConfigInvalidError
from casino_club.domains.games.repository import list_configs, publish_config
from casino_club.domains.responsible.public import publish_market
from casino_club.domains.slot.catalog import as_data, shipped_machines
from casino_club.domains.slot.service import SlotGame
from casino_club.kernel.errors import InvariantError
from tests.support.access import grant_role
from tests.support.http import PASSWORD, Person, sign_up

CONFIG = "/api/admin/games/slot/config"
VARIANT = "ring-fruits"
MakeStaff = Callable[[str], Awaitable[Person]]


@pytest.fixture
def make_staff(app, app_client) -> MakeStaff:
    async def make(role: str) -> Person:
        person = await sign_up(app_client)
        await grant_role(app, person.user["id"], role)
        body = {"site_id": person.user["site_id"], "password": PASSWORD}
        person.token = (await app_client.post("/api/auth/login", json=body)).json()["access_token"]
        return person

    return make


@pytest.fixture(autouse=True)
def _facts_in_this_process(request, monkeypatch) -> None:
    """A child process a validation takes a second; the tests of the child itself take the real one."""
    if "own_process" not in request.fixturenames:
        monkeypatch.setattr(config_compute, "_in_child", compute_here)


@pytest.fixture
def own_process() -> None:
    """Facts come from a real child."""


def compute_here(game: Any, body: dict[str, Any], timeout_s: float) -> ConfigFacts:
    found = config_compute.judge(game, body)
    if isinstance(found, ConfigFacts):
        return found
    raise ConfigInvalidError(found)


@pytest.fixture
async def operator(make_staff) -> Person:
    return await make_staff("operator")


@pytest.fixture
async def admin(make_staff) -> Person:
    return await make_staff("admin")


def machine(stake_max: int = 5000) -> dict[str, Any]:
    """The classic machine with another limit."""
    body = deepcopy(as_data(shipped_machines()[VARIANT]))
    body["stakes"]["max"] = stake_max
    body["stakes"]["presets"] = [10, 100]
    return body


async def drafted(operator: Person, body: dict[str, Any] | None = None) -> dict[str, Any]:
    facts = {"variant": VARIANT, "body": body or machine(), "note": "higher limit"}
    return await operator.call("POST", CONFIG, 201, json=facts)


async def validated(operator: Person, body: dict[str, Any] | None = None) -> dict[str, Any]:
    draft = await drafted(operator, body)
    return await operator.call("POST", f"{CONFIG}/{draft['id']}/validate")


def code_of(answer: Any) -> str:
    return answer["error"]["code"]


async def test_a_draft_becomes_the_version_that_plays(operator, admin, app) -> None:
    draft = await drafted(operator)
    assert (draft["state"], draft["version"], draft["rtp"], draft["facts"]) == ("draft", None, None, None)
    ready = await operator.call("POST", f"{CONFIG}/{draft['id']}/validate")
    assert ready["state"] == "validated"
    assert ready["facts"]["rtp"] == ready["rtp"] == pytest.approx(0.96493056)
    assert ready["facts"]["limits"] == {"min": 10, "max": 5000, "step": 10}
    before = datetime.now(UTC)
    published = await admin.call("POST", f"{CONFIG}/{draft['id']}/publish", json={"reason": "approved"})
    assert (published["state"], published["version"]) == ("scheduled", 2)
    start = datetime.fromisoformat(published["effective_at"])
    assert start - before >= PUBLISH_LEAD - timedelta(milliseconds=1)
    listed = await operator.call("GET", f"{CONFIG}?variant={VARIANT}")
    assert [one["version"] for one in listed["items"]] == [2, 1]
    assert listed["items"][1]["superseded_at"] == published["effective_at"]
    assert (listed["enabled"], listed["notice_h"], listed["rtp_bounds"]) == (True, 0, [0.8, 0.995])
    log = await operator.call("GET", f"{CONFIG}/log")
    assert [(one["action"], one["actor_id"], one["version"]) for one in log["items"]] == [
        ("published", admin.user["id"], 2),
        ("validated", operator.user["id"], None),
        ("drafted", operator.user["id"], None),
    ]
    assert log["items"][0]["reason"] == "approved"
    assert log["items"][0]["request_id"]


@pytest.mark.usefixtures("own_process")
async def test_the_preview_keeps_nothing(operator) -> None:
    body = machine()
    seen = await operator.call("POST", f"{CONFIG}/preview", json={"variant": VARIANT, "body": body})
    assert seen["rtp"] == seen["rtp_live"] == pytest.approx(0.96493056)
    assert seen["limits"]["max"] == 5000
    assert len((await operator.call("GET", CONFIG))["items"]) == len(shipped_machines())


async def test_what_a_preview_promises_follows_the_paytable(operator) -> None:
    body = machine()
    symbol = max(body["symbols"], key=lambda one: one["pays"][2])
    symbol["pays"][2] -= 50
    seen = await operator.call("POST", f"{CONFIG}/preview", json={"variant": VARIANT, "body": body})
    assert seen["rtp"] < seen["rtp_live"]


@pytest.mark.parametrize(
    ("spoil", "loc"),
    [
        (lambda body: body["stakes"].update(max=7), "machine"),
        (lambda body: body["stakes"].update(max="7"), "stakes.max"),
        (lambda body: body.pop("strips"), "strips"),
        (lambda body: body.update(surprise=1), "surprise"),
        (lambda body: [one.update(pays=[pay * 3 for pay in one["pays"]]) for one in body["symbols"]], "rtp"),
        (lambda body: [one.update(pays=[pay // 3 for pay in one["pays"]]) for one in body["symbols"]], "rtp"),
        (lambda body: body["stakes"].update(max=900_000_000_000), "limits"),
        (lambda body: body.update(id="horangi"), "id"),
        (lambda body: body["strips"].clear(), "body"),
    ],
)
async def test_what_cannot_be_played_is_refused_with_its_place(operator, spoil, loc) -> None:
    body = machine()
    spoil(body)
    answer = await operator.call("POST", f"{CONFIG}/preview", 422, json={"variant": VARIANT, "body": body})
    assert code_of(answer) == "config_invalid"
    problems = answer["error"]["details"]["problems"]
    assert any(loc in one["loc"] or loc == "body" for one in problems), problems


async def test_a_draft_may_be_wrong_and_is_mended(operator, admin) -> None:
    body = machine()
    body["stakes"]["max"] = 7
    draft = await drafted(operator, body)
    path = f"{CONFIG}/{draft['id']}"
    assert code_of(await operator.call("POST", f"{path}/validate", 422)) == "config_invalid"
    refused = await admin.call("POST", f"{path}/publish", 409, json={"reason": "now"})
    assert (code_of(refused), refused["error"]["details"]) == ("config_state", {"state": "draft"})
    mended = await operator.call("PUT", path, json={"body": machine(), "note": "mended"})
    assert mended["hash"] != draft["hash"]
    assert (await operator.call("POST", f"{path}/validate"))["state"] == "validated"
    again = await operator.call("PUT", path, json={"body": machine(6000), "note": "higher still"})
    assert (again["state"], again["facts"]) == ("draft", None)
    refused = await admin.call("POST", f"{path}/publish", 409, json={"reason": "now"})
    assert code_of(refused) == "config_state"
    log = await operator.call("GET", f"{CONFIG}/log?config_id={draft['id']}&limit=2")
    assert [one["action"] for one in log["items"]] == ["edited", "validated"]
    rest = await operator.call("GET", f"{CONFIG}/log?config_id={draft['id']}&cursor={log['next_cursor']}")
    assert [one["action"] for one in rest["items"]] == ["edited", "drafted"]


async def test_what_was_validated_is_not_worked_out_again(operator, admin, app, monkeypatch) -> None:
    """A paytable may take seconds; a version published at once must play two seconds later."""
    ready = await validated(operator)

    def never(*_: Any) -> ConfigFacts:
        raise AssertionError("computed again")

    monkeypatch.setattr(SlotGame, "facts", never)
    await admin.call("POST", f"{CONFIG}/{ready['id']}/publish", json={"reason": "now"})
    await app.state.games.refresh()
    assert [one.version for one in app.state.games.versions("slot", VARIANT)] == [1, 2]


@pytest.mark.parametrize(("market", "waits_h"), [("global", 0), ("kr", 24)])
async def test_what_a_release_ships_waits_its_notice_too(fresh_database, market, waits_h) -> None:
    await publish_market(fresh_database, market)
    for body in (machine(), machine(6000)):
        async with fresh_database.transaction() as session:
            await publish_config(session, ShippedConfig.of("slot", VARIANT, body))
    async with fresh_database.read() as session:
        first, second = await list_configs(session)
    assert first.superseded_at == second.effective_at
    assert (second.effective_at - first.effective_at) // timedelta(hours=1) == waits_h


async def test_facts_of_an_edited_body_are_not_kept(operator, monkeypatch) -> None:
    """Somebody edits while the odds are being computed: what was computed belongs to another table."""
    draft = await drafted(operator)
    path = f"{CONFIG}/{draft['id']}"
    honest = config_compute.compute

    async def compute(game: Any, body: dict[str, Any]) -> ConfigFacts:
        facts = await honest(game, body)
        await operator.call("PUT", path, json={"body": machine(7000), "note": "meanwhile"})
        return facts

    monkeypatch.setattr(config_compute, "compute", compute)
    refused = await operator.call("POST", f"{path}/validate", 409)
    assert (code_of(refused), refused["error"]["details"]) == ("config_state", {"state": "draft"})
    assert (await operator.call("GET", path))["facts"] is None


async def test_two_admins_publish_one_version_each(operator, admin) -> None:
    """Both at once: one is the next version, the other is told that one waits."""
    ready = [await validated(operator, machine(stake)) for stake in (6000, 7000)]
    answers = await asyncio.gather(
        *(admin.send("POST", f"{CONFIG}/{one['id']}/publish", json={"reason": "mine"}) for one in ready)
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert {code_of(answer.json()) for answer in answers if answer.status_code == 409} == {"config_scheduled"}


async def test_roles(make_staff, operator, admin, app_client) -> None:
    player, support = await sign_up(app_client), await make_staff("support")
    ready = await validated(operator)
    path = f"{CONFIG}/{ready['id']}"
    reason = {"reason": "because"}
    draft = {"variant": VARIANT, "body": machine(), "note": "mine"}
    for who, method, where, body in (
        (player, "GET", CONFIG, None),
        (player, "GET", f"{CONFIG}/log", None),
        (player, "GET", "/api/admin/games/report", None),
        (player, "GET", path, None),
        (support, "POST", CONFIG, draft),
        (support, "PUT", path, {"body": machine(), "note": "mine"}),
        (support, "POST", f"{CONFIG}/preview", {"variant": VARIANT, "body": machine()}),
        (support, "POST", f"{path}/validate", None),
        (support, "POST", "/api/admin/games/slot/enabled", {"enabled": False} | reason),
        (operator, "POST", f"{path}/publish", reason),
        (operator, "POST", f"{path}/withdraw", reason),
    ):
        assert code_of(await who.call(method, where, 403, json=body)) == "forbidden", (method, where)
    assert (await app_client.get(CONFIG)).status_code == 401
    await support.call("GET", CONFIG)
    await support.call("GET", path)
    await admin.call("POST", f"{path}/publish", json=reason)


async def test_one_version_waits_at_a_time_and_can_be_withdrawn(operator, admin) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    first, second = await validated(operator), await validated(operator, machine(6000))
    planned = await admin.call(
        "POST", f"{CONFIG}/{first['id']}/publish", json={"reason": "event", "effective_at": tomorrow}
    )
    assert (planned["state"], planned["version"]) == ("scheduled", 2)
    refused = await admin.call("POST", f"{CONFIG}/{second['id']}/publish", 409, json={"reason": "now"})
    assert code_of(refused) == "config_scheduled"
    gone = await admin.call("POST", f"{CONFIG}/{first['id']}/withdraw", json={"reason": "event is off"})
    assert (gone["state"], gone["version"], gone["effective_at"]) == ("withdrawn", None, None)
    listed = await operator.call("GET", CONFIG)
    live = next(one for one in listed["items"] if one["state"] == "live" and one["variant"] == VARIANT)
    assert (live["version"], live["superseded_at"]) == (1, None)
    for step in ("withdraw", "publish"):
        refused = await admin.call("POST", f"{CONFIG}/{first['id']}/{step}", 409, json={"reason": "again"})
        assert code_of(refused) == "config_state"
    refused = await operator.call("PUT", f"{CONFIG}/{first['id']}", 409, json={"body": machine(), "note": "again"})
    assert code_of(refused) == "config_state"
    assert (await admin.call("POST", f"{CONFIG}/{second['id']}/publish", json={"reason": "now"}))["version"] == 2


async def test_a_version_that_plays_cannot_be_withdrawn_or_edited(operator, admin) -> None:
    listed = await operator.call("GET", f"{CONFIG}?variant={VARIANT}")
    path = f"{CONFIG}/{listed['items'][0]['id']}"
    assert code_of(await admin.call("POST", f"{path}/withdraw", 409, json={"reason": "no"})) == "config_started"
    refused = await operator.call("PUT", path, 409, json={"body": machine(), "note": "no"})
    assert refused["error"]["details"] == {"state": "live"}
    assert code_of(await operator.call("POST", f"{path}/validate", 409)) == "config_state"


async def test_the_table_in_play_is_not_published_again(operator, admin) -> None:
    same = await validated(operator, as_data(shipped_machines()[VARIANT]))
    refused = await admin.call("POST", f"{CONFIG}/{same['id']}/publish", 409, json={"reason": "why not"})
    assert code_of(refused) == "config_unchanged"


async def test_a_market_with_notice_makes_changes_wait(operator, admin, app, monkeypatch) -> None:
    monkeypatch.setattr(app.state, "settings", app.state.settings.model_copy(update={"market": "kr"}))
    ready = await validated(operator)
    path = f"{CONFIG}/{ready['id']}/publish"
    soon = (datetime.now(UTC) + timedelta(hours=23)).isoformat()
    refused = await admin.call("POST", path, 409, json={"reason": "soon", "effective_at": soon})
    assert code_of(refused) == "config_notice_required"
    earliest = datetime.fromisoformat(refused["error"]["details"]["earliest"])
    assert earliest - datetime.now(UTC) == pytest.approx(timedelta(hours=24), abs=timedelta(minutes=1))
    planned = await admin.call("POST", path, json={"reason": "as soon as may be"})
    waits = datetime.fromisoformat(planned["effective_at"]) - datetime.fromisoformat(planned["announced_at"])
    assert waits == pytest.approx(timedelta(hours=24), abs=timedelta(seconds=1))
    log = await operator.call("GET", f"{CONFIG}/log?limit=1")
    assert log["items"][0]["action"] == "scheduled"


@pytest.mark.parametrize("days", [-1, 400])
async def test_a_start_in_the_past_or_too_far_is_refused(operator, admin, days) -> None:
    ready = await validated(operator)
    when = (datetime.now(UTC) + timedelta(days=days)).isoformat()
    body = {"reason": "when", "effective_at": when}
    refused = await admin.call("POST", f"{CONFIG}/{ready['id']}/publish", 409, json=body)
    assert code_of(refused) == "config_notice_required"


async def test_unknown_things_are_404(operator, admin) -> None:
    body = {"variant": "nowhere", "body": machine(), "note": "x"}
    assert code_of(await operator.call("POST", CONFIG, 404, json=body)) == "unknown_machine"
    preview = {"variant": "nowhere", "body": machine()}
    assert code_of(await operator.call("POST", f"{CONFIG}/preview", 404, json=preview)) == "unknown_machine"
    assert code_of(await operator.call("GET", "/api/admin/games/tictactoe/config", 404)) == "unknown_game"
    assert code_of(await operator.call("GET", f"{CONFIG}/999999", 404)) == "config_not_found"
    draft = await drafted(operator)
    # A configuration answers under its own game only.
    other = f"/api/admin/games/rps/config/{draft['id']}"
    assert code_of(await operator.call("GET", other, 404)) == "config_not_found"


async def test_a_game_is_closed_and_opened(operator, app, app_client) -> None:
    player = await sign_up(app_client)
    assert (await player.spin()).status_code == 200
    answer = await operator.call("POST", "/api/admin/games/slot/enabled", json={"enabled": False, "reason": "fault"})
    assert answer == {"game": "slot", "enabled": False}
    refused = await player.spin()
    assert (refused.status_code, code_of(refused.json())) == (503, "game_disabled")
    await operator.call("POST", "/api/admin/games/slot/enabled", json={"enabled": True, "reason": "mended"})
    assert (await player.spin()).status_code == 200
    log = await operator.call("GET", f"{CONFIG}/log")
    assert [(one["action"], one["config_id"], one["reason"]) for one in log["items"]] == [
        ("enabled", None, "mended"),
        ("disabled", None, "fault"),
    ]


async def test_the_database_itself_keeps_what_was_published(operator, admin, settings) -> None:
    """Even the owner's hand cannot change what rounds refer to, nor the log as the application's role."""
    ready = await validated(operator)
    await admin.call("POST", f"{CONFIG}/{ready['id']}/publish", json={"reason": "now"})
    plants = [
        ("UPDATE game_configs SET body = '{}' WHERE version = 1", "never changes"),
        ("UPDATE game_configs SET hash = 'x' WHERE version = 2", "never changes"),
        ("UPDATE game_configs SET status = 'withdrawn', version = NULL WHERE version = 1", "stays published"),
        ("UPDATE game_configs SET effective_at = effective_at - interval '1 day' WHERE version = 1", "stays published"),
        ("UPDATE game_configs SET superseded_at = NULL WHERE version = 1 AND superseded_at IS NOT NULL", "overlap"),
        ("UPDATE game_configs SET variant = 'other' WHERE version = 1", "keeps its place"),
        ("SET ROLE casino_app; UPDATE config_audit SET reason = 'x'", "permission denied"),
        ("SET ROLE casino_app; DELETE FROM config_audit", "permission denied"),
        ("SET ROLE casino_app; DELETE FROM game_configs", "permission denied"),
    ]
    for statement, refusal in plants:
        with psycopg.connect(settings.database_url) as connection, pytest.raises(psycopg.Error, match=refusal):
            connection.execute(f"{statement}; COMMIT")


async def test_a_commit_after_its_own_start_is_refused_and_tried_again(operator, settings) -> None:
    """Rounds settled between the start and the commit would be on the wrong side of it."""
    ready = await validated(operator)
    facts = {"id": ready["id"], "variant": VARIANT}
    with psycopg.connect(settings.database_url) as connection:
        connection.execute(
            "UPDATE game_configs SET superseded_at = clock_timestamp() + interval '5 ms'"
            " WHERE variant = %(variant)s AND version = 1",
            facts,
        )
        connection.execute(
            "UPDATE game_configs c SET status = 'published', version = 2, effective_at = one.superseded_at"
            " FROM game_configs one WHERE c.id = %(id)s AND one.variant = %(variant)s AND one.version = 1",
            facts,
        )
        connection.execute("SELECT pg_sleep(0.02)")
        with pytest.raises(psycopg.errors.SerializationFailure, match="begun already"):
            connection.commit()


class SlowGame:
    """A game whose facts never come, or kill their process."""

    code = "slow"

    def parse(self, body: dict[str, Any]) -> Any:
        return body["how"]

    def facts(self, table: Any) -> ConfigFacts:
        import os
        import time

        if table == "dies":
            os._exit(3)
        if table == "sleeps":
            time.sleep(3600)
        return ConfigFacts(float(table), Limits(1, 10, 1), {})


@pytest.mark.usefixtures("own_process")
async def test_facts_are_computed_in_a_process_that_may_be_killed() -> None:
    game: Any = SlowGame()
    with pytest.raises(ConfigTooHeavyError):
        await config_compute.compute(game, {"how": "sleeps"}, timeout_s=2)
    with pytest.raises(InvariantError, match="died"):
        await config_compute.compute(game, {"how": "dies"})
    with pytest.raises(ConfigInvalidError):
        await config_compute.compute(game, {"how": 0.5})
    assert (await config_compute.compute(game, {"how": 0.9})).rtp == 0.9
    with pytest.raises(ConfigInvalidError) as refused:
        await config_compute.compute(game, {})
    assert refused.value.details == {"problems": [{"loc": "body", "problem": "KeyError: 'how'"}]}
