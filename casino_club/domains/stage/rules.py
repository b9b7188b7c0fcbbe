"""Pure rules of the stage: what a gift may be, what it adds to the index, and the episodes it ships with."""

from datetime import datetime, time, timedelta
from typing import Final

from casino_club.domains.stage.contracts import Art, EpisodeDraft, GiftLimits, ModelIndex
from casino_club.domains.stage.errors import GiftLimitError, GiftStepError

GIFT_STEP: Final = 100
"""Gold; gifts are multiples, so that every gift is whole points of the index."""
CHIPS: Final = (100, 500, 1000, 5000)
"""What the gift tray offers."""


def check_gift(amount: int, limits: GiftLimits, given_today: int) -> None:
    """Raises `GiftStepError` or `GiftLimitError`."""
    if amount < GIFT_STEP or amount % GIFT_STEP:
        raise GiftStepError({"step": GIFT_STEP})
    if amount > limits.gift_max:
        raise GiftLimitError({"limit": "gift", "left": limits.gift_max})
    if amount > limits.day_max - given_today:
        raise GiftLimitError({"limit": "day", "left": max(0, limits.day_max - given_today)})


def index_of(gold_gifted: int, rounds: int) -> ModelIndex:
    """A point for each 100 gold, and one for each round."""
    return ModelIndex(gold_gifted, rounds, gold_gifted // GIFT_STEP + rounds)


def shipped_episodes(now: datetime) -> tuple[EpisodeDraft, ...]:
    """Six episodes, each a week long from Sunday's midnight (UTC) on: two past, one on air, three to come."""
    week = timedelta(days=7)
    sunday = datetime.combine(now.date(), time(), now.tzinfo) - timedelta(days=(now.weekday() + 1) % 7)
    texts: tuple[tuple[Art, str, str, str, str], ...] = (
        (
            "tuning",
            "조율",
            "Tuning",
            "불이 켜지기 전, 첫 음을 맞추는 밤.",
            "Before the lights: the first note is found.",
        ),
        (
            "rain-window",
            "비 오는 창가",
            "Rain at the window",
            "빗소리에 맞춘 느린 무대.",
            "A slow set to the sound of rain.",
        ),
        ("ring-light", "고리 불빛", "Ring light", "네온 고리 아래에서 만나는 지민.", "JiMin under the neon rings."),
        ("rooftop", "옥상의 바람", "Rooftop wind", "서울이 내려다보이는 작은 무대.", "A small stage above Seoul."),
        ("lanterns", "등불 행렬", "Lanterns", "등불이 하나씩 올라가는 밤.", "Lanterns rise, one by one."),
        ("after-hours", "문 닫은 뒤", "After hours", "마지막 손님이 떠난 클럽의 노래.", "A song for an empty club."),
    )
    return tuple(
        EpisodeDraft(
            number=number,
            title=title,
            title_en=title_en,
            description=description,
            description_en=description_en,
            art=art,
            starts_at=sunday + (number - 3) * week,
            ends_at=sunday + (number - 2) * week,
        )
        for number, (art, title, title_en, description, description_en) in enumerate(texts, start=1)
    )
