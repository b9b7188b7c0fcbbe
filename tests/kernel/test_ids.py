"""UUIDv7: ordered, of our time, and bounded."""

from datetime import UTC, datetime, timedelta

from casino_club.kernel.ids import uuid7, uuid7_floor, uuid7_time


def test_ids_of_a_process_strictly_increase():
    ids = [uuid7() for _ in range(20_000)]
    assert ids == sorted(set(ids))


def test_an_id_is_a_uuid7_and_tells_its_time():
    made = uuid7()
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert abs(uuid7_time(made) - datetime.now(UTC)) < timedelta(minutes=1)


def test_the_floor_of_a_moment_is_below_its_ids_and_above_earlier_ones():
    before = uuid7()
    now = uuid7_time(before) + timedelta(milliseconds=1)
    assert before < uuid7_floor(now)
    assert uuid7_time(uuid7_floor(now)) == now


def test_moments_before_1970_answer_the_smallest_id():
    assert uuid7_floor(datetime(108, 4, 27, tzinfo=UTC)) == uuid7_floor(datetime(1970, 1, 1, tzinfo=UTC))
