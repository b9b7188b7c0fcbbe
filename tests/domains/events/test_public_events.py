"""What anybody may see: exact body, tags, limits, and no drafts."""

from datetime import UTC, datetime, timedelta

from tests.domains.events.support import ADMIN, body, joined, made

PATH = "/api/public/events"


async def test_the_door_shows_running_and_coming_events_and_nothing_else(app_client, operator, anna):
    now = datetime.now(UTC)
    running = await made(operator)
    coming = await made(operator, start_date=(now + timedelta(days=1)).isoformat())
    await made(operator, is_draft=True, title="비밀")
    gone = await made(operator)
    await operator.call("POST", f"{ADMIN}/{gone['id']}/deactivate")
    await joined(anna, running)
    answer = await app_client.get(PATH)
    assert answer.status_code == 200
    shown = answer.json()
    assert set(shown) == {"events", "generated_at", "ttl"}
    assert shown["ttl"] == 30
    assert shown["events"] == [
        {
            "id": event["id"],
            "title": "Three rounds",
            "event_type": "special",
            "start_date": event["start_date"],
            "end_date": event["end_date"],
            "rewards_summary": {"gold": 700, "exp": 20},
            "participation_count": count,
        }
        for event, count in ((running, 1), (coming, 0))
    ]
    assert len((await app_client.get(f"{PATH}?limit=1")).json()["events"]) == 1
    since = {"since": shown["generated_at"]}
    assert (await app_client.get(PATH, params=since)).json()["events"] == []
    await operator.call("PUT", f"{ADMIN}/{coming['id']}", json=body(title_en="Anew", start_date=coming["start_date"]))
    assert [event["title"] for event in (await app_client.get(PATH, params=since)).json()["events"]] == ["Anew"]
    for query in ("?limit=0", "?limit=51", "?since=yesterday", "?since=2026-11-21T00:00:00"):
        assert (await app_client.get(PATH + query)).status_code == 422, query


async def test_the_tag_stays_until_something_shown_changes(app_client, operator, anna):
    event = await made(operator)
    first = await app_client.get(PATH)
    tag = first.headers["etag"]
    same = await app_client.get(PATH, headers={"If-None-Match": f'"other", W/{tag}'})
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
    assert same.headers["ratelimit-limit"] == "60"
    await joined(anna, event)
    changed = await app_client.get(PATH, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag
    assert changed.json()["events"][0]["participation_count"] == 1
    korean = await app_client.get(PATH, headers={"Accept-Language": "ko", "If-None-Match": changed.headers["etag"]})
    assert (korean.status_code, korean.json()["events"][0]["title"]) == (200, "세 판의 밤")
    assert "accept-language" in korean.headers["vary"].lower()


async def test_sixty_looks_in_five_minutes_are_enough(app_client):
    for left in range(59, -1, -1):
        answer = await app_client.get(PATH)
        assert answer.status_code == 200
        assert answer.headers["ratelimit-remaining"] == str(left)
    refused = await app_client.get(PATH)
    assert (refused.status_code, refused.json()["error"]["code"]) == (429, "rate_limited")
    assert 240 < int(refused.headers["retry-after"]) <= 301
