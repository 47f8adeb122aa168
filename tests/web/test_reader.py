"""The reader: a document with its marks, its cards and what says so; joined by mouse and keyboard, whole without scripts."""

import re
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import html
from playwright.sync_api import Browser, Page, expect
from tests.factory import analysis, document, told_story

from sayso.records import Analysis, Block, Span
from sayso.web.house import House

MARKS = re.compile(r"m-(source|cue|contents|direct|indirect|mixed|hedged|channel)")


@pytest.fixture
def archive(house: House) -> Analysis:
    """The example page of an archive that carries an agency's story."""
    (found,) = (
        read
        for key in house.ledger.documents()
        if (read := house.ledger.analysis(key)).document.url.endswith("straits-archive.html")
    )
    return found


def texts(answer: Any) -> str:
    """The words of the story as a person reads them, blanks collapsed."""
    tree = html.fromstring(answer.text)
    (story,) = tree.cssselect("article.story .text")
    return " ".join(story.text_content().split())


def test_the_story_is_there_word_for_word_and_in_order(client: TestClient, archive: Analysis) -> None:
    shown = texts(client.get(f"/d/{archive.document.id}"))
    for sentence in archive.sentences:
        assert " ".join(sentence.of(archive.document.text).split()) in shown


def test_each_claim_has_a_card_that_shares_its_join_with_the_text(client: TestClient, archive: Analysis) -> None:
    tree = html.fromstring(client.get(f"/d/{archive.document.id}").text)
    cards = {card.get("data-claim") for card in tree.cssselect("article.claim")}
    assert {claim.id for claim in archive.claims} <= cards
    joins = {word for mark in tree.cssselect(".text [data-join]") for word in mark.get("data-join").split()}
    assert all(set(card.get("data-join").split()) & joins for card in tree.cssselect("article.claim[data-join]"))


def test_the_strip_says_who_published_it_and_why_we_think_so(client: TestClient, archive: Analysis) -> None:
    tree = html.fromstring(client.get(f"/d/{archive.document.id}").text)
    (strip,) = tree.cssselect("nav.strip")
    words = strip.text_content()
    assert "Republisher" in words
    assert "StraitsArchive.example" in words
    assert "Meridian News Agency" in words
    assert "What says so" in words


def test_a_shorter_id_and_the_page_lead_to_the_document(client: TestClient, archive: Analysis) -> None:
    document = archive.document
    for subject in (document.id[:12], document.page):
        answer = client.get(f"/d/{subject}")
        assert (answer.status_code, answer.headers["location"]) == (302, f"/d/{document.id}")
    attribution = archive.attributions[0].id
    assert client.get(f"/a/{attribution}").headers["location"] == f"/d/{document.id}#a-{attribution}"
    assert client.get("/d/d000000").status_code == 404


def test_the_same_as_json_csv_and_atom(client: TestClient, archive: Analysis) -> None:
    address = f"/d/{archive.document.id}"
    plain = client.get(f"{address}.json").json()
    assert plain["schema"] == "sayso/analysis/1"
    assert [claim["id"] for claim in plain["claims"]] == [claim.id for claim in archive.claims]
    lines = client.get(f"{address}.csv").text.splitlines()
    assert lines[0].startswith("number,kind,id,")
    feed = client.get(f"{address}.atom")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert "Version 1" in feed.text


def test_what_the_machine_resolved_is_worded_as_read(client: TestClient, house: House) -> None:
    read = told_story()
    house.ledger.add([read])
    words = client.get(f"/d/{read.document.id}").text
    assert "as we read it" in words
    assert "unreviewed" in words
    assert "by publication" in words


def test_a_rejected_claim_is_struck_and_an_accepted_one_says_so(client: TestClient, house: House, archive: Analysis) -> None:
    first, second = archive.claims[1].id, archive.claims[2].id
    house.ledger.judge(first, "reject", "tester")
    house.ledger.judge(second, "accept", "tester")
    tree = html.fromstring(client.get(f"/d/{archive.document.id}").text)
    (rejected,) = tree.cssselect(f'article.claim[data-claim="{first}"]')
    (accepted,) = tree.cssselect(f'article.claim[data-claim="{second}"]')
    assert "rejected" in rejected.text_content()
    assert "accepted" in accepted.text_content()


def test_a_text_with_an_emoji_and_one_without_attributions(client: TestClient, house: House) -> None:
    emoji = analysis(("Mayor Ilse Hartog", "said", "the ferry 🚢 is late"), url="https://a.example/1")
    plain = Analysis(analysis(url="https://a.example/2").document)
    house.ledger.add([emoji, plain])
    assert "the ferry 🚢 is late" in texts(client.get(f"/d/{emoji.document.id}"))
    assert "Nothing in this text is attributed to anybody" in client.get(f"/d/{plain.document.id}").text


def test_furniture_is_folded_and_named_and_a_disclaimer_is_nobodys_claim(client: TestClient, house: House) -> None:
    read = analysis(url="https://a.example/3")
    body = read.document.text
    text = f"{body}\nSign up for our letter.\n* Outlawed in Talmere."
    ends = len(body), len(body) + 1 + len("Sign up for our letter.")
    blocks = (
        Block(Span(0, ends[0]), "body"),
        Block(Span(ends[0] + 1, ends[1]), "promo"),
        Block(Span(ends[1] + 1, len(text)), "disclaimer"),
    )
    made = replace(read, document=replace(read.document, text=text, blocks=blocks))
    house.ledger.add([made])
    tree = html.fromstring(client.get(f"/d/{made.document.id}").text)
    assert any("Sign up" in one.text_content() for one in tree.cssselect(".story details"))
    assert "not part of anybody" in tree.text_content()


def test_words_are_single_elements_where_they_are_chosen(client: TestClient, archive: Analysis) -> None:
    tree = html.fromstring(client.get(f"/d/{archive.document.id}?edit=1").text)
    ends = [(int(one.get("data-start")), int(one.get("data-end"))) for one in tree.cssselect(".text [data-start]")]
    text = archive.document.text
    assert all(" " not in text[start:end].strip() for start, end in ends)
    assert ends == sorted(ends)


def test_hover_and_focus_join_card_and_text_both_ways(page: Page, archive: Analysis) -> None:
    page.goto(f"/d/{archive.document.id}")
    card = page.locator("article.claim[data-join]").nth(1)
    word = str(card.get_attribute("data-join")).split()[0]
    card.hover()
    expect(page.locator(f".text .joined[data-join~='{word}']").first).to_be_visible()
    page.mouse.move(0, 0)
    expect(page.locator(".joined")).to_have_count(0)
    card.focus()
    expect(page.locator(f".text .joined[data-join~='{word}']").first).to_be_visible()
    mark = page.locator(f".text [data-join~='{word}']").first
    mark.hover()
    expect(page.locator(f"article.claim.joined[data-join~='{word}']").first).to_be_visible()


def test_a_narrow_screen_shows_all_of_it_without_scrolling_sideways(browser: Browser, server: str, archive: Analysis) -> None:
    page = browser.new_context(base_url=server, viewport={"width": 360, "height": 800}).new_page()
    page.goto(f"/d/{archive.document.id}")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.locator("article.claim").first.is_visible()
    page.context.close()


def test_the_page_is_light(client: TestClient, archive: Analysis) -> None:
    answer = client.get(f"/d/{archive.document.id}", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) < 100_000


def test_a_text_in_a_language_that_is_not_read_says_so_and_counts_nothing(client: TestClient, house: House) -> None:
    client.cookies.set("sayso_token", house.token)
    words = (
        "Le ministre dément tout accord secret\n\nLe ministre de la Défense a affirmé mardi que rien n'a été signé avec eux."
    )
    answer = client.post("/read", data={"token": house.token, "text": words})
    text = client.get(answer.headers["location"]).text
    assert "The text is in French" in text
    assert "Nothing was read from this text" in text
    assert "attributions" not in text


def test_a_card_tells_what_its_claim_tells_of_as_we_read_it(client: TestClient, house: House) -> None:
    from tests.events import told_events

    one = told_events()
    house.ledger.add([one])
    tree = html.fromstring(client.get(f"/d/{one.document.id}").text)
    (card,) = tree.cssselect(f'article.claim[data-claim="{one.claims[0].id}"]')
    words = " ".join(card.text_content().split())
    assert "attack (heavy weapons) “shelled” Arland →to Borland at Quill on 2 May 2031" in words
    assert "as we read it" in words
    assert "said not to be so" in client.get(f"/c/{one.claims[2].id}").text


@pytest.mark.parametrize("words", ["W" * 300, "the offer " * 30])
def test_a_title_that_is_cut_says_so(client: TestClient, house: House, words: str) -> None:
    client.cookies.set("sayso_token", house.token)
    answer = client.post("/read", data={"token": house.token, "text": f"{words}\n\nThe mayor said that nothing was signed."})
    (title,) = re.findall(r"<title>(.*?) · sayso</title>", client.get(answer.headers["location"]).text)
    assert title.endswith("…")
    assert len(title) <= 121


def test_a_later_version_shows_what_changed_and_whether_the_page_says_so(client: TestClient, house: House) -> None:
    url = "https://news.example/pier"
    texts_ = ("The pier is closed until further notice.", "The pier is closed until <b>Friday</b>.")
    first, second = (Analysis(document(text, url=url)) for text in texts_)
    house.ledger.add([first, second])
    assert "What changed against" not in client.get(f"/d/{first.document.id}").text
    page = client.get(f"/d/{second.document.id}").text
    assert "What changed against version 1, without the page saying so" in page
    assert "<del>The pier is closed until further notice.</del>" in page
    assert "<ins>The pier is closed until &lt;b&gt;Friday&lt;/b&gt;.</ins>" in page
