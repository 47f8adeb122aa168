"""Events: who did what to whom, when, and how firmly it is held."""

import pytest
from evals.plover_sets import tag_texts
from evals.probe.__main__ import load
from evals.probe.reading import misses

from sayso.export.event_rows import chain_of
from sayso.records import Analysis, Event

pytestmark = pytest.mark.bundle


def read(text: str) -> Analysis:
    (analysis,) = tag_texts([text])
    assert analysis is not None
    return analysis


def told(analysis: Analysis) -> list[tuple[object, ...]]:
    """Each event in a line: trigger, code, mode, countries of actors and recipients."""
    text, countries = analysis.document.text, {actor.id: actor.country or actor.name for actor in analysis.actors}

    def line(event: Event) -> tuple[object, ...]:
        sides = [tuple(countries[actor] for actor in side) for side in (event.actors, event.recipients)]
        return event.trigger.of(text), event.code, event.mode, *sides

    return [line(event) for event in analysis.events]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iranian forces were attacked by Israeli jets on Monday.", ("attacked", "ASSAULT", None, ("IL",), ("IR",))),
        ("The United States and Russia agreed to a ceasefire on Friday.", ("agreed", "RETREAT", "ceasefire", ("US", "RU"), ())),
        ("Talks between Iran and Iraq collapsed in Geneva.", ("Talks", "CONSULT", None, ("IR", "IQ"), ())),
        ("An embargo on Panama was imposed by Spain.", ("imposed", "SANCTION", "discontinue", ("ES",), ("PA",))),
    ],
)
def test_roles_are_found_whatever_the_order_of_the_words(text: str, expected: tuple[object, ...]) -> None:
    assert expected in told(read(text))


def test_what_somebody_is_asked_to_do_is_his_deed_and_is_demanded() -> None:
    analysis = read("Turkey called on Greece to withdraw its troops from Cyprus.")
    assert told(analysis) == [
        ("called", "REQUEST", "yield", ("TR",), ("GR",)),
        ("withdraw", "RETREAT", "withdraw", ("GR",), ("CY",)),
    ]
    held = analysis.events[1].factuality
    assert held is not None
    assert (held.mood, held.tense) == ("demanded", "future")
    assert [relation.kind for relation in analysis.events[1].relations] == ["part_of"]


def test_a_deed_in_exchange_for_another_says_so() -> None:
    analysis = read("The US offered to pull its troops out of Syria in exchange for the withdrawal of Iranian forces.")
    text, events = analysis.document.text, {event.id: event.trigger.of(analysis.document.text) for event in analysis.events}
    (pull,) = [event for event in analysis.events if event.trigger.of(text).startswith("pull")]
    assert ("in_exchange_for", "withdrawal") in [(one.kind, events[one.event]) for one in pull.relations]


@pytest.mark.parametrize(
    "text",
    [
        "The club attacked in the second half and won the match with a late goal.",
        "He called the plan an “attack”.",
        "They met the deadline.",
        "The studio will release the film in May.",
    ],
)
def test_sport_single_quoted_words_and_other_company_are_no_events(text: str) -> None:
    assert told(read(text)) == []


def test_an_event_without_a_date_takes_no_date_and_says_so() -> None:
    (event,) = read("Israel bombed Syria.").events
    assert (event.happened, event.date_basis) == (None, "document")


def test_an_act_of_saying_is_told_by_the_chain_around_it() -> None:
    analysis = read("Syria has rejected a secret American offer, Lebanon said.")
    (rejected,) = [event for event in analysis.events if event.code == "REJECT"]
    assert [hop.name for hop in chain_of(analysis, rejected) if hop.role == "source"] == ["Lebanon"]


def test_events_of_a_claim_are_those_in_its_contents() -> None:
    analysis = read("Iran said that Israel bombed Syria.")
    assert analysis.claims[0].events == (analysis.events[0].id,)


def test_the_development_half_of_the_probe_is_read() -> None:
    items = load("dev")
    analyses = tag_texts([item["text"] for item in items])
    right = [
        analysis is not None and not misses(analysis, item["expected"]) for item, analysis in zip(items, analyses, strict=True)
    ]
    assert sum(right) / len(right) >= 0.97
