"""Which groups lie in the contents of others."""

from sayso.languages import load_language
from sayso.records import Span, TagGroup
from sayso.tagging.nesting import find_enclosing, holds_cue


def group(cue: tuple[int, int], *contents: tuple[int, int]) -> TagGroup:
    return TagGroup((Span(*cue),), (), tuple(Span(*c) for c in contents), 0.9)


def test_a_cue_inside_contents_is_enclosed_by_the_shortest() -> None:
    groups = [group((30, 34), (0, 20)), group((60, 66), (0, 50)), group((90, 95), (0, 80))]
    assert find_enclosing(groups) == [1, 2, None]


def test_two_groups_never_enclose_each_other() -> None:
    assert find_enclosing([group((0, 4), (10, 30)), group((12, 16), (0, 18))]) == [None, 0]


def test_contents_of_equal_length_enclose_nothing() -> None:
    assert find_enclosing([group((0, 4), (10, 30)), group((12, 16), (0, 20)), group((50, 55), (60, 70))])[2] is None


def test_a_word_of_saying_is_worth_a_second_look() -> None:
    holds = holds_cue(load_language("en"))
    assert holds("officials had denied it")
    assert holds("the envoy, according to residents, fled")
    assert not holds("the port will open in spring")
