from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.factory import told_story

from sayso.records import Claim, Span
from sayso.store import BrowseRow, Snippet
from sayso.web.views.rows import COLUMNS, answer_row, is_held_back, make_row, write_cells

STORY = told_story()
TEXT = STORY.document.text
OWN, TOLD, CARRIED, DENIED = STORY.claims


def row(claim: Claim, **changes: Any) -> BrowseRow:
    hull = Span(claim.contents[0].start, claim.contents[-1].end)
    made = BrowseRow(
        id=claim.id, claim=claim, document=STORY.document.id, page=STORY.document.page, url=STORY.document.url,
        title="Quay mended", publisher="Port Gazette", published="2031-05-02", words=hull.of(TEXT),
        source=claim.chain[-1].name if len(claim.chain) > 1 else None, chain=tuple(hop.name for hop in claim.chain),
        said=None, happened=None, kept="2031-05-03T10:00:00Z", snippet=Snippet(hull.of(TEXT), hull, ()), review="machine",
        story=None, pages=1, publishers=1,
    )  # fmt: skip
    return replace(made, **changes)


def test_who_says_it_stands_apart_from_those_who_pass_it_on() -> None:
    told = make_row(row(TOLD))
    assert told.who.name == "Ilse Hartog"
    assert [hop.name for hop in told.relays] == ["Port Gazette", "the Lantern"]
    assert told.who.notes == ("at: parliament",)


def test_a_publishers_own_word_says_so_and_has_no_relays() -> None:
    told = make_row(row(OWN))
    assert (told.is_own, told.who.name, told.relays) == (True, "Port Gazette", ())


def test_what_was_carried_on_or_resolved_is_our_reading() -> None:
    assert "carried on, as we read it" in make_row(row(CARRIED)).who.notes
    denied = make_row(row(DENIED))
    assert denied.who.notes == ("resolved, as we read it",)
    assert denied.firmly == ("denied", "certainty unknown")
    assert denied.hedges == ("allegedly",)


def test_a_day_of_publication_that_stands_in_says_so() -> None:
    assert make_row(row(TOLD)).days == (("said", "2 May 2031 (by publication)"),)
    dated = make_row(row(TOLD, said="2031-W17", happened="2030-06"))
    assert dated.days == (("said", "week of 21 Apr 2031"), ("happened", "June 2030"), ("published", "2 May 2031"))
    assert make_row(row(TOLD, published=None)).days == ()
    assert make_row(row(TOLD, said="XXXX-WXX-2", published=None)).days == (("said", "at a time without a date"),)
    assert make_row(row(TOLD, happened="PAST_REF", published=None)).days == (("happened", "in the past"),)


def test_words_that_were_searched_for_are_pieces_of_their_own() -> None:
    start = TEXT.index("ferry")
    hull = Span(TOLD.contents[0].start, TOLD.contents[-1].end)
    marked = row(TOLD, snippet=Snippet(hull.of(TEXT), hull, (Span(start, start + 5),)))
    assert [(piece.text, piece.found) for piece in make_row(marked).said] == [
        ("the ", False),
        ("ferry", True),
        (" would sail", False),
    ]


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(1, 12)), max_size=8))
def test_a_long_row_is_cut_between_words_and_keeps_what_was_found(places: list[tuple[int, int]]) -> None:
    words = "ferry bridge council levy " * 40
    spans = (Span(0, len(words)),)
    marks = tuple(Span(start, min(start + length, len(words))) for start, length in sorted(places))
    claim = replace(TOLD, contents=spans)
    said = make_row(row(claim, words=words, snippet=Snippet(words, spans[0], marks))).said
    assert len("".join(piece.text for piece in said)) < 400
    if marks and marks[0].start < 200:
        assert any(piece.found for piece in said)


def test_what_was_found_behind_a_gap_in_the_contents_is_marked_where_it_stands() -> None:
    start, end = TEXT.index("the ferry"), TEXT.index("would sail")
    contents = (Span(start, start + len("the ferry")), Span(end, end + len("would sail")))
    found = Span(end + len("would "), end + len("would sail"))
    hull = Span(start, end + len("would sail"))
    made = row(replace(TOLD, contents=contents), snippet=Snippet(hull.of(TEXT), hull, (found,)))
    said = make_row(made).said
    assert "".join(piece.text for piece in said) == "the ferry … would sail"
    assert [piece.text for piece in said if piece.found] == ["sail"]


def test_a_row_leads_to_its_sentence_and_into_the_page_on_the_web() -> None:
    told = make_row(row(TOLD))
    assert told.place == f"/d/{STORY.document.id}#c-{TOLD.id}"
    assert told.fragment is not None
    assert told.fragment.startswith("https://news.example/quay#:~:text=")
    assert make_row(row(TOLD, url="/pages/quay.html")).fragment is None
    assert make_row(row(TOLD, url="javascript:alert(1)")).fragment is None


def test_an_accusation_that_nobody_states_and_nobody_reviewed_is_held_back() -> None:
    assert is_held_back(row(CARRIED, cue_kind="accusation"))
    assert not is_held_back(row(CARRIED, cue_kind="accusation", review="accepted"))
    assert not is_held_back(row(CARRIED, cue_kind="speech"))
    assert not is_held_back(row(TOLD, cue_kind="accusation"))


def test_json_and_csv_say_on_what_each_hop_rests() -> None:
    assert [hop.basis for hop in answer_row(row(CARRIED)).chain] == ["stated", "carried", "carried"]
    cells = dict(zip(COLUMNS, write_cells(row(CARRIED)), strict=True))
    assert cells["bases"] == "stated < carried < carried"
    assert cells["review"] == "unreviewed"
    assert cells["according_to"] == "Port Gazette < the Lantern < Ilse Hartog"
