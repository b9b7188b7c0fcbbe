"""What runs inside Valkey. Each script is atomic; all keys share one hash tag, so a cluster keeps them together.

Keys: `live` and `building` name a name space and the server life (`run`) it belongs to: a server that came back from
disk may have lost its last second, so what it holds is no longer trusted. Under a name space stand, for each game (and
`all`) and period group, one hash `h` (player → standing) and four sorted sets `z` (member → value). A standing is nine
doubles: four values, the four moments they were reached, and the plays of the base (days before the single ones). A
member is the inverted moment and the inverted player, big-endian: among equal scores Valkey orders by member, so the
earlier moment, then the older account, stands higher.
"""

from typing import Final

TAG: Final = "{lb}"

PREAMBLE: Final = """
local RUN = '{run}'
local TAG = '{{lb}}:'
local FORMAT = '>ddddddddd'
local INVERT = 9007199254740991
local function num(n) return string.format('%.0f', n) end
local function member(at, user) return struct.pack('>dd', INVERT - at, INVERT - user) end
local function space(name)
    local found = redis.call('HMGET', TAG .. name, 'run', 'ns')
    if found[1] == RUN then return found[2] end
end
local function hash(ns, game, group) return TAG .. ns .. ':h:' .. game .. ':' .. group end
local function zset(ns, game, group, i) return TAG .. ns .. ':z' .. i .. ':' .. game .. ':' .. group end
local function standing(raw)
    if raw then return {{struct.unpack(FORMAT, raw)}} end
    return {{0, 0, 0, -1, 0, 0, 0, 0, 0}}
end
"""

# ARGV: '' (an event: live and building) or the loader's name space; then for each fact game, player, its nine numbers
# packed, and 'group ttl group ttl ...' with the group that knows the fact first. Answers how many name spaces took
# them, -1 when the loader has lost its name space.
APPLY: Final = """
local spaces = {}
if ARGV[1] == '' then
    for _, name in ipairs({'live', 'building'}) do
        local ns = space(name)
        if ns then spaces[#spaces + 1] = ns end
    end
else
    if space('building') ~= ARGV[1] then return -1 end
    redis.call('EXPIRE', TAG .. 'building', {building_s})
    spaces[1] = ARGV[1]
end

local function merge(ns, game, group, ttl_s, user, fact, added, base)
    local key = hash(ns, game, group)
    local raw = redis.call('HGET', key, user)
    local old, new = standing(raw), standing(raw)
    for i = 1, 3 do
        new[i] = old[i] + added[i]
        new[i + 4] = math.max(old[i + 4], fact[i + 4])
    end
    if fact[4] > old[4] or (fact[4] == old[4] and fact[8] < old[8]) then new[4] = fact[4]; new[8] = fact[8] end
    if base then new[9] = old[9] + added[1] end
    local packed = struct.pack(FORMAT, unpack(new))
    if packed == raw then return end
    redis.call('HSET', key, user, packed)
    for i = 1, 4 do
        local moved = new[i + 4] ~= old[i + 4]
        if not raw or moved or new[i] ~= old[i] then
            local board = zset(ns, game, group, i)
            if raw and moved then redis.call('ZREM', board, member(old[i + 4], user)) end
            redis.call('ZADD', board, num(new[i]), member(new[i + 4], user))
            if not raw and ttl_s ~= '0' then redis.call('EXPIRE', board, ttl_s) end
        end
    end
    if not raw and ttl_s ~= '0' then redis.call('EXPIRE', key, ttl_s) end
end

for at = 2, #ARGV, 4 do
    local game, user, fact = ARGV[at], ARGV[at + 1], {struct.unpack(FORMAT, ARGV[at + 2])}
    local groups = {}
    for group, ttl_s in string.gmatch(ARGV[at + 3], '(%S+) (%S+)') do groups[#groups + 1] = {group, ttl_s} end
    local base = groups[1][1] == 'a'
    for _, ns in ipairs(spaces) do
        local known = standing(redis.call('HGET', hash(ns, game, groups[1][1]), user))
        local added = {0, 0, 0}
        if base then
            if known[9] == 0 then added = {fact[1], fact[2], fact[3]} end
        elseif fact[1] > known[1] then
            added = {fact[1] - known[1], fact[2] - known[2], fact[3] - known[3]}
        end
        for _, group in ipairs(groups) do
            merge(ns, game, group[1], group[2], user, fact, added, base)
            merge(ns, 'all', group[1], group[2], user, fact, added, base)
        end
    end
end
return #spaces
"""

# ARGV: game, group, metric (1 to 4), limit, player, lines around. Answers nil without boards, else
# {players, top with scores, rank from 0 or -1, rank of the first line around, lines around with scores}.
READ: Final = """
local ns = space('live')
if not ns then return false end
local i, user, around = tonumber(ARGV[3]), tonumber(ARGV[5]), tonumber(ARGV[6])
local board = zset(ns, ARGV[1], ARGV[2], i)
local top = redis.call('ZREVRANGE', board, 0, tonumber(ARGV[4]) - 1, 'WITHSCORES')
local rank, first, lines = -1, 0, {}
local raw = redis.call('HGET', hash(ns, ARGV[1], ARGV[2]), ARGV[5])
if raw then
    rank = redis.call('ZREVRANK', board, member(standing(raw)[i + 4], user))
    first = math.max(0, rank - around)
    lines = redis.call('ZREVRANGE', board, first, rank + around, 'WITHSCORES')
end
return {redis.call('ZCARD', board), top, rank, first, lines}
"""

# ARGV: name space. Answers 1 when it may be filled, 0 while another one is being filled.
BEGIN: Final = """
if space('building') then return 0 end
redis.call('DEL', TAG .. 'building')
redis.call('HSET', TAG .. 'building', 'run', RUN, 'ns', ARGV[1])
redis.call('EXPIRE', TAG .. 'building', {building_s})
return 1
"""

# ARGV: name space. Puts it live; answers 0 when it was lost meanwhile.
PROMOTE: Final = """
if space('building') ~= ARGV[1] then return 0 end
redis.call('DEL', TAG .. 'live')
redis.call('RENAME', TAG .. 'building', TAG .. 'live')
redis.call('PERSIST', TAG .. 'live')
return 1
"""

# ARGV: name space. Keeps it while a slow query is under way.
KEEP: Final = """
if space('building') ~= ARGV[1] then return 0 end
return redis.call('EXPIRE', TAG .. 'building', {building_s})
"""

# The name spaces in use.
SPACES: Final = """
return {space('live') or '', space('building') or ''}
"""
