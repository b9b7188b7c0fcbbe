"""`leaderboards`: count every leaderboard anew."""

import asyncio
from typing import Annotated

import typer

from casino_club.entrypoints.cli.context import load_settings, opened_database, out, with_engines

app = typer.Typer(no_args_is_help=True, help="Leaderboards: copies in Valkey of what the rounds add up to.")


@app.callback()
def leaderboards() -> None:
    """Leaderboards: copies in Valkey of what the rounds add up to."""


@app.command()
def rebuild(
    *,
    from_rounds: Annotated[
        bool, typer.Option("--from-rounds", help="Also forget the days added up so far: read every round again.")
    ] = False,
) -> None:
    """Count every leaderboard anew, then show it; play goes on meanwhile. Exit code 1 while somebody else does."""
    from casino_club.domains.leaderboards import tasks  # noqa: PLC0415
    from casino_club.infra import redis  # noqa: PLC0415
    from casino_club.kernel.clock import SystemClock  # noqa: PLC0415

    settings = load_settings()

    async def run() -> bool:
        async with opened_database(ready) as database:
            valkey = redis.connect(str(ready.redis_url))
            try:
                return await tasks.rebuild(database, valkey, SystemClock(), from_rounds=from_rounds)
            finally:
                await valkey.aclose()

    with with_engines(settings) as ready:
        done = asyncio.run(run())
    out.print("leaderboards counted anew" if done else "somebody else is counting them; try again in a minute")
    raise typer.Exit(int(not done))
