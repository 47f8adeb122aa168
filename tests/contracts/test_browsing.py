"""What every storage must answer to the ledger's screen: the same rows and counts as going over all claims one by one."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import pairwise
from threading import Event
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.browsed import FIELDS, NAMES, Told, chosen, count, key_of, make_document, order, passes, tell
from tests.factory import analysis, page, told_story

from sayso.errors import NotFound, QueryError
from sayso.ledger import Ledger
from sayso.records import Reading
from sayso.store import Browse
from sayso.store.browsing import CERTAINTIES, CLOCKS, DEPTHS, FACETS, SORTS, VOICES

DOCUMENTS = [make_document(number) for number in range(25)]
TOLD = tell(DOCUMENTS)


@pytest.fixture
def stocked(ledger: Ledger) -> Ledger:
    """Twenty-five documents in which everything varies."""
    ledger.add(DOCUMENTS)
    return ledger


def some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


days = st.none() | st.sampled_from(["2031", "2031-04", "2031-05", "2031-05-20", "2031-06-15", "2029"])
asks = st.builds(
    Browse,
    words=st.sampled_from(["", "", "", "ferry", "the bill", "hartog", "vallis storm"]),
    source=st.sampled_from(["", "", "", "hartog", "union fishers"]),
    source_kinds=some("named", "role", "own", "anonymous"),
    outlets=some("port-gazette", "vallis-wire", "evening lantern"),
    actors=some(*(key_of(name) for name in NAMES)),
    styles=some("direct", "indirect", "mixed"),
    cue_kinds=some("speech", "denial", "report"),
    hedges=some(*CERTAINTIES, "hedged", "unhedged"),
    polarities=some("+", "-", "?"),
    depths=some(*DEPTHS),
    territory=st.none() | st.sampled_from(["SY", "LB"]),
    published_from=days,
    published_until=days,
    said_from=st.none() | days,
    happened_until=st.none() | days,
    voice=st.none() | st.sampled_from(VOICES),
    sort=st.sampled_from(SORTS[1:]),
    descending=st.none() | st.booleans(),
    limit=st.integers(1, 60),
)
#: Fields that a question may have besides its order; most stay open, so that something is found.
NARROWING = [name for name in Browse.__dataclass_fields__ if name not in ("sort", "descending", "limit", "story")]
thin = st.builds(
    lambda ask, names: replace(
        Browse(sort=ask.sort, descending=ask.descending, limit=ask.limit), **{name: getattr(ask, name) for name in names}
    ),
    asks,
    st.lists(st.sampled_from(NARROWING), max_size=3, unique=True),
)
many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@many
@given(ask=thin)
def test_rows_are_those_that_going_over_all_claims_finds_in_their_order(stocked: Ledger, ask: Browse) -> None:
    expected, found, cursor = order(TOLD, ask), [], None
    for _ in range(len(expected) // ask.limit + 2):
        leaf = stocked.browse(ask, cursor)
        assert (leaf.total, leaf.exact) == (len(expected), True)
        found += [row.id for row in leaf.rows]
        cursor = leaf.next
        if cursor is None:
            break
    assert found == expected


@many
@given(ask=thin)
def test_facets_count_what_going_over_all_claims_counts(stocked: Ledger, ask: Browse) -> None:
    expected = count(TOLD, ask)
    facets = stocked.facets(ask)
    assert [facet.name for facet in facets] == list(FACETS) == list(FIELDS)
    for facet in facets:
        counts = expected[facet.name]
        assert {one.value: one.count for one in facet.values if one.count} == {
            one.value: counts[one.value] for one in facet.values if one.count
        }
        assert {one.value for one in facet.values if one.chosen} == chosen(ask, facet.name)
        unlisted = {value: number for value, number in counts.items() if value not in {one.value for one in facet.values}}
        assert facet.more == len(unlisted)
        if unlisted:
            assert max(unlisted.values()) <= min(one.count for one in facet.values if not one.chosen)


@many
@given(ask=thin, clock=st.sampled_from(CLOCKS))
def test_timelines_count_each_dated_claim_once(stocked: Ledger, ask: Browse, clock: Any) -> None:
    dated = [one.dates[clock] for one in TOLD if passes(one, ask) and one.dates[clock]]
    buckets = stocked.timeline(ask, clock)
    assert sum(bucket.count for bucket in buckets) == len(dated)
    assert len(buckets) <= 61
    for one, after in pairwise(buckets):
        assert one.start <= one.end < after.start
        assert date.fromisoformat(one.end).toordinal() + 1 == date.fromisoformat(after.start).toordinal()
    if buckets and not getattr(ask, f"{clock}_from"):
        for bucket in buckets:
            inside = [first for first, _ in filter(None, dated) if bucket.start <= first.isoformat() <= bucket.end]
            assert bucket.count == len(inside)


def test_a_page_in_the_middle_leads_back_to_the_first(stocked: Ledger) -> None:
    for ask in (Browse(limit=7), Browse(limit=7, sort="said"), Browse(limit=7, sort="source"), Browse(words="the", limit=7)):
        first = stocked.browse(ask)
        second = stocked.browse(ask, first.next)
        third = stocked.browse(ask, second.next)
        assert first.previous is None
        assert stocked.browse(ask, third.previous).rows == second.rows
        assert stocked.browse(ask, second.previous).rows == first.rows
        assert stocked.browse(ask, second.previous).previous is None


def test_a_last_page_has_no_next(stocked: Ledger) -> None:
    leaf = stocked.browse(Browse(limit=1000))
    assert len(leaf.rows) == len(TOLD)
    assert (leaf.next, leaf.previous) == (None, None)


@pytest.mark.parametrize("cursor", ["", "x", "????", "AAAA", "é", "WzAsMSwxXQ", "9" * 5000])
def test_a_cursor_that_is_none_is_refused_in_one_line(stocked: Ledger, cursor: str) -> None:
    with pytest.raises(QueryError, match="not a place in the rows of this search") as caught:
        stocked.browse(Browse(), cursor)
    assert "\n" not in str(caught.value)


def test_a_cursor_is_good_for_its_own_question_alone(stocked: Ledger) -> None:
    cursor = stocked.browse(Browse(limit=5)).next
    assert stocked.browse(Browse(limit=3), cursor).rows, "how many rows a page has does not matter"
    for other in (Browse(styles=("direct",)), Browse(sort="score"), Browse(descending=False)):
        with pytest.raises(QueryError):
            stocked.browse(other, cursor)


def test_places_are_those_that_claims_name_as_places(stocked: Ledger) -> None:
    ask = Browse(territory="SY")
    (place,) = stocked.map_places(ask)
    assert (place.territory, place.name, place.lat, place.lon, place.level) == ("SY", "Vallis", 34.5, 36.5, "city")
    assert place.count == len([one for one in TOLD if passes(one, ask)])


def test_rows_hold_what_stands_beside_a_claim(ledger: Ledger) -> None:
    told = told_story()
    ledger.add([told])
    (row,) = ledger.browse(Browse(words="ferry")).rows
    assert row.claim == told.claims[1]
    assert row.chain == ("Port Gazette", "the Lantern", "Ilse Hartog")
    assert (row.source, row.said, row.happened, row.review) == ("Ilse Hartog", "2031-W17", None, "machine")
    assert (row.page, row.url, row.title, row.published) == (told.document.page, told.document.url, "Quay mended", "2031-05-02")
    assert [mark.of(told.document.text) for mark in row.snippet.marks] == ["ferry"]
    assert row.snippet.text == row.words == "the ferry would sail"
    assert (row.story, row.pages, row.publishers) == (None, 1, 1)


def test_an_actor_is_found_by_any_way_of_writing_it_and_by_its_id(ledger: Ledger) -> None:
    told = told_story()
    ledger.add([told])
    account = ledger.actor("ILSE HARTOG")
    assert account == ledger.actor(told.actors[0].id)
    assert (account.name, account.kinds) == ("Ilse Hartog", ("person",))
    found = {part.name: part for part in account.parts}
    assert [(part.name, part.total) for part in account.parts] == [("says", 0), ("relayed", 2), ("done", 0), ("denies", 1)]
    assert found["done"].ask == Browse(actors=("ilse hartog",), voice="does", limit=10)
    assert found["denies"].ask is not None
    assert ledger.browse(found["denies"].ask).rows == found["denies"].rows
    assert [row.claim for row in found["denies"].rows] == [told.claims[3]]
    with pytest.raises(NotFound):
        ledger.actor("Nobody At All")


def test_only_what_a_page_shows_now_counts_unless_its_history_is_asked(ledger: Ledger) -> None:
    old, new = analysis(("Brek", "said", "the ferry is late")), analysis(("Brek", "said", "the ferry has sailed"))
    ledger.add([Reading(page(one.document.url, one.document.text, fetched=at), one) for one, at in ((old, "1"), (new, "2"))])
    assert [row.claim for row in ledger.browse(Browse()).rows] == list(new.claims)
    assert {row.claim for row in ledger.browse(Browse(history=True)).rows} == {*old.claims, *new.claims}
    assert ledger.browse(Browse(words="late")).total == 0
    assert ledger.browse(Browse(words="late", history=True)).total == 1


def check(ledgers: Iterable[Ledger], told: list[Told]) -> None:
    """Whether all of them answer as going over these claims does."""
    for ask in (Browse(), Browse(words="ferry"), Browse(styles=("direct",)), Browse(actors=("ilse hartog",), voice="says")):
        counts = count(told, ask)
        found = [one for one in told if passes(one, ask)]
        for ledger in ledgers:
            assert ledger.browse(ask).total == len(found)
            for facet in ledger.facets(ask):
                assert {one.value: one.count for one in facet.values if one.count}.items() <= counts[facet.name].items()
                assert len(counts[facet.name]) == facet.more + sum(1 for one in facet.values if one.count)
            for clock in CLOCKS:
                assert sum(bucket.count for bucket in ledger.timeline(ask, clock)) == sum(
                    1 for one in found if one.dates[clock]
                )
            assert sum(place.count for place in ledger.map_places(ask)) == sum(1 for one in found if one.values["place"])


def test_an_answer_is_never_of_before_what_was_written(open_ledger: Callable[[], Ledger]) -> None:
    one, other = open_ledger(), open_ledger()
    told: list[Told] = []
    for number in range(6):
        one.add([make_document(number)])
        told += tell([make_document(number)])
        check((one, other), told)
    one.add([replace(make_document(3), claims=make_document(3).claims[:2])])
    told = [item for item in told if item.document.url != "https://news.example/3"] + tell([make_document(3)])[:2]
    check((one, other), told)
    other.add([make_document(6)])
    check((one, other), told + tell([make_document(6)]))


def test_readers_see_ever_more_while_another_writes(open_ledger: Callable[[], Ledger]) -> None:
    writing, reading = open_ledger(), open_ledger()
    done = Event()

    def read(_: int) -> list[int]:
        totals = []
        while not done.is_set():
            totals.append(reading.browse(Browse(words="the")).total)
            assert sum(bucket.count for bucket in reading.timeline(Browse())) >= 0
            assert len(reading.facets(Browse(styles=("direct",)))) == len(FACETS)
        return [*totals, reading.browse(Browse(words="the")).total]

    with ThreadPoolExecutor(6) as pool:
        readers = [pool.submit(read, number) for number in range(5)]
        try:
            writing.add(map(make_document, range(12)))
        finally:
            done.set()
        found = [reader.result() for reader in readers]
    expected = len([one for one in tell(map(make_document, range(12))) if passes(one, Browse(words="the"))])
    for totals in found:
        assert totals == sorted(totals)
        assert totals[-1] == expected


def test_decisions_count_at_once_and_what_was_rejected_only_where_asked(ledger: Ledger) -> None:
    ledger.add([make_document(1), make_document(2)])
    first, second = (one.claim for one in tell([make_document(1)])[:2])
    ledger.facets(Browse())
    ledger.judge(first.id, "reject", "ada")
    ledger.judge(second.id, "accept", "ada")
    total = len(tell([make_document(1), make_document(2)]))
    assert ledger.browse(Browse()).total == total - 1
    assert first.id not in {row.id for row in ledger.browse(Browse()).rows}
    ((row,), (other,)) = (ledger.browse(Browse(reviews=(state,))).rows for state in ("rejected", "accepted"))
    assert (row.id, row.review, row.claim.review) == (first.id, "rejected", "machine")
    assert (other.id, other.review, other.claim.review) == (second.id, "accepted", "accepted")
    (facet,) = [facet for facet in ledger.facets(Browse()) if facet.name == "review"]
    assert {one.value: one.count for one in facet.values} == {"machine": total - 2, "accepted": 1, "rejected": 1}
    ledger.withdraw(ledger.judgements(first.id)[0].id, "ada")
    assert ledger.browse(Browse()).total == total
    assert ledger.verify() == []


def test_the_latest_claims_come_newest_first(ledger: Ledger) -> None:
    ledger.add([make_document(1), make_document(2)])
    rows = ledger.latest(Browse())
    assert [row.id for row in rows] == [one.claim.id for one in reversed(tell([make_document(1), make_document(2)]))]
    assert ledger.latest(Browse(), since=rows[0].kept) == ()
    assert {row.document for row in ledger.latest(Browse(), since=rows[-1].kept)} == {make_document(2).document.id}


def test_saved_searches_are_kept_until_they_are_dropped(ledger: Ledger) -> None:
    one = ledger.save_search("  Ferry   news ", "words=ferry&sort=said", "ada")
    other = ledger.save_search("Bridges", "words=bridge", "ada")
    assert (one.name, one.query, one.user) == ("Ferry news", "words=ferry&sort=said", "ada")
    assert ledger.saved_searches() == (one, other)
    ledger.drop_saved_search(one.id, "bob")
    assert ledger.saved_searches() == (other,)
    with pytest.raises(NotFound):
        ledger.drop_saved_search(one.id, "bob")
    with pytest.raises(QueryError):
        ledger.save_search(" ", "words=ferry", "ada")


@pytest.mark.parametrize(
    "ask",
    [
        Browse(styles=("loud",)),
        Browse(published_from="May"),
        Browse(words='"open'),
        Browse(limit=0),
        Browse(sort="size"),  # type: ignore[arg-type]
        Browse(source="?"),
        Browse(outlets=tuple(map(str, range(60)))),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(stocked: Ledger, ask: Browse) -> None:
    for question in (stocked.browse, stocked.facets, stocked.map_places):
        with pytest.raises(QueryError) as caught:
            question(ask)
        assert "\n" not in str(caught.value)


def test_an_empty_ledger_answers(ledger: Ledger) -> None:
    for ask in (Browse(), Browse(words="ferry", styles=("direct",), outlets=("x",))):
        assert ledger.browse(ask).rows == ()
        assert [facet.name for facet in ledger.facets(ask)] == list(FACETS)
        assert ledger.timeline(ask) == ()
        assert ledger.map_places(ask) == ()
    with pytest.raises(NotFound):
        ledger.actor("Brek")


def test_verify_sees_what_is_filed_wrongly(stocked: Ledger, sql: Callable[..., list[Any]]) -> None:
    assert stocked.verify() == []
    sql("UPDATE facets SET current = 0 WHERE filed = 3")
    sql("UPDATE facets SET packed = (SELECT packed FROM facets WHERE filed = 5) WHERE filed = 4")
    sql("DELETE FROM facets WHERE filed = 7")
    assert sorted(problem.subject for problem in stocked.verify()) == sorted(DOCUMENTS[n].document.id for n in (2, 3, 6))
