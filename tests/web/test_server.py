"""The server as a process: where it listens, how it ends."""

from __future__ import annotations

import errno
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from crawler.errors import ServiceError
from feeds.web.server import listen, why_not

PROGRAM = """
import sys
from pathlib import Path
from feeds.shelf import FileShelf
from feeds.web import make_app, serve
app = make_app(lambda: None, FileShelf(Path(sys.argv[1])))
serve(app, "127.0.0.1", 0, ready=lambda host, port: print(port, flush=True))
print("ended")
"""


@pytest.fixture
def process(tmp_path: Path):
    child = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert child.stdout is not None
    port = int(child.stdout.readline())
    yield child, port
    child.kill()
    child.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_well_even_with_open_connections(process, number):
    child, port = process
    with socket.create_connection(("127.0.0.1", port)) as idle, socket.create_connection(("127.0.0.1", port)) as half:
        half.sendall(b"GET /feeds/all.atom HTTP/1.1\r\nHost:")
        answer = httpx.get(f"http://127.0.0.1:{port}/healthz", verify=False, trust_env=False)
        assert answer.status_code == 200
        began = time.monotonic()
        child.send_signal(number)
        out, errors = child.communicate(timeout=20)
        assert idle.recv(1) == b""
    assert child.returncode == 0, errors
    assert out.strip() == b"ended"
    assert errors == b""
    assert time.monotonic() - began < 15


def test_it_takes_little_time_to_say_that_a_port_is_taken():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ServiceError, match=f"port {port} .* is taken .* --port"):
            listen("127.0.0.1", port)


@pytest.mark.parametrize("host", ["no-such-host.invalid", "203.0.113.9", "\ud800", "a" * 300])
def test_a_host_that_is_none_of_ours_is_told(host):
    with pytest.raises(ServiceError, match="--host"):
        listen(host, 0)


def test_a_port_for_the_mighty_is_told():
    assert "above 1023" in why_not("127.0.0.1", 80, OSError(errno.EACCES, "Permission denied"))


def test_importing_the_room_loads_no_server():
    program = "import sys, feeds.web; print([m for m in ('starlette', 'uvicorn', 'jinja2', 'httpx', 'scrapy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
