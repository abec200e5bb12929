"""Whom our hub never calls."""

from __future__ import annotations

import asyncio

import pytest

from feeds.web.hub.guard import Dialler, Forbidden, public
from tests.web.subscriber import Scene, wish


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "172.16.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:db8::1",
        "3fff::1",
        "fec0::1",
        "192.88.99.1",
        "nonsense",
    ],
)
def test_addresses_that_are_never_called(address):
    assert not public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_addresses_of_the_open_internet(address):
    assert public(address)


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "2130706433", "0x7f.1", "::1", "no-such-host.invalid", "a" * 300]
)
def test_names_of_this_machine_are_not_dialled(host):
    with pytest.raises(Forbidden):
        asyncio.run(Dialler().addresses(host, 80))


def test_odd_ports_are_not_dialled():
    for port in (22, 25, 6379, 5432):
        with pytest.raises(Forbidden):
            asyncio.run(Dialler().addresses("1.1.1.1", port))


def test_the_real_dialler_never_reaches_loopback(subscriber):
    async def story() -> None:
        scene = Scene(dialler=Dialler(ports=None))
        scene.hub.accept(wish(subscriber.address))
        work = asyncio.create_task(scene.hub._ask_on())
        while not scene.hub._wishes.empty():
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
        work.cancel()

    asyncio.run(story())
    assert subscriber.asked == []
