"""Machines and paytables over HTTP, and the documentation of the spin call.

The spin itself is served in plain ASGI by `games.bet_route`; `documented` puts it into OpenAPI with the same bodies.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Path

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.games.contracts import LiveTable
from casino_club.domains.games.deps import AppGames
from casino_club.domains.slot.catalog import as_data
from casino_club.domains.slot.contracts import Machine
from casino_club.domains.slot.schemas import MachineOut, MachinesOut, MachineSummaryOut, SpinIn, SpinOut
from casino_club.domains.slot.service import CODE, SPIN_PATH, sheet_of
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import errors
from casino_club.kernel.errors import InvariantError

router = house_router(prefix="/api/games/slot", tags=["slot"])
documented = APIRouter(tags=["slot"])


def _summary(live: LiveTable) -> dict[str, Any]:
    machine: Machine = live.table.machine
    data, sheet = as_data(machine), sheet_of(machine)
    shown = {name: data[name] for name in ("id", "name", "tagline", "rows", "pays_on", "stakes")}
    return shown | {
        "reels": machine.reels,
        "lines_count": len(machine.lines),
        "rtp": sheet.rtp,
        "hit_rate": sheet.hit_rate,
        "sigma": sheet.sigma,
        "max_win": sheet.max_win,
        "config_version": live.config.version,
        "config_hash": live.config.hash,
    }


@router.get("/machines")
async def list_machines(games: AppGames) -> MachinesOut:
    """Every machine with its limits and exact key figures."""
    return MachinesOut(items=[MachineSummaryOut.model_validate(_summary(live)) for live in games.all_live(CODE)])


@router.get("/machines/{machine_id}", responses=errors(404, 422))
async def get_machine(machine_id: Annotated[str, Path(max_length=64)], games: AppGames) -> MachineOut:
    """One machine: strips, lines, paytable, free-spin rules and its exact odds."""
    live = games.live(CODE, machine_id)
    data = as_data(live.table.machine)
    law = {name: data[name] for name in ("lines", "symbols", "strips", "free_spins")}
    facts = (
        _summary(live)
        | law
        | {"odds": sheet_of(live.table.machine).as_data(), "effective_at": live.config.effective_at}
    )
    return MachineOut.model_validate(facts)


@documented.post(SPIN_PATH, responses=errors(401, 402, 403, 404, 413, 422, 429, 503))
async def spin_slot(
    user: CurrentUser,
    body: SpinIn,
    idempotency_key: Annotated[
        str | None,
        Header(min_length=1, max_length=255, pattern=r"^[\x21-\x7e]+$", description="one effect per key"),
    ] = None,
) -> SpinOut:
    """Spin once. Durable before it answers; the same key answers the same round, with `Idempotent-Replayed: true`."""
    raise InvariantError(f"spins are served by the batched lane: {user} {body} {idempotency_key}")
