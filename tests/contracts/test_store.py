"""What every storage of a ledger must do: keep, bring up to date, give back."""

import gc
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from threading import Thread
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factory import RUN, analysis, claim, document, page, story
from tests.records.strategies import records

from sayso.errors import NotFound, StoreError
from sayso.ledger import Item, Ledger, Summary
from sayso.records import Analysis, Attribution, Block, Claim, Document, Failure, Reading, Run, Span
from sayso.records.ids import attribution_id, claim_id, document_id, page_id, sha256_of
from sayso.store.schema import metadata

Sql = Callable[..., list[tuple[Any, ...]]]
NEXT = replace(RUN, id="r2", bundle="en-better")
TABLES = sorted(set(metadata.tables) - {"sayso_schema"})


def dump(sql: Sql) -> dict[str, list[str]]:
    """Every row of every table, without the numbers that a database gives by itself."""
    rows = {}
    for table in TABLES:
        columns = [f'"{column.name}"' for column in metadata.tables[table].columns if column.name not in ("row", "claim")]
        rows[table] = sorted(map(repr, sql(f"SELECT {', '.join(columns)} FROM {table}")))  # noqa: S608  names of our own
    return rows


def read(text: str, *, url: str = "https://news.example/ferry", fetched: str | None = None, run: Run | None = RUN) -> Reading:
    """A reading of a page that holds just this text, without attributions."""
    return Reading(page(url, text, fetched=fetched), Analysis(document(text, url=url), run=run))


# --- what goes in comes out ---


def test_an_analysis_comes_back_equal(ledger: Ledger) -> None:
    reading = story(1)
    assert ledger.add([reading]) == Summary(added=1)
    assert ledger.analysis(reading.analysis.document.id) == reading.analysis
    assert ledger.page(reading.analysis.document.id) == reading.page


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_analysis_comes_back_equal_less_its_tags(ledger: Ledger, data: st.DataObject) -> None:
    drawn = data.draw(records(Analysis))
    key, text = ledger.counts().documents, drawn.document.text  # ids are hashes of what differs: one for each example
    made = replace(
        drawn.document, page=page_id(str(key)), sha256=sha256_of(text), id=document_id(page_id(str(key)), sha256_of(text))
    )
    run = None if drawn.run is None else replace(drawn.run, id=f"r{key}")
    found = tuple(replace(item, id=attribution_id(f"{key}", str(n), ())) for n, item in enumerate(drawn.attributions))
    claims = tuple(
        replace(item, id=claim_id(made.id, None, str(n), ()), document=made.id) for n, item in enumerate(drawn.claims)
    )
    given_ = replace(drawn, document=made, attributions=found, claims=claims, run=run)
    ledger.add([given_])
    assert ledger.analysis(made.id) == replace(given_, tags=None)
    assert ledger.add([given_]) == Summary(unchanged=1)


@pytest.mark.parametrize("text", ["nul \x00 in it", "lone \ud800 surrogate", "emoji 🚢 and e\u0301", "", "\x00"])
def test_text_that_no_database_can_hold_comes_back_as_it_was(ledger: Ledger, text: str) -> None:
    made = document(f"{text} said", title=text, bylines=(text,), url=f"/stories/{text}")
    ledger.add([Analysis(made, run=RUN)])
    assert ledger.analysis(made.id).document == made
    assert ledger.verify() == []


def test_a_reading_that_repeats_an_id_loses_nothing(ledger: Ledger) -> None:
    one = analysis()
    twice = replace(one, attributions=one.attributions * 2, claims=(one.claims[0], replace(one.claims[0], score=0.1)))
    ledger.add([twice])
    assert ledger.analysis(one.document.id) == twice
    assert ledger.verify() == []


def test_a_very_long_text_is_kept_and_searched_to_its_end(ledger: Ledger) -> None:
    made = document("ferry bridge " * 40_000 + "zebra")
    ledger.add([Analysis(made)])
    (hit,) = ledger.search("zebra")
    assert [mark.of(made.text) for mark in hit.snippet.marks] == ["zebra"]
    assert hit.snippet.span.of(made.text) == hit.snippet.text
    assert ledger.verify() == []


def test_one_word_of_a_megabyte_is_no_trouble(ledger: Ledger) -> None:
    ledger.add([Analysis(document("a" * 1_000_000 + " ferry", title="t" * 100_000))])
    assert len(ledger.search("ferry")) == 1
    assert ledger.verify() == []


def test_the_bytes_are_kept_even_where_they_are_no_text(ledger: Ledger) -> None:
    reading = story(2)
    odd = replace(reading, page=replace(reading.page, body=b"\x00\xff\xfe" * 1000, sha256=sha256_of(b"\x00\xff\xfe" * 1000)))
    ledger.add([odd])
    assert ledger.page(odd.analysis.document.id) == odd.page


def test_an_analysis_alone_has_no_page_until_its_reading_comes(ledger: Ledger) -> None:
    reading = story(2)
    ledger.add([reading.analysis])
    assert ledger.page(reading.analysis.document.id) is None
    assert ledger.add([reading]) == Summary(updated=1)
    assert ledger.page(reading.analysis.document.id) == reading.page
    assert ledger.add([reading.analysis]) == Summary(unchanged=1)
    assert ledger.page(reading.analysis.document.id) == reading.page


# --- adding again ---


def test_adding_twice_changes_nothing(ledger: Ledger, sql: Sql) -> None:
    items: list[Item] = [*(story(number) for number in range(5)), Failure("gone.html", "intake", "no such file")]
    assert ledger.add(items) == Summary(added=5, failed=1)
    before = dump(sql)
    assert ledger.add(items) == Summary(unchanged=5, failed=1)
    assert dump(sql) == before


def test_a_changed_page_is_a_new_version_and_the_old_one_stays(ledger: Ledger) -> None:
    old, new = read("The ferry is late."), read("The ferry is on time.")
    (first,), (second,) = list(ledger.add_each([old])), list(ledger.add_each([new]))
    assert (first.outcome, first.version, second.outcome, second.version) == ("added", 1, "added", 2)
    assert ledger.analysis(old.analysis.document.id) == old.analysis
    shown = ledger.show(new.analysis.document.page)
    assert shown.document == new.analysis.document
    assert [(version.number, version.current) for version in shown.versions] == [(1, False), (2, True)]
    assert list(ledger.documents()) == [new.analysis.document.id]


def test_a_page_that_goes_back_to_an_older_text_shows_that_again(ledger: Ledger) -> None:
    old, new = read("The ferry is late."), read("The ferry is on time.")
    ledger.add([old, new])
    assert ledger.add([old]) == Summary(updated=1)
    assert ledger.show(old.analysis.document.page).document == old.analysis.document
    assert [hit.document for hit in ledger.search("ferry")] == [old.analysis.document.id]
    assert ledger.verify() == []


def test_an_older_copy_that_comes_late_is_not_what_the_page_shows(ledger: Ledger) -> None:
    new = read("The ferry is on time.", fetched="2031-05-03T08:00:00Z")
    old = read("The ferry is late.", fetched="2031-05-02T08:00:00Z")
    ledger.add([new, old])
    assert ledger.show(new.analysis.document.page).document == new.analysis.document
    assert [hit.document for hit in ledger.search("ferry")] == [new.analysis.document.id]
    again = read("The ferry is late.", fetched="2031-05-04T08:00:00Z")
    assert ledger.add([again]) == Summary(updated=1)
    assert ledger.show(new.analysis.document.page).document == old.analysis.document
    assert ledger.verify() == []


def test_another_run_replaces_what_the_machine_found(ledger: Ledger, sql: Sql) -> None:
    first = analysis(("Mayor Ilse Hartog", "said", "the ferry is late"), ("Nadia Oyelaran", "warned", "storms are near"))
    ledger.add([first])
    ((seen,),) = sql("SELECT DISTINCT first_seen FROM claims")
    second = replace(first, attributions=first.attributions[:1], claims=first.claims[:1], run=NEXT)
    assert ledger.add([second]) == Summary(updated=1)
    assert ledger.analysis(first.document.id) == second
    rows = sql("SELECT retired, first_run, last_run, first_seen FROM claims ORDER BY position")
    assert rows == [(0, "r1", "r2", seen), (1, "r1", "r1", seen)]
    assert ledger.search("storms", kind="claim") == ()
    assert ledger.show(first.claims[1].id).retired
    assert ledger.verify() == []
    assert ledger.add([first]) == Summary(updated=1)
    assert ledger.analysis(first.document.id) == first
    assert ledger.verify() == []


def test_metadata_that_is_read_otherwise_is_updated_with_its_search_words(ledger: Ledger) -> None:
    first = analysis(title="Late again")
    second = replace(first, document=replace(first.document, title="Zeppelin", blocks=(Block(Span(0, 3), "headline"),)))
    ledger.add([first])
    assert ledger.add([second]) == Summary(updated=1)
    assert ledger.analysis(first.document.id) == second
    assert (len(ledger.search("zeppelin")), len(ledger.search("again"))) == (1, 0)
    assert ledger.verify() == []


def test_failures_are_kept_once(ledger: Ledger) -> None:
    failures = [Failure("a.html", "intake", "it is empty\x00"), Failure("b.html", "reading", "no text")]
    added = list(ledger.add_each([*failures, *failures]))
    assert [item.outcome for item in added] == ["failed"] * 4
    assert added[1].error == "no text"
    assert sorted(kept.failure.url for kept in ledger.failures()) == ["a.html", "b.html"]
    assert failures[0] in [kept.failure for kept in ledger.failures()]


def test_each_item_is_kept_for_good_before_the_next_is_taken(ledger: Ledger, open_ledger: Callable[[], Ledger]) -> None:
    other = open_ledger()
    taken: list[int] = []

    def stories() -> Iterator[Item]:
        for number in range(3):
            assert other.counts().documents == number
            taken.append(number)
            yield story(number)

    for position, _ in enumerate(ledger.add_each(stories())):
        assert len(taken) == position + 1


def test_what_was_added_before_an_interruption_stays(ledger: Ledger) -> None:
    def stories() -> Iterator[Item]:
        yield story(1)
        yield story(2)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ledger.add(stories())
    assert ledger.counts().documents == 2
    assert ledger.add([story(1), story(2), story(3)]) == Summary(added=1, unchanged=2)
    assert ledger.verify() == []


def test_a_document_that_cannot_be_kept_leaves_nothing_behind(ledger: Ledger, sql: Sql) -> None:
    whole = story(1)
    broken = replace(whole.analysis, claims=(*whole.analysis.claims[:-1], replace(whole.analysis.claims[-1], status=None)))  # type: ignore[arg-type]
    before = dump(sql)
    with pytest.raises(StoreError):
        ledger.add([Reading(whole.page, broken)])
    assert dump(sql) == before
    assert ledger.add([whole]) == Summary(added=1)


def test_adding_keeps_no_document_in_memory(ledger: Ledger) -> None:
    alive = []
    for position, _ in enumerate(ledger.add_each(story(number, sentences=2) for number in range(16))):
        if position in (5, 15):
            gc.collect()
            alive.append(sum(isinstance(thing, Document) for thing in gc.get_objects()))
    assert alive[0] == alive[1]


def test_two_writers_at_once_lose_nothing(ledger: Ledger, open_ledger: Callable[[], Ledger]) -> None:
    ledgers = [ledger, open_ledger()]
    stories = [story(number, sentences=4) for number in range(20)]
    versions = [read(f"version {number}") for number in range(6)]
    threads = [Thread(target=each.add, args=([*stories[part * 5 :], *versions],)) for part, each in enumerate(ledgers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counts = ledger.counts()
    assert (counts.pages, counts.documents) == (21, 26)
    assert sorted(version.number for version in ledger.show(versions[0].analysis.document.page).versions) == [1, 2, 3, 4, 5, 6]
    assert ledger.verify() == []


# --- showing ---


def test_a_row_is_found_by_the_beginning_of_its_id(ledger: Ledger) -> None:
    reading = story(1)
    ledger.add([reading])
    made, found, stated = reading.analysis.document, reading.analysis.attributions[0], reading.analysis.claims[0]
    assert ledger.show(made.page[:9]).kind == "page"
    assert ledger.show(made.id[:9]).document == made
    assert ledger.show(found.id[:9]).attribution == found
    shown = ledger.show(f" {stated.id[:9].upper()}")
    assert (shown.claim, shown.attribution, shown.run, shown.document) == (stated, found, RUN, made)
    assert ledger.analysis(made.page[:9]) == reading.analysis


@pytest.mark.parametrize(
    "subject", ["", "c", "c12345", "x123456789", "c123456z", "c' OR 1=1 --", "\x00", "c" + "0" * 24, "d" + "f" * 24]
)
def test_an_id_that_leads_nowhere_is_not_found(ledger: Ledger, subject: str) -> None:
    ledger.add([story(1)])
    with pytest.raises(NotFound):
        ledger.show(subject)


def test_a_beginning_of_two_ids_asks_for_more(ledger: Ledger) -> None:
    one = analysis()
    claims = tuple(replace(one.claims[0], id=f"c1234567{end}") for end in "ab")
    ledger.add([replace(one, claims=claims)])
    with pytest.raises(NotFound, match="several ids"):
        ledger.show("c1234567")
    assert ledger.show("c1234567a").claim == claims[0]


def test_an_unknown_document_is_not_found(ledger: Ledger) -> None:
    with pytest.raises(NotFound):
        ledger.analysis("d" + "0" * 24)


# --- verifying ---


CORRUPTIONS = {
    "bytes": "UPDATE bodies SET data = (SELECT data FROM bodies ORDER BY sha256 DESC LIMIT 1)",
    "text": "UPDATE documents SET text = text || '!'",
    "current": "UPDATE pages SET current = NULL",
    "other page": "UPDATE pages SET current = (SELECT max(id) FROM documents)",
    "words of a claim": "UPDATE claims SET exact = 'zeppelin'",
    "record": "UPDATE claims SET record = '{}'",
    "not JSON": "UPDATE documents SET quotations = '['",
    "passages": "UPDATE passages SET start = start + 1",
    "lost passages": "DELETE FROM passages WHERE claim IS NOT NULL",
}


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_verify_finds_what_was_changed_behind_its_back(ledger: Ledger, sql: Sql, name: str) -> None:
    ledger.add([story(1), story(2)])
    assert ledger.verify() == []
    sql(CORRUPTIONS[name])
    problems = ledger.verify()
    assert problems
    assert all(problem.subject and "\n" not in problem.fault for problem in problems)


def test_verify_finds_a_span_outside_the_text(ledger: Ledger) -> None:
    one = analysis()
    beyond = replace(one.claims[0], contents=(Span(0, len(one.document.text) + 1),))
    ledger.add([replace(one, claims=(beyond,))])
    assert [problem.subject for problem in ledger.verify()] == [beyond.id]


# --- judgements stay as they were made ---


REPLACE = "INSERT OR REPLACE INTO judgements SELECT * FROM judgements"
REWRITE = 'INSERT INTO judgements SELECT * FROM judgements ON CONFLICT ("row") DO UPDATE SET action = excluded.action'


@pytest.mark.parametrize(
    ("statement", "only"),
    [
        ("UPDATE judgements SET action = 'reject'", None),
        ("DELETE FROM judgements", None),
        (REWRITE, "postgresql"),
        (REPLACE, "sqlite"),
        ("TRUNCATE judgements", "postgresql"),
    ],
)
def test_no_judgement_can_be_changed_or_removed(
    ledger: Ledger, sql: Sql, address: str, statement: str, only: str | None
) -> None:
    if only is not None and (only == "postgresql") != address.startswith("postgresql"):
        pytest.skip(f"a statement of {only}")
    one = analysis()
    ledger.add([one])
    ledger.judge(one.claims[0].id, "accept", "ana")
    before = dump(sql)
    with pytest.raises(Exception, match="only ever added"):
        sql(statement)
    assert dump(sql) == before


def test_reading_again_never_touches_judgements(ledger: Ledger, sql: Sql) -> None:
    one = analysis()
    ledger.add([one])
    ledger.judge(one.claims[0].id, "accept", "ana", "checked the tape")
    before = dump(sql)["judgements"]
    ledger.add([replace(one, claims=(), attributions=(), run=NEXT)])
    ledger.add([replace(one, run=NEXT)])
    assert dump(sql)["judgements"] == before
    assert ledger.show(one.claims[0].id).verdict == "accept"


def test_every_field_of_a_record_comes_back(ledger: Ledger) -> None:
    """A new field of Claim or Attribution needs no new column: the record is kept whole."""
    one = analysis()
    ledger.add([one])
    kept = ledger.analysis(one.document.id)
    for record, back in ((one.claims[0], kept.claims[0]), (one.attributions[0], kept.attributions[0])):
        assert isinstance(record, Claim | Attribution)
        assert all(getattr(record, field.name) == getattr(back, field.name) for field in fields(record))


def test_a_claim_without_any_attribution_is_kept(ledger: Ledger) -> None:
    one = analysis()
    own = replace(claim(one.document.text, one.document.id, one.attributions[0]), chain=one.claims[0].chain[:1])
    ledger.add([replace(one, claims=(own,), attributions=())])
    assert ledger.show(own.id).claim == own
    assert ledger.search("ferry", kind="claim")[0].claim == own
