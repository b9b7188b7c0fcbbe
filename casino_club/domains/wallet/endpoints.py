"""Balances and history over HTTP: the player's own, and any player's for support."""

from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends, Query
from fastapi.responses import StreamingResponse

from casino_club.domains.auth.guards import CurrentUser, require_role
from casino_club.domains.wallet import repository
from casino_club.domains.wallet.contracts import HistoryFilter, PostingKind, PostingView
from casino_club.domains.wallet.schemas import BalanceOut, PostingOut, WalletOut
from casino_club.infra.db.engine import Database
from casino_club.infra.http.deps import AppDatabase, ReadDb
from casino_club.infra.http.errors import FieldError
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Cursor, Limit, Page, RowId, decode_cursor, encode_cursor, errors
from casino_club.kernel.clock import iso_z
from casino_club.kernel.money import Currency

router = house_router(prefix="/api", tags=["wallet"])

CSV_CHUNK: Final = 1000
CSV_ROWS_MAX: Final = 100_000


async def _filter(
    kind: Annotated[PostingKind | None, Query()] = None,
    currency: Annotated[Currency | None, Query()] = None,
    since: Annotated[datetime | None, Query(alias="from", description="inclusive")] = None,
    until: Annotated[datetime | None, Query(alias="to", description="exclusive")] = None,
) -> HistoryFilter:
    for name, moment in (("from", since), ("to", until)):
        if moment is not None and moment.tzinfo is None:
            raise FieldError([(f"query.{name}", "timezone_aware")])
    return HistoryFilter(kind=kind, currency=currency, since=since, until=until)


Wanted = Annotated[HistoryFilter, Depends(_filter)]


def _before(cursor: str | None) -> UUID | None:
    value = decode_cursor(cursor)
    try:
        return None if value is None else UUID(value)
    except ValueError as error:
        raise FieldError([("query.cursor", "invalid_cursor")]) from error


async def _page(
    session: ReadDb, user_id: int, wanted: HistoryFilter, *, cursor: str | None, limit: int
) -> Page[PostingOut]:
    rows = await repository.list_postings(session, user_id, wanted, before=_before(cursor), limit=limit + 1)
    items = [PostingOut.model_validate(row) for row in rows[:limit]]
    following = encode_cursor(str(items[-1].id)) if len(rows) > limit else None
    return Page(items=items, next_cursor=following)


@router.get("/wallet", responses=errors(401, 403))
async def get_wallet(user: CurrentUser, session: ReadDb) -> WalletOut:
    """Own balances, one a currency."""
    balances = await repository.balances_of(session, user.user_id)
    return WalletOut(balances=[BalanceOut(currency=code, balance=value) for code, value in balances.items()])


@router.get("/wallet/history", responses=errors(401, 403, 422))
async def list_wallet_history(
    user: CurrentUser, session: ReadDb, wanted: Wanted, cursor: Cursor = None, limit: Limit = 50
) -> Page[PostingOut]:
    """Own postings, newest first."""
    return await _page(session, user.user_id, wanted, cursor=cursor, limit=limit)


def _csv_line(row: PostingView) -> str:
    # Every cell is ours (an id, a fixed word, an integer, a time): none can carry a spreadsheet formula.
    return f"{row.id},{iso_z(row.created_at)},{row.kind},{row.currency},{row.amount},{row.balance_after},{row.ref}\r\n"


async def _csv(database: Database, user_id: int, wanted: HistoryFilter) -> AsyncGenerator[str]:
    yield "id,created_at,kind,currency,amount,balance_after,ref\r\n"
    before: UUID | None = None
    for _ in range(CSV_ROWS_MAX // CSV_CHUNK):
        # A transaction a chunk: a slow reader must not hold one open.
        async with database.read() as session:
            rows = await repository.list_postings(session, user_id, wanted, before=before, limit=CSV_CHUNK)
        for row in rows:
            yield _csv_line(row)
        if len(rows) < CSV_CHUNK:
            return
        before = rows[-1].id


@router.get(
    "/wallet/history.csv",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}, **errors(401, 403, 422)},
)
async def export_wallet_history(user: CurrentUser, database: AppDatabase, wanted: Wanted) -> StreamingResponse:
    """Own postings as CSV, newest first, at most 100 000 rows."""
    return StreamingResponse(
        _csv(database, user.user_id, wanted),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="casino-club-history.csv"'},
    )


@router.get(
    "/admin/users/{user_id}/ledger",
    tags=["admin"],
    dependencies=[require_role("support")],
    responses=errors(401, 403, 422),
)
async def list_user_ledger(
    user_id: RowId, session: ReadDb, wanted: Wanted, cursor: Cursor = None, limit: Limit = 50
) -> Page[PostingOut]:
    """Any player's postings, for support."""
    return await _page(session, user_id, wanted, cursor=cursor, limit=limit)
