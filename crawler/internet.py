"""Which addresses are of the public internet: neither a page nor a subscriber may make us ask any other."""

from __future__ import annotations

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NEWER = tuple(map(ipaddress.ip_network, ("3fff::/20", "fec0::/10", "5f00::/16", "192.88.99.0/24")))
"""Documentation, site-local, segment-routing and 6to4-relay addresses that some versions of Python take for public."""


def forbidden(address: str) -> str | None:
    """Why an IP address is not of the public internet; None when it is.

    The address is one that name resolution gave, thus in its canonical spelling. IPv4 addresses inside IPv6 ones (mapped,
    6to4, Teredo, NAT64) are judged as what they lead to.

    Raises:
        ValueError: it is no IP address.
    """
    return next(filter(None, map(_reason, _led_to(ipaddress.ip_address(address.partition("%")[0])))), None)


def _led_to(ip: Address) -> list[Address]:
    """The address, or the IPv4 ones that an IPv6 address carries."""
    if isinstance(ip, ipaddress.IPv4Address):
        return [ip]
    if ip in _NAT64:
        return [ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)]
    inside: list[Address] = [one for one in (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())) if one]
    return inside or [ip]


def _reason(ip: Address) -> str | None:
    if ip.is_loopback or ip.is_unspecified:
        return f"{ip} is this machine itself"
    if ip.is_link_local:
        return f"{ip} is a link-local address"
    if ip.is_multicast or not ip.is_global or ip.is_reserved or any(ip in network for network in _NEWER):
        return f"{ip} is no public address"
    return None
