"""`up`, `api`, `worker`, `mail-sink`: the product's processes."""

import asyncio
from typing import Annotated

import typer
import uvloop

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
        uvloop.run(run(settings))


def mail_sink(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where to take mail, on the loopback.")] = 1025,
    fd: Annotated[int | None, typer.Option(help="Listen on an inherited, bound socket instead.")] = None,
) -> None:
    """Keep e-mail in the data folder instead of sending it. Not in production."""
    from casino_club.domains.notifications.sink import run_sink  # noqa: PLC0415

    settings = load_settings()
    if settings.is_production:
        raise typer.BadParameter("production sends mail by SMTP_URL")
    asyncio.run(run_sink(settings.data_dir / "mail", port=port, fd=fd))
