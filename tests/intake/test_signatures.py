"""What is refused as no text, and what is not."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.intake.signatures import SAMPLE, find_binary_kind

STORY = "The harbour council of Port Ansel said on Monday that the ferry would sail again, the Lantern reported.\n" * 4


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "a ZIP archive or an Office document"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a PNG image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG image"),
        (b"GIF89a\x01\x00", "a GIF image"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "a WebP image"),
        (b"\x00\x00\x00\x18ftypmp42", "a video or HEIF image"),
        (b"\x1f\x8b\x08\x00", "gzip data"),
        (b"WARC/1.1\r\nWARC-Type: response\r\n", "a WARC archive"),
    ],
)
def test_well_known_files_are_called_by_their_name(body: bytes, kind: str) -> None:
    assert find_binary_kind(body) == kind


def test_random_bytes_are_binary_data() -> None:
    assert find_binary_kind(random.Random(1).randbytes(4096)) == "binary data"  # noqa: S311  no secret is made of it


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1252", "utf-7"]
)
def test_a_story_is_text_in_every_encoding(encoding: str) -> None:
    assert find_binary_kind((STORY + "“Café,” she said.").encode(encoding, "ignore")) is None


def test_text_without_latin_letters_is_text_as_utf_16_too() -> None:
    assert find_binary_kind(("Министр сообщил о переговорах. " * 20).encode("utf-16")) is None


def test_scattered_nul_bytes_do_not_make_a_story_binary() -> None:
    assert find_binary_kind(STORY.replace("council", "coun\0cil").encode()) is None
    assert find_binary_kind(b"short\0\0") is None


def test_broken_utf_8_is_text() -> None:
    assert find_binary_kind(STORY.encode() + b"\xff\xfe\xc3\x28" * 20) is None


def test_many_nul_bytes_that_are_no_utf_16_are_binary() -> None:
    assert find_binary_kind(b"ab\0\0\0c\0" * 200) == "binary data"
    assert find_binary_kind(b"\0" * 200) == "binary data"


@given(st.binary(max_size=300))
def test_any_bytes_are_judged_without_an_error(body: bytes) -> None:
    assert find_binary_kind(body) is None or isinstance(find_binary_kind(body), str)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_text_without_control_characters_is_text(text: str) -> None:
    # A text may begin like a file of another kind: that is a matter of its first letters, not of its being text.
    assert find_binary_kind(b"\xef\xbb\xbf" + text.encode()) is None


def test_only_the_beginning_is_looked_at() -> None:
    assert find_binary_kind(b"a" * SAMPLE + b"\0" * 10 * SAMPLE) is None
