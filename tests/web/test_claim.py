"""The page of a claim: what it shows without scripts, in every format, and in a browser."""

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import jsonschema  # type: ignore[import-untyped]
import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect

from sayso.web.house import House

SCHEMA = Path(__file__).resolve().parents[2] / "src" / "sayso" / "records" / "answer.schema.json"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def claim(house: House) -> str:
    """The claim that five pages carry."""
    return house.ledger.who("turned down")[0].claim


def test_the_page_says_the_numbers_with_their_bounds(client: TestClient, claim: str) -> None:
    text = client.get(f"/c/{claim}").text
    assert "Between 1 and 2 independent origins found, 0 pages name no source." in text
    assert "5 pages › 3 publishers › 4 distinct texts › 2 with sourcing of their own." in text
    assert "No count says what is true" in text
    assert "corroborated" not in text.lower()
    for title in ("Who had it from whom", "How firmly", "In which words"):
        assert title in text


def test_each_drawing_has_a_name_and_an_equal_table(client: TestClient, claim: str) -> None:
    text = client.get(f"/c/{claim}").text
    drawings = re.findall(r'<svg class="(\w+)"[^>]*role="img" aria-labelledby="([\w-]+) ([\w-]+)"', text)
    assert {name for name, _, _ in drawings} >= {"funnel", "lanes"}
    for _, title, words in drawings:
        assert f'<title id="{title}">' in text
        assert f'<desc id="{words}">' in text
    assert "style=" not in text
    assert text.count("<caption") >= 2


def test_what_is_counted_can_be_chosen(client: TestClient, claim: str) -> None:
    text = client.get(f"/c/{claim}?policy=outlets").text
    assert '<option value="outlets" selected>' in text
    assert "houses counted" in text
    assert client.get(f"/c/{claim}?policy=truth").status_code == 400


def test_a_shorter_id_leads_to_the_claim_and_others_are_nothing(client: TestClient, claim: str, house: House) -> None:
    answer = client.get(f"/c/{claim[:12]}?policy=speakers")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/c/{claim}?policy=speakers")
    document = next(iter(house.ledger.documents()))
    for wrong in (document, "c000000000000000000000000", "c12", "turned"):
        assert client.get(f"/c/{wrong}").status_code == 404, wrong


def test_the_json_is_what_the_command_prints(client: TestClient, claim: str, house: House) -> None:
    plain = client.get(f"/c/{claim}.json").json()
    jsonschema.validate(plain, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert plain["claim"] == claim
    assert plain["origins"]["at_most"] == house.ledger.origins(claim).at_most
    assert client.get(f"/c/{claim}.json?policy=outlets").json()["origins"]["policy"] == "outlets"


def test_the_csv_has_a_row_for_each_wording(client: TestClient, claim: str, house: House) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(f"/c/{claim}.csv").text)))
    answer = house.ledger.who(claim)[0]
    assert [row["claim"] for row in rows] == [one.claim.id for one in answer.wordings]
    assert {row["review"] for row in rows} == {"machine"}


def test_the_feed_labels_what_nobody_reviewed(client: TestClient, claim: str) -> None:
    feed = ElementTree.fromstring(client.get(f"/c/{claim}.atom").content)  # noqa: S314  it is our own
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    titles = [entry.findtext(f"{ATOM}title") or "" for entry in entries]
    assert all(title.startswith("[unreviewed] ") for title in titles)
    days = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert days == sorted(days, reverse=True)


# --- not the same ---


def switch(text: str) -> dict[str, str]:
    """The fields of the first form that can part two claims."""
    form = re.search(r'<form method="post" action="/links".*?</form>', text, re.DOTALL)
    assert form is not None
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[0]))


def test_not_the_same_shows_at_once_and_is_taken_back(client: TestClient, claim: str, house: House) -> None:
    page = client.get(f"/c/{claim}").text
    fields = {**switch(page), "action": "reject"}
    before = house.ledger.who(claim)[0]
    answer = client.post("/links", data=fields)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"/c/{claim}?did=part")
    text = client.get(answer.headers["location"]).text
    assert "What people decided here" in text
    assert "Not the same" in text
    assert not [
        link for link in house.ledger.who(claim)[0].links if {link.left, link.right} == {fields["left"], fields["right"]}
    ]
    (verdict,) = house.ledger.decided(house.ledger.who(claim)[0])
    client.post("/undo", data={"token": fields["token"], "judgement": verdict.judgements[-1].id, "back": f"/c/{claim}"})
    assert house.ledger.who(claim)[0].origins == before.origins
    assert "What people decided here" not in client.get(f"/c/{claim}").text


def test_the_same_is_kept_as_confirmed(client: TestClient, claim: str, house: House) -> None:
    fields = {**switch(client.get(f"/c/{claim}").text), "action": "accept"}
    assert client.post("/links", data=fields).status_code == 303
    links = house.ledger.who(claim)[0].links
    assert [link.state for link in links if {link.left, link.right} == {fields["left"], fields["right"]}] == ["confirmed"]
    assert "A person said: the same." in client.get(f"/c/{claim}").text


def test_a_link_is_only_judged_with_the_token_and_by_a_known_kind(client: TestClient, claim: str) -> None:
    fields = {**switch(client.get(f"/c/{claim}").text), "action": "reject"}
    assert client.post("/links", data={**fields, "token": "no"}).status_code == 403
    assert client.post("/links", data={**fields, "kind": "copy"}).status_code == 400
    assert client.post("/links", data={**fields, "action": "perhaps"}).status_code == 400
    elsewhere = client.post("/links", data={**fields, "back": "https://elsewhere.example/"})
    assert elsewhere.headers["location"].startswith("/")


# --- in a browser ---


def test_why_opens_with_both_sentences(page: Page, claim: str) -> None:
    page.goto(f"/c/{claim}")
    why = page.locator(".tree details.why").nth(1)
    expect(why.locator(".side").first).to_be_hidden()
    why.locator("summary").click()
    expect(why.locator(".side").first).to_be_visible()
    expect(why.locator(".side")).to_have_count(2)


def test_not_the_same_and_undo_in_a_browser(page: Page, claim: str) -> None:
    page.goto(f"/c/{claim}")
    why = page.locator(".tree details.why").nth(1)
    why.locator("summary").click()
    why.get_by_role("button", name="Not the same").click()
    expect(page.get_by_role("heading", name="What people decided here")).to_be_visible()
    page.locator(".decided").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="What people decided here")).to_have_count(0)


def test_choosing_what_is_counted_needs_no_button(page: Page, claim: str) -> None:
    page.goto(f"/c/{claim}")
    page.get_by_label("Counted as one").select_option("outlets")
    expect(page).to_have_url(re.compile("policy=outlets"))


def test_a_dot_and_its_line_are_joined(page: Page, claim: str) -> None:
    page.goto(f"/c/{claim}")
    page.locator("svg.lanes g[data-join]").first.hover(force=True)
    expect(page.locator(".tree tr.joined")).to_have_count(1)


def test_all_of_it_is_there_without_scripts(browser: Browser, server: str, claim: str) -> None:
    context = browser.new_context(base_url=server, java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"/c/{claim}")
    page.locator(".tree details.why summary").first.click()
    expect(page.locator(".tree .side").first).to_be_visible()
    page.get_by_label("Counted as one").select_option("speakers")
    page.get_by_role("button", name="Count").click()
    expect(page).to_have_url(re.compile("policy=speakers"))
    context.close()
