"""Which addresses may be asked, decided without asking anybody."""

from __future__ import annotations

import pytest

from crawler.errors import AddressRefused
from crawler.fetch.address import may_be_private, place
from crawler.internet import forbidden
from crawler.model import Api, Source


@pytest.mark.parametrize(
    ("url", "authority"),
    [
        ("http://Herald.Example/a", "herald.example"),
        ("https://herald.example:443/", "herald.example"),
        ("https://herald.example:80/", "herald.example:80"),
        ("http://herald.example.:8080/", "herald.example:8080"),
        ("http://[2001:DB8::1]/", "[2001:db8::1]"),
        ("http://新闻.example/", "新闻.example"),
    ],
)
def test_where_an_address_leads(url, authority):
    assert place(url).authority == authority


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://herald.example/", "javascript:alert(1)", "data:text/html,x", "mailto:a@b.example", "//herald.example/",
        "herald.example", "", "http://", "http:///path", "http://user@herald.example/", "http://user:secret@herald.example/",
        "http://herald.example%2f@inner/", "http://herald.example:99999/", "http://herald.example:http/", "http://[::1/",
        "http://herald.example/a b", "http://herald.example\\@inner/", "http://herald.example/\r\nHost: inner", "http://herald.example/\x00",
        "https://herald.example/" + "a" * 5000,
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_refused_in_one_line(url):
    with pytest.raises(AddressRefused) as refused:
        place(url)
    assert len(str(refused.value).splitlines()) == 1
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.2.1",
        "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "2002:a00:1::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2001:db8::1",
        "::127.0.0.1", "64:ff9b:1::1", "5f00::1", "3fff::1", "fec0::1", "192.88.99.1",
        "2001:0:c000:201::f5ff:fffe",
    ],
)  # fmt: skip
def test_no_private_address_is_public(address):
    assert forbidden(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"]
)
def test_public_addresses_are(address):
    assert forbidden(address) is None


def test_a_source_opens_exactly_the_pairs_that_its_file_names():
    source = Source(
        name="herald", title="Herald", url="http://10.0.0.1/", feeds=("http://10.0.0.2:8080/f",), lists=("http://intra.example:81/l",),
        apis=(Api(url="http://10.0.0.3/api", template="http://10.0.0.4:9000/{}.json"),), hosts=("10.0.0.5:7000", "10.0.0.6"),
        allow_private=True,
    )  # fmt: skip
    named = [
        "http://10.0.0.1/x",
        "http://10.0.0.2:8080/y",
        "http://intra.example:81/",
        "http://10.0.0.3/",
        "http://10.0.0.4:9000/1.json",
    ]
    named += ["http://10.0.0.5:7000/", "http://10.0.0.6/", "https://10.0.0.6/"]
    assert all(may_be_private(source, place(url)) for url in named)
    others = [
        "http://10.0.0.1:8080/",
        "http://10.0.0.2/",
        "https://10.0.0.1/",
        "http://10.0.0.5/",
        "http://10.0.0.6:7000/",
        "http://127.0.0.1/",
    ]
    assert not any(may_be_private(source, place(url)) for url in others)


def test_a_pair_is_opened_in_either_spelling_of_its_host():
    for named, asked in (("новости", "xn--b1amnebsh"), ("xn--b1amnebsh", "новости")):
        source = Source(name="n", title="N", url=f"http://{named}.example:81/", allow_private=True)
        assert may_be_private(source, place(f"http://{asked}.example:81/a"))
        assert not may_be_private(source, place(f"http://{asked}.example/a"))


def test_without_allow_private_nothing_is_open():
    assert not may_be_private(Source(name="h", title="H", url="http://10.0.0.1/"), place("http://10.0.0.1/"))
