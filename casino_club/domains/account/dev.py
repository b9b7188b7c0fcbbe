"""Conveniences of development. The entry point mounts them outside production only."""

from fastapi import status

from casino_club.domains.account.seeds import RESETTABLE, reset_account
from casino_club.domains.auth.guards import AppAuth
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import errors

router = house_router(prefix="/api/dev", tags=["dev"])


@router.post("/reset_user02", status_code=status.HTTP_204_NO_CONTENT, responses=errors(503))
async def reset_user02(auth: AppAuth) -> None:
    """Give user002 its first password back and end its sessions."""
    password_hash = await auth.passwords.hash(RESETTABLE.password)
    async with auth.feed.transaction() as session:
        await reset_account(session, auth=auth, account=RESETTABLE, password_hash=password_hash)
