"""The missions the product comes with. Adding one is one row here, and an evaluator if there is none yet.

None asks for losing, and none is out of reach of an evening with the welcome gold. What an operator changed stays:
rows are written where there is none.
"""

from datetime import date
from typing import Final

from casino_club.domains.missions.contracts import Kind, Mission
from casino_club.domains.rewards.contracts import Bundle

FIRST_DAY: Final = date(2026, 1, 4)
"""A Sunday before the club opened: from here the first pool stands."""


def _mission(
    kind: Kind, code: str, evaluator: str, target: int, bundle: Bundle, weight: int, ko: str, en: str
) -> Mission:
    return Mission(
        code=f"{kind}-{code}",
        kind=kind,
        evaluator=evaluator,
        target=target,
        bundle=bundle,
        weight=weight,
        title_ko=ko,
        title_en=en,
        active=True,
        valid_from=FIRST_DAY,
    )


_SMALL: Final = Bundle(gold=300, exp=40)
_FAIR: Final = Bundle(gold=500, exp=60)
_GOOD: Final = Bundle(gold=800, exp=90)
_WEEK: Final = Bundle(gold=2_000, exp=250)
_WEEK_LONG: Final = Bundle(gold=3_500, gem=2, exp=400)

SHIPPED: Final = (
    _mission("daily", "plays-10", "plays", 10, _SMALL, 10, "게임 10판 즐기기", "Play 10 rounds"),
    _mission("daily", "plays-30", "plays", 30, _GOOD, 6, "게임 30판 즐기기", "Play 30 rounds"),
    _mission("daily", "games-2", "distinct_games", 2, _SMALL, 10, "게임 2가지 둘러보기", "Try 2 different games"),
    _mission("daily", "games-3", "distinct_games", 3, _FAIR, 7, "게임 3가지 둘러보기", "Try 3 different games"),
    _mission("daily", "wins-5", "wins", 5, _FAIR, 9, "5판 이기기", "Win 5 rounds"),
    _mission("daily", "wins-10", "wins", 10, _GOOD, 5, "10판 이기기", "Win 10 rounds"),
    _mission("daily", "run-2", "win_streak", 2, _FAIR, 7, "2판 이어서 이기기", "Win 2 rounds in a row"),
    _mission("daily", "winnings-2000", "total_win", 2_000, _FAIR, 8, "모두 2,000골드 따기", "Win 2,000 gold in all"),
    _mission(
        "daily", "stakes-3000", "cumulative_bet", 3_000, _FAIR, 5, "모두 3,000골드 걸기", "Stake 3,000 gold in all"
    ),
    _mission(
        "daily",
        "multiplier-5",
        "best_multiplier",
        5,
        _GOOD,
        7,
        "한 판에서 5배 이상 받기",
        "Get 5x or more in one round",
    ),
    _mission("daily", "claims-2", "claims", 2, _SMALL, 9, "보상 2번 받기", "Collect 2 rewards"),
    _mission("weekly", "plays-100", "plays", 100, _WEEK, 10, "게임 100판 즐기기", "Play 100 rounds"),
    _mission("weekly", "plays-250", "plays", 250, _WEEK_LONG, 5, "게임 250판 즐기기", "Play 250 rounds"),
    _mission("weekly", "games-4", "distinct_games", 4, _WEEK, 10, "게임 4가지 둘러보기", "Try 4 different games"),
    _mission("weekly", "games-6", "distinct_games", 6, _WEEK_LONG, 6, "게임 6가지 둘러보기", "Try 6 different games"),
    _mission("weekly", "wins-50", "wins", 50, _WEEK, 9, "50판 이기기", "Win 50 rounds"),
    _mission("weekly", "run-4", "win_streak", 4, _WEEK, 7, "4판 이어서 이기기", "Win 4 rounds in a row"),
    _mission(
        "weekly", "winnings-20000", "total_win", 20_000, _WEEK, 8, "모두 20,000골드 따기", "Win 20,000 gold in all"
    ),
    _mission(
        "weekly",
        "multiplier-20",
        "best_multiplier",
        20,
        _WEEK_LONG,
        6,
        "한 판에서 20배 이상 받기",
        "Get 20x or more in one round",
    ),
    _mission("weekly", "claims-10", "claims", 10, _WEEK, 9, "보상 10번 받기", "Collect 10 rewards"),
    _mission("weekly", "days-4", "attendance", 4, _WEEK, 10, "4일 들르기", "Visit on 4 days"),
    _mission("weekly", "missions-8", "missions", 8, _WEEK_LONG, 9, "미션 8개 마치기", "Finish 8 missions"),
)
