"""The front page: a story pasted or chosen is read, kept and shown; what cannot be read is told on the page."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect
from tests.intake.loopback import Reply, serving

from sayso.web.house import House
from sayso.web.security import COOKIE

STORY = "Ferry late again\n\nMayor Ilse Hartog said on Friday that the ferry was late. The Gazette reported a sale."


def post(client: TestClient, house: House, data: dict[str, str], **more: Any) -> Any:
    client.cookies.set(COOKIE, house.token)
    return client.post("/read", data={"token": house.token, **data}, **more)


def test_a_pasted_story_is_kept_and_shown(client: TestClient, house: House) -> None:
    before = house.ledger.counts().documents
    answer = post(client, house, {"text": STORY, "published": "2031-05-12"})
    assert answer.status_code == 303
    address = answer.headers["location"]
    assert house.ledger.counts().documents == before + 1
    shown = client.get(address)
    assert shown.status_code == 200
    assert "Ilse Hartog" in shown.text
    published = house.ledger.analysis(address.removeprefix("/d/")).document.published
    assert published is not None
    assert published.value == "2031-05-12"


def test_pasting_again_keeps_nothing_twice(client: TestClient, house: House) -> None:
    first, again = (post(client, house, {"text": STORY}) for _ in range(2))
    assert first.headers["location"] == again.headers["location"]


def test_what_was_read_is_linked_behind_the_answer(client: TestClient, house: House) -> None:
    post(client, house, {"text": STORY})
    house.linking.wait(30)
    assert house.ledger.count_unlinked() == 0


@pytest.mark.parametrize("name", ["story.html", "../../etc/passwd.html", "C:\\x\\y.html", "<b>.html", "story"])
def test_a_file_is_read_whatever_its_name(client: TestClient, house: House, name: str) -> None:
    body = b"<html><head><title>Ferry</title></head><body><p>Mayor Ilse Hartog said the ferry was late.</p></body></html>"
    answer = post(client, house, {"text": ""}, files={"file": (name, body, "text/html")})
    assert answer.status_code == 303, answer.text


@pytest.mark.parametrize(
    ("data", "file", "line"),
    [
        ({"text": ""}, None, "nothing was pasted and no file was chosen"),
        ({"text": "   \n"}, None, "nothing was pasted and no file was chosen"),
        ({"text": STORY, "published": "last week"}, None, "is no date"),
        ({"text": ""}, ("x.pdf", b"%PDF-1.7 rest", "application/pdf"), "not a page of text"),
        ({"text": ""}, ("x.html", b"", "text/html"), "nothing in it"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_text_stays(
    client: TestClient, house: House, data: dict[str, str], file: tuple[str, bytes, str] | None, line: str
) -> None:
    before = house.ledger.counts()
    answer = post(client, house, data, **({"files": {"file": file}} if file else {}))
    assert answer.status_code == 422
    assert line in answer.text
    assert data["text"].strip() in answer.text
    assert house.ledger.counts() == before


def test_a_page_of_an_earlier_run_keeps_what_was_pasted(client: TestClient, house: House) -> None:
    before = house.ledger.counts()
    client.cookies.set(COOKIE, house.token)
    answer = client.post("/read", data={"token": "of an earlier run", "text": STORY, "published": "2031"})
    assert answer.status_code == 403
    assert "Nothing is lost" in answer.text
    assert STORY in answer.text
    assert f'name="token" value="{house.token}"' in answer.text
    assert house.ledger.counts() == before


def test_pages_that_came_last_are_listed_whatever_was_read_of_them(client: TestClient, house: House) -> None:
    for title in ("Le ministre dément tout accord", "Ferry late once more"):
        body = (
            "Le ministre a affirmé mardi que rien n'a été signé."
            if "ministre" in title
            else "\n\n".join(f"Mayor Ilse Hartog said on Friday that ferry {number} was late." for number in range(60))
        )
        post(client, house, {"text": f"{title}\n\n{body}"})
    text = client.get("/").text
    assert 0 < text.index("Ferry late once more") < text.index("Le ministre dément tout accord")


def test_an_address_alone_is_fetched_kept_and_read(client: TestClient, house: House) -> None:
    house.settings = replace(house.settings, allow_private=True)
    with serving({"/ferry": Reply()}) as server:
        address = f"http://127.0.0.1:{server.port}/ferry"
        answer = post(client, house, {"text": f" {address}?utm_source=mail#top\n"})
        assert answer.status_code == 303
        assert server.targets() == ["/ferry?utm_source=mail"]
    shown = house.ledger.analysis(answer.headers["location"].removeprefix("/d/"))
    assert shown.document.url == address
    (kept,) = house.ledger.fetches(address)
    assert (kept.outcome, kept.robots) == ("fetched", "allowed")
    assert kept.archive is not None


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("http://127.0.0.1/ferry", "it leads to 127.0.0.1, this machine"),
        ("http://desk:secret@[::1]:8017/", "it leads to ::1, this machine"),
        ("https://news.example:port/", "its port"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_in_one_line(client: TestClient, house: House, address: str, line: str) -> None:
    before = house.ledger.counts().documents
    answer = post(client, house, {"text": address})
    assert answer.status_code == 422
    assert line in answer.text
    assert house.ledger.counts().documents == before


def test_an_address_without_this_runs_token_is_not_fetched(client: TestClient, house: House) -> None:
    house.settings = replace(house.settings, allow_private=True)
    with serving({"/ferry": Reply()}) as server:
        answer = client.post("/read", data={"token": "of another", "text": f"http://127.0.0.1:{server.port}/ferry"})
        assert answer.status_code == 403
        assert server.asked == []


def test_a_story_is_pasted_read_and_found_again_in_a_browser(page: Page) -> None:
    page.goto("/")
    page.get_by_label("The story").fill(STORY)
    page.get_by_role("button", name="Read it").click()
    page.wait_for_url(re.compile(r"/d/d[0-9a-f]+"))
    expect(page.locator("article.claim").first).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("complementary")).to_contain_text("Ferry late again")


def test_a_file_is_chosen_in_a_browser(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    page.goto("/")
    page.get_by_label("or a file").set_input_files(path)
    page.get_by_role("button", name="Read it").click()
    page.wait_for_url(re.compile(r"/d/d[0-9a-f]+"))


def test_the_example_is_read_without_scripts(browser: Browser, server: str) -> None:
    page = browser.new_context(base_url=server, java_script_enabled=False).new_page()
    page.goto("/")
    page.get_by_text("Try it with an invented story").click()
    page.get_by_role("button", name="Read this one").click()
    assert "/d/" in page.url
    assert page.locator("article.claim").count() > 3
    page.context.close()
