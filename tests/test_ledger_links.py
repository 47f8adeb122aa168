"""What the ledger says of actors that may be one, and how people decide it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from tests.factory import analysis

from sayso.errors import NotFound, QueryError
from sayso.ledger import Ledger
from sayso.records import Actor, ActorKind, Analysis, RecordLink, Span
from sayso.records.ids import actor_id

NAME = "Ilse Hartog"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    moment = count(1)
    with Ledger(tmp_path / "l.sqlite3", clock=lambda: f"2031-06-01T00:00:{next(moment):02}Z") as opened:
        yield opened


def told(number: int, name: str = NAME, kind: ActorKind = "person", contents: str = "the ferry is late") -> Analysis:
    """A page on which one party says something."""
    made = analysis((name, "said", contents), url=f"https://news.example/{number}")
    actor = Actor(actor_id(made.document.id, made.document.text, Span(0, len(name))), name, (name,), kind)
    return replace(made, actors=(actor,))


def links(ledger: Ledger) -> list[RecordLink]:
    return list(ledger.suggest_actors())


@pytest.fixture
def pair(ledger: Ledger) -> tuple[str, str]:
    """Two actors of one name on two pages."""
    one, other = told(1), told(2)
    ledger.add([one, other])
    return one.actors[0].id, other.actors[0].id


def test_two_pages_with_one_full_name_are_suggested_and_say_why(ledger: Ledger, pair: tuple[str, str]) -> None:
    (link,) = links(ledger)
    assert {link.left, link.right} == set(pair)
    assert (link.state, link.method) == ("suggested", "same name")
    assert [(reason.rule, reason.left) for reason in link.evidence] == [("same name", NAME), ("time", "2031-05-02")]


def test_suggesting_keeps_nothing(ledger: Ledger, pair: tuple[str, str]) -> None:
    before = ledger.counts()
    assert links(ledger) == links(ledger)
    assert ledger.counts() == before
    assert pair


def test_an_accepted_pair_is_confirmed_a_rejected_one_gone_and_both_can_be_taken_back(
    ledger: Ledger, pair: tuple[str, str]
) -> None:
    (suggested,) = links(ledger)
    accepted = ledger.judge_link(*pair, "accept", "ana", "the same mayor")
    assert accepted.subject == suggested.id
    assert [link.state for link in links(ledger)] == ["confirmed"]
    rejected = ledger.judge_link(pair[1], pair[0], "reject", "ben")
    assert rejected.subject == suggested.id
    assert links(ledger) == []
    taken = ledger.withdraw(rejected.id, "ben")
    assert [link.state for link in links(ledger)] == ["confirmed"]
    ledger.withdraw(accepted.id, "ana")
    assert links(ledger) == [suggested]
    assert ledger.judgements(suggested.id)[:3] == (accepted, rejected, taken)


def test_a_rejection_outlives_a_page_that_has_changed(ledger: Ledger, pair: tuple[str, str]) -> None:
    ledger.judge_link(*pair, "reject", "ana")
    ledger.add([told(1, contents="the ferry is late again")])
    assert links(ledger) == []
    assert ledger.adrift() == ()


def test_a_verdict_on_who_is_no_longer_named_is_adrift(ledger: Ledger, pair: tuple[str, str]) -> None:
    made = ledger.judge_link(*pair, "reject", "ana")
    assert ledger.adrift() == ()
    ledger.add([told(1, "Nadia Oyelaran")])
    assert ledger.adrift() == (made,)
    ledger.withdraw(made.id, "ana")
    assert ledger.adrift() == ()


def test_a_row_of_a_table_is_suggested_and_judged(ledger: Ledger) -> None:
    made = told(1, "Hizbullah", "org")
    ledger.add([made])
    (link,) = links(ledger)
    assert (link.left, link.right) == (made.actors[0].id, "actors:hezbollah")
    ledger.judge_link(link.left, link.right, "reject", "ana")
    assert links(ledger) == []


def test_judging_a_link_leaves_claims_and_their_judgements_alone(ledger: Ledger, pair: tuple[str, str]) -> None:
    ledger.judge_link(*pair, "reject", "ana")
    claim = told(1).claims[0]
    assert ledger.show(claim.id).verdict is None
    made = ledger.judge(claim.id, "accept", "ana")
    assert ledger.judgements(claim.id) == (made,)
    assert ledger.search("ferry")[0].verdict in ("accept", None)
    assert ledger.verify() == []


def test_what_is_no_actor_cannot_be_linked(ledger: Ledger, pair: tuple[str, str]) -> None:
    left, right = pair
    with pytest.raises(NotFound, match="no document in the ledger has this actor"):
        ledger.judge_link(left, "r000000000000000000000000", "accept", "ana")
    with pytest.raises(NotFound, match="no table has this row"):
        ledger.judge_link(left, "actors:nobody", "accept", "ana")
    with pytest.raises(QueryError, match="an actor is itself"):
        ledger.judge_link(left, left, "accept", "ana")
    with pytest.raises(QueryError, match="accept or reject"):
        ledger.judge_link(left, right, "maybe", "ana")
    assert ledger.counts().judgements == 0


def test_a_link_that_nobody_judged_has_no_judgements(ledger: Ledger, pair: tuple[str, str]) -> None:
    (link,) = links(ledger)
    assert ledger.judgements(link.id) == ()
    assert pair
