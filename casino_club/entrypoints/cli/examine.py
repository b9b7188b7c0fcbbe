"""`audit` and `verify-round`: prove the books, prove one round."""

import asyncio
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer
from rich.table import Table

from casino_club.entrypoints.cli.context import load_settings, opened_database, out, with_engines

if TYPE_CHECKING:
    from casino_club.domains.audit.contracts import AuditReport
    from casino_club.infra.settings import Settings


def audit() -> None:
    """Check every invariant over all rows; exit code 1 when one is broken."""
    from casino_club.domains.audit import public  # noqa: PLC0415

    async def run(settings: "Settings") -> "AuditReport":
        async with opened_database(settings) as database:
            return await public.run_audit(database)

    with with_engines(load_settings()) as settings:
        report = asyncio.run(run(settings))
    table = Table("check", "violations", "for example")
    for finding in report.findings:
        style = "red" if finding.violations else "green"
        table.add_row(finding.check, str(finding.violations), "\n".join(finding.examples), style=style)
    out.print(table)
    raise typer.Exit(int(not report.clean))


def verify_round(round_id: Annotated[UUID, typer.Argument(help="The id a bet was answered with.")]) -> None:
    """Draw a stored round again from its seeds and table and compare; exit code 1 when it differs."""
    with with_engines(load_settings()) as settings:
        facts = asyncio.run(_verify(settings, round_id))
    same = facts.pop("same")
    for name, value in facts.items():
        out.print(f"{name:>18}  {value}")
    out.print("the round is what its seeds say" if same else "THE ROUND DIFFERS FROM ITS SEEDS", style="bold")
    raise typer.Exit(int(not same))


async def _verify(settings: "Settings", round_id: UUID) -> dict[str, Any]:
    """What a verifier compares. The operator may use a seed that players may not see yet."""
    from casino_club.domains.fairness import public as fairness  # noqa: PLC0415
    from casino_club.domains.games import service as games  # noqa: PLC0415
    from casino_club.domains.games.book import Games  # noqa: PLC0415
    from casino_club.entrypoints.games import PLUGINS  # noqa: PLC0415
    from casino_club.kernel.clock import SystemClock  # noqa: PLC0415
    from casino_club.kernel.rng import Draw, commit  # noqa: PLC0415

    async with opened_database(settings) as database:
        shelf = Games([plugin.game for plugin in PLUGINS], database, SystemClock())
        await shelf.load()
        async with database.read() as session:
            proof = await games.fairness_of_round(session, shelf, round_id=round_id, user_id=None)
            played = await games.get_round(session, round_id=round_id, user_id=None)
            server_seed = await fairness.secret_of(session, seed_id=played.seed_id)
            config, drawn = await games.recompute(
                session,
                shelf,
                game=played.game,
                variant=played.variant,
                config_version=proof["config_version"],
                params=proof["params"],
                draw=Draw(server_seed, proof["client_seed"], played.nonce),
            )
    answer = proof["outcome"]
    committed = commit(server_seed) == proof["server_seed_hash"]
    return {
        "round": str(round_id),
        "game": f"{played.game} {played.variant}, table version {config.version} {config.hash}",
        "server seed hash": proof["server_seed_hash"],
        "server seed": proof["server_seed"] or "not revealed yet",
        "client seed, nonce": f"{proof['client_seed']}, {played.nonce}",
        "stake, payout": f"{played.stake}, {played.payout} (drawn again: {drawn['win_amount']})",
        "same": committed and all(answer[name] == value for name, value in drawn.items() if name in answer),
    }
