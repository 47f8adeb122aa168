"""Who did it, and to whom, in trees made by hand: no model."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.trees import tree

from sayso.languages.event_lexicon import load_event_lexicon
from sayso.records import Span, Word
from sayso.stages.event_roles import find_roles
from sayso.stages.event_subjects import Subjects
from sayso.stages.trees import Tree
from sayso.stages.triggers import find_triggers

LEXICON = load_event_lexicon()


def roles(text: str, words: str, trigger: str) -> tuple[list[str], list[list[str]]]:
    """The words of actors, and of each tier of recipients."""
    made = tree(text, words)
    (found,) = [one for one in find_triggers(made, [Span(0, len(text))], LEXICON) if one.span.of(text) == trigger]
    got = find_roles(made, found, LEXICON)
    return [made.form(place) for place in got.actors], [[made.form(place) for place in tier] for tier in got.recipients]


def test_the_object_and_whoever_stands_behind_against_come_first() -> None:
    actors, tiers = roles(
        "Chad sent troops to Mali", "Chad/sent/subj sent//root troops/sent/obj to/Mali/mark Mali/sent/obl", "sent"
    )
    assert (actors, tiers[0]) == (["chad"], ["mali"])


def test_a_passive_has_its_doer_also_where_the_tree_hung_it_on_another_phrase() -> None:
    actors, tiers = roles(
        "Mali was attacked on Monday by Chad",
        "Mali/attacked/subj_pass was/attacked/aux attacked//root on/Monday/mark Monday/attacked/obl by/Chad/mark "
        "Chad/Monday/nmod",
        "attacked",
    )
    assert (actors, tiers[0][0]) == (["chad"], "mali")


def test_whom_a_thing_is_meant_for_stands_behind_the_thing() -> None:
    _, tiers = roles(
        "Chad lifted sanctions on Mali",
        "Chad/lifted/subj lifted//root sanctions/lifted/obj on/Mali/mark Mali/sanctions/nmod",
        "lifted",
    )
    assert tiers[0] == ["mali"]


def test_both_sides_of_a_meeting_are_actors_also_of_ministers_of_both() -> None:
    actors, tiers = roles(
        "Ministers of Chad and Mali met",
        "Ministers/met/subj of/Chad/mark Chad/Ministers/nmod and/Mali/mark Mali/Chad/conj met//root",
        "met",
    )
    assert (actors, tiers) == (["chad", "mali"], [])


def test_who_is_blamed_for_a_deed_is_its_actor() -> None:
    actors, _ = roles(
        "Chad blamed Mali for the attack",
        "Chad/blamed/subj blamed//root Mali/blamed/obj for/attack/mark the/attack/mod attack/blamed/obl",
        "attack",
    )
    assert actors == ["mali"]


def test_of_whose_troops_somebody_did_it_the_country_did() -> None:
    actors, _ = roles(
        "Chad , whose troops attacked Mali",
        "Chad//root ,/Chad/punct whose/troops/poss troops/attacked/subj attacked/Chad/relcl Mali/attacked/obj",
        "attacked",
    )
    assert actors == ["chad"]


def test_his_killing_was_done_to_him() -> None:
    actors, tiers = roles("Smith 's killing shocked Chad", "Smith/killing/poss 's/Smith/mark killing/shocked/subj shocked//root Chad/shocked/obj", "killing")  # fmt: skip  # noqa: E501
    assert (actors, tiers[0]) == ([], ["smith"])


@pytest.mark.parametrize("verb", ["attack", "met", "responsibility", "agreed"])
@settings(max_examples=40, deadline=None)
@given(heads=st.lists(st.integers(-1, 7), min_size=8, max_size=8), data=st.data())
def test_no_tree_hangs_the_finder(verb: str, heads: list[int], data: st.DataObject) -> None:
    text = f"a b {verb} of by attack whose g"
    starts = [
        0,
        2,
        *(text.index(word, 4) for word in (verb, "of", "by")),
        text.rindex("attack"),
        text.index("whose"),
        len(text) - 1,
    ]
    ends = [text.find(" ", start) if text.find(" ", start) >= 0 else len(text) for start in starts]
    kinds = st.sampled_from(["subj", "obj", "obl", "nmod", "conj", "acl", "relcl", "xcomp", "root", "mark", "poss", "flat"])
    words = [
        Word(Span(start, end), head, data.draw(kinds), 1.0, 0.0) for start, end, head in zip(starts, ends, heads, strict=True)
    ]
    made = Tree(text, words)
    for place in range(8):
        Subjects(made, LEXICON).subject(place)
    for trigger in find_triggers(made, [Span(0, len(text))], LEXICON):
        find_roles(made, trigger, LEXICON)
