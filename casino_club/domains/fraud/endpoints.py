"""The fraud desk in the back office: support reads, operators decide and try rules."""

from datetime import timedelta
from typing import Annotated, Final, Literal

from fastapi import Path, Query, Request

from casino_club.domains.auth.contracts import Deed, Principal
from casino_club.domains.auth.guards import require_role
from casino_club.domains.fraud import repository, rules, service
from casino_club.domains.fraud.deps import AppJudge
from casino_club.domains.fraud.schemas import CaseOut, DecideIn, RulesOut, TryIn, TryOut
from casino_club.infra.http.deps import AppClock, ReadDb, WriteDb
from casino_club.infra.http.errors import FieldError, request_id_of
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Cursor, Limit, Page, decode_cursor, encode_cursor, errors
from casino_club.kernel.money import AMOUNT_MAX

router = house_router(prefix="/api/admin/fraud", tags=["admin"])

Support = Annotated[Principal, require_role("support")]
Operator = Annotated[Principal, require_role("operator")]
Receipt = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
_DIGITS_MAX: Final = 16
_SHADOWS_OF: Final = timedelta(days=1)


@router.get("/queue", responses=errors(401, 403, 422))
async def list_fraud_cases(
    _: Support,
    session: ReadDb,
    status: Annotated[Literal["open", "decided"], Query()] = "open",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[CaseOut]:
    """Attempts to pay that rules pointed at, newest first."""
    value = decode_cursor(cursor) or str(AMOUNT_MAX)
    if not value.isdigit() or len(value) > _DIGITS_MAX:
        raise FieldError([("query.cursor", "invalid_cursor")])
    found = await repository.list_cases(session, decided=status == "decided", before=int(value), limit=limit + 1)
    page = found[:limit]
    return Page(
        items=[CaseOut.of(one) for one in page],
        next_cursor=encode_cursor(str(page[-1].id)) if len(found) > limit else None,
    )


@router.post("/queue/{receipt}/decide", responses=errors(401, 403, 404, 409, 422))
async def decide_fraud_case(
    receipt: Receipt, body: DecideIn, actor: Operator, request: Request, session: WriteDb, clock: AppClock
) -> CaseOut:
    """Release a case, or confirm it. A confirmed one may be released later; what was released stays so."""
    deed = Deed(actor.user_id, request_id_of(request), body.note)
    case = await service.decide(
        session, receipt=receipt, decision=body.decision, note=body.note, deed=deed, now=clock.now()
    )
    return CaseOut.of(case)


@router.get("/rules", responses=errors(401, 403))
async def get_fraud_rules(_: Support, judge: AppJudge, session: ReadDb, clock: AppClock) -> RulesOut:
    """The rules in force, why a newer file is not, and what tried rules would have done in the last day."""
    book = await judge.books.current()
    return RulesOut.of(judge, book, await repository.list_shadows(session, since=clock.now() - _SHADOWS_OF))


@router.post("/rules/try", responses=errors(401, 403, 404, 422))
async def try_fraud_rules(body: TryIn, _: Operator, judge: AppJudge, session: ReadDb) -> TryOut:
    """What the rules in force say of features, or of an earlier attempt's. Writes nothing."""
    if body.receipt_code is not None:
        features = await service.features_of(session, receipt=body.receipt_code)
    else:
        assert body.features is not None  # noqa: S101 - the schema lets exactly one through
        features = body.features.features()
    return TryOut.of(features, rules.judge(await judge.books.current(), features))
