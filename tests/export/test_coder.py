from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tests.events import reviewed, told_events

from sayso.bookkeeping.event_scenes import EventScene
from sayso.export.coder import CLAIM_COLUMNS, EVENT_COLUMNS, CodedEvent, code_scene
from sayso.export.event_views import Asked
from sayso.linking.claim_profiles import profile_claims
from sayso.linking.same_claims import join_claims
from sayso.records import Analysis, Publisher, RecordLink
from sayso.records.ids import link_id


def scene(*analyses: Analysis, links: Sequence[RecordLink] = ()) -> EventScene:
    profiles = {one.claim.id: one for analysis in analyses for one in profile_claims(analysis)}
    return EventScene("s1", tuple(map(reviewed, analyses)), profiles, tuple(links), join_claims(profiles, links))


def coded(*analyses: Analysis, **more: Any) -> list[CodedEvent]:
    return list(code_scene(scene(*analyses, **more), Asked()))


def same(left: Analysis, right: Analysis) -> list[RecordLink]:
    """Links that say of the claims of two readings of one text that they are the same."""
    pairs = zip(left.claims, right.claims, strict=True)
    return [
        RecordLink(link_id("same_claim", a.id, b.id), a.id, b.id, "same_claim", "confirmed", 1.0, "test", ()) for a, b in pairs
    ]


def other_paper() -> Analysis:
    return told_events(url="https://other.example/quill", publisher=Publisher("Vallis Wire", "vallis-wire", "json-ld"))


def test_a_row_for_each_event_with_every_claim_of_it_on_a_second_sheet() -> None:
    here, there = told_events(), other_paper()
    found = coded(here, there, links=same(here, there))
    assert [len(one.claims) for one in found] == [4, 2, 2], "what denies it is told of the same event"
    shelled = found[0]
    counts = [shelled.event[f"number_of_{name}"] for name in ("claims", "pages", "publishers")]
    assert counts == [4, 2, 2]
    assert sorted(row["publisher"] for row in shelled.claims) == ["Port Gazette", "Port Gazette", "Vallis Wire", "Vallis Wire"]
    assert {row["event"] for row in shelled.claims} == {shelled.event["event"]}
    for one in found:
        assert list(one.event) == list(EVENT_COLUMNS)
        assert all(list(row) == list(CLAIM_COLUMNS) for row in one.claims)


def test_sources_are_counted_with_bounds_and_denials_apart() -> None:
    shelled, other, *_ = coded(told_events())
    assert 1 <= shelled.event["sources_at_least"] <= shelled.event["sources_at_most"]
    assert (shelled.event["denials_at_least"], shelled.event["denials_at_most"]) == (1, 1)
    assert [row["polarity"] for row in shelled.claims] == ["affirms", "denies"]
    assert (other.event["denials_at_least"], other.event["denials_at_most"]) == (0, 0)


def test_a_denial_joins_what_it_denies_where_claims_are_linked() -> None:
    here = told_events()
    own, denial = here.claims[0], here.claims[2]
    link = RecordLink(link_id("same_claim", own.id, denial.id), own.id, denial.id, "same_claim", "confirmed", 1.0, "test", ())
    shelled = coded(here, links=[link])[0]
    assert [row["polarity"] for row in shelled.claims] == ["affirms", "denies"]
    assert (shelled.event["sources_at_most"], shelled.event["denials_at_most"]) == (1, 1)


def test_a_row_never_takes_a_day_of_saying_or_publishing_for_the_day_it_happened() -> None:
    shelled, undated, *_ = coded(told_events())
    assert (shelled.event["happened"], shelled.event["happened_spread"]) == ("2031-05-02", "2031-05-02")
    assert [undated.event[name] for name in ("happened", "happened_first", "happened_last", "happened_spread")] == [None] * 4
    assert undated.claims[0]["published"] == "2031-05-02"
    assert not {"said", "published"} & EVENT_COLUMNS.keys()


def test_what_is_to_come_is_an_event_of_its_own() -> None:
    assert [one.event["told_as"] for one in coded(told_events())] == ["happened", "happened", "to come"]


def test_ids_stay_when_another_report_comes() -> None:
    here, there = told_events(), other_paper()
    both = coded(here, there, links=same(here, there))
    assert [one.event["event"] for one in coded(here)] == [one.event["event"] for one in both]


def test_only_the_events_of_claims_that_were_asked_for() -> None:
    here = told_events()
    found = list(code_scene(scene(here), Asked(), {here.claims[0].id}))
    assert [one.event["text"] for one in found] == ["Arland shelled the town of Quill on 2 May."]


def test_cells_of_a_place_come_from_one_report() -> None:
    here = told_events()
    there = replace(other_paper(), places=())
    (shelled, *_) = coded(there, here, links=same(there, here))
    assert (shelled.event["places"], shelled.event["territory"], shelled.event["where_prec"]) == (["Quill"], "XB", 1)
