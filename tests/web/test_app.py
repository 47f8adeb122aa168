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


def test_the_front_page_opens_in_a_browser(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Paste any news story. See who says so.")
