"""How a ledger keeps what linking came to, on every database."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.factory import story

from sayso.bookkeeping.profiling import FORMS
from sayso.errors import NotFound
from sayso.ledger import Ledger
from sayso.records import LinkKind, LinkReason, RecordLink, Span, Story
from sayso.records.ids import link_id
from sayso.store import ComparedPair, KeptLink, KeptProfile, KeptStory, ReadMark, write_link

Sql = Callable[..., list[tuple[object, ...]]]
READINGS = [story(number) for number in range(4)]
DOCUMENTS = sorted(one.analysis.document.id for one in READINGS)
CLAIMS = sorted(claim.id for one in READINGS for claim in one.analysis.claims)


@pytest.fixture
def kept(ledger: Ledger) -> Ledger:
    """A ledger with four documents."""
    ledger.add(READINGS)
    return ledger


def link(left: str, right: str, kind: LinkKind = "copy", score: float = 0.5) -> RecordLink:
    reason = LinkReason("shared \x00 words", "the ferry", "the\nferry 🚢", 0.5, Span(0, 9), None)
    return RecordLink(link_id(kind, left, right), left, right, kind, "suggested", score, "shared words", (reason,))


def test_links_come_back_by_their_ends_and_kinds(kept: Ledger) -> None:
    one, two, three = DOCUMENTS[:3]
    denial = KeptLink(link(CLAIMS[0], CLAIMS[1], "denies"), "s" + "0" * 24)
    made = [KeptLink(link(one, two)), KeptLink(link(two, three)), denial]
    with kept._store.writing() as writer:
        writer.put_links(made)
        writer.put_links([replace(made[0], link=replace(made[0].link, score=0.75))])
    with kept._store.reading() as view:
        assert view.read_links({one}) == (replace(made[0], link=replace(made[0].link, score=0.75)),)
        assert {kept_.link.id for kept_ in view.read_links(DOCUMENTS)} == {made[0].link.id, made[1].link.id}
        assert view.read_links(DOCUMENTS, {"rewrite"}) == ()
        assert view.read_links([]) == ()
        assert [kept_.link.kind for kept_ in view.iter_links()] == [
            kept_.link.kind for kept_ in sorted(made, key=lambda kept_: kept_.link.id)
        ]
        assert list(view.iter_links(["denies"])) == [denial]
        assert view.read_story_links("s" + "0" * 24) == (made[2],)
        (written,) = view.iter_written(["denies", "copy"], "s" + "0" * 24)
        assert (written.id, written.left, written.record) == (denial.link.id, denial.link.left, write_link(denial.link))
        assert {one.id for one in view.iter_written(["copy"], None)} == {made[0].link.id, made[1].link.id}
        assert list(view.iter_written(["credits"], None)) == []
        (one_of_them,) = view.read_written(["copy", "denies"], [one, CLAIMS[0]])
        assert (one_of_them.left, one_of_them.right) == (one, two)
        assert {bare.id: bare.evidence for bare in view.iter_bare("copy")} == {made[0].link.id: (), made[1].link.id: ()}
        assert list(view.iter_bare("denies")) == []
        assert view.count_links() == {"copy": 2, "denies": 1}
    with kept._store.writing() as writer:
        writer.drop_links([(kept_.link.id, kept_.link.left, "s" + "1" * 24) for kept_ in made])
    with kept._store.reading() as view:
        assert len(list(view.iter_links())) == 3  # what another story has found by now stays
    with kept._store.writing() as writer:
        writer.drop_links([(kept_.link.id, kept_.link.left, kept_.story) for kept_ in (made[0], made[2])])
    with kept._store.reading() as view:
        assert list(view.iter_links()) == [made[1]]


def test_two_that_credit_each_other_are_two_links(kept: Ledger) -> None:
    one, two = DOCUMENTS[:2]
    with kept._store.writing() as writer:
        writer.put_links([KeptLink(link(one, two, "credits")), KeptLink(link(two, one, "credits"))])
    with kept._store.reading() as view:
        assert len(view.read_links([one])) == 2
    assert kept.verify() == []


def test_many_ends_are_asked_for_at_once(kept: Ledger) -> None:
    made = [KeptLink(link(DOCUMENTS[0], f"house:paper {number:04}", "credits")) for number in range(1200)]
    with kept._store.writing() as writer:
        writer.put_links(made)
    with kept._store.reading() as view:
        assert len(view.read_links([kept_.link.right for kept_ in made])) == 1200
        assert len(list(view.iter_links())) == 1200


def test_a_story_comes_back_with_its_members(kept: Ledger) -> None:
    first = KeptStory(Story("s" + "1" * 24, tuple(DOCUMENTS[:3]), "Late \x00 again", "2031-05-02", "2031-05-04"), "digest")
    second = KeptStory(Story("s" + "2" * 24, (DOCUMENTS[3],), None, None, None), "")
    with kept._store.writing() as writer:
        writer.put_stories([first, second])
    with kept._store.reading() as view:
        assert list(view.iter_stories()) == [first, second]
        assert view.read_story(first.story.id) == first
        assert view.find_id("s111111") == first.story.id
        assert view.read_stories_of([DOCUMENTS[0], DOCUMENTS[3], "d" + "f" * 24]) == {
            DOCUMENTS[0]: first.story.id, DOCUMENTS[3]: second.story.id,
        }  # fmt: skip
        with pytest.raises(NotFound, match="no such story"):
            view.read_story("s" + "3" * 24)
    assert kept.verify() == []


def test_a_document_that_moves_is_in_its_new_story_alone(kept: Ledger) -> None:
    first = KeptStory(Story("s" + "1" * 24, tuple(DOCUMENTS[:3]), None, None, None), "")
    second = KeptStory(Story("s" + "2" * 24, (DOCUMENTS[3],), None, None, None), "")
    smaller = replace(first, story=replace(first.story, documents=tuple(DOCUMENTS[:2])))
    larger = replace(second, story=replace(second.story, documents=tuple(DOCUMENTS[2:])))
    for order in ([smaller, larger], [larger, smaller]):
        with kept._store.writing() as writer:
            writer.put_stories([first, second])
            writer.put_stories(order)
        assert kept.verify() == []
    with kept._store.writing() as writer:
        writer.drop_stories([first.story.id])
    with kept._store.reading() as view:
        assert list(view.iter_stories()) == [larger]
        assert view.read_stories_of(DOCUMENTS) == dict.fromkeys(DOCUMENTS[2:], second.story.id)


def test_profiles_are_kept_with_a_page_and_go_when_it_is_read_again(kept: Ledger) -> None:
    with kept._store.reading() as view:
        assert [one.document for kind in FORMS for one in view.iter_profiles(kind)] == DOCUMENTS * len(FORMS)
        assert view.read_unprofiled(FORMS) == ()
        assert view.read_unprofiled({**FORMS, "story": "another"}) == tuple(DOCUMENTS)
        (one,) = view.iter_profiles("claims", [DOCUMENTS[0]])
        assert one.record.startswith("[{")
        assert [other.document for other in view.iter_profiles("copies")] == DOCUMENTS
    with kept._store.writing() as writer:
        writer.put_profiles([KeptProfile(DOCUMENTS[0], "story", "0", "{}")])
        writer.put_compared([ComparedPair(DOCUMENTS[0], DOCUMENTS[1], "[]"), ComparedPair(DOCUMENTS[2], DOCUMENTS[3], "[]")])
    again = next(one.analysis for one in READINGS if one.analysis.document.id == DOCUMENTS[0])
    with kept._store.writing() as writer:
        writer.keep(replace(again, notes=("read again",)), None, "2031-06-01T00:00:00Z")
    with kept._store.reading() as view:
        assert view.read_unprofiled(FORMS) == (DOCUMENTS[0],)
        assert [(one.left, one.right) for one in view.iter_compared()] == [(DOCUMENTS[2], DOCUMENTS[3])]
    with kept._store.writing() as writer:
        writer.drop_compared([(DOCUMENTS[2], DOCUMENTS[3])])
    with kept._store.reading() as view:
        assert list(view.iter_compared()) == []


def test_what_is_linked_is_noted_until_it_is_read_again(kept: Ledger) -> None:
    with kept._store.reading() as view:
        marks = list(view.iter_marks())
        assert [mark.document for mark in marks] == DOCUMENTS
        assert view.count_unlinked() == 4
        assert view.read_linked() == {}
    with kept._store.writing() as writer:
        writer.mark_documents(marks[:3])
        writer.note_linked("ledger", "one", "2031-06-01T00:00:00Z")
        writer.note_linked("ledger", "two", "2031-06-02T00:00:00Z")
    with kept._store.reading() as view:
        assert list(view.iter_linked_marks()) == marks[:3]
        assert view.count_unlinked() == 1
        assert view.read_linked() == {"ledger": "two", "at": "2031-06-02T00:00:00Z"}
    with kept._store.writing() as writer:
        writer.mark_documents([ReadMark(DOCUMENTS[0], "another"), marks[3]])
    with kept._store.reading() as view:
        assert view.count_unlinked() == 1


def test_claims_are_placed(kept: Ledger) -> None:
    old = story(1, sentences=4).analysis
    kept.add([old])
    with kept._store.reading() as view:
        found = view.place_claims([*CLAIMS, "c" + "0" * 24])
    assert set(found) == set(CLAIMS)
    gone = {claim.id for claim in READINGS[1].analysis.claims}
    assert {key for key, place in found.items() if not place.stands} == gone
    assert {found[key].page for key in gone} == {old.document.page}


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE links SET score = 0.1", "the link's columns are not those of its record"),
        ("UPDATE links SET record = '{'", "the link cannot be read"),
        ("UPDATE profiles SET record = '{' WHERE kind = 'story'", "its profile for story cannot be read"),
        ("UPDATE stories SET record = '{}'", "the story cannot be read"),
        ("DELETE FROM story_members", "its documents are not those of its record"),
    ],
)
def test_what_is_wrong_with_links_is_found(kept: Ledger, sql: Sql, statement: str, fault: str) -> None:
    with kept._store.writing() as writer:
        writer.put_links([KeptLink(link(DOCUMENTS[0], DOCUMENTS[1]))])
        writer.put_stories([KeptStory(Story("s" + "1" * 24, tuple(DOCUMENTS), None, None, None), "")])
    assert kept.verify() == []
    sql(statement)
    assert any(fault in problem.fault for problem in kept.verify())


def test_a_link_to_nowhere_and_one_of_a_wrong_kind_are_found(kept: Ledger) -> None:
    lost, wrong = link(CLAIMS[0], "c" + "0" * 24, "denies"), link(CLAIMS[0], CLAIMS[1], "copy")
    with kept._store.writing() as writer:
        writer.put_links([KeptLink(lost), KeptLink(wrong), KeptLink(link(DOCUMENTS[0], "outlets:bbc", "credits"))])
    assert [problem.fault for problem in kept.verify()] == [
        f"a link of kind copy cannot begin at {CLAIMS[0]}",
        f"it joins {lost.right}, which is not there",
    ]
