"""What every storage must do when something is taken out: no row holds it, the rest is sound, and it stays out."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.factory import story
from tests.fetched import AT, answer

from sayso.errors import NotFound, StoreError
from sayso.ledger import Ledger
from sayso.records import Failure, Feed, FeedItem, Reading
from sayso.store import Browse
from sayso.store.schema import metadata

NAME = "Nadia Oyelaran"
FEED = Feed("w1", "https://news.example/feed", "feed", "News", "active", AT, 3600, AT)
Sql = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def ledger(address: str, tmp_path: Path) -> Iterator[Ledger]:
    """A ledger in which the name is everywhere."""
    with Ledger(address, archive=tmp_path / "archive") as opened:
        for number in (1, 2):
            reading = story(number)
            assert reading.page is not None
            fetch = opened.keep_answer(answer(number, reading.page.body, address=reading.analysis.document.url)).id
            opened.add([Reading(replace(reading.page, fetch=fetch), reading.analysis)])
        opened.add([story(3), story(4), Failure("https://news.example/nadia-oyelaran", "intake", f"{NAME}: no page")])
        items = [FeedItem("k1", "https://news.example/1", NAME, AT), FeedItem(f"by {NAME}", None, "A storm", AT)]
        opened.keep_feed_look(FEED, None, items)
        opened.save_search("her", "q=Nadia+Oyelaran", "desk")
        claim = next(one for one in opened.analysis(story(1).analysis.document.id).claims if one.chain[-1].name == NAME)
        opened.judge(claim.id, "accept", "editor", f"{NAME} confirmed it")
        opened.link()
        yield opened


def holding(sql: Sql, words: str) -> list[str]:
    """The tables in which words stand."""
    found = []
    for name, table in metadata.tables.items():
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        text = " ".join(repr(row) for row in sql(f'SELECT {columns} FROM "{name}"')).lower()  # noqa: S608  names of our own
        if words.lower() in text or words.lower().replace(" ", "-") in text or words.lower().replace(" ", "+") in text:
            found.append(name)
    return found


def test_words_stand_in_no_row(ledger: Ledger, sql: Sql) -> None:
    assert len(holding(sql, NAME)) > 8
    done = ledger.redact("words", NAME, "an order", "desk")
    assert done.rows > 10
    assert holding(sql, NAME) == []
    assert holding(sql, "Oyelaran") == []
    assert ledger.verify() == []
    assert [judgement.action for judgement in ledger.history()] == ["accept"]
    assert all(NAME not in value.label for facet in ledger.facets(Browse()) for value in facet.values)
    ledger.link()
    assert ledger.verify() == []


def test_judgements_are_only_ever_added_again_afterwards(ledger: Ledger, sql: Sql) -> None:
    ledger.redact("words", NAME, "an order", "desk")
    for statement in ("UPDATE judgements SET note = 'x'", "DELETE FROM judgements"):
        with pytest.raises(Exception, match="only ever added"):
            sql(statement)


def test_words_are_found_no_more_and_others_are(ledger: Ledger) -> None:
    assert ledger.search("Oyelaran")
    others = len(ledger.search("harbour OR ferry", limit=900))
    ledger.redact("words", NAME, "an order", "desk")
    assert ledger.search("Oyelaran") == ()
    assert len(ledger.search("harbour OR ferry", limit=900)) == others


def test_a_page_is_gone_with_all_that_rests_on_it(ledger: Ledger, sql: Sql) -> None:
    document = story(1).analysis.document
    claims = [claim.id for claim in ledger.analysis(document.id).claims]
    assert ledger.redact("page", document.id, "asked", "desk").documents == (document.id,)
    for key in (document.id, document.page, *claims):
        assert set(holding(sql, key)) <= {"tombstones"}
        with pytest.raises(NotFound):
            ledger.show(key)
    assert ledger.history() == ()
    assert ledger.counts().documents == 3
    assert ledger.verify() == []
    ledger.link()
    assert ledger.verify() == []


def test_what_is_out_stays_out(ledger: Ledger) -> None:
    ledger.redact("words", NAME, "an order", "desk")
    ledger.redact("page", story(3).analysis.document.url, "asked", "desk")
    outcomes = [
        (added.outcome, (added.error or "").partition(" redacted")[0]) for added in ledger.add_each([story(1), story(3)])
    ]
    assert outcomes == [("failed", "it holds words that were"), ("failed", "the page was")]
    assert ledger.keep_answer(answer(9, NAME.encode())).outcome == "refused"
    assert ledger.keep_feed_look(FEED, None, [FeedItem("k9", None, NAME, AT)]).new[0].title == "█████ ████████"
    assert {grave.kind for grave in ledger.tombstones()} == {"words", "page"}


def test_a_failure_in_between_changes_nothing(ledger: Ledger, sql: Sql, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.store.removing import SqlRemovalWriter

    before = holding(sql, NAME)
    monkeypatch.setattr(SqlRemovalWriter, "move_fetches", lambda *_: (_ for _ in ()).throw(StoreError("ledger", "full")))
    with pytest.raises(StoreError):
        ledger.redact("words", NAME, "an order", "desk")
    monkeypatch.undo()
    assert holding(sql, NAME) == before
    ledger.recover()
    assert ledger.verify() == []
    ledger.redact("words", NAME, "an order", "desk")
    assert holding(sql, NAME) == []
    assert ledger.verify() == []
