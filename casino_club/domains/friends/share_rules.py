"""What a picture of a win says. Pure: words, figures and the mark to a document; no clock, no engine."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Final, Literal
from uuid import UUID

from casino_club.domains.games.contracts import Round

CardLocale = Literal["ko", "en"]
CARD_VERSION: Final = 1
"""Raise it when the drawing changes: pictures kept by browsers are then asked for again."""

_SEOUL: Final = timezone(timedelta(hours=9))
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
GAME_NAMES: Final[dict[str, tuple[str, str]]] = {
    "slot": ("슬롯", "Slots"),
    "crash": ("남산 리프트", "Namsan Lift"),
    "blackjack": ("블랙잭", "Blackjack"),
    "gacha": ("랜턴 캡슐", "Lantern Capsules"),
    "videopoker": ("비디오 포커", "Video Poker"),
    "roulette": ("룰렛", "Roulette"),
    "rps": ("가위바위보", "Rock Paper Scissors"),
    "ring-fruits": ("링 프루츠", "Ring Fruits"),
    "pojangmacha": ("포장마차", "Pojangmacha"),
    "horangi": ("호랑이", "Horangi"),
}
"""(Korean, English) by game, and by machine of the slot."""


@dataclass(frozen=True, slots=True)
class Card:
    """All that stands on one picture, as text; `mark` names the drawing."""

    locale: CardLocale
    mark: str
    heading: str
    game: str
    multiplier: str
    win: str
    unit: Literal["gold", "gem"]
    unit_name: str
    date: str
    verify_label: str
    verify: str
    round_label: str
    round_id: str

    @property
    def etag(self) -> str:
        """A strong validator over everything that is drawn."""
        text = "\x1f".join(str(value) for value in asdict(self).values())
        return '"' + hashlib.sha256(f"{CARD_VERSION}\x1f{text}".encode()).hexdigest()[:32] + '"'


def is_win(played: Round) -> bool:
    """Only what paid more than it cost is a win; a returned stake is none."""
    return played.payout > played.stake


def multiplier_text(stake: int, payout: int) -> str:
    """Payout by stake, to hundredths, cut and never rounded up: `×12.5`. A round without a stake has none."""
    if stake <= 0:
        return ""
    whole, hundredths = divmod(payout * 100 // stake, 100)
    return f"×{whole:,}" + f".{hundredths:02}".rstrip("0").rstrip(".")


def _date_text(moment: datetime, locale: CardLocale) -> str:
    if locale == "ko":
        day = moment.astimezone(_SEOUL)
        return f"{day.year}년 {day.month}월 {day.day}일"
    day = moment.astimezone(UTC)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def mark_of(game: str, variant: str) -> str:
    """The name of a round's drawing: a machine's own, else its game's."""
    return variant if game == "slot" and variant in GAME_NAMES else game


def card_of(played: Round, *, nickname: str, host: str, locale: CardLocale) -> Card:
    """What the picture of a won round says. `host` is where its proof can be checked."""
    mark = mark_of(played.game, played.variant)
    korean = locale == "ko"
    names = GAME_NAMES.get(mark, (played.game, played.game))
    unit: Literal["gold", "gem"] = "gold" if played.currency == "gold" else "gem"
    unit_names = {"gold": ("골드", "gold"), "gem": ("젬", "gems")}[unit]
    return Card(
        locale=locale,
        mark=mark if mark in GAME_NAMES else "club",
        heading=f"{nickname} 님의 승리" if korean else f"{nickname} won",
        game=names[0 if korean else 1],
        multiplier=multiplier_text(played.stake, played.payout),
        win=f"{played.payout:,}",
        unit=unit,
        unit_name=unit_names[0 if korean else 1],
        date=_date_text(played.created_at, locale),
        verify_label="누구나 확인할 수 있는 결과" if korean else "Provably fair, check it yourself",
        verify=f"{host}/{locale}/fairness",
        round_label="라운드" if korean else "Round",
        round_id=str(played.id),
    )


def file_name(round_id: UUID) -> str:
    """What a saved picture is called."""
    return f"casino-club-{str(round_id)[-12:]}.png"
