"""From events of the club to the player's screen and mail box; what operators see; the mail page of development."""

import asyncio
import socket
from datetime import UTC, datetime

import httpx
import pytest

from casino_club.domains.auth import public as auth_public
from casino_club.domains.notifications.consumer_rules import notes_of
from casino_club.domains.notifications.consumers import make_consumer
from casino_club.domains.notifications.dev import mail_folder
from casino_club.domains.notifications.rules import BATCH, draft
from casino_club.domains.notifications.sink import KEPT_MAX, keep, list_mails, start_sink
from casino_club.domains.notifications.templates import TEMPLATES
from casino_club.domains.realtime.consumers import make_consumer as realtime_consumer
from casino_club.domains.users import public as users
from casino_club.entrypoints.api import create_app
from casino_club.infra.outbox.relay import Relay
from casino_club.infra.outbox.store import publish
from casino_club.kernel.clock import SystemClock
from casino_club.kernel.events import Event
from casino_club.kernel.ids import uuid7
from tests.domains.notifications.conftest import make_courier
from tests.support.http import sign_up
from tests.support.live import live, serving

EVENTS = {
    "achievements.unlocked.v1": {
        "achievement_code": "first",
        "tier": 1,
        "badge": "b",
        "title": {"ko": "첫걸음", "en": "First"},
    },
    "auth.new_device.v1": {"device": "Firefox"},
    "auth.password_changed.v1": {},
    "events.paid_after_end.v1": {"event_id": 3, "title": "축제", "title_en": None, "reward_items": []},
    "friends.accepted.v1": {"friend_id": 9, "nickname": "minji", "first": True},
    "friends.requested.v1": {"request_id": 4, "from_user_id": 9, "nickname": "minji"},
    "rewards.granted.v1": {
        "grant_id": "g",
        "key": "leaderboard-season:7:2",
        "reason": "season_prize",
        "bundle": {"gold": 50000},
        "reward_items": [],
    },
    "rewards.levelled.v1": {"from": 1, "to": 3},
    "users.profile_changed.v1": {"changes": {"vip_tier": "VIP"}},
    "vip.grace_began.v1": {"tier": "VIP", "until": "2027-01-01"},
}


def event(type_, data, user_id=1):
    return Event(uuid7(), type_, user_id, datetime(2026, 11, 21, tzinfo=UTC), data)


@pytest.mark.parametrize("type_", sorted(EVENTS))
def test_every_event_becomes_a_message_in_both_languages(type_):
    (note,) = notes_of(event(type_, EVENTS[type_]))
    written = draft(
        TEMPLATES[note.template], variables=note.variables, link=note.link, priority=None, texts=None, channels=None
    )
    for text in written.texts.values():
        assert "{" not in (text.title + text.body).replace("{nickname}", "")
    assert note.dedupe_key


@pytest.mark.parametrize(
    ("type_", "data"),
    [
        ("users.profile_changed.v1", {"changes": {"nickname": "new"}}),
        ("friends.accepted.v1", {"friend_id": 9, "nickname": "minji", "first": False}),
        ("rewards.granted.v1", {"reason": "level_up", "key": "level-up:2", "bundle": {}}),
        ("games.round_settled.v1", {}),
    ],
)
def test_what_needs_no_message(type_, data):
    assert notes_of(event(type_, data)) == []


async def test_an_event_twice_or_not_understood(app, anna, frozen):
    consumer = make_consumer(app.state.database, frozen)
    good = event("rewards.levelled.v1", {"from": 1, "to": 2}, anna.user["id"])
    bad = event("rewards.levelled.v1", {"to": None}, anna.user["id"])
    nobody = event("rewards.levelled.v1", {"from": 1, "to": 2}, None)
    await consumer.consume([bad, good, nobody])
    await consumer.consume([good])
    assert [item["title"] for item in (await anna.call("GET", "/api/notifications"))["items"]] == [
        "You reached level 2"
    ]


async def test_from_an_event_to_the_open_screen(settings):
    app = create_app(settings)
    async with serving(app) as host, httpx.AsyncClient(base_url=f"http://{host}", timeout=20) as http:
        database = app.state.database
        consumers = [realtime_consumer(app.state.redis), make_consumer(database, SystemClock())]
        relay = asyncio.create_task(Relay(database, consumers).run())
        minji = await sign_up(http)
        await minji.call("PATCH", "/api/users/me", json={"locale": "ko"})
        async with live(host, headers=minji.headers) as client:
            await client.started()
            async with database.transaction() as session:
                data = {"request_id": 1, "from_user_id": 2, "nickname": "지민"}
                publish(session, type_="friends.requested.v1", user_id=minji.user["id"], data=data)
            told = (await client.next_of("notification"))["data"]
            (entry,) = (await minji.call("GET", "/api/notifications"))["items"]
            assert told == {key: entry[key] for key in ("id", "kind", "title", "body", "priority")}
            assert told["body"] == "지민님이 친구가 되고 싶어 해요."
            await minji.call("POST", f"/api/notifications/{entry['id']}/read")
            assert (await client.next_of("notifications_read"))["data"] == {"unread": 0}
        relay.cancel()
        await asyncio.gather(relay, return_exceptions=True)


async def test_what_operators_see(app, app_client, anna, notify, frozen, courier):
    await notify(anna, "rewards.season_prize")
    for path in ("templates", "deliveries"):
        assert (await anna.send("GET", f"/api/admin/notifications/{path}")).status_code == 403
    boss = await sign_up(app_client)
    async with app.state.auth.feed.transaction() as session:
        await users.grant_role(session, user_id=boss.user["id"], role="support")
        await auth_public.outdate_tokens(session, auth=app.state.auth, user_id=boss.user["id"])
    body = {"site_id": boss.user["site_id"], "password": "seven lucky geese"}
    boss.token = (await app_client.post("/api/auth/login", json=body)).json()["access_token"]
    items = (await boss.call("GET", "/api/admin/notifications/templates"))["items"]
    assert {item["code"] for item in items} == set(TEMPLATES)
    (count,) = (await boss.call("GET", "/api/admin/notifications/deliveries"))["items"]
    assert count["oldest_due_at"] == "2026-11-21T12:01:00.000Z"
    assert (count["channel"], count["status"], count["count"]) == ("email", "pending", 1)
    frozen.advance(BATCH)
    await courier.deliver()
    (count,) = (await boss.call("GET", "/api/admin/notifications/deliveries"))["items"]
    assert (count["status"], count["oldest_due_at"]) == ("sent", None)


async def test_the_sink_keeps_mail_and_shows_it(app, app_client, anna, notify, frozen, settings, tmp_path):
    app.state.settings = settings.model_copy(update={"data_dir": tmp_path})
    door = socket.create_server(("127.0.0.1", 0))
    server = await start_sink(mail_folder(app.state.settings), door)
    assert (await app_client.get("/api/dev/mails")).json() == {"items": []}
    await notify(anna, "rewards.season_prize")
    frozen.advance(BATCH)
    await make_courier(app, f"smtp://127.0.0.1:{door.getsockname()[1]}").deliver()
    (kept,) = (await app_client.get("/api/dev/mails")).json()["items"]
    assert kept["subject"] == "You finished the season at rank 3"
    page = await app_client.get("/api/dev/mails", headers={"Accept": "text/html"})
    assert f'href="/api/dev/mails/{kept["id"]}"' in page.text
    view = await app_client.get(f"/api/dev/mails/{kept['id']}")
    assert "List-Unsubscribe" in view.text
    body = await app_client.get(f"/api/dev/mails/{kept['id']}/body")
    assert "5,000 gold" in body.text
    assert body.headers["content-security-policy"].startswith("sandbox")
    for wrong in ("0" * 32, "..%2f..%2fetc", "x"):
        assert (await app_client.get(f"/api/dev/mails/{wrong}")).status_code == 404
    server.close()


def test_a_copy_is_one_file_and_old_ones_go(tmp_path):
    for number in range(KEPT_MAX + 3):
        keep(tmp_path, f"Message-ID: <{number}@x>\r\nSubject: s{number}\r\n\r\nhello".encode())
    keep(tmp_path, f"Message-ID: <{KEPT_MAX + 2}@x>\r\nSubject: copy\r\n\r\nhello".encode())
    mails = list_mails(tmp_path, limit=1000)
    assert len(mails) == KEPT_MAX
    assert mails[0].subject == "copy"


def test_production_has_no_mail_page(settings):
    paths = {getattr(route, "path", "") for route in create_app(settings).routes}
    strict = settings.model_copy(update={"environment": "production"})
    assert any(path.startswith("/api/dev/") for path in paths) or paths
    assert not [r for r in create_app(strict).routes if getattr(r, "path", "").startswith("/api/dev/")]
