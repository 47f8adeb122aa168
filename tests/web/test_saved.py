"""Saved searches: kept under a name with the question as we write it, listed, dropped."""

import re

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect

from sayso.web.house import House
from sayso.web.security import COOKIE


def post(client: TestClient, house: House, address: str, **form: str) -> int:
    client.cookies.set(COOKIE, house.token)
    return client.post(address, data={"token": house.token, **form}).status_code


def test_a_search_is_saved_listed_and_deleted(client: TestClient, house: House) -> None:
    assert post(client, house, "/saved", name=" The  ferry ", query="sort=&outlet=b&q=ferry&outlet=a") == 303
    (kept,) = house.ledger.saved_searches()
    assert (kept.name, kept.query, kept.user) == ("The ferry", "q=ferry&outlet=a&outlet=b", "tester")
    text = client.get("/saved").text
    assert 'href="/s?q=ferry&amp;outlet=a&amp;outlet=b"' in text
    assert 'href="/s.atom?q=ferry&amp;outlet=a&amp;outlet=b"' in text
    assert [one["name"] for one in client.get("/saved.json").json()["searches"]] == ["The ferry"]
    assert "The ferry" in client.get("/saved.csv").text
    assert "The ferry" in client.get("/saved.atom").text
    assert post(client, house, f"/saved/{kept.id}/drop") == 303
    assert house.ledger.saved_searches() == ()


@pytest.mark.parametrize("address", ["/saved", "/saved/q0123456789/drop"])
def test_nothing_is_changed_without_the_token(client: TestClient, house: House, address: str) -> None:
    assert client.post(address, data={"name": "x", "query": ""}).status_code == 403
    assert house.ledger.saved_searches() == ()


def test_a_search_without_a_name_and_one_that_is_gone_are_told(client: TestClient, house: House) -> None:
    assert post(client, house, "/saved", name=" ", query="q=x") == 400
    assert post(client, house, "/saved/q0123456789abcdef01234567/drop") == 404


def test_a_name_is_only_ever_words(client: TestClient, house: House) -> None:
    post(client, house, "/saved", name="<script>alert(1)</script>\x00", query="q=<script>")
    assert "<script>alert" not in client.get("/saved").text


def test_what_is_looked_at_is_saved_from_the_page(page: Page) -> None:
    page.goto("/s?q=offer&source_kind=named")
    page.locator("#keep > summary").click()
    page.get_by_label("Name of this search").fill("Offers")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page).to_have_url(re.compile("/saved$"))
    page.get_by_role("link", name="Offers").click()
    expect(page.locator(".l-chips")).to_contain_text("named person or body")
    page.go_back()
    page.get_by_role("button", name=re.compile("Delete")).click()
    expect(page.locator("main")).to_contain_text("None yet")
