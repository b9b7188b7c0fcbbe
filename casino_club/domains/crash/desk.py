"""Where players meet the table: bets in, cash-outs, what everybody sees. One in each API process.

A cash-out is decided by the round's row and this process's clock at the request's arrival; the ledger only makes sure
that a bet ends once. The crash point stays here until the round is over.
"""

import asyncio
from datetime import datetime
from typing import Any, Final, NoReturn
from uuid import UUID

import orjson

from casino_club.domains.crash import repository
from casino_club.domains.crash.contracts import AUTO_MIN_X100, CODE, TOPIC, VARIANT, Table
from casino_club.domains.crash.errors import RoundCrashedError, RoundNotRunningError
from casino_club.domains.crash.rules import crash_point, payout, shown_x100
from casino_club.domains.crash.service import (
    cashed_out,
    cashout_message,
    check_stake,
    hundredths,
    round_facts,
)
from casino_club.domains.games import public as games_public
from casino_club.domains.games.book import Games
from casino_club.domains.games.contracts import Bet, Drawn, GameConfig, OpenBet, Replayed, Settled
from casino_club.domains.games.errors import BetClosedError, BetNotFoundError
from casino_club.domains.games.plugin import BetLane
from casino_club.domains.shared_rounds.contracts import SharedRound
from casino_club.domains.shared_rounds.public import Announcer, RoundBook
from casino_club.domains.users import public as users
from casino_club.infra.db.engine import Database
from casino_club.infra.db.idempotency import RequestKey
from casino_club.kernel.clock import Clock, iso_z

PUBLIC_BETS_MAX: Final = 100
CROWD_FRESH_S: Final = 0.2
"""What everybody sees is read at most this often, however many ask."""
NICKNAME_FRESH_S: Final = 60.0
NICKNAMES_MAX: Final = 20_000

_STATUS: Final = {"open": "placed", "refunded": "refunded"}


class CrashDesk:
    """Everything the routes do."""

    def __init__(
        self, *, database: Database, lane: BetLane, games: Games, book: RoundBook, announcer: Announcer, clock: Clock
    ) -> None:
        self._database = database
        self._lane = lane
        self._games = games
        self._book = book
        self._announcer = announcer
        self._clock = clock
        self._nicknames: dict[int, tuple[float, str]] = {}
        self._unnamed: set[int] = set()
        self._naming = asyncio.Lock()
        self._taken: dict[UUID, OpenBet] = {}
        self._taken_on: UUID | None = None
        self._crowd: tuple[UUID, float, list[OpenBet]] | None = None
        self._reading_crowd = asyncio.Lock()

    async def place(
        self, user_id: int, *, stake: int, auto_cashout: float | None, slot: int, key: RequestKey
    ) -> tuple[dict[str, Any], bool]:
        """(answer, replayed). Raises `RoundClosedError`, `SlotTakenError` and what every bet may raise."""
        # With a key the ledger decides even when betting is over: this may be the repetition of a bet it took.
        round_ = await (self._book.newest() if key.key is not None else self._book.betting())
        config = await self._config_of(round_.config_id)
        table: Table = self._games.table_of(config)
        check_stake(table, stake)
        auto_x100 = None if auto_cashout is None else hundredths(table, auto_cashout)
        state = {"auto_x100": auto_x100, "nickname": await self._nickname(user_id)}
        bet = Bet(
            user_id,
            CODE,
            config,
            stake,
            key=key.key,
            key_hash=key.hash,
            move="open",
            state=orjson.dumps(state).decode(),
            shared_round=round_.id,
            seed_id=round_.seed_id,
            nonce=round_.number,
            slot=slot,
        )
        result = await self._lane.play(bet)
        if isinstance(result, Replayed):
            return await self._placed_before(user_id, result.ref), True
        self._remember(bet, round_, result.bet_id, state)
        facts = {"round_id": str(round_.id), "bet_id": str(result.bet_id), "nickname": state["nickname"]}
        self._announcer.say(("crash_bet", facts | {"bet_amount": stake, "slot": slot}))
        return _placed(round_, config, table, result.bet_id, stake, auto_x100, slot, result.balance_after), False

    async def _placed_before(self, user_id: int, bet_id: UUID) -> dict[str, Any]:
        async with self._database.read() as session:
            bet = await games_public.get_bet(session, bet_id=bet_id, user_id=user_id, game=CODE)
            balance_after = await repository.balance_after_stake(session, bet)
        round_, config = await self._round_of(bet), await self._config_of(bet.config_id)
        facts = (bet.id, bet.stake, bet.state["auto_x100"], bet.slot or 1, balance_after)
        return _placed(round_, config, self._games.table_of(config), *facts)

    async def cash_out(
        self, user_id: int, *, bet_id: UUID, key: RequestKey, arrived: datetime
    ) -> tuple[dict[str, Any], bool]:
        """(answer, replayed). Raises `RoundCrashedError`, `RoundNotRunningError`, `BetClosedError`."""
        bet = await self._bet_of(user_id, bet_id, arrived)
        round_ = await self._round_of(bet)
        config = await self._config_of(bet.config_id)
        if bet.status != "open":
            # With a key this may be the repetition of the very cash-out that ended the bet.
            if key.key is None:
                _refuse(bet)
            drawn = Drawn(0, 0, "{}")
        else:
            drawn = self._decide(self._games.table_of(config), round_, bet, arrived)
        move = Bet(
            user_id,
            CODE,
            config,
            0,
            key=key.key,
            key_hash=key.hash,
            drawn=drawn,
            move="close",
            currency=bet.currency,
            bet_id=bet.id,
            step=bet.step,
        )
        try:
            result = await self._lane.play(move)
        except BetClosedError:
            async with self._database.read() as session:
                _refuse(await games_public.get_bet(session, bet_id=bet_id, user_id=user_id, game=CODE))
        if isinstance(result, Settled):
            self._announcer.say(cashout_message(round_, bet, drawn))
        return await self._cashed_out(round_, config, bet, result, drawn), isinstance(result, Replayed)

    def _remember(self, bet: Bet, round_: SharedRound, bet_id: UUID, state: dict[str, Any]) -> None:
        """Keep a bet of the newest round as it was taken: a crowd that leaves at once need not be read one by one."""
        if self._taken_on != round_.id:
            self._taken, self._taken_on = {}, round_.id
        self._taken[bet_id] = OpenBet(
            id=bet_id,
            user_id=bet.user_id,
            game=CODE,
            variant=VARIANT,
            config_id=bet.config.config_id,
            currency=bet.currency,
            stake=bet.stake,
            payout=0,
            seed_id=round_.seed_id,
            nonce=round_.number,
            step=0,
            status="open",
            state=state,
            shared_round=round_.id,
            slot=bet.slot,
            round_id=None,
            opened_at=self._clock.now(),
        )

    async def _bet_of(self, user_id: int, bet_id: UUID, arrived: datetime) -> OpenBet:
        """A player's bet. While its round runs it may look open although it has ended: the ledger knows."""
        taken = self._taken.get(bet_id)
        if taken is not None and taken.user_id == user_id:
            round_ = await self._round_of(taken)
            if round_.phase(arrived) == "running":
                return taken
        async with self._database.read() as session:
            return await games_public.get_bet(session, bet_id=bet_id, user_id=user_id, game=CODE)

    def _decide(self, table: Table, round_: SharedRound, bet: OpenBet, arrived: datetime) -> Drawn:
        if round_.voided:
            raise BetClosedError
        if arrived < round_.locks_at:
            raise RoundNotRunningError
        shown, auto = shown_x100(table, arrived - round_.locks_at), bet.state["auto_x100"]
        if auto is not None and auto <= shown:
            shown = auto
        if shown > crash_point(table, round_.draw()):
            raise RoundCrashedError
        return cashed_out(bet.stake, shown)

    async def _cashed_out(
        self, round_: SharedRound, config: GameConfig, bet: OpenBet, result: Settled | Replayed, drawn: Drawn
    ) -> dict[str, Any]:
        if isinstance(result, Replayed):
            async with self._database.read() as session:
                answer = await games_public.read_answer(session, self._games, bet_id=result.ref, user_id=bet.user_id)
            return {
                **{name: value for name, value in answer.items() if name not in {"result", "cashed_out_at"}},
                "bet_id": str(bet.id),
                "shared_round_id": str(round_.id),
                "status": "cashed_out",
                "multiplier": answer["cashed_out_at"],
            }
        return {
            "bet_id": str(bet.id),
            "shared_round_id": str(round_.id),
            "status": "cashed_out",
            "multiplier": drawn.multiplier_x100 / 100,
            "round_id": str(result.round_id),
            "bet_amount": bet.stake,
            "win_amount": drawn.payout,
            "net": drawn.payout - bet.stake,
            "balance_after": result.balance_after,
            "config_version": config.version,
            "fairness": _fairness(round_),
            "win_streak": result.win_streak,
        }

    async def current(self, user_id: int) -> dict[str, Any]:
        """The whole table at this moment. Raises `RoundNotReadyError` before the very first round."""
        round_ = await self._book.newest()
        config = await self._config_of(round_.config_id)
        table: Table = self._games.table_of(config)
        crowd = await self._crowd_of(round_)
        async with self._database.read() as session:
            own = await games_public.list_bets_of_shared_round(session, shared_round=round_.id, user_id=user_id)
        biggest = sorted(crowd, key=lambda bet: (-bet.stake, bet.id))[:PUBLIC_BETS_MAX]
        return round_facts(table, round_, self._clock.now()) | {
            "config_version": config.version,
            "limits": {"min": table.limits.min, "max": table.limits.max, "step": table.limits.step},
            "presets": list(table.presets),
            "auto_cashout_min": AUTO_MIN_X100 / 100,
            "multiplier_max": table.multiplier_max_x100 / 100,
            "growth_per_s": table.growth_ppm / 1_000_000,
            "betting_ms": table.betting_ms,
            "pause_ms": table.pause_ms,
            "players": len({bet.user_id for bet in crowd}),
            "bets_count": len(crowd),
            "bets_total": sum(bet.stake for bet in crowd),
            "bets": [_shown_bet(bet) for bet in biggest],
            "mine": [_shown_bet(bet) | {"auto_cashout": _multiplier(bet.state["auto_x100"])} for bet in own],
        }

    async def _crowd_of(self, round_: SharedRound) -> list[OpenBet]:
        async with self._reading_crowd:
            seconds = asyncio.get_running_loop().time()
            if self._crowd is None or self._crowd[0] != round_.id or seconds - self._crowd[1] > CROWD_FRESH_S:
                async with self._database.read() as session:
                    bets = await games_public.list_bets_of_shared_round(session, shared_round=round_.id)
                self._crowd = (round_.id, seconds, bets)
            return self._crowd[2]

    async def _round_of(self, bet: OpenBet) -> SharedRound:
        if bet.shared_round is None:
            raise BetNotFoundError
        return await self._book.get(bet.shared_round)

    async def _config_of(self, config_id: int) -> GameConfig:
        for config in self._games.versions(CODE, VARIANT):
            if config.config_id == config_id:
                return config
        async with self._database.read() as session:
            return await games_public.get_config(session, config_id=config_id)

    async def _nickname(self, user_id: int) -> str:
        if (known := self._known_nickname(user_id)) is None:
            # One read at a time: whoever comes meanwhile is read with all the others by the next.
            self._unnamed.add(user_id)
            async with self._naming:
                if (known := self._known_nickname(user_id)) is None:
                    known = await self._read_nicknames(user_id)
        return known

    def _known_nickname(self, user_id: int) -> str | None:
        known = self._nicknames.get(user_id)
        fresh = known is not None and asyncio.get_running_loop().time() - known[0] <= NICKNAME_FRESH_S
        return known[1] if known is not None and fresh else None

    async def _read_nicknames(self, user_id: int) -> str:
        wanted, self._unnamed = self._unnamed | {user_id}, set()
        async with self._database.read() as session:
            names = await users.list_names(session, user_ids=wanted)
            if user_id not in names:
                return (await users.get(session, user_id=user_id)).nickname
        if len(self._nicknames) + len(names) > NICKNAMES_MAX:
            self._nicknames.clear()
        seconds = asyncio.get_running_loop().time()
        self._nicknames |= {name.id: (seconds, name.nickname) for name in names.values()}
        return names[user_id].nickname


def _refuse(bet: OpenBet) -> NoReturn:
    raise RoundCrashedError if bet.status == "settled" and bet.payout == 0 else BetClosedError


def _fairness(round_: SharedRound) -> dict[str, Any]:
    return {"server_seed_hash": round_.server_seed_hash, "client_seed": round_.salt, "nonce": round_.number}


def _multiplier(x100: int | None) -> float | None:
    return None if x100 is None else x100 / 100


def _placed(
    round_: SharedRound,
    config: GameConfig,
    table: Table,
    bet_id: UUID,
    stake: int,
    auto_x100: int | None,
    slot: int,
    balance_after: int,
) -> dict[str, Any]:
    return {
        "bet_id": str(bet_id),
        "round_id": str(round_.id),
        "number": round_.number,
        "locks_at": iso_z(round_.locks_at),
        "slot": slot,
        "status": "placed",
        "bet_amount": stake,
        "auto_cashout": _multiplier(auto_x100),
        "simulated_max_win": payout(stake, auto_x100 or table.multiplier_max_x100),
        "balance_after": balance_after,
        "config_version": config.version,
        "fairness": _fairness(round_),
    }


def _shown_bet(bet: OpenBet) -> dict[str, Any]:
    won = bet.status == "settled" and bet.payout > 0
    return {
        "bet_id": str(bet.id),
        "nickname": bet.state["nickname"],
        "bet_amount": bet.stake,
        "slot": bet.slot,
        "status": _STATUS.get(bet.status, "cashed_out" if won else "lost"),
        "multiplier": bet.payout * 100 // bet.stake / 100 if won else None,
        "win_amount": bet.payout,
    }


def make_desk(state: Any) -> CrashDesk:
    """The process's desk, on what stands on the application's `state`; the table's topic opens with it."""
    state.hub.open_topic(TOPIC)
    return CrashDesk(
        database=state.database,
        lane=state.lane,
        games=state.games,
        book=RoundBook(state.database, state.clock, game=CODE, variant=VARIANT),
        announcer=Announcer(state.redis, TOPIC, state.clock, state.background),
        clock=state.clock,
    )
