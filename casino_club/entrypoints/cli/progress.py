"""`progress`: count what players did anew."""

import asyncio

import typer

from casino_club.entrypoints.cli.context import load_settings, opened_database, out, with_engines

app = typer.Typer(no_args_is_help=True, help="Tallies: what players did, as numbers that goals are judged by.")


@app.callback()
def progress() -> None:
    """Tallies: what players did, as numbers that goals are judged by."""


@app.command()
def rebuild() -> None:
    """Make every tally anew from the rounds, grants and visits themselves; play goes on meanwhile."""
    from casino_club.domains.achievements import tasks as achievement_tasks  # noqa: PLC0415
    from casino_club.domains.missions import tasks as mission_tasks  # noqa: PLC0415
    from casino_club.domains.progress import tasks  # noqa: PLC0415
    from casino_club.entrypoints.histories import HISTORIES  # noqa: PLC0415
    from casino_club.kernel.clock import SystemClock  # noqa: PLC0415

    settings = load_settings()

    async def run() -> int:
        async with opened_database(ready) as database:
            clock = SystemClock()
            different = await tasks.rebuild(database, clock, HISTORIES)
            # What the tallies say now and nobody has noted yet.
            await achievement_tasks.reconsider(database, clock)
            await mission_tasks.reconsider(database, clock)
            return different

    with with_engines(settings) as ready:
        different = asyncio.run(run())
    out.print("tallies counted anew", f"({different} had been different)" if different else "(all were right)")
