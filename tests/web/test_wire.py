"""What peers send that no reader sends: over raw sockets."""

from __future__ import annotations

import random
import select
import socket
import threading

import pytest

from feeds.web import Limits

ALL = b"GET /feeds/all.atom HTTP/1.1\r\nHost: x\r\n\r\n"


def status(answer: bytes) -> int:
    return int(answer.split()[1]) if answer else 0


@pytest.mark.parametrize(
    ("request_bytes", "expected"),
    [
        (b"GET /feeds/all.atom HTTP/1.1\r\n\r\n", 400),  # no Host
        (b"GET /feeds/all.atom HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"GET /feeds/all.atom HTTP/1.0\r\n\r\n", 200),
        (b"GET /feeds/all.atom HTTP/9.9\r\nHost: x\r\n\r\n", 505),
        (b"GET /feeds/all.atom HTTP/3.0\r\nHost: x\r\n\r\n", 505),
        (b"GET /feeds/all.atom HTTP/2.0\r\nHost: x\r\n\r\n", 505),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),  # HTTP/2 of one who did not ask
        (b"GET /feeds/all.atom FTP/1.1\r\nHost: x\r\n\r\n", 400),
        (b"GET /feeds/all.atom\r\n\r\n", 505),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 40, 400),  # TLS on a plain port
        (b"BREW /pot HTTP/1.1\r\nHost: x\r\n\r\n", 501),
        (b"BREW /pot?q=\xe5\x8f\xa4 HTTP/1.1\r\nHost: x\r\n\r\n", 501),
        (b"get /feeds/all.atom HTTP/1.1\r\nHost: x\r\n\r\n", 501),  # methods heed capitals (RFC 9110, 9.1)
        (b"\r\nGETTING / HTTP/1.0\r\n\r\n", 501),
        (b"BREW /pot\r\n\r\n", 400),
        (b"B(REW /pot HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (b"GET /feeds/all.atom HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n", 400),
        (b"GET /feeds/all.atom HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n", 400),
        (b"GET /feeds/\xff\xfe.atom HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (b"GET " + b"/a" * 5000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        (b"GET /" + b"a" * 200_000, 414),
        (b"GET /?q=" + b"a" * 3000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X-A: b\r\n" * 100 + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX-A: " + b"b" * 40_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX-A: " + b"b" * 400_000, 431),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n", 413),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n", 400),
        (b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n", 400),
        (b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 204),
        (b"GET http://other.example/feeds/all.atom HTTP/1.1\r\nHost: x\r\n\r\n", 200),
        (b"GET http://other.example HTTP/1.1\r\nHost: x\r\n\r\n", 200),
        (b"GET http://other.example?q=port HTTP/1.1\r\nHost: x\r\n\r\n", 200),
        (b"GET http://[bad HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (b"TRACE / HTTP/1.1\r\nHost: x\r\n\r\n", 405),
        (b"GET /feeds/all.atom HTTP/1.1\r\nHost: x\r\nRange: bytes=0-10\r\n\r\n", 200),
        (b"GET /feeds/all.atom HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n", 200),
        (
            b"GET /feeds/all.atom HTTP/1.1\r\nHost: x\r\nAccept-Encoding: "
            + b",".join([b"gzip;q=x"] * 500)
            + b"\r\n\r\n",
            200,
        ),
        (b'GET /feeds/all.atom HTTP/1.1\r\nHost: x\r\nIf-None-Match: "' + b"a" * 9000 + b"\r\n\r\n", 200),
        (b"\r\n\r\n" + ALL, 200),
        (b"GET / HTTP/1.1\r\nHost: [bad\r\n\r\n", 200),
        (b"GET /stories/1 HTTP/1.1\r\nHost: a b<script>\r\n\r\n", 200),
        (b"GET /nothing HTTP/1.1\r\nHost: \xff\xfe\r\n\r\n", 404),
        ("GET /feeds/query.atom?q=古巴 HTTP/1.1\r\nHost: x\r\n\r\n".encode(), 200),  # as curl sends it
        (b"GET /feeds/query.atom?q=\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (b"GET /feeds/all.atom?x=\xff HTTP/1.1\r\nHost: x\r\n\r\n", 200),
        (b"G\xffT /feeds/all.atom?x=\xff HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (b"GET /feeds/all.atom?x=1 HTTP/1.1\xff\r\nHost: x\r\n\r\n", 400),
        (b"GET /?q=%E5%8F%A4%E5%B7%B4&country=%43N HTTP/1.1\r\nHost: x\r\n\r\n", 200),
    ],
)
def test_odd_requests_get_the_right_status(standard, request_bytes, expected):
    assert status(standard.raw(request_bytes)) == expected
    assert status(standard.raw(ALL)) == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "PROPFIND"])
@pytest.mark.parametrize("path", ["/feeds/all.atom", "/", "/feeds/query.atom", "/healthz", "/nothing"])
def test_other_methods_are_refused_with_what_is_allowed(standard, method, path):
    answer = standard.get(path, method, content=b"x")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


def test_requests_one_after_the_other_and_all_at_once(standard):
    query = b"GET /feeds/query.atom?q=port HTTP/1.1\r\nHost: x\r\n\r\n"
    last = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    answer = standard.raw(ALL + query + ALL + ALL + last, answers=5)
    assert answer.count(b"HTTP/1.1 200 OK\r\n") == 5
    assert answer.rstrip().endswith(b"}")


def test_a_request_in_small_pieces(standard):
    for place in (1, 3, 12, 30, len(ALL) - 1):
        answer = standard.raw(ALL[:place], more=lambda sock, place=place: sock.sendall(ALL[place:] + ALL), answers=2)
        assert answer.count(b"HTTP/1.1 200 OK\r\n") == 2


def test_a_query_may_be_sent_as_it_was_typed(start, make_story):
    room = start([make_story(8), make_story(9, lead={"title": "中国与塞尔维亚签署农业合作备忘录"})])
    for path in ("/feeds/query.json", "/api/stories"):
        typed = f"GET {path}?q=合作 HTTP/1.1\r\nHost: x\r\nUser-Agent: читалка\r\n\r\n".encode()
        answer = room.raw(typed)
        assert status(answer) == 200
        assert "塞尔维亚" in answer.decode()
        assert "port 8" not in answer.decode()


def test_a_wish_to_upgrade_is_passed_over(standard):
    upgrade = b"GET /feeds/all.json HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n"
    answer = standard.raw(upgrade, more=lambda sock: sock.sendall(ALL), answers=2)
    assert answer.count(b"HTTP/1.1 200 OK\r\n") == 2
    assert answer.index(b'"version"') < answer.index(b"<feed")


def test_no_header_can_be_smuggled_into_an_answer(standard):
    for path in (
        b"/stories/1%0d%0aX-Evil:%20yes",
        b"/feeds/query.atom?q=a%0d%0aX-Evil:%20yes",
        b"/?before=%0d%0aX-Evil:%201",
    ):
        head = standard.raw(b"GET " + path + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").partition(
            b"\r\n\r\n"
        )[0]
        assert b"x-evil" not in head.lower()


def test_slow_requests_are_ended_and_others_go_on(start, stories):
    room = start(stories, limits=Limits(receive=0.5, idle=0.5))
    answer = room.raw(b"GET /feeds/all.atom HTTP/1.1\r\nHost: x\r\nX-Slow: ")
    with socket.create_connection(("127.0.0.1", room.port)) as idle:
        idle.settimeout(5)
        assert idle.recv(10) == b""
    with socket.create_connection(("127.0.0.1", room.port)) as slow:
        slow.settimeout(5)
        slow.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc")
        found = b""
        while part := slow.recv(4096):
            found += part
        assert status(found) == 405
        assert found.count(b"HTTP/1.1") == 1
    assert status(answer) == 408
    assert status(room.raw(ALL)) == 200


def test_a_reader_that_takes_nothing_is_cut_off(start, tmp_path):
    room = start(limits=Limits(stall=0.3))
    (tmp_path / "feeds" / "all.json").write_bytes(random.Random(1).randbytes(24_000_000))  # more than kernels buffer
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sock.settimeout(20)
        sock.connect(("127.0.0.1", room.port))
        sock.sendall(b"GET /feeds/all.json HTTP/1.1\r\nHost: x\r\n\r\n")
        assert sock.recv(15) == b"HTTP/1.1 200 OK"
        poller = select.poll()
        poller.register(sock, select.POLLHUP | select.POLLERR)
        assert poller.poll(20_000), "the server never gave up"
    assert status(room.raw(ALL)) == 200


def test_a_reader_that_is_only_slow_gets_it_all(start, tmp_path):
    room = start(limits=Limits(stall=1.2))
    body = random.Random(1).randbytes(9_000_000)
    (tmp_path / "feeds" / "all.json").write_bytes(body)
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        sock.settimeout(20)
        sock.connect(("127.0.0.1", room.port))
        sock.sendall(b"GET /feeds/all.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        found, wait = bytearray(), threading.Event()
        while part := sock.recv(65_536):
            found += part
            wait.wait(0.02)  # this is the slowness that is tried
    assert found.endswith(body)


def test_nonsense_after_good_requests_takes_nothing_from_them(standard, caplog):
    query = b"GET /feeds/query.atom?q=port HTTP/1.1\r\nHost: x\r\n\r\n"
    for rest in (
        b"\x00nonsense\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n",
        b"GET /" + b"a" * 30_000,
    ):
        answer = standard.raw(query + query + rest, answers=9)
        assert answer.count(b"HTTP/1.1 200 OK\r\n") == 2
    body = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nnonsense"
    assert status(standard.raw(query + body, answers=9)) == 200
    assert not [record for record in caplog.records if record.exc_info]
