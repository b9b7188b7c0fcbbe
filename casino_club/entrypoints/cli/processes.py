"""`up`, `api`, `worker`: the product's processes."""

import asyncio
from typing import Annotated

import typer

from casino_club.entrypoints.cli.context import load_settings, with_engines


def up() -> None:
    """Start everything on this machine and keep it running: engines, migrations, API, worker."""
    from casino_club.entrypoints.supervisor import up as supervise  # noqa: PLC0415

    supervise(load_settings())


def api(
    fd: Annotated[
        int | None, typer.Option(help="Serve on an inherited, bound socket instead of HOST and PORT.")
    ] = None,
) -> None:
    """Serve HTTP, the live socket and the web app in one process."""
    from casino_club.entrypoints.server import serve  # noqa: PLC0415

    with with_engines(load_settings()) as settings:
        serve(settings, fd)


def worker() -> None:
    """Run the outbox relay, jobs and schedules."""
    from casino_club.entrypoints.worker import run  # noqa: PLC0415

    with with_engines(load_settings()) as settings:
        asyncio.run(run(settings))
