"""The ledger's screen: every question has an address, every answer a JSON, a table and a feed, with and without scripts."""

import csv
import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect
from tests.factory import analysis, story

from sayso.ledger import Ledger
from sayso.records import Place, Span
from sayso.web.app import create_app
from sayso.web.house import House, HouseSettings, open_house


@pytest.fixture
def many(house: House) -> House:
    """A ledger with some hundred claims of many days."""
    house.ledger.add([story(number) for number in range(30)])
    return house


def test_everything_is_listed_with_what_it_can_be_narrowed_by(client: TestClient) -> None:
    text = client.get("/s").text
    for title in ("Outlet", "Kind of source", "Who is in the chain", "Review", "Depth of chain"):
        assert title in text
    assert 'aria-sort="descending"' in text


def test_words_found_are_marked_and_led_to_their_sentence(client: TestClient) -> None:
    text = client.get("/s", params={"q": "offer"}).text
    assert re.search(r"<mark>\w+</mark>", text)
    assert re.search(r'href="/d/d[0-9a-f]{24}#c-c[0-9a-f]{24}"', text)
    assert re.search(r'href="/c/c[0-9a-f]{24}"', text)


def test_every_link_to_a_sentence_leads_to_a_card(client: TestClient) -> None:
    places = re.findall(r'href="(/d/\w+)#(c-\w+)"', client.get("/s?q=offer").text)
    assert places
    for document, anchor in places[:5]:
        assert f'id="{anchor}"' in client.get(document).text


def test_pages_are_turned_to_any_depth_and_back(client: TestClient, many: House) -> None:
    total = many.ledger.counts().claims
    seen, address = list[str](), "/s.json?limit=40"
    while address:
        answer = client.get(address).json()
        seen += [row["id"] for row in answer["rows"]]
        last, address = answer, answer["next"]
    assert len(seen) == len(set(seen)) == total == last["total"]
    before = client.get(last["previous"]).json()
    assert [row["id"] for row in before["rows"]] == seen[-len(last["rows"]) - 40 : -len(last["rows"])]


def test_csv_has_every_page_and_harmless_cells(client: TestClient, many: House) -> None:
    many.ledger.add([analysis(("=cmd()", "said", "+1 is a sum"), url="https://news.example/formula")])
    answer = client.get("/s.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert answer.headers["content-type"].startswith("text/csv")
    assert len(rows) == many.ledger.counts().claims
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_a_feed_labels_what_nobody_has_looked_at(client: TestClient) -> None:
    answer = client.get("/s.atom?q=offer")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    titles = re.findall(r"<entry>.*?<title>(.*?)</title>", answer.text, re.DOTALL)
    assert titles
    assert all(title.startswith("[unreviewed] ") for title in titles)


def test_an_accusation_that_we_inferred_stays_out_of_files_and_feeds_unless_asked_for(client: TestClient, house: House) -> None:
    read = analysis(("She", "accused Brek of", "hiding the gangway bill"), url="https://news.example/bill")
    (claim,), (accused,) = read.claims, read.attributions
    chain = (claim.chain[0], replace(claim.chain[1], name="Ilse Hartog", basis="inferred"))
    claims, attributions = (replace(claim, chain=chain),), (replace(accused, cue_kind="accusation"),)
    house.ledger.add([replace(read, claims=claims, attributions=attributions)])
    for suffix in (".csv", ".atom", ".json"):
        assert "gangway bill" not in client.get(f"/s{suffix}?q=gangway").text, suffix
        assert "gangway bill" in client.get(f"/s{suffix}?q=gangway&all=1").text, suffix
    assert client.get("/s.json?q=gangway").json()["left_out"] == 1
    page = client.get("/s?q=gangway").text
    assert "inferred, as we read it" in page
    assert "unreviewed" in page
    house.ledger.judge(claim.id, "accept", "tester")
    assert "gangway bill" in client.get("/s.csv?q=gangway").text


def test_a_choice_narrows_and_a_chip_takes_it_away(client: TestClient, many: House) -> None:
    text = client.get("/s?outlet=Port+Gazette&source_kind=named").text
    assert "checked" in text
    without = re.findall(r'href="(/s[^"]*)"[^>]*aria-label="Remove Outlet', text)
    assert without
    assert "outlet" not in parse_qs(urlsplit(without[0]).query)
    total = client.get("/s.json?outlet=Port+Gazette").json()["total"]
    assert 0 < total < many.ledger.counts().claims


def test_nonsense_is_told_in_a_line_and_the_rest_is_answered(client: TestClient) -> None:
    answer = client.get("/s?q=offer&sort=loudest&colour=red")
    assert answer.status_code == 200
    assert "“loudest” is none of" in answer.text
    assert "<mark>" in answer.text


def test_a_question_without_sense_keeps_its_words_in_the_field(client: TestClient) -> None:
    answer = client.get("/s", params={"q": '"ferry'})
    assert answer.status_code == 400
    assert "quotation mark does not close" in answer.text
    assert 'value="&#34;ferry"' in answer.text
    assert client.get("/s.json", params={"q": '"ferry'}).json()["status"] == 400


def test_a_cursor_of_another_question_is_left_out(client: TestClient) -> None:
    answer = client.get("/s?q=offer&after=nonsense")
    assert answer.status_code == 200
    assert "its first page is shown" in answer.text


def test_the_map_has_the_same_as_its_table(client: TestClient, house: House) -> None:
    read = analysis(("Mayor Ilse Hartog", "said", "a ship from Malta sank off Valletta"), url="https://news.example/ship")
    text = read.document.text
    levels: tuple[tuple[str, Literal["territory", "city"]], ...] = (("Malta", "territory"), ("Valletta", "city"))
    places = [
        Place(Span(text.index(name), text.index(name) + len(name)), "MT", 1, 35.9, 14.5, level, "event", 0.9)
        for name, level in levels
    ]
    house.ledger.add([replace(read, places=tuple(places))])
    page = client.get("/s?q=ship&look=map").text
    drawn = re.findall(r'class="l-place[^"]*" aria-label="([^,]+), a (\w+): 1"', page)
    assert sorted(drawn) == [("Malta", "country"), ("Valletta", "town")]
    table = page[page.index('<table class="figures l-places"') :]
    assert all(f'<th scope="row">{name}</th>' in table for name, _ in drawn)
    assert page.count('class="l-ring"') == 3, "a country is a ring, as in the key beside the map"
    assert 'href="/s?q=ship&amp;territory=MT"' in page


def test_a_part_of_the_page_is_answered_to_scripts(client: TestClient) -> None:
    answer = client.get("/s?q=offer", headers={"x-sayso-part": "1"})
    assert answer.text.lstrip().startswith('<div id="ledger"')
    assert "<html" not in answer.text


@pytest.mark.usefixtures("many")
def test_a_facet_narrows_at_once_and_back_widens(page: Page) -> None:
    page.goto("/s")
    everything = page.locator(".l-count b").inner_text()
    page.evaluate("window.stayed = true")
    box = page.get_by_role("checkbox", name="Port Gazette")
    box.check()
    expect(page.locator(".l-chips")).to_contain_text("Port Gazette")
    assert "outlet=port-gazette" in page.url
    assert page.locator(".l-count b").inner_text() != everything
    assert page.evaluate("window.stayed"), "the page was not loaded anew"
    expect(page.locator("#found")).to_have_text(page.locator(".l-count b").inner_text())
    assert page.evaluate("document.activeElement.value") == "port-gazette", "the focus stays on the box"
    page.go_back()
    expect(page.locator(".l-chips")).to_have_count(0)
    expect(page.locator(".l-count b")).to_have_text(everything)
    page.go_forward()
    expect(page.locator(".l-chips")).to_contain_text("Port Gazette")


@pytest.mark.usefixtures("many")
def test_sorting_and_turning_pages_keep_the_question(page: Page) -> None:
    page.goto("/s?source_kind=named&limit=20")
    page.locator("#sort-source").click()
    expect(page.locator('th[aria-sort="ascending"]')).to_contain_text("Who")
    page.locator("#page-next").click()
    expect(page.locator("#page-previous")).to_be_visible()
    asked = parse_qs(urlsplit(page.url).query)
    assert asked["sort"] == ["source"]
    assert asked["source_kind"] == ["named"]
    assert "after" in asked


@pytest.mark.usefixtures("many")
def test_days_are_brushed_with_the_mouse(page: Page) -> None:
    page.goto("/s")
    everything = page.locator(".l-count b").inner_text()
    box = page.locator("[data-brush]").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.55, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 40, steps=4)
    page.mouse.up()
    expect(page.locator(".l-chips")).to_contain_text("Published")
    asked = parse_qs(urlsplit(page.url).query)
    assert asked["published_from"][0] <= asked["published_until"][0]
    assert page.locator(".l-count b").inner_text() != everything


@pytest.mark.usefixtures("many")
def test_days_are_brushed_with_the_keyboard(page: Page) -> None:
    page.goto("/s?published_from=2031-01-01&published_until=2031-12-31")
    grip = page.get_by_role("slider", name="First day")
    grip.focus()
    before = grip.get_attribute("aria-valuetext")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    assert grip.get_attribute("aria-valuetext") != before
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("published_from=2031-01-01"))
    expect(page.get_by_role("slider", name="First day")).to_be_focused()


@pytest.mark.usefixtures("many")
def test_without_scripts_the_same_can_be_asked(browser: Browser, server: str) -> None:
    context = browser.new_context(base_url=server, java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto("/s")
    page.locator("#q").fill("offer")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("mark").first).to_be_visible()
    page.locator("#published_from").fill("2020-01-01")
    page.get_by_role("button", name="Set days").click()
    expect(page.locator(".l-chips")).to_contain_text("from 1 Jan 2020")
    page.get_by_role("link", name="Remove Published").click()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Apply").click()
    expect(page.locator(".l-chips li")).to_have_count(2)
    page.get_by_role("link", name="Map", exact=True).click()
    expect(page.locator(".l-where h2")).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.usefixtures("many")
def test_nothing_runs_off_the_screen(browser: Browser, server: str, width: int) -> None:
    context = browser.new_context(base_url=server, viewport={"width": width, "height": 900})
    page = context.new_page()
    for address in ("/s", "/s?q=offer", "/s?look=map", "/actor", "/saved"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    context.close()


def test_an_empty_ledger_says_that_it_is_empty(tmp_path: Path) -> None:
    with Ledger(tmp_path / "empty.sqlite3") as ledger:
        house = open_house(HouseSettings(hosts=("testserver",)), ledger=ledger)
        with TestClient(create_app(house)) as client:
            assert "This ledger is empty" in client.get("/s").text
            assert "Nothing in this ledger matches. Try fewer words" in client.get("/s?q=boats").text
            assert "and its claims wait here" in client.get("/review").text
            assert "Nothing yet." in client.get("/").text
