"""All sockets of one process: catches each up with its player's stream, then passes new messages on as they come.

A socket is either *live* (the next announced message is the next it needs) or being *synchronised* from the stored
stream. Whatever puts the order in doubt (a gap, a reconnect to Valkey, an emptied Valkey) synchronises it again, so a
client sees every number once and in order, or a fresh state.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final
from uuid import UUID

import structlog
from prometheus_client import Counter, Gauge

from casino_club.infra.db.engine import is_unavailable
from casino_club.infra.realtime import presence
from casino_club.infra.realtime.messages import numbered
from casino_club.infra.realtime.presence import Presence
from casino_club.infra.realtime.protocol import LiveProtocol, drained, text_frame
from casino_club.infra.realtime.stream import RESET, Position, StreamStore, channel_of, seq_of, topic_channel
from casino_club.infra.realtime.subscriber import Subscriber
from casino_club.infra.redis import Redis, RedisUnavailable
from casino_club.infra.tasks import Background
from casino_club.kernel.clock import Clock

log = structlog.get_logger(__name__)

UNSENT_BYTES_MAX: Final = 256 * 1024
"""A socket with more than this waiting in its buffer is dropped; its client resumes when it can read again."""
SLOW_S: Final = 10.0
REPLAY_PAGE: Final = 200
STATES_AT_ONCE_MAX: Final = 4
"""Initial states read at a time: a crowd coming back must not take the pool from players' requests."""
STREAMS_AT_ONCE_MAX: Final = 16
"""Streams asked at a time, for the same reason."""
RETRY_S: Final = 0.3
SOCKETS_A_TURN: Final = 250
"""Sockets written to before the event loop gets a turn: a broadcast must not starve handshakes."""
TOPIC_PAUSE_S: Final = 0.05
"""Between two writes of a topic to everybody. What is broadcast meanwhile goes out together: a thousand players who bet
at once are a thousand messages to a thousand sockets, and the write costs, not the bytes."""
TOPIC_BYTES_MAX: Final = 64 * 1024
"""One write of a topic at most: far below what makes a socket slow."""
TOPIC_WAITING_MAX: Final = 10_000
"""Broadcasts are not kept: beyond this the oldest go unsaid, as they do while Valkey is away."""
CLOSE_SLOW: Final = 1013
CLOSE_UNAUTHENTICATED: Final = 4401
CLOSE_RESTART: Final = 1012
CLOSE_BROKEN: Final = 1011

SOCKETS = Gauge("casino_club_live_sockets", "Open sockets", multiprocess_mode="livesum")
MESSAGES = Counter("casino_club_live_messages_total", "Messages written to sockets")
SYNCHRONISED = Counter("casino_club_live_synchronised_total", "Sockets brought up to date", ["way"])
SLOW = Counter("casino_club_live_slow_sockets_total", "Sockets dropped because they did not read")


@dataclass(slots=True, eq=False)
class Socket:
    """One client. `position` is the last number written to it, None while it still needs a state."""

    user_id: int
    session_id: UUID
    peer: LiveProtocol
    since: int | None
    position: int | None = None
    greeted: bool = False
    live: bool = False
    synchronising: bool = False
    topics: set[str] = field(default_factory=set[str])


@dataclass(slots=True, eq=False)
class _Feed:
    """A player's sockets here. `head` is the last number announced; `epoch` grows whenever order is in doubt."""

    sockets: set[Socket] = field(default_factory=set[Socket])
    head: int = 0
    epoch: int = 0


class Hub:
    """`state_of(user_id)` reads what a client starts from, in one snapshot, holding nothing afterwards."""

    def __init__(
        self,
        redis: Redis,
        *,
        state_of: Callable[[int], Awaitable[dict[str, Any]]],
        clock: Clock,
    ) -> None:
        self._stream = StreamStore(redis)
        self._presence = Presence(redis)
        self._state_of = state_of
        self._clock = clock
        self._feeds: dict[int, _Feed] = {}
        self._topics: dict[str, set[Socket]] = {}
        self._topic_of_channel: dict[bytes, str] = {}
        self._waiting: dict[str, deque[bytes]] = {}
        self._speakers: dict[str, Callable[[], None]] = {}
        self._subscriber = Subscriber(redis, on_message=self._on_message, on_confirmed=self._on_confirmed)
        self._state_slots = asyncio.Semaphore(STATES_AT_ONCE_MAX)
        self._stream_slots = asyncio.Semaphore(STREAMS_AT_ONCE_MAX)
        self._background = Background()

    async def start(self) -> None:
        """Begin to listen."""
        self._background.start(self._subscriber.run())
        self._background.start(self._beat())

    async def stop(self) -> None:
        """Ask every client to come back later, and stop listening."""
        for socket in self._sockets():
            socket.peer.close(CLOSE_RESTART, "restart")
        await self._background.end()

    def open_topic(self, topic: str) -> None:
        """Let clients subscribe to a topic's broadcasts (`StreamStore.broadcast`)."""
        self._topics[topic] = set()
        self._waiting[topic] = deque(maxlen=TOPIC_WAITING_MAX)
        self._speakers[topic] = self._background.errand(partial(self._speak, topic), name=f"speak-{topic}")
        self._topic_of_channel[topic_channel(topic)] = topic
        self._subscriber.add(topic_channel(topic))

    def add(self, socket: Socket) -> None:
        """Take a socket in; it is greeted and caught up as soon as its player's channel is heard."""
        SOCKETS.inc()
        feed = self._feeds.get(socket.user_id)
        if feed is None:
            feed = self._feeds[socket.user_id] = _Feed()
            self._subscriber.add(channel_of(socket.user_id))
        feed.sockets.add(socket)
        if feed.epoch:
            self._synchronise(socket)

    def remove(self, socket: Socket) -> None:
        """Forget a socket."""
        SOCKETS.dec()
        for topic in socket.topics:
            self._topics[topic].discard(socket)
        feed = self._feeds[socket.user_id]
        feed.sockets.discard(socket)
        if not feed.sockets:
            del self._feeds[socket.user_id]
            self._subscriber.drop(channel_of(socket.user_id))

    def subscribe(self, socket: Socket, topic: str) -> bool:
        """Give the socket a topic's broadcasts from now on; False for a topic that does not exist."""
        if topic not in self._topics:
            return False
        self._topics[topic].add(socket)
        socket.topics.add(topic)
        return True

    def unsubscribe(self, socket: Socket, topic: str) -> bool:
        """End that; False for a topic that does not exist."""
        if topic not in self._topics:
            return False
        self._topics[topic].discard(socket)
        socket.topics.discard(topic)
        return True

    def close_sockets(self, user_id: int, session_id: UUID | None, *, code: int, reason: str) -> None:
        """Close the player's sockets at once: those of one session, or all."""
        feed = self._feeds.get(user_id)
        for socket in () if feed is None else feed.sockets:
            if session_id is None or socket.session_id == session_id:
                socket.live = False
                socket.peer.close(code, reason)

    def tell(self, socket: Socket, kind: str, data: Any, *, seq: int | None = None) -> None:
        """Answer one socket outside the numbered stream: the message carries the number the socket stands at."""
        seq = socket.position or 0 if seq is None else seq
        self._write(socket, text_frame(numbered(kind, socket.user_id, data, self._clock.now(), seq)))

    def _sockets(self) -> list[Socket]:
        return [socket for feed in self._feeds.values() for socket in feed.sockets]

    def _write(self, socket: Socket, frames: bytes) -> None:
        if socket.peer.write(frames) > UNSENT_BYTES_MAX:
            self._drop_slow(socket)

    def _drop_slow(self, socket: Socket) -> None:
        if socket.peer.is_open:
            SLOW.inc()
            socket.live = False
            socket.peer.close(CLOSE_SLOW, "slow")

    # Live delivery.

    def _on_confirmed(self, channel: bytes) -> None:
        if channel in self._topic_of_channel or not channel.removeprefix(b"rt:").isdigit():
            return
        feed = self._feeds.get(int(channel.removeprefix(b"rt:")))
        if feed is not None:
            self._doubt(feed)

    def _doubt(self, feed: _Feed) -> None:
        feed.epoch += 1
        for socket in feed.sockets:
            self._synchronise(socket)

    async def _on_message(self, channel: bytes, data: bytes) -> None:
        topic = self._topic_of_channel.get(channel)
        if topic is not None:
            self._waiting[topic].append(text_frame(data))
            self._speakers[topic]()
            return
        feed = self._feeds.get(int(channel.removeprefix(b"rt:")))
        if feed is None:
            return
        if data == RESET:
            self._doubt(feed)
            return
        messages = data.split(b"\n")
        last = seq_of(messages[-1])
        first = last - len(messages) + 1
        feed.head = max(feed.head, last)
        frames = b"".join([text_frame(message) for message in messages])
        written = 0
        for socket in feed.sockets:
            if not socket.live or socket.position is None or last <= socket.position:
                continue
            if first != socket.position + 1:
                self._synchronise(socket)
                continue
            socket.position = last
            self._write(socket, frames)
            written += len(messages)
        MESSAGES.inc(written)

    async def _speak(self, topic: str) -> None:
        """Write what waits to everybody, the first message at once and then at most one write a pause."""
        waiting = self._waiting[topic]
        while waiting:
            frames, size = list[bytes](), 0
            while (waiting and size + len(waiting[0]) <= TOPIC_BYTES_MAX) or not frames:
                frames.append(waiting.popleft())
                size += len(frames[-1])
            await self._broadcast(topic, b"".join(frames), len(frames))
            await asyncio.sleep(TOPIC_PAUSE_S)

    async def _broadcast(self, topic: str, frames: bytes, count: int) -> None:
        sockets = list(self._topics[topic])
        for start in range(0, len(sockets), SOCKETS_A_TURN):
            for socket in sockets[start : start + SOCKETS_A_TURN]:
                self._write(socket, frames)
            await asyncio.sleep(0)
        MESSAGES.inc(count * len(sockets))

    # Synchronisation.

    def _synchronise(self, socket: Socket) -> None:
        socket.live = False
        if not socket.synchronising:
            socket.synchronising = True
            self._background.start(self._catch_up_until_live(socket))

    async def _catch_up_until_live(self, socket: Socket) -> None:
        try:
            while socket.peer.is_open and not socket.live:
                try:
                    await self._catch_up(socket)
                except Exception as error:
                    if not isinstance(error, RedisUnavailable) and not is_unavailable(error):
                        raise
                    log.warning("synchronisation_waits", error=repr(error))
                    await asyncio.sleep(RETRY_S)
        except Exception:
            log.exception("synchronisation_failed", user_id=socket.user_id)
            socket.peer.close(CLOSE_BROKEN, "internal error")
        finally:
            socket.synchronising = False

    async def _catch_up(self, socket: Socket) -> None:
        feed = self._feeds.get(socket.user_id)
        if feed is None:
            return
        epoch = feed.epoch
        async with self._stream_slots:
            stands = await self._stream.attach(socket.user_id)
            if not socket.greeted:
                self._greet(socket, stands)
                await self._presence.seen([socket.user_id])
        if socket.position is None or not stands.floor <= socket.position <= stands.seq:
            # The state is read after the stream's number: it holds at least everything up to that number.
            async with self._state_slots:
                state = await self._state_of(socket.user_id)
            socket.position = feed.head = stands.seq
            self.tell(socket, "initial_state", state)
            SYNCHRONISED.labels("state").inc()
        else:
            SYNCHRONISED.labels("resumed").inc()
        await self._replay(socket, feed, epoch)

    def _greet(self, socket: Socket, stands: Position) -> None:
        if socket.since is not None and stands.floor <= socket.since <= stands.seq:
            socket.position = socket.since
        seq = stands.seq if socket.position is None else socket.position
        self.tell(socket, "sync_connected", {"session": str(socket.session_id), "seq": stands.seq}, seq=seq)
        socket.greeted = True

    async def _replay(self, socket: Socket, feed: _Feed, epoch: int) -> None:
        """Write stored messages until none is left, then go live. Returns early when the order is in doubt."""
        while socket.peer.is_open and socket.position is not None:
            async with self._stream_slots:
                messages = await self._stream.read(socket.user_id, after=socket.position, count=REPLAY_PAGE)
            if not messages:
                # No await since the answer: what is announced from here on reaches this socket as it comes.
                socket.live = epoch == feed.epoch and feed.head <= socket.position
                return
            if seq_of(messages[0]) != socket.position + 1:
                socket.position = None  # the window has moved past this client
                return
            socket.position = seq_of(messages[-1])
            self._write(socket, b"".join([text_frame(message) for message in messages]))
            MESSAGES.inc(len(messages))
            if not await drained(socket.peer, below_bytes=UNSENT_BYTES_MAX // 4, timeout_s=SLOW_S):
                self._drop_slow(socket)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(presence.HEARTBEAT_S)
            try:
                user_ids = list(self._feeds)
                await self._presence.seen(user_ids)
                await self._stream.keep(user_ids)
            except RedisUnavailable as error:
                log.warning("presence_unavailable", error=repr(error))
