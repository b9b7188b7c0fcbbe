"""Machines and paytables over HTTP, and the documentation of the spin call.

The spin itself is served in plain ASGI by `games.bet_route`; `documented` puts it into OpenAPI with the same bodies.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Request

from casino_club.domains.auth.guards import CurrentUser
from casino_club.domains.slot.catalog import as_data
from casino_club.domains.slot.schemas import MachineOut, MachinesOut, MachineSummaryOut, SpinIn, SpinOut
from casino_club.domains.slot.service import SPIN_PATH, LiveMachine, SlotGame
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import errors
from casino_club.kernel.errors import InvariantError

router = house_router(prefix="/api/games/slot", tags=["slot"])
documented = APIRouter(tags=["slot"])


def _slot(request: Request) -> SlotGame:
    return request.app.state.slot


AppSlot = Annotated[SlotGame, Depends(_slot)]


def _summary(live: LiveMachine) -> dict[str, Any]:
    data = as_data(live.machine)
    shown = {name: data[name] for name in ("id", "name", "tagline", "rows", "pays_on", "stakes")}
    return shown | {
        "reels": live.machine.reels,
        "lines_count": len(live.machine.lines),
        "rtp": live.sheet.rtp,
        "hit_rate": live.sheet.hit_rate,
        "sigma": live.sheet.sigma,
        "max_win": live.sheet.max_win,
        "config_version": live.config.version,
        "config_hash": live.config.hash,
    }


@router.get("/machines")
async def list_machines(slot: AppSlot) -> MachinesOut:
    """Every machine with its limits and exact key figures."""
    return MachinesOut(items=[MachineSummaryOut.model_validate(_summary(live)) for live in slot.machines()])


@router.get("/machines/{machine_id}", responses=errors(404, 422))
async def get_machine(machine_id: Annotated[str, Path(max_length=64)], slot: AppSlot) -> MachineOut:
    """One machine: strips, lines, paytable, free-spin rules and its exact odds."""
    live = slot.live(machine_id)
    data = as_data(live.machine)
    law = {name: data[name] for name in ("lines", "symbols", "strips", "free_spins")}
    facts = _summary(live) | law | {"odds": live.sheet.as_data(), "effective_at": live.config.effective_at}
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
