"""Rules as a file of YAML: checked to the last key, and read again when the file changes."""

import asyncio
import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Final, Self

import structlog
import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from casino_club.domains.fraud import metrics
from casino_club.domains.fraud.contracts import FEATURES, HELD, Condition, Op, Rule, RuleBook, Thresholds
from casino_club.kernel.clock import Clock
from casino_club.kernel.errors import Messages
from casino_club.kernel.money import AMOUNT_MAX

log = structlog.get_logger(__name__)

SHIPPED: Final = Path(__file__).with_name("rules.yaml")
FILE_BYTES_MAX: Final = 64 * 1024
RULES_MAX: Final = 200
LOOK_EVERY_S: Final = 1.0
_PROBLEMS_SHOWN: Final = 5


class RulesError(Exception):
    """A rule file that cannot be used, with where and why; what it says is not repeated."""


def _known(feature: str) -> str:
    if feature not in FEATURES:
        raise PydanticCustomError("unknown_feature", "no such feature")
    return feature


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


class _Strict(BaseModel):
    # Strict: `true` is no number, `"40"` is none either.
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class _Condition(_Strict):
    feature: Annotated[str, AfterValidator(_known)]
    op: Op
    value: Annotated[int, Field(ge=0, le=AMOUNT_MAX)]


_Line = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")]


class _Reason(_Strict):
    en: _Line
    ko: _Line


class _Rule(_Strict):
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,47}$")]
    when: Annotated[list[_Condition], Field(min_length=1, max_length=10), BeforeValidator(_listed)]
    # No points below one: a match never speaks for a player, so that no rule can be used against another.
    points: Annotated[int, Field(ge=1, le=1000)]
    reason: _Reason
    shadow: bool = False


_Threshold = Annotated[int, Field(ge=1, le=1_000_000)]


class _Thresholds(_Strict):
    review: _Threshold
    soft: _Threshold
    hard: _Threshold

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if not self.review < self.soft < self.hard:
            raise PydanticCustomError("thresholds_not_rising", "review < soft < hard")
        return self


class _File(_Strict):
    version: Annotated[int, Field(ge=1, le=1_000_000)]
    shadow: bool = False
    thresholds: _Thresholds
    rules: Annotated[list[_Rule], Field(max_length=RULES_MAX)]

    @model_validator(mode="after")
    def _own_ids(self) -> Self:
        ids = {rule.id for rule in self.rules}
        if len(ids) != len(self.rules):
            raise PydanticCustomError("duplicate_id", "two rules have one id")
        if HELD in ids:
            raise PydanticCustomError("reserved_id", "this id has a meaning of its own")
        return self


class _Loader(yaml.SafeLoader):
    """The safe loader, which also refuses a key that stands twice: it would keep the last without a word."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:  # noqa: FBT001, FBT002 - the loader's own
        found = super().construct_mapping(node, deep=deep)
        if len(found) != len(node.value):
            raise yaml.YAMLError("a key stands twice")
        return found


def parse(content: bytes) -> RuleBook:
    """A file's rules. Raises `RulesError` for everything else, whatever the bytes are."""
    if len(content) > FILE_BYTES_MAX:
        raise RulesError(f"the file is larger than {FILE_BYTES_MAX} bytes")
    try:
        data = yaml.load(content.decode("utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
    except Exception as error:  # the parser lets ValueError, RecursionError and more out of odd scalars
        raise RulesError(f"not YAML: {_line_of(error)}") from error
    try:
        file = _File.model_validate(data)
    except ValidationError as error:
        raise RulesError(_told(error)) from error
    return RuleBook(
        version=f"{file.version}-{hashlib.sha256(content).hexdigest()[:12]}",
        rules=tuple(
            Rule(
                id=rule.id,
                when=tuple(Condition(one.feature, one.op, one.value) for one in rule.when),
                points=rule.points,
                reason=Messages(en=rule.reason.en, ko=rule.reason.ko),
                shadow=rule.shadow,
            )
            for rule in file.rules
        ),
        thresholds=Thresholds(file.thresholds.review, file.thresholds.soft, file.thresholds.hard),
        shadow=file.shadow,
    )


def _line_of(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return type(error).__name__ if mark is None else f"line {mark.line + 1}"


def _told(error: ValidationError) -> str:
    problems = error.errors(include_input=False, include_url=False, include_context=False)
    lines = [f"{'.'.join(_shown(part) for part in one['loc']) or 'file'}: {one['type']}" for one in problems]
    rest = len(lines) - _PROBLEMS_SHOWN
    return "; ".join(lines[:_PROBLEMS_SHOWN]) + (f"; and {rest} more" if rest > 0 else "")


def _shown(part: int | str) -> str:
    return str(part).encode("ascii", "replace").decode()[:48]


@dataclass(frozen=True, slots=True)
class LoadFailure:
    """Why the file of now is not in force."""

    problem: str
    at: datetime


class BookKeeper:
    """The rules in force in this process.

    The file is looked at once a second at most, when somebody is judged. One that cannot be used is counted, logged and
    shown to operators once, and the last good rules stay; at the start those are the shipped ones, because a slip in
    this file must not keep the club closed.
    """

    def __init__(self, path: Path | None, clock: Clock, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._path = path or SHIPPED
        self._clock = clock
        self._monotonic = monotonic
        self._busy = threading.Lock()
        self._mark: tuple[int, int, int] | str | None = None
        self._looked = monotonic()
        self.book = parse(SHIPPED.read_bytes())
        self.loaded_at = clock.now()
        self.failure: LoadFailure | None = None
        self._look()

    async def current(self) -> RuleBook:
        """The rules in force."""
        moment = self._monotonic()
        if moment - self._looked >= LOOK_EVERY_S:
            self._looked = moment
            # In a thread: parsing a large file takes long enough for everybody else to notice.
            await asyncio.to_thread(self._look)
        return self.book

    def _look(self) -> None:
        with self._busy:
            mark = self._mark_now()
            if mark == self._mark:
                return
            # The mark is older than what is read: a change in between is found at the next look.
            self._mark = mark
            try:
                with self._path.open("rb") as file:
                    book = parse(file.read(FILE_BYTES_MAX + 1))
            except (OSError, RulesError) as error:
                self._refuse(str(error) if isinstance(error, RulesError) else f"no file: {type(error).__name__}")
                return
            if book.version != self.book.version:
                log.info("fraud_rules_loaded", version=book.version)
            self.book, self.loaded_at, self.failure = book, self._clock.now(), None

    def _refuse(self, problem: str) -> None:
        self.failure = LoadFailure(problem, self._clock.now())
        metrics.RELOADS_FAILED.inc()
        log.error("fraud_rules_refused", problem=problem, in_force=self.book.version)

    def _mark_now(self) -> tuple[int, int, int] | str:
        try:
            found = self._path.stat()
        except OSError as error:
            return type(error).__name__
        return found.st_mtime_ns, found.st_size, found.st_ino
