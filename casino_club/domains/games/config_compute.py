"""Exact facts of a proposed table, computed in a process of its own: bets go on while a solver works.

One at a time. The child is killed after `COMPUTE_S`; whatever a game's code makes of an operator's table, this
process only gets facts or a list of problems back.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, Final

import structlog

from casino_club.domains.games.config_errors import ConfigTooHeavyError
from casino_club.domains.games.config_rules import RTP_BOUNDS, Problem, problems_of
from casino_club.domains.games.contracts import ConfigFacts, Game
from casino_club.domains.games.errors import ConfigInvalidError
from casino_club.kernel.errors import InvariantError

log = structlog.get_logger(__name__)

COMPUTE_S: Final = 120.0
PROBLEMS_MAX: Final = 50

_one_at_a_time: Final = ThreadPoolExecutor(1, thread_name_prefix="config-facts")


async def compute(game: Game, body: dict[str, Any], *, timeout_s: float = COMPUTE_S) -> ConfigFacts:
    """Parse, compute and judge. Raises `ConfigInvalidError` with every problem, or `ConfigTooHeavyError`."""
    return await asyncio.get_running_loop().run_in_executor(_one_at_a_time, _in_child, game, body, timeout_s)


def judge(game: Game, body: dict[str, Any]) -> ConfigFacts | list[Problem]:
    """The facts of a table that may be published, or what is wrong with it."""
    try:
        facts = game.facts(game.parse(body))
    except ConfigInvalidError as error:
        return error.problems
    except Exception as error:  # noqa: BLE001 - a table a game stumbles over cannot be played
        return [("body", f"{type(error).__name__}: {error}"[:200])]
    return problems_of(facts, getattr(game, "rtp_bounds", RTP_BOUNDS)) or facts


def _in_child(game: Game, body: dict[str, Any], timeout_s: float) -> ConfigFacts:
    # spawn: a forked child would inherit the threads and locks of this process.
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_answer, args=(sender, game, body), name="config-facts", daemon=True)
    child.start()
    sender.close()
    try:
        if not receiver.poll(timeout_s):
            raise ConfigTooHeavyError
        answer: ConfigFacts | list[Problem] = receiver.recv()
    except EOFError as error:
        raise InvariantError(f"the facts of a table of {game.code} died with their process") from error
    finally:
        child.kill()
        child.join()
        child.close()
        receiver.close()
    if isinstance(answer, ConfigFacts):
        return answer
    log.info("config_refused", game=game.code, problems=len(answer))
    raise ConfigInvalidError(answer[:PROBLEMS_MAX])


def _answer(sender: Connection, game: Game, body: dict[str, Any]) -> None:
    sender.send(judge(game, body))
    sender.close()
