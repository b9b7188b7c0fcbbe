"""One ordered, numbered stream of messages per player, kept in Valkey for the retention window.

A stream exists from a player's first connection until 24 h after the last, so players without a socket cost one
look-up an event. `seq` grows by one a message and starts at the Unix milliseconds of the stream's birth: whatever
becomes of Valkey, a later stream of the same player never reuses a number.

A stream is bound to the life of the Valkey server that bore it. A server that comes back from disk may have lost its
last second of writes, and would give those numbers to other messages; so its streams are born anew. The binding costs
nothing: the server's run id stands in the scripts' text, and a restarted server does not know such a script.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, cast
from uuid import UUID

from redis.exceptions import NoScriptError

from casino_club.infra.redis import Redis

RETENTION_S: Final = 24 * 3600
RETAINED_MAX: Final = 10_000
REMEMBERED_EVENTS_MAX: Final = 4096
STALE_MS: Final = 60_000
"""An event this much older than the newest appended one (a replayed dead letter) would turn values back in time: the
stream is born anew instead, and its sockets get a fresh state."""

RESET: Final = b"reset"
_PLAYERS_A_PIPELINE: Final = 500
_SEQ_KEY: Final = b',"seq":'

_PREAMBLE: Final = """
local RUN = '{run}'
local function num(n) return string.format('%.0f', n) end
"""

# KEYS: one head a player; ARGV: one channel a player. Answers 1 for each stream that wants messages. A socket without
# a stream (Valkey was emptied under it) is told to start over.
_WANTED: Final = """
local wanted = {}
for i, head in ipairs(KEYS) do
    if redis.call('HGET', head, 'run') == RUN then wanted[i] = 1
    else wanted[i] = 0; redis.call('PUBLISH', ARGV[i], 'reset') end
end
return wanted
"""

# KEYS: head, messages, events; ARGV: channel, event id, its time in ms, then JSON objects without their closing brace.
_APPEND: Final = """
local head = redis.call('HMGET', KEYS[1], 'run', 'seq', 'at')
if head[1] ~= RUN then redis.call('PUBLISH', ARGV[1], 'reset'); return 0 end
local seq, at, occurred = tonumber(head[2]), tonumber(head[3]), tonumber(ARGV[3])
if redis.call('ZADD', KEYS[3], 'NX', num(seq), ARGV[2]) == 0 then return 0 end
if occurred < at - {stale_ms} then
    redis.call('HSET', KEYS[1], 'run', ''); redis.call('PUBLISH', ARGV[1], 'reset'); return 0
end
local frames = {{}}
for i = 4, #ARGV do
    seq = seq + 1
    frames[i - 3] = ARGV[i] .. ',"seq":' .. num(seq) .. '}}'
    redis.call('XADD', KEYS[2], 'MAXLEN', '=', {retained_max}, num(seq) .. '-0', 'm', frames[i - 3])
end
redis.call('ZREMRANGEBYRANK', KEYS[3], 0, -{remembered} - 1)
redis.call('HSET', KEYS[1], 'seq', num(seq), 'at', num(math.max(at, occurred)))
redis.call('EXPIRE', KEYS[2], {ttl_s}); redis.call('EXPIRE', KEYS[3], {ttl_s})
redis.call('PUBLISH', ARGV[1], table.concat(frames, '\\n'))
return #frames
"""

# KEYS: head, messages, events. Makes the stream when there is none of this server's life; answers {seq, floor}.
_ATTACH: Final = """
local head = redis.call('HMGET', KEYS[1], 'run', 'seq', 'base')
local seq, base = tonumber(head[2] or '0'), tonumber(head[3] or '0')
if head[1] ~= RUN then
    local time = redis.call('TIME')
    seq = math.max(tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000), seq + 1)
    base = seq
    redis.call('DEL', KEYS[2], KEYS[3])
    redis.call('HSET', KEYS[1], 'run', RUN, 'seq', num(seq), 'base', num(base), 'at', '0')
end
redis.call('EXPIRE', KEYS[1], {ttl_s})
local first = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)
if first[1] then return {{seq, tonumber(string.match(first[1][1], '^%d+')) - 1}} end
if seq ~= base then return {{seq, seq}} end
return {{seq, base}}
"""

# KEYS: topic counter; ARGV: channel, JSON object without its closing brace.
_BROADCAST: Final = """
local seq = redis.call('INCR', KEYS[1])
redis.call('PUBLISH', ARGV[1], ARGV[2] .. ',"seq":' .. num(seq) .. '}')
return seq
"""
_LIMITS: Final = {
    "ttl_s": RETENTION_S,
    "retained_max": RETAINED_MAX,
    "remembered": REMEMBERED_EVENTS_MAX,
    "stale_ms": STALE_MS,
}
_SCRIPTS: Final = {
    "wanted": _WANTED,
    "append": _APPEND.format(**_LIMITS),
    "attach": _ATTACH.format(**_LIMITS),
    "broadcast": _BROADCAST,
}


@dataclass(frozen=True, slots=True)
class Append:
    """The messages of one event: JSON objects in bytes, each without its closing brace."""

    event_id: UUID
    user_id: int
    occurred_ms: int
    bodies: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """Where a stream stands: its last number, and the smallest number a client may resume from."""

    seq: int
    floor: int


def channel_of(user_id: int) -> bytes:
    """The pub/sub channel that carries a player's new messages, joined by newlines."""
    return b"rt:%d" % user_id


def topic_channel(topic: str) -> bytes:
    """The pub/sub channel of a broadcast topic."""
    return b"rt:topic:" + topic.encode()


def seq_of(message: bytes) -> int:
    """The number at the end of a stored message."""
    return int(message[message.rindex(_SEQ_KEY) + len(_SEQ_KEY) : -1])


def _keys(user_id: int) -> list[bytes]:
    # One hash tag a player: on a cluster the three stand together.
    tag = b"rt:{%d}" % user_id
    return [tag, tag + b":messages", tag + b":events"]


class StreamStore:
    """All streams. Every method may raise `RedisUnavailable`."""

    def __init__(self, redis: Redis) -> None:
        self._redis = cast("Any", redis)
        self._hashes: dict[str, str] = {}

    async def attach(self, user_id: int) -> Position:
        """Make the player's stream if there is none, keep it for another 24 h, and say where it stands."""
        seq, floor = await self._run("attach", _keys(user_id))
        return Position(seq, floor)

    async def read(self, user_id: int, *, after: int, count: int) -> list[bytes]:
        """Stored messages with numbers above `after`, oldest first, at most `count`."""
        rows = await self._redis.xrange(_keys(user_id)[1], min=f"({after}-0", max="+", count=count)
        return [fields[b"m"] for _, fields in rows]

    async def wanted(self, user_ids: Sequence[int]) -> set[int]:
        """Those of the players whose streams take messages."""
        if not user_ids:
            return set()
        flags = await self._run(
            "wanted", [_keys(user_id)[0] for user_id in user_ids], [channel_of(user_id) for user_id in user_ids]
        )
        return {user_id for user_id, flag in zip(user_ids, flags, strict=True) if flag}

    async def append(self, appends: Sequence[Append]) -> None:
        """Number, keep and announce each event's messages, all of an event's or none; a known event changes nothing."""
        if not appends:
            return
        if not self._hashes:
            await self._load()
        try:
            await self._append(appends)
        except NoScriptError:
            await self._load()
            await self._append(appends)

    async def keep(self, user_ids: Sequence[int]) -> None:
        """Let these players' streams live another 24 h."""
        for start in range(0, len(user_ids), _PLAYERS_A_PIPELINE):
            pipeline = self._redis.pipeline(transaction=False)
            for user_id in user_ids[start : start + _PLAYERS_A_PIPELINE]:
                pipeline.expire(_keys(user_id)[0], RETENTION_S)
            await pipeline.execute()

    async def broadcast(self, topic: str, body: bytes) -> int:
        """Announce one message to a topic's sockets; nothing is kept. Answers the topic's number."""
        return await self._run("broadcast", [b"rt:topic:" + topic.encode() + b":seq"], [topic_channel(topic), body])

    async def _append(self, appends: Sequence[Append]) -> None:
        pipeline = self._redis.pipeline(transaction=False)
        digest = self._hashes["append"]
        for item in appends:
            facts = (channel_of(item.user_id), str(item.event_id), item.occurred_ms, *item.bodies)
            pipeline.execute_command("EVALSHA", digest, 3, *_keys(item.user_id), *facts)
        await pipeline.execute()

    async def _run(self, name: str, keys: Sequence[bytes], arguments: Sequence[bytes] = ()) -> Any:
        if not self._hashes:
            await self._load()
        try:
            return await self._redis.evalsha(self._hashes[name], len(keys), *keys, *arguments)
        except NoScriptError:
            await self._load()
            return await self._redis.evalsha(self._hashes[name], len(keys), *keys, *arguments)

    async def _load(self) -> None:
        run = await self._run_id()
        while True:
            preamble = _PREAMBLE.format(run=run)
            self._hashes = {name: await self._redis.script_load(preamble + text) for name, text in _SCRIPTS.items()}
            # The same id on both sides of the loading: the scripts are in the server they name.
            after = await self._run_id()
            if after == run:
                return
            run = after

    async def _run_id(self) -> str:
        return (await self._redis.info("server"))["run_id"]
