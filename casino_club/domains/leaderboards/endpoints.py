"""Leaderboards and seasons over HTTP."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import Depends, Query, Request
from sqlalchemy.ext.asyncio import AsyncSession

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.leaderboards import seasons, service
from casino_club.domains.leaderboards.boards import Boards
from casino_club.domains.leaderboards.contracts import ALL_GAMES, BoardKey, Metric, Standing, Winner
from casino_club.domains.leaderboards.schemas import (
    CurrentSeasonOut,
    LeaderboardOut,
    Names,
    OwnStandingOut,
    PastSeasonOut,
    SeasonOut,
    StandingOut,
    shown_ids,
)
from casino_club.domains.users import public as users
from casino_club.infra.http.deps import AppClock, AppDatabase, ReadDb
from casino_club.infra.http.errors import FieldError
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Cursor, Page, decode_cursor, encode_cursor, errors
from casino_club.kernel.calendar import Period

router = house_router(prefix="/api", tags=["leaderboards"])

LEADERS: Final = 3
PAST_WINNERS: Final = 10


async def _boards(request: Request) -> Boards:
    state = request.app.state
    if not hasattr(state, "boards"):
        state.boards = Boards(state.redis)
    return state.boards


AppBoards = Annotated[Boards, Depends(_boards)]


async def _names(session: AsyncSession, lines: Sequence[Standing | Winner], now: datetime) -> Names:
    """Whom a list may name."""
    found = await users.list_names(session, user_ids=shown_ids(lines))
    return {user_id: name for user_id, name in found.items() if name.is_shown(now)}


async def _known_game(request: Request, game_type: Annotated[str, Query(max_length=32)] = ALL_GAMES) -> str:
    if game_type != ALL_GAMES:
        games: Any = request.app.state.games
        games.get(game_type)  # raises UnknownGameError
    return game_type


@router.get("/games/leaderboard", responses=errors(401, 403, 404, 422, 503))
async def get_leaderboard(
    user: CurrentUser,
    session: ReadDb,
    boards: AppBoards,
    clock: AppClock,
    game_type: Annotated[str, Depends(_known_game)],
    period: Annotated[Period, Query(description="UTC days; weeks begin on Sunday")] = "week",
    metric: Metric = "net_win",
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> LeaderboardOut:
    """The best players of a game (or `all`) in a period, and one's own place among everybody.

    Of equal values the one reached earlier stands higher.
    """
    board = BoardKey(game_type, period, clock.now().date(), metric)
    ranking = await service.read_ranking(session, boards, board, limit=limit, user_id=user.user_id)
    names = await _names(session, [*ranking.top, *ranking.neighbours], clock.now())
    return LeaderboardOut.of(board, ranking, names, user.user_id)


@router.get("/games/leaderboard/season", responses=errors(401, 403, 503))
async def get_season(user: CurrentUser, database: AppDatabase, boards: AppBoards, clock: AppClock) -> CurrentSeasonOut:
    """The season that runs now: its prizes, its leaders, one's own place and what that would win."""
    today = clock.now().date()
    async with database.read() as session:
        season = await seasons.find_current(session, today=today)
    if season is None:
        season = await database.run(lambda session: seasons.open_current(session, today=today))
    async with database.read() as session:
        board = seasons.board_of(season, today)
        ranking = await service.read_ranking(session, boards, board, limit=LEADERS, user_id=user.user_id)
        names = await _names(session, ranking.top, clock.now())
    return CurrentSeasonOut(
        season=SeasonOut.of(season),
        players=ranking.players,
        leaders=[StandingOut.of(line, season.metric, names, user.user_id) for line in ranking.top],
        me=OwnStandingOut.of(ranking.me, season.metric),
        prize=0 if ranking.me is None else seasons.prize_now(season, ranking.me),
    )


@router.get("/games/leaderboard/seasons", responses=errors(401, 403, 422))
async def list_seasons(
    user: CurrentUser,
    session: ReadDb,
    clock: AppClock,
    cursor: Cursor = None,
    limit: Annotated[int, Query(ge=1, le=24)] = 6,
) -> Page[PastSeasonOut]:
    """Seasons that are over, newest first, with their winners and one's own prize."""
    value = decode_cursor(cursor)
    if value is not None and not (value.isdigit() and len(value) < 19):  # noqa: PLR2004 - fits a bigint
        raise FieldError([("query.cursor", "invalid_cursor")])
    before = None if value is None else int(value)
    past = await seasons.list_past(
        session, before=before, limit=limit + 1, winners_max=PAST_WINNERS, user_id=user.user_id
    )
    page = past[:limit]
    names = await _names(session, [winner for one in page for winner in one.winners], clock.now())
    return Page(
        items=[PastSeasonOut.of(one, names, user.user_id, winners_max=PAST_WINNERS) for one in page],
        next_cursor=encode_cursor(str(page[-1].season.id)) if len(past) > limit else None,
    )
