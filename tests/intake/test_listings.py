"""Lists of pages in JSON."""

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.intake.listings import read_listing, read_objects
from sayso.intake.references import Reference
from sayso.records import Failure, FieldEvidence, Page


def read(*lines: str) -> list[Page | Failure | Reference]:
    return list(read_listing(io.BytesIO("\n".join(lines).encode()), "/in/list.jsonl"))


def test_a_text_is_a_page_and_an_address_a_reference() -> None:
    text, named, bare = read(
        json.dumps(
            {
                "url": "https://quay.example/a",
                "title": "Ferry late",
                "text": "It left late.",
                "date": "2024-03-21",
                "author": "Ilse Varga",
            }
        ),
        "",
        json.dumps({"link": "https://quay.example/b", "published_at": "Thu, 21 Mar 2024 19:42:00 +0200"}),
        '"https://quay.example/c"',
    )
    assert isinstance(text, Page)
    assert (text.url, text.body) == ("https://quay.example/a", b"Ferry late\n\nIt left late.")
    assert {(one.field, one.value) for one in text.told} == {
        ("title", "Ferry late"),
        ("published", "2024-03-21"),
        ("byline", "Ilse Varga"),
    }
    assert named == Reference(
        "https://quay.example/b", (FieldEvidence("published", "2024-03-21T19:42:00+02:00", "list:published", None),)
    )
    assert bare == Reference("https://quay.example/c")


def test_a_text_without_an_address_keeps_its_place_by_id_or_words() -> None:
    by_id, by_words = read('{"id": 7, "text": "One."}', '{"text": "Two."}')
    (moved,) = read('{"text": "Two."}')
    assert by_id.url == "/in/list.jsonl#7" if isinstance(by_id, Page) else False
    assert isinstance(by_words, Page)
    assert isinstance(moved, Page)
    assert by_words.url == moved.url


def test_markup_is_kept_as_markup() -> None:
    (found,) = read('{"url": "https://quay.example/a", "html": "<h1>Late</h1><p onclick=x>It <b>left</b>.</p>"}')
    assert isinstance(found, Page)
    assert found.content_type == "text/html; charset=utf-8"
    assert b"<p>It <b>left</b>.</p>" in found.body


@pytest.mark.parametrize(
    "line", ["junk", "[1", "{}", '{"title": "x"}', "3", '{"url": "file:///etc/passwd"}', "[" * 50_000, "\x00\x01"]
)
def test_a_line_that_gives_nothing_is_named(line: str) -> None:
    first, second = read(line, '{"text": "Two."}')
    assert isinstance(first, Failure)
    assert first.url == "/in/list.jsonl#line 1"
    assert isinstance(second, Page)


def test_a_line_without_an_end_is_not_read_on() -> None:
    (found,) = read('{"text": "' + "x" * 16_000_000)
    assert isinstance(found, Failure)
    assert "more than 15 MiB" in found.error


anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["url", "text", "html", "title", "date", "authors", "id", "fetched"]), inner, max_size=5
        )
    ),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None)
@given(st.lists(anything, max_size=4))
def test_members_of_any_kind_are_read_or_named(values: list[Any]) -> None:
    assert len(list(read_objects(values, "a.json"))) == len(values)
