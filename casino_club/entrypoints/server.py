"""The HTTP server of one API process."""

import gc
import os
import socket
from types import FrameType
from typing import Final

import uvicorn
from fastapi import FastAPI

from casino_club.entrypoints.api import create_app
from casino_club.infra.http.sse import Streams
from casino_club.infra.realtime.protocol import LiveProtocol
from casino_club.infra.settings import Settings
from casino_club.infra.telemetry import configure_logging

_GRACE_S: Final = 10
"""How long requests under way may take after SIGTERM."""


class ClubServer(uvicorn.Server):
    """A server whose event streams end when it is told to stop: they would never end by themselves."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._app = app

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """The signal's handler."""
        super().handle_exit(sig, frame)
        streams: Streams | None = getattr(self._app.state, "streams", None)
        if streams is not None:
            streams.stop()


def serve(settings: Settings, fd: int | None = None) -> None:
    """Serve until SIGTERM or SIGINT, on `fd` when a supervisor bound the port, else on HOST and PORT."""
    configure_logging(settings.log_level)
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http="httptools",
        ws=LiveProtocol,
        log_config=None,
        access_log=False,
        server_header=False,
        # A forged X-Forwarded-For would give every request its own rate limit: only a named proxy is believed.
        proxy_headers="FORWARDED_ALLOW_IPS" in os.environ,
        timeout_graceful_shutdown=_GRACE_S,
    )
    # What is loaded now stays: the collector need not look at it again in the middle of a request.
    gc.collect()
    gc.freeze()
    # Requests leave little cyclic garbage: fewer, larger young collections keep the tail short.
    gc.set_threshold(20_000, 20, 20)
    sockets = None if fd is None else [socket.socket(fileno=fd)]
    ClubServer(config, app).run(sockets=sockets)
