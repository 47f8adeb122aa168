"""Words of a page can do nothing to a terminal."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.cli.display import escape, flatten, name_input, shorten


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2Jgone", "\\x1b[2Jgone"),
        ("\x9b31m", "\\x9b31m"),
        ("bell\x07 back\x08 null\x00 del\x7f", "bell\\x07 back\\x08 null\\x00 del\\x7f"),
        ("\u202edesrever", "\\u202edesrever"),
        ("\u2066isolated\u2069", "\\u2066isolated\\u2069"),
        ("in\u200bvisible\ufeff", "in\\u200bvisible\\ufeff"),
        ("\ud83d alone", "\\ud83d alone"),
        ("“Grüße” 😀 ‹ …", "“Grüße” 😀 ‹ …"),
    ],
)
def test_what_could_disturb_is_written_out(text: str, shown: str) -> None:
    assert escape(text) == shown


@given(st.text())
def test_no_control_character_passes(text: str) -> None:
    flat = flatten(text)
    assert "\n" not in flat
    assert all(unicodedata.category(character) not in ("Cc", "Cs") for character in flat)
    assert all(
        unicodedata.bidirectional(character) not in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        for character in flat
    )


@given(st.text(), st.integers(4, 60))
def test_what_is_shortened_fits_and_says_so(text: str, width: int) -> None:
    short = shorten(text, width)
    assert len(short) <= width
    assert short == flatten(text) or short.endswith("…")


def test_a_text_is_cut_between_two_words() -> None:
    assert shorten("the ferry to Gull Ness sails", 16) == "the ferry to…"


def test_a_long_text_is_not_looked_at_to_its_end() -> None:
    assert shorten("a\x1b" * 5_000_000, 10).endswith("…")


def test_an_input_is_named_as_it_was_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert name_input(str(tmp_path / "news" / "a.html")) == "news/a.html"
    assert name_input("/elsewhere/a.html") == "/elsewhere/a.html"
    assert name_input("-") == "standard input"
    assert name_input("https://news.example/\x1b[1m") == "https://news.example/\\x1b[1m"
