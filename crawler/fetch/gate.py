"""A proxy of our own on loopback: the only way out for a headless browser, with the same check of what is dialled.

A browser resolves names and follows redirects by itself, so nothing that is checked before it starts will do. It knows no
other way than this one; every connection that it asks for is looked at in the moment before it is dialled.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from urllib.parse import urlsplit

from crawler.errors import AddressRefused
from crawler.fetch.address import Place, may_be_private, place
from crawler.internet import forbidden
from crawler.model import Source

HEAD_LIMIT = 65_536
"""Bytes of the head of one request."""
MOST_BYTES = 64 * 2**20
"""Taken through one gate in its life: a page with all its scripts has 1 to 5 MB."""
PATIENCE = 10.0
"""Seconds for a connection to be made."""
_REFUSED = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_FAILED = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Gate:
    """Open for one page of one source."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._server: asyncio.Server | None = None
        self._taken = 0
        self.refused: list[str] = []
        """What was asked for and not dialled, with the reasons."""

    async def __aenter__(self) -> Gate:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=HEAD_LIMIT)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()

    @property
    def address(self) -> str:
        """Where the browser finds it."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._pass(reader, writer)
        except (OSError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError):
            with contextlib.suppress(OSError):
                writer.write(_FAILED)
        finally:
            writer.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        method, target, rest = head.split(b" ", 2)
        tunnel = method == b"CONNECT"
        url = ("https://" if tunnel else "") + target.decode("ascii")
        try:
            where = place(url)
            address = await self._checked(where)
        except AddressRefused as error:
            self.refused.append(str(error))
            writer.write(_REFUSED)
            return
        async with asyncio.timeout(PATIENCE):
            there_reader, there = await asyncio.open_connection(address, where.port)
        try:
            if tunnel:
                writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            else:
                there.write(method + b" " + _path(url).encode("ascii") + b" " + _closing(rest))
            await asyncio.gather(self._pump(reader, there), self._pump(there_reader, writer))
        finally:
            there.close()

    async def _checked(self, where: Place) -> str:
        """An address of a host that may be dialled. Raises AddressRefused."""
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(where.host, where.port, type=socket.SOCK_STREAM)
        address = str(found[0][4][0])
        reason = None if may_be_private(self._source, where) else forbidden(address)
        if reason:
            raise AddressRefused(f"{where.host}: {reason}; no request was made")
        return address

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while chunk := await reader.read(65_536):
                self._taken += len(chunk)
                if self._taken > MOST_BYTES:
                    break
                writer.write(chunk)
                await writer.drain()
        with contextlib.suppress(OSError, RuntimeError):
            writer.write_eof() if writer.can_write_eof() else writer.close()


def _path(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _closing(head: bytes) -> bytes:
    """The head with one request a connection: what comes behind cannot then be a request to somewhere else."""
    version, *lines = head.split(b"\r\n")
    kept = [line for line in lines if not line.lower().startswith((b"connection:", b"proxy-")) and line]
    return b"\r\n".join((version, *kept, b"Connection: close", b"", b""))
