"""Windows cover every piece once and are cut where a text pauses."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.tagging.pieces import PARAGRAPH, Pieces
from sayso.tagging.windows import find_windows


def pieces_with(sentences: list[int], paragraphs: set[int]) -> Pieces:
    """Pieces for sentences of these lengths; those whose number is in `paragraphs` open one."""
    number = np.repeat(np.arange(len(sentences)), sentences)
    count = len(number)
    flags = np.zeros(count, dtype=np.int64)
    starts = np.cumsum([0, *sentences[:-1]]) if sentences else np.zeros(0, dtype=np.int64)
    for n in paragraphs:
        flags[starts[n]] = PARAGRAPH
    zeros = np.zeros(count, dtype=np.int64)
    return Pieces(zeros, np.arange(count), np.arange(1, count + 1), zeros, flags, number, np.arange(count))


@given(
    st.lists(st.integers(1, 60), max_size=30).flatmap(
        lambda s: st.tuples(st.just(s), st.sets(st.integers(0, max(0, len(s) - 1))) if s else st.just(set()))
    ),
    st.integers(20, 100),
    st.integers(0, 15),
)
def test_every_piece_is_decided_once(case: tuple[list[int], set[int]], size: int, context: int) -> None:
    pieces = pieces_with(*case)
    windows = find_windows(pieces, size, context)
    decided = [n for w in windows for n in range(w.own, w.end)]
    assert decided == list(range(len(pieces)))
    assert all(w.start <= w.own < w.end and w.end - w.start <= size for w in windows)


def test_a_window_ends_with_a_paragraph_rather_than_a_sentence() -> None:
    pieces = pieces_with([10, 10, 10, 10], {0, 2})
    assert [(w.own, w.end) for w in find_windows(pieces, 35)] == [(0, 20), (20, 40)]


def test_a_long_paragraph_is_cut_at_a_sentence() -> None:
    pieces = pieces_with([30, 30, 30], {0})
    assert [w.end for w in find_windows(pieces, 70)] == [60, 90]


def test_a_long_sentence_is_cut_hard() -> None:
    pieces = pieces_with([100], {0})
    assert [w.end for w in find_windows(pieces, 40)] == [40, 80, 100]


def test_context_begins_with_a_sentence() -> None:
    pieces = pieces_with([10, 10, 10, 10], {0, 1, 2, 3})
    windows = find_windows(pieces, 30, 12)
    assert [(w.start, w.own) for w in windows] == [(0, 0), (0, 10), (10, 20), (20, 30)]


def test_no_window_reaches_over_a_break() -> None:
    pieces = replace(pieces_with([10, 10, 10, 10], {0, 1, 2, 3}), breaks=(10, 30))
    windows = find_windows(pieces, 40, 12)
    assert [(w.start, w.own, w.end) for w in windows] == [(0, 0, 10), (10, 10, 30), (30, 30, 40)]
