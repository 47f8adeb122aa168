"""Does the cited page say that? On servers of this machine, read by a tagger without a model."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.driver import SaidTagger
from tests.intake.loopback import Loopback, Reply, fetcher_for, serving

from sayso.errors import NotFound
from sayso.ledger import Ledger
from sayso.pipeline import Pipeline
from sayso.records import Page
from sayso.records.citations import Citation
from sayso.records.ids import sha256_of
from sayso.watch.citations import follow_claim

OWN = "Ilse Hartog said the council sold the old ferry line for 52 million crowns {link} in March."


@pytest.fixture
def server() -> Iterator[Loopback]:
    with serving() as running:
        yield running


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "l.sqlite3") as opened:
        yield opened


def page(words: str) -> bytes:
    filler = "<p>The harbour has four quays and a slip for small boats, and in winter the ferries lie at the old one.</p>"
    return f"<html lang=en><title>Ferries</title><article><h1>Ferries</h1><p>{words}</p>{filler}</article></html>".encode()


def follow(ledger: Ledger, server: Loopback, cited: bytes | None) -> Citation:
    """What comes of a claim that links to a page with these bytes."""
    if cited is not None:
        server.replies["/cited"] = Reply(body=cited)
    body = page(OWN.format(link=f'(<a href="{server.at("/cited")}">the deed</a>)'))
    pipeline = Pipeline(SaidTagger())
    ledger.add(pipeline.read([Page("https://gazette.example/sold", None, body, "text/html", sha256_of(body))]))
    (document,) = ledger.documents()
    claims = ledger.analysis(document).claims
    claim = next(one for one in claims if one.chain[-1].role == "source")
    (found,) = follow_claim(ledger, fetcher_for(), pipeline, claim.id)
    return found


def test_a_page_that_says_so(ledger: Ledger, server: Loopback) -> None:
    found = follow(ledger, server, page("Tomas Brek said the council sold the old ferry line for 52 million crowns in March."))
    assert (found.outcome, found.reasons) == ("cites_found", ())
    assert found.anchor == "the deed"
    assert "Tomas Brek said" in (found.found or "")
    assert ledger.counts().documents == 2, "what was fetched is kept like any other page"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Tomas Brek said the council sold the old ferry line in March.", "no such number there"),
        ("It is said the council sold the old ferry line for 52 million crowns in March.", "there it is"),
    ],
)
def test_a_page_that_says_less(ledger: Ledger, server: Loopback, words: str, reason: str) -> None:
    found = follow(ledger, server, page(words))
    assert found.outcome == "cites_weaker", found
    assert any(reason in one for one in found.reasons), found.reasons


def test_a_page_that_says_something_else(ledger: Ledger, server: Loopback) -> None:
    found = follow(ledger, server, page("Tomas Brek said the library will be open on Sundays from the first of June."))
    assert found.outcome == "cites_absent"
    assert found.reasons


@pytest.mark.parametrize("cited", [None, b"%PDF-1.7 no pdf", b"   "])
def test_a_page_that_cannot_be_had_or_read(ledger: Ledger, server: Loopback, cited: bytes | None) -> None:
    found = follow(ledger, server, cited)
    assert found.outcome == "cites_unreachable"
    assert found.reasons[0]


def test_a_claim_without_links_and_what_is_no_claim(ledger: Ledger) -> None:
    body = page(OWN.format(link=""))
    ledger.add(Pipeline(SaidTagger()).read([Page("https://gazette.example/sold", None, body, "text/html", sha256_of(body))]))
    (document,) = ledger.documents()
    claim = ledger.analysis(document).claims[0].id
    assert list(follow_claim(ledger, fetcher_for(), Pipeline(SaidTagger()), claim)) == []
    with pytest.raises(NotFound):
        ledger.cited(document)
