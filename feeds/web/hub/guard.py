"""Which addresses the hub may call, and a dialler that calls no other: whoever subscribes must not make us attack anybody."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from crawler import internet

PORTS = frozenset({80, 443, 8000, 8008, 8080, 8443})
"""Ports of web servers; nothing that is asked for a feed listens on those of mail or databases."""


class Forbidden(Exception):
    """The address may not be called."""


def public(address: str) -> bool:
    """Whether an IP address is one of the open internet, whatever it is wrapped in."""
    try:
        return internet.forbidden(address) is None
    except ValueError:
        return False


class Dialler(httpcore.AsyncNetworkBackend):
    """Looks a name up once, and dials only what it found and may call: a name cannot change its mind in between."""

    def __init__(self, allowed: Callable[[str], bool] = public, ports: frozenset[int] | None = PORTS) -> None:
        """`ports` None: any."""
        self._allowed, self._ports = allowed, ports
        self._dial = httpcore.AnyIOBackend()

    async def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """All addresses of a host. Raises Forbidden when one of them may not be called, or there is none."""
        if self._ports is not None and port not in self._ports:
            raise Forbidden(f"port {port} is not called")
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Forbidden(f"{host[:100]} is not known") from error
        addresses = tuple(dict.fromkeys(str(info[4][0]) for info in found))
        if not addresses or not all(map(self._allowed, addresses)):
            raise Forbidden(f"{host[:100]} is not on the open internet")
        return addresses

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Dial the first allowed address of a host."""
        try:
            first, *_ = await self.addresses(host, port)
        except Forbidden as error:
            raise httpcore.ConnectError(str(error)) from error
        return await self._dial.connect_tcp(first, port, timeout, local_address, socket_options)

    async def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.AsyncNetworkStream:
        """Never."""
        raise httpcore.ConnectError("sockets of this machine are not called")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
