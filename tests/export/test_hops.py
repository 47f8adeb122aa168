"""Claims as items of a wire: chains turned into hop history, and back by our own reader."""

from typing import Any

import pytest

from sayso.export.hops import newsml_lines
from sayso.intake.wires import read_newsml
from sayso.intake.xml import safe_xml
from sayso.records import Failure, Page

SENT = "2024-03-21T19:42:00+00:00"


def hop(role: str, name: str | None, polarity: str = "+") -> dict[str, Any]:
    return {"role": role, "name": name, "polarity": polarity, "basis": "stated"}


def row(**changes: Any) -> dict[str, Any]:
    chain = [
        hop("republisher", "Straits Archive"),
        hop("publisher", "Meridian"),
        hop("source", None),
        hop("source", "Oren <Maddick>"),
    ]
    return {
        "claim": "c1",
        "url": "https://quay.example/a?x=1&y=2",
        "title": "Ferry & fog",
        "words": "the ferry left “late”\x00",
        "chain": chain,
        "basis": ["stated"],
        "status": "standing",
        "review_state": "machine",
        **changes,
    }


def message(*rows: dict[str, Any]) -> str:
    return "\n".join(newsml_lines(rows, SENT))


def read(text: str) -> Page:
    (page,) = read_newsml(text.encode(), "/in/a.xml")
    assert isinstance(page, Page), page
    return page


def told(page: Page, field: str) -> list[str]:
    return [one.value for one in page.told if one.field == field]


def test_the_innermost_source_is_the_first_hop_and_the_page_the_last() -> None:
    page = read(message(row()))
    assert [value.partition(",")[0] for value in told(page, "hop")] == [
        "Straits Archive",
        "Meridian",
        "nobody named",
        "Oren <Maddick>",
    ]
    assert told(page, "origin") == ["Oren <Maddick>"]
    assert told(page, "republisher") == ["Straits Archive"]
    assert page.url == "urn:sayso:c1"
    assert "the ferry left “late”" in page.body.decode()


def test_what_hops_cannot_say_stands_in_the_note() -> None:
    disputed = row(chain=[hop("publisher", "Meridian"), hop("source", "Ilse Varga", "-")], basis=["stated", "inferred"])
    (note,) = told(read(message(disputed)), "note")
    assert note == (
        "Disputed by Ilse Varga. A name in the chain is as we read it, not as the page states it."
        " Read by a machine; nobody has reviewed it."
    )
    assert told(read(message(row(review_state="accepted"))), "note") == []


def test_a_claim_taken_back_is_an_item_taken_back() -> None:
    assert told(read(message(row(status="withdrawn"))), "status") == ["canceled"]
    assert told(read(message(row())), "status") == ["usable"]


@pytest.mark.parametrize("changes", [{"words": None}, {"chain": []}, {"url": "/a/path", "title": None}])
def test_whatever_a_row_lacks_the_message_is_well_formed(changes: dict[str, Any]) -> None:
    assert safe_xml(message(row(**changes)).encode(), "a") is not None


def test_a_message_holds_an_item_for_each_claim_and_none_is_no_message() -> None:
    found = list(read_newsml(message(row(), row(claim="c2")).encode(), "a"))
    assert [one.url for one in found] == ["urn:sayso:c1", "urn:sayso:c2"]
    assert not any(isinstance(one, Failure) for one in found)
    assert message() == ""
