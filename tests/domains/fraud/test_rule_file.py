"""The rule file: refused to the last key, taken again when it changes, never lost to a slip."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casino_club.domains.fraud import metrics
from casino_club.domains.fraud.rule_file import FILE_BYTES_MAX, SHIPPED, BookKeeper, RulesError, parse
from tests.domains.fraud.support import HEAD, THRESHOLDS, rule, rules_file

GOOD = HEAD + "rules:\n" + rule("burst", "attempts_user_10m", 3, 10)


class Ticks:
    """A monotonic clock that moves when told."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def failures():
    return metrics.RELOADS_FAILED._value.get()


def test_the_shipped_file_is_good():
    book = parse(SHIPPED.read_bytes())
    assert len(book.rules) > 10
    assert not book.shadow
    assert sum(one.shadow for one in book.rules) == 1


def test_a_good_file():
    book = parse(GOOD.encode())
    assert book.version.startswith("7-")
    assert len(book.version) == len("7-") + 12
    assert book.version != parse((GOOD + "# a word\n").encode()).version
    assert book.rules[0].reason.ko == "그래서요."


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "file: model_type"),
        ("[]", "file: model_type"),
        ("a: [", "not YAML: line"),
        ("!!python/object/apply:os.system ['true']", "not YAML: line 1"),
        ("version: 2026-99-99", "not YAML: ValueError"),
        ("[" * 5000, "not YAML: RecursionError"),
        ("version: 1\nversion: 2\n", "not YAML: YAMLError"),
        ("#" * (FILE_BYTES_MAX + 1), "larger than"),
        (GOOD.replace("version: 7", "version: true"), "version: int_type"),
        (GOOD.replace("version: 7", "version: 0"), "version: greater_than_equal"),
        (GOOD.replace("version: 7\n", ""), "version: missing"),
        (GOOD + "colour: red\n", "colour: extra_forbidden"),
        (GOOD.replace("review: 10", "review: 20"), "thresholds: thresholds_not_rising"),
        (GOOD.replace("review: 10", "review: 10.0"), "thresholds.review: int_type"),
        (GOOD.replace("attempts_user_10m", "attempts_moon"), "rules.0.when.0.feature: unknown_feature"),
        (GOOD.replace('">="', '"!="'), "rules.0.when.0.op: literal_error"),
        (GOOD.replace("value: 3", "value: true"), "rules.0.when.0.value: int_type"),
        (GOOD.replace("value: 3", 'value: "3"'), "rules.0.when.0.value: int_type"),
        (GOOD.replace("value: 3", "value: .inf"), "rules.0.when.0.value: int_type"),
        (GOOD.replace("value: 3", f"value: {2**53}"), "rules.0.when.0.value: less_than_equal"),
        (GOOD.replace("points: 10", "points: 0"), "rules.0.points: greater_than_equal"),
        (GOOD.replace("points: 10", "points: -5"), "rules.0.points: greater_than_equal"),
        (GOOD.replace("points: 10", "points: 1001"), "rules.0.points: less_than_equal"),
        (GOOD.replace("points: 10", "points: true"), "rules.0.points: int_type"),
        (GOOD.replace("shadow: false", "shadow: 1"), "rules.0.shadow: bool_type"),
        (GOOD.replace(", ko: 그래서요.", ""), "rules.0.reason.ko: missing"),
        (GOOD.replace("en: Because.", 'en: "a\\nb"'), "rules.0.reason.en: string_pattern_mismatch"),
        (GOOD.replace("en: Because.", 'en: "\\ud800"'), "rules.0.reason.en: string_unicode"),
        (GOOD.replace("id: burst", "id: Burst"), "rules.0.id: string_pattern_mismatch"),
        (GOOD.replace("id: burst", "id: held"), "file: reserved_id"),
        (GOOD + rule("burst", "paid_user", 1, 1), "file: duplicate_id"),
        (HEAD + "rules:\n" + "".join(rule(f"r{n}", "paid_user", 1, 1) for n in range(201)), "rules: too_long"),
        (GOOD.replace('{feature: attempts_user_10m, op: ">=", value: 3}', "[]"), "rules.0.when: too_short"),
        (GOOD.replace("id: burst", "id: burst, colour: red"), "rules.0.colour: extra_forbidden"),
        (THRESHOLDS + "version: 1\n", "rules: missing"),
    ],
)
def test_what_a_file_may_not_say(content, problem):
    with pytest.raises(RulesError) as refused:
        parse(content.encode("utf-8", "surrogatepass"))
    assert problem in str(refused.value)
    assert "그래서요" not in str(refused.value)


@given(st.binary(max_size=200))
def test_no_bytes_do_more_than_be_refused(content):
    with pytest.raises(RulesError):
        parse(content)


def test_many_problems_are_told_in_short():
    content = HEAD + "rules:\n" + "".join(rule(f"r{n}", "moon", 1, 0) for n in range(40))
    with pytest.raises(RulesError, match="and 75 more"):
        parse(content.encode())


async def test_a_changed_file_is_in_force_and_looked_at_once_a_second(tmp_path, clock):
    ticks, path = Ticks(), rules_file(tmp_path)
    keeper = BookKeeper(path, clock, monotonic=ticks)
    assert (await keeper.current()).rules == ()
    rules_file(tmp_path, rule("burst", "attempts_user_10m", 3, 10))
    ticks.now += 0.9
    assert (await keeper.current()).rules == ()
    ticks.now += 0.2
    assert [one.id for one in (await keeper.current()).rules] == ["burst"]


async def test_a_broken_file_keeps_the_last_good_rules(tmp_path, clock):
    ticks, path = Ticks(), rules_file(tmp_path, rule("burst", "attempts_user_10m", 3, 10))
    keeper, before = BookKeeper(path, clock, monotonic=ticks), failures()
    good = await keeper.current()
    path.write_text(GOOD.replace("points: 10", "points: ten"))
    for _ in range(3):
        ticks.now += 1.5
        assert await keeper.current() is good
    assert failures() == before + 1  # told once, not at every look
    assert keeper.failure is not None
    assert keeper.failure.problem == "rules.0.points: int_type"
    path.unlink()
    ticks.now += 1.5
    assert await keeper.current() is good
    assert keeper.failure.problem == "no file: FileNotFoundError"
    path.write_text(GOOD.replace("version: 7", "version: 8"))
    ticks.now += 1.5
    assert (await keeper.current()).version.startswith("8-")
    assert keeper.failure is None


async def test_a_file_replaced_by_one_of_the_same_size_and_time_is_seen(tmp_path, clock):
    ticks, path = Ticks(), rules_file(tmp_path, rule("burst", "attempts_user_10m", 3, 10))
    keeper, stat = BookKeeper(path, clock, monotonic=ticks), path.stat()
    draft = tmp_path / "draft"
    draft.write_text(path.read_text().replace("value: 3", "value: 4"))
    os.utime(draft, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    draft.rename(path)
    ticks.now += 1.5
    assert (await keeper.current()).rules[0].when[0].value == 4


def test_a_file_that_is_broken_at_the_start_leaves_the_shipped_rules(tmp_path, clock):
    path = tmp_path / "none.yaml"
    keeper = BookKeeper(path, clock)
    assert keeper.book == parse(SHIPPED.read_bytes())
    assert keeper.failure is not None
