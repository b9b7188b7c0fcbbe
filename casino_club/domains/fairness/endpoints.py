"""A player's commitments and their rotation. Verification of rounds stands in `games`, which knows the rounds."""

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.fairness import service
from casino_club.domains.fairness.schemas import CommitmentsOut, RotateIn, RotationOut
from casino_club.infra.http.deps import ReadDb, WriteDb
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import errors

router = house_router(prefix="/api/fairness", tags=["fairness"])


@router.get("/me", responses=errors(401, 403))
async def get_commitments(user: CurrentUser, session: ReadDb) -> CommitmentsOut:
    """The hash of the seed in use, the hash of the next, the client seed and the next bet's nonce."""
    return CommitmentsOut.model_validate(await service.commitments(session, user_id=user.user_id))


@router.post("/rotate", responses=errors(401, 403, 409, 422))
async def rotate_seeds(user: CurrentUser, session: WriteDb, body: RotateIn) -> RotationOut:
    """Reveal the server seed in use and go on with the next; the client seed may be changed on the way."""
    rotation = await service.rotate(session, user_id=user.user_id, client_seed=body.client_seed)
    return RotationOut.model_validate(rotation)
