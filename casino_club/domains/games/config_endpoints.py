"""Configurations in the back office: operators propose and validate, admins publish and withdraw."""

from datetime import timedelta
from typing import Annotated, Final

from fastapi import Path, Query, Request, status

from casino_club.domains.auth.contracts import Principal
from casino_club.domains.auth.guards import require_role
from casino_club.domains.games import config_repository as repository
from casino_club.domains.games import config_service as service
from casino_club.domains.games.config_rules import RTP_BOUNDS
from casino_club.domains.games.config_schemas import (
    AuditLineOut,
    ConfigDetailOut,
    ConfigOut,
    ConfigsOut,
    DraftIn,
    EditIn,
    PreviewIn,
    PreviewOut,
    PublishIn,
    ReasonIn,
    ReportLineOut,
    ReportOut,
    SwitchIn,
    SwitchOut,
)
from casino_club.domains.games.config_service import Deed
from casino_club.domains.games.contracts import body_hash
from casino_club.domains.games.deps import AppGames
from casino_club.domains.responsible.public import market_profile
from casino_club.infra.http.deps import AppClock, AppDatabase, AppSettings, ReadDb, WriteDb
from casino_club.infra.http.errors import request_id_of
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Cursor, Limit, Page, RowId, decode_id_cursor, encode_cursor, errors
from casino_club.infra.settings import Settings

router = house_router(prefix="/api/admin/games", tags=["admin"])

Support = Annotated[Principal, require_role("support")]
Operator = Annotated[Principal, require_role("operator")]
Admin = Annotated[Principal, require_role("admin")]
GameCode = Annotated[str, Path(max_length=32)]
REPORT_DAYS_MAX: Final = 366


def _notice_h(settings: Settings) -> int:
    return market_profile(settings.market).odds_notice_hours


def _deed(actor: Principal, reason: str, request: Request) -> Deed:
    return Deed(actor.user_id, reason, request_id_of(request))


@router.get("/report", responses=errors(401, 403, 422))
async def get_rtp_report(
    _: Support,
    session: ReadDb,
    clock: AppClock,
    game: Annotated[str | None, Query(max_length=32)] = None,
    days: Annotated[int, Query(ge=1, le=REPORT_DAYS_MAX)] = 30,
) -> ReportOut:
    """The return achieved against the return published, by day and version."""
    since = (clock.now() - timedelta(days=days)).date()
    rows = await repository.list_reports(session, game=game, since=since)
    return ReportOut(items=[ReportLineOut.of(row) for row in rows])


@router.get("/{game}/config", responses=errors(401, 403, 404, 422))
async def list_configs(
    game: GameCode,
    _: Support,
    games: AppGames,
    session: ReadDb,
    clock: AppClock,
    settings: AppSettings,
    variant: Annotated[str | None, Query(max_length=64)] = None,
) -> ConfigsOut:
    """Versions and proposals of a game, newest first."""
    played = games.get(game)
    rows = await repository.list_of_game(session, played.code, variant)
    return ConfigsOut(
        game=played.code,
        enabled=games.enabled(played.code),
        notice_h=_notice_h(settings),
        rtp_bounds=getattr(played, "rtp_bounds", RTP_BOUNDS),
        items=[ConfigOut.of(row, clock.now()) for row in rows],
    )


@router.post("/{game}/config", status_code=status.HTTP_201_CREATED, responses=errors(401, 403, 404, 422))
async def draft_config(
    game: GameCode,
    body: DraftIn,
    actor: Operator,
    request: Request,
    games: AppGames,
    session: WriteDb,
    clock: AppClock,
) -> ConfigDetailOut:
    """Keep a proposal for a table."""
    deed = _deed(actor, body.note, request)
    row = await service.draft(
        session, game=games.get(game), deed=deed, variant=body.variant, body=body.body, note=body.note
    )
    return ConfigDetailOut.whole(row, clock.now())


@router.post("/{game}/config/preview", responses=errors(401, 403, 404, 422))
async def preview_config(
    game: GameCode, body: PreviewIn, _: Operator, games: AppGames, database: AppDatabase
) -> PreviewOut:
    """The exact odds of a proposal beside those in force; nothing is kept."""
    facts = await service.preview(database, game=games.get(game), variant=body.variant, body=body.body)
    live = games.live(game, body.variant)
    return PreviewOut.model_validate(facts.as_data() | {"rtp_live": live.facts.rtp, "hash": body_hash(body.body)})


@router.get("/{game}/config/log", responses=errors(401, 403, 404, 422))
async def list_config_log(
    game: GameCode,
    _: Support,
    games: AppGames,
    session: ReadDb,
    config_id: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[AuditLineOut]:
    """Who did what to this game's configurations, newest first."""
    before = decode_id_cursor(cursor)
    code = games.get(game).code
    rows = await repository.list_audit(session, code, config_id=config_id, before=before, limit=limit + 1)
    items = [AuditLineOut.model_validate(row) for row in rows[:limit]]
    return Page(items=items, next_cursor=encode_cursor(str(items[-1].id)) if len(rows) > limit else None)


@router.get("/{game}/config/{config_id}", responses=errors(401, 403, 404, 422))
async def get_config(
    game: GameCode, config_id: RowId, _: Support, games: AppGames, session: ReadDb, clock: AppClock
) -> ConfigDetailOut:
    """One configuration, whole."""
    return ConfigDetailOut.whole(await service.get(session, game=games.get(game), config_id=config_id), clock.now())


@router.put("/{game}/config/{config_id}", responses=errors(401, 403, 404, 409, 422))
async def edit_config(
    game: GameCode,
    config_id: RowId,
    body: EditIn,
    actor: Operator,
    request: Request,
    games: AppGames,
    session: WriteDb,
    clock: AppClock,
) -> ConfigDetailOut:
    """Change a proposal; it has to be validated again."""
    deed = _deed(actor, body.note, request)
    row = await service.edit(
        session, game=games.get(game), deed=deed, config_id=config_id, body=body.body, note=body.note
    )
    return ConfigDetailOut.whole(row, clock.now())


@router.post("/{game}/config/{config_id}/validate", responses=errors(401, 403, 404, 409, 422))
async def validate_config(
    game: GameCode,
    config_id: RowId,
    actor: Operator,
    request: Request,
    games: AppGames,
    database: AppDatabase,
    clock: AppClock,
) -> ConfigDetailOut:
    """Compute the exact odds of a draft; within bounds it may be published. 422 names every problem."""
    deed = _deed(actor, "validation", request)
    row = await service.validate(database, game=games.get(game), deed=deed, config_id=config_id)
    return ConfigDetailOut.whole(row, clock.now())


@router.post("/{game}/config/{config_id}/publish", responses=errors(401, 403, 404, 409, 422))
async def publish_config(
    game: GameCode,
    config_id: RowId,
    body: PublishIn,
    actor: Admin,
    request: Request,
    games: AppGames,
    session: WriteDb,
    settings: AppSettings,
    clock: AppClock,
) -> ConfigOut:
    """Make a validated configuration the next version, at once or from a moment on."""
    row = await service.publish(
        session,
        game=games.get(game),
        deed=_deed(actor, body.reason, request),
        config_id=config_id,
        effective_at=body.effective_at,
        notice_h=_notice_h(settings),
    )
    return ConfigOut.of(row, clock.now())


@router.post("/{game}/config/{config_id}/withdraw", responses=errors(401, 403, 404, 409, 422))
async def withdraw_config(
    game: GameCode,
    config_id: RowId,
    body: ReasonIn,
    actor: Admin,
    request: Request,
    games: AppGames,
    session: WriteDb,
    clock: AppClock,
) -> ConfigOut:
    """Take back a proposal, or a version before it begins."""
    deed = _deed(actor, body.reason, request)
    row = await service.withdraw(session, game=games.get(game), deed=deed, config_id=config_id)
    return ConfigOut.of(row, clock.now())


@router.post("/{game}/enabled", responses=errors(401, 403, 404, 422))
async def switch_game(
    game: GameCode, body: SwitchIn, actor: Operator, request: Request, games: AppGames, session: WriteDb
) -> SwitchOut:
    """Open or close a game for new bets, everywhere at once."""
    code = games.get(game)
    await service.switch(session, game=code, deed=_deed(actor, body.reason, request), enabled=body.enabled)
    return SwitchOut(game=code.code, enabled=body.enabled)
