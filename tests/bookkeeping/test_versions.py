"""What came, went and changed between two texts of a page, and whether the page says so."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.factory import attribution, claim, document
from tests.fetched import AT

from sayso.bookkeeping.versions import PageVersion, compare_versions
from sayso.errors import NotFound
from sayso.ledger import Ledger
from sayso.records import Analysis, Block, FieldEvidence, Role, Span
from sayso.store import Version

URL = "https://news.example/quay"


def text_of(*blocks: tuple[Role, str], source: str = "Mayor Hartog", modified: str | None = None) -> Analysis:
    """A page of these blocks; each body block that says "SOURCE said that …" makes a claim."""
    text, placed = "", []
    for role, words in blocks:
        placed.append(Block(Span(len(text), len(text) + len(words)), role))
        text += words + "\n"
    told = () if modified is None else (FieldEvidence("modified", modified, "json-ld", None),)
    made = replace(document(text, url=URL), blocks=tuple(placed), evidence=told)
    found, claims = [], []
    start = text.find(source)
    while start >= 0:
        cue = Span(start + len(source) + 1, start + len(source) + 5)
        end = text.index("\n", start)
        one = attribution(text, made.id, Span(start, start + len(source)), cue, Span(cue.end + 1, end))
        found.append(one)
        claims.append(claim(text, made.id, one))
        start = text.find(source, end)
    return Analysis(made, attributions=tuple(found), claims=tuple(claims))


SAID = "Mayor Hartog said the quay is closed until further notice"
FIRST = text_of(("headline", "Quay closed"), ("body", SAID), ("promo", "Subscribe"))
Change = tuple[str, str | None, str | None]


def compare(now: Analysis) -> PageVersion:
    return compare_versions(FIRST, now, Version(now.document.id, 2, AT, current=True))


def changes(now: Analysis) -> tuple[list[Change], list[Change], bool]:
    found = compare(now)
    blocks: list[Change] = [(one.change, one.before, one.after) for one in found.blocks]
    claims: list[Change] = [(one.change, one.words_before, one.words_after) for one in found.claims]
    return blocks, claims, found.is_silent


def test_a_hedge_that_fell_off_is_a_change_that_the_page_does_not_tell() -> None:
    now = text_of(("headline", "Quay closed"), ("body", "Mayor Hartog said the quay is closed until Friday notice"))
    blocks, claims, is_silent = changes(now)
    assert [kind for kind, _, _ in blocks] == ["changed"]
    assert claims == [("changed", "the quay is closed until further notice", "the quay is closed until Friday notice")]
    assert is_silent


def test_what_came_and_what_went() -> None:
    now = text_of(("headline", "Quay closed"), ("body", "Mayor Hartog said nobody was hurt at all in the storm"))
    blocks, claims, _ = changes(now)
    assert sorted(kind for kind, _, _ in blocks) == ["came", "went"]
    assert sorted(kind for kind, _, _ in claims) == ["came", "went"]


def test_other_chrome_is_no_change() -> None:
    now = text_of(("headline", "Quay closed"), ("body", SAID), ("promo", "Donate"))
    assert changes(now) == ([], [], False)


@pytest.mark.parametrize(
    "now",
    [
        text_of(("headline", "Quay open"), ("correction", "An earlier version said that the quay was closed.")),
        text_of(("headline", "Quay open"), modified="2031-05-03"),
        text_of(("headline", "Quay open"), ("dateline", "Updated 3 May 2031, 14:20")),
    ],
)
def test_a_page_that_says_so_is_not_silent(now: Analysis) -> None:
    blocks, _, is_silent = changes(now)
    assert blocks
    assert not is_silent


def test_another_source_of_the_same_words_is_a_change() -> None:
    now = text_of(
        ("headline", "Quay closed"), ("body", "A spokesman said the quay is closed until further notice"), source="A spokesman"
    )
    found = compare(now)
    (one,) = found.claims
    assert (one.change, one.source_before, one.source_after) == ("changed", "Mayor Hartog", "A spokesman")


def test_the_versions_of_a_page_in_a_ledger(tmp_path: Path) -> None:
    second = text_of(("headline", "Quay open again"))
    with Ledger(tmp_path / "news.sqlite3") as ledger:
        ledger.add([FIRST, second])
        found = ledger.versions(FIRST.document.page)
        assert [(one.number, one.document, one.current) for one in found] == [
            (1, FIRST.document.id, False),
            (2, second.document.id, True),
        ]
        assert ledger.versions(FIRST.claims[0].id) == found
        assert (found[0].blocks, found[0].is_silent) == ((), False)
        assert found[1].blocks
        with pytest.raises(NotFound):
            ledger.versions("p000000")
