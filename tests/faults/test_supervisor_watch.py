"""Restarting without a product: at once, then later and later, and at once again after a steady life."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from casino_club.entrypoints.supervisor.logs import Follower, is_news, rotate
from casino_club.entrypoints.supervisor.part import Watch
from casino_club.infra.embedded.process import StartError


@dataclass
class FakePart:
    """A part that dies and starts on command."""

    log: Path
    name: str = "part"
    pid: int | None = 1
    returncode: int | None = -9
    living: bool = True
    starts: int = 0
    refuses: bool = False
    notes: list[str] = field(default_factory=list)

    def alive(self) -> bool:
        return self.living

    def start(self) -> None:
        self.starts += 1
        if self.refuses:
            raise StartError("refused")
        self.living = True

    def stop(self) -> None:
        self.living = False


@pytest.fixture
def part(tmp_path: Path) -> FakePart:
    log = tmp_path / "part.log"
    log.write_text("first\nlast words\n")
    return FakePart(log)


def test_a_steady_part_is_restarted_at_once_and_its_last_words_are_shown(part: FakePart) -> None:
    watch = Watch(part, started_at=0.0)
    assert watch.check(100.0) is None
    part.living = False
    message = watch.check(101.0)
    assert message is not None
    assert "signal SIGKILL" in message
    assert "last words" in message
    watch.check(101.0)
    assert part.starts == 1


def test_a_crash_loop_waits_longer_each_time_and_never_past_the_bound(part: FakePart) -> None:
    watch, now, waits = Watch(part, started_at=0.0), 0.0, list[float]()
    for _ in range(12):
        part.living = False
        died, starts = now, part.starts
        watch.check(now)
        while part.starts == starts:
            now += 0.05
            watch.check(now)
        waits.append(now - died)
    assert waits[0] < waits[1] < waits[4]
    assert max(waits) < 31
    assert waits[-1] > 25


def test_a_part_that_refuses_to_start_is_tried_again(part: FakePart) -> None:
    watch = Watch(part, started_at=0.0)
    part.living, part.refuses = False, True
    watch.check(1.0)
    assert watch.check(2.0) == "refused"
    part.refuses = False
    watch.check(10.0)
    assert part.living
    assert part.starts == 2


def test_a_follower_reads_whole_lines_and_survives_rotation(tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    log.write_text("before\n")
    follower = Follower(log)
    with log.open("a") as sink:
        sink.write("one\ntw")
    assert follower.new_lines() == ["one"]
    with log.open("a") as sink:
        sink.write("o\n")
    assert follower.new_lines() == ["two"]
    rotate(log, bytes_max=3)
    assert (tmp_path / "a.log.1").read_text() == "before\none\ntwo\n"
    with log.open("a") as sink:
        sink.write("new\n")
    assert follower.new_lines() == ["new"]


@pytest.mark.parametrize(
    ("line", "news"),
    [
        ('{"event": "relay_leading", "level": "info", "timestamp": "…"}', False),
        ('{"event": "consumer_unavailable", "level": "warning"}', True),
        ("Traceback (most recent call last):", True),
        ("", False),
    ],
)
def test_the_terminal_shows_what_does_not_go_well(line, news):
    assert is_news(line) is news
