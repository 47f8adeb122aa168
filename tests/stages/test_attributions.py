from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.markup import read_markup

from sayso.reading.segment import find_quotations, find_sentences
from sayso.records import Analysis, Attribution, Span, TagGroup, Tags, text_of
from sayso.stages import find_attributions


def one(marked: str) -> Attribution:
    found = find_attributions(read_markup(marked)).attributions
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("marked", "style"),
    [
        ("[contents “We were never consulted,”] [source the mayor] [cue said].", "direct"),
        ("[source The mayor] [cue said]: [contents “We were never consulted.”]", "direct"),
        ('[source The mayor] [cue said] [contents "we were never consulted"].', "direct"),
        ("[contents “We have lifted the ban,] [source she] [cue said], [contents and it stays lifted.”]", "direct"),
        ("[source The mayor] [cue said] that [contents “we were never consulted”].", "mixed"),
        ("[source The mayor] [cue said] [contents that “we were never consulted”].", "mixed"),
        ("[source Fors] [cue called] the plan [contents “reckless”].", "mixed"),
        ("[source Nour] [cue described] the offer as [contents “meaningless”].", "mixed"),
        ("[source Nour] [cue said] [contents the allies enjoyed “successive victories” at sea].", "mixed"),
        ("[source The mayor] [cue said] [contents nobody had been consulted].", "indirect"),
        ("[source The ministry] [cue declined to comment].", "indirect"),
        ("“Scare” quotes aside, [source the mayor] [cue said] [contents nobody had been consulted].", "indirect"),
    ],
)
def test_quotation_marks_decide_the_style(marked: str, style: str) -> None:
    assert one(marked).style == style


def test_a_quotation_that_runs_on_over_a_paragraph_is_direct() -> None:
    attribution = one("[contents:1 “The dam is old.]\n\n[contents:1 “It will not hold,”] [source:1 she] [cue:1 said].")
    assert attribution.style == "direct"
    assert len(attribution.contents) == 2


@pytest.mark.parametrize(
    ("marked", "cue_kind", "polarity"),
    [
        ("[source The company] [cue denied] [contents that it had sold the data].", "denial", "-"),
        ("[source The company] [cue did not deny] [contents that it had sold the data].", "denial", "?"),
        ("[source The company] did not [cue say] [contents that it had sold the data].", "speech", "?"),
        ("[source The ministry] [cue declined to comment] [contents on the report].", "decline", "+"),
        ("[source The ministry] [cue refused to confirm] [contents the arrests].", "decline", "+"),
        ("[source The group] [cue claimed] [contents responsibility for the attack].", "claim", "+"),
        ("[source He] [cue urged] [contents “all factions” to reconsider].", "demand", "+"),
        ("[source Officials] [cue told] staff [contents to delete the files].", "demand", "+"),
        ("He left, [cue suggesting] [contents that the talks had failed].", "implied", "+"),
        ("[source The minister] [cue admitted] [contents that the fund was empty].", "speech", "+"),
        ("[source A report] [cue said] [contents the fund was empty].", "report", "+"),
        ("[cue According to] [source a survey], [contents half of them agree].", "report", "+"),
        ("[source A leaked memo] [cue accuses] [contents the bank of fraud].", "accusation", "+"),
        ("[source The Daily Courier] [cue reported] [contents a secret meeting].", "report", "+"),
    ],
)
def test_cue_kind_and_polarity(marked: str, cue_kind: str, polarity: str) -> None:
    attribution = one(marked)
    assert (attribution.cue_kind, attribution.polarity) == (cue_kind, polarity)


def test_an_attribution_without_source_or_contents_is_kept() -> None:
    attribution = one("Nothing more was [cue said].")
    assert (attribution.source_kind, attribution.sources, attribution.contents) == ("none", (), ())


def test_what_later_stages_find_is_empty() -> None:
    attribution = one("[source Weiss] [cue said] [contents the offer was void].")
    assert (attribution.speakers, attribution.said, attribution.parent) == ((), None, None)


def test_discontinuous_pieces_are_kept_in_order() -> None:
    story = read_markup("[contents:1 “No,”] [source:1 Mia Holt] [cue:1 said], [source:1 the director], [contents:1 “never.”]")
    attribution = find_attributions(story).attributions[0]
    assert text_of(story.document.text, attribution.sources) == "Mia Holt … the director"
    assert text_of(story.document.text, attribution.contents) == "“No,” … “never.”"
    assert attribution.source_kind == "named"


def test_a_cue_inside_contents_has_the_outer_attribution_as_parent() -> None:
    story = read_markup(
        "[source:1 Officials] [cue:1 had told] staff [contents:1 that [source:2 Nour] [cue:2 denied] [contents:2 the plan]],"
        " [source:3 the Courier] [cue:3 reported]."
    )
    outer, inner, beside = find_attributions(story).attributions
    assert inner.parent == outer.id
    assert outer.parent is None
    assert beside.parent is None


def test_attributions_stand_in_the_order_of_their_cues() -> None:
    story = read_markup("[source Fors] [cue said] [contents it held]. [source Holt] [cue warned] [contents it leaked].")
    assert story.tags is not None
    turned = replace(story, tags=replace(story.tags, groups=story.tags.groups[::-1]))
    assert find_attributions(turned) == replace(find_attributions(story), tags=turned.tags)


def test_of_two_groups_with_one_cue_the_better_scored_is_kept() -> None:
    story = read_markup("[source A] [cue said] [contents the dam held].")
    assert story.tags is not None
    group = story.tags.groups[0]
    worse = replace(group, contents=(), score=0.2)
    for groups in ((group, worse), (worse, group)):
        found = find_attributions(replace(story, tags=Tags(groups))).attributions
        assert [attribution.score for attribution in found] == [0.9]
        assert found[0].contents == group.contents


def test_a_group_within_a_dropped_double_has_the_kept_one_as_parent() -> None:
    story = read_markup("[source:1 A] [cue:1 said] [contents:1 that [source:2 B] [cue:2 knew] [contents:2 it]].")
    assert story.tags is not None
    outer, inner = story.tags.groups
    groups = (outer, replace(outer, score=0.1), replace(inner, within=1))
    found = find_attributions(replace(story, tags=Tags(groups))).attributions
    assert found[1].parent == found[0].id


def test_a_group_cannot_be_its_own_parent_and_a_wild_position_is_none() -> None:
    story = read_markup("[source A] [cue said] [contents b].")
    assert story.tags is not None
    for within in (0, 7, -3):
        groups = (replace(story.tags.groups[0], within=within),)
        assert find_attributions(replace(story, tags=Tags(groups))).attributions[0].parent is None


def test_an_analysis_without_tags_has_no_attributions() -> None:
    story = replace(read_markup("[source A] [cue said] [contents b]."), tags=None)
    assert find_attributions(story).attributions == ()


def test_the_same_cue_word_twice_gives_two_ids() -> None:
    story = read_markup("[source Fors] [cue said] [contents it]. [source Fors] [cue said] [contents it].")
    assert len({attribution.id for attribution in find_attributions(story).attributions}) == 2


@given(st.text(st.sampled_from("aZ \"'“”’.,\n\U0001f600said told CNN on Twitter"), max_size=120), st.data())
def test_no_text_and_no_spans_make_it_raise(text: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text))
    span = st.tuples(place, place).map(lambda pair: Span(min(pair), max(pair)))
    spans = st.lists(span, max_size=3).map(tuple)
    group = st.builds(TagGroup, spans, spans, spans, st.floats(0, 1), st.none() | st.integers(0, 3))
    groups = tuple(data.draw(st.lists(group, max_size=4)))
    story = replace(read_markup("x"), tags=Tags(groups), sentences=find_sentences(text), quotations=find_quotations(text))
    story = replace(story, document=replace(story.document, text=text))
    found = find_attributions(story).attributions
    assert len({attribution.id for attribution in found}) == len(found)
    assert {attribution.parent for attribution in found} <= {None, *(attribution.id for attribution in found)}


def test_a_story_of_ten_thousand_sentences_takes_seconds() -> None:
    sentence = "“The dam is old and it will not hold,” engineer Lena Fors told Radio Vest. "
    text = sentence * 10_000
    groups = tuple(
        TagGroup((Span(at + 55, at + 59),), (Span(at + 45, at + 54),), (Span(at, at + 37),), 0.9)
        for at in range(0, len(text), len(sentence))
    )
    story: Analysis = read_markup("x")
    story = replace(
        story,
        document=replace(story.document, text=text),
        sentences=find_sentences(text),
        quotations=find_quotations(text),
        tags=Tags(groups),
    )
    assert len(find_attributions(story).attributions) == 10_000
