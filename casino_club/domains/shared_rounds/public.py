"""The door to shared rounds for the games that have them.

A game writes a `Host` (contracts), calls `lead` from its plugin's leader, keeps a `RoundBook` in each API process to
know the round that takes bets, and an `Announcer` to tell the table about them.
"""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.games.plugin import LeaderContext
from casino_club.domains.shared_rounds import announcer, book, repository, service
from casino_club.domains.shared_rounds.contracts import Chain, Host, SharedRound
from casino_club.domains.shared_rounds.engine import Leader
from casino_club.domains.shared_rounds.errors import SaltInvalidError, UnknownSharedRoundError
from casino_club.domains.shared_rounds.repository import Table
from casino_club.infra.db.engine import Database

Announcer = announcer.Announcer
RoundBook = book.RoundBook


async def lead(context: LeaderContext, host: Host) -> None:
    """Drive a table's rounds for as long as this process lives; of several processes one leads at a time."""
    await Leader(context, host).run()


async def get_round(session: AsyncSession, *, round_id: UUID) -> SharedRound:
    """A round by id. Raises `UnknownSharedRoundError`."""
    found = await repository.find_round(session, round_id)
    if found is None:
        raise UnknownSharedRoundError
    return found


async def list_ended_rounds(
    session: AsyncSession, *, game: str, variant: str, limit: int, before: int | None = None
) -> list[SharedRound]:
    """Rounds that are over and revealed, newest first, with numbers below `before`. Void ones are among them."""
    return await repository.list_ended_rounds(session, Table(game, variant), before=before, limit=limit)


async def list_chains(session: AsyncSession, *, game: str, variant: str) -> list[Chain]:
    """A table's hash chains, newest first: what was promised when, and how it was salted."""
    return await repository.list_chains(session, Table(game, variant))


async def publish_chain(database: Database, *, game: str, variant: str) -> Chain:
    """Make an operator's chain: it begins once `salt_chain` gave it a value nobody knew when it was made."""
    return await service.publish_chain(database, Table(game, variant), made_by="operator")


async def salt_chain(session: AsyncSession, *, game: str, variant: str, salt: str) -> Chain:
    """Salt the operator's newest chain. Raises `NoChainToSaltError`, `SaltInvalidError`."""
    if not service.is_salt(salt):
        raise SaltInvalidError
    return await service.salt_newest(session, Table(game, variant), salt)
