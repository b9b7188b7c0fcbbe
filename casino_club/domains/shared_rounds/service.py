"""Use cases of shared rounds: chains and their salt, the lease, opening and ending a round."""

import asyncio
import re
import secrets
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.fairness import public as fairness
from casino_club.domains.games import public as games
from casino_club.domains.games.contracts import GameConfig
from casino_club.domains.shared_rounds import repository
from casino_club.domains.shared_rounds.contracts import Chain, Host, SharedRound
from casino_club.domains.shared_rounds.errors import LeaseLostError, NoChainToSaltError
from casino_club.domains.shared_rounds.repository import Table
from casino_club.domains.shared_rounds.rules import CHAIN_LENGTH, HASH_BYTES, checkpoint_of, make_chain, run, salt_of
from casino_club.infra.db.engine import Database
from casino_club.kernel.clock import iso_z
from casino_club.kernel.rng import Draw

SALTING_SEEDS_MAX: Final = 256
"""Client seeds in a chain's salt: all are published with the chain."""
RESERVE: Final = 1_000
"""With fewer rounds left than this, the next chain is made, so that its promise is known long before."""


_SALT: Final = re.compile(r"[\x21-\x39\x3b-\x7e]{1,64}")
"""Visible ASCII without the colon, which separates the parts of the drawn message."""


def is_salt(text: str) -> bool:
    """Whether `text` may stand in a drawn message."""
    return _SALT.fullmatch(text) is not None


async def publish_chain(
    database: Database, table: Table, *, made_by: Literal["product", "operator"], length: int = CHAIN_LENGTH
) -> Chain:
    """Make a chain from a new secret and publish its terminal hash. Takes about a second, in a thread."""
    checkpoints, terminal_hash = await asyncio.to_thread(make_chain, secrets.token_bytes(HASH_BYTES), length)

    async def insert(session: AsyncSession) -> Chain:
        chain_id = await repository.insert_chain(
            session, table, length=length, terminal_hash=terminal_hash, checkpoints=checkpoints, made_by=made_by
        )
        return next(chain for chain in await repository.list_chains(session, table) if chain.id == chain_id)

    return await database.run(insert)


async def salt_newest(session: AsyncSession, table: Table, salt: str) -> Chain:
    """Give an operator's salt to the newest unsalted chain of the operator. Raises `NoChainToSaltError`."""
    for chain in await repository.list_chains(session, table):
        if chain.salt is None and chain.made_by == "operator":
            await repository.salt_chain(session, chain.id, salt, {"kind": "operator", "value": salt})
            return next(one for one in await repository.list_chains(session, table) if one.id == chain.id)
    raise NoChainToSaltError


def rounds_left(chain: Chain, number: int) -> int:
    """How many rounds from `number` on a chain still has."""
    return chain.length if chain.first_number is None else chain.first_number + chain.length - number


def choose_chain(chains: list[Chain], number: int) -> tuple[Chain | None, bool]:
    """(the chain that round `number` is drawn from, whether it is time to make another).

    An operator's salted chain begins at once; otherwise a chain is used up before the next one begins.
    """
    fresh = [chain for chain in reversed(chains) if chain.first_number is None]
    used = max((c for c in chains if c.first_number is not None), key=lambda c: c.first_number or 0, default=None)
    operators = next((chain for chain in fresh if chain.made_by == "operator" and chain.salt is not None), None)
    waiting = next((chain for chain in fresh if chain.made_by == "product"), None)
    if operators is not None:
        return operators, False
    if used is not None and (left := rounds_left(used, number)) > 0:
        return used, left < RESERVE and waiting is None
    return waiting, waiting is None


async def fence(session: AsyncSession, table: Table, token: int) -> None:
    """Nobody else leads until this transaction ends. Raises `LeaseLostError` when somebody does already."""
    if await repository.current_token(session, table) != token:
        raise LeaseLostError


async def open_round(
    session: AsyncSession, host: Host, *, token: int, config: GameConfig, law: Any, now: datetime
) -> tuple[SharedRound | None, bool]:
    """(the next round, made now; whether another chain is wanted). None: there is no chain to draw it from."""
    table = Table(host.game, host.variant)
    await fence(session, table, token)
    newest = await repository.find_newest_round(session, table)
    number = 1 if newest is None else newest.number + 1
    chain, wanted = choose_chain(await repository.list_chains(session, table), number)
    if chain is None:
        return None, True
    salt = chain.salt or await _salt(session, chain, now)
    if chain.first_number is None:
        await repository.begin_chain(session, chain.id, number)
    index, steps = checkpoint_of(chain.length, number - (chain.first_number or number) + 1)
    hash_ = run(await repository.kept_hash(session, chain.id, index), steps)
    plan = host.plan(law, Draw(hash_, salt, number), now)
    round_id = await repository.insert_round(
        session,
        table,
        number=number,
        config_id=config.config_id,
        seed_id=await fairness.open_shared_seed(session, server_seed=hash_, client_seed=salt, nonce=number),
        opens_at=now,
        locks_at=plan.locks_at,
        ends_at=plan.ends_at,
    )
    return await repository.find_round(session, round_id), wanted


async def _salt(session: AsyncSession, chain: Chain, first_round_at: datetime) -> str:
    seeds = await repository.newest_client_seeds(session, SALTING_SEEDS_MAX)
    salt = salt_of(first_round_at, seeds)
    source = {"kind": "client_seeds", "first_round_at": iso_z(first_round_at), "client_seeds": seeds}
    await repository.salt_chain(session, chain.id, salt, source)
    return salt


async def close_round(
    session: AsyncSession, host: Host, *, token: int, round_: SharedRound, outcome: dict[str, Any]
) -> bool:
    """End a round for good and reveal its hash; False while a bet on it is open.

    The lock waits for bets that are on their way to it, and later ones find the round over.
    """
    # The round before the fence: who waits for a late bet must not hold up the lease's own heartbeat.
    await repository.lock_round(session, round_.id)
    await fence(session, Table(host.game, host.variant), token)
    bets = await games.list_bets_of_shared_round(session, shared_round=round_.id)
    if any(bet.status == "open" for bet in bets):
        return False
    await repository.close_round(session, round_.id, outcome)
    await fairness.reveal_shared_seed(session, seed_id=round_.seed_id)
    return True


async def note_led(session: AsyncSession, host: Host, *, token: int, unled_max_s: float) -> None:
    """The running round is led now. One nobody led for longer than `unled_max_s` is given up here, for good."""
    table = Table(host.game, host.variant)
    await fence(session, table, token)
    await repository.note_led(session, table, unled_max_s)


async def take_lease(
    session: AsyncSession, host: Host, *, holder: UUID, ttl_s: float, unled_max_s: float
) -> int | None:
    """Take or renew the lease and note that the running round is led. Answers the token, None: another leads."""
    table = Table(host.game, host.variant)
    token = await repository.take_lease(session, table, holder, ttl_s)
    if token is not None:
        await repository.note_led(session, table, unled_max_s)
    return token
