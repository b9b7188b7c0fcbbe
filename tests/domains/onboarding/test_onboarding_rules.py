"""Where somebody stands in the tour.

Seen failing: with a reported first round believed, and with the optional step asked for before the reward.
"""

from datetime import UTC, datetime
from itertools import chain, combinations

from casino_club.domains.onboarding import rules
from casino_club.domains.onboarding.contracts import STEPS, StoredTour

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def tour(*reported, skipped_at=None):
    return StoredTour(frozenset(reported), skipped_at, NOON)


def stand(stored, facts=(), claimed=False):
    return rules.stand(stored, facts=facts, claimed=claimed, quiet=False)


def test_the_tour_begins_with_a_welcome():
    state = stand(None)
    assert (state.status, state.next_step, state.claimable) == ("open", "welcome", False)
    assert [rule.id for rule in rules.RULES] == list(STEPS)


def test_a_round_counts_only_when_it_was_played():
    everything = tour(*STEPS)
    assert rules.missing(stand(everything).done) == ["first_round"]
    assert not stand(everything).claimable
    assert stand(everything, {"first_round"}).claimable


def test_the_reward_needs_exactly_the_steps_that_are_not_optional():
    needed = {"welcome", "identity", "first_round", "fairness"}
    for done in chain.from_iterable(combinations(STEPS, size) for size in range(len(STEPS) + 1)):
        assert stand(tour(*done), done).claimable == (needed <= set(done))


def test_skipped_is_put_away_and_claimed_is_done():
    assert stand(tour(skipped_at=NOON)).status == "skipped"
    done = stand(tour("welcome", skipped_at=NOON), claimed=True)
    assert (done.status, done.claimable) == ("done", False)
