"""What is redacted is in no file of the ledger's folder any more, does not come in again, and the rest is as it was."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from tests.factory import story
from tests.fetched import AT, answer
from tests.occurrences import find

from sayso.errors import NotFound, QueryError, StoreError
from sayso.ledger import Ledger
from sayso.records import Failure, Feed, FeedItem, Reading
from sayso.records.ids import page_id

NAME = "Nadia Oyelaran"
FEED = Feed("w1", "https://news.example/feed", "feed", "News", "active", AT, 3600, AT)


def open_ledger(folder: Path) -> Ledger:
    return Ledger(folder / "news.sqlite3", clock=lambda: "2031-05-02T10:00:00Z")


def fetched(ledger: Ledger, number: int, *, packed: bool = True) -> Reading:
    reading = story(number)
    assert reading.page is not None
    given = answer(number, reading.page.body, address=reading.analysis.document.url, packed=packed)
    return Reading(replace(reading.page, fetch=ledger.keep_answer(given).id, fetched=AT), reading.analysis)


def fill(ledger: Ledger) -> None:
    """Stories fetched and local, a feed, decisions, links, a saved search: the name is everywhere."""
    ledger.add([fetched(ledger, 1), fetched(ledger, 2, packed=False), story(3), story(4)])
    ledger.add([Failure("https://news.example/nadia-oyelaran", "intake", f"no page of {NAME}")])
    items = [
        FeedItem("k1", "https://news.example/1", f"{NAME} speaks", AT, html=f"<p>{NAME}</p>"),
        FeedItem("k2", "https://news.example/by/nadia-oyelaran", "A storm", AT),
        FeedItem("k3", "https://news.example/3", "A flood", AT),
    ]
    ledger.keep_feed_look(FEED, answer(50, f"<rss>{NAME}</rss>".encode()).fetch, items)
    ledger.keep_answer(answer(50, f"<rss>{NAME}</rss>".encode(), id="n50"))
    ledger.keep_answer(answer(51, b"<b>Nadia</b>&nbsp;Oyelaran", address="https://news.example/markup"))
    ledger.save_search("her", "q=Nadia+Oyelaran", NAME)
    claim = next(one for one in ledger.analysis(story(1).analysis.document.id).claims if one.chain[-1].name == NAME)
    ledger.judge(claim.id, "accept", "editor", f"{NAME} confirmed it")
    other = next(one for one in ledger.analysis(story(3).analysis.document.id).claims)
    chain = [{"hop": 0}, {"hop": None, "name": NAME}]
    ledger.judge(other.id, "edit", "editor", after={"chain": chain})
    ledger.link()


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path) as ledger:
        fill(ledger)
        yield ledger


def test_words_are_in_no_file_any_more(tmp_path: Path, filled: Ledger) -> None:
    assert len(find(tmp_path, NAME)) > 3
    holding = [n for n in range(1, 5) if NAME in story(n).analysis.document.text or n == 3]  # to 3 a person added it
    done = filled.redact("words", NAME, "a court's order", "desk")
    assert len(done.documents) == len(holding)
    assert done.fetches >= 3
    assert find(tmp_path, NAME) == []
    assert find(tmp_path, "Oyelaran") == []
    assert filled.verify() == []
    with open_ledger(tmp_path) as again:
        assert again.verify() == []
        assert find(tmp_path, NAME) == []


def test_everything_else_is_as_it_was(filled: Ledger) -> None:
    before = filled.analysis(story(1).analysis.document.id)
    filled.redact("words", NAME, "a court's order", "desk")
    after = filled.analysis(before.document.id)
    assert after.document.text == before.document.text.replace(NAME, "█████ ████████")
    assert [claim.id for claim in after.claims] == [claim.id for claim in before.claims]
    assert {claim.chain[-1].name for claim in after.claims} >= {"Mayor Ilse Hartog", "█████ ████████"} - {NAME}
    page = filled.page(before.document.id)
    assert page is not None
    assert "█████ ████████" in page.body.decode()
    assert filled.search("ferry") or filled.search("harbour")
    assert any(judgement.action == "accept" for judgement in filled.history())
    filled.link()
    assert filled.verify() == []


def test_words_do_not_come_in_again(tmp_path: Path, filled: Ledger) -> None:
    filled.redact("words", NAME, "a court's order", "desk")
    (added,) = filled.add_each([story(1)])
    assert added.outcome == "failed"
    assert added.error == "it holds words that were redacted on 2031-05-02 by desk (a court's order): not kept"
    kept = filled.keep_answer(answer(60, b"<p>nadia  OYELARAN</p>"))
    assert (kept.outcome, kept.archive) == ("refused", None)
    assert filled.keep_answer(answer(61, b"ok", address="https://news.example/Nadia%20Oyelaran")).outcome == "refused"
    look = filled.keep_feed_look(FEED, None, [FeedItem("k9", "https://news.example/9", f"{NAME} again", AT)])
    assert [item.title for item in look.new] == ["█████ ████████ again"]
    assert find(tmp_path, NAME) == []
    assert filled.verify() == []


def test_nobody_writes_words_in_again(tmp_path: Path, filled: Ledger) -> None:
    filled.redact("words", NAME, "a court's order", "desk")
    claim = filled.analysis(story(4).analysis.document.id).claims[0].id
    for write in (
        lambda: filled.judge(claim, "comment", "editor", f"is it {NAME}?"),
        lambda: filled.judge(claim, "edit", "editor", after={"chain": [{"hop": 0, "name": NAME}]}),
        lambda: filled.save_search("her", "q=nadia%20oyelaran", "desk"),
        lambda: filled.save_search(NAME, "q=ferry", "desk"),
    ):
        with pytest.raises(QueryError, match="redacted"):
            write()
    (failed,) = filled.add_each([Failure("https://news.example/a", "intake", f"{NAME} is not there")])
    assert "redacted" in (failed.error or "")
    assert find(tmp_path, NAME) == []


def test_a_page_is_in_no_file_any_more(tmp_path: Path, filled: Ledger) -> None:
    reading = story(1)
    words = reading.analysis.claims[0].evidence.exact
    assert find(tmp_path, words)
    done = filled.redact("page", reading.analysis.document.url, "asked by the publisher", "desk")
    assert done.documents == (reading.analysis.document.id,)
    assert find(tmp_path, words) == []
    assert find(tmp_path, "Story 1:") == []
    assert find(tmp_path, "news.example/1") == []
    assert filled.verify() == []
    with pytest.raises(NotFound):
        filled.analysis(reading.analysis.document.id)
    (added,) = filled.add_each([reading])
    assert added.error == "the page was redacted on 2031-05-02 by desk (asked by the publisher): not kept"
    elsewhere = replace(reading.analysis.document, page=page_id("copy"), url="https://copy.example/a")
    (copied,) = filled.add_each([Reading(None, replace(reading.analysis, document=elsewhere))])  # type: ignore[arg-type]
    assert "the text was redacted" in (copied.error or "")
    assert filled.find_redacted(f"{reading.analysis.document.url}#top")
    assert filled.find_redacted("https://news.example/2") is None
    filled.link()
    assert filled.verify() == []


@pytest.mark.parametrize("address", ["https://short.example/x", "https://news.example/1"])
def test_a_page_that_one_was_led_to_goes_by_either_address(tmp_path: Path, address: str) -> None:
    reading = story(1)
    assert reading.page is not None
    led = answer(1, reading.page.body, address="https://short.example/x", final="https://news.example/1")
    with open_ledger(tmp_path) as ledger:
        fetch = ledger.keep_answer(led).id
        ledger.add([Reading(replace(reading.page, fetch=fetch), reading.analysis)])
        assert ledger.redact("page", address, "asked", "desk").documents == (reading.analysis.document.id,)
        assert find(tmp_path, reading.analysis.claims[0].evidence.exact) == []
        assert ledger.verify() == []
        assert ledger.add([reading]).failed == 1


def test_names_of_a_page_alone_are_browsed_by_no_more(tmp_path: Path) -> None:
    named = {n: story(n, sentences=2).analysis.claims[0].chain[-1].name for n in range(1, 9)}
    other = next(n for n, name in named.items() if name not in (None, named[1]))
    with open_ledger(tmp_path) as ledger:
        ledger.add([story(1, sentences=2), story(other, sentences=2)])
        ledger.redact("page", story(1, sentences=2).analysis.document.id, "why", "desk")
        assert find(tmp_path, str(named[1])) == []
        assert find(tmp_path, str(named[other]))
        assert ledger.verify() == []


@pytest.mark.parametrize("name", ["Zoë Brandt", "Йовка Дал"])
def test_names_with_other_letters_go_too(tmp_path: Path, name: str) -> None:
    reading = story(1)
    given = answer(1, f"<p>{name} said so</p>".encode())
    with open_ledger(tmp_path) as ledger:
        ledger.keep_answer(given)
        ledger.add([reading])
        ledger.judge(reading.analysis.claims[0].id, "edit", "e", after={"chain": [{"hop": 0, "name": name}]})
        assert find(tmp_path, name)
        ledger.redact("words", name, "why", "desk")
        assert find(tmp_path, name) == []
        assert ledger.verify() == []


def test_tombstones_say_who_and_why_and_never_what(filled: Ledger) -> None:
    filled.redact("words", NAME, "a court's order", "desk")
    (grave,) = filled.tombstones()
    assert (grave.kind, grave.words, grave.reason, grave.user, grave.at) == (
        "words",
        2,
        "a court's order",
        "desk",
        "2031-05-02T10:00:00Z",
    )
    assert "oyelaran" not in repr(grave).lower()


def test_the_same_again_changes_nothing(filled: Ledger) -> None:
    filled.redact("words", NAME, "a court's order", "desk")
    again = filled.redact("words", NAME, "a court's order", "desk")
    assert (again.rows, again.documents, again.files) == (0, (), 0)
    assert filled.verify() == []
    assert filled.count_jobs()["ready"] == len([job for job in filled.jobs() if job.kind == "page"])


def test_copies_beside_the_ledger_are_named(tmp_path: Path, filled: Ledger) -> None:
    copy = tmp_path / "news.sqlite3.0008.bak"
    copy.write_bytes(b"as it was")
    assert filled.redact("words", NAME, "why", "desk").copies == (str(copy),)


@pytest.mark.parametrize(("words", "reason", "user"), [("—", "why", "desk"), ("Ana", " ", "desk"), ("Ana", "why", "")])
def test_what_makes_no_sense_is_refused(tmp_path: Path, words: str, reason: str, user: str) -> None:
    with open_ledger(tmp_path) as ledger, pytest.raises(QueryError):
        ledger.redact("words", words, reason, user)


def test_a_page_that_nobody_read_is_kept_out_from_now_on(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        assert ledger.redact("page", "https://news.example/never", "asked", "desk").rows == 0
        assert ledger.find_redacted("https://news.example/never?utm_source=x")
        assert ledger.keep_answer(answer(1, address="https://news.example/never")).outcome == "refused"
        assert not (tmp_path / "news.archive").exists()


def test_a_reader_in_another_program_makes_it_say_so(tmp_path: Path, filled: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.store import compacting

    monkeypatch.setattr(compacting, "PATIENCE", 0.2)
    with closing(sqlite3.connect(tmp_path / "news.sqlite3")) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM claims").fetchone()
        with pytest.raises(StoreError, match="sayso recover"):
            filled.redact("words", NAME, "why", "desk")
    assert filled.recover().redacted == 1
    assert find(tmp_path, NAME) == []
    assert filled.verify() == []
