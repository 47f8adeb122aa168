"""Asking who says so: answers in few lines, what to try where nothing is found, and linking what waits."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect
from tests.happenings import tell_all

from sayso.ledger import Ledger
from sayso.web.app import create_app
from sayso.web.house import House, HouseSettings, open_house


def test_without_a_question_it_says_what_can_be_asked(client: TestClient) -> None:
    text = client.get("/who").text
    assert "Ask with words of a claim" in text
    assert "/stories" in text


def test_an_answer_in_few_lines_leads_to_its_page(client: TestClient, house: House) -> None:
    answer = house.ledger.who("turned down")[0]
    text = client.get("/who?q=turned+down").text
    assert f'href="/c/{answer.claim}"' in text
    assert "5 pages › 3 publishers › 4 distinct texts" in text
    assert "Between 1 and 2 independent origins found" in text
    assert "14 Mar 2024 to 22 Mar 2024" in text
    assert "one of them" in text


def test_nothing_found_says_what_to_try(client: TestClient) -> None:
    answer = client.get("/who?q=zeppelin&outlet=Nobody")
    assert answer.status_code == 200
    assert "Nothing found" in answer.text
    assert 'href="/who?q=zeppelin"' in answer.text


def test_a_question_that_makes_no_sense_is_told_on_the_page(client: TestClient) -> None:
    answer = client.get("/who?q=%22&since=yesterday")
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert client.get("/who.json?q=").status_code == 400


def test_filters_and_policy_narrow_and_stay_in_the_addresses(client: TestClient) -> None:
    text = client.get("/who?q=turned+down&until=2024-03-14&policy=outlets").text
    assert 'value="2024-03-14"' in text
    assert "?policy=outlets" in text
    assert "/who.csv?q=turned+down&amp;until=2024-03-14&amp;policy=outlets" in text
    assert client.get("/who.json?q=turned+down&since=2025").json()["answers"] == []


def test_the_other_formats_hold_the_same(client: TestClient, house: House) -> None:
    answers = house.ledger.who("offer")
    plain = client.get("/who.json?q=offer").json()
    assert [one["claim"] for one in plain["answers"]] == [one.claim for one in answers]
    assert plain["unlinked"] == 0
    rows = list(csv.DictReader(io.StringIO(client.get("/who.csv?q=offer").text)))
    assert len(rows) == sum(len(one.wordings) for one in answers)
    assert b"[unreviewed]" in client.get("/who.atom?q=offer").content


# --- what waits to be linked ---


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[House]:
    """A ledger that was never linked."""
    with Ledger(tmp_path / "waiting.sqlite3") as ledger:
        ledger.add(tell_all(3))
    house = open_house(HouseSettings(str(tmp_path / "waiting.sqlite3"), hosts=("127.0.0.1", "testserver"), user="tester"))
    yield house
    house.linking.wait(30)
    house.ledger.close()


def test_documents_that_wait_are_linked_in_the_background(waiting: House) -> None:
    with TestClient(create_app(waiting), headers={"sec-fetch-site": "same-origin"}, follow_redirects=False) as client:
        text = client.get("/who").text
        assert "9 documents are not linked yet" in text
        answer = client.post("/link", data={"token": waiting.token, "back": "/stories"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/stories")
        waiting.linking.wait(30)
        assert client.get("/link.json").json() == {
            "running": False, "done": waiting.linking.progress.done, "waiting": 9, "fault": None, "unlinked": 0,
        }  # fmt: skip
        assert "not linked yet" not in client.get("/who").text
        assert waiting.linking.start(waiting.ledger).is_running is False, "nothing waits any more"
        part = client.get("/link", headers={"x-sayso-part": "1"})
        assert "Everything is linked." in part.text


def test_linking_that_fails_is_told(waiting: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(waiting.ledger, "link", fail)
    waiting.linking.start(waiting.ledger)
    waiting.linking.wait(30)
    assert waiting.linking.progress.fault == "linking failed: RuntimeError"


def test_asking_in_a_browser_leads_to_the_claim(page: Page) -> None:
    page.goto("/who")
    page.get_by_label("Words of a claim").fill("turned down")
    page.get_by_role("button", name="Ask", exact=True).click()
    page.locator(".answer h2 a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("turned")
    expect(page.locator('nav [aria-current="page"]').first).to_have_text("Who says so?")
