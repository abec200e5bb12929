"""How often one client may ask, and whose address counts."""

from __future__ import annotations

import contextlib
import socket

import pytest

from feeds.web import Limits
from feeds.web.limits import MOST_CLIENTS, Limiter, client_key, forwarded_client

TIGHT = Limits(work_burst=3, work_rate=0.5)


def test_what_costs_work_is_limited_and_says_when_to_come_back(start, stories):
    room = start(stories, limits=TIGHT)
    answers = [room.get(f"/feeds/query.atom?q=port{n}") for n in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 4
    assert room.get("/").status_code == 429
    assert room.get("/feeds/all.atom").status_code == 200
    assert room.get("/healthz").status_code == 200
    assert "silkwire_http_limited" in room.app.house.metrics.text().decode()


def test_documents_are_limited_for_others_than_this_machine(start, stories):
    tight = Limits(document_burst=3, document_rate=0.5)
    room = start(stories, limits=tight, trust_proxy=True)
    told = {"X-Forwarded-For": "198.51.100.7"}
    answers = [room.get("/feeds/all.atom", headers=told).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 429, 429]
    assert room.get("/feeds/all.atom", headers={"X-Forwarded-For": "198.51.100.8"}).status_code == 200
    assert {room.get("/feeds/all.atom").status_code for _ in range(5)} == {200}


def test_a_forwarded_address_counts_only_when_told_so(start, stories):
    room = start(stories, limits=TIGHT)
    answers = [room.get("/", headers={"X-Forwarded-For": f"198.51.100.{n}"}).status_code for n in range(5)]
    assert answers[-1] == 429


def test_only_the_entry_of_our_own_proxy_counts(start, stories):
    room = start(stories, limits=TIGHT, trust_proxy=True)
    forged = [room.get("/", headers={"X-Forwarded-For": f"10.0.0.{n}, 198.51.100.7"}).status_code for n in range(5)]
    assert forged[-1] == 429


def test_connections_of_a_proxy_are_those_of_many(monkeypatch, start, stories):
    monkeypatch.setattr("feeds.web.wire.client_key", lambda _: "172.18.0.1")  # as a container sees its host
    refused = {}
    for trust in (False, True):
        room = start(stories, limits=Limits(client_connections=2), trust_proxy=trust)
        with contextlib.ExitStack() as stack:
            for _ in range(4):
                try:  # the server may hang up before the connection counts as made here
                    sock = stack.enter_context(socket.create_connection(("127.0.0.1", room.port), timeout=5))
                    sock.sendall(b"GET /feeds/all.atom HTTP/1.1\r\nHost: x\r\n\r\n")
                    answered = sock.recv(12) == b"HTTP/1.1 200"
                except (ConnectionResetError, BrokenPipeError):
                    answered = False
                refused.setdefault(trust, []).append(not answered)
    assert refused == {False: [False, False, True, True], True: [False] * 4}


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("127.0.0.1", "local"),
        ("127.9.9.9", "local"),
        ("::1", "local"),
        ("::ffff:127.0.0.1", "local"),
        ("198.51.100.7", "198.51.100.7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("nonsense", "unknown"),
        ("", "unknown"),
    ],
)
def test_who_counts_as_one_client(address, key):
    assert client_key(address) == key


@pytest.mark.parametrize(
    ("header", "client"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("1.2.3.4, 198.51.100.7 ", "198.51.100.7"),
        ("[2001:db8::1]", "2001:db8::/64"),
        ("198.51.100.7:52044", "198.51.100.7"),
        ("1.2.3.4:80, [2001:db8::1]:443", "2001:db8::/64"),
        ("2001:db8::1", "2001:db8::/64"),
        ('"[2001:db8::1]:443"', "2001:db8::/64"),
        ("127.0.0.1:9", "local"),
        ("198.51.100.7:x", None),
        ("unknown", None),
        ("", None),
        ("a" * 10_000, None),
    ],
)
def test_the_last_forwarded_address(header, client):
    assert forwarded_client(header) == client


def test_a_bucket_fills_again_and_never_over_its_brim():
    now = [0.0]
    limiter = Limiter(2.0, 3, lambda: now[0])
    assert [limiter.wait("a") for _ in range(4)] == [0, 0, 0, 1]
    now[0] = 0.5
    assert (limiter.wait("a"), limiter.wait("a")) == (0, 1)
    now[0] = 1000.0
    assert [limiter.wait("a") for _ in range(4)] == [0, 0, 0, 1]
    now[0] = 500.0  # a clock that goes back gives nothing and takes nothing
    assert limiter.wait("a") == 1


def test_memory_of_clients_is_bounded():
    limiter = Limiter(0.001, 1, lambda: 0.0)
    for number in range(MOST_CLIENTS + 10):
        limiter.wait(str(number))
    assert limiter.wait("0") == 0
    assert limiter.wait(str(MOST_CLIENTS + 9)) > 0
