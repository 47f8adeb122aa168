"""The small changes that values go through on their way into columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factory import page

from sayso.errors import QueryError
from sayso.store.rows import body_row, clean, day_bounds, fold, parse_day, unpack_body


@given(st.text(st.characters()))
def test_a_cleaned_text_can_be_stored_and_keeps_its_offsets(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    assert "\x00" not in cleaned
    cleaned.encode("utf-8")
    assert clean(cleaned) == cleaned


NAMES = {" AL  Bahri\n": "al bahri", "Le Matin Écho": "le matin echo", "Straße": "strasse", "": ""}


@pytest.mark.parametrize("name", NAMES)
def test_names_are_compared_without_case_accents_and_blanks(name: str) -> None:
    assert fold(name) == NAMES[name]


@pytest.mark.parametrize(
    ("value", "bounds"),
    [
        ("2031-05-02T10:00:00Z", ("2031-05-02", "2031-05-02")),
        ("2031-05", ("2031-05-01", "2031-05-31")),
        ("2031", ("2031-01-01", "2031-12-31")),
        ("last week", (None, None)),
        ("٢٠٣١", (None, None)),
    ],
)
def test_a_date_is_as_wide_as_it_is_vague(value: str, bounds: tuple[str | None, str | None]) -> None:
    assert day_bounds(value) == bounds


def test_a_day_is_the_first_or_last_that_was_meant() -> None:
    assert parse_day(" 2031-05 ", last=False) == "2031-05-01"
    assert parse_day("2031-05", last=True) == "2031-05-31"
    with pytest.raises(QueryError):
        parse_day("2031-05-02T10", last=False)


@given(st.binary(max_size=2000))
def test_bytes_come_back_as_they_were(body: bytes) -> None:
    row = body_row(page("https://a.example", body.hex()))
    assert unpack_body(row["data"], row["size"]) == f"<p>{body.hex()}</p>".encode()


def test_damaged_bytes_are_not_unpacked_without_end() -> None:
    row = body_row(page("https://a.example", "x" * 10_000_000))
    assert len(unpack_body(row["data"], 10)) == 11
