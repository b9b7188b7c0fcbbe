"""Games over HTTP: the list, odds, rounds, statistics, sessions, verification. Bets stand in each game's own routes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Query

from casino_club.domains.auth.contracts import Principal
from casino_club.domains.auth.guards import CurrentUser, require_role
from casino_club.domains.fairness import public as fairness
from casino_club.domains.games import repository, service
from casino_club.domains.games.book import Games
from casino_club.domains.games.contracts import DayStats, Game, Round
from casino_club.domains.games.deps import AppGames
from casino_club.domains.games.errors import PlayerNotFoundError, UnknownVariantError
from casino_club.domains.games.rules import combine
from casino_club.domains.games.schemas import (
    AllOddsOut,
    DayStatsOut,
    GameOut,
    GamesOut,
    GameStatsOut,
    NowPlayingOut,
    OddsOut,
    RecalculationOut,
    RoundDetailOut,
    RoundFairnessOut,
    RoundOut,
    RoundProofOut,
    SessionEndIn,
    SessionOut,
    SessionStartIn,
    StatsOut,
    TableOut,
    VerifyIn,
    VerifyOut,
)
from casino_club.infra.http.deps import AppClock, ReadDb, WriteDb
from casino_club.infra.http.errors import FieldError
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import Cursor, Limit, Page, RowId, decode_id_cursor, encode_cursor, errors
from casino_club.kernel.calendar import Period
from casino_club.kernel.clock import iso_z
from casino_club.kernel.rng import Draw, commit

router = house_router(prefix="/api", tags=["games"])


def _odds(games: Games, game: Game) -> OddsOut:
    items: list[dict[str, Any]] = []
    for table in games.all_live(game.code):
        config = table.config
        log = [
            {
                "version": version.version,
                "hash": version.hash,
                "effective_at": iso_z(version.effective_at),
                "note": version.note,
            }
            for version in reversed(games.versions(game.code, config.variant))
        ]
        facts = {"variant": config.variant, "config_version": config.version, "config_hash": config.hash}
        items.append({**table.facts.sheet, **facts, "change_log": log})
    return OddsOut(game=game.code, items=items)


@router.get("/games")
async def list_games(games: AppGames) -> GamesOut:
    """Every game with its limits, RTP and whether it can be played."""
    return GamesOut(items=[GameOut.model_validate(games.summary(game.code)) for game in games.all()])


@router.get("/games/odds")
async def list_odds(games: AppGames) -> AllOddsOut:
    """The exact odds of every game, generated from the tables that play."""
    return AllOddsOut(items=[_odds(games, game) for game in games.all()])


@router.get("/games/rounds", responses=errors(401, 403, 422))
async def list_rounds(
    user: CurrentUser,
    session: ReadDb,
    game_type: Annotated[str | None, Query(max_length=32)] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[RoundOut]:
    """Own rounds, newest first."""
    before = decode_id_cursor(cursor)
    rows = await repository.list_rounds(session, user.user_id, game=game_type, before=before, limit=limit + 1)
    versions = await _versions(session, rows)
    items = [RoundOut.model_validate(_round_line(row, versions)) for row in rows[:limit]]
    following = encode_cursor(str(items[-1].round_id)) if len(rows) > limit else None
    return Page(items=items, next_cursor=following)


async def _versions(session: ReadDb, rows: Sequence[Round]) -> dict[int, int]:
    ids = {row.config_id for row in rows}
    return {config_id: (await repository.get_config(session, config_id)).version for config_id in ids}


def _round_line(row: Round, versions: dict[int, int]) -> dict[str, Any]:
    return {
        "round_id": row.id,
        "game_type": row.game,
        "game_variant": row.variant,
        "currency": row.currency,
        "bet_amount": row.stake,
        "win_amount": row.payout,
        "net": row.payout - row.stake,
        "balance_after": row.balance_after,
        "config_version": versions[row.config_id],
        "created_at": row.created_at,
    }


@router.get("/games/rounds/{round_id}", responses=errors(401, 403, 404, 422))
async def get_round(round_id: UUID, user: CurrentUser, session: ReadDb, games: AppGames) -> RoundDetailOut:
    """One own round with everything needed to replay it."""
    row = await service.get_round(session, round_id=round_id, user_id=user.user_id)
    config = await repository.get_config(session, row.config_id)
    seed = await fairness.seed_facts(session, seed_id=row.seed_id)
    return RoundDetailOut.model_validate(
        {
            **_round_line(row, {row.config_id: config.version}),
            "outcome": service.round_answer(games, config, row, seed),
            "fairness": RoundFairnessOut(
                server_seed_hash=seed.server_seed_hash,
                client_seed=seed.client_seed,
                nonce=row.nonce,
                server_seed=seed.server_seed,
            ),
        }
    )


async def _stats(session: ReadDb, user_id: int, *, period: Period, game: str | None, now: datetime) -> StatsOut:
    by_game = await service.stats_of(session, user_id=user_id, period=period, game=game, now=now)
    favourite = max(by_game, key=lambda code: by_game[code].plays, default=None)
    total = combine(by_game.values())
    return StatsOut(
        user_id=user_id,
        period=period,
        games={code: GameStatsOut.of(stats) for code, stats in by_game.items()},
        total=GameStatsOut.of(total),
        favourite_game=favourite,
    )


StatsPeriod = Annotated[Period, Query(description="UTC days; weeks begin on Sunday")]
StatsGame = Annotated[str | None, Query(max_length=32)]


@router.get("/games/stats/me", responses=errors(401, 403, 422))
async def get_own_stats(
    user: CurrentUser, session: ReadDb, clock: AppClock, game_type: StatsGame = None, period: StatsPeriod = "all"
) -> StatsOut:
    """Own statistics by game."""
    return await _stats(session, user.user_id, period=period, game=game_type, now=clock.now())


def _own_or_support(user: Principal, user_id: int) -> None:
    # To others the answer is the same whether the player exists or not.
    if user.user_id != user_id and not user.has_role("support"):
        raise PlayerNotFoundError


@router.get("/games/stats/{user_id}", responses=errors(401, 403, 404, 422))
async def get_stats(
    user_id: RowId,
    user: CurrentUser,
    session: ReadDb,
    clock: AppClock,
    game_type: StatsGame = None,
    period: StatsPeriod = "all",
) -> StatsOut:
    """A player's statistics: one's own, or anybody's for support."""
    _own_or_support(user, user_id)
    return await _stats(session, user_id, period=period, game=game_type, now=clock.now())


def _days(days: Sequence[DayStats]) -> list[DayStatsOut]:
    return [DayStatsOut(game=day.game, day=day.day.isoformat(), stats=GameStatsOut.of(day.stats)) for day in days]


@router.post(
    "/games/stats/recalculate/{user_id}",
    dependencies=[require_role("admin")],
    responses=errors(401, 403, 404, 422),
)
async def recalculate_stats(user_id: RowId, session: WriteDb) -> RecalculationOut:
    """Rebuild a player's statistics from the rounds."""
    before, after = await service.recalculate(session, user_id=user_id)
    return RecalculationOut(before=_days(before), after=_days(after), changed=before != after)


@router.post("/games/session/start", status_code=201, responses=errors(401, 403, 404, 422))
async def start_session(user: CurrentUser, session: WriteDb, games: AppGames, body: SessionStartIn) -> SessionOut:
    """Open a session of a game; an open one of the same game ends at its last round."""
    games.get(body.game_type)
    started = await service.start_session(session, user_id=user.user_id, game=body.game_type, variant=body.game_variant)
    return SessionOut.of(started)


@router.post("/games/session/end", responses=errors(401, 403, 404, 409, 422))
async def end_session(user: CurrentUser, session: WriteDb, body: SessionEndIn) -> SessionOut:
    """End an own session; answers its totals."""
    return SessionOut.of(await service.end_session(session, user_id=user.user_id, session_id=body.session_id))


@router.get("/games/session/{user_id}/current", responses=errors(401, 403, 422))
async def get_current_session(user_id: RowId, user: CurrentUser, session: ReadDb) -> NowPlayingOut | None:
    """What a player is playing now, or null. Totals go to the player and support only."""
    found = await service.current_session(session, user_id=user_id)
    if found is None:
        return None
    own = user.user_id == user_id or user.has_role("support")
    return NowPlayingOut(
        game_type=found.game,
        game_variant=found.variant,
        started_at=found.started_at,
        session=SessionOut.of(found) if own else None,
    )


@router.get("/games/{game}/odds", responses=errors(404, 422))
async def get_odds(game: Annotated[str, Path(max_length=32)], games: AppGames) -> OddsOut:
    """One game's exact odds."""
    return _odds(games, games.get(game))


@router.get("/games/{game}/tables/{variant}", responses=errors(404, 422))
async def get_table(
    game: Annotated[str, Path(max_length=32)],
    variant: Annotated[str, Path(max_length=64)],
    games: AppGames,
    version: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> TableOut:
    """A table's data, any published version or the one that plays now: what a round is worked out from."""
    known = games.versions(game, variant)
    live = games.live(game, variant).config
    config = live if version is None else next((one for one in known if one.version == version), None)
    # What is only announced is on the odds page; nobody can have played it.
    if config is None or config.effective_at > live.effective_at:
        raise UnknownVariantError
    return TableOut(
        game=game,
        variant=variant,
        version=config.version,
        hash=config.hash,
        effective_at=config.effective_at,
        live=config is live,
        body=config.body,
    )


@router.get("/fairness/rounds/{round_id}", tags=["fairness"], responses=errors(401, 403, 404, 422))
async def get_round_proof(round_id: UUID, user: CurrentUser, session: ReadDb, games: AppGames) -> RoundProofOut:
    """Inputs and outcome of an own round, for verification."""
    proof = await service.fairness_of_round(session, games, round_id=round_id, user_id=user.user_id)
    return RoundProofOut.model_validate(proof)


@router.post("/fairness/verify", tags=["fairness"], responses=errors(404, 422))
async def verify_draw(session: ReadDb, games: AppGames, body: VerifyIn) -> VerifyOut:
    """Draw again from given seeds: the code that plays, on the table of that version. No login: proofs are public.

    `params` are the round's own (`GET /api/fairness/rounds/{round_id}`); `game_variant` left out, the slot's
    `machine_id` or the gacha's `banner_id` among them names the table, else it is `main`.
    """
    server_seed = bytes.fromhex(body.server_seed)
    named = body.params.get("machine_id", body.params.get("banner_id", "main"))
    variant = body.game_variant if body.game_variant is not None else named
    if not isinstance(variant, str):
        raise FieldError([("body.params", "string_type")])
    config, outcome = await service.recompute(
        session,
        games,
        game=body.game,
        variant=variant,
        config_version=body.config_version,
        params=body.params,
        draw=Draw(server_seed, body.client_seed, body.nonce),
    )
    return VerifyOut(server_seed_hash=commit(server_seed), config_hash=config.hash, outcome=outcome)
