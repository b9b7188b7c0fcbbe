"""Where calls to addresses of strangers may go: a table of those that may not."""

import socket

import aiohttp
import pytest

from casino_club.infra.net import PublicResolver, http_session, is_allowed_endpoint, is_public, may_call

INSIDE = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.8.8.8",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.1.1.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::10.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b:1::8.8.8.8",
    "100::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:db8::1",
    "2002:0a00:0001::1",
    "2002:0808:0808::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
]
OUTSIDE = [
    "1.1.1.1",
    "8.8.8.8",
    "100.63.255.255",
    "172.32.0.1",
    "2606:4700::1111",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
]
REFUSED = [
    "",
    "http://hooks.example.com/x",
    "ftp://hooks.example.com/x",
    "https:///x",
    "https://localhost/x",
    "https://hooks/x",
    "https://hooks.local/x",
    "https://hooks.internal./x",
    "https://8.8.8.8/x",
    "https://[2606:4700::1111]/x",
    "https://2130706433/x",
    "https://0177.0.0.1/x",
    "https://0x7f000001/x",
    "https://127.1/x",
    "https://hooks.example.com:8443/x",
    "https://hooks.example.com:99999/x",
    "https://user@hooks.example.com/x",
    "https://:secret@hooks.example.com/x",
    "https://hooks.example.com/x#y",
    "https://hooks.example.com/a b",
    "https://hooks.example.com/\x00",
    "https://hooks.exämple.com/x",
    "https://[::1/x",
    "https://" + "a" * 1024 + ".com/",
]


def answering(monkeypatch, *addresses):
    async def resolve(self, host, port=0, family=socket.AF_INET):
        return [
            {"hostname": host, "host": one, "port": port, "family": family, "proto": 6, "flags": 0} for one in addresses
        ]

    monkeypatch.setattr(aiohttp.ThreadedResolver, "resolve", resolve)


@pytest.mark.parametrize("address", INSIDE)
def test_inside_addresses(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_outside_addresses(address):
    assert is_public(address)


@pytest.mark.parametrize("endpoint", REFUSED)
async def test_refused_by_their_text(endpoint):
    assert not is_allowed_endpoint(endpoint, public_only=True)
    assert not await may_call(endpoint, public_only=True)


def test_a_loopback_endpoint_is_for_development():
    for endpoint in ("http://127.0.0.1:9000/x", "http://localhost:9000/x", "http://[::1]:9000/x"):
        assert is_allowed_endpoint(endpoint, public_only=False)
        assert not is_allowed_endpoint(endpoint, public_only=True)
    for endpoint in (
        "http://10.0.0.1/x",
        "http://169.254.169.254/",
        "http://127.0.0.2/x",
        "http://hooks.example.com/x",
    ):
        assert not is_allowed_endpoint(endpoint, public_only=False)


async def test_a_name_is_judged_by_where_it_leads(monkeypatch):
    answering(monkeypatch, "10.0.0.1", "::1")
    assert not await may_call("https://hooks.example.com/x", public_only=True)
    assert not await may_call("https://hooks.example.com/x", public_only=False)
    answering(monkeypatch, "8.8.8.8")
    assert await may_call("https://hooks.example.com/x", public_only=True)
    assert await may_call("http://127.0.0.1:9000/x", public_only=False)


async def test_of_mixed_answers_only_the_public_ones_are_used(monkeypatch):
    answering(monkeypatch, "127.0.0.1", "8.8.8.8")
    resolver = PublicResolver()
    assert [one["host"] for one in await resolver.resolve("hooks.example.com", 443)] == ["8.8.8.8"]
    await resolver.close()


async def test_only_localhost_is_itself(monkeypatch):
    answering(monkeypatch, "127.0.0.1")
    resolver = PublicResolver(loopback=True)
    assert await resolver.resolve("localhost", 80)
    with pytest.raises(OSError, match="no public address"):
        await resolver.resolve("hooks.example.com", 443)
    await resolver.close()


async def test_a_name_that_changes_its_mind_is_not_connected_to(monkeypatch):
    answering(monkeypatch, "8.8.8.8")
    assert await may_call("https://hooks.example.com/x", public_only=True)
    answering(monkeypatch, "127.0.0.1")
    async with http_session(public_only=True) as http:
        with pytest.raises(aiohttp.ClientConnectorError):
            await http.post("https://hooks.example.com/x")
