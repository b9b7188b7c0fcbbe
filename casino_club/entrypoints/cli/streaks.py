"""`streaks`: count every streak from its days."""

import asyncio
from typing import TYPE_CHECKING

import typer

from casino_club.entrypoints.cli.context import load_settings, opened_database, out, with_engines

if TYPE_CHECKING:
    from casino_club.domains.streaks.contracts import Difference

app = typer.Typer(no_args_is_help=True, help="Streaks: copies of what the days attended add up to.")


@app.callback()
def streaks() -> None:
    """Streaks: copies of what the days attended add up to."""


@app.command()
def repair() -> None:
    """Count every streak from its days, name those that were something else, and mend them."""
    from casino_club.domains.streaks import tasks  # noqa: PLC0415

    settings = load_settings()

    async def run() -> "list[Difference]":
        async with opened_database(ready) as database:
            return await tasks.repair_streaks(database)

    with with_engines(settings) as ready:
        mended = asyncio.run(run())
    for one in mended:
        out.print(f"player {one.user_id} {one.action_type}: {one.stored} was {one.true}")
    out.print(f"{len(mended)} streaks mended")
