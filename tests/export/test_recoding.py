from dataclasses import replace

from tests.events import told_events

from sayso.export.recoding import recode_events
from sayso.knowledge.ontologies import load_plover, read_crosswalk


def test_a_reading_has_the_codes_of_ones_own_file_and_all_else_as_before() -> None:
    plain = {"name": "mine", "version": "2", "schema": 1, "onto": "plover", "rules": [{"code": "ARSON", "triggers": ["burn"]}]}
    before = told_events()
    after = recode_events(before, read_crosswalk(plain, "mine.toml", load_plover()))
    assert [event.code for event in after.events] == ["ASSAULT", "ASSAULT", "ARSON", "ASSAULT", "ASSAULT"]
    assert {event.ontology for event in after.events} == {"mine/2"}
    assert (after.claims, after.actors, [event.id for event in after.events]) == (
        before.claims,
        before.actors,
        [event.id for event in before.events],
    )


def test_countries_are_known_by_two_letters_and_by_three() -> None:
    told = told_events()
    actors = tuple(replace(one, codes=("XRL", "MIL")) if one.country == "XA" else one for one in told.actors)
    for country in ("XA", "XRL"):
        plain = {
            "name": "m",
            "version": "1",
            "schema": 1,
            "onto": "plover",
            "rules": [{"code": "X", "actor_countries": [country]}],
        }
        after = recode_events(replace(told, actors=actors), read_crosswalk(plain, "m.toml", load_plover()))
        assert [event.code for event in after.events] == ["X", "X", "ASSAULT", "X", "ASSAULT"]
