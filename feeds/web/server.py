"""Run the application under uvicorn until a signal says stop."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import signal
import socket
import sys
from collections.abc import Callable, Generator

import uvicorn

from crawler.errors import ServiceError
from feeds.web.app import App
from feeds.web.wire import Wire, wire

GRACE = 3.0
"""Seconds that open answers get at the end."""


class _Server(uvicorn.Server):
    """uvicorn's server that leaves signals to its caller and looks after slow connections once a second."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield

    async def on_tick(self, counter: int) -> bool:
        if counter % 10 == 0:
            now = asyncio.get_running_loop().time()
            for connection in list(self.server_state.connections):
                if isinstance(connection, Wire):
                    connection.sweep(now)
        return await super().on_tick(counter)


def serve(
    app: App,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    ready: Callable[[str, int], None] | None = None,
    sockets: list[socket.socket] | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM; then return, within a few seconds whatever the readers do.

    Args:
        port: 0 takes any free one.
        ready: told the host and port once connections are taken.
        sockets: listening sockets to use instead of host and port.

    Raises:
        ServiceError: the address cannot be listened on.
    """
    _allow_files(app.settings.limits.connections)
    listening = sockets or [listen(host, port)]
    with contextlib.closing(_loop()) as loop:
        stop = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop.set)
        loop.run_until_complete(serving(app, listening, stop, ready=ready))


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there.

    Raises:
        ServiceError: the port is taken, forbidden, or the host is none of this machine.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (socket.gaierror, UnicodeError) as error:
        raise ServiceError(
            f"{host} is no address to listen on: set --host to one of this machine, such as 127.0.0.1"
        ) from error
    sock = socket.socket(family, kind, protocol)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        sock.bind(address)
        sock.listen(1024)
    except OSError as error:
        sock.close()
        raise ServiceError(why_not(host, port, error)) from error
    sock.setblocking(False)
    return sock


def why_not(host: str, port: int, error: OSError) -> str:
    """What to do when an address cannot be listened on."""
    if error.errno == errno.EADDRINUSE:
        return f"port {port} on {host} is taken by another program: stop that one, or choose another port with --port"
    if error.errno == errno.EACCES:
        return f"port {port} needs rights that we do not have: choose one above 1023 with --port"
    return f"cannot listen on {host} port {port} ({error.strerror}): set --host to an address of this machine"


def _allow_files(connections: int) -> None:
    """Let this process open a file for each connection; many systems begin with 1024."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + 256
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))


def _loop() -> asyncio.AbstractEventLoop:
    try:
        import uvloop
    except ImportError:  # there is none for Windows
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()


async def serving(
    app: App,
    sockets: list[socket.socket],
    stop: asyncio.Event,
    *,
    ready: Callable[[str, int], None] | None = None,
) -> None:
    """Serve in the running loop until `stop` is set."""
    limits = app.settings.bounds
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    config = uvicorn.Config(
        app,
        http=wire(None if app.settings.access_log else app.desk, limits),
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=limits.connections,
        timeout_keep_alive=int(limits.idle),
        timeout_graceful_shutdown=int(GRACE),
    )
    server = _Server(config)
    running = asyncio.create_task(server.serve(sockets=sockets))
    stopping = asyncio.create_task(stop.wait())
    try:
        while not server.started and not running.done():
            await asyncio.sleep(0.01)
        if ready is not None and server.started:
            ready(*sockets[0].getsockname()[:2])
        await asyncio.wait((running, stopping), return_when=asyncio.FIRST_COMPLETED)
        server.should_exit = True
        await running
    finally:
        stopping.cancel()
