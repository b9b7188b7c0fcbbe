"""The simulator against `point_of`, value for value, and against the law; and that it would notice a wrong one."""

from dataclasses import replace

import numpy as np
import pytest

from casino_club.domains.crash import simulate
from casino_club.domains.crash.rules import OUTCOMES, point_of, reaching
from tests.support.shared_rounds import law

TABLE = law()


def test_the_vectors_are_the_rule():
    edge = [0, 1, OUTCOMES - 1, OUTCOMES // 2, *(OUTCOMES - reaching(TABLE, m) for m in (101, 200, 1000, 10**6))]
    values = [*edge, *(int(r) for r in np.random.default_rng(5).integers(0, OUTCOMES, 2000, dtype=np.uint64))]
    found = simulate.points_of(TABLE, np.array(values, dtype=np.uint64))
    assert [int(point) for point in found] == [point_of(TABLE, r) for r in values]


def test_a_million_rounds_follow_the_law():
    found = simulate.run("main", 1_000_000, seed=11)
    assert {one.name for one in found} >= {"reaches 2x", "return of 2x", "reaches 10x"}
    assert all(abs(one.z) < 4 for one in found if one.decides)
    assert sum(one.decides for one in found) >= 6


def test_a_house_edge_of_two_percent_is_noticed(monkeypatch):
    wrong = replace(TABLE, return_percent=98)
    honest = simulate.points_of
    monkeypatch.setattr(simulate, "points_of", lambda _, r: honest(wrong, r))
    assert any(abs(one.z) > 4 for one in simulate.run("main", 1_000_000, seed=11) if one.decides)


def test_there_is_one_table():
    with pytest.raises(ValueError, match="no table"):
        simulate.run("other", 1, seed=1)
