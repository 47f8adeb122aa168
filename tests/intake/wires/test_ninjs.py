"""ninjs of every version, and JSON that only looks like it."""

import json
from contextlib import suppress
from typing import Any

import pytest
from evals.corpora import corpus, has_corpora
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import UnsupportedPage
from sayso.intake.wires import is_ninjs, read_ninjs
from sayso.records import Failure, Page

FIRST: dict[str, Any] = {
    "uri": "https://wire.example/items/1",
    "type": "text",
    "version": "2",
    "versioncreated": "2024-03-21T12:20:00Z",
    "pubstatus": "canceled",
    "embargoed": "2024-03-22T00:00:00Z",
    "byline": "Ilse Varga",
    "headline": "Ferry leaves late",
    "body_text": "PORT ANSEL (Meridian) - The ferry left late.",
    "body_xhtml": "<p>PORT ANSEL (Meridian) - The ferry <b>left</b> late.</p><script>x()</script>",
    "infosource": [{"name": "Radio Ansel", "role": "isrol:originator"}, {"name": "Port Courier"}],
    "copyrightholder": "Meridian",
    "associations": {"main": {"uri": "p1", "type": "picture", "headline": "Quay", "description_text": "The quay in fog."}},
}
THIRD: dict[str, Any] = {
    "uri": "urn:wire:2",
    "versionCreated": "2024-03-21T12:20:00Z",
    "firstCreated": "2024-03-20T12:20:00Z",
    "pubStatus": "usable",
    "by": "Ilse Varga",
    "language": "en-GB",
    "headlines": [{"role": "sub", "value": "Second"}, {"role": "main", "value": "Ferry leaves late"}],
    "bodies": [
        {"role": "text", "contentType": "text/plain", "value": "Plain words."},
        {"role": "html", "contentType": "text/html", "value": "<p>Marked words.</p>"},
    ],
    "infoSources": [{"name": "Radio Ansel"}],
    "subjects": [{"name": "Harbour"}],
    "associations": [
        {"name": "inner", "uri": "urn:wire:3", "headlines": [{"value": "Inner"}], "bodies": [{"value": "Inner words."}]}
    ],
}


def read(value: Any) -> list[Page | Failure]:
    return list(read_ninjs(json.dumps(value).encode(), "/in/a.json"))


def told(found: Page | Failure, field: str) -> list[str]:
    assert isinstance(found, Page)
    return [one.value for one in found.told if one.field == field]


def body(found: Page | Failure) -> str:
    assert isinstance(found, Page)
    return found.body.decode()


def test_version_1_has_its_texts_in_single_members() -> None:
    (found,) = read(FIRST)
    assert found.url == "https://wire.example/items/1"
    assert "The ferry <b>left</b> late." in body(found)
    assert "script" not in body(found)
    assert '<p class="byline">Ilse Varga</p>' in body(found)
    assert "<figcaption>The quay in fog.</figcaption>" in body(found)
    assert told(found, "origin") == ["Radio Ansel"]
    assert told(found, "credit") == ["Port Courier"]
    assert told(found, "publisher") == ["Meridian"]
    assert (told(found, "status"), told(found, "embargo")) == (["canceled"], ["2024-03-22T00:00:00Z"])


def test_later_versions_have_lists_with_roles_and_items_inside_items() -> None:
    found, inner = read(THIRD)
    assert found.url == "urn:wire:2"
    assert "<h1>Ferry leaves late</h1>" in body(found)
    assert "Marked words." in body(found)
    assert told(found, "published") == ["2024-03-20T12:20:00Z"]
    assert told(found, "modified") == ["2024-03-21T12:20:00Z"]
    assert told(found, "section") == ["Harbour"]
    assert (inner.url, "Inner words." in body(inner)) == ("urn:wire:3", True)


def test_a_list_of_items_gives_each() -> None:
    assert [found.url for found in read([FIRST, THIRD])] == ["https://wire.example/items/1", "urn:wire:2", "urn:wire:3"]


def test_an_item_without_words_says_what_it_is() -> None:
    (found,) = read({"uri": "urn:x", "type": "picture", "renditions": []})
    assert found == Failure("urn:x", "intake", "no words in it (picture): nothing to read")


@pytest.mark.parametrize(
    "value", [{}, [], {"uri": 3}, {"uri": "a"}, {"name": "package", "version": "1"}, [{"uri": "a"}, 3], "x", None]
)
def test_other_json_is_no_ninjs(value: Any) -> None:
    assert not is_ninjs(value)
    (found,) = read(value)
    assert isinstance(found, Failure)


def test_json_that_nests_without_end_is_refused() -> None:
    with pytest.raises(UnsupportedPage, match="nests too deep"):
        list(read_ninjs(b"[" * 100_000, "a.json"))


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*FIRST, *THIRD, "value", "role", "name"]), inner, max_size=4)
    ),
    max_leaves=15,
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from([*FIRST, *THIRD]), anything, max_size=8))
def test_members_of_any_kind_are_read_or_passed_over(changes: dict[str, Any]) -> None:
    for item in (FIRST, THIRD):
        assert read({**item, **changes})


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=40), st.integers(0, 900))
def test_damaged_json_is_read_or_refused(noise: bytes, at: int) -> None:
    whole = json.dumps(THIRD).encode()
    with suppress(UnsupportedPage):
        list(read_ninjs(whole[:at] + noise + whole[at:], "a.json"))


@pytest.mark.shared
@pytest.mark.skipif(not has_corpora(), reason="the shared examples are not beside this checkout")
def test_every_public_example_gives_its_items() -> None:
    wordless = set()
    for path in sorted(corpus("ninjs").rglob("*.json")):
        found = list(read_ninjs(path.read_bytes(), path.name))
        if not any(isinstance(one, Page) for one in found):
            wordless.add(path.name)
    # One is a schema; the other is made not to be valid, and holds nothing but its name and an embargo.
    assert wordless == {"extension-schema.json", "008_extension.json"}
