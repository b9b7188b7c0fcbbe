"""The achievements the product comes with. Adding one is one row here, and an evaluator if there is none yet.

A family has up to three tiers. What an operator changed stays: rows are written where there is none.
"""

from typing import Final, NamedTuple

from casino_club.domains.achievements.contracts import TIERS, Definition, ScopeKind
from casino_club.domains.rewards.contracts import Bundle


class _Family(NamedTuple):
    """Three targets with their names, and what to do with `{n}` for the target."""

    code: str
    evaluator: str
    targets: tuple[int, int, int]
    ko: tuple[str, str, str]
    en: tuple[str, str, str]
    how_ko: str
    how_en: str
    scope_kind: ScopeKind = "all"


_FAMILIES: Final = (
    _Family(
        "rounds",
        "plays",
        (50, 500, 5_000),
        ("첫 불빛", "단골 자리", "클럽의 터줏대감"),
        ("First lights", "A regular's seat", "Part of the furniture"),
        "게임을 {n}판 즐겨 보세요.",
        "Play {n} rounds.",
    ),
    _Family(
        "games",
        "distinct_games",
        (2, 4, 7),
        ("클럽 구경", "두루두루", "일곱 무대"),
        ("A look around", "Well travelled", "All seven stages"),
        "서로 다른 게임 {n}가지를 해 보세요.",
        "Play {n} different games.",
    ),
    _Family(
        "stakes",
        "cumulative_bet",
        (10_000, 250_000, 5_000_000),
        ("첫 칩 더미", "네온 칩 탑", "칩의 스카이라인"),
        ("First stack", "Neon tower", "A skyline of chips"),
        "지금까지 모두 {n}골드를 걸어 보세요.",
        "Stake {n} gold in all.",
    ),
    _Family(
        "winnings",
        "total_win",
        (10_000, 250_000, 5_000_000),
        ("반짝이는 시작", "금빛 물결", "한강의 금빛 밤"),
        ("A first glitter", "Golden tide", "Gold on the Han"),
        "지금까지 모두 {n}골드를 따 보세요.",
        "Win {n} gold in all.",
    ),
    _Family(
        "run",
        "win_streak",
        (3, 5, 8),
        ("세 번의 미소", "다섯 번의 콧노래", "여덟 번의 기적"),
        ("Three smiles", "Five in a hum", "Eight, somehow"),
        "한 게임에서 {n}번 이어서 이겨 보세요.",
        "Win {n} rounds in a row in one game.",
    ),
    _Family(
        "day",
        "daily_win",
        (5_000, 50_000, 250_000),
        ("좋은 하루", "눈부신 하루", "전설의 하루"),
        ("A good day", "A bright day", "A day to tell of"),
        "하루(UTC) 안에 {n}골드를 따 보세요.",
        "Win {n} gold within one day (UTC).",
        "day",
    ),
    _Family(
        "level",
        "level",
        (5, 20, 50),
        ("입장 완료", "라운지의 얼굴", "밤의 주인공"),
        ("Through the door", "A face in the lounge", "Owner of the night"),
        "레벨 {n}에 올라 보세요.",
        "Reach level {n}.",
    ),
    _Family(
        "collection",
        "collection",
        (5, 12, 24),
        ("작은 진열장", "등불 수집가", "등불 박물관"),
        ("A small shelf", "Lantern collector", "The lantern museum"),
        "서로 다른 캡슐 {n}가지를 모아 보세요.",
        "Collect {n} different capsules.",
    ),
    _Family(
        "attendance",
        "streak_length",
        (3, 7, 30),
        ("다시 온 손님", "일주일의 인사", "한 달의 불빛"),
        ("Back again", "A week of hellos", "A month of lights"),
        "{n}일 이어서 클럽에 들러 보세요.",
        "Visit the club {n} days in a row.",
    ),
    _Family(
        "multiplier",
        "best_multiplier",
        (10, 50, 200),
        ("열 배의 순간", "쉰 배의 탄성", "밤하늘의 불꽃"),
        ("A tenfold moment", "Fifty and a gasp", "Fireworks"),
        "한 판에서 {n}배 이상 받아 보세요.",
        "Get {n}x or more in one round.",
    ),
    _Family(
        "best",
        "best_win",
        (1_000, 10_000, 100_000),
        ("묵직한 한 판", "눈이 커지는 한 판", "오래 이야기할 한 판"),
        ("A solid round", "A wide-eyed round", "A round to retell"),
        "한 판에서 {n}골드를 따 보세요.",
        "Win {n} gold in one round.",
    ),
    _Family(
        "missions",
        "missions",
        (5, 30, 150),
        ("할 일 끝", "믿고 맡기는 손", "클럽의 해결사"),
        ("All done", "A safe pair of hands", "The club's fixer"),
        "미션을 {n}개 마쳐 보세요.",
        "Finish {n} missions.",
    ),
)

_BUNDLES: Final = (
    Bundle(gold=500, exp=50),
    Bundle(gold=2_500, exp=250),
    Bundle(gold=10_000, gem=5, exp=1_000),
)


_BADGES: Final = {"best": "wins"}
"""Families whose drawing has another name."""


def _tiers(family: _Family, place: int) -> list[Definition]:
    return [
        Definition(
            code=f"{family.code}-{tier}",
            family=family.code,
            tier=tier,
            evaluator=family.evaluator,
            scope_kind=family.scope_kind,
            target=family.targets[rank],
            title_ko=family.ko[rank],
            title_en=family.en[rank],
            description_ko=family.how_ko.format(n=f"{family.targets[rank]:,}"),
            description_en=family.how_en.format(n=f"{family.targets[rank]:,}"),
            badge=_BADGES.get(family.code, family.code),
            bundle=_BUNDLES[rank],
            sort=place * 100 + rank * 10,
        )
        for rank, tier in enumerate(TIERS)
    ]


SHIPPED: Final = tuple(one for place, family in enumerate(_FAMILIES, 1) for one in _tiers(family, place))
