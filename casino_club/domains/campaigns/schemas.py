"""Campaigns on the wire."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal, cast

from pydantic import AwareDatetime, Field

from casino_club.domains.campaigns.contracts import (
    AudienceCount,
    Campaign,
    FieldKind,
    Message,
    Operator,
    Report,
    Status,
)
from casino_club.domains.campaigns.rules import FIELDS, OPERATORS, SegmentError, parse_segment, problems_of
from casino_club.domains.notifications.contracts import Channel, DeliveryStatus, Locale, Outbound, Text
from casino_club.domains.rewards.contracts import Bundle
from casino_club.domains.rewards.schemas import BundleIn, BundleOut
from casino_club.infra.http.errors import FieldError
from casino_club.infra.http.schemas import In, Out, UtcTime

SegmentIn = Annotated[
    dict[str, Any],
    Field(
        description='`{"all": [...]}`, `{"any": [...]}`, `{"not": {...}}` or `{"field", "op", "value"}`; see `/fields`',
        examples=[{"all": [{"field": "level", "op": "gte", "value": 5}]}],
    ),
]
Line = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f]+$")]
Body = Annotated[str, Field(min_length=1, max_length=1000, pattern=r"^[^\x00]+$")]
VariableName = Annotated[str, Field(min_length=1, max_length=32, pattern=r"^[a-z_]+$")]
Variable = Annotated[int, Field(ge=0, le=2**53 - 1)] | Annotated[str, Field(max_length=120, pattern=r"^[^\x00]*$")]
Link = Annotated[str, Field(max_length=200, pattern=r"^/([a-z0-9-]+/?)*(\?[A-Za-z0-9_=&%.:-]*)?$")]


class TextIn(In):
    title: Line
    body: Body


class TextsIn(In):
    """Both languages: no player is written to in another's."""

    ko: TextIn
    en: TextIn


class CampaignIn(In):
    """A whole campaign; an edit replaces all of it."""

    name: Line
    segment: SegmentIn
    texts: TextsIn
    variables: Annotated[dict[VariableName, Variable], Field(max_length=10)] = Field(
        default_factory=dict[str, int | str]
    )
    channels: Annotated[list[Channel], Field(min_length=1, max_length=3)] = Field(
        default_factory=lambda: cast("list[Channel]", ["in_app"])
    )
    link: Link | None = None
    bundle: BundleIn | None = None

    def message(self) -> Message:
        """The domain's shape. Raises `FieldError` for a segment or a text that could not be used."""
        check_segment(self.segment, "body.segment")
        words: dict[Locale, Text] = {
            "ko": Text(self.texts.ko.title, self.texts.ko.body),
            "en": Text(self.texts.en.title, self.texts.en.body),
        }
        message = Message(
            name=self.name,
            segment=self.segment,
            texts=words,
            variables=self.variables,
            channels=tuple(dict.fromkeys(self.channels)),
            link=self.link,
            bundle=None if self.bundle is None else self.bundle.bundle().as_data(),
        )
        if problems := problems_of(message):
            raise FieldError([(f"body.{where}", problem) for where, problem in problems])
        return message


def check_segment(segment: dict[str, Any], where: str) -> None:
    """Raises `FieldError` with the place and kind of what is wrong."""
    try:
        parse_segment(segment)
    except SegmentError as error:
        raise FieldError([(f"{where}.{error.path}".rstrip("."), error.problem)]) from error


class ScheduleIn(In):
    """`send_at` in the future, at most a year ahead; null is now."""

    send_at: Annotated[AwareDatetime, Field(strict=False)] | None = None


class CancelIn(In):
    reason: Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00]+$")]


class PreviewIn(In):
    segment: SegmentIn


class PreviewOut(Out):
    """Whom a segment finds now: in all, not to be written to, without the marketing opt-in, and the rest."""

    audience: int
    excluded: int
    without_opt_in: int
    reachable: int

    @classmethod
    def of(cls, count: AudienceCount) -> "PreviewOut":
        """A count in the words of the API."""
        return cls.model_validate(count)


class FieldOut(Out):
    name: str
    kind: FieldKind
    operators: list[Operator]
    choices: list[str]


class FieldsOut(Out):
    """What a segment may ask."""

    items: list[FieldOut]

    @classmethod
    def all(cls) -> "FieldsOut":
        """The registry."""
        return cls(
            items=[
                FieldOut(name=name, kind=one.kind, operators=list(OPERATORS[one.kind]), choices=list(one.choices))
                for name, one in FIELDS.items()
            ]
        )


class TextOut(Out):
    title: str
    body: str


class CampaignOut(Out):
    id: int
    name: str
    status: Status
    segment: dict[str, Any]
    texts: dict[Literal["ko", "en"], TextOut]
    variables: dict[str, int | str]
    channels: list[Channel]
    link: str | None
    bundle: BundleOut | None
    send_at: UtcTime | None
    audience: int | None
    created_by: int
    created_at: UtcTime
    updated_at: UtcTime
    started_at: UtcTime | None
    finished_at: UtcTime | None

    @classmethod
    def of(cls, campaign: Campaign) -> "CampaignOut":
        """A campaign in the words of the API."""
        message = campaign.message
        return cls(
            id=campaign.id,
            name=message.name,
            status=campaign.status,
            segment=dict(message.segment),
            texts={locale: TextOut(title=words.title, body=words.body) for locale, words in message.texts.items()},
            variables=dict(message.variables),
            channels=list(message.channels),
            link=message.link,
            bundle=None if message.bundle is None else BundleOut.of(Bundle.of(message.bundle)),
            send_at=campaign.send_at,
            audience=campaign.audience,
            created_by=campaign.created_by,
            created_at=campaign.created_at,
            updated_at=campaign.updated_at,
            started_at=campaign.started_at,
            finished_at=campaign.finished_at,
        )

    @classmethod
    def all_of(cls, campaigns: Sequence[Campaign]) -> "list[CampaignOut]":
        """A page of them."""
        return [cls.of(campaign) for campaign in campaigns]


class SkippedOut(Out):
    """Recipients not written to: by the club's own rules, or by their own choice."""

    excluded: int
    opted_out: int


class ReportOut(Out):
    """`audience` = sent + skipped + waiting + not_sent. `read` counts the in-app centre."""

    id: int
    status: Status
    audience: int
    sent: int
    skipped: SkippedOut
    waiting: int
    not_sent: int
    in_app: int
    read: int
    channels: dict[Outbound, dict[DeliveryStatus, int]]
    started_at: UtcTime | None
    finished_at: UtcTime | None

    @classmethod
    def of(cls, report: Report) -> "ReportOut":
        """A report in the words of the API."""
        return cls(
            id=report.campaign.id,
            status=report.campaign.status,
            audience=report.audience,
            sent=report.sent,
            skipped=SkippedOut(excluded=report.excluded, opted_out=report.opted_out),
            waiting=report.waiting,
            not_sent=report.not_sent,
            in_app=report.in_app,
            read=report.read,
            channels={channel: dict(counts) for channel, counts in report.deliveries.items()},
            started_at=report.campaign.started_at,
            finished_at=report.campaign.finished_at,
        )
