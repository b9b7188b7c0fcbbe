"""uvicorn's WebSocket protocol with what a live stream needs: prebuilt frames, back-pressure, our close codes.

One message goes to thousands of sockets: its frame is built once and written to each transport. The transport's own
buffer is the send queue, so its size says how slow the peer is.
"""

import asyncio
from typing import Any, Final, cast

import structlog
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import CloseCode
from websockets.server import ServerProtocol

log = structlog.get_logger(__name__)

EXTENSION: Final = "casino_club.live"
MESSAGE_BYTES_MAX: Final = 16 * 1024
PING_S: Final = 25.0
IDLE_S: Final = 60.0
LINGER_S: Final = 3.0
"""How long a closed peer may take to go; then it is cut off."""
QUIET_S: Final = 0.5
"""A refused peer that has sent nothing for so long has read the close code, and may go sooner."""

CLOSE_IDLE: Final = 4408
CLOSE_TOO_LARGE: Final = 4413
_TEXT: Final = 0x81
_LENGTH_16: Final = 126
_LENGTH_64: Final = 127


def text_frame(payload: bytes) -> bytes:
    """An unmasked, unfragmented text frame (RFC 6455, 5.2): what every socket of a message is sent."""
    size = len(payload)
    if size < _LENGTH_16:
        return bytes((_TEXT, size)) + payload
    if size < 1 << 16:
        return bytes((_TEXT, _LENGTH_16)) + size.to_bytes(2) + payload
    return bytes((_TEXT, _LENGTH_64)) + size.to_bytes(8) + payload


class _Codec(ServerProtocol):
    """Fails an oversized message with our code instead of 1009."""

    def fail(self, code: CloseCode | int, reason: str = "") -> None:
        super().fail(CLOSE_TOO_LARGE if code == CloseCode.MESSAGE_TOO_BIG else code, reason)


class LiveProtocol(WebSocketsSansIOProtocol):
    """Give it to uvicorn as `ws=`; an endpoint finds itself in `scope["extensions"][EXTENSION]`."""

    ping_s: float = PING_S
    idle_s: float = IDLE_S

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Without compression: it costs 2.5 times the processor time and 4 times the memory here.
        self.conn = _Codec(extensions=[], max_size=MESSAGE_BYTES_MAX, logger=self.conn.logger)
        self.ping_interval = self.ping_s
        self.ping_timeout = self.idle_s - self.ping_s
        self._last_heard = self.loop.time()
        self._failed = False
        self._failed_at = 0.0

    async def run_asgi(self) -> None:
        cast("dict[str, Any]", self.scope)["extensions"][EXTENSION] = self
        await super().run_asgi()

    def data_received(self, data: bytes) -> None:
        self._last_heard = self.loop.time()
        if not self._failed:
            super().data_received(data)
        elif self._last_heard < self._failed_at + LINGER_S:
            self._close_later(QUIET_S)

    def handle_parser_exception(self) -> None:
        """Say why, then read on for a moment: closing over unread bytes would reset the connection first."""
        self._failed, self._failed_at = True, self.loop.time()
        close = self.conn.close_sent
        if close is not None:
            self.queue.put_nowait({"type": "websocket.disconnect", "code": close.code, "reason": close.reason})
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self._close_later(QUIET_S)

    def keepalive_timeout(self) -> None:
        """Any byte is a sign of life; without one the peer is gone."""
        silent_s = self.loop.time() - self._last_heard
        if silent_s < self.ping_timeout:
            self.pong_timer = None
            self.schedule_ping()
            return
        self.close(CLOSE_IDLE, "idle")

    # What the hub uses. None of these waits.

    @property
    def is_open(self) -> bool:
        """False once either side has begun to close."""
        return self.handshake_complete and not (self.close_sent or self.disconnected or self.transport.is_closing())

    @property
    def unsent_bytes(self) -> int:
        """Bytes written but not yet taken by the network."""
        return self.transport.get_write_buffer_size()

    def write(self, frames: bytes) -> int:
        """Send finished frames; answers the bytes the network has not taken yet. A closing socket is sent nothing."""
        transport = self.transport
        if self.close_sent or self.disconnected or transport.is_closing():
            return 0
        transport.write(frames)
        return transport.get_write_buffer_size()

    def close(self, code: int, reason: str) -> None:
        """Send a close frame behind what is already written; a peer that does not take it is cut off."""
        if not self.is_open:
            return
        self.stop_keepalive()
        self.conn.send_close(code, reason)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self._close_later(LINGER_S)

    def _close_later(self, after_s: float) -> None:
        if self.close_timer is not None:
            self.close_timer.cancel()
        self.close_timer = self.loop.call_later(after_s, self.transport.abort)


def live_protocol_of(extensions: Any) -> LiveProtocol | None:
    """The protocol under a WebSocket scope's `extensions`, None when the server runs another one."""
    found: Any = extensions.get(EXTENSION) if extensions else None
    return found if isinstance(found, LiveProtocol) else None


async def drained(peer: LiveProtocol, *, below_bytes: int, timeout_s: float) -> bool:
    """Wait until the peer has taken what was written, down to `below_bytes`; False when it does not in time."""
    deadline = asyncio.get_running_loop().time() + timeout_s
    wait_s = 0.001
    while peer.is_open and peer.unsent_bytes > below_bytes:
        if asyncio.get_running_loop().time() > deadline:
            return False
        await asyncio.sleep(wait_s)
        wait_s = min(2 * wait_s, 0.05)
    return peer.is_open
