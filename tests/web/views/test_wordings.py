"""Wordings side by side: what is shared, what is other, what is missing."""

from hypothesis import given
from hypothesis import strategies as st
from tests.linking.told import told
from tests.web.views.test_lanes import answer

from sayso.web.views.wordings import Piece, align, list_variants


def test_other_words_are_apart_and_missing_ones_beside() -> None:
    pieces, missing = align("the ferry will not sail on Monday", "the old ferry will not sail")
    assert [piece.text for piece in pieces if not piece.is_shared] == ["old"]
    assert missing == ("on Monday",)


@given(st.text(max_size=200), st.text(max_size=200))
def test_the_pieces_are_the_wording(first: str, other: str) -> None:
    pieces, _ = align(first, other)
    assert "".join(piece.text for piece in pieces) == other
    assert all(piece.text for piece in pieces)


def test_the_same_words_are_all_shared() -> None:
    assert align("so it is 🌊 today", "so it is 🌊 today") == ((Piece("so it is 🌊 today", is_shared=True),), ())


def test_marks_are_no_words() -> None:
    pieces, missing = align("But there is a chance, we could lose.", "there is a chance “we could lose”")
    assert missing == ("But",)
    assert all(piece.is_shared for piece in pieces)


def test_equal_wordings_are_one_row_with_all_their_houses() -> None:
    found = answer(told("Gazette"), told("Courier"), told("Herald", words="The ferry “will not” sail"))
    first, other = list_variants(found)
    assert first.is_first
    assert set(first.houses) == {"Gazette", "Courier"}
    assert first.pages == 2
    assert other.houses == ("Herald",)
