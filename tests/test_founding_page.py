"""The founding page, end to end with the shipped model: what a first reader must find and must never say."""

import json
from collections import Counter
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import sayso
from sayso.records import Analysis, Claim
from sayso.records.codec import analysis_to_json

EXAMPLES = Path(__file__).resolve().parents[2] / "shared" / "examples"

pytestmark = [
    pytest.mark.bundle,
    pytest.mark.shared,
    pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the shared examples are not beside this checkout"),
    pytest.mark.parametrize("page", ["damascus-offer.txt", "page-damascus-offer.html"]),
]


@cache
def analysis_of(page: str) -> Analysis:
    return sayso.read(str(EXAMPLES / page)).analysis


@cache
def scorer() -> ModuleType:
    spec = spec_from_file_location("chains_scorer", EXAMPLES.parent / "score" / "chains.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def expected() -> dict[str, Any]:
    facts: dict[str, Any] = json.loads((EXAMPLES / "damascus-offer.expected.json").read_text(encoding="utf-8"))
    return facts


def over(analysis: Analysis, key: str) -> list[Claim]:
    """The claims whose contents share a character with these words."""
    start = analysis.document.text.index(key)
    end = start + len(key)
    return [c for c in analysis.claims if any(s.start < end and start < s.end for s in c.contents)]


def test_no_claim_stands_over_what_is_no_reporting(page: str) -> None:
    chrome = [reading["key"] for reading in expected()["never"] if "as" not in reading]
    assert len(chrome) == 3
    for key in chrome:
        if key in analysis_of(page).document.text:
            assert over(analysis_of(page), key) == []


def test_nothing_that_is_attributed_reads_as_the_publishers_own_word(page: str) -> None:
    own = [reading["key"] for reading in expected()["never"] if reading.get("as") == "own"]
    for key in own:
        found = over(analysis_of(page), key)
        assert found
        assert all(claim.chain[-1].role == "source" for claim in found)


def test_the_page_is_read_as_a_careful_editor_reads_it(page: str) -> None:
    """Every claim not marked optional with its chain, every date, hedge, style and kind stated; no forbidden reading."""
    record = analysis_to_json(analysis_of(page))
    wanted = [claim for claim in expected()["claims"] if not claim.get("optional")]
    item = {"id": "page", "text": record["document"]["text"], "claims": wanted, "never": expected()["never"]}
    faults: list[tuple[object, ...]] = []
    counts: Counter[str] = Counter()
    scorer().score(item, record, counts, lambda *fault: faults.append(fault))
    assert faults == []
    assert (counts["gold"], counts["chain"], counts["precision"]) == (16, 16, counts["predicted"])
    assert (counts["gold_never"], counts["never"], counts["misattributed"]) == (6, 0, 0)
    assert (counts["has_said"], counts["has_happened"]) == (3, 2)


def test_what_is_optional_is_found_too(page: str) -> None:
    assert any(claim.chain[-1].name is None for claim in over(analysis_of(page), "allegedly proposed by US officials"))


def test_each_claim_begins_with_the_houses_of_the_page(page: str) -> None:
    for claim in analysis_of(page).claims:
        assert [hop.role for hop in claim.chain[:2]] == ["republisher", "publisher"]
        assert {hop.role for hop in claim.chain[2:]} <= {"source"}
        assert [hop.name for hop in claim.chain[:2]] == ["GlobalSecurity.org", "Sputnik News"]


#: The countries of the expected events, as our actors have them.
CODES = {"USA": "US", "SYR": "SY", "IRN": "IR"}


def test_what_is_said_to_have_happened_is_coded(page: str) -> None:
    """The meeting, the withdrawal offered for the one demanded, the refusal: code, mode, who, whom, when, held how."""
    analysis = analysis_of(page)
    text, countries = analysis.document.text, {actor.id: actor.country for actor in analysis.actors}
    by_id = {event.id: event for event in analysis.events}
    dates = {timex.id: timex.value for timex in analysis.timexes}
    for wanted in expected()["events"]:
        (event,) = [
            event
            for event in analysis.events
            if event.trigger.of(text).split()[0] == wanted["trigger"].split()[0]
            and [CODES[code] for code in wanted["actors"]] == [countries[actor] for actor in event.actors]
        ]
        assert (event.code, event.mode) == (wanted["code"], wanted.get("mode")), wanted["trigger"]
        if "recipients" in wanted:
            assert [countries[actor] for actor in event.recipients] == [CODES[code] for code in wanted["recipients"]]
        if "happened" in wanted:
            assert dates.get(event.happened or "") == wanted["happened"]
        if "mood" in wanted:
            assert event.factuality is not None
            assert event.factuality.mood == wanted["mood"]
        if "in_exchange_for" in wanted:
            others = {by_id[one.event].trigger.of(text) for one in event.relations if one.kind == "in_exchange_for"}
            assert wanted["in_exchange_for"] in others
