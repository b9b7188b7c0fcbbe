"""The one statement that says whether anything a player's home screen shows has changed."""

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.progress.contracts import SCOPE_ALL, day_scope, week_scope

# `xmin` names the transaction that wrote a row's version, so whoever changes a row changes the tag in that very
# transaction: there is nothing to invalidate and nothing to forget. Every round and every transfer rewrites an account;
# a recalculation rewrites all rows of the statistics, so any one of them tells. Rows that are only ever added tell by
# their newest one. Of what all players share (events, missions, seasons) a change is a change for everybody.
_PARTS: Final = {
    "user": "concat(u.xmin, '-', u.id)",
    "accounts": "SELECT string_agg(concat(a.xmin, '-', a.balance), '-' ORDER BY a.id) FROM accounts a"
    " WHERE a.owner_id = u.id",
    "statistics": "SELECT g.xmin FROM game_stats g WHERE g.user_id = u.id ORDER BY g.game DESC, g.day DESC LIMIT 1",
    "grants": "SELECT g.id FROM reward_grants g WHERE g.user_id = u.id ORDER BY g.id DESC LIMIT 1",
    "tallies": "SELECT string_agg(concat(t.scope, t.version), '-' ORDER BY t.scope) FROM tallies t"
    " WHERE t.user_id = u.id AND t.scope = ANY (:scopes)",
    "event tallies": "SELECT string_agg(concat(t.scope, t.version), '-' ORDER BY t.scope) FROM tallies t"
    " WHERE t.user_id = u.id AND t.scope >= 'event:' AND t.scope < 'event;'",
    "holdings": "SELECT string_agg(h.xmin::text, '-' ORDER BY h.code) FROM holdings h WHERE h.user_id = u.id",
    "streaks": "SELECT string_agg(s.xmin::text, '-' ORDER BY s.action_type) FROM streaks s WHERE s.user_id = u.id",
    "vip": "SELECT v.xmin FROM vip_standings v WHERE v.user_id = u.id",
    "exchanges": "SELECT string_agg(m.xmin::text, '-' ORDER BY m.scope) FROM mission_swaps m"
    " WHERE m.user_id = u.id AND m.scope = ANY (:scopes)",
    "unlocks": "SELECT count(*) FROM achievement_unlocks a WHERE a.user_id = u.id",
    "participations": "SELECT string_agg(p.xmin::text, '-' ORDER BY p.event_id) FROM live_event_participants p"
    " WHERE p.user_id = u.id AND p.event_id IN (SELECT e.id FROM live_events e WHERE e.ends_at > :now)",
    "passes": "SELECT string_agg(p.season_id::text, '-' ORDER BY p.season_id) FROM pass_owners p"
    " WHERE p.user_id = u.id",
    "purchases": "SELECT count(*) FROM purchases p WHERE p.user_id = u.id AND p.status IN ('created', 'pending')",
    "unread": "SELECT concat(count(*), '-', max(n.id::text)) FROM notifications n"
    " WHERE n.user_id = u.id AND n.in_app AND n.read_at IS NULL",
    "quiz": "SELECT max(q.id::text) FROM quiz_results q WHERE q.user_id = u.id",
    "feedback": "SELECT max(r.id::text) FROM recommendation_feedback r WHERE r.user_id = u.id",
    "tour": "SELECT o.xmin FROM onboarding o WHERE o.user_id = u.id",
    "limits": "SELECT string_agg(l.xmin::text, '-' ORDER BY l.kind) FROM play_limits l WHERE l.user_id = u.id",
    "guard": "SELECT concat(g.excluded_until, g.adult_verified_at) FROM play_guards g WHERE g.user_id = u.id",
    "events": "SELECT string_agg(concat(e.id, '-', e.xmin), '-' ORDER BY e.id) FROM live_events e"
    " WHERE e.starts_at <= :now AND e.ends_at > :now",
    "missions": "SELECT concat(max(m.changed_at), '-', count(*)) FROM mission_versions m",
    "achievements": "SELECT concat(max(a.changed_at), '-', count(*)) FROM achievements a",
    "seasons": "SELECT string_agg(p.xmin::text, '-' ORDER BY p.id) FROM pass_seasons p"
    " WHERE p.ends_on >= CAST(:now AS date)",
}
PARTS: Final = tuple(_PARTS)
"""What `version_of` has a word for, in its order."""
_VERSION: Final = text(
    f"SELECT ARRAY[{', '.join(f'({part})::text' for part in _PARTS.values())}] AS parts"  # noqa: S608 - constants only
    " FROM users u WHERE u.id = :user_id"
).bindparams(bindparam("scopes", type_=ARRAY(TEXT)))
_ONE_SNAPSHOT: Final = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


async def begin_snapshot(session: AsyncSession) -> None:
    """Everything read in this transaction comes from one moment. First statement of the transaction."""
    await session.execute(_ONE_SNAPSHOT)


async def version_of(session: AsyncSession, user_id: int, now: datetime) -> list[str | None]:
    """Words that change with what a player is shown and only with it, one for each of `PARTS`; none for nobody."""
    scopes = [SCOPE_ALL, day_scope(now.date()), week_scope(now.date())]
    facts = {"user_id": user_id, "scopes": scopes, "now": now}
    return (await session.execute(_VERSION, facts)).scalar_one_or_none() or []
