"""Bodies are unpacked within bounds, and read as browsers read them."""

from __future__ import annotations

import gzip
import random
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.fetch.undelivered import Undelivered
from crawler.fetch.unpack import BLOCK, MOST_MEMBERS, unpack

TEXT = b"<p>Kenya and Laos sign a cooperation agreement on rail freight.</p>" * 3000
RAW = zlib.compressobj(9, zlib.DEFLATED, -15)
PACKED = {
    "gzip": gzip.compress(TEXT), "x-gzip": gzip.compress(TEXT), "deflate": zlib.compress(TEXT), "br": brotli.compress(TEXT, quality=5),
    "": TEXT, "identity": TEXT, "GZIP ": gzip.compress(TEXT),
}  # fmt: skip


@pytest.mark.parametrize("name", PACKED)
def test_what_was_packed_comes_out(name):
    assert unpack(PACKED[name], name, 2**20) == TEXT


def test_forms_that_servers_really_send():
    assert unpack(RAW.compress(TEXT) + RAW.flush(), "deflate", 2**20) == TEXT
    assert unpack(gzip.compress(TEXT[:70_000]) + gzip.compress(TEXT[70_000:]), "gzip", 2**20) == TEXT
    assert unpack(gzip.compress(gzip.compress(TEXT)), "gzip, gzip", 2**20) == TEXT
    assert unpack(TEXT, "gzip", 2**20) == TEXT  # it says gzip and is none
    for name in ("UTF-8", "none", "binary", "utf-8, identity"):  # which is no way of packing
        assert unpack(TEXT, name, 2**20) == TEXT
    assert unpack(PACKED["gzip"], "gzip, utf-8", 2**20) == TEXT
    assert unpack(gzip.compress(TEXT)[:-8], "gzip", 2**20) == TEXT  # its check sum is missing
    assert TEXT.startswith(unpack(gzip.compress(TEXT)[:400], "gzip", 2**20))
    assert unpack(b"", "br", 2**20) == b""


@pytest.mark.parametrize("size", [1, BLOCK - 1, BLOCK, BLOCK + 1, 10 * BLOCK + 7])
def test_nothing_is_lost_where_blocks_meet(size):
    for body in (bytes(size), random.Random(size).randbytes(size)):
        for packed, name in ((gzip.compress(body), "gzip"), (zlib.compress(body), "deflate")):
            assert unpack(packed, name, 2**21) == body
        assert unpack(gzip.compress(body) * 2, "gzip", 2**22) == body * 2


def test_of_ever_more_members_the_first_are_read():
    assert unpack(gzip.compress(b" ") * (MOST_MEMBERS + 9), "gzip", 2**20) == b" " * MOST_MEMBERS


@pytest.mark.parametrize("name", ["gzip", "deflate", "br"])
def test_a_bomb_is_noticed_at_the_bound(name):
    with pytest.raises(Undelivered) as refused:
        unpack(PACKED[name], name, 100_000)
    assert refused.value.kind == "too-big"


@pytest.mark.parametrize(
    ("body", "name"), [(TEXT, "zstd"), (TEXT, "br"), (TEXT, "deflate"), (b"\x1f\x8b\x08", "gzip, gzip, gzip, gzip")]
)
def test_what_cannot_be_unpacked_is_told(body, name):
    with pytest.raises(Undelivered) as refused:
        unpack(body, name, 2**20)
    assert refused.value.kind == "bad-answer"


@given(
    st.binary(max_size=300),
    st.sampled_from(["gzip", "deflate", "br", "x-gzip", "gzip, br", "compress", ",,"]),
    st.booleans(),
)
def test_no_bytes_end_in_another_error(body, name, magic):
    body = b"\x1f\x8b\x08\x00" + body if magic else body
    try:
        unpacked = unpack(body, name, 1000)
    except Undelivered:
        return
    assert len(unpacked) <= max(1000, len(body))
