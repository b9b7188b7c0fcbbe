"""The catalogue's old path, kept for older clients: marked deprecated, counted, answering as the new one does."""

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.shop import endpoints
from casino_club.domains.shop.deps import AppTill
from casino_club.domains.shop.schemas import CatalogOut
from casino_club.infra.http.deprecation import Deprecated
from casino_club.infra.http.deps import AppClock, Language, ReadDb
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import errors

router = house_router(prefix="/api/shop", tags=["legacy"])


@router.get("/items", deprecated=True, responses=errors(401, 403))
async def list_items(
    _: Deprecated, user: CurrentUser, session: ReadDb, clock: AppClock, till: AppTill, language: Language
) -> CatalogOut:
    """Use `GET /api/shop/catalog`."""
    return await endpoints.get_catalog(user, session, clock, till, language)
