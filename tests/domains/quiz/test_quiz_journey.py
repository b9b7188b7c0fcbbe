"""The quiz over HTTP: one result, one reward a version, history, a second time after 30 days.

Seen failing: with the reward's key made of the result instead of the version, without the player's lock, with no wait
between two results, and with an old version taken.
"""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from casino_club.domains.quiz import public as quiz_public
from casino_club.domains.quiz import service
from casino_club.domains.quiz.catalog import current_quiz
from tests.domains.quiz.support import answers_for, as_body
from tests.support.http import sign_up

SUBMIT = "/api/quiz/submit"


def code(answer):
    return answer.status_code, answer.json()["error"]["code"]


async def test_a_player_finds_a_profile_and_a_reward(anna):
    shown = await anna.call("GET", "/api/quiz")
    assert shown["version"] == current_quiz().version
    assert shown["result"] is None
    assert shown["reward"] == {"gold": 1000, "exp": 50}
    assert len(shown["questions"]) == 8
    assert set(shown["questions"][0]["options"][0]) == {"id", "text"}  # no points to read the answer off
    gold = anna.user["gold_balance"]
    done = await anna.call("POST", SUBMIT, json=as_body(answers_for("collecting")))
    assert (done["applied"], done["idempotent"]) == (True, False)
    assert done["result"]["profile"] == "collecting"
    assert done["result"]["portrait"]["name"]["ko"] == "등불을 모으는 사람"
    assert done["new_balances"]["gold"] == gold + 1000
    assert {(item["reward_type"], item["amount"]) for item in done["reward_items"]} == {("gold", 1000), ("exp", 50)}
    after = await anna.call("GET", "/api/quiz")
    assert after["result"] == done["result"]
    assert after["reward"] is None
    assert after["retake_at"] is not None


async def test_submitting_again_pays_nothing_and_waits_thirty_days(anna, frozen):
    await anna.call("POST", SUBMIT, json=as_body(answers_for("social")))
    first = await anna.call("GET", "/api/quiz")
    again = await anna.call("POST", SUBMIT, json=as_body(answers_for("social")))
    assert (again["applied"], again["idempotent"]) == (False, True)
    assert again["result"] == first["result"]
    refused = await anna.send("POST", SUBMIT, json=as_body(answers_for("relaxing")))
    assert code(refused) == (409, "quiz_taken")
    assert refused.json()["error"]["details"]["retake_at"] == first["retake_at"]
    frozen.advance(timedelta(days=30))
    gold = (await anna.call("GET", "/api/users/me"))["gold_balance"]
    retaken = await anna.call("POST", SUBMIT, json=as_body(answers_for("relaxing")))
    assert (retaken["applied"], retaken["result"]["profile"]) == (False, "relaxing")
    assert retaken["reward_items"] == []
    assert (await anna.call("GET", "/api/users/me"))["gold_balance"] == gold
    history = await anna.call("GET", "/api/quiz/history?limit=1")
    assert [one["profile"] for one in history["items"]] == ["relaxing"]
    older = await anna.call("GET", f"/api/quiz/history?limit=1&cursor={history['next_cursor']}")
    assert [one["profile"] for one in older["items"]] == ["social"]
    assert older["next_cursor"] is None


async def test_twenty_submissions_at_once_are_one_result_and_one_reward(anna):
    body = as_body(answers_for("competing"))
    answers = await asyncio.gather(*(anna.call("POST", SUBMIT, json=body) for _ in range(20)))
    assert sum(answer["applied"] for answer in answers) == 1
    assert len({answer["result"]["id"] for answer in answers}) == 1
    assert len((await anna.call("GET", "/api/quiz/history"))["items"]) == 1
    assert (await anna.call("GET", "/api/users/me"))["gold_balance"] == anna.user["gold_balance"] + 1000


async def test_a_new_version_closes_the_old_one_and_is_rewarded_anew(anna, monkeypatch):
    await anna.call("POST", SUBMIT, json=as_body(answers_for("social")))
    old = current_quiz()
    newer = replace(old, version=old.version + 1)
    monkeypatch.setattr(service, "current_quiz", lambda: newer)
    monkeypatch.setattr("casino_club.domains.quiz.schemas.quizzes", lambda: {1: old, newer.version: newer})
    stale = await anna.send("POST", SUBMIT, json=as_body(answers_for("social"), old.version))
    assert code(stale) == (409, "quiz_version_closed")
    assert stale.json()["error"]["details"] == {"version": newer.version}
    done = await anna.call("POST", SUBMIT, json=as_body(answers_for("social"), newer.version))
    assert done["applied"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"version": 1}, "missing"),
        ({"version": 1, "answers": []}, "missing:arrival"),
        ({"version": 999_999, "answers": []}, "unknown_version"),
        ({"version": "1", "answers": []}, "int_type"),
        ({"version": 1, "answers": [{"question_id": "arrival", "option_id": "roof"}]}, "unknown_option"),
        ({"version": 1, "answers": [], "risk": 100}, "extra_forbidden"),
    ],
)
async def test_bad_answers_are_refused_and_keep_nothing(anna, body, reason):
    answer = await anna.send("POST", SUBMIT, json=body)
    assert code(answer) == (422, "validation_error")
    assert reason in answer.text
    assert (await anna.call("GET", "/api/quiz"))["result"] is None


async def test_another_players_result_is_nobodys_business(anna, app, app_client):
    bora = await sign_up(app_client)
    await anna.call("POST", SUBMIT, json=as_body(answers_for("social")))
    assert (await bora.call("GET", "/api/quiz"))["result"] is None
    async with app.state.database.read() as session:
        assert await quiz_public.result_of(session, user_id=bora.user["id"]) is None
        mine = await quiz_public.result_of(session, user_id=anna.user["id"])
    assert mine is not None
    assert mine.score.profile == "social"
    async with app.state.database.transaction() as session:
        await quiz_public.erase(session, user_id=anna.user["id"])
        assert await quiz_public.list_results(session, user_id=anna.user["id"]) == []


async def test_who_is_not_logged_in_sees_nothing(app_client):
    for method, path in (("GET", "/api/quiz"), ("POST", SUBMIT), ("GET", "/api/recommend/personalized")):
        assert (await app_client.request(method, path)).status_code == 401
