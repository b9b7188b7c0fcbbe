"""Use cases of configurations: draft, validate, publish or schedule, withdraw, open and close a game.

Nothing here changes what plays: a version plays because its time has come, and the book of every process and the
settling statement read that from the same rows. Every deed leaves a line in `config_audit`, in its own transaction.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.games import config_compute
from casino_club.domains.games import config_repository as repository
from casino_club.domains.games.config_errors import (
    ConfigNotFoundError,
    ConfigNoticeError,
    ConfigScheduledError,
    ConfigStartedError,
    ConfigStateError,
    ConfigUnchangedError,
)
from casino_club.domains.games.config_rules import (
    PUBLISH_LEAD,
    SCHEDULE_MAX,
    Action,
    ConfigRow,
    earliest_start,
)
from casino_club.domains.games.contracts import ConfigFacts, Game, body_hash
from casino_club.domains.games.errors import ConfigInvalidError, UnknownVariantError
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import iso_z

BODY_BYTES_MAX: Final = 256 * 1024


@dataclass(frozen=True, slots=True)
class Deed:
    """Who acts, why, and in which request."""

    actor_id: int
    reason: str
    request_id: str


def _check_body(variant: str, body: dict[str, Any]) -> None:
    if len(orjson.dumps(body)) > BODY_BYTES_MAX:
        raise ConfigInvalidError([("body", f"at most {BODY_BYTES_MAX} bytes")])
    if body.get("id", variant) != variant:
        raise ConfigInvalidError([("id", f"is the table's own: {variant}")])


async def get(session: AsyncSession, *, game: Game, config_id: int) -> ConfigRow:
    """A configuration in any state. Raises `ConfigNotFoundError`."""
    found = await repository.find(session, game.code, config_id)
    if found is None:
        raise ConfigNotFoundError
    return found


async def draft(
    session: AsyncSession, *, game: Game, deed: Deed, variant: str, body: dict[str, Any], note: str
) -> ConfigRow:
    """Keep a proposal. It need not be playable yet. Raises `UnknownVariantError`."""
    await repository.lock(session)
    if await repository.newest_published(session, game.code, variant) is None:
        raise UnknownVariantError
    _check_body(variant, body)
    config_id = await repository.insert(
        session,
        game=game.code,
        variant=variant,
        body_hash=body_hash(body),
        body=body,
        note=note,
        created_by=deed.actor_id,
    )
    row = await get(session, game=game, config_id=config_id)
    await _audit(session, "drafted", deed, row, {"hash": row.hash})
    return row


async def edit(
    session: AsyncSession, *, game: Game, deed: Deed, config_id: int, body: dict[str, Any], note: str
) -> ConfigRow:
    """Change a proposal; a validated one is a draft again. Raises `ConfigStateError` once it was published."""
    now = await repository.lock(session)
    row = await get(session, game=game, config_id=config_id)
    _check_body(row.variant, body)
    if not await repository.edit(session, config_id, body_hash=body_hash(body), body=body, note=note):
        raise ConfigStateError({"state": row.state_at(now)})
    after = await get(session, game=game, config_id=config_id)
    await _audit(session, "edited", deed, after, {"hash": after.hash, "hash_before": row.hash})
    return after


async def preview(database: Database, *, game: Game, variant: str, body: dict[str, Any]) -> ConfigFacts:
    """What a proposal would promise; nothing is kept. Raises `ConfigInvalidError` with every problem."""
    async with database.read() as session:
        if await repository.newest_published(session, game.code, variant) is None:
            raise UnknownVariantError
    _check_body(variant, body)
    return await config_compute.compute(game, body)


async def validate(database: Database, *, game: Game, deed: Deed, config_id: int) -> ConfigRow:
    """Compute a draft's facts exactly and keep them: it may then be published.

    No transaction is open while it is computed. Raises `ConfigInvalidError`; `ConfigStateError` when it is no draft or
    was edited meanwhile.
    """
    async with database.read() as session:
        row = await get(session, game=game, config_id=config_id)
    if row.status not in {"draft", "validated"}:
        raise ConfigStateError({"state": row.status})
    facts = (await config_compute.compute(game, row.body)).as_data()

    async def keep(session: AsyncSession) -> ConfigRow:
        now = await repository.lock(session)
        if not await repository.mark_validated(session, config_id, body_hash=row.hash, facts=facts):
            raise ConfigStateError({"state": (await get(session, game=game, config_id=config_id)).state_at(now)})
        after = await get(session, game=game, config_id=config_id)
        await _audit(session, "validated", deed, after, {"hash": after.hash, "rtp": facts["rtp"]})
        return after

    return await database.run(keep)


async def publish(
    session: AsyncSession, *, game: Game, deed: Deed, config_id: int, effective_at: datetime | None, notice_h: int
) -> ConfigRow:
    """Make a validated proposal the next version, from `effective_at` on or as soon as may be.

    The version before it ends at that very moment. Raises `ConfigStateError`, `ConfigScheduledError` (one waits
    already), `ConfigUnchangedError`, or `ConfigNoticeError` with the first moment possible.
    """
    now = await repository.lock(session)
    row = await get(session, game=game, config_id=config_id)
    if row.status != "validated":
        raise ConfigStateError({"state": row.state_at(now)})
    newest = await repository.newest_published(session, game.code, row.variant)
    if newest is None or newest.version is None:
        raise UnknownVariantError
    if newest.state_at(now) == "scheduled":
        raise ConfigScheduledError
    if newest.hash == row.hash:
        raise ConfigUnchangedError
    start = _start(now, effective_at, notice_h)
    await repository.publish(session, row, version=newest.version + 1, effective_at=start)
    after = await get(session, game=game, config_id=config_id)
    facts: dict[str, Any] = {"hash": row.hash, "effective_at": iso_z(start), "rtp": (row.facts or {}).get("rtp")}
    await _audit(session, "published" if effective_at is None and not notice_h else "scheduled", deed, after, facts)
    return after


def _start(now: datetime, asked: datetime | None, notice_h: int) -> datetime:
    earliest = earliest_start(now, notice_h)
    if asked is None:
        return earliest
    if not earliest <= asked <= now + SCHEDULE_MAX:
        raise ConfigNoticeError({"earliest": iso_z(earliest), "latest": iso_z(now + SCHEDULE_MAX)})
    return asked


async def withdraw(session: AsyncSession, *, game: Game, deed: Deed, config_id: int) -> ConfigRow:
    """Take back a proposal or a version that has not begun; the one before it goes on.

    Raises `ConfigStartedError` from `PUBLISH_LEAD` / 2 before its time on: some process may already count on it.
    """
    now = await repository.lock(session)
    row = await get(session, game=game, config_id=config_id)
    if row.status == "withdrawn":
        raise ConfigStateError({"state": row.status})
    if row.status == "published" and row.effective_at is not None and row.version is not None:
        if row.effective_at <= now + PUBLISH_LEAD / 2:
            raise ConfigStartedError
        await repository.supersede(session, row, version=row.version - 1, superseded_at=None)
    await repository.withdraw(session, config_id)
    await _audit(session, "withdrawn", deed, row, {"hash": row.hash, "state": row.state_at(now)})
    return await get(session, game=game, config_id=config_id)


async def switch(session: AsyncSession, *, game: Game, deed: Deed, enabled: bool) -> None:
    """Open or close a game for new bets; open hands and shared rounds play on to their end."""
    await repository.lock(session)
    await repository.switch(session, game.code, enabled=enabled)
    await repository.audit(
        session,
        actor_id=deed.actor_id,
        action="enabled" if enabled else "disabled",
        game=game.code,
        reason=deed.reason,
        facts={},
        request_id=deed.request_id,
    )


async def _audit(session: AsyncSession, action: Action, deed: Deed, row: ConfigRow, facts: dict[str, Any]) -> None:
    await repository.audit(
        session,
        actor_id=deed.actor_id,
        action=action,
        game=row.game,
        reason=deed.reason,
        facts=facts,
        request_id=deed.request_id,
        row=row,
        version=row.version,
    )
