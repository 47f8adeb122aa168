import pytest
from tests.markup import read_markup

from sayso.records import text_of
from sayso.stages import find_attributions


def channels(marked: str) -> list[tuple[str, str | None]]:
    story = read_markup(marked)
    text = story.document.text
    found = find_attributions(story).attributions
    return [(text_of(text, one.cue), one.channel.of(text) if one.channel else None) for one in found]


@pytest.mark.parametrize(
    ("marked", "channel"),
    [
        ("[contents “We were never consulted,”] [source the mayor] [cue told] the Evening Post.", "the Evening Post"),
        ("[source Mayor Brandt] [cue told] Reuters on Tuesday [contents the road was closed].", "Reuters"),
        ("[source Brandt] [cue said] in an interview with Radio Vest [contents that he would go].", "Radio Vest"),
        ("In an interview with Delta TV, [source Brandt] [cue said] [contents he would go].", "Delta TV"),
        ("Speaking to the BBC, [source Brandt] [cue said] [contents he would go].", "the BBC"),
        ("[source Brandt] [cue wrote] on Twitter [contents that he would go].", "Twitter"),
        ("[source Brandt] [cue said] on his Facebook page [contents that he would go].", "his Facebook page"),
        ("[source Brandt] [cue announced] on his website [contents that he would go].", "his website"),
        ("[source The general] [cue said] on state television [contents the garrison would stay].", "state television"),
        ("[source Brandt] [cue told] the court [contents he had been away].", "the court"),
        ("[source Brandt] [cue told] parliament [contents he had been away].", "parliament"),
        ("[source Brandt] [cue told] the House of Commons [contents he had been away].", "the House of Commons"),
        (
            "[source Brandt] [cue said] in a speech to the Senate Ethics Committee [contents he would go].",
            "the Senate Ethics Committee",
        ),
        ("[source Brandt] [cue told] Norland's Al Nour newspaper [contents he would go].", "Norland's Al Nour newspaper"),
        ("[source Brandt] [cue told] a local radio station [contents he would go].", "a local radio station"),
        ("[source Brandt] [cue wrote] in the Wall Street Journal [contents that it was over].", "the Wall Street Journal"),
        ("[source Brandt] [cue told the Evening Post] [contents he would go].", "the Evening Post"),
        ("[source Brandt] [cue told] CNN Monday [contents he would go].", "CNN"),
        # no venues
        ("[source Brandt] [cue told] reporters [contents he would go].", None),
        ("[source Brandt] [cue said] in a statement [contents he would go].", None),
        ("[source Brandt] [cue told] the White House [contents he would go].", None),
        ("[source Brandt] [cue told] Lena Fors [contents he would go].", None),
        ("[source Brandt] [cue said] on Monday [contents he would go].", None),
        ("[source Brandt] [cue said] at the Gazette building [contents he would go].", None),
        ("[source Brandt] [cue condemned] [contents an attack on CNN].", None),
        # a carrier is a hop of the chain
        ("[source Brandt] [cue said] in remarks carried by Delta TV [contents that he would go].", None),
        ("[contents The dam broke], [source Brandt] [cue said], according to Reuters.", None),
        # not inside contents or sources, and nothing is believed anywhere
        ("[source Brandt] [cue said] [contents he had told Reuters everything].", None),
        ("[source Reuters] [cue said] [contents he would go].", None),
        ("[source Brandt] [cue hopes] on Twitter [contents to win].", None),
    ],
)
def test_the_channel_is_the_noun_phrase_of_the_venue(marked: str, channel: str | None) -> None:
    assert [found for _, found in channels(marked)] == [channel]


def test_each_of_two_cues_in_a_sentence_has_its_own_venue() -> None:
    marked = (
        "[source:1 Fors] [cue:1 told] Reuters [contents:1 the dam was old], and [source:2 Brandt] [cue:2 wrote] on Twitter"
        " [contents:2 that it was safe]."
    )
    assert channels(marked) == [("told", "Reuters"), ("wrote", "Twitter")]


def test_a_venue_inside_contents_belongs_to_the_nested_cue() -> None:
    marked = (
        "[source:1 The Courier] [cue:1 reported] [contents:1 that [source:2 Fors] [cue:2 had told] Radio Vest"
        " [contents:2 the dam was old]]."
    )
    assert channels(marked) == [("reported", None), ("had told", "Radio Vest")]


def test_a_venue_in_the_next_sentence_is_not_taken() -> None:
    assert channels("[source Fors] [cue told] staff [contents it was old]. CNN on Twitter was first.") == [("told", None)]
