"""Deciding as `Ledger` offers it: who decides, on what, and what is refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.factory import analysis, story

from sayso.errors import QueryError
from sayso.ledger import Ledger
from sayso.records import Analysis


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "l.sqlite3") as opened:
        yield opened


@pytest.fixture
def one(ledger: Ledger) -> Analysis:
    made = analysis()
    ledger.add([made])
    return made


def test_actors_are_merged_and_split_as_links(ledger: Ledger) -> None:
    first, second = story(1).analysis, story(4).analysis
    ledger.add([first, second])
    left, right = first.actors[0].id, second.actors[0].id
    merged, split = ledger.merge_actors(left, right, "ana"), ledger.split_actors(left, right, "ben", "her son")
    assert (merged.action, split.action, merged.subject) == ("accept", "reject", split.subject)
    assert ledger.history() == (split, merged)


def test_a_comment_can_be_on_a_document(ledger: Ledger, one: Analysis) -> None:
    made = ledger.judge(one.document.id, "comment", "ana", "an odd page")
    assert ledger.show(one.document.id).judgements == (made,)
    assert ledger.reviewed(one.document.id).adrift == ()


@pytest.mark.parametrize(("user", "note"), [(" ", None), ("ana", "x" * 10_001), ("ana", None), ("ana", " ")])
def test_a_decision_has_an_author_and_a_comment_says_something(
    ledger: Ledger, one: Analysis, user: str, note: str | None
) -> None:
    with pytest.raises(QueryError):
        ledger.judge(one.claims[0].id, "comment", user, note)
    assert ledger.history() == ()


@pytest.mark.parametrize("action", ["like", "add", "check", "withdraw", "edit"])
def test_other_actions_are_refused(ledger: Ledger, one: Analysis, action: str) -> None:
    with pytest.raises(QueryError):
        ledger.judge(one.claims[0].id, action, "ana")


def test_only_an_edit_says_what_a_row_should_be(ledger: Ledger, one: Analysis) -> None:
    with pytest.raises(QueryError):
        ledger.judge(one.claims[0].id, "accept", "ana", after={"contents": [[0, 3]]})


def test_two_comments_of_one_instant_are_two(tmp_path: Path) -> None:
    made = analysis()
    with Ledger(tmp_path / "still.sqlite3", clock=lambda: "2031-05-02T00:00:00Z") as ledger:
        ledger.add([made])
        for note in ("which ferry?", "which mayor?"):
            ledger.judge(made.claims[0].id, "comment", "ana", note)
        for span in ((0, 5), (0, 9)):
            ledger.check(made.document.id, span, "ana")
        assert len(ledger.history()) == 4


def test_a_page_that_changed_is_no_longer_checked_where_it_changed(ledger: Ledger) -> None:
    first = analysis(("Mayor Ilse Hartog", "said", "the ferry is late"), ("Tomas Brek", "said", "the quay is safe"))
    ledger.add([first])
    start = first.document.text.index("Tomas")
    ledger.check(first.document.id, (0, start - 1), "ana")
    kept = ledger.check(first.document.id, (start, len(first.document.text)), "ana")
    second = analysis(("Mayor Ilse Hartog", "said", "the ferry is gone"), ("Tomas Brek", "said", "the quay is safe"))
    ledger.add([second])
    reviewed = ledger.reviewed(second.document.id)
    assert [span.of(second.document.text) for span in reviewed.checked] == ["Tomas Brek said the quay is safe."]
    assert kept not in reviewed.adrift
    assert len(reviewed.adrift) == 1
    assert list(ledger.checked()) == [second.document.id]
