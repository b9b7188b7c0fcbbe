"""The notification centre: once a key, only for those who let it through, in their language."""

import asyncio
from datetime import timedelta

import pytest

from casino_club.domains.notifications import public
from casino_club.domains.notifications.contracts import Text
from tests.support.http import sign_up

CENTRE = "/api/notifications"
PREFERENCES = "/api/notifications/preferences"


async def titles(person, query=""):
    return [item["title"] for item in (await person.call("GET", CENTRE + query))["items"]]


async def test_a_message_is_written_once_a_key_and_told(anna, notify, sql):
    assert await notify(anna, "rewards.level_up", "level:2", variables={"level": 1200})
    assert not await notify(anna, "rewards.level_up", "level:2", variables={"level": 1300})
    page = await anna.call("GET", CENTRE)
    (entry,) = page["items"]
    assert page["unread"] == 1
    assert entry["title"] == "You reached level 1,200"
    assert entry["body"].startswith(f"Well done, {anna.user['nickname']}!")
    assert (entry["kind"], entry["priority"], entry["link"], entry["read_at"]) == (
        "rewards",
        "normal",
        "/profile",
        None,
    )
    (told,) = await sql("SELECT user_id, data FROM outbox WHERE type = 'notifications.posted.v1'")
    shown = {"id": entry["id"], "kind": "rewards", "priority": "normal"}
    assert told.user_id == anna.user["id"]
    assert told.data == {**shown, "title": entry["title"], "body": entry["body"]}


async def test_twins_at_once_write_one(anna, notify, sql):
    written = await asyncio.gather(*(notify(anna, "rewards.season_prize", "season:1") for _ in range(8)))
    assert sorted(written) == [False] * 7 + [True]
    assert len(await sql("SELECT 1 FROM notifications")) == 1
    assert len(await sql("SELECT 1 FROM outbox WHERE type = 'notifications.posted.v1'")) == 1
    assert len(await sql("SELECT 1 FROM notification_deliveries")) == 1


async def test_a_caller_that_fails_has_told_nobody(app, anna, frozen, sql):
    async def fail():
        async with app.state.database.transaction() as session:
            assert await public.notify(
                session,
                user_id=anna.user["id"],
                template="friends.accepted",
                dedupe_key="friend:1",
                now=frozen.now(),
                variables={"friend": "minji"},
            )
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    assert await titles(anna) == []
    assert await sql("SELECT 1 FROM outbox WHERE type = 'notifications.posted.v1'") == []


async def test_korean_for_who_reads_korean(newcomer, notify):
    minji = await newcomer(locale="ko")
    await notify(minji, "friends.requested", variables={"friend": "지민"})
    assert await titles(minji) == ["친구 요청이 왔어요"]


async def test_pages_filters_and_reading(anna, notify, sql):
    for template in ("friends.requested", "rewards.season_prize", "friends.accepted", "club.tier_changed"):
        await notify(anna, template)
    first = await anna.call("GET", f"{CENTRE}?limit=3")
    second = await anna.call("GET", f"{CENTRE}?limit=3&cursor={first['next_cursor']}")
    assert [item["template"] for item in first["items"] + second["items"]] == [
        "club.tier_changed",
        "friends.accepted",
        "rewards.season_prize",
        "friends.requested",
    ]
    assert second["next_cursor"] is None
    assert len((await anna.call("GET", f"{CENTRE}?kind=social"))["items"]) == 2
    newest = first["items"][0]["id"]
    assert await anna.call("POST", f"{CENTRE}/{newest}/read") == {"unread": 3}
    assert await anna.call("POST", f"{CENTRE}/{newest}/read") == {"unread": 3}
    assert len((await anna.call("GET", f"{CENTRE}?unread=true"))["items"]) == 3
    assert [item["id"] for item in (await anna.call("GET", f"{CENTRE}?unread=false"))["items"]] == [newest]
    assert await anna.call("POST", f"{CENTRE}/read-all?kind=social") == {"unread": 1}
    assert await anna.call("POST", f"{CENTRE}/read-all") == {"unread": 0}
    assert await anna.call("POST", f"{CENTRE}/read-all") == {"unread": 0}
    told = await sql("SELECT data FROM outbox WHERE type = 'notifications.read.v1' ORDER BY event_id")
    assert [row.data["unread"] for row in told] == [3, 1, 0]  # a repeated call tells nothing


async def test_nobody_reads_anothers(app_client, anna, notify):
    await notify(anna)
    entry = (await anna.call("GET", CENTRE))["items"][0]["id"]
    other = await sign_up(app_client)
    assert await titles(other) == []
    refused = await other.call("POST", f"{CENTRE}/{entry}/read", status=404)
    assert refused["error"]["code"] == "notification_not_found"
    assert (await anna.call("GET", CENTRE))["unread"] == 1


@pytest.mark.parametrize(
    "state",
    [
        "UPDATE users SET status = 'suspended' WHERE id = :id",
        "UPDATE users SET status = 'deleted' WHERE id = :id",
        "UPDATE users SET excluded_until = :later WHERE id = :id",
        "INSERT INTO play_guards (user_id, excluded_until, exclusion_kind) VALUES (:id, :later, 'cool_off')",
        "INSERT INTO play_guards (user_id, excluded_until, exclusion_kind) VALUES (:id, :later, 'self_exclusion')",
        """UPDATE users SET notify = '{"in_app": false, "email": false, "push": false}' WHERE id = :id""",
    ],
)
async def test_who_must_not_be_written_to_hears_nothing(anna, notify, sql, frozen, state):
    facts = {"later": frozen.now() + timedelta(minutes=1)} if ":later" in state else {}
    await sql(state, id=anna.user["id"], **facts)
    for template in ("security.new_device", "rewards.season_prize"):
        assert not await notify(anna, template)
    assert await sql("SELECT 1 FROM notifications") == []
    assert await sql("SELECT 1 FROM notification_deliveries") == []
    assert await sql("SELECT 1 FROM outbox WHERE type = 'notifications.posted.v1'") == []


async def test_a_break_that_is_over_hinders_nothing(anna, notify, sql, frozen):
    await sql(
        "INSERT INTO play_guards (user_id, excluded_until, exclusion_kind) VALUES (:id, :past, 'cool_off')",
        id=anna.user["id"],
        past=frozen.now() - timedelta(seconds=1),
    )
    assert await notify(anna)


async def test_a_channel_that_is_off_leaves_the_others(anna, notify, sql):
    await anna.call("PUT", PREFERENCES, json={"channels": {"in_app": False}})
    assert await notify(anna, "rewards.season_prize")
    assert await titles(anna) == []
    assert await sql("SELECT 1 FROM outbox WHERE type = 'notifications.posted.v1'") == []
    (delivery,) = await sql("SELECT channel FROM notification_deliveries")
    assert delivery.channel == "email"  # nobody subscribed to push
    await anna.call("PUT", PREFERENCES, json={"kinds": {"rewards": {"email": False}}})
    assert not await notify(anna, "rewards.season_prize")


async def test_marketing_needs_its_own_yes(app, newcomer, frozen):
    yes, no = await newcomer(notify='{"marketing": true}'), await newcomer()
    ids = [yes.user["id"], no.user["id"]]

    async def reached():
        async with app.state.database.read() as session:
            return await public.reachable(session, user_ids=ids, kind="marketing", now=frozen.now())

    async def campaign():
        async with app.state.database.transaction() as session:
            return await public.notify_many(
                session,
                user_ids=ids,
                template="campaign",
                dedupe_key="campaign:1",
                now=frozen.now(),
                texts={
                    "ko": Text("가을 축제", "{nickname}님, 놀러 오세요."),
                    "en": Text("Autumn fair", "Come, {nickname}."),
                },
                link="/events",
            )

    assert await reached() == {ids[0]}
    assert await campaign() == 1
    assert (await yes.call("GET", CENTRE))["items"][0]["body"] == f"Come, {yes.user['nickname']}."
    assert await titles(no) == []
    await no.call("PUT", PREFERENCES, json={"marketing": True})
    assert await reached() == set(ids)
    assert await campaign() == 1  # a repetition reaches only who has not had it
    assert await campaign() == 0
    async with app.state.database.transaction() as session:
        report = await public.delivery_report(session, dedupe_key="campaign:1")
    assert (report.posted, report.in_app, report.read) == (2, 2, 0)
    assert report.deliveries["email"]["pending"] == 2


async def test_thousands_in_one_statement_and_again(app, frozen, sql):
    await sql(
        "INSERT INTO users (site_id, site_id_key, nickname, nickname_key, locale, role, created_at)"
        " SELECT 'c' || n, 'c' || n, 'c' || n, 'c' || n, 'ko', 'player', now() FROM generate_series(1, 5000) n"
    )
    ids = [row.id for row in await sql("SELECT id FROM users ORDER BY id")]

    async def write():
        async with app.state.database.transaction() as session:
            return await public.notify_many(
                session,
                user_ids=ids,
                template="club.tier_changed",
                dedupe_key="all",
                now=frozen.now(),
                variables={"tier": "VIP"},
            )

    assert sorted(await asyncio.gather(write(), write())) == [0, len(ids)]
    assert len(await sql("SELECT DISTINCT user_id FROM notifications")) == len(ids)
    assert len(await sql("SELECT 1 FROM outbox WHERE type = 'notifications.posted.v1'")) == len(ids)


@pytest.mark.parametrize(
    "facts",
    [
        {"template": "no.such"},
        {"variables": {}},
        {"link": "https://elsewhere.test"},
        {"link": "//elsewhere.test"},
        {"texts": {"ko": Text("하나", "둘")}},
        {"texts": {"ko": Text("", "둘"), "en": Text("one", "two")}},
    ],
)
async def test_what_could_not_be_shown_is_refused(anna, notify, facts):
    with pytest.raises(ValueError, match=r"."):
        await notify(anna, **facts) if "texts" not in facts else await _many(anna, notify, **facts)


async def _many(person, notify, **facts):
    from casino_club.domains.notifications import rules
    from casino_club.domains.notifications.templates import TEMPLATES

    rules.draft(TEMPLATES["campaign"], variables={}, link=None, priority=None, channels=None, **facts)
