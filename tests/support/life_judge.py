"""Everything a life left behind, held against what it must have come to. Each check names what is wrong."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from tests.support.life_club import Club
from tests.support.life_recount import (
    EVALUATORS,
    Books,
    Facts,
    level_after,
    pass_points,
    read_books,
    stored_tallies,
    streak_exp,
    streak_gold,
    tallies_of,
)

VIP_POINTS: Final = {50, 75, 100}
WELCOME: Final = 10_000
PROTECTION_GOLD: Final = 5_000


def problems_of(club: Club) -> list[str]:
    """What is wrong after a life; nothing when all is as it must be."""
    books = read_books(club.url)
    tallies = tallies_of(books)
    judges = (
        _tallies(club, tallies),
        _money(club, books),
        _claims(club, books),
        _streaks(club, books),
        _levels(club, books),
        _pass(club, books, tallies),
        _goals(club, books, tallies),
        _events(club, books, tallies),
        _stage(club, books),
        _friends(club),
    )
    return [problem for judge in judges for problem in judge]


def _same(what: str, seen: Any, wanted: Any) -> Iterator[str]:
    if seen != wanted:
        yield f"{what}: {seen}, must be {wanted}"


def _tallies(club: Club, wanted: dict[tuple[int, str], Facts]) -> Iterator[str]:
    seen = stored_tallies(club.url)
    for key in seen.keys() | wanted.keys():
        yield from _same(f"tally {key}", seen.get(key), wanted.get(key))


def _money(club: Club, books: Books) -> Iterator[str]:
    wanted: dict[tuple[int, str], int] = defaultdict(int)
    for one in books.rounds:
        wanted[one["user_id"], one["currency"]] += one["payout"] - one["stake"]
    for one in books.grants:
        for currency in ("gold", "gem"):
            wanted[one["user_id"], currency] += one["bundle"].get(currency, 0)
    for one in books.gifts:
        wanted[one["user_id"], "gold"] -= one["amount"]
    spent = club.rows(
        "SELECT a.owner_id, p.currency, p.amount FROM postings p JOIN accounts a ON a.id = p.debit_account"
        " WHERE p.kind = 'shop_spend'"
    )
    for user_id, currency, amount in spent:
        wanted[user_id, currency] -= amount
    balances = {
        (user_id, currency): balance
        for user_id, currency, balance in club.rows(
            "SELECT owner_id, currency, balance FROM accounts WHERE owner_id IS NOT NULL"
        )
    }
    for key in balances.keys() | wanted.keys():
        yield from _same(f"balance {key}", balances.get(key, 0), wanted.get(key, 0))
    posted = club.rows(
        "SELECT p.ref, p.currency, sum(p.amount) FROM postings p WHERE p.kind IN ('reward', 'welcome') GROUP BY 1, 2"
    )
    by_grant = {(ref, currency): int(amount) for ref, currency, amount in posted}
    owed = {
        (one["id"], currency): one["bundle"][currency]
        for one in books.grants
        for currency in ("gold", "gem")
        if one["bundle"].get(currency)
    }
    yield from _same("postings of grants that differ", by_grant.items() ^ owed.items(), set())


def _claims(club: Club, books: Books) -> Iterator[str]:
    twice = [key for key, times in Counter((one["user_id"], one["key"]) for one in books.grants).items() if times > 1]
    yield from _same("grants given twice", twice, [])
    for player in club.players:
        yield from _same(
            f"claims of player {player.user_id} that gave twice",
            {key: times for key, times in player.applied.items() if times > 1},
            {},
        )
        vip = books.granted(player.user_id, f"vip:{player.user_id}:")
        days = {date.fromisoformat(key.rsplit(":", 1)[1]) for key in vip}
        yield from _same(f"VIP days of player {player.user_id}", days, set(player.attended))
        if wrong := [one["bundle"] for one in vip.values() if one["bundle"].get("vip_points") not in VIP_POINTS]:
            yield f"VIP claims of player {player.user_id}: {wrong}"
        points = sum(one["bundle"].get("vip_points", 0) for one in books.grants if one["user_id"] == player.user_id)
        stored = club.rows("SELECT vip_points FROM users WHERE id = %s", player.user_id)
        yield from _same(f"VIP points of player {player.user_id}", stored[0][0], points)


def _streaks(club: Club, books: Books) -> Iterator[str]:
    stored = {
        user_id: (last, count, best)
        for user_id, last, count, best in club.rows(
            "SELECT user_id, last_day, streak_count, best_count FROM streaks WHERE action_type = 'DAILY_LOGIN'"
        )
    }
    for player in club.players:
        visits = {one["day"]: one for one in books.visits if one["user_id"] == player.user_id}
        attended = sorted(day for day, one in visits.items() if one["kind"] == "attended")
        protected = {day for day, one in visits.items() if one["kind"] == "protected"}
        yield from _same(f"days of player {player.user_id}", attended, player.attended)
        count = best = 0
        before: date | None = None
        grants = books.granted(player.user_id, f"streak:{player.user_id}:DAILY_LOGIN:")
        covered: set[date] = set()
        for day in attended:
            missed = (
                set() if before is None else {before + timedelta(days=step) for step in range(1, (day - before).days)}
            )
            kept = before is not None and missed <= protected
            if not kept and missed & protected:
                yield f"player {player.user_id}: protections cover a part of {sorted(missed)}"
            covered |= missed & protected
            count = count + 1 if kept else 1
            best, before = max(best, count), day
            paid = grants.pop(f"streak:{player.user_id}:DAILY_LOGIN:{day}", {"bundle": None})["bundle"]
            wanted = {"gold": streak_gold(count), "exp": streak_exp(count)}
            yield from _same(f"streak reward of player {player.user_id} on {day}", paid, wanted)
        yield from _same(f"streak of player {player.user_id}", stored.get(player.user_id), (before, count, best))
        yield from _same(f"streak rewards of player {player.user_id} without a visit", list(grants), [])
        yield from _same(f"protected days of player {player.user_id} outside a gap", protected - covered, set())
    yield from _protections(club)


def _protections(club: Club) -> Iterator[str]:
    """Held = bought + given (as far as three fitted) - used."""
    bought = Counter(
        {
            owner: int(amount) // PROTECTION_GOLD
            for owner, amount in club.rows(
                "SELECT a.owner_id, sum(p.amount) FROM postings p JOIN accounts a ON a.id = p.debit_account"
                " WHERE p.kind = 'shop_spend' AND p.currency = 'gold' GROUP BY 1"
            )
        }
    )
    given = {
        owner: int(amount)
        for owner, amount in club.rows(
            "SELECT user_id, sum((item->>'amount')::bigint) FROM reward_grants, jsonb_array_elements(reward_items) item"
            " WHERE item->>'reward_type' = 'protection' GROUP BY 1"
        )
    }
    used = dict(club.rows("SELECT user_id, count(*) FROM streak_days WHERE kind = 'protected' GROUP BY 1"))
    held = dict(club.rows("SELECT user_id, quantity FROM holdings WHERE code = 'protection'"))
    for player in club.players:
        user_id = player.user_id
        wanted = bought[user_id] + given.get(user_id, 0) - used.get(user_id, 0)
        yield from _same(f"protections of player {user_id}", held.get(user_id, 0), wanted)


def _levels(club: Club, books: Books) -> Iterator[str]:
    total: dict[int, int] = defaultdict(int)
    for (user_id, _), amount in books.experience.items():
        total[user_id] += amount
    for user_id, level, experience in club.rows("SELECT id, level, experience FROM users"):
        yield from _same(f"level of player {user_id}", (level, experience), level_after(total[user_id]))
        paid = {key: one["bundle"] for key, one in books.granted(user_id, "level-up:").items()}
        wanted = {f"level-up:{step}": {"gold": 200 + 50 * step} for step in range(2, level + 1)}
        yield from _same(f"level-ups of player {user_id}", paid, wanted)


def _pass(club: Club, books: Books, tallies: dict[tuple[int, str], Facts]) -> Iterator[str]:
    today = club.product.clock.now().date()
    seasons = club.rows("SELECT id, starts_on, ends_on, points_per_level, free_track, paid_track FROM pass_seasons")
    owners = set(club.rows("SELECT season_id, user_id FROM pass_owners"))
    levels = dict(club.rows("SELECT id, battlepass_level FROM users"))
    for season_id, starts_on, ends_on, points_per_level, free, paid in seasons:
        for player in club.players:
            tally = tallies.get((player.user_id, f"pass:{season_id}"), {})
            level = min(len(free), pass_points(tally, points_per_level) // points_per_level)
            given = {k: one["bundle"] for k, one in books.granted(player.user_id, f"pass:{season_id}:").items()}
            tracks = {"free": free} | ({"paid": paid} if (season_id, player.user_id) in owners else {})
            earned = {
                f"pass:{season_id}:{track}:{step}": bundles[step - 1]
                for track, bundles in tracks.items()
                for step in range(1, level + 1)
                if bundles[step - 1]
            }
            if ends_on <= today:
                yield from _same(f"pass {season_id} of player {player.user_id}", given, earned)
            elif not given.items() <= earned.items():
                yield f"pass {season_id} of player {player.user_id}: {given.keys() - earned.keys()} not earned"
            if starts_on <= today < ends_on:
                yield from _same(f"pass level of player {player.user_id}", levels[player.user_id], level)


def _goals(club: Club, books: Books, tallies: dict[tuple[int, str], Facts]) -> Iterator[str]:
    missions = {
        code: (evaluator, target)
        for code, evaluator, target in club.rows(
            "SELECT DISTINCT ON (code) code, evaluator, target FROM mission_versions ORDER BY code, valid_from DESC"
        )
    }
    done = {
        (user_id, f"mission:{code}:{scope}")
        for user_id, code, scope in club.rows(
            "SELECT user_id, code, scope FROM mission_completions WHERE ends_at <= %s", club.product.clock.now()
        )
    }
    paid = {(one["user_id"], one["key"]) for one in books.grants if one["reason"] == "mission"}
    yield from _same("missions finished and not paid", done - paid, set())
    for user_id, key in paid:
        _, code, scope = key.split(":", 2)
        evaluator, target = missions[code]
        if EVALUATORS[evaluator](tallies.get((user_id, scope), {})) < target:
            yield f"{key} of player {user_id} was not earned"
    unlocked = set(club.rows("SELECT user_id, code FROM achievement_unlocks"))
    claimed = {(one["user_id"], one["key"].removeprefix("achievement:")) for one in books.grants
               if one["key"].startswith("achievement:")}  # fmt: skip
    yield from _same("achievements claimed and not unlocked", claimed - unlocked, set())
    for code, evaluator, scope_kind, target in club.rows(
        "SELECT code, evaluator, scope_kind, target FROM achievements WHERE active"
    ):
        for player in club.players:
            scopes = [scope for user_id, scope in tallies if user_id == player.user_id]
            judged = ["all"] if scope_kind == "all" else [scope for scope in scopes if scope.startswith("day:")]
            reached = any(
                evaluator in EVALUATORS and EVALUATORS[evaluator](tallies.get((player.user_id, scope), {})) >= target
                for scope in judged
            )
            if evaluator in EVALUATORS and reached != ((player.user_id, code) in unlocked):
                yield f"achievement {code} of player {player.user_id}: reached is {reached}, unlocked is not"


def _events(club: Club, books: Books, tallies: dict[tuple[int, str], Facts]) -> Iterator[str]:
    for event_id, requirements in club.rows("SELECT id::text, requirements FROM live_events"):
        joined = {player.user_id for player in club.players if event_id in player.joined}
        takers = {
            row[0]
            for row in club.rows(
                "SELECT user_id FROM live_event_participants WHERE event_id = %s AND left_at IS NULL", event_id
            )
        }
        yield from _same(f"participants of {event_id}", takers, joined)
        counted = club.rows(
            "SELECT coalesce(sum(participants), 0), coalesce(sum(rounds), 0) FROM live_event_counts"
            " WHERE event_id = %s",
            event_id,
        )[0]
        rounds = sum(tallies.get((user_id, f"event:{event_id}"), {}).get("plays", 0) for user_id in joined)
        yield from _same(f"counts of {event_id}", tuple(int(value) for value in counted), (len(joined), rounds))
        earned = {
            user_id
            for user_id in joined
            if all(
                EVALUATORS[name](tallies.get((user_id, f"event:{event_id}"), {})) >= target
                for name, target in requirements.items()
            )
        }
        paid = {one["user_id"] for one in books.grants if one["key"] == f"event:{event_id}"}
        ended = club.rows("SELECT ends_at <= %s FROM live_events WHERE id = %s", club.product.clock.now(), event_id)
        if ended[0][0]:
            yield from _same(f"paid by {event_id}", paid, earned)
        elif not paid <= earned:
            yield f"{event_id} paid {paid - earned}, who had not earned it"


def _stage(club: Club, books: Books) -> Iterator[str]:
    gold: dict[int, int] = defaultdict(int)
    days: dict[tuple[int, date], int] = defaultdict(int)
    for one in books.gifts:
        gold[one["user_id"]] += one["amount"]
        days[one["user_id"], one["at"].date()] += one["amount"]
    for player in club.players:
        yield from _same(f"gifts of player {player.user_id}", gold[player.user_id], sum(player.gifts.values()))
    wanted = {user_id: amount for user_id, amount in gold.items() if amount}
    yield from _same("supporters", dict(club.rows("SELECT user_id, gold FROM stage_supporters")), wanted)
    by_day = {
        (user_id, day): amount for user_id, day, amount in club.rows("SELECT user_id, day, gold FROM stage_gift_days")
    }
    yield from _same("gifts by day", by_day, dict(days))
    total = club.rows("SELECT coalesce(sum(gold), 0), coalesce(sum(gifts), 0) FROM stage_totals")[0]
    yield from _same("all gifts", tuple(int(value) for value in total), (sum(gold.values()), len(books.gifts)))
    posted = club.rows("SELECT coalesce(sum(amount), 0), count(*) FROM postings WHERE kind = 'gift'")[0]
    yield from _same("gifts posted", tuple(int(value) for value in posted), (sum(gold.values()), len(books.gifts)))


def _friends(club: Club) -> Iterator[str]:
    pairs = {(low, high) for low, high in club.rows("SELECT low_id, high_id FROM friendships")}
    firsts = set(club.rows("SELECT user_id, friend_id FROM friend_firsts"))
    yield from _same("friendships told to both", firsts, pairs | {(high, low) for low, high in pairs})
