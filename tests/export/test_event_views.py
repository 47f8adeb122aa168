from dataclasses import replace
from typing import Any

import pytest
from tests.events import reviewed, told_events

from sayso.export.event_columns import CAMEO, EVENTS, PLOVER
from sayso.export.event_facts import clock_of
from sayso.export.event_views import VIEWS, Asked
from sayso.knowledge.ontologies import load_plover, read_crosswalk
from sayso.records import Reviewed, Span, Timex


def rows(view: str, told: Reviewed | None = None, **asked: Any) -> list[dict[str, Any]]:
    return list(VIEWS[view][1](told or reviewed(told_events()), Asked(**asked)))


def test_events_stand_as_they_are_kept_each_with_its_chain_and_both_clocks() -> None:
    shelled, denied, burned, threat = rows("events")
    assert (shelled["code"], shelled["mode"], shelled["actors"], shelled["recipients"]) == (
        "ASSAULT",
        "heavy-weapons",
        ["Arland"],
        ["Borland"],
    )
    assert (shelled["happened"], shelled["date_prec"], shelled["date_basis"]) == ("2031-05-02", 1, "clause")
    assert (shelled["places"], shelled["territory"], shelled["where_prec"]) == (["Quill"], "XB", 1)
    assert (shelled["killed_low"], shelled["killed_high"], shelled["injured_low"]) == (12.0, 12.0, None)
    assert (shelled["source_original"], shelled["source_kind"]) == (None, "own")
    assert (denied["polarity"], denied["chain"], denied["happened"]) == ("denies", "Port Gazette › Arland", None)
    assert (burned["responsibility"], threat["tense"], threat["certainty"]) == ("claimed", "future", "possible")


def test_a_day_of_publication_never_stands_in_for_another_clock() -> None:
    for row in rows("events"):
        assert row["published"] == "2031-05-02"
        assert row["said"] is None
        assert row["happened"] in {None, "2031-05-02"}


@pytest.mark.parametrize(("view", "columns"), [("events", EVENTS), ("plover", PLOVER), ("cameo", CAMEO)])
def test_rows_have_the_columns_of_their_view_in_order(view: str, columns: dict[str, str]) -> None:
    lists = {name for name, kind in columns.items() if kind == "texts"}
    for row in rows(view):
        assert list(row) == list(columns)
        assert all(isinstance(row[name], list) for name in lists)


def test_strict_plover_says_in_one_word_what_it_was_reduced_from() -> None:
    found = [(row["code"], row["mode"], row["auxiliary"], row["plover"]) for row in rows("plover")]
    assert found == [
        ("ASSAULT", "heavy-weapons", [], "ASSAULT"),
        ("RETREAT", None, ["negated"], "ASSAULT"),
        ("ASSAULT", None, [], "ASSAULT"),
        ("THREATEN", None, ["future"], "ASSAULT"),
    ]


def test_cameo_keeps_statements_as_acts_and_tells_admissions_from_denials() -> None:
    found = [(row["cameo"], row["actors"]) for row in rows("cameo")]
    assert found == [
        ("194", ["Arland"]),
        ("010", []),
        ("016", ["Arland"]),
        ("015", ["Borland"]),
        ("190", ["Borland"]),
        ("018", []),
        ("130", ["Arland"]),
        ("010", []),
    ]
    admits = next(row for row in rows("cameo") if row["cameo"] == "015")
    assert admits["event"] in {row["event"] for row in rows("events")}
    assert (admits["code"], admits["chain"]) == (None, "Port Gazette › Borland")


def test_accusations_of_a_speaker_that_is_not_stated_stay_out_unless_asked_for() -> None:
    assert not any("Brek" in str(row.values()) for view in VIEWS for row in rows(view))
    for view in VIEWS:
        assert any("Brek" in str(row.values()) for row in rows(view, accusations=True))


def test_a_reviewed_accusation_goes_along() -> None:
    told = reviewed(told_events())
    accused = next(claim.id for claim in told.analysis.claims if "looting" in claim.evidence.exact)
    reviews = {**told.reviews, accused: replace(told.reviews[accused], state="accepted", verdict="accept")}
    assert any(row["trigger"] == "looting" for row in rows("events", replace(told, reviews=reviews)))


def test_rejected_claims_take_their_events_along() -> None:
    analysis = told_events()
    denied = next(claim.id for claim in analysis.claims if claim.chain[-1].polarity == "-")
    told = reviewed(analysis, rejected=frozenset({denied}))
    assert [row["polarity"] for row in rows("events", told)] == ["affirms"] * 3
    assert len(rows("events", told, rejected=True)) == 4


def test_no_words_of_the_page_go_along_where_none_are_asked_for() -> None:
    for view in VIEWS:
        for row in rows(view, text="none"):
            assert (row["text"], row["trigger"]) == (None, None)
    assert rows("events", text="full")[1]["text"] == "Arland denied that it had shelled Quill."


def test_a_users_codes_stand_beside_plovers() -> None:
    plain = {
        "name": "mine", "version": "2", "schema": 1, "onto": "plover", "back": {"ASSAULT": "VIOLENCE", "THREATEN": "WORDS"},
        "rules": [{"code": "ARSON", "triggers": ["burn"]}, {"code": "ON_B", "recipient_countries": ["XB"]}],
    }  # fmt: skip
    own = read_crosswalk(plain, "mine.toml", load_plover())
    found = [(row["ontology"], row["code"], row["coded_by"], row["plover"]) for row in rows("events", codes=own)]
    assert found == [
        ("mine/2", "ON_B", "rule 2", "ASSAULT"),
        ("mine/2", "ON_B", "rule 2", "ASSAULT"),
        ("mine/2", "ARSON", "rule 1", "ASSAULT"),
        ("mine/2", "VIOLENCE", "back ASSAULT", "ASSAULT"),
    ]
    assert [row["code"] for row in rows("plover", codes=own)] == ["ON_B", "ON_B", "ARSON", "WORDS"]


def test_how_precise_a_date_is() -> None:
    def clock(*bounds: str | None) -> tuple[str | None, int | None]:
        found = clock_of(Timex("t", Span(0, 1), "DATE", "2031", tuple(bounds), "day", "within", "none", "r"))
        return found.precision, found.code

    assert clock("2031-05-02", "2031-05-02", "2031-05-02", "2031-05-02") == ("day", 1)
    assert clock("2031-05-02", None, None, "2031-05-04") == ("days", 2)
    assert clock("2031-05-05", None, None, "2031-05-11") == ("week", 3)
    assert clock("2031-05-01", None, None, "2031-05-31") == ("month", 4)
    assert clock("2031-01-01", None, None, "2031-12-31") == ("year", 5)
    assert clock("2020-01-01", None, None, "2029-12-31") == ("longer", None)
    assert clock(None, None, None, "2031-05-31") == (None, None)
    assert clock_of(None).value is None
