"""What rules ask of the attributions while they change them."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.factory import analysis

from sayso.records import Span
from sayso.stages.drafts import Draft

TOLD = analysis(*(("Mayor Ilse Hartog", "said", f"ferry {number} was late") for number in range(6)))
PLACES = st.integers(0, len(TOLD.document.text))


@given(PLACES, PLACES, st.booleans(), st.sets(st.integers(0, 5)))
def test_what_is_marked_is_what_the_attributions_cover_now(one: int, other: int, contents: bool, gone: set[int]) -> None:
    draft, span = Draft(TOLD), Span(min(one, other), max(one, other))
    draft.is_marked(span)  # what was asked before changes nothing
    for number in gone:
        del draft.kept[TOLD.attributions[number].id]
    left = [one for number, one in enumerate(TOLD.attributions) if number not in gone]
    covered = [own for one in left for own in (*one.cue, *one.sources, *(one.contents if contents else ()))]
    assert draft.is_marked(span, contents=contents) == any(own.overlaps(span) for own in covered)
    assert draft.within(span) == [one for one in draft.attributions if span.contains(one.cue[0])]


def test_attributions_are_in_the_order_of_their_cues_after_every_change() -> None:
    draft = Draft(TOLD)
    first, *others = draft.attributions
    assert [one.cue[0].start for one in draft.attributions] == sorted(one.cue[0].start for one in TOLD.attributions)
    moved = replace(first, cue=(Span(len(TOLD.document.text) - 1, len(TOLD.document.text)),))
    draft.kept[first.id] = moved
    assert draft.attributions == (*others, moved)
    draft.kept = {one.id: one for one in others}
    assert draft.attributions == tuple(others)
    draft.kept.setdefault(first.id, first)
    draft.kept.setdefault(first.id, moved)
    assert draft.attributions == (first, *others)
    assert draft.finish().attributions == (first, *others)
