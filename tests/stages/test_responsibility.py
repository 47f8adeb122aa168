"""Who is said to have done it, and how firmly: from trees written by hand, and as the shipped model reads it."""

import pytest
from evals.plover_sets import tag_texts
from tests.trees import tree

from sayso.stages.responsibility import find_blamed

HELD = "The ministry held the rebels responsible for the shelling."
BLAMED = "The ministry blamed the shelling on the rebels."
TOOK = "The rebels took responsibility for the shelling."


@pytest.mark.parametrize(
    ("text", "notation", "deed", "blamed"),
    [
        (
            HELD,
            ("The/ministry/mod ministry/held/subj held//root the/rebels/mod rebels/held/obj responsible/rebels/acl "
            "for/shelling/mark the/shelling/mod shelling/responsible/obl ./held/punct"),
            8, "rebels",
        ),
        (
            HELD,
            ("The/ministry/mod ministry/held/subj held//root the/rebels/mod rebels/held/obj responsible/held/xcomp "
            "for/shelling/mark the/shelling/mod shelling/responsible/obl ./held/punct"),
            8, "rebels",
        ),
        (
            "The rebels are responsible for the shelling.",
            ("The/rebels/mod rebels/responsible/subj are/responsible/aux responsible//root for/shelling/mark "
            "the/shelling/mod shelling/responsible/obl ./responsible/punct"),
            6, "rebels",
        ),
        (
            BLAMED,
            ("The/ministry/mod ministry/blamed/subj blamed//root the/shelling/mod shelling/blamed/obj on/rebels/mark "
            "the/rebels/mod rebels/blamed/obl ./blamed/punct"),
            4, "rebels",
        ),
        (
            TOOK,
            ("The/rebels/mod rebels/took/subj took//root responsibility/took/obj for/shelling/mark the/shelling/mod "
            "shelling/took/obl ./took/punct"),
            6, "rebels",
        ),
        (
            "The minister was struck by the shelling.",
            ("The/minister/mod minister/struck/subj_pass was/struck/aux struck//root by/shelling/mark the/shelling/mod "
            "shelling/struck/obl ./struck/punct"),
            6, None,
        ),
    ],
)  # fmt: skip
def test_who_answers_for_a_deed(text: str, notation: str, deed: int, blamed: str | None) -> None:
    found = tree(text, notation)
    place = find_blamed(found, deed)
    assert (None if place is None else found.form(place)) == blamed


@pytest.mark.bundle
@pytest.mark.parametrize(
    ("text", "actors", "responsibility"),
    [
        ("The ministry held the rebels responsible for the shelling.", ["the rebels"], "accused_by_authorities"),
        ("The government blamed the attack on the rebels.", ["the rebels"], "accused_by_authorities"),
        ("The army denied responsibility for the attack on the hospital.", ["army"], None),
        ("The Black Hand took responsibility for the killing of the judge.", ["Black Hand"], "claimed"),
    ],
)
def test_the_deed_that_is_claimed_denied_or_blamed_is_an_event(
    text: str, actors: list[str], responsibility: str | None
) -> None:
    (analysis,) = tag_texts([text])
    assert analysis is not None
    names = {actor.id: actor.name for actor in analysis.actors}
    (event,) = [one for one in analysis.events if one.code == "ASSAULT"]
    assert ([names[one] for one in event.actors], event.responsibility) == (actors, responsibility)
