"""Labels and the one encoding between spans of pieces and labels."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.tagging.labels import (
    CUE_LABELS,
    ROLE_LABELS,
    Range,
    allowed_starts,
    allowed_transitions,
    decode_cues,
    decode_roles,
    encode_cues,
    encode_roles,
)


@st.composite
def disjoint_ranges(draw: st.DrawFn, length: int = 40) -> list[Range]:
    edges = sorted(draw(st.sets(st.integers(0, length), max_size=12)))
    return list(zip(edges[::2], edges[1::2], strict=False))


@given(disjoint_ranges())
def test_cues_survive_encoding(cues: list[Range]) -> None:
    assert decode_cues(encode_cues(40, cues)) == cues


@given(disjoint_ranges(), st.lists(st.booleans(), min_size=20, max_size=20))
def test_sources_and_contents_survive_encoding(ranges: list[Range], which: list[bool]) -> None:
    sources = [r for r, is_source in zip(ranges, which, strict=False) if is_source]
    contents = [r for r, is_source in zip(ranges, which, strict=False) if not is_source]
    assert decode_roles(encode_roles(40, sources, contents)) == (sources, contents)


def test_a_range_cut_at_the_left_edge_still_begins() -> None:
    assert decode_roles(encode_roles(5, [], [(-3, 2)])) == ([], [(0, 2)])


def test_contents_win_over_a_source_that_shares_pieces() -> None:
    assert decode_roles(encode_roles(6, [(0, 4)], [(2, 6)])) == ([(0, 2)], [(2, 6)])


def test_an_inside_label_without_a_beginning_begins() -> None:
    assert decode_cues(np.array([0, 2, 2, 0, 1, 1])) == [(1, 3), (4, 5), (5, 6)]


def test_inside_follows_only_its_own_role() -> None:
    allowed = allowed_transitions(ROLE_LABELS)
    inside_contents = ROLE_LABELS.index("I-contents")
    assert [ROLE_LABELS[n] for n in np.flatnonzero(allowed[:, inside_contents])] == ["B-contents", "I-contents"]
    assert [CUE_LABELS[n] for n in np.flatnonzero(allowed_starts(CUE_LABELS))] == ["O", "B-cue"]
