"""Judging, finding judgements again, and the ledger that nobody named."""

import re
from collections.abc import Iterator
from dataclasses import replace
from inspect import getsource, isfunction
from itertools import count
from pathlib import Path

import pytest
from tests.factory import RUN, analysis, story

from sayso.errors import NotFound, QueryError, StoreError
from sayso.ledger import Item, Ledger, Summary
from sayso.records import Analysis, Failure
from sayso.store.schema import HEAD

SAYING = ("Mayor Ilse Hartog", "said", "the ferry is late again this year")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "l.sqlite3") as opened:
        yield opened


@pytest.fixture
def one(ledger: Ledger) -> Analysis:
    """An analysis that the ledger holds."""
    made = analysis(SAYING, ("Nadia Oyelaran", "warned", "storms are near"))
    ledger.add([made])
    return made


def test_a_judgement_is_kept_with_who_when_and_on_what(ledger: Ledger, one: Analysis) -> None:
    claim = one.claims[0]
    made = ledger.judge(claim.id[:10], "accept", "ana", "heard it myself")
    assert (made.subject, made.action, made.user, made.note) == (claim.id, "accept", "ana", "heard it myself")
    assert made.anchor == claim.evidence
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", made.at)
    assert ledger.judgements(claim.id) == (made,)
    shown = ledger.show(claim.id)
    assert shown.claim == replace(claim, review="accepted")
    assert (shown.verdict, shown.changed) == ("accept", False)


def test_a_rejected_claim_stays_and_says_so(ledger: Ledger, one: Analysis) -> None:
    ledger.judge(one.claims[0].id, "reject", "ana")
    shown = ledger.show(one.claims[0].id)
    assert (shown.claim, shown.verdict) == (one.claims[0], "reject")
    assert ledger.analysis(one.document.id) == one
    assert ledger.counts().claims == 2


def test_an_attribution_can_be_judged_too(ledger: Ledger, one: Analysis) -> None:
    made = ledger.judge(one.attributions[0].id, "reject", "ana")
    assert ledger.show(one.attributions[0].id).verdict == "reject"
    assert ledger.show(one.claims[0].id).verdict == "reject"  # without its attribution the claim stands for nothing
    assert ledger.show(one.claims[1].id).verdict is None
    assert ledger.judgements(one.attributions[0].id) == (made,)


def test_a_withdrawn_judgement_counts_no_more_and_stays_listed(ledger: Ledger, one: Analysis) -> None:
    made = ledger.judge(one.claims[0].id, "accept", "ana")
    taken = ledger.withdraw(made.id[:12], "ben", "wrong tape")
    shown = ledger.show(one.claims[0].id)
    assert shown.verdict is None
    assert shown.claim == one.claims[0]
    assert shown.judgements == (made, taken)
    ledger.withdraw(taken.id, "ana")
    assert ledger.show(one.claims[0].id).verdict == "accept"


def test_the_order_of_decisions_counts_and_not_the_clock(tmp_path: Path) -> None:
    backwards = (f"2031-05-02T00:00:{second:02}Z" for second in count(59, -1))
    with Ledger(tmp_path / "l.sqlite3", clock=lambda: next(backwards)) as ledger:
        one = analysis(SAYING)
        ledger.add([one])
        ledger.judge(one.claims[0].id, "accept", "ana")
        ledger.judge(one.claims[0].id, "reject", "ana")
        assert ledger.show(one.claims[0].id).verdict == "reject"


@pytest.mark.parametrize("action", ["", "maybe", "withdraw", "ACCEPT"])
def test_only_accept_and_reject_are_judgements(ledger: Ledger, one: Analysis, action: str) -> None:
    with pytest.raises(QueryError):
        ledger.judge(one.claims[0].id, action, "ana")


def test_documents_and_pages_are_not_judged(ledger: Ledger, one: Analysis) -> None:
    for subject in (one.document.id, one.document.page):
        with pytest.raises(QueryError):
            ledger.judge(subject, "accept", "ana")
    with pytest.raises(NotFound):
        ledger.judge("c" + "0" * 24, "accept", "ana")
    with pytest.raises(NotFound):
        ledger.withdraw("j" + "0" * 24, "ana")


def test_a_judgement_survives_a_reading_that_loses_and_finds_the_claim(ledger: Ledger, one: Analysis) -> None:
    made = ledger.judge(one.claims[0].id, "accept", "ana")
    without = replace(one, claims=one.claims[1:], run=replace(RUN, id="r2"))
    ledger.add([without])
    assert ledger.adrift() == (made,)
    assert ledger.show(one.claims[0].id).retired
    assert ledger.show(one.claims[0].id).verdict == "accept"
    ledger.add([one])
    assert ledger.adrift() == ()
    assert not ledger.show(one.claims[0].id).retired


def test_a_judgement_follows_its_words_into_a_new_version(ledger: Ledger, one: Analysis) -> None:
    made = ledger.judge(one.claims[0].id, "reject", "ana")
    new = analysis(SAYING, ("Nadia Oyelaran", "warned", "storms are over"))
    ledger.add([new])
    assert new.claims[0].id != one.claims[0].id
    assert ledger.adrift() == ()
    assert ledger.show(new.claims[0].id).judgements == (made,)
    assert ledger.search("late", kind="claim")[0].verdict == "reject"
    assert ledger.show(one.claims[0].id).verdict == "reject"
    ledger.judge(new.claims[0].id, "accept", "ben")
    assert ledger.show(new.claims[0].id).verdict == "accept"


def test_a_judgement_whose_words_are_gone_is_adrift(ledger: Ledger, one: Analysis) -> None:
    made = ledger.judge(one.claims[0].id, "accept", "ana")
    ledger.add([analysis(("Mayor Ilse Hartog", "said", "the ferry is early"))])
    assert ledger.adrift() == (made,)
    ledger.withdraw(made.id, "ana")
    assert ledger.adrift() == ()


def test_a_claim_of_another_source_does_not_inherit_a_judgement(ledger: Ledger, one: Analysis) -> None:
    made = ledger.judge(one.claims[0].id, "accept", "ana")
    new = analysis(("Harbour Minister Brek", "said", SAYING[2]), ("Nadia Oyelaran", "warned", "storms are near"))
    ledger.add([new])
    assert ledger.show(new.claims[0].id).judgements == ()
    assert ledger.adrift() == (made,)


def test_a_row_that_now_names_another_source_says_that_it_was_judged_otherwise(ledger: Ledger, one: Analysis) -> None:
    ledger.judge(one.claims[0].id, "accept", "ana")
    renamed = replace(one.claims[0], chain=(one.claims[0].chain[0], replace(one.claims[0].chain[1], name="Ilse Hartog")))
    ledger.add([replace(one, claims=(renamed, one.claims[1]), run=replace(RUN, id="r2"))])
    shown = ledger.show(one.claims[0].id)
    assert (shown.verdict, shown.changed) == ("accept", True)


def test_any_iterable_is_added_and_counted(ledger: Ledger) -> None:
    items: list[Item] = [story(1), story(2).analysis, Failure("x", "intake", "gone"), story(1)]
    assert ledger.add(item for item in items) == Summary(added=2, unchanged=1, failed=1)
    counts = ledger.counts()
    assert (counts.pages, counts.documents, counts.failures, counts.judgements) == (2, 2, 1, 0)


def test_the_ledger_nobody_named_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SAYSO_LEDGER", raising=False)
    monkeypatch.setattr("sayso.settings.find_data_folder", lambda *_, **__: tmp_path / "data" / "sayso")
    with pytest.raises(StoreError):
        Ledger(create=False)
    assert not (tmp_path / "data").exists()
    with Ledger() as ledger:
        ledger.add([story(1)])
    assert (tmp_path / "data" / "sayso" / "sayso.sqlite3").exists()


def test_the_environment_names_the_ledger(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SAYSO_LEDGER", str(tmp_path / "named.sqlite3"))
    Ledger().close()
    assert (tmp_path / "named.sqlite3").exists()
    assert Ledger.migrate() == (HEAD, HEAD)
    monkeypatch.setenv("SAYSO_LEDGER", str(tmp_path / "no" / "named.sqlite3"))
    with pytest.raises(StoreError):
        Ledger()


def test_the_facade_stays_small() -> None:
    methods = [value for name, value in vars(Ledger).items() if isfunction(value) and not name.startswith("_")]
    assert len(methods) <= 24
    for method in methods:
        body = getsource(method).split('"""')[-1].strip().splitlines()
        assert len(body) <= 10, method.__name__
