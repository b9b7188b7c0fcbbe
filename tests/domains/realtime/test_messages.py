"""Which events become which messages, word for word: clients are written against these shapes."""

from datetime import UTC, datetime
from typing import get_args
from uuid import UUID

import orjson
import pytest

from casino_club.domains.realtime.consumers import make_consumer
from casino_club.domains.realtime.rules import is_shown, messages_of
from casino_club.domains.shop.contracts import Status
from casino_club.infra.outbox.consumer import ConsumerUnavailableError
from casino_club.infra.realtime.messages import numbered, open_body
from casino_club.infra.realtime.stream import StreamStore
from casino_club.kernel.events import Event

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
ROUND_ID = "019a0000-0000-7000-8000-000000000001"
ROUND = {
    "round_id": ROUND_ID,
    "game": "slot",
    "variant": "lantern",
    "currency": "gold",
    "stake": 100,
    "payout": 250,
    "balance_after": 10_150,
    "win_streak": 2,
    "multiplier_x100": 250,
    "stats": {
        "plays": 4,
        "wins": 2,
        "losses": 1,
        "pushes": 1,
        "total_bet": 400,
        "total_win": 550,
        "best_win": 250,
        "highest_multiplier_x100": 250,
        "current_streak": 2,
        "best_streak": 2,
    },
}


def event(kind: str, data: dict, user_id: int | None = 5, number: int = 1) -> Event:
    return Event(UUID(int=number), kind, user_id, NOON, data)


def test_a_round_becomes_balance_statistics_and_action():
    assert messages_of(event("games.round_settled.v1", ROUND)) == [
        ("profile_update", {"changes": {"gold_balance": 10_150}}),
        (
            "stats_update",
            {
                "game_type": "slot",
                "stats": {
                    "plays": 4,
                    "wins": 2,
                    "losses": 1,
                    "pushes": 1,
                    "total_bet": 400,
                    "total_win": 550,
                    "net": 150,
                    "win_rate": 0.5,
                    "rtp": 1.375,
                    "highest_multiplier": 2.5,
                    "best_win": 250,
                    "current_streak": 2,
                    "best_streak": 2,
                },
            },
        ),
        (
            "user_action",
            {
                "action_type": "SLOT_SPIN",
                "context": {
                    "round_id": ROUND_ID,
                    "game_type": "slot",
                    "game_variant": "lantern",
                    "bet_amount": 100,
                    "win_amount": 250,
                    "win_streak": 2,
                },
                "server_ts": "2026-11-21T12:00:00.000Z",
            },
        ),
    ]


def test_a_transfer_becomes_the_balances_it_left():
    posted = event("wallet.transfer_posted.v1", {"balances": {"gem": 7}, "kind": "reward", "ref": ROUND_ID})
    assert messages_of(posted) == [("profile_update", {"changes": {"gem_balance": 7}})]


def test_a_profile_change_shows_what_screens_show():
    changed = event("users.profile_changed.v1", {"changes": {"nickname": "새이름", "locale": "en", "role": "admin"}})
    assert messages_of(changed) == [("profile_update", {"changes": {"nickname": "새이름"}})]
    assert messages_of(event("users.profile_changed.v1", {"changes": {"locale": "en"}})) == []


def purchase(status: str, cause: str = "paid") -> dict:
    return {
        "receipt_code": "R-1",
        "product_id": "gold-chest",
        "status": status,
        "cause": cause,
        "currency": "gem",
        "amount": 50,
        "pending_count": 2,
    }


@pytest.mark.parametrize(
    ("status", "cause", "word"),
    [
        ("created", "asked", "pending"),
        ("pending", "opened", "pending"),
        ("succeeded", "paid", "success"),
        ("failed", "declined", "failed"),
        ("failed", "insufficient_funds", "insufficient_funds"),
        ("cancelled", "cancelled_by_payer", "cancelled"),
        ("expired", "unpaid", "cancelled"),
        ("refunded", "refunded_by_provider", "refunded"),
        ("charged_back", "charged_back", "refunded"),
    ],
)
def test_a_purchase_is_told_in_the_words_of_the_api(status, cause, word):
    shown = {"status": word, "receipt_code": "R-1", "product_id": "gold-chest", "pending_count": 2}
    assert messages_of(event("shop.purchase_moved.v1", purchase(status, cause))) == [("purchase_update", shown)]


def test_every_status_of_a_purchase_has_a_word():
    """Seen failing with a status left out."""
    documented = {"success", "failed", "pending", "cancelled", "refunded"}
    told = [messages_of(event("shop.purchase_moved.v1", purchase(status))) for status in get_args(Status)]
    assert {data["status"] for ((_, data),) in told} == documented
    with pytest.raises(KeyError):
        messages_of(event("shop.purchase_moved.v1", purchase("lost")))


def test_a_repeated_buy_says_that_nothing_was_bought():
    repeated = {"receipt_code": "R-1", "product_id": "gold-chest", "pending_count": 0}
    told = event("shop.purchase_repeated.v1", repeated)
    assert is_shown(told)
    assert messages_of(told) == [("purchase_update", {"status": "idempotent_reuse", **repeated})]


def test_other_events_are_nobodys_business():
    assert not is_shown(event("users.signed_up.v1", {}))
    assert not is_shown(event("games.round_settled.v1", ROUND, user_id=None))


@pytest.mark.parametrize("missing", ["game", "stats", "balance_after", "round_id"])
def test_an_event_of_the_wrong_shape_is_refused(missing):
    with pytest.raises(KeyError):
        messages_of(event("games.round_settled.v1", {k: v for k, v in ROUND.items() if k != missing}))


def test_the_envelope():
    expected = {"type": "t", "user_id": 5, "data": {"a": 1}, "timestamp": "2026-11-21T12:00:00.000Z", "seq": 9}
    assert orjson.loads(numbered("t", 5, {"a": 1}, NOON, 9)) == expected
    assert orjson.loads(open_body("t", 5, {"a": 1}, NOON) + b"}") == {k: expected[k] for k in expected if k != "seq"}


async def test_an_event_delivered_twice_is_one_message(redis_client):
    stream = StreamStore(redis_client)
    consumer = make_consumer(redis_client)
    start = (await stream.attach(5)).seq
    events = [event("games.round_settled.v1", ROUND, number=n) for n in (1, 2)]
    await consumer.consume(events)
    await consumer.consume(events)
    assert (await stream.attach(5)).seq == start + 6


async def test_valkey_being_away_is_nobodys_fault(redis_client, monkeypatch):
    async def away(*_: object, **__: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(StreamStore, "wanted", away)
    with pytest.raises(ConsumerUnavailableError):
        await make_consumer(redis_client).consume([event("games.round_settled.v1", ROUND)])
