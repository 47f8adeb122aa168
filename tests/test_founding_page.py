"""The founding page, end to end with the shipped model: what a first reader must find and must never say."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import sayso
from sayso.records import Analysis, Claim

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


@pytest.mark.parametrize(
    ("key", "source"),
    [
        ("had secretly traveled to Damascus", "Lebanese media"),
        ("meaningless", "Naim Qassem"),
        ("successive victories for Syria and its axis", "PressTV"),
        ("They are Saudi Arabia's allies", "Qassem"),
        ("Damascus had turned down", "Al Akhbar"),
        ("concerns the sovereignty of Syria", "Damascus"),
    ],
)
def test_the_sources_that_a_careful_editor_names_are_found(page: str, key: str, source: str) -> None:
    assert any(source in (claim.chain[-1].name or "") for claim in over(analysis_of(page), key))


def test_each_claim_begins_with_the_houses_of_the_page(page: str) -> None:
    for claim in analysis_of(page).claims:
        assert [hop.role for hop in claim.chain] == ["republisher", "publisher", "source"]
        assert [hop.name for hop in claim.chain[:2]] == ["GlobalSecurity.org", "Sputnik News"]
