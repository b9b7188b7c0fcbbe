"""Calls to addresses that somebody else chose, made with care.

Outside dev and test only https on its ordinary port, only by a name, only when that name leads to public addresses. The
name is looked up again for each connection, and the connection goes to the address that was judged: a name cannot
change its mind in between. No proxy, no cookies; the caller follows no redirect and reads little of the answer.
"""

import ipaddress
import re
import socket
from typing import Final
from urllib.parse import urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

URL_CHARS_MAX: Final = 1024
TIMEOUT_S: Final = 10.0
_PRIVATE_NAMES: Final = ("localhost", "local", "internal", "lan", "home", "corp", "test", "invalid", "arpa")
_LOOPBACK_HOSTS: Final = ("127.0.0.1", "localhost", "::1")
_PLAIN: Final = re.compile(r"[!-~]+")
_GLOBAL_UNICAST: Final = ipaddress.IPv6Network("2000::/3")
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
_IPV4_BITS: Final = 0xFFFF_FFFF


def is_public(address: str) -> bool:
    """True for an address that the whole internet can reach.

    An IPv6 address that stands for an IPv4 one is judged by that one; 6to4 and Teredo tunnels are refused.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or (ipaddress.IPv4Address(int(ip) & _IPV4_BITS) if ip in _NAT64 else None)
        if inner is None:
            tunnelled = ip.sixtofour is not None or ip.teredo is not None
            return ip in _GLOBAL_UNICAST and ip.is_global and not tunnelled
        ip = inner
    return ip.is_global and not ip.is_multicast


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host.replace(".", "").isdigit() or host.startswith("0x")  # older spellings of IPv4
    return True


def is_allowed_endpoint(endpoint: str, *, public_only: bool) -> bool:
    """Whether an address may be called, as far as its text says.

    Without `public_only` a loopback one may be, also in plain http.
    """
    try:
        parts = urlsplit(endpoint)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return False
    if (
        not _PLAIN.fullmatch(endpoint)
        or len(endpoint) > URL_CHARS_MAX
        or not host
        or parts.username
        or parts.password
        or parts.fragment
    ):
        return False
    if not public_only and host in _LOOPBACK_HOSTS:
        return parts.scheme in {"http", "https"}
    named = "." in host and not _is_literal(host) and host.rpartition(".")[2] not in _PRIVATE_NAMES
    return parts.scheme == "https" and named and port in {None, 443}


class PublicResolver(AbstractResolver):
    """Finds addresses of names, and forgets those that are not public; `loopback` lets `localhost` be itself."""

    def __init__(self, *, loopback: bool = False) -> None:
        self._resolver = aiohttp.ThreadedResolver()
        self._loopback = loopback

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The public addresses of a name. Raises OSError when there is none."""
        answers = await self._resolver.resolve(host, port, family)
        found = [one for one in answers if is_public(one["host"]) or self._is_own(host, one["host"])]
        if not found:
            raise OSError("the name leads to no public address")
        return found

    def _is_own(self, host: str, address: str) -> bool:
        return self._loopback and host == "localhost" and ipaddress.ip_address(address.partition("%")[0]).is_loopback

    async def close(self) -> None:
        """Give back what the resolver holds."""
        await self._resolver.close()


async def may_call(endpoint: str, *, public_only: bool) -> bool:
    """Whether an address may be called, its name looked up now. For the moment it is handed in: each call of it is
    judged again by `is_allowed_endpoint` and by the session's resolver."""
    if not is_allowed_endpoint(endpoint, public_only=public_only):
        return False
    parts = urlsplit(endpoint)
    host = parts.hostname or ""
    if _is_literal(host):
        return True  # only a loopback one comes this far
    resolver = PublicResolver(loopback=not public_only)
    try:
        await resolver.resolve(host, parts.port or 443, socket.AF_UNSPEC)
    except (OSError, UnicodeError):  # a label past 63 characters is a UnicodeError
        return False
    finally:
        await resolver.close()
    return True


def http_session(*, public_only: bool) -> aiohttp.ClientSession:
    """The connections that messages go out by. Close it."""
    connector = aiohttp.TCPConnector(resolver=PublicResolver(loopback=not public_only), use_dns_cache=False, limit=16)
    return aiohttp.ClientSession(
        connector=connector,
        timeout=aiohttp.ClientTimeout(total=TIMEOUT_S),
        trust_env=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,  # a small answer must not become a large one
    )
