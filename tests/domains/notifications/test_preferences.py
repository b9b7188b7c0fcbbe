"""What a player lets through: one truth for the settings screen, PATCH /users/me and the senders."""

from datetime import UTC, datetime

import pytest

from casino_club.domains.notifications import rules
from casino_club.domains.notifications.contracts import KINDS

PREFERENCES = "/api/notifications/preferences"
ALL = {"in_app": True, "email": True, "push": True}


async def test_everything_is_on_but_marketing_until_changed(anna):
    assert await anna.call("GET", PREFERENCES) == {
        "channels": ALL,
        "marketing": False,
        "kinds": dict.fromkeys(KINDS, ALL),
        "quiet_hours": None,
        "time_zone": "Asia/Seoul",
    }


async def test_what_is_left_out_stays(anna):
    wanted = {"since": "22:30", "until": "07:00"}
    body = {"kinds": {"social": {"push": False}}, "quiet_hours": wanted, "time_zone": "Europe/Berlin"}
    await anna.call("PUT", PREFERENCES, json=body)
    after = await anna.call("PUT", PREFERENCES, json={"kinds": {"social": {"email": False}}, "marketing": True})
    assert after["kinds"]["social"] == {"in_app": True, "email": False, "push": False}
    assert after["kinds"]["rewards"] == ALL
    assert (after["quiet_hours"], after["time_zone"], after["marketing"]) == (wanted, "Europe/Berlin", True)
    assert await anna.call("GET", PREFERENCES) == after
    assert (await anna.call("PUT", PREFERENCES, json={"quiet_hours": None}))["quiet_hours"] is None


async def test_one_truth_with_the_profile(anna, sql):
    await anna.call("PUT", PREFERENCES, json={"channels": {"email": False}, "marketing": True})
    (row,) = await sql("SELECT notify FROM users")
    assert row.notify == {"in_app": True, "email": False, "push": True, "marketing": True}
    await anna.call("PATCH", "/api/users/me", json={"notify": {"email": True, "push": False}})
    kept = await anna.call("GET", PREFERENCES)
    assert (kept["channels"], kept["marketing"]) == ({"in_app": True, "email": True, "push": False}, True)


@pytest.mark.parametrize(
    "body",
    [
        {"time_zone": "Mars/Olympus"},
        {"time_zone": "utc'; --"},
        {"quiet_hours": {"since": "24:00", "until": "07:00"}},
        {"quiet_hours": {"since": "7:00", "until": "08:00"}},
        {"quiet_hours": {"since": "07:00", "until": "07:00"}},
        {"kinds": {"gossip": {"email": True}}},
        {"channels": {"email": "yes"}},
        {"unknown": 1},
    ],
)
async def test_junk_is_refused_and_changes_nothing(anna, body):
    before = await anna.call("GET", PREFERENCES)
    assert (await anna.send("PUT", PREFERENCES, json=body)).status_code == 422
    assert await anna.call("GET", PREFERENCES) == before


@pytest.mark.parametrize(
    ("at", "since", "until", "zone", "end"),
    [
        ("12:00", "22:00", "07:00", "UTC", "12:00"),
        ("22:00", "22:00", "07:00", "UTC", "+1 07:00"),
        ("23:59", "22:00", "07:00", "UTC", "+1 07:00"),
        ("06:59", "22:00", "07:00", "UTC", "07:00"),
        ("07:00", "22:00", "07:00", "UTC", "07:00"),
        ("13:30", "13:00", "14:00", "UTC", "14:00"),
        ("12:59", "13:00", "14:00", "UTC", "12:59"),
        ("15:00", "22:00", "07:00", "Asia/Seoul", "22:00"),  # midnight in Seoul; 07:00 there is 22:00 UTC
        ("12:30", "22:00", "07:00", "Asia/Seoul", "12:30"),
        ("12:00", None, None, None, "12:00"),
    ],
)
async def test_quiet_hours_end_where_the_player_lives(sql, at, since, until, zone, end):
    def moment(text):
        day, _, clock = text.rpartition(" ")
        hour, minute = clock.split(":")
        return datetime(2026, 11, 21 + (day == "+1"), int(hour), int(minute), tzinfo=UTC)

    (row,) = await sql(
        "SELECT after_quiet_hours(:at, CAST(CAST(:since AS text) AS time), CAST(CAST(:until AS text) AS time),"
        " CAST(:zone AS text)) AS end_",
        at=moment(at),
        since=since,
        until=until,
        zone=zone,
    )
    assert row.end_ == moment(end)


async def test_over_a_change_of_summer_time(sql):
    # Berlin, 29 March 2026: at 02:00 the clocks go to 03:00. Quiet until 07:00 there, which is 05:00 UTC.
    (row,) = await sql(
        "SELECT after_quiet_hours(:at, time '22:00', time '07:00', 'Europe/Berlin') AS end_",
        at=datetime(2026, 3, 28, 22, 0, tzinfo=UTC),
    )
    assert row.end_ == datetime(2026, 3, 29, 5, 0, tzinfo=UTC)


def test_switches_and_their_inverse():
    kinds = rules.switches(["social/push", "rewards/email"])
    assert not kinds["social"]["push"]
    assert kinds["social"]["email"]
    assert rules.muted_by(kinds) == ["rewards/email", "social/push"]


def test_a_link_stands_for_one_player_and_kind():
    token = rules.unsubscribe_token(b"secret", 7, "social")
    assert rules.read_unsubscribe_token(b"secret", token) == (7, "social")
    assert rules.read_unsubscribe_token(b"other", token) is None
    for forged in (
        "",
        "7.social",
        token.replace("7", "8", 1),
        token.replace("social", "club"),
        "x." + token,
        token + "é",
    ):
        assert rules.read_unsubscribe_token(b"secret", forged) is None
