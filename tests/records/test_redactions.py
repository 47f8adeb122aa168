"""Redacted words are found by their hashes, however they are written, and leave blocks of their length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.records import FeedItem
from sayso.records.redactions import BLOCK, Mask, count_words, hash_words

NAME = "Ana Lindqvist"
MASK = Mask({hash_words(NAME): 2})


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Then ANA  Lindqvist's boat", "Then ███  █████████'s boat"),
        ("Ana Lindqvïst", "███ █████████"),
        ("Ana Lindqvi\u0308st", "███ ██████████"),
        ("Ana Lind\u00adqvist", "███ ██████████"),
        ("Ana\nLindqvist", "███\n█████████"),
        ("https://news.example/ana-lindqvist.html", "https://news.example/█████████████.html"),
        ("Anna Lindqvist; Ana Lindqvists", "Anna Lindqvist; Ana Lindqvists"),
        ("", ""),
    ],
)
def test_words_are_found_however_they_are_written(text: str, masked: str) -> None:
    assert MASK.text(text) == masked
    assert (MASK.finds(text) is not None) == (text != masked)


def test_an_address_that_writes_letters_as_numbers_is_written_out() -> None:
    assert MASK.finds("https://news.example/Ana%20Lindqv%69st") == hash_words(NAME)
    assert MASK.text("https://news.example/Ana%20Lindqv%69st") == "https://news.example/███ █████████"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "cp1252"])
def test_bytes_lose_the_words_alone_where_that_is_possible(encoding: str) -> None:
    body = f"<p>Ana Lindqvist und Jörg said so.</p>{'x' * 30}".encode(encoding)
    masked = MASK.body(body)
    assert masked is not None
    assert "und Jörg said so" in masked.decode(encoding)
    assert MASK.finds_in_bytes(body)
    assert not MASK.finds_in_bytes(masked)


@pytest.mark.parametrize("page", ["Ana&nbsp;Lindqvist", "<b>Ana</b> <i>Lind</i>qvist", "&#65;na Lindqvist", "Ana<br>Lindqvist"])
def test_words_that_markup_hides_are_found(page: str) -> None:
    assert MASK.finds_in_bytes(page.encode())
    masked = MASK.body(page.encode())
    assert masked is None or not MASK.finds_in_bytes(masked)


def test_a_page_without_the_words_stays_as_it_is() -> None:
    assert MASK.body(b"\xff\xfe\x00nothing \x80") == b"\xff\xfe\x00nothing \x80"
    assert not Mask({})
    assert Mask({}).text(NAME) == NAME


def test_every_text_of_a_record_is_gone_through() -> None:
    item = FeedItem("k", "https://news.example/a", f"{NAME} resigns", None)
    assert MASK.record(item) == FeedItem("k", "https://news.example/a", f"{BLOCK * 3} {BLOCK * 9} resigns", None)
    other = FeedItem("k", None, "A storm", None)
    assert MASK.record(other) is other


@given(st.text(), st.text(), st.text(min_size=1))
def test_a_masked_text_has_its_length_and_no_longer_the_words(before: str, after: str, name: str) -> None:
    mask = Mask({hash_words(name): count_words(name)})
    text = f"{before} {name} {after}".replace("%", "")
    masked = mask.text(text)
    assert len(masked) == len(text)
    assert mask.finds(masked) is None


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("na Lindqvist said", "██ █████████ said"),
        ("qvist said", "█████ said"),
        ("said Ana Lindq", "said ███ █████"),
        ("Lindqvist said", "Lindqvist said"),
        ("ist said Ana", "ist said Ana"),
    ],
)
def test_rests_of_words_at_the_ends_of_a_cut_text_go_too(text: str, masked: str) -> None:
    assert Mask({hash_words(NAME): 2}, [NAME]).text(text) == masked


def test_json_within_json_is_gone_through() -> None:
    name = "Zoë Brandt"
    mask = Mask({hash_words(name): 2})
    assert mask.plain({"after": '{"name":"Zo\\u00eb Brandt"}'}) == {
        "after": '{"name":"\\u2588\\u2588\\u2588 ' + "\\u2588" * 6 + '"}'
    }
