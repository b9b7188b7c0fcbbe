"""Feedback over HTTP, beside real rounds."""

import re

import httpx
import pytest

from tests.support.access import PASSWORD, code_of


@pytest.fixture
async def player(app_client: httpx.AsyncClient) -> httpx.AsyncClient:
    """The API with a player's token."""
    body = {"site_id": "jimin", "nickname": "지민", "password": PASSWORD, "invite_code": "5858", "locale": "ko"}
    answer = await app_client.post("/api/auth/signup", json=body)
    app_client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    return app_client


async def said(player: httpx.AsyncClient, **facts: str) -> dict[str, str]:
    language = facts.pop("language", None)
    headers = {} if language is None else {"Accept-Language": language}
    answer = await player.get("/api/feedback", params=facts, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_it_speaks_the_asked_language_or_the_players_own(player: httpx.AsyncClient) -> None:
    own = await said(player, action_type="SLOT_SPIN", result="WIN")
    assert re.search(r"[가-힣]", own["message"])
    assert set(own) == {"message", "tone", "animation_key"}
    for facts in ({"language": "en-GB,en"}, {"locale": "en", "language": "ko"}):
        english = await said(player, action_type="slot_spin", result="win", **facts)
        assert not re.search(r"[가-힣]", english["message"])


async def test_a_cheer_that_was_not_earned_is_not_given(player: httpx.AsyncClient) -> None:
    last = 0
    for number in range(60):
        spin = {"machine_id": "ring-fruits", "bet_amount": 100}
        answer = (await player.post("/api/games/slot/spin", json=spin)).json()
        last = number
        if answer["win_amount"] <= answer["bet_amount"]:
            break
    assert last < 59
    wanted = await said(player, action_type="slot_spin", result="big_win")
    assert wanted["tone"] in {"neutral", "calm", "care"}
    assert (await said(player, action_type="rps_play", result="win"))["tone"] == "warm", "another game has its own runs"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("action_type=dance", "unknown_action_type"),
        ("action_type=slot_spin&result=maybe", "unknown_result"),
        ("action_type=slot_spin", "unknown_result"),
        ("result=win", "validation_error"),
        ("action_type=slot%20spin&result=win", "validation_error"),
        ("action_type=slot_spin&result=win&locale=fr", "validation_error"),
    ],
)
async def test_strange_words_are_refused(player: httpx.AsyncClient, query: str, code: str) -> None:
    answer = await player.get(f"/api/feedback?{query}")
    assert (answer.status_code, code_of(answer)) == (422, code)


async def test_it_needs_a_log_in(app_client: httpx.AsyncClient) -> None:
    assert (await app_client.get("/api/feedback?action_type=slot_spin&result=win")).status_code == 401
