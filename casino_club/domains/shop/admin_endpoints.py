"""The catalogue in the back office: support reads, operators write."""

from typing import Annotated, Any

from fastapi import Path, Request, status

from casino_club.domains.auth.contracts import Deed, Principal
from casino_club.domains.auth.guards import require_role
from casino_club.domains.shop import admin_service, repository
from casino_club.domains.shop.schemas import (
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

router = house_router(prefix="/api/admin/shop/items", tags=["admin"])

Support = Annotated[Principal, require_role("support")]
Operator = Annotated[Principal, require_role("operator")]
Code = Annotated[str, Path(min_length=2, max_length=48, pattern=r"^[a-z0-9][a-z0-9_-]+$")]


def _deed(actor: Principal, request: Request) -> Deed:
    return Deed(actor.user_id, request_id_of(request))


@router.get("", responses=errors(401, 403))
async def list_products(_: Support, session: ReadDb) -> ProductsAdminOut:
    """Every product, sold or not."""
    products = await repository.list_products(session, hidden=True)
    return ProductsAdminOut(items=[ProductAdminOut.of(one) for one in products])


@router.post("", status_code=status.HTTP_201_CREATED, responses=errors(401, 403, 409, 422))
async def create_product(
    body: ProductIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> ProductAdminOut:
    """Add a product."""
    made = await admin_service.create(session, body.product(), deed=_deed(actor, request), now=clock.now())
    return ProductAdminOut.of(made)


@router.put("/{product_id}", responses=errors(401, 403, 404, 422))
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


@router.post("/{product_id}/discount", responses=errors(401, 403, 404, 422))
async def change_discount(
    product_id: Code, body: DiscountChangeIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> ProductAdminOut:
    """Set a discount, or take it away."""
    discount = None if body.discount is None else body.discount.discount()
    return await _change(session, product_id, actor, request, clock, discount=discount)


@router.post("/{product_id}/rank", responses=errors(401, 403, 404, 422))
async def change_rank(
    product_id: Code, body: RankIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> ProductAdminOut:
    """Move a product up or down; the highest rank stands first."""
    return await _change(session, product_id, actor, request, clock, rank=body.rank)


@router.post("/{product_id}/active", responses=errors(401, 403, 404, 422))
async def switch_product(
    product_id: Code, body: ActiveIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> ProductAdminOut:
    """Sell a product, or take it off the shelf."""
    return await _change(session, product_id, actor, request, clock, active=body.active)
