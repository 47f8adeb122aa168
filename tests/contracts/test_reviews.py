"""What every storage of a ledger must make of people's decisions: rows, search, profiles and queues follow the log."""

from collections.abc import Callable
from dataclasses import replace
from threading import Thread
from typing import Any

import pytest
from tests.factory import RUN, analysis, story, told_story

from sayso.errors import QueryError
from sayso.ledger import Ledger
from sayso.records import Analysis, Span

Sql = Callable[..., list[tuple[Any, ...]]]
SAYINGS = (("Mayor Ilse Hartog", "said", "the ferry is late again"), ("Nadia Oyelaran", "warned", "storms are near"))
BETTER = replace(RUN, id="r2", bundle="en-better")


@pytest.fixture
def one(ledger: Ledger) -> Analysis:
    """An analysis that the ledger holds."""
    made = analysis(*SAYINGS)
    ledger.add([made])
    return made


def span_of(made: Analysis, words: str) -> list[int]:
    start = made.document.text.index(words)
    return [start, start + len(words)]


def found(ledger: Ledger, words: str, **filters: Any) -> list[tuple[str, str | None]]:
    return [(hit.id, hit.verdict) for hit in ledger.search(words, kind="claim", **filters)]


# --- rows and search follow the log ---


def test_a_renamed_hop_is_found_by_its_new_name_and_no_more_by_its_old_one(ledger: Ledger, one: Analysis) -> None:
    claim = one.claims[0]
    ledger.judge(claim.id, "edit", "ana", after={"chain": [{"hop": 0}, {"hop": 1, "name": "Tomas Brek"}]})
    assert [hop.name for hop in ledger.show(claim.id).claim.chain] == ["Port Gazette", "Tomas Brek"]  # type: ignore[union-attr]
    assert found(ledger, "", source="Brek") == [(claim.id, "accept")]
    assert found(ledger, "", source="Hartog") == []
    assert ledger.verify() == []
    assert ledger.analysis(one.document.id) == one


def test_edited_contents_are_what_a_search_finds(ledger: Ledger, one: Analysis) -> None:
    claim = one.claims[0]
    made = ledger.judge(claim.id, "edit", "ana", after={"contents": [span_of(one, "the ferry is late")]})
    (hit,) = ledger.search("ferry", kind="claim")
    assert (hit.claim.evidence.exact, hit.claim.review) == ("the ferry is late", "edited")  # type: ignore[union-attr]
    assert found(ledger, "again") == []
    ledger.withdraw(made.id, "ana")
    assert found(ledger, "again") == [(claim.id, None)]
    assert ledger.verify() == []


def test_an_added_attribution_is_a_row_like_others_and_goes_when_it_is_taken_back(ledger: Ledger, one: Analysis) -> None:
    made = ledger.add_attribution(
        one.document.id,
        sources=[span_of(one, "Nadia Oyelaran")],
        cue=[[*span_of(one, "warned")[:1], span_of(one, "warned")[0] + 4]],
        contents=[span_of(one, "storms")],
        user="ana",
    )
    reviewed = ledger.reviewed(one.document.id)
    (claim,) = (one for one in reviewed.analysis.claims if one.review == "added")
    assert [(hop.name, hop.basis) for hop in claim.chain] == [("Port Gazette", "stated"), ("Nadia Oyelaran", "stated")]
    assert ledger.show(made.subject).attribution is not None
    assert (claim.id, None) in found(ledger, "storms")
    assert (ledger.counts().claims, ledger.verify()) == (3, [])
    ledger.withdraw(made.id, "ana")
    assert (ledger.counts().claims, ledger.verify()) == (2, [])
    assert ledger.reviewed(one.document.id).analysis.claims == one.claims


def test_rejected_rows_stay_and_say_so(ledger: Ledger, one: Analysis) -> None:
    claim = one.claims[0]
    ledger.judge(claim.id, "reject", "ana")
    reviewed = ledger.reviewed(one.document.id)
    assert reviewed.rejected == {claim.id}
    assert claim in reviewed.analysis.claims
    assert reviewed.reviews[claim.id].state == "rejected"
    assert found(ledger, "ferry") == [(claim.id, "reject")]
    with ledger._store.reading() as view:
        assert [one.id for one in view.read_standing(one.document.id).claims] == [one.claims[1].id]
        assert not view.place_claims([claim.id])[claim.id].stands


def test_columns_that_people_look_at_follow_an_edit(ledger: Ledger, one: Analysis, sql: Sql) -> None:
    ledger.judge(one.attributions[0].id, "edit", "ana", after={"sources": [span_of(one, "Ilse Hartog")]})
    assert sql("SELECT source, review FROM attributions WHERE id = :id", id=one.attributions[0].id) == [
        ("Ilse Hartog", "edited")
    ]
    assert sql("SELECT source, sources, review FROM claims WHERE id = :id", id=one.claims[0].id) == [
        ("Ilse Hartog", "Ilse Hartog", "edited")
    ]


# --- reading again ---


def test_reading_again_with_another_model_overwrites_no_decision(ledger: Ledger, one: Analysis) -> None:
    first, second = one.claims
    ledger.judge(first.id, "edit", "ana", after={"chain": [{"hop": 0}, {"hop": 1, "name": "Tomas Brek"}]})
    ledger.judge(second.id, "reject", "ben")
    before = ledger.reviewed(one.document.id)
    again = replace(one, run=BETTER, claims=tuple(replace(claim, score=0.2) for claim in one.claims))
    assert ledger.add([again]).updated == 1
    after = ledger.reviewed(one.document.id)
    assert {key: one.state for key, one in after.reviews.items()} == {key: one.state for key, one in before.reviews.items()}
    assert after.analysis.claims[0].chain[1].name == "Tomas Brek"
    assert found(ledger, "", source="Brek") == [(first.id, "accept")]
    assert found(ledger, "storms") == [(second.id, "reject")]
    assert ledger.verify() == []


def test_what_was_added_survives_a_reading_without_it(ledger: Ledger, one: Analysis) -> None:
    bare = replace(one, attributions=one.attributions[:1], claims=one.claims[:1], run=BETTER)
    ledger.add([bare])
    spans = [
        [[span.start, span.end] for span in spans]
        for spans in (one.attributions[1].sources, one.attributions[1].cue, one.attributions[1].contents)
    ]
    made = ledger.add_attribution(one.document.id, sources=spans[0], cue=spans[1], contents=spans[2], user="ana")
    assert made.subject == one.attributions[1].id
    for reading in (replace(bare, run=RUN), one, bare):
        ledger.add([reading])
        reviewed = ledger.reviewed(one.document.id)
        assert [claim.id for claim in reviewed.analysis.claims] == [claim.id for claim in one.claims]
        assert reviewed.reviews[one.claims[1].id].state == "added"
        assert found(ledger, "storms") == [(one.claims[1].id, None)]
        assert ledger.verify() == []


def test_a_changed_page_takes_its_decisions_along(ledger: Ledger, one: Analysis) -> None:
    ledger.judge(one.claims[0].id, "edit", "ana", after={"chain": [{"hop": 0}, {"hop": 1, "name": "Tomas Brek"}]})
    ledger.judge(one.claims[1].id, "reject", "ana")
    ledger.check(one.document.id, tuple(span_of(one, "storms are near")), "ana")
    changed = analysis(("Harbour Minister", "added", "it will rain"), *SAYINGS)
    ledger.add([changed])
    reviewed = ledger.reviewed(changed.document.id)
    assert [reviewed.reviews[claim.id].state for claim in reviewed.analysis.claims] == ["machine", "edited", "rejected"]
    assert reviewed.analysis.claims[1].chain[1].name == "Tomas Brek"
    assert [span.of(changed.document.text) for span in reviewed.checked] == ["storms are near"]
    assert (reviewed.adrift, ledger.adrift()) == ((), ())
    assert found(ledger, "", source="Brek") == [(changed.claims[1].id, "accept")]


def test_what_finds_its_words_no_more_is_adrift(ledger: Ledger, one: Analysis) -> None:
    edited = ledger.judge(one.claims[0].id, "edit", "ana", after={"contents": [span_of(one, "the ferry is late")]})
    checked = ledger.check(one.document.id, tuple(span_of(one, "storms are near")), "ana")
    ledger.add([analysis(("Mayor Ilse Hartog", "said", "nothing of the kind"))])
    assert set(ledger.adrift()) == {edited, checked}


# --- the log ---


def test_the_log_is_read_from_its_end(ledger: Ledger, one: Analysis) -> None:
    made = [
        ledger.judge(one.claims[0].id, "accept", "ana"),
        ledger.judge(one.claims[1].id, "comment", "ben", "who says so?"),
        ledger.judge(one.claims[1].id, "reject", "ana"),
    ]
    assert ledger.history() == tuple(reversed(made))
    assert ledger.history("ana") == (made[2], made[0])
    assert ledger.history(limit=1, before=made[2].id) == (made[1],)


# --- queues ---


def test_the_least_certain_claims_come_first_and_pages_go_on(ledger: Ledger) -> None:
    made = story(1).analysis
    scored = replace(made, claims=tuple(replace(claim, score=(7 - n) / 10) for n, claim in enumerate(made.claims)))
    ledger.add([scored])
    wanted = [claim.id for claim in reversed(scored.claims)]
    items = ledger.queue("uncertain", 2)
    while items and len(more := ledger.queue("uncertain", 2, items[-1].cursor)) > 0:
        items += more
    assert [item.claim.id for item in items] == wanted
    assert {item.document for item in items} == {made.document.id}
    ledger.judge(wanted[0], "accept", "ana")
    assert [item.claim.id for item in ledger.queue("uncertain")] == wanted[1:]


def test_claims_of_equal_score_are_paged_without_loss(ledger: Ledger) -> None:
    ledger.add([story(1), story(2)])
    whole = [item.claim.id for item in ledger.queue("uncertain")]
    paged: list[str] = []
    after = None
    while items := ledger.queue("uncertain", 5, after):
        paged += [item.claim.id for item in items]
        after = items[-1].cursor
    assert paged == whole
    assert len(set(whole)) == 12


def test_earlier_versions_wait_for_nobody(ledger: Ledger) -> None:
    ledger.add([analysis(SAYINGS[0]), analysis(SAYINGS[1])])
    assert [item.words for item in ledger.queue("uncertain")] == ["storms are near"]


def test_a_sample_belongs_to_its_seed_and_is_paged(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.bookkeeping.queues.SHARE", 0.5)
    ledger.add([story(n) for n in range(4)])
    drawn = [item.claim.id for item in ledger.queue("audit")]
    assert 0 < len(drawn) < 24
    assert [item.claim.id for item in ledger.queue("audit", 3)] == drawn[:3]
    paged = [item.claim.id for item in ledger.queue("audit", 50, ledger.queue("audit", 3)[-1].cursor)]
    assert paged == drawn[3:]
    ledger.add([story(9)])
    assert [one for one in (item.claim.id for item in ledger.queue("audit")) if one in drawn] == drawn
    assert {item.claim.id for item in ledger.queue("audit", seed="2")} != set(drawn)


@pytest.mark.parametrize("kind", ["uncertain", "consequential", "audit"])
@pytest.mark.parametrize("cursor", ["", "x", "1:2:3", "0.5", "c12", "0.5:c12", "1e999:1"])
def test_a_cursor_of_nothing_is_refused_in_one_line(ledger: Ledger, kind: Any, cursor: str) -> None:
    with pytest.raises(QueryError) as caught:
        ledger.queue(kind, 5, cursor)
    assert "\n" not in str(caught.value)


def test_there_are_three_queues(ledger: Ledger) -> None:
    with pytest.raises(QueryError, match="uncertain, consequential, audit"):
        ledger.queue("best")  # type: ignore[arg-type]


# --- origins ---


def told_twice(ledger: Ledger) -> tuple[Analysis, Analysis]:
    """Two houses that say the same, each by a speaker of its own, linked."""
    made = []
    for name, house in (("Ilse Hartog", "Port Gazette"), ("Tomas Brek", "Evening Lantern")):
        url = f"https://{house.split()[0].lower()}.example/ferry"
        said = analysis(
            (name, "said", "the Moyle ferry sank near Harrow Point with 40 sheep aboard"), url=url, title="Ferry sank"
        )
        made.append(said)
    ledger.add(made)
    ledger.link()
    return made[0], made[1]


def test_what_is_rejected_counts_no_more(ledger: Ledger) -> None:
    one, other = told_twice(ledger)
    assert ledger.origins(one.claims[0].id).pages == 2
    made = ledger.judge(other.claims[0].id, "reject", "ana")
    assert ledger.origins(one.claims[0].id).pages == 1
    assert [w.claim.id for answer in ledger.who("sheep") for w in answer.wordings] == [one.claims[0].id]
    ledger.withdraw(made.id, "ana")
    assert ledger.origins(one.claims[0].id).pages == 2


def test_an_edited_chain_changes_the_origins(ledger: Ledger) -> None:
    one, other = told_twice(ledger)
    assert ledger.origins(one.claims[0].id).at_most == 2
    ledger.judge(other.claims[0].id, "edit", "ana", after={"chain": [{"hop": 0}, {"hop": 1, "name": "Ilse Hartog"}]})
    names = {root.name for root in ledger.origins(one.claims[0].id).roots}
    assert names == {"Ilse Hartog"}


def test_claims_that_alone_lead_to_an_origin_come_first(ledger: Ledger) -> None:
    one, other = told_twice(ledger)
    ledger.add([told_story()])
    items = ledger.queue("consequential")
    assert {item.claim.id for item in items} == {one.claims[0].id, other.claims[0].id}
    assert "hangs on this claim alone" in items[0].why
    assert [item.claim.id for item in ledger.queue("consequential", 1, items[0].cursor)] == [items[1].claim.id]
    ledger.judge(items[0].claim.id, "accept", "ana")
    assert [item.claim.id for item in ledger.queue("consequential")] == [items[1].claim.id]


def test_linking_again_gives_what_a_decision_gave_at_once(ledger: Ledger) -> None:
    one, other = told_twice(ledger)
    ledger.judge(other.claims[0].id, "reject", "ana")
    before = ledger.origins(one.claims[0].id)
    ledger.link()
    ledger.link(rebuild=True)
    assert ledger.origins(one.claims[0].id) == before
    assert ledger.count_unlinked() == 0


def test_a_checked_passage_is_given_as_spans(ledger: Ledger, one: Analysis) -> None:
    made = ledger.check(one.document.id, Span(0, 10), "ana")
    assert ledger.reviewed(one.document.id).checked == (Span(0, 10),)
    assert ledger.show(one.document.id).judgements == (made,)
    with pytest.raises(QueryError, match="only a person"):
        ledger.check(one.document.id, (0, 10), "rule:short")


def test_people_who_decide_at_once_all_count(open_ledger: Callable[[], Ledger]) -> None:
    made = story(1).analysis
    open_ledger().add([made])
    ledgers = [open_ledger() for _ in range(3)]

    def decide(number: int) -> None:
        for claim in made.claims[number::3]:
            ledgers[number].judge(claim.id, "edit", f"user {number}", after={"chain": [{"hop": None, "name": f"N {number}"}]})

    threads = [Thread(target=decide, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    after = open_ledger()
    assert [claim.chain[0].name for claim in after.reviewed(made.document.id).analysis.claims] == ["N 0", "N 1", "N 2"] * 2
    assert len(after.search("", source="N", limit=100)) == len(made.claims)
    assert after.verify() == []


def test_decisions_of_an_older_ledger_reach_its_rows(ledger: Ledger, one: Analysis, sql: Sql) -> None:
    ledger.judge(one.claims[0].id, "reject", "ana")
    sql("UPDATE claims SET review = 'machine'")  # as a migration leaves them
    sql("UPDATE documents SET reviewed = ''")
    assert found(ledger, "ferry") == [(one.claims[0].id, None)]
    ledger.link()
    assert found(ledger, "ferry") == [(one.claims[0].id, "reject")]
    assert ledger.verify() == []
