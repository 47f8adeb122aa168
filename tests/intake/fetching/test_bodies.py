"""Packed bodies: what was packed comes out, and a bomb is stopped when it passes the limit."""

import gzip
import random
import zlib
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.intake.fetching import bodies
from sayso.intake.fetching.bodies import BodyDecoder, accepted_encodings
from sayso.intake.fetching.failures import FetchFailure

brotli = pytest.importorskip("brotli")
LIMIT = 1024 * 1024


def deflate_bare(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


PACKERS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda data: bytes(brotli.compress(data)),
}


def unpack(encodings: str | None, data: bytes, *, limit: int = LIMIT, step: int = 65536) -> bytes:
    return b"".join(unpacked(encodings, data, limit=limit, step=step))


def unpacked(encodings: str | None, data: bytes, *, limit: int = LIMIT, step: int = 4096) -> Iterator[bytes]:
    decoder = BodyDecoder(encodings, limit)
    for at in range(0, len(data), step):
        yield from decoder.feed(data[at : at + step])
    decoder.finish()


@given(st.binary(max_size=3000), st.sampled_from(sorted(PACKERS)), st.integers(1, 700))
def test_what_was_packed_comes_out_however_it_is_cut(data: bytes, name: str, step: int) -> None:
    assert unpack(name, PACKERS[name](data), step=step) == data
    assert unpack(name.upper(), PACKERS[name](data), step=step) == data


@pytest.mark.parametrize("size", [0, 1, 65535, 65536, 65537, 131072, 400_000])
@pytest.mark.parametrize("name", sorted(PACKERS))
def test_no_byte_is_lost_at_the_edge_of_a_piece(name: str, size: int) -> None:
    for data in (b"a" * size, random.Random(size).randbytes(size)):  # noqa: S311  no secret
        assert unpack(name, PACKERS[name](data)) == data


def test_deflate_comes_with_and_without_its_header() -> None:
    assert unpack("deflate", deflate_bare(b"the ferry" * 99), step=1) == b"the ferry" * 99


def test_members_of_gzip_follow_each_other_and_padding_is_none() -> None:
    data = gzip.compress(b"one ") + gzip.compress(b"two ") + b"\0" * 64 + gzip.compress(b"three") + b"trailing"
    assert unpack("gzip", data, step=3) == b"one two three"


def test_two_encodings_are_taken_off_from_the_outside() -> None:
    assert unpack("br, gzip", gzip.compress(brotli.compress(b"news"))) == b"news"
    assert unpack("identity, gzip", gzip.compress(b"news")) == b"news"
    assert unpack(None, b"news") == b"news"


@pytest.mark.parametrize("encodings", ["gzip, gzip, gzip", "zstd", "compress", "gzip;q=1", "aes128gcm", "gzip, zstd"])
def test_other_encodings_are_refused(encodings: str) -> None:
    with pytest.raises(FetchFailure):
        BodyDecoder(encodings, LIMIT)


@pytest.mark.parametrize(
    ("encodings", "bomb"),
    [
        ("gzip", gzip.compress(b"\0" * (16 * LIMIT))),
        ("deflate", zlib.compress(b"\0" * (16 * LIMIT))),
        ("deflate", deflate_bare(b"\0" * (16 * LIMIT))),
        ("br", brotli.compress(b"\0" * (16 * LIMIT), quality=1)),
        ("gzip, gzip", gzip.compress(gzip.compress(b"\0" * (16 * LIMIT)))),
        ("br, gzip", gzip.compress(brotli.compress(b"\0" * (16 * LIMIT), quality=1))),
        ("gzip, br", brotli.compress(gzip.compress(b"\0" * (16 * LIMIT)))),
        ("gzip", gzip.compress(b"\0" * LIMIT) * 16),
    ],
    ids=["gzip", "zlib", "deflate", "br", "gzip in gzip", "br in gzip", "gzip in br", "many members"],
)
def test_a_bomb_is_stopped_at_the_limit(encodings: str, bomb: bytes) -> None:
    sizes: list[int] = []
    with pytest.raises(FetchFailure, match="larger than 1 MiB") as caught:
        sizes.extend(len(piece) for piece in unpacked(encodings, bomb))
    assert sum(sizes) <= LIMIT
    assert caught.value.is_truncated


def test_members_without_end_that_hold_nothing_are_stopped() -> None:
    with pytest.raises(FetchFailure, match="more than 1000 members"):
        unpack("gzip", gzip.compress(b"") * 5000)


@pytest.mark.parametrize("name", sorted(PACKERS))
def test_a_packed_body_that_ends_early_is_told(name: str) -> None:
    data = PACKERS[name](random.Random(1).randbytes(5000))  # noqa: S311  no secret
    with pytest.raises(FetchFailure, match="ends too early"):
        unpack(name, data[:-20])


@given(st.binary(max_size=2000), st.sampled_from(["gzip", "deflate", "br", "gzip, br", "br, deflate"]), st.integers(1, 500))
def test_any_bytes_give_a_body_or_a_line(data: bytes, encodings: str, step: int) -> None:
    size = 0
    with suppress(FetchFailure):
        size = len(unpack(encodings, data, step=step))
    assert size <= LIMIT


def test_brotli_is_asked_for_only_where_it_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert accepted_encodings() == "gzip, br"
    monkeypatch.setattr(bodies, "_brotli", lambda: None)
    assert accepted_encodings() == "gzip"
    with pytest.raises(FetchFailure, match="pip install"):
        BodyDecoder("br", LIMIT)
