"""What every storage must find, and how it must answer."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.factory import RUN, analysis, claim, document, hop, story

from sayso.errors import QueryError
from sayso.ledger import Ledger
from sayso.records import Analysis, PublicationDate, Publisher
from sayso.store import Hit

TITLES = {
    "https://a.example/1": "Ferry budget",
    "https://a.example/2": "Storm at the harbour",
    "https://a.example/3": "Café owners protest",
}


@pytest.fixture
def stocked(ledger: Ledger) -> Ledger:
    """Three short stories of three houses and months."""
    wire = Publisher("Vallis Wire", "vallis-wire", "json-ld")
    ledger.add(
        [
            analysis(
                ("Mayor Ilse Hartog", "said", "the ferry budget is spent"),
                ("Nadia Oyelaran", "warned", "no ferry will sail in winter"),
                url="https://a.example/1",
                title=TITLES["https://a.example/1"],
                published=PublicationDate("2031-05-02", "day", None, "json-ld"),
            ),
            analysis(
                ("the Fishers' Union", "insisted", "the storm broke the bridge"),
                url="https://a.example/2",
                title=TITLES["https://a.example/2"],
                publisher=wire,
                published=PublicationDate("2031-06", "month", None, "json-ld"),
            ),
            analysis(
                ("René Brek", "confirmed", "the naïve café owners don't pay"),
                url="https://a.example/3",
                title=TITLES["https://a.example/3"],
                republisher=wire,
                published=None,
            ),
        ]
    )
    return ledger


def pages_of(hits: Sequence[Hit]) -> set[str]:
    """The last character of each hit's address."""
    return {hit.url[-1] for hit in hits}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ferry", "1"),
        ("FERRY", "1"),
        ("ferry storm", ""),
        ("ferry OR storm", "12"),
        ("the ferry OR storm", "12"),
        ("the -ferry", "23"),
        ('"ferry budget"', "1"),
        ('"budget ferry"', ""),
        ("“ferry budget”", "1"),
        ("«ferry budget»", "1"),
        ('the -"the ferry budget"', "23"),
        ("harb*", "2"),
        ("harb", ""),
        ('"the brid*"', ""),
        ('"the brid"*', "2"),
        ("cafe", "3"),
        ("CAFÉ", "3"),
        ("cafe\u0301", "3"),
        ("naive", "3"),
        ("don't", "3"),
        ("don’t", "3"),
        ("hartog", "1"),
        ("oyelaran", "1"),
        ("ferry AND budget", "1"),
        ("protest", "3"),
        ("union bridge", "2"),
        ("(ferry)", "1"),
        ("ferry; DROP TABLE claims", ""),
        ("head:ferry", ""),
        ("ferry NEAR budget", ""),
    ],
)
def test_words_phrases_and_what_must_not_be_there(stocked: Ledger, query: str, found: str) -> None:
    assert pages_of(stocked.search(query)) == set(found)


NONSENSE = ["", "  ", "-ferry", "OR", "ferry OR", "OR ferry", "ferry OR OR storm", "ferry OR -storm", "ferry -storm OR bridge"]
NONSENSE += ['"ferry', "!!! ...", '""', "a " * 40, "x" * 2000]


@pytest.mark.parametrize("query", NONSENSE)
def test_nonsense_is_refused_in_one_line(stocked: Ledger, query: str) -> None:
    with pytest.raises(QueryError) as caught:
        stocked.search(query)
    assert "\n" not in str(caught.value)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.one_of(st.characters(), st.sampled_from("\"*-()^:{}+ ORNDTA'\\&|!<>")), max_size=30))
@example('ferry" NEAR("a" "b", 3')
@example("{head} : ferry")
@example("ferry\x00")
@example("'a' <-> 'b'")
@example("\ud800ferry")
@example("ferry:*A & !b")
@example("ﬁ ½ ① ᾳ ß İ ﷺ")
def test_whatever_is_typed_finds_something_or_is_refused(stocked: Ledger, query: str) -> None:
    try:
        hits = stocked.search(query)
    except QueryError:
        return
    assert all(hit.snippet.text for hit in hits)


def test_a_claim_is_a_hit_with_its_words_marked(stocked: Ledger) -> None:
    (hit,) = stocked.search("sail", kind="claim")
    text = stocked.analysis(hit.document).document.text
    assert hit.claim is not None
    assert hit.snippet.text == "no ferry will sail in winter" == hit.snippet.span.of(text)
    assert [mark.of(text) for mark in hit.snippet.marks] == ["sail"]
    assert (hit.title, hit.publisher, hit.published) == ("Ferry budget", "Port Gazette", "2031-05-02")
    assert hit.claim in stocked.analysis(hit.document).claims


def test_marks_fold_case_and_accents_like_the_search(stocked: Ledger) -> None:
    (hit,) = stocked.search('"naive CAFE" pay*', kind="claim")
    text = stocked.analysis(hit.document).document.text
    assert [mark.of(text) for mark in hit.snippet.marks] == ["naïve café", "pay"]


def test_a_title_and_a_source_weigh_more_than_the_text(ledger: Ledger) -> None:
    filler = "so and so many words about this and that and nothing else at all"
    texts = {"https://a.example/1": "the quarry, once", "https://a.example/2": "the orchard, once"}
    for url, text in texts.items():
        ledger.add([Analysis(document(f"{text} {filler}", url=url, title="Quarry" if url.endswith("2") else "News"), run=RUN)])
    assert [hit.url for hit in ledger.search("quarry")] == ["https://a.example/2", "https://a.example/1"]


def test_a_source_narrows_to_claims_by_it(stocked: Ledger) -> None:
    hits = stocked.search("ferry", source="hartog")
    assert [hit.kind for hit in hits] == ["claim"]
    assert hits[0].claim is not None
    assert hits[0].claim.chain[-1].name == "Mayor Ilse Hartog"
    for words in ("ilse hartog", "hartog, Ilse", "HARTOG"):
        assert [hit.id for hit in stocked.search("ferry", source=words)] == [hits[0].id]
    assert stocked.search(source="nadia Oyelaran")[0].claim != hits[0].claim
    assert stocked.search("ferry", source="Brek") == ()
    assert stocked.search("warned", source="nadia") == ()


def test_a_publisher_is_no_source(stocked: Ledger) -> None:
    assert stocked.search(source="port gazette") == ()


def test_every_source_of_a_chain_is_found(ledger: Ledger) -> None:
    one = analysis()
    relayed = replace(one.claims[0], chain=(*one.claims[0].chain, hop("a port official"), hop(None)))
    ledger.add([replace(one, claims=(relayed,))])
    assert [hit.id for hit in ledger.search(source="official")] == [relayed.id]
    assert [hit.id for hit in ledger.search(source="hartog")] == [relayed.id]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"outlet": "port-gazette"}, "13"),
        ({"outlet": "PORT gazette"}, "13"),
        ({"outlet": "vallis wire"}, "23"),
        ({"outlet": "vallis"}, ""),
        ({"outlet": "%"}, ""),
        ({"since": "2031-05-03"}, "2"),
        ({"since": "2031-05-02"}, "12"),
        ({"since": "2031"}, "12"),
        ({"until": "2031-05"}, "1"),
        ({"until": "2031-05-01"}, ""),
        ({"since": "2031-06-15", "until": "2031-06-15"}, "2"),
        ({"kind": "claim"}, "123"),
        ({"kind": "document"}, "123"),
    ],
)
def test_filters_narrow_with_and_without_words(stocked: Ledger, filters: dict[str, str], found: str) -> None:
    assert pages_of(stocked.search(**filters)) == set(found)  # type: ignore[arg-type]
    assert pages_of(stocked.search("the", **filters)) == set(found)  # type: ignore[arg-type]
    kinds = {hit.kind for hit in stocked.search(**filters)}  # type: ignore[arg-type]
    assert kinds <= ({filters["kind"]} if "kind" in filters else {"claim", "document"})


@pytest.mark.parametrize("day", ["yesterday", "2031-5-2", "2031-05-02T10:00", "", " "])
def test_a_date_that_is_none_is_refused(stocked: Ledger, day: str) -> None:
    with pytest.raises(QueryError):
        stocked.search("ferry", since=day, until=day)


@pytest.mark.parametrize("source", ["...", '"', "-", "", "a " * 50])
def test_a_source_without_words_is_refused(stocked: Ledger, source: str) -> None:
    with pytest.raises(QueryError):
        stocked.search("ferry", source=source)


def test_pages_of_hits_follow_on_one_another_to_the_end(ledger: Ledger) -> None:
    ledger.add(story(number) for number in range(12))
    whole = ledger.search("the", limit=1000)
    assert len(whole) > 70
    paged: list[Hit] = []
    while hits := ledger.search("the", limit=7, offset=len(paged)):
        paged += hits
    assert paged == list(whole)
    assert sorted((hit.rank for hit in whole), reverse=True) == [hit.rank for hit in whole]
    assert ledger.search("the", offset=10**6) == ()


@pytest.mark.parametrize(("limit", "offset"), [(0, 0), (-1, 0), (1001, 0), (10, -1)])
def test_a_page_of_hits_has_a_size(stocked: Ledger, limit: int, offset: int) -> None:
    with pytest.raises(QueryError):
        stocked.search("ferry", limit=limit, offset=offset)


def test_earlier_versions_are_found_when_asked_for(ledger: Ledger) -> None:
    old, new = document("The ferry sinks."), document("The ferry sails.")
    ledger.add([Analysis(old), Analysis(new)])
    assert ledger.search("sinks") == ()
    assert [hit.document for hit in ledger.search("sinks", history=True)] == [old.id]
    assert {hit.document for hit in ledger.search("ferry", history=True)} == {old.id, new.id}


def test_a_hit_shows_what_was_decided_about_its_claim(stocked: Ledger) -> None:
    (hit,) = stocked.search("sail", kind="claim")
    stocked.judge(hit.id, "accept", "ana")
    (accepted,) = stocked.search("sail", kind="claim")
    assert accepted.claim is not None
    assert (accepted.verdict, accepted.claim.review) == ("accept", "accepted")
    stocked.judge(hit.id, "reject", "ben")
    (rejected,) = stocked.search("sail", kind="claim")
    assert rejected.claim == hit.claim
    assert rejected.verdict == "reject"


def test_discontinuous_contents_are_shown_with_what_stands_between(ledger: Ledger) -> None:
    one = analysis(("“The ferry,”", "he said,", "“is late”"))
    first = one.attributions[0]
    torn = replace(first, contents=(first.sources[0], first.contents[0]), sources=())
    ledger.add([replace(one, attributions=(torn,), claims=(claim(one.document.text, one.document.id, torn),))])
    (hit,) = ledger.search("late", kind="claim")
    assert hit.snippet.text == "“The ferry,” he said, “is late”"
