"""The codes of a document's actors."""

from dataclasses import replace
from typing import Any

from tests import factory

from sayso.records import Actor
from sayso.stages.actor_codes import ACTOR_CODES, code_actors


def coded(name: str, kind: Any = "person", **changes: Any) -> Actor:
    """An actor of a short text, coded."""
    actor = Actor("a1", name, (name,), kind, **changes)
    return code_actors(replace(factory.analysis(), actors=(actor,))).actors[0]


def test_a_name_says_country_and_sector() -> None:
    actor = coded("Kenyan police", "org")
    assert (actor.country, actor.codes) == ("KE", ("KEN", "COP"))


def test_what_the_document_calls_somebody_says_his_part() -> None:
    assert coded("Ane Vik", roles=("leader of the Danish farmers",)).codes == ("DNK", "AGR")


def test_a_country_that_is_known_stays() -> None:
    actor = coded("the army", "group", country="XK")
    assert (actor.country, actor.codes) == ("XK", ("KOS", "MIL"))


def test_an_outlet_reports() -> None:
    assert coded("The Quay", "media", country="NO").codes == ("NOR", "JRN")


def test_organisations_have_no_country() -> None:
    actor = coded("United Nations", "org")
    assert (actor.country, actor.codes) == (None, ("UNO",))


def test_a_document_and_who_says_nothing_of_himself_have_no_codes() -> None:
    assert coded("the report of the army", "document").codes == ()
    assert coded("Ane Vik").codes == ()


def test_the_stage_asks_for_actors_only() -> None:
    assert (ACTOR_CODES.needs, ACTOR_CODES.gives) == (("actors",), ("actors",))
