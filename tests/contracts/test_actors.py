"""How a ledger gives the actors of its documents back, on every database."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.factory import story

from sayso.errors import NotFound
from sayso.ledger import Ledger
from sayso.records import PublicationDate, SeenActor


@pytest.fixture
def ledger(open_ledger: Callable[[], Ledger]) -> Ledger:
    return open_ledger()


def actors_of(ledger: Ledger) -> list[SeenActor]:
    with ledger._store.reading() as view:
        return list(view.iter_actors())


def test_actors_come_with_their_documents_by_day(ledger: Ledger) -> None:
    stories = [story(number) for number in range(12)]
    ledger.add(stories)
    found = actors_of(ledger)
    assert [one.day for one in found] == sorted(str(one.day) for one in found)
    wanted = {
        (actor.id, read.analysis.document.id, read.analysis.document.page, read.analysis.document.published)
        for read in stories
        for actor in read.analysis.actors
    }
    assert {(one.actor.id, one.document, one.page) for one in found} == {row[:3] for row in wanted}
    assert len(found) == len(wanted)
    assert {one.outlet for one in found} == {"Port Gazette", "Vallis Wire", "Evening Lantern"}


def test_only_what_a_page_shows_now_counts(ledger: Ledger) -> None:
    old, new = story(1, sentences=4).analysis, story(1, sentences=8).analysis
    ledger.add([old])
    assert old.document.page == new.document.page
    ledger.add([new])
    assert {one.document for one in actors_of(ledger)} == {new.document.id}
    with ledger._store.reading() as view:
        assert view.read_actor(new.actors[0].id).actor == new.actors[0]
        with pytest.raises(NotFound, match="no document in the ledger has this actor now"):
            view.read_actor(old.actors[0].id)


def test_documents_without_a_day_come_first(ledger: Ledger) -> None:
    dated, undated = story(1).analysis, story(2).analysis
    ledger.add([dated, replace(undated, document=replace(undated.document, published=None))])
    found = actors_of(ledger)
    assert found[0].day is None
    assert found[-1].day is not None


def test_a_month_is_its_first_day(ledger: Ledger) -> None:
    read = story(3).analysis
    ledger.add([replace(read, document=replace(read.document, published=PublicationDate("2031-04", "month", None, "json-ld")))])
    assert {one.day for one in actors_of(ledger)} == {"2031-04-01"}
