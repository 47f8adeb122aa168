"""Hostile words in every place that a page, a file or a question can put them, in a real browser: none of them runs."""

import re
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Dialog, Page
from tests.factory import analysis

from sayso.ledger import Ledger
from sayso.records import Link, Publisher, Span
from sayso.web.house import House

#: Each would say 1 in a dialog, or load something, if any page took it for more than words.
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<!--<img src=x onerror=alert(1)>-->",
    "<iframe srcdoc='<script>parent.alert(1)</script>'>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//",
    "data:text/html,<script>alert(1)</script>",
    "{{ 7*7 }}{% raw %}<b>",
    "{{request.application}}${7*7}<%= 7*7 %>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202e<script>alert(1)</script>\u202c",
    "＜script＞alert(1)＜/script＞",
    "' onfocus='alert(1)' autofocus='",
    '" style="background:url(//evil.example)" x="',
    "<a href=//evil.example/ ping=//evil.example/>x</a>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=//evil.example/'>",
    "<base href=//evil.example/>",
    "<form action=//evil.example/><button>x",
    '=HYPERLINK("http://evil.example","x")',
    "a\x00<script>alert(1)</script>\x1b[31m",
)


@pytest.fixture
def hostile(house: House) -> tuple[Ledger, list[str]]:
    """A ledger whose titles, sources, contents, houses, addresses and links are hostile; the ids of its documents."""
    ledger, documents = house.ledger, []
    for number, words in enumerate(HOSTILE):
        plain = words.replace("\x00", " ")
        read = analysis(
            (plain, "said", f"{plain} happened {number}"),
            url=f"https://news.example/{number}/{words}" if number % 2 else words,
            title=words,
            bylines=(words,),
            section=words,
            canonical_url=words,
            publisher=Publisher(words, None, "json-ld"),
            links=(Link(Span(0, 3), words),),
        )
        ledger.add([read])
        documents.append(read.document.id)
    ledger.link()
    return ledger, documents


def listen(page: Page) -> list[str]:
    """What a page says in dialogs from now on: something of it ran."""
    said: list[str] = []

    def hear(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", hear)
    return said


def addresses_of(ledger: Ledger, document: str) -> list[str]:
    claim = ledger.analysis(document).claims[0].id
    return [f"/d/{document}", f"/d/{document}?edit=1", f"/c/{claim}"]


@pytest.mark.parametrize("suffix", ["", ".json", ".csv", ".atom"])
def test_no_answer_holds_markup_of_a_page(client: TestClient, hostile: tuple[Ledger, list[str]], suffix: str) -> None:
    ledger, documents = hostile
    for document in documents:
        claim = ledger.analysis(document).claims[0].id
        for address in (f"/d/{document}{suffix}", f"/c/{claim}{suffix}"):
            answer = client.get(address)
            assert answer.status_code == 200, address
            if suffix in ("", ".atom"):
                assert not re.search(r"<(?:script>|img|svg onload|iframe|math|base|meta http|link rel=stylesheet)", answer.text)
                assert not re.search(r"href=[\"']?(?:javascript|data):", answer.text, re.IGNORECASE)


@pytest.mark.parametrize("screen", ["/s", "/who", "/stories", "/saved", "/review", "/s.json", "/s.csv", "/s.atom"])
@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_question_is_answered_in_words(client: TestClient, screen: str, words: str) -> None:
    answer = client.get(screen, params={"q": words, "source": words, "outlet": words, "sort": words, "after": words})
    assert answer.status_code in (200, 400, 404)
    if answer.headers["content-type"].startswith("text/html"):
        assert not re.search(r"<(?:script>|img|svg onload|iframe|math|base|meta http|link rel=stylesheet)", answer.text)


def test_nothing_of_a_page_runs_in_a_browser(page: Page, hostile: tuple[Ledger, list[str]], server: str) -> None:
    ledger, documents = hostile
    said = listen(page)
    for document in documents:
        for address in addresses_of(ledger, document):
            page.goto(address)
            assert page.url.startswith(server)
            assert page.locator("main script, main iframe, main img, main style, main base, main meta").count() == 0
    for address in ("/", "/s?q=happened", "/stories", "/review", f"/actor?name={quote(HOSTILE[0])}"):
        page.goto(address)
        assert page.locator("main script, main iframe, main img, main style, main base, main meta").count() == 0
    assert not said


@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_file_name_and_text_are_words(page: Page, words: str) -> None:
    said = listen(page)
    page.goto("/")
    story = f"Port Gazette\n\nMayor Ilse Hartog said {words} would be looked into on Friday."
    page.locator("textarea").first.fill(story.replace("\x00", ""))
    page.locator("main form button.main").first.click()
    page.wait_for_load_state()
    assert page.locator("main script, main iframe, main img").count() == 0
    assert not said


def test_a_change_without_the_token_changes_nothing(client: TestClient, house: House) -> None:
    before = house.ledger.counts()
    for address in ("/read", "/judge", "/saved"):
        answer = client.post(address, data={"text": "Mayor Ilse Hartog said the ferry is late."})
        assert answer.status_code in (403, 404, 405)
    assert house.ledger.counts() == before


def test_a_body_that_is_too_large_is_refused_whatever_it_says_of_itself(client: TestClient) -> None:
    large = b"text=" + b"a" * (17 * 2**20)
    assert client.post("/read", content=large, headers={"content-type": "application/x-www-form-urlencoded"}).status_code == 413
    chunks = (b"a" * 2**20 for _ in range(18))
    assert (
        client.post("/read", content=chunks, headers={"content-type": "application/x-www-form-urlencoded"}).status_code == 413
    )


def test_every_answer_carries_the_policy(client: TestClient) -> None:
    for address in ("/", "/s", "/nowhere", "/openapi.json", "/s.json", "/review", "/stories"):
        policy = client.get(address).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
