"""What stands at a word: claims, speakers, dates, names."""

from tests.factory import attribution, claim, document, timex
from tests.trees import words

from sayso.records import Analysis, Mention, Span
from sayso.stages.event_surroundings import Surroundings
from sayso.stages.trees import Tree

TEXT = "Chad said Mali fired on 24 March"
WORDS = words(TEXT, "Chad/said/subj said//root Mali/fired/subj fired/said/ccomp on/March/mark 24/March/mod March/fired/obl")
TREE = Tree(TEXT, WORDS)
DATE = Span(TEXT.index("24"), len(TEXT))


def surroundings() -> Surroundings:
    told = document(TEXT)
    said = attribution(TEXT, told.id, Span(0, 4), Span(5, 9), Span(10, len(TEXT)))
    held = claim(TEXT, told.id, said)
    found = Analysis(
        told,
        sentences=(Span(0, len(TEXT)),),
        attributions=(said,),
        claims=(held,),
        timexes=(timex(TEXT, told.id, DATE, "2018-03-24"),),
        mentions=(Mention("m", Span(10, 20), "org", None, 1.0),),
    )
    return Surroundings(found, TREE)


def test_a_word_of_what_was_said_has_its_claim_and_its_speaker() -> None:
    near = surroundings()
    found, head = near.claim_of(3)
    assert found is not None
    assert head == 3
    assert near.claim_of(1) == (None, None)
    assert near.speakers_of(3) == {0}
    assert near.speakers_of(0) == frozenset()


def test_a_month_is_a_date_and_no_march() -> None:
    near = surroundings()
    assert [near.is_date(place) for place in (3, 5, 6)] == [False, True, True]
    assert [one.value for one in near.dates_near(3)] == ["2018-03-24"]


def test_a_capital_inside_a_name_of_two_words_is_part_of_it() -> None:
    near = surroundings()
    assert near.is_in_name(2)
    assert not near.is_in_name(3)
    assert not near.is_in_name(0)
