"""`audit` and `verify-round`: prove the books, prove one round."""

import asyncio
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer
from rich.table import Table

from casino_club.entrypoints.cli.context import load_settings, opened_database, out, with_engines
from casino_club.kernel.errors import InvariantError

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
    from casino_club.domains.slot.service import SlotGame  # noqa: PLC0415
    from casino_club.kernel.rng import commit  # noqa: PLC0415

    async with opened_database(settings) as database, database.read() as session:
        shelf = games.Games([await SlotGame.load(session)])
        played = await games.get_round(session, round_id=round_id, user_id=None)
        answer = await games.read_answer(session, shelf, round_id=round_id, user_id=played.user_id)
        seed = await fairness.seed_facts(session, seed_id=played.seed_id)
        active = await fairness.find_active_seed(session, user_id=played.user_id)
        if seed.server_seed is not None:
            server_seed = bytes.fromhex(seed.server_seed)
        elif active is not None and active.seed_id == played.seed_id:
            server_seed = active.server_seed
        else:
            raise InvariantError(f"the seed of round {round_id} is neither in use nor revealed")
        config, drawn = await games.recompute(
            session,
            shelf,
            game=played.game,
            variant=played.variant,
            config_version=answer["config_version"],
            stake=played.stake,
            server_seed=server_seed,
            client_seed=seed.client_seed,
            nonce=played.nonce,
        )
    committed = commit(server_seed) == seed.server_seed_hash
    return {
        "round": str(round_id),
        "game": f"{played.game} {played.variant}, table version {config.version} {config.hash}",
        "server seed hash": seed.server_seed_hash,
        "server seed": seed.server_seed or "not revealed yet",
        "client seed, nonce": f"{seed.client_seed}, {played.nonce}",
        "stake, payout": f"{played.stake}, {played.payout} (drawn again: {drawn['win_amount']})",
        "same": committed and all(answer[name] == value for name, value in drawn.items()),
    }
