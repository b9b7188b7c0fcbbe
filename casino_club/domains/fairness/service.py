"""Use cases of fairness."""

from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.fairness import repository
from casino_club.domains.fairness.contracts import Commitments, Rotation
from casino_club.domains.fairness.errors import HandOpenError
from casino_club.domains.wallet import public as wallet
from casino_club.kernel.errors import InvariantError
from casino_club.kernel.rng import commit


async def commitments(session: AsyncSession, *, user_id: int) -> Commitments:
    """Hashes and client seed of a player; seeds are opened at sign-up, so they always exist."""
    found = await repository.find_in_use(session, user_id)
    if found is None:
        raise InvariantError(f"player {user_id} has no seeds")
    seed, next_hash, _ = found
    return Commitments(commit(seed.server_seed), next_hash, seed.client_seed, seed.nonce)


async def rotate(session: AsyncSession, *, user_id: int, client_seed: str | None) -> Rotation:
    """Reveal the active server seed and start on the one already committed to.

    Holds the player's account lock, so no bet is between its draw and its debit: a bet drawn from the old seed finds
    it revealed and is drawn again from the new one. Refused while an open hand is being played from it: revealing the
    seed would show the cards to come.
    """
    await wallet.lock_player(session, user_id=user_id)
    before = await repository.find_in_use(session, user_id)
    if before is None:
        raise InvariantError(f"player {user_id} has no seeds")
    if before[2]:
        raise HandOpenError
    await repository.rotate(session, user_id, client_seed or before[0].client_seed)
    after = await commitments(session, user_id=user_id)
    return Rotation(before[0].server_seed.hex(), after.server_seed_hash, after.next_server_seed_hash, after.client_seed)
