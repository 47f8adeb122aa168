"""What a watch noticed is kept once, whatever the database, and marks only move forwards."""

from tests.factory import story

from sayso.ledger import Ledger
from sayso.records.notices import NOTICE_KINDS, Notice

EARLY, LATER, LAST = (f"2031-05-02T1{hour}:00:00.000000Z" for hour in range(3))


def notice(number: int, *, at: str = LATER, search: str | None = "q1") -> Notice:
    return Notice(f"n{number}", NOTICE_KINDS[number % len(NOTICE_KINDS)], search, f"c{number}", None, None, at)


def test_a_notice_is_kept_once(ledger: Ledger) -> None:
    assert ledger.keep_notices([notice(1), notice(2)], "search:q1", LATER) == 2
    assert ledger.keep_notices([notice(2, at=LAST), notice(3)], "search:q1", LAST) == 1
    assert [one.id for one in ledger.notices(EARLY, LAST)] == ["n1", "n2", "n3"]
    assert ledger.notices(EARLY, LAST)[1].at == LATER, "it was noticed when it was noticed first"


def test_notices_are_had_by_time_and_search(ledger: Ledger) -> None:
    ledger.keep_notices([notice(1), notice(2, at=LAST), notice(3, search="q2"), notice(4, search=None)], "m", LAST)
    assert {one.id for one in ledger.notices(EARLY, LATER)} == {"n1", "n3", "n4"}
    assert {one.id for one in ledger.notices(LATER, LAST)} == {"n2"}
    assert {one.id for one in ledger.notices(EARLY, LAST, "q1")} == {"n1", "n2", "n4"}
    assert set(ledger.find_noticed("q1", ["c1", "c3", "c9"])) == {"c1"}


def test_a_mark_moves_forwards_alone(ledger: Ledger) -> None:
    assert ledger.mark("digest:") is None
    for at, expected in ((LATER, LATER), (EARLY, LATER), (LAST, LAST)):
        ledger.put_mark("digest:", at)
        assert ledger.mark("digest:") == expected


def test_since_when_rows_are_there_and_whether_they_are_linked(ledger: Ledger) -> None:
    first, second = story(1), story(2)
    ledger.add([first])
    ledger.link()
    ledger.add([second])
    claims = [one.analysis.claims[0].id for one in (first, second)]
    seen = ledger.first_seen([*claims, "c0"])
    assert sorted(seen) == sorted(claims)
    assert seen[claims[0]] < seen[claims[1]]
    documents = [one.analysis.document.id for one in (first, second)]
    assert set(ledger.find_linked(documents)) == {documents[0]}
    assert ledger.versions_of(documents) == {}
