"""The picture of a win: what it says, that it is drawn, who may have it, and for how long."""

import asyncio
import struct
import zlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from fastapi import FastAPI

from casino_club.domains.friends import public, share_card
from casino_club.domains.friends.errors import CardUnavailableError
from casino_club.domains.friends.share_card import CardPrinter, document_of
from casino_club.domains.friends.share_marks import MARKS
from casino_club.domains.friends.share_rules import GAME_NAMES, Card, card_of, is_win, mark_of, multiplier_text
from casino_club.domains.games.contracts import Round
from casino_club.entrypoints.games import PLUGINS
from casino_club.kernel.clock import FrozenClock
from casino_club.kernel.ids import uuid7
from tests.domains.friends.support import Friendly, run
from tests.support.access import client_of, code_of

Join = Callable[..., Awaitable[Friendly]]
NOON = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)


def played(**facts: object) -> Round:
    known: dict[str, object] = {
        "id": UUID("019aa7b1-7c52-7c33-8d22-0f2ab0e31a77"),
        "user_id": 1,
        "game": "slot",
        "variant": "horangi",
        "config_id": 1,
        "currency": "gold",
        "bet_id": UUID(int=1),
        "shared_round": None,
        "stake": 1000,
        "payout": 125_750,
        "balance_after": 0,
        "seed_id": 1,
        "nonce": 1,
        "multiplier_x100": 12575,
        "win_streak": 1,
        "outcome": {},
        "created_at": NOON,
    }
    return Round(**{**known, **facts})  # type: ignore[arg-type]


def card(nickname: str = "지민", **facts: object) -> Card:
    return card_of(played(**facts), nickname=nickname, host="club.test", locale="ko")


def facts_of(picture: bytes) -> tuple[int, int, bytes]:
    """Width, height and the raw lines of a PNG. Fails on anything else."""
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    at, lines, size = 8, b"", (0, 0)
    while at < len(picture):
        length, kind = struct.unpack(">I4s", picture[at : at + 8])
        body = picture[at + 8 : at + 8 + length]
        assert zlib.crc32(kind + body) == struct.unpack(">I", picture[at + 8 + length : at + 12 + length])[0]
        if kind == b"IHDR":
            size = struct.unpack(">II", body[:8])
        if kind == b"IDAT":
            lines += body
        at += 12 + length
    return *size, zlib.decompress(lines)


def test_it_says_who_won_what_where_when_and_where_to_check() -> None:
    korean = card()
    assert (korean.heading, korean.game, korean.mark) == ("지민 님의 승리", "호랑이", "horangi")
    assert (korean.multiplier, korean.win, korean.unit_name) == ("×125.75", "125,750", "골드")
    assert korean.date == "2026년 11월 22일", "a Korean evening is a day ahead of UTC"
    assert korean.verify == "club.test/ko/fairness"
    english = card_of(played(game="rps", variant="main"), nickname="Jun", host="club.test", locale="en")
    assert (english.heading, english.game, english.date) == ("Jun won", "Rock Paper Scissors", "21 Nov 2026")
    for text in (korean.heading, korean.multiplier, korean.win, korean.date, korean.verify, korean.round_id):
        assert text in document_of(korean)


@pytest.mark.parametrize(
    ("stake", "payout", "text"),
    [(100, 250, "×2.5"), (100, 101, "×1.01"), (3, 10, "×3.33"), (100, 200, "×2"), (1, 12345, "×12,345"), (0, 5, "")],
)
def test_the_multiplier_is_never_rounded_up(stake: int, payout: int, text: str) -> None:
    assert multiplier_text(stake, payout) == text


def test_a_returned_stake_is_no_win() -> None:
    assert [is_win(played(stake=100, payout=payout)) for payout in (0, 99, 100, 101)] == [False, False, False, True]


def test_every_game_and_machine_has_a_name_and_a_mark() -> None:
    for plugin in PLUGINS:
        for shipped in plugin.game.shipped():
            mark = mark_of(shipped.game, shipped.variant)
            assert mark in MARKS, mark
            assert mark in GAME_NAMES, mark
    assert card(game="tomorrow").mark == "club"


def test_words_cannot_become_drawing() -> None:
    document = document_of(card("<image href='x'/>&\""))
    assert "<image" not in document
    assert "&lt;image" in document


def test_the_validator_stands_for_all_that_is_drawn() -> None:
    tags = {card().etag, card("Jun").etag, card(payout=2_000).etag, card(variant="pojangmacha").etag}
    assert len(tags) == 4
    assert card().etag == card().etag


async def test_hangul_and_accents_are_drawn_and_not_boxes() -> None:
    printer = CardPrinter()
    width, height, lines = facts_of(await printer.print(card("가나다")))
    assert (width, height) == (1200, 630)
    assert len(lines) == height * (1 + 4 * width)
    assert len(set(lines)) > 200, "a picture and not a plain field"
    pictures = {
        name: await printer.print(card(name))
        for name in ("가나다", "라마바", "뷁쀍쌻", "ㅋㅋㅋ", "éñø", "\ue000", "\ue001")
    }
    assert pictures["\ue000"] == pictures["\ue001"], "letters a font lacks all look alike"
    assert len(set(pictures.values())) == len(pictures) - 1


async def test_drawing_stops_nothing_and_few_are_drawn_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once, most = 0, 0
    started = asyncio.create_subprocess_exec

    async def counted(*args: object, **facts: object) -> asyncio.subprocess.Process:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        process = await started(*args, **facts)  # type: ignore[arg-type]
        wait = process.communicate

        async def communicate(body: bytes) -> tuple[bytes, bytes]:
            nonlocal at_once
            answer = await wait(body)
            at_once -= 1
            return answer

        monkeypatch.setattr(process, "communicate", communicate)
        return process

    monkeypatch.setattr(asyncio, "create_subprocess_exec", counted)
    printer = CardPrinter()
    turns = 0
    drawing = asyncio.gather(*(printer.print(card(f"손님{number}")) for number in range(5)))
    while not drawing.done():
        turns += 1
        await asyncio.sleep(0)
    assert most == share_card.DRAWN_AT_ONCE
    assert turns > 50, "the loop goes on turning"
    assert len(set(await drawing)) == 5


async def test_a_drawing_that_fails_or_hangs_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(share_card, "DRAWING_S_MAX", 0.0)
    with pytest.raises(CardUnavailableError):
        await CardPrinter().print(card())
    monkeypatch.undo()
    monkeypatch.setattr(share_card, "FONT", share_card.FONT.parent / "nothing.otf")
    with pytest.raises(CardUnavailableError):
        await CardPrinter().print(card())


@pytest.fixture
async def winner(club: FastAPI, join: Join) -> tuple[Friendly, str]:
    """A player and a round that paid two and a half times its stake."""
    player = await join(nickname="지민")
    return player, await add_round(club, player, payout=250)


async def add_round(club: FastAPI, player: Friendly, *, payout: int) -> str:
    round_id = uuid7()
    await run(
        club,
        "INSERT INTO rounds (id, user_id, game, variant, config_id, currency, bet_id, stake, payout, balance_after,"
        " seed_id, nonce, multiplier_x100, win_streak, outcome)"
        " VALUES (:id, :user, 'slot', 'horangi', 1, 'gold', :id, 100, :payout, 0, 1, 1, :payout, 1, '{}')",
        id=round_id,
        user=player.id,
        payout=payout,
    )
    return str(round_id)


async def test_an_own_win_is_a_picture_and_stays_one(winner: tuple[Friendly, str]) -> None:
    player, round_id = winner
    path = f"/api/share/rounds/{round_id}.png"
    answer = await player.get(f"{path}?locale=en")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert facts_of(answer.content)[:2] == (1200, 630)
    assert "private" in answer.headers["cache-control"]
    headers = {"Authorization": f"Bearer {player.access}", "If-None-Match": answer.headers["etag"]}
    again = await player.http.get(f"{path}?locale=en", headers=headers)
    assert (again.status_code, again.content) == (304, b"")
    other = await player.http.get(f"{path}?locale=ko", headers=headers)
    assert (other.status_code, other.content != answer.content) == (200, True)
    assert (await player.http.get(path)).status_code == 401


async def test_losses_and_other_players_rounds_make_no_card(
    club: FastAPI, join: Join, winner: tuple[Friendly, str]
) -> None:
    player, round_id = winner
    stranger = await join()
    for payout in (0, 60, 100):
        lost = await add_round(club, player, payout=payout)
        for answer in (
            await player.get(f"/api/share/rounds/{lost}.png"),
            await player.post(f"/api/share/rounds/{lost}"),
        ):
            assert (answer.status_code, code_of(answer)) == (409, "not_a_win")
    await player.post(f"/api/share/rounds/{round_id}")
    for answer in (
        await stranger.get(f"/api/share/rounds/{round_id}.png"),
        await stranger.post(f"/api/share/rounds/{round_id}"),
        await stranger.get(f"/api/share/rounds/{round_id}"),
        await stranger.call("DELETE", f"/api/share/rounds/{round_id}"),
        await player.get(f"/api/share/rounds/{uuid7()}.png"),
    ):
        assert (answer.status_code, code_of(answer)) == (404, "share_not_found")
    assert (await player.get("/api/share/rounds/nonsense.png")).status_code == 422


async def test_a_link_opens_without_a_log_in_until_it_is_taken_back(
    club: FastAPI, winner: tuple[Friendly, str]
) -> None:
    player, round_id = winner
    path = f"/api/share/rounds/{round_id}"
    assert (await player.get(path)).json() is None, "nothing is public by itself"
    made = await player.post(path, {"locale": "en"})
    assert made.status_code == 201
    link = made.json()
    assert link["url"] == f"https://club.test/share/{link['token']}.png"
    assert len(link["token"]) == 32
    twins = await asyncio.gather(*(player.post(path) for _ in range(4)))
    assert {twin.json()["token"] for twin in twins} == {link["token"]}
    assert (await player.get(path)).json()["token"] == link["token"]
    async with client_of(club) as anybody:
        seen = await anybody.get(link["url"])
        assert (seen.status_code, seen.headers["content-type"]) == (200, "image/png")
        assert "no-cache" in seen.headers["cache-control"]
        kept = {"If-None-Match": seen.headers["etag"]}
        assert (await anybody.get(link["url"], headers=kept)).status_code == 304
        assert (await player.call("DELETE", path)).status_code == 204
        gone = await anybody.get(link["url"], headers=kept)
        assert (gone.status_code, code_of(gone)) == (404, "share_not_found")
        second = (await player.post(path)).json()
        assert second["token"] != link["token"]
        assert (await anybody.get("/share/" + "a" * 32 + ".png")).status_code == 404
        assert (await anybody.get("/share/short.png")).status_code == 404
        assert (await anybody.get("/share/" + "a" * 65 + ".png")).status_code == 422


@pytest.mark.parametrize("change", ["suspended", "excluded", "left"])
async def test_a_player_who_may_not_be_shown_has_no_public_picture(
    club: FastAPI, clock: FrozenClock, winner: tuple[Friendly, str], change: str
) -> None:
    player, round_id = winner
    url = (await player.post(f"/api/share/rounds/{round_id}")).json()["url"]
    if change == "suspended":
        await run(club, "UPDATE users SET status = 'suspended' WHERE id = :id", id=player.id)
    elif change == "excluded":
        later = clock.now() + timedelta(days=1)
        await run(club, "UPDATE users SET excluded_until = :later WHERE id = :id", id=player.id, later=later)
    else:
        async with club.state.database.transaction() as session:
            await public.forget(session, user_id=player.id)
    async with client_of(club) as anybody:
        assert (await anybody.get(url)).status_code == 404


async def test_pictures_are_limited(winner: tuple[Friendly, str]) -> None:
    player, round_id = winner
    path = f"/api/share/rounds/{round_id}.png"
    first = await player.get(path)
    headers = {"Authorization": f"Bearer {player.access}", "If-None-Match": first.headers["etag"]}
    statuses = [(await player.http.get(path, headers=headers)).status_code for _ in range(20)]
    assert statuses == [304] * 19 + [429]
