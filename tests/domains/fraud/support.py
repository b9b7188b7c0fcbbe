"""Attempts to judge, and rules to judge them by."""

from itertools import count

from casino_club.domains.fraud.contracts import Attempt
from casino_club.domains.fraud.repository import find_attempt

_numbers = count(1)

THRESHOLDS = "thresholds: {review: 10, soft: 20, hard: 30}\n"
HEAD = "version: 7\n" + THRESHOLDS


def rule(id_, feature, value, points, *, op=">=", shadow=False):
    """One rule as YAML."""
    return (
        f'  - {{id: {id_}, when: {{feature: {feature}, op: "{op}", value: {value}}}, points: {points},'
        f" shadow: {str(shadow).lower()}, reason: {{en: Because., ko: 그래서요.}}}}\n"
    )


def rules_file(folder, *rules, head=HEAD):
    """A file of rules."""
    path = folder / "rules.yaml"
    path.write_text(head + ("rules:\n" + "".join(rules) if rules else "rules: []\n"))
    return path


def new_receipt():
    return f"CC{next(_numbers):06}"


def attempt(user_id=1, **facts):
    """An attempt over 10 000 won."""
    base = {"ip": "203.0.113.7", "device": "phone", "currency": "KRW", "amount": 10_000, "amount_krw": 10_000}
    return Attempt(user_id=user_id, **{"receipt": new_receipt()} | base | facts)


async def judged(database, judge, one, now):
    """The verdict in a transaction of its own, and what was written."""
    async with database.transaction() as session:
        verdict = await judge.judge(session, one, now)
    async with database.read() as session:
        return verdict, await find_attempt(session, one.receipt)
