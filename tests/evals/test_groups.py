"""Groups that the surface of a text shows."""

import pytest
from evals.groups import DIMENSIONS, GROUPS, Surroundings
from evals.pairs import Article, pair_up
from tests.evals.stories import article


def groups_of(marked: str) -> dict[str, str]:
    one: Article = article(marked, marked)
    (mark,) = pair_up(one).gold
    return dict(Surroundings(one.text).groups(mark))


@pytest.mark.parametrize(
    ("marked", "style"),
    [
        ("[source Holt] [cue said] [contents the bridge was safe].", "indirect"),
        ("[contents “The bridge is safe,”] [source Holt] [cue said].", "direct"),
        ("[source Holt] [cue said] [contents the bridge was “perfectly safe”].", "mixed"),
        ("[source Holt] [cue called] [contents the report “nonsense”] on Friday.", "mixed"),
    ],
)
def test_style_is_how_much_stands_in_quotation_marks(marked: str, style: str) -> None:
    assert groups_of(marked)["style"] == style


@pytest.mark.parametrize(
    ("source", "group"),
    [
        ("[source Mira Holt]", "named"),
        ("[source The Evening Courier]", "named"),
        ("[source She]", "pronoun"),
        ("[source Two officials]", "unnamed"),
        ("[source A spokesman for the mill]", "unnamed"),
        ("It", "none"),
    ],
)
def test_source_is_told_by_its_words(source: str, group: str) -> None:
    assert groups_of(f"{source} [cue said] [contents the bridge was safe].")["source"] == group


@pytest.mark.parametrize(
    ("marked", "reach"),
    [
        ("[source Holt] [cue said] [contents it stands]. More.", "in one sentence"),
        ("[contents:1 “It stands,”] [source:1 Holt] [cue:1 said]. [contents:1 “It always did.”]", "over sentences"),
        ("[source:1 Holt] [cue:1 said]: [contents:1 “It stands.]\n\n[contents:1 “It always did.”]", "over paragraphs"),
        ("[source Holt] [cue declined to comment].", "none"),
    ],
)
def test_reach_is_from_the_first_to_the_last_character(marked: str, reach: str) -> None:
    assert groups_of(marked)["contents"] == reach


def test_contents_around_a_speaker_are_in_pieces() -> None:
    assert groups_of("[contents:1 “It stands,”] [source:1 Holt] [cue:1 said], [contents:1 “as ever.”]")["pieces"] == "several"


def test_without_contents_there_is_no_style_and_there_are_no_pieces() -> None:
    assert set(groups_of("[source Holt] [cue declined to comment].")) == {"all", "source", "contents"}


def test_every_group_that_is_given_has_a_place_in_the_tables() -> None:
    assert len(GROUPS) == 1 + sum(len(groups) for groups in DIMENSIONS.values()) == len(set(GROUPS))
