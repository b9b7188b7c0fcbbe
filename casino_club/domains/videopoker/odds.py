"""The exact odds of a paytable under optimal play, over every deal and every hold.

    python -m casino_club.domains.videopoker.odds           checks the published sheet
    python -m casino_club.domains.videopoker.odds --write   computes and writes it

The sheet of the shipped paytable is a file, so that no process spends seconds at its start; a
table that an operator publishes is computed when it is read.
"""

import argparse
import json
import sys
from dataclasses import asdict
from fractions import Fraction
from math import sqrt
from typing import Any, Final

import orjson

from casino_club.domains.games.contracts import ConfigFacts
from casino_club.domains.videopoker.catalog import TABLES_DIR, VARIANT, shipped_table
from casino_club.domains.videopoker.contracts import HANDS, PokerTable
from casino_club.domains.videopoker.enumeration import HAND_COUNT, subset_counts
from casino_club.domains.videopoker.strategy import optimal_play

SHEET_PATH: Final = TABLES_DIR / f"{VARIANT}.odds.json"
NAMES: Final = {
    "nothing": {"en": "Nothing", "ko": "족보 없음"},
    "jacks_or_better": {"en": "Jacks or better", "ko": "잭 이상 원페어"},
    "two_pair": {"en": "Two pair", "ko": "투페어"},
    "three_of_a_kind": {"en": "Three of a kind", "ko": "트리플"},
    "straight": {"en": "Straight", "ko": "스트레이트"},
    "flush": {"en": "Flush", "ko": "플러시"},
    "full_house": {"en": "Full house", "ko": "풀하우스"},
    "four_of_a_kind": {"en": "Four of a kind", "ko": "포카드"},
    "straight_flush": {"en": "Straight flush", "ko": "스트레이트 플러시"},
    "royal_flush": {"en": "Royal flush", "ko": "로열 플러시"},
}


def compute_sheet(table: PokerTable) -> dict[str, Any]:
    """The published sheet, by enumeration: about three seconds.

    Probabilities and returns are fractions of 1, pays multiples of the stake. `dealt_probability` is the
    chance to be dealt the hand, `probability` to end with it when every hold is the best one.
    """
    play = optimal_play(table.pays)
    dealt = subset_counts().of[0][0]
    rows = [
        {
            "label_key": name,
            "name": NAMES[name],
            "pays": pay,
            "probability": _round(frequency, 12),
            "one_in": _round(1 / frequency, 2),
            "dealt_probability": _round(Fraction(int(count), HAND_COUNT), 12),
            "rtp": _round(frequency * pay, 10),
        }
        for name, pay, frequency, count in zip(HANDS, table.pays, play.frequencies, dealt, strict=True)
    ]
    return {
        "config_hash": table.hash,
        "strategy": "optimal",
        "deals": HAND_COUNT,
        "rtp": _round(play.rtp, 10),
        "rtp_exact": [play.rtp.numerator, play.rtp.denominator],
        "house_edge": _round(1 - play.rtp, 10),
        "hit_rate": _round(1 - play.frequencies[0], 10),
        "variance": _round(play.variance, 8),
        "sigma": round(sqrt(play.variance), 8),
        "max_win": max(table.pays),
        "rows": rows[::-1],
    }


def facts_of(table: PokerTable) -> ConfigFacts:
    """Return, stakes and sheet of a table."""
    sheet = _published_sheet()
    if sheet is None or sheet["config_hash"] != table.hash:
        sheet = compute_sheet(table)
    shown = {key: value for key, value in sheet.items() if key != "config_hash"}
    return ConfigFacts(
        sheet["rtp"], table.limits, shown | {"limits": asdict(table.limits), "presets": list(table.presets)}
    )


def _published_sheet() -> dict[str, Any] | None:
    return orjson.loads(SHEET_PATH.read_bytes()) if SHEET_PATH.exists() else None


def sheet_text(sheet: dict[str, Any]) -> str:
    """The sheet as its file holds it."""
    return json.dumps(sheet, indent=1, ensure_ascii=False) + "\n"


def _round(value: Fraction, digits: int) -> float:
    scale = 10**digits
    return (2 * value * scale + 1) // 2 / scale


def main(arguments: list[str]) -> int:
    """Checks the published sheet, or writes it. Answers 1 when it is not what enumeration gives."""
    parser = argparse.ArgumentParser(prog="python -m casino_club.domains.videopoker.odds")
    parser.add_argument("--write", action="store_true", help="write the sheet instead of checking it")
    write: bool = parser.parse_args(arguments).write
    sheet = compute_sheet(shipped_table())
    text = sheet_text(sheet)
    if write:
        SHEET_PATH.write_text(text)
    fresh = SHEET_PATH.exists() and SHEET_PATH.read_text() == text
    state = "ok" if fresh else "STALE"
    sys.stdout.write(
        f"{VARIANT}: RTP {sheet['rtp']:.7%}  sigma {sheet['sigma']}  hit {sheet['hit_rate']:.4%}  {state}\n"
    )
    return 0 if fresh else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
