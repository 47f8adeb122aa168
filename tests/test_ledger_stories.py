"""What a ledger makes of many documents: linked step by step or at once it holds the same, and what people decide stays."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from tests.factory import timex
from tests.happenings import AGENCY, COURIER, TELEGRAPH, report, tell, tell_all

from sayso.bookkeeping import story_claims
from sayso.errors import NotFound, QueryError
from sayso.ledger import Ledger
from sayso.linking.answers import Answer
from sayso.records import Analysis, RecordLink, Span

TABLES = ("profiles", "compared", "links", "stories", "story_members", "linked_documents")


@pytest.fixture
def open_ledger(tmp_path: Path) -> Iterator[Callable[[], Ledger]]:
    """Opens ledgers of their own."""
    opened: list[Ledger] = []
    moment = count(1)

    def open_another() -> Ledger:
        path = tmp_path / f"{len(opened)}.sqlite3"
        opened.append(Ledger(path, clock=lambda: f"2031-06-01T00:00:00.{next(moment):06}Z"))
        return opened[-1]

    yield open_another
    for ledger in opened:
        ledger.close()


@pytest.fixture
def ledger(open_ledger: Callable[[], Ledger]) -> Ledger:
    return open_ledger()


def rows(ledger: Ledger) -> dict[str, list[tuple[Any, ...]]]:
    """Every row that linking made; stories by the documents in them, for their ids depend on what was there before."""
    with closing(sqlite3.connect(ledger._store._opened.subject)) as connection:  # type: ignore[attr-defined]
        found = {table: connection.execute(f'SELECT * FROM "{table}"').fetchall() for table in TABLES}  # noqa: S608  our own
        members: dict[str, list[str]] = {}
        for document, story, _ in sorted(found["story_members"], key=lambda row: row[2]):
            members.setdefault(story, []).append(document)
    named = {story: " ".join(documents) for story, documents in members.items()}

    def rename(value: Any) -> Any:
        if isinstance(value, str):
            for story, documents in named.items():
                value = value.replace(story, documents)
        return value

    return {table: sorted(tuple(map(rename, row)) for row in listed) for table, listed in found.items()}


def links(ledger: Ledger, *kinds: Any) -> list[RecordLink]:
    with ledger._store.reading() as view:
        return [kept.link for kept in view.iter_links(kinds or None)]


def between(ledger: Ledger, left: str, right: str) -> set[str]:
    """The kinds of links between two records."""
    return {link.kind for link in links(ledger) if {link.left, link.right} == {left, right}}


# --- linking ---


def test_linking_finds_copies_stories_and_denials(ledger: Ledger) -> None:
    ledger.add(tell_all(6))
    assert ledger.count_unlinked() == 18
    summary = ledger.link()
    assert (summary.documents, summary.fresh) == (18, 18)
    assert ledger.count_unlinked() == 0
    for number in range(6):
        agency, copy, own = tell(number)
        assert "copy" in between(ledger, agency.document.id, copy.document.id)
        assert "copy" not in between(ledger, agency.document.id, own.document.id)
        assert "same_claim" in between(ledger, agency.claims[0].id, copy.claims[0].id)
    assert summary.stories == len(list(ledger.stories()))
    assert summary.copies == 6
    assert ledger.verify() == []


def test_nothing_is_written_when_nothing_changed(ledger: Ledger) -> None:
    ledger.add(tell_all(4))
    first = ledger.link()
    assert first.written > 0
    before = Path(ledger._store._opened.subject + "-wal").read_bytes()  # type: ignore[attr-defined]
    again = ledger.link()
    assert again == replace(first, fresh=0, written=0)
    assert Path(ledger._store._opened.subject + "-wal").read_bytes() == before  # type: ignore[attr-defined]
    assert ledger.link(rebuild=True).written == 0


def added_at_once(ledger: Ledger, texts: Sequence[Analysis]) -> None:
    ledger.add(texts)
    ledger.link()


def added_one_by_one(ledger: Ledger, texts: Sequence[Analysis]) -> None:
    for text in texts:
        ledger.add([text])
        ledger.link()


def added_in_parts(ledger: Ledger, texts: Sequence[Analysis]) -> None:
    for start in range(0, len(texts), 7):
        ledger.add(texts[start : start + 7])
        ledger.link()


def changing_texts(count: int) -> tuple[list[Analysis], list[Analysis]]:
    """Documents, and then what becomes of some: a page with a new text, and a page that is read anew without its last claim."""
    first = [one.analysis for one in tell_all(count)]
    later = []
    for number in range(0, count, 2):
        _, copy, own = tell(number)
        later.append(report(("Ilse Hartog", "said", "nothing of it was so"), url=own.document.url, house=TELEGRAPH))
        later.append(replace(copy, claims=copy.claims[:-1], notes=("read again",)))
    return first, later


@pytest.mark.parametrize("add", [added_one_by_one, added_in_parts])
@pytest.mark.parametrize("backwards", [False, True])
def test_step_by_step_in_any_order_the_rows_are_those_of_all_at_once(
    open_ledger: Callable[[], Ledger], add: Callable[[Ledger, Sequence[Analysis]], None], backwards: bool
) -> None:
    first, later = changing_texts(6)
    whole, stepped = open_ledger(), open_ledger()
    added_at_once(whole, [*first, *later])
    add(stepped, [*(first[::-1] if backwards else first), *later])
    assert rows(stepped) == rows(whole)
    assert stepped.link(rebuild=True).written == 0
    assert stepped.verify() == []
    assert len(links(stepped)) > 20


def test_a_page_that_is_read_again_is_linked_again_and_its_story_alone(ledger: Ledger) -> None:
    ledger.add(tell_all(6))
    ledger.link()
    untouched = {kept for kept in links(ledger) if kept.left[0] == "c"}
    agency, copy, _ = tell(2)
    ledger.add([replace(copy, claims=copy.claims[:1], notes=("read again",))])
    assert ledger.count_unlinked() == 1
    summary = ledger.link()
    assert (summary.fresh, summary.documents) == (1, 18)
    gone = untouched - {kept for kept in links(ledger) if kept.left[0] == "c"}
    assert gone
    lost = {claim.id for claim in copy.claims[1:]}
    assert all({link.left, link.right} & lost for link in gone)
    assert summary.written < 30
    assert agency.claims[0].id in {end for link in links(ledger) for end in (link.left, link.right)}


def test_an_old_ledger_gets_its_profiles_when_it_is_linked(ledger: Ledger, open_ledger: Callable[[], Ledger]) -> None:
    whole = open_ledger()
    for one in (ledger, whole):
        one.add(tell_all(3))
    with closing(sqlite3.connect(ledger._store._opened.subject)) as connection:  # type: ignore[attr-defined]
        connection.execute("DELETE FROM profiles")
        connection.commit()
    seen: list[int] = []
    ledger.link(advance=lambda: seen.append(1))
    whole.link()
    assert rows(ledger) == rows(whole)
    assert len(seen) >= 9


def test_stories_linked_side_by_side_have_the_same_links(
    ledger: Ledger, open_ledger: Callable[[], Ledger], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(story_claims, "FEWEST", 2)
    alone = open_ledger()
    for one, workers in ((ledger, 2), (alone, 1)):
        one.add(tell_all(6))
        one.link(workers=workers)
    assert rows(ledger) == rows(alone)
    assert ledger.link(rebuild=True, workers=2).written == 0


def test_scores_of_pairs_are_kept_and_found_anew_for_what_is_read_again(ledger: Ledger) -> None:
    def kept() -> dict[str, str]:
        with ledger._store.reading() as view:
            return {one.document: one.record for one in view.iter_profiles("nearness")}

    ledger.add(tell_all(4))
    ledger.link()
    first = kept()
    assert len(first) == 12
    assert any(len(row) > 2 for row in first.values())
    ledger.add([replace(tell(1)[1], notes=("read again",))])
    assert len(kept()) == 11
    ledger.link()
    assert kept() == first


def test_a_run_that_is_stopped_goes_on(ledger: Ledger, open_ledger: Callable[[], Ledger]) -> None:
    whole = open_ledger()
    for one in (ledger, whole):
        one.add(tell_all(5))
    steps = count()

    def stop() -> None:
        if next(steps) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ledger.link(advance=stop)
    assert ledger.verify() == []
    assert ledger.count_unlinked() == 15
    ledger.link()
    whole.link()
    assert rows(ledger) == rows(whole)


# --- what people decide ---


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    """A linked ledger of four happenings."""
    ledger.add(tell_all(4))
    ledger.link()
    return ledger


def ends_of(number: int) -> tuple[str, str]:
    """The same claim in the agency's text and in the copy."""
    agency, copy, _ = tell(number)
    return agency.claims[0].id, copy.claims[0].id


def test_a_rejection_shows_at_once_and_survives_linking_and_reading_anew(told: Ledger) -> None:
    left, right = ends_of(1)
    made = told.judge_link(left, right, "reject", "ana", "not the same")
    assert "same_claim" not in between(told, left, right)
    after = rows(told)
    told.link()
    assert rows(told) == after
    assert told.link(rebuild=True).written == 0
    agency, copy, _ = tell(1)
    told.add([replace(copy, notes=("read again",)), replace(agency, notes=("read again",))])
    told.link()
    assert "same_claim" not in between(told, left, right)
    told.withdraw(made.id, "ana")
    assert "same_claim" in between(told, left, right)
    assert told.judgements(made.subject)[0] == made


def test_what_was_accepted_is_confirmed_also_across_stories(told: Ledger) -> None:
    left, right = tell(0)[0].claims[1].id, tell(3)[0].claims[2].id
    assert between(told, left, right) == set()
    made = told.judge_link(left, right, "accept", "ana", kind="denies")
    (link,) = [link for link in links(told, "denies") if {link.left, link.right} == {left, right}]
    assert (link.left, link.state, link.method) == (left, "confirmed", "judgement")
    after = rows(told)
    told.link(rebuild=True)
    assert rows(told) == after
    (answer,) = told.who(right)
    first = answer.bearings[0]
    assert (first.kind, first.is_ours, first.others[0].claim.id) == ("denies", False, left)
    told.withdraw(made.id, "ana")
    assert between(told, left, right) == set()
    told.link()
    assert between(told, left, right) == set()


def test_a_claim_judged_both_ways_by_two_people_follows_the_last_and_keeps_both(told: Ledger) -> None:
    left, right = ends_of(2)
    accepted = told.judge_link(left, right, "accept", "ana")
    rejected = told.judge_link(right, left, "reject", "ben")
    assert accepted.subject == rejected.subject
    assert "same_claim" not in between(told, left, right)
    again = told.judge_link(left, right, "accept", "ana")
    (link,) = [link for link in links(told, "same_claim") if {link.left, link.right} == {left, right}]
    assert link.state == "confirmed"
    assert told.judgements(accepted.subject) == (accepted, rejected, again)
    assert told.link(rebuild=True).written == 0


def test_verdicts_on_claims_leave_actors_alone_and_the_other_way_round(told: Ledger) -> None:
    told.judge_link(*ends_of(1), "reject", "ana")
    assert list(told.suggest_actors()) == list(told.suggest_actors())
    assert told.find_actors("Ilse Hartog").judgements == ()
    assert told.adrift() == ()


def test_a_verdict_on_a_claim_that_is_gone_is_adrift(told: Ledger) -> None:
    left, right = ends_of(1)
    made = told.judge_link(left, right, "reject", "ana")
    copy = tell(1)[1]
    told.add([report(("Ilse Hartog", "said", "something else"), url=copy.document.url, house=COURIER)])
    assert told.adrift() == (made,)


def test_what_is_no_claim_cannot_be_linked(told: Ledger) -> None:
    left, right = ends_of(1)
    with pytest.raises(NotFound, match="nothing in the ledger has this id"):
        told.judge_link(left, "c" + "0" * 24, "accept", "ana")
    with pytest.raises(QueryError, match="a claim is itself"):
        told.judge_link(left, left, "accept", "ana")
    with pytest.raises(QueryError, match="accept or reject"):
        told.judge_link(left, right, "maybe", "ana")
    assert told.counts().judgements == 0


# --- questions ---


def test_an_answer_counts_the_copy_once_and_has_the_denial_beside_it(told: Ledger) -> None:
    agency, copy, own = tell(0)
    words = agency.claims[0].evidence.exact
    answer = told.who(f'"{words}"')[0]
    assert {wording.claim.id for wording in answer.wordings} >= {agency.claims[0].id, copy.claims[0].id}
    origins = answer.origins
    assert (origins.policy, origins.at_least, origins.at_most) == ("origins", 1, 1)
    assert origins.pages >= 2
    assert origins.texts == origins.pages - 1
    assert answer.said.startswith("at most 1 independent origin found")
    assert any(reason.rule == "near_copy" for reason in origins.reasons)
    assert [row.kind for row in answer.tree[:2]] == ["root", "page"]
    assert own.claims[1].id in {one.claim.id for bearing in answer.bearings for one in bearing.others}
    assert answer.story is not None
    assert told.origins(copy.claims[0].id).at_most == 1
    assert told.origins(copy.claims[0].id, "outlets").policy == "outlets"


def test_a_claim_is_found_by_words_that_only_another_page_uses(ledger: Ledger) -> None:
    one = report(("Tomas Brek", "said", "the ferry to Tarn had been sold to a yard"), url="https://a.example/1", house=AGENCY)
    two = report(
        ("Tomas Brek", "said", "the ferry to Tarn had been sold to a shipyard"), url="https://b.example/1", house=COURIER
    )
    ledger.add([one, two])
    assert len(ledger.who("yard shipyard")) == 0
    ledger.judge_link(one.claims[0].id, two.claims[0].id, "accept", "ana")
    ledger.link()
    (answer,) = ledger.who("yard shipyard")
    assert len(answer.wordings) == 2


def test_a_denial_stands_beside_what_it_denies_and_not_alone(ledger: Ledger) -> None:
    one = report(
        ("Tomas Brek", "said", "the ferry to Tarn had been sold to a yard abroad"), url="https://a.example/1", house=AGENCY
    )
    two = report(("Ilse Hartog", "said", "talk of the ferry to Tarn was idle"), url="https://b.example/1", house=COURIER)
    ledger.add([two, one])
    ledger.link()
    ledger.judge_link(two.claims[0].id, one.claims[0].id, "accept", "ana", kind="denies")
    (answer,) = ledger.who("ferry Tarn")
    assert answer.claim == one.claims[0].id
    assert [(bearing.kind, bearing.is_ours, bearing.others[0].claim.id) for bearing in answer.bearings] == [
        ("denies", False, two.claims[0].id)
    ]
    (own,) = ledger.who(two.claims[0].id)
    assert [(bearing.kind, bearing.is_ours) for bearing in own.bearings] == [("denies", True)]


def test_a_question_is_narrowed_by_days_and_limited(told: Ledger) -> None:
    day = tell(1)[0].document.published
    assert day is not None
    found = told.who("crowns", since=day.value, until=day.value, limit=50)
    assert {wording.day for answer in found for wording in answer.wordings} == {day.value}
    assert len(told.who("crowns", limit=2)) == 2
    assert told.who("zeppelin") == ()
    with pytest.raises(QueryError):
        told.who("   ")
    with pytest.raises(NotFound):
        told.who("c" + "0" * 24)


def test_without_linking_every_claim_stands_alone(ledger: Ledger) -> None:
    ledger.add(tell_all(2))
    answers = ledger.who("crowns", limit=50)
    assert answers
    assert all(len(answer.wordings) == 1 and answer.story is None for answer in answers)


def test_stories_are_listed_found_and_told(told: Ledger) -> None:
    stories = list(told.stories())
    assert sorted(document for story in stories for document in story.documents) == sorted(
        one.analysis.document.id for one in tell_all(4)
    )
    agency = tell(2)[0]
    found = list(told.stories(agency.claims[0].evidence.exact.split(" because")[0]))
    assert agency.document.id in found[0].documents
    account = told.story(found[0].id[:12])
    assert [page.head.document for page in account.pages] == list(found[0].documents)
    assert any(link.kind == "copy" for page in account.pages for link in page.links)
    assert account.answers[0].origins.pages >= 2
    assert told.story(found[0].id, limit=0).more == len(account.answers)
    assert told.story(agency.claims[0].evidence.exact.split(" because")[0]).story == found[0]
    for nowhere in ("s" + "0" * 24, "zeppelin"):
        with pytest.raises(NotFound):
            told.story(nowhere)


def test_a_shown_claim_has_its_links(told: Ledger) -> None:
    left, right = ends_of(0)
    assert {left, right} in [{link.left, link.right} for link in told.show(left).links]
    assert any(link.kind == "copy" for link in told.show(tell(0)[0].document.id).links)


def test_an_earlier_version_stays_and_is_marked(told: Ledger) -> None:
    agency, copy, _ = tell(1)
    told.add([report(("Ilse Hartog", "said", "something else"), url=agency.document.url)])
    told.link()
    answer = told.who(copy.claims[0].id)[0]
    assert {wording.claim.id: wording.is_current for wording in answer.wordings}[agency.claims[0].id] is False
    assert answer.origins.pages == len({wording.page for wording in answer.wordings})


def test_a_corrected_claim_keeps_its_row_and_says_so(told: Ledger) -> None:
    left, right = ends_of(1)
    other = tell(1)[2].claims[2].id
    told.judge_link(other, left, "accept", "ana", kind="corrects")
    answer = told.who(left)[0]
    status = {wording.claim.id: wording.status for wording in answer.wordings}
    assert status[left] == "corrected"
    assert status[right] == "standing"
    assert right in answer.carried
    assert told.show(left).claim is not None
    assert told.verify() == []


# --- bad input ---


def test_an_empty_ledger_and_one_document(ledger: Ledger) -> None:
    assert ledger.link().documents == 0
    assert list(ledger.stories()) == []
    assert ledger.who("anything") == ()
    one = tell(0)[0]
    ledger.add([one])
    summary = ledger.link()
    assert (summary.documents, summary.stories, summary.copies) == (1, 1, 0)
    assert ledger.who("crowns")[0].origins.at_most == 1
    assert ledger.link().written == 0


def copies_of(text: Analysis, number: int) -> list[Analysis]:
    """The same text on so many pages of as many houses."""
    sayings = [
        (text.attributions[n].sources[0].of(text.document.text), "said", claim.evidence.exact)
        for n, claim in enumerate(text.claims)
    ]
    return [
        report(
            *sayings,
            url=f"https://copy{at}.example/story",
            house=replace(COURIER, name=f"Paper {at}"),
            title=text.document.title,
        )
        for at in range(number)
    ]


@pytest.mark.parametrize("number", [1000])
def test_a_thousand_copies_of_one_page(ledger: Ledger, number: int) -> None:
    text = tell(0)[0]
    ledger.add(copies_of(text, number))
    summary = ledger.link()
    assert summary.copies < 3 * number
    (answer, *_) = ledger.who(f'"{text.claims[1].evidence.exact}"')
    assert (answer.origins.pages, answer.origins.publishers, answer.origins.texts) == (number, number, 1)
    assert (answer.origins.at_least, answer.origins.at_most) == (1, 1)
    assert ledger.link().written == 0


def test_a_hub_phrase_in_every_document(ledger: Ledger) -> None:
    hub = ("The council", "said", "it would look into all of this in the coming weeks")
    texts = []
    for number in range(120):
        agency = tell(number)[0]
        told = [
            (one.sources[0].of(agency.document.text), "said", claim.evidence.exact)
            for one, claim in zip(agency.attributions, agency.claims, strict=True)
        ]
        texts.append(
            report(*told, hub, url=agency.document.url, day=f"2031-01-{number % 28 + 1:02}", title=agency.document.title)
        )
    ledger.add(texts)
    summary = ledger.link()
    assert summary.copies < 12
    assert max(len(story.documents) for story in ledger.stories()) < 60
    assert ledger.verify() == []


def test_documents_without_a_date_and_clocks_that_go_backwards(ledger: Ledger, open_ledger: Callable[[], Ledger]) -> None:
    def undated(text: Analysis) -> Analysis:
        return replace(text, document=replace(text.document, published=None))

    texts = [undated(one) if at % 2 else one for at, one in enumerate(text for number in range(4) for text in tell(number))]
    moments = iter(range(999_999, 0, -1))
    backwards = open_ledger()
    backwards._clock = lambda: f"2031-06-01T00:00:00.{next(moments):06}Z"
    for one in (ledger, backwards):
        one.add(texts)
        one.link()
    assert rows(ledger) == rows(backwards)
    answer = ledger.who(tell(0)[1].claims[0].id)[0]
    assert None in {wording.day for wording in answer.wordings}
    assert answer.origins.at_most >= answer.origins.at_least >= 0
    left, right = ends_of(0)
    rejected = backwards.judge_link(left, right, "reject", "ana")
    accepted = backwards.judge_link(left, right, "accept", "ben")
    assert accepted.at < rejected.at
    assert "same_claim" in between(backwards, left, right)


def test_a_date_of_the_text_is_told_beside_that_of_publication(ledger: Ledger) -> None:
    made = report(("Tomas Brek", "said", "the ferry had been sold on Monday"), url="https://a.example/1")
    text = made.document.text
    at = text.index("Monday")
    said = timex(text, made.document.id, Span(at, at + 6), "2031-04-28")
    claims = tuple(replace(claim, said=said.id, happened=said.id) for claim in made.claims)
    ledger.add([replace(made, timexes=(said,), claims=claims)])
    answer: Answer = ledger.who("ferry")[0]
    assert (answer.wordings[0].day, answer.wordings[0].said, answer.wordings[0].happened) == (
        "2031-05-02",
        "2031-04-28",
        "2031-04-28",
    )
