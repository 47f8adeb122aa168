"""Who speaks: names meet their longest form, roles and papers the only name they fit, pronouns the surest or nobody."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.markup import read_markup

from sayso.records import Actor, Analysis, Span, Tag, Word
from sayso.stages.actors import find_actors, is_stated
from sayso.stages.attributions import find_attributions
from sayso.stages.mentions import find_mentions


def read(marked: str, *arcs: tuple[str, str, str]) -> Analysis:
    """The analysis of a marked story; `arcs` are (word, its head, relation), each word at its first place."""
    tagged = read_markup(marked)
    assert tagged.tags is not None
    tagged = replace(tagged, tags=replace(tagged.tags, words=tree(tagged.document.text, arcs)))
    return find_actors(find_attributions(find_mentions(tagged)))


def tree(text: str, arcs: tuple[tuple[str, str, str], ...]) -> tuple[Word, ...]:
    found = sorted((text.index(word), word) for word, _, _ in arcs)
    place = {word: n for n, (_, word) in enumerate(found)}
    heads = {word: (place[head] if head else -1, relation) for word, head, relation in arcs}
    return tuple(Word(Span(at, at + len(word)), *heads[word], 1.0, 0.0) for at, word in found)


def speakers(analysis: Analysis) -> list[tuple[str, ...]]:
    """The names of the speakers of each attribution."""
    names = {actor.id: actor.name for actor in analysis.actors}
    return [tuple(names[one] for one in attribution.speakers) for attribution in analysis.attributions]


def actor(analysis: Analysis, name: str) -> Actor:
    return next(one for one in analysis.actors if one.name == name)


def test_a_surname_means_the_only_full_name_and_titles_are_no_part_of_it() -> None:
    read_ = read(
        "[source Foreign Minister [person Mia Holt]] [cue said] [contents the port was closed]. "
        "[source [person Holt]] [cue added] [contents that it would open]. [source Ms. [person Holt]'s] [cue warning]."
    )
    assert speakers(read_) == [("Mia Holt",)] * 3
    assert "Foreign Minister Mia Holt" in actor(read_, "Mia Holt").names
    assert actor(read_, "Mia Holt").roles == ("Foreign Minister",)


def test_two_forenames_never_meet_and_a_surname_that_fits_both_is_nobody_s() -> None:
    read_ = read(
        "[person Ivo Maric] met his son [person Jan Maric]. [source [person Ivo Maric]] [cue said] [contents it rained]. "
        "[source [person Maric]] [cue left], [contents he said]."
    )
    assert {one.name for one in read_.actors} == {"Ivo Maric", "Jan Maric", "Maric"}
    assert speakers(read_)[1] == ("Maric",)


def test_a_title_tells_one_of_two_with_a_surname() -> None:
    read_ = read(
        "[person Ivo Maric] met [person Lena Maric]. [source Mrs. [person Maric]] [cue said] [contents it rained]. "
        "[source Mr. [person Maric]] [cue said] [contents it snowed]."
    )
    assert speakers(read_) == [("Lena Maric",), ("Ivo Maric",)]


def test_initials_and_middle_names_agree() -> None:
    read_ = read(
        "[source [person Jan K. Brandt]] [cue said] [contents yes]. [source [person J. Brandt]] [cue said] [contents nothing]."
    )
    assert speakers(read_) == [("Jan K. Brandt",)] * 2


def test_an_acronym_in_brackets_means_the_name_before_it() -> None:
    read_ = read(
        "[source The [org Valley Water Board] (VWB)] [cue said] [contents the dam held]. "
        "[source The [org VWB]] [cue said] [contents it would watch]."
    )
    assert speakers(read_) == [("Valley Water Board",)] * 2


def test_a_person_and_a_body_of_one_name_stay_apart() -> None:
    read_ = read(
        "[source [person Nora Weiss]] [cue said] [contents yes]. [source [org Weiss Company]] [cue said] [contents nothing]."
    )
    assert speakers(read_) == [("Nora Weiss",), ("Weiss Company",)]


def test_a_publisher_s_label_is_no_part_of_a_name() -> None:
    read_ = read(
        "[source [org Red Dawn*]] [cue said] [contents it had left]. [source [org Red Dawn]] [cue denied] [contents it]."
    )
    assert speakers(read_) == [("Red Dawn",)] * 2
    assert actor(read_, "Red Dawn").names == ("Red Dawn",)


def test_a_role_means_the_only_person_who_has_it() -> None:
    read_ = read(
        "Speaking on Monday, "
        "[source [org Red Dawn] Deputy Secretary General Sheikh [person Omar Said]] [cue said] [contents nothing]. "
        "[source The deputy leader of the group] [cue urged] [contents calm]."
    )
    assert speakers(read_) == [("Omar Said",)] * 2
    kinds = {m.span.of(read_.document.text): m.kind for m in read_.mentions if m.actor}
    assert kinds["The deputy leader of the group"] == "nominal_person"


@pytest.mark.parametrize(
    ("marked", "spoke"),
    [
        (
            "Minister [person Mia Holt] met Minister [person Jan Brandt]. [source The minister] [cue said] [contents nothing].",
            "minister",
        ),
        ("Deputy Minister [person Mia Holt] left. [source The minister] [cue said] [contents nothing].", "minister"),
        (
            "French Minister [person Mia Holt] left. [source The German minister] [cue said] [contents nothing].",
            "German minister",
        ),
        ("[source A minister] [cue said] [contents nothing]. Minister [person Mia Holt] left.", "minister"),
        ("Minister [person Mia Holt] left. [source A minister] [cue said] [contents nothing].", "minister"),
        ("Spokesman [person Jan Brandt] left. [source Officials] [cue said] [contents nothing].", "Officials"),
    ],
)
def test_a_role_that_may_mean_another_is_a_party_of_its_own(marked: str, spoke: str) -> None:
    assert speakers(read(marked))[0] == (spoke,)


def test_the_paper_is_the_only_outlet_before_it() -> None:
    read_ = read(
        "[source The [media Daily Courier]] [cue reported] [contents a meeting]. "
        "[source The paper] [cue said] [contents it was short]."
    )
    assert speakers(read_) == [("Daily Courier",)] * 2


def test_the_paper_is_nobody_s_among_two() -> None:
    read_ = read(
        "[media The Daily Courier] and [media the Varden Herald] wrote of it. "
        "[source The paper] [cue said] [contents it was short]."
    )
    assert speakers(read_) == [("paper",)]


def test_a_newspaper_beside_a_name_makes_it_an_outlet_s() -> None:
    read_ = read(
        "[source Varden's [person Al Sabah] newspaper] [cue reported] [contents a deal]. "
        "[source The daily] [cue said] [contents so]."
    )
    assert speakers(read_) == [("Al Sabah",)] * 2
    assert actor(read_, "Al Sabah").kind == "media"


def test_a_capital_that_speaks_is_its_government() -> None:
    read_ = read(
        "[source [place Damascus]] [cue said] [contents nothing]. [source The Syrian government] [cue denied] [contents it]. "
        "They met in [place Damascus]."
    )
    assert [(one.kind, one.country) for one in read_.actors] == [("government", "SY")]
    assert len({one.speakers for one in read_.attributions}) == 1


def test_a_capital_of_two_governments_is_left_open() -> None:
    read_ = read(
        "[source [place Tripoli]] [cue said] [contents nothing]. [source The Libyan government] [cue denied] [contents it]."
    )
    assert len({one.speakers for one in read_.attributions}) == 2


def test_unnamed_sources_never_meet_a_name_nor_each_other() -> None:
    read_ = read(
        "Diplomat [person Mia Holt] left. [source A diplomat] [cue said] [contents yes]. "
        "[source A diplomat] [cue said] [contents nothing]. "
        "[source A source close to [person Mia Holt]] [cue said] [contents so]."
    )
    assert len({one.speakers for one in read_.attributions}) == 3
    assert actor(read_, "Mia Holt").id not in {n for one in read_.attributions for n in one.speakers}


def test_he_is_the_man_who_spoke_last() -> None:
    read_ = read(
        "[source [person Ivo Maric]] [cue said] [contents the talks went on]. "
        "[source:b He] [cue:b added] [contents:b that they were hard]."
    )
    assert speakers(read_) == [("Ivo Maric",)] * 2
    assert [m.kind for m in read_.mentions if m.span.of(read_.document.text) == "He"] == ["pronoun"]


def test_she_is_no_man() -> None:
    read_ = read(
        "[source [person Ivo Maric]] [cue said] [contents the talks went on]. "
        "[source:b She] [cue:b added] [contents:b that they were hard]."
    )
    assert speakers(read_)[1] == ()


def test_i_in_a_quotation_is_who_is_quoted() -> None:
    read_ = read(
        '[contents:a "[source:b I] [cue:b said] [contents:b it would hold]"], '
        "[source:a [person Nora Weiss]] [cue:a told] reporters."
    )
    assert ("Nora Weiss",) == speakers(read_)[0] == speakers(read_)[1]


def test_an_acronym_with_stops_is_no_surname() -> None:
    read_ = read("[person Kim Jong Un] left. [source The [org U.N.]] [cue said] [contents nothing].")
    assert speakers(read_) == [("U.N.",)]


def test_the_agency_among_bodies_that_may_be_one_is_its_own() -> None:
    read_ = read("The [org Valley Water Office] and [org Halden] wrote. [source The agency] [cue said] [contents nothing].")
    assert speakers(read_) == [("agency",)]


def test_a_name_put_apart_by_the_tagger_is_one() -> None:
    read_ = read("[source Mayor [person Ana] [person Holt]] [cue said] [contents nothing].")
    assert speakers(read_) == [("Ana Holt",)]


def test_titles_end_at_an_honorific_and_a_sentence_s_first_word() -> None:
    read_ = read("But Mr. [person Weiss] and Mr. [person Holt] left. [source Mr. [person Holt]] [cue said] [contents nothing].")
    assert actor(read_, "Holt").names == ("Holt", "Mr. Holt")


def test_a_woman_who_is_no_source_is_a_party_once_she_speaks() -> None:
    tagged = read_markup("An engineer saw the crack. [source:b She] [cue:b said] [contents:b it had grown].")
    assert tagged.tags is not None
    engineer = Tag(Span(0, len("An engineer")), "person", 0.9)
    read_ = find_actors(find_attributions(find_mentions(replace(tagged, tags=replace(tagged.tags, mentions=(engineer,))))))
    assert speakers(read_) == [("engineer",)]


def test_who_means_its_own_phrase_though_others_are_no_sources() -> None:
    tagged = read_markup("The plumber saw a guard, [source:b who] [cue:b said] [contents:b it had grown].")
    assert tagged.tags is not None
    text = tagged.document.text
    nominal = tuple(Tag(Span(text.index(w), text.index(w) + len(w)), "person", 0.9) for w in ("The plumber", "a guard"))
    words = tree(text, (("plumber", "saw", "subj"), ("saw", "", "root"), ("guard", "saw", "obj"), ("who", "said", "subj"),
                        ("said", "guard", "relcl")))  # fmt: skip
    tagged = replace(tagged, tags=replace(tagged.tags, mentions=nominal, words=words))
    assert speakers(find_actors(find_attributions(find_mentions(tagged)))) == [("guard",)]


def test_who_is_what_its_clause_hangs_on() -> None:
    read_ = read(
        "Police questioned [person Jan Brandt], [source who] [cue denied] [contents the charge].",
        ("Police", "questioned", "subj"), ("questioned", "", "root"), ("Jan", "Brandt", "flat"),
        ("Brandt", "questioned", "obj"),
        ("who", "denied", "subj"), ("denied", "Brandt", "relcl"),
    )  # fmt: skip
    assert speakers(read_) == [("Jan Brandt",)]


def test_a_description_that_is_all_there_is_states_its_actor_and_a_resolved_one_does_not() -> None:
    read_ = read(
        "Minister [person Mia Holt] left. [source The minister] [cue said] [contents nothing]. "
        "[source The guard] [cue said] [contents yes]."
    )
    text, actors = read_.document.text, {one.id: one for one in read_.actors}
    stated = {m.span.of(text): is_stated(text, m, actors[m.actor]) for m in read_.mentions if m.actor}
    assert stated == {"Mia Holt": True, "The minister": False, "The guard": True}


def test_every_actor_and_speaker_is_known() -> None:
    read_ = read("[source [person Ivo Maric]] [cue said] [contents [source:b he] [cue:b knew] [contents:b it]].")
    known = {one.id for one in read_.actors}
    assert {m.actor for m in read_.mentions if m.actor} <= known
    assert {n for one in read_.attributions for n in one.speakers} <= known


@given(
    st.lists(
        st.sampled_from(
            [
                "[source:b Mr. [person X]]",
                "[cue:b said]",
                "[contents:b nothing]",
                "he",
                "(",
                "*",
                "’s",
                ",",
                "[org A (B]",
                "\n\n",
            ]
        )
    )
)
def test_no_arrangement_raises(pieces: list[str]) -> None:
    marked = " ".join(["[cue:b said]", *pieces])
    assert find_actors(find_attributions(find_mentions(read_markup(marked))))


def test_many_names_take_no_time_that_grows_with_their_square() -> None:
    marked = " ".join(f"[source [person Ana{n % 97} Holt{n % 89}]] [cue said] [contents it {n}]." for n in range(1500))
    assert len(read(marked).attributions) == 1500
