"""Recommendations over HTTP: honest reasons, feedback that counts, and peace for a player at risk.

Seen failing: with `is_at_risk` blind to own limits or to breaks, and with feedback read from its oldest word.
"""

from datetime import timedelta

import pytest

from tests.domains.quiz.support import answers_for, as_body

RECOMMEND = "/api/recommend/personalized"


def kinds(answer):
    return {item["kind"] for item in answer["items"]}


async def test_the_quiz_and_play_shape_what_is_recommended(anna):
    before = await anna.call("GET", RECOMMEND)
    assert before["based_on"] == {"quiz": False, "played": []}
    assert {item["reason"] for item in before["items"]} <= {"new", "club"}
    await anna.call("POST", "/api/quiz/submit", json=as_body(answers_for("collecting")))
    assert (await anna.spin()).status_code == 200
    after = await anna.call("GET", RECOMMEND)
    assert after["based_on"] == {"quiz": True, "played": ["slot"]}
    assert after["items"][0]["id"] == "play-gacha"
    assert after["items"][0]["reason"] == "collecting"
    assert after["calm"] is False


async def test_the_old_path_answers_the_same_and_says_it_is_old(anna):
    now = await anna.call("GET", RECOMMEND)
    old = await anna.send("GET", "/recommend/personalized")
    assert old.status_code == 200
    assert "Deprecation" in old.headers
    assert old.json()["items"] == now["items"]


async def test_feedback_is_kept_and_the_last_word_counts(anna, frozen):
    first = (await anna.call("GET", RECOMMEND))["items"][0]["id"]
    path = f"/api/recommend/{first}/feedback"
    answer = await anna.call("POST", path, json={"verdict": "not_for_me"})
    assert answer == {"id": first, "verdict": "not_for_me"}
    assert first not in [item["id"] for item in (await anna.call("GET", RECOMMEND))["items"]]
    await anna.call("POST", path, json={"verdict": "opened"})  # following a link is no opinion
    assert first not in [item["id"] for item in (await anna.call("GET", RECOMMEND))["items"]]
    await anna.call("POST", path, json={"verdict": "helpful"})
    assert (await anna.call("GET", RECOMMEND))["items"][0]["id"] == first
    await anna.call("POST", path, json={"verdict": "not_for_me"})
    frozen.advance(timedelta(days=90))
    assert first in [item["id"] for item in (await anna.call("GET", RECOMMEND))["items"]]


async def test_feedback_on_nothing_or_with_other_words_is_refused(anna):
    unknown = await anna.send("POST", "/api/recommend/play-everything/feedback", json={"verdict": "helpful"})
    assert (unknown.status_code, unknown.json()["error"]["code"]) == (404, "recommendation_not_found")
    assert (await anna.send("POST", "/api/recommend/play-slot/feedback", json={"verdict": "meh"})).status_code == 422


@pytest.mark.parametrize("limit", ["daily_loss", "weekly_loss", "monthly_loss", "daily_minutes"])
async def test_a_player_with_a_limit_on_losses_or_time_is_left_in_peace(anna, limit):
    await anna.call("POST", "/api/quiz/submit", json=as_body(answers_for("competing")))
    await anna.call("PUT", "/api/responsible-play/limits", json={limit: 100})
    answer = await anna.call("GET", RECOMMEND)
    assert answer["calm"] is True
    assert kinds(answer) == {"calm"}
    assert all(item["game"] is None for item in answer["items"])


async def test_a_stake_limit_alone_marks_nobody(anna):
    await anna.call("PUT", "/api/responsible-play/limits", json={"stake_max": 1000})
    assert (await anna.call("GET", RECOMMEND))["calm"] is False


async def test_a_break_keeps_the_peace_for_thirty_days_after_its_end(anna, frozen):
    await anna.call("POST", "/api/responsible-play/cool-off", json={"hours": 720})
    assert (await anna.call("GET", RECOMMEND))["calm"] is True

    async def calm_after(days):
        frozen.advance(timedelta(days=days))
        anna.token = await _fresh_token(anna)
        return (await anna.call("GET", RECOMMEND))["calm"]

    assert await calm_after(59) is True
    assert await calm_after(2) is False


async def _fresh_token(person):
    from tests.support.http import PASSWORD

    body = {"site_id": person.user["site_id"], "password": PASSWORD}
    return (await person.http.post("/api/auth/login", json=body)).json()["access_token"]
