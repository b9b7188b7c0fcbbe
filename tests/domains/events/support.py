"""Events as an operator makes them, and what their books must say."""

from datetime import UTC, datetime, timedelta
from typing import Any

from casino_club.domains.events import public as live_events
from casino_club.domains.rewards import public as rewards
from casino_club.domains.stage import public as stage
from casino_club.domains.wallet import public as wallet
from casino_club.kernel.clock import iso_z
from tests.support.http import Person

ADMIN = "/api/admin/events"


def body(**changes: Any) -> dict[str, Any]:
    """An event that began yesterday and ends in ten days: three rounds for 700 gold."""
    now = datetime.now(UTC)
    return {
        "title": "세 판의 밤",
        "title_en": "Three rounds",
        "event_type": "special",
        "start_date": iso_z(now - timedelta(days=1)),
        "end_date": iso_z(now + timedelta(days=10)),
        "requirements": {"plays": 3},
        "rewards": {"gold": 700, "exp": 20},
        "priority": 5,
        **changes,
    }


async def made(operator: Person, **changes: Any) -> dict[str, Any]:
    return await operator.call("POST", ADMIN, 201, json=body(**changes))


async def joined(person: Person, event: dict[str, Any]) -> dict[str, Any]:
    return await person.call("POST", "/api/events/join", json={"event_id": event["id"]})


async def gold_of(person: Person) -> int:
    balances = (await person.call("GET", "/api/wallet"))["balances"]
    return next(row["balance"] for row in balances if row["currency"] == "gold")


async def assert_sound(database: Any) -> None:
    """Every book that events and the stage write in."""
    async with database.read() as session:
        found = [
            finding
            for domain in (wallet, rewards, live_events, stage)
            for finding in await domain.audit_findings(session)
        ]
    assert [finding for finding in found if finding.violations] == []
