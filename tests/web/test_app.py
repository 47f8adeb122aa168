import html

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect

from sayso.web.security import HEADERS


def test_the_front_page_is_there_and_guarded(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_another_name_for_this_machine_is_refused(client: TestClient) -> None:
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 421


def test_a_change_from_another_site_is_refused(client: TestClient) -> None:
    assert client.post("/read", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.post("/read", headers={"origin": "http://evil.example"}).status_code == 403


def test_nothing_is_told_in_one_line(client: TestClient) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "There is nothing at this address." in answer.text
    assert client.get("/nowhere.json").json() == {"status": 404, "line": "There is nothing at this address."}


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("/review?queue=zzz", "queue=zzz: input should be 'uncertain', 'consequential' or 'audit'"),
        ("/who?q=boats&policy=truth", "policy=truth: input should be"),
        ("/stories?q=%20&after=7", "not a cursor"),
    ],
)
def test_an_address_that_makes_no_sense_is_told_in_one_line(client: TestClient, address: str, line: str) -> None:
    answer = client.get(address, headers={"accept": "text/html"})
    assert answer.status_code == 400
    assert "That question makes no sense" in answer.text
    assert line in html.unescape(answer.text)
    told = client.get(address.replace("?", ".json?")).json()
    assert told["status"] == 400
    assert line in told["line"]


def test_what_is_too_large_is_told_on_a_page(client: TestClient) -> None:
    answer = client.post("/read", content=b"x" * (17 * 2**20), headers={"accept": "text/html"})
    assert answer.status_code == 413
    assert "<h1>Too large</h1>" in answer.text
    plain = client.post("/read", content=b"x" * (17 * 2**20), headers={"accept": "*/*"})
    assert plain.text.startswith("This is larger than 16 MB")


def test_the_front_page_opens_in_a_browser(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Paste any news story. See who says so.")
