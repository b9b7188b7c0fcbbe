"""Which line follows which action. Pure: the same facts always say the same."""

import hashlib
from collections.abc import Sequence
from typing import Final

from casino_club.domains.feedback.contracts import Feedback, Outcome, Run
from casino_club.domains.feedback.errors import UnknownActionError, UnknownResultError
from casino_club.domains.feedback.texts import OCCASIONS
from casino_club.domains.games.contracts import Round

WIN_RUN_FROM: Final = 3
LOSE_RUN_FROM: Final = 3
LOSE_LONG_FROM: Final = 6
BIG_WIN_X100: Final = 1000
"""A big win pays ten times the stake or more."""
ROUNDS_READ: Final = 20

GAME_ACTIONS: Final[dict[str, str]] = {
    "slot_spin": "slot",
    "crash_play": "crash",
    "crash_bet": "crash",
    "crash_cashout": "crash",
    "rps_play": "rps",
    "roulette_play": "roulette",
    "roulette_bet": "roulette",
    "blackjack_play": "blackjack",
    "videopoker_play": "videopoker",
}
"""The game of each action that ends in a round."""

_CLAIM: Final = {"success": "claimed", "repeated": "repeated", "failed": "not_done"}
_REACHED: Final = {"success": "reached", "repeated": "repeated", "failed": "not_done"}
_PURCHASE: Final = {
    "success": "bought",
    "pending": "waiting",
    "failed": "not_done",
    "cancelled": "not_done",
    "repeated": "repeated",
}
_CAPSULE: Final = {
    "n": "capsule",
    "r": "capsule",
    "sr": "capsule_rare",
    "ssr": "capsule_rare",
    "new": "capsule_new",
    "duplicate": "capsule_again",
}
_DONE: Final = {"success": "done", "failed": "not_done"}
OTHER_ACTIONS: Final[dict[str, dict[str, str]]] = {
    "gacha_spin": _CAPSULE,
    "gacha_play": _CAPSULE,
    "streak_claim": {**_CLAIM, "success": "attended"},
    "daily_claim": {**_CLAIM, "success": "attended"},
    "vip_claim": _CLAIM,
    "event_claim": _CLAIM,
    "pass_claim": _CLAIM,
    "mission_claim": _REACHED,
    "achievement_unlock": _REACHED,
    "level_up": {"success": "levelled"},
    "shop_buy": _PURCHASE,
    "limited_buy": _PURCHASE,
    "friend_request": {"success": "asked", "failed": "not_done"},
    "friend_accept": {"success": "befriended", "failed": "not_done"},
    "stage_gift": {"success": "gifted", "failed": "not_done"},
    "quiz_submit": _DONE,
    "onboarding": _REACHED,
    "content_unlock": _DONE,
    "login": {"success": "welcome"},
}
"""The occasion of each result, by action."""

_SAME_RESULT: Final = {"loss": "lose", "push": "draw", "tie": "draw", "bigwin": "big_win", "idempotent": "repeated"}
_GAME_RESULTS: Final = ("win", "big_win", "draw", "partial", "lose")


def normal(word: str) -> str:
    """An action or result as the tables name it: case does not matter."""
    return word.strip().lower()


def game_of(action: str) -> str | None:
    """The game whose rounds an action ends in; None for an action of another kind. Raises `UnknownActionError`."""
    if action in GAME_ACTIONS:
        return GAME_ACTIONS[action]
    if action in OTHER_ACTIONS:
        return None
    raise UnknownActionError


def outcome_of(stake: int, payout: int) -> Outcome:
    """What a round was to its player: only more than the stake is a win."""
    if payout > stake:
        return "big_win" if payout * 100 >= stake * BIG_WIN_X100 else "win"
    if payout == stake:
        return "draw"
    return "partial" if payout > 0 else "lose"


def run_of(rounds: Sequence[Round]) -> Run:
    """The run that rounds, newest first, end with."""
    if not rounds:
        return Run()
    outcomes: list[Outcome] = [outcome_of(one.stake, one.payout) for one in rounds]
    won = lost = 0
    for outcome in outcomes:
        if outcome == "draw":
            continue
        is_win = outcome in {"win", "big_win"}
        if (is_win and lost) or (not is_win and won):
            break
        won, lost = won + is_win, lost + (not is_win)
    return Run(won=won, lost=lost, last=outcomes[0], last_id=str(rounds[0].id))


_RANK: Final[dict[str, int]] = {"lose": 0, "partial": 1, "draw": 2, "win": 3, "big_win": 4}


def _game_occasion(result: str, run: Run) -> tuple[str, int]:
    """The occasion of a round's end and the length of its run. The stored round speaks louder than what was said."""
    if result not in _GAME_RESULTS:
        raise UnknownResultError({"allowed": list(_GAME_RESULTS)})
    true = result if run.last is None or _RANK[result] <= _RANK[run.last] else run.last
    if true == "big_win":
        return "big_win", run.won
    if true == "win":
        return ("win_run" if run.won >= WIN_RUN_FROM else "win"), run.won
    if true in {"lose", "partial"} and run.lost >= LOSE_LONG_FROM:
        return "lose_long", run.lost
    if true in {"lose", "partial"} and run.lost >= LOSE_RUN_FROM:
        return "lose_run", run.lost
    return true, 0


def occasion_of(action: str, result: str | None, run: Run) -> tuple[str, int]:
    """(occasion, length of the run). Raises `UnknownActionError`, `UnknownResultError`."""
    if game_of(action) is not None:
        word = normal(result or "")
        return _game_occasion(_SAME_RESULT.get(word, word), run)
    results = OTHER_ACTIONS[action]
    word = normal(result) if result is not None else next(iter(results))
    word = _SAME_RESULT.get(word, word)
    if word not in results:
        raise UnknownResultError({"allowed": list(results)})
    return results[word], 0


def say(action: str, result: str | None, run: Run, *, salt: str, korean: bool) -> Feedback:
    """The line for an action. `salt` (the player, the round or the day) picks one of the occasion's variants."""
    occasion, count = occasion_of(action, result, run)
    tone, animation, lines = OCCASIONS[occasion]
    digest = hashlib.sha256(f"{salt}|{occasion}".encode()).digest()
    line = lines[digest[0] % len(lines)]
    return Feedback(line[0 if korean else 1].replace("{count}", str(count)), tone, animation)
