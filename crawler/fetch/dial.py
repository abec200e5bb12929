"""Every connection is made here, and each address is looked at in the moment before it is dialled.

The check sits below name resolution, so that it sees what is really dialled whatever the URL's spelling, and a name that
answers differently the second time gains nothing.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass

import aiohttp
from aiohttp import AddrInfoType

from crawler.internet import forbidden


class Forbidden(OSError):
    """The address may not be dialled: no packet was sent."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What a request allows its connection. Connections of different policies are never shared."""

    private: bool
    """Private addresses may be dialled: the source's file names this host and port."""
    verify: bool
    """The certificate must be good."""


def session(policy: Policy) -> aiohttp.ClientSession:
    """A client for one policy: no cookies, no proxies of the environment, headers bounded."""
    connector = aiohttp.TCPConnector(
        limit=0,  # Scrapy's slots bound what goes on at once
        ttl_dns_cache=60,
        ssl=policy.verify,
        socket_factory=_socket if policy.private else _guarded_socket,
    )
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        trust_env=False,
        skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
        max_line_size=16_384,
        max_field_size=16_384,
        read_bufsize=2**17,
    )


def _guarded_socket(info: AddrInfoType) -> socket.socket:
    reason = forbidden(str(info[4][0]))
    if reason:
        raise Forbidden(reason)
    return _socket(info)


def _socket(info: AddrInfoType) -> socket.socket:
    family, kind, protocol, _, _ = info
    return socket.socket(family=family, type=kind, proto=protocol)
