"""The club's activity, once and as a stream. Open to everybody: there is nothing of any one player in it."""

from typing import Annotated, Any, Final

import structlog
from fastapi import Depends, Query, Request, Response

from casino_club.domains.social_proof import service
from casino_club.domains.social_proof.cache import ActivityCache
from casino_club.domains.social_proof.schemas import GlobalMetricsOut
from casino_club.infra.http.deps import ClientIp
from casino_club.infra.http.route import house_router
from casino_club.infra.http.schemas import errors
from casino_club.infra.http.sse import EventStream, Streams, event_of, streams_of
from casino_club.infra.realtime.presence import Presence

log = structlog.get_logger(__name__)

router = house_router(prefix="/api/metrics", tags=["metrics"])

_STREAM: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "server-sent events named `metrics`, each with the body of `GET /api/metrics/global`",
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    }
}


async def _cache(request: Request) -> ActivityCache:
    state = request.app.state
    if not hasattr(state, "activity"):
        presence, threshold = Presence(state.redis), state.settings.big_win_threshold_gold
        state.activity = ActivityCache(
            state.redis,
            state.clock,
            lambda: service.measure(state.database, presence, state.clock, big_win_gold=threshold),
        )
    return state.activity


AppActivity = Annotated[ActivityCache, Depends(_cache)]
AppStreams = Annotated[Streams, Depends(streams_of)]


@router.get("/global", responses=errors(503))
async def get_global_metrics(activity: AppActivity) -> GlobalMetricsOut:
    """Who is online (seen within 5 minutes), and what was played in the last hour and this UTC day.

    Counted from the club's rows, at most every 5 s: until then the answer is repeated with its `generated_at`.
    """
    return GlobalMetricsOut.model_validate(await activity.current())


@router.get("/stream", response_class=Response, responses=_STREAM | errors(422, 429, 503))
async def stream_global_metrics(
    activity: AppActivity,
    streams: AppStreams,
    client: ClientIp,
    interval: Annotated[int, Query(ge=2, le=30, description="seconds between two events")] = 5,
) -> Response:
    """The same as server-sent events, at once and then every `interval` seconds, until the caller leaves."""
    await activity.current()  # who cannot be served hears so now, with a status

    async def next_event() -> bytes | None:
        try:
            out = GlobalMetricsOut.model_validate(await activity.current())
        except Exception as error:  # noqa: BLE001 - a stream outlives whatever is away
            log.warning("activity_unavailable", error=repr(error))
            return None
        return event_of("metrics", out.model_dump_json())

    return EventStream(streams, client, next_event, interval_s=interval)
