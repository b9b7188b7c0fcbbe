"""Players by the hundred, and campaigns to write to them."""

import json
from datetime import UTC, datetime

import psycopg

from casino_club.domains.campaigns import repository
from casino_club.domains.campaigns.contracts import Message
from casino_club.domains.notifications.contracts import Text
from casino_club.infra.db.engine import Database

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
EVERYBODY = {"all": []}
TEXTS = {"ko": Text("{nickname}님, 새 머신이에요", "{name}"), "en": Text("A new machine, {nickname}", "{name}")}

_USER = """
INSERT INTO users (site_id, site_id_key, nickname, nickname_key, email, locale, vip_tier, level, vip_points,
    battlepass_level, total_spent, notify, created_at, last_login_at, status, excluded_until)
VALUES (%(name)s, %(name)s, %(name)s, %(name)s, %(email)s, %(locale)s, %(tier)s, %(level)s, %(vip_points)s,
    %(battlepass_level)s, %(total_spent)s, %(notify)s, %(created_at)s, %(last_login_at)s, %(status)s,
    %(excluded_until)s)
RETURNING id
"""
PLAIN = {
    "email": None,
    "locale": "ko",
    "tier": "STANDARD",
    "level": 1,
    "vip_points": 0,
    "battlepass_level": 0,
    "total_spent": 0,
    "created_at": NOW,
    "last_login_at": None,
    "status": "active",
    "excluded_until": None,
    "marketing": True,
}


def add_player(owner: psycopg.Connection, number: int, **facts) -> int:
    """One player, opted in unless told otherwise; answers the id."""
    known = PLAIN | facts
    known |= {"name": f"guest{number}", "notify": json.dumps({"marketing": known.pop("marketing")})}
    return owner.execute(_USER, known).fetchone()[0]


def add_players(url: str, count: int, **facts) -> list[int]:
    """Many of the same."""
    with psycopg.connect(url, autocommit=True) as owner:
        return [add_player(owner, number, **facts) for number in range(count)]


def message_of(**facts) -> Message:
    """A message to everybody, in the centre."""
    base = {
        "name": "new machine",
        "segment": EVERYBODY,
        "texts": TEXTS,
        "variables": {"name": "Horangi"},
        "channels": ("in_app",),
    }
    return Message(**base | facts)


async def scheduled(database: Database, *, at: datetime = NOW, **facts) -> int:
    """A campaign that is due at a moment; answers its id."""
    async with database.transaction() as session:
        campaign = await repository.insert(session, message_of(**facts), actor_id=1, now=NOW)
        await repository.schedule(session, campaign.id, send_at=at, now=NOW)
    return campaign.id


def rows(url: str, statement: str, *facts: object) -> list[tuple]:
    with psycopg.connect(url, autocommit=True) as owner:
        return owner.execute(statement, facts or None).fetchall()
