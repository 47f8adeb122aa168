"""Whether a clause speaks of the past or of what is to come, by trees written by hand."""

import pytest
from tests.trees import words

from sayso.records import Span
from sayso.stages.tenses import Tenses


def lean(text: str, notation: str, day: str) -> str | None:
    at = text.index(day)
    return Tenses(text, words(text, notation)).lean(Span(at, at + len(day)))


@pytest.mark.parametrize(
    ("text", "notation", "day", "wanted"),
    [
        (
            "They planned a rally on Friday",
            "They/planned/subj planned//root a/rally/mod rally/planned/obj on/Friday/mark Friday/planned/obl",
            "Friday",
            "past",
        ),
        (
            "a plan to sell on Friday failed",
            "a/plan/mod plan/failed/subj to/sell/mark sell/plan/acl on/Friday/mark Friday/sell/obl failed//root",
            "Friday",
            "future",
        ),
        (
            "countries to accede on Friday were poor",
            "countries/poor/subj to/accede/mark accede/countries/acl on/Friday/mark Friday/accede/obl were/poor/aux poor//root",
            "Friday",
            "past",
        ),
        (
            "trips planned for Monday were canceled",
            "trips/canceled/subj_pass planned/trips/acl for/Monday/mark Monday/planned/obl were/canceled/aux canceled//root",
            "Monday",
            "past",
        ),
    ],
)
def test_which_way_a_clause_leans(text: str, notation: str, day: str, wanted: str | None) -> None:
    assert lean(text, notation, day) == wanted
