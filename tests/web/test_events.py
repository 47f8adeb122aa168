"""Events as sheets: of a document, of a story; accusations only if asked for."""

import csv
import io

import pytest
from fastapi.testclient import TestClient
from tests.events import told_events

from sayso.export.coder import EVENT_COLUMNS
from sayso.export.event_columns import EVENTS
from sayso.records import Analysis, Publisher
from sayso.web.house import House


@pytest.fixture
def told(house: House) -> Analysis:
    """A page in the ledger with events on it, and another house's copy in its story."""
    here = told_events()
    copy = told_events(url="https://other.example/quill", publisher=Publisher("Vallis Wire", "vallis-wire", "json-ld"))
    house.ledger.add([here, copy])
    house.ledger.link()
    return here


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_events_of_a_document(client: TestClient, told: Analysis) -> None:
    own = f"/d/{told.document.id}"
    found = rows(client.get(f"{own}/events.csv").text)
    assert list(found[0]) == list(EVENTS)
    assert [row["trigger"] for row in found] == ["shelled", "shelled", "burned", "attack"]
    assert [row["trigger"] for row in client.get(f"{own}/events.json?all=1").json()["events"]][-1] == "looting"
    assert f'href="{own}/events.csv"' in client.get(own).text


def test_the_events_of_a_story_have_a_row_each(client: TestClient, told: Analysis, house: House) -> None:
    (story,) = (one.id for one in house.ledger.stories() if told.document.id in one.documents)
    found = rows(client.get(f"/story/{story}/events.csv").text)
    assert list(found[0]) == list(EVENT_COLUMNS)
    first = client.get(f"/story/{story}/events.json").json()["events"][0]
    assert {row["publisher"] for row in first["claims"]} == {"Port Gazette", "Vallis Wire"}
    assert first["sources_at_least"] <= first["sources_at_most"]
    assert f"/story/{story}/events.csv" in client.get(f"/story/{story}").text


def test_a_sheet_is_called_by_the_id_of_its_document_whatever_was_asked_with(client: TestClient, told: Analysis) -> None:
    answer = client.get(f"/d/{told.document.id[:12]}%0A/events.csv")
    assert answer.headers["content-disposition"] == f'attachment; filename="{told.document.id}-events.csv"'


def test_what_is_not_there_is_told(client: TestClient) -> None:
    assert client.get("/d/d000000/events.json").status_code == 404
    assert client.get("/story/s000000/events.csv").status_code == 404
