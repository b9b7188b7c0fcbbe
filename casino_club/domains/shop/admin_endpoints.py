"""The catalogue in the back office: support reads, operators write."""

from typing import Annotated, Any

from fastapi import Path, Request, status

from casino_club.domains.auth.contracts import Deed, Principal
from casino_club.domains.auth.guards import require_role
from casino_club.domains.shop import admin_service, repository
from casino_club.domains.shop.admin_schemas import (
    DisableIn,
    PackageAdminOut,
    PackageIn,
    PackagesAdminOut,
    PromoEditIn,
    PromoIn,
    PromoOut,
    PromosOut,
    StockIn,
)
from casino_club.domains.shop.product_schemas import (
    ActiveIn,
    DiscountChangeIn,
    ProductAdminOut,
    ProductEditIn,
    ProductIn,
    ProductsAdminOut,
    RankIn,
)
from casino_club.infra.http.deps import AppClock, ReadDb, WriteDb
from casino_club.infra.http.errors import request_id_of
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import errors

router = house_router(prefix="/api/admin", tags=["admin"])

Support = Annotated[Principal, require_role("support")]
Operator = Annotated[Principal, require_role("operator")]
Code = Annotated[str, Path(min_length=2, max_length=48, pattern=r"^[a-z0-9][a-z0-9_-]+$")]
PromoPath = Annotated[str, Path(min_length=3, max_length=32, pattern=r"^[A-Z0-9][A-Z0-9-]+$")]


def _deed(actor: Principal, request: Request) -> Deed:
    return Deed(actor.user_id, request_id_of(request))


@router.get("/shop/items", responses=errors(401, 403))
async def list_products(_: Support, session: ReadDb) -> ProductsAdminOut:
    """Every product, sold or not."""
    products = await repository.list_products(session, hidden=True)
    return ProductsAdminOut(items=[ProductAdminOut.of(one) for one in products])


@router.post("/shop/items", status_code=status.HTTP_201_CREATED, responses=errors(401, 403, 409, 422))
async def create_product(
    body: ProductIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> ProductAdminOut:
    """Add a product."""
    made = await admin_service.create(session, body.product(), deed=_deed(actor, request), now=clock.now())
    return ProductAdminOut.of(made)


@router.put("/shop/items/{product_id}", responses=errors(401, 403, 404, 422))
async def edit_product(
    product_id: Code, body: ProductEditIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> ProductAdminOut:
    """Change a product. Who bought it keeps what was shown then."""
    deed = _deed(actor, request)
    one = await admin_service.edit(session, product_id, changes=body.changes(), deed=deed, now=clock.now())
    return ProductAdminOut.of(one)


async def _change(
    session: WriteDb, code: str, actor: Principal, request: Request, clock: AppClock, **changes: Any
) -> ProductAdminOut:
    deed = _deed(actor, request)
    return ProductAdminOut.of(await admin_service.edit(session, code, changes=changes, deed=deed, now=clock.now()))


@router.post("/shop/items/{product_id}/discount", responses=errors(401, 403, 404, 422))
async def change_discount(
    product_id: Code, body: DiscountChangeIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> ProductAdminOut:
    """Set a discount, or take it away."""
    discount = None if body.discount is None else body.discount.discount()
    return await _change(session, product_id, actor, request, clock, discount=discount)


@router.post("/shop/items/{product_id}/rank", responses=errors(401, 403, 404, 422))
async def change_rank(
    product_id: Code, body: RankIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> ProductAdminOut:
    """Move a product up or down; the highest rank stands first."""
    return await _change(session, product_id, actor, request, clock, rank=body.rank)


@router.post("/shop/items/{product_id}/active", responses=errors(401, 403, 404, 422))
async def switch_product(
    product_id: Code, body: ActiveIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> ProductAdminOut:
    """Sell a product, or take it off the shelf."""
    return await _change(session, product_id, actor, request, clock, active=body.active)


@router.get("/limited-packages", responses=errors(401, 403))
async def list_limited_packages(_: Support, session: ReadDb) -> PackagesAdminOut:
    """Every limited package with what is taken of it."""
    packages = await repository.list_products(session, hidden=True, limited=True)
    return PackagesAdminOut(items=[PackageAdminOut.of(one) for one in packages])


@router.post("/limited-packages", status_code=status.HTTP_201_CREATED, responses=errors(401, 403, 409, 422))
async def create_limited_package(
    body: PackageIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> PackageAdminOut:
    """Put a limited package on sale."""
    made = await admin_service.create(session, body.product(), deed=_deed(actor, request), now=clock.now())
    return PackageAdminOut.of(made)


@router.post("/limited-packages/{package_id}/disable", responses=errors(401, 403, 404, 422))
async def disable_limited_package(
    package_id: Code,
    actor: Operator,
    request: Request,
    session: WriteDb,
    clock: AppClock,
    body: DisableIn | None = None,
) -> PackageAdminOut:
    """The emergency switch: nobody buys from now on. `{"disabled": false}` puts it back."""
    disabled = True if body is None else body.disabled
    deed = _deed(actor, request)
    return PackageAdminOut.of(
        await admin_service.disable(session, package_id, disabled=disabled, deed=deed, now=clock.now())
    )


@router.post("/limited-packages/{package_id}/stock", responses=errors(401, 403, 404, 409, 422))
async def restock_limited_package(
    package_id: Code, body: StockIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> PackageAdminOut:
    """Change how many there are in all; not below what is taken."""
    deed = _deed(actor, request)
    return PackageAdminOut.of(
        await admin_service.restock(session, package_id, stock=body.stock, deed=deed, now=clock.now())
    )


@router.get("/promo-codes", responses=errors(401, 403))
async def list_promo_codes(_: Support, session: ReadDb) -> PromosOut:
    """Every code, the last changed first."""
    return PromosOut(items=[PromoOut.of(one) for one in await repository.list_promos(session)])


@router.post("/promo-codes", status_code=status.HTTP_201_CREATED, responses=errors(401, 403, 409, 422))
async def create_promo_code(
    body: PromoIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> PromoOut:
    """Add a code."""
    deed = _deed(actor, request)
    return PromoOut.of(await admin_service.create_promo(session, body.promo(), deed=deed, now=clock.now()))


@router.put("/promo-codes/{code}", responses=errors(401, 403, 404, 409, 422))
async def edit_promo_code(
    code: PromoPath, body: PromoEditIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> PromoOut:
    """Change a code. Purchases made with it keep what they got."""
    deed = _deed(actor, request)
    one = await admin_service.edit_promo(session, code, changes=body.changes(), deed=deed, now=clock.now())
    return PromoOut.of(one)
