"""The gold passages keep their form, and figures have the cases that they claim."""

from collections import Counter
from typing import Any

import pytest
from evals.chains import GOLD, STATED, chain_figures, read_gold
from evals.corpora import has_corpora

from sayso.pipeline import open_pipeline
from sayso.records import CUE_KINDS, STYLES

HALVES = ("dev", "test")
PARTS = (*HALVES, "extra")
CERTAINTIES = {"certain", "probable", "possible", "unknown"}
MOODS = {"asserted", "conditional", "hypothetical", "demanded", "offered", "wished"}


def every(part: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return [(item, claim) for item in read_gold(part) for claim in item["claims"]]


@pytest.mark.parametrize("part", PARTS)
def test_a_key_stands_once_in_its_text(part: str) -> None:
    for item in read_gold(part):
        for one in (*item["claims"], *item.get("never", [])):
            assert item["text"].count(one["key"]) == 1, (item["id"], one["key"])
        for one in item.get("attributions", []):
            assert item["text"].count(one["cue"]) == 1, (item["id"], one["cue"])


@pytest.mark.parametrize("part", PARTS)
def test_the_values_are_those_of_the_records(part: str) -> None:
    for item, claim in every(part):
        assert all(hop and all(isinstance(name, str) for name in hop) for hop in claim["chain"]), item["id"]
        assert claim.get("cue_kind", "speech") in CUE_KINDS, item["id"]
        assert claim.get("style", "direct") in STYLES, item["id"]
        assert claim.get("certainty", "certain") in CERTAINTIES, item["id"]
        assert claim.get("mood", "asserted") in MOODS, item["id"]
        assert claim.get("polarity", "+") in {"+", "-", "?"}, item["id"]


def test_no_passage_stands_in_both_halves() -> None:
    texts = [item["text"] for part in PARTS for item in read_gold(part)]
    ids = [item["id"] for part in PARTS for item in read_gold(part)]
    assert len(set(texts)) == len(texts)
    assert len(set(ids)) == len(ids)


def test_there_are_as_many_chains_and_fields_as_a_figure_needs() -> None:
    depths = Counter(len(claim["chain"]) for part in HALVES for _, claim in every(part))
    assert sum(number for depth, number in depths.items() if depth > 1) >= 300
    assert sum(number for depth, number in depths.items() if depth > 2) >= 30
    assert depths[1] >= 300
    for field in STATED:
        for part in HALVES:
            assert sum(field in claim for _, claim in every(part)) >= 40, (part, field)


def test_the_card_counts_what_there_is() -> None:
    card = (GOLD / "CARD.md").read_text(encoding="utf-8")
    passages = [item for part in HALVES for item in read_gold(part)]
    claims = [claim for item in passages for claim in item["claims"]]
    assert f"{len(passages)} short news passages" in card
    assert f"{len(claims)} claims, {sum(len(c['chain']) > 1 for c in claims)} of them" in card


@pytest.mark.bundle
@pytest.mark.shared
@pytest.mark.skipif(not has_corpora(), reason="the shared scorers are not beside this checkout")
def test_figures_count_the_cases_behind_them() -> None:
    gold = read_gold("dev")[:6]
    found = chain_figures(gold, open_pipeline())
    assert found["found"]["cases"] == sum(len(item["claims"]) for item in gold)
    assert all(own["low"] <= own["value"] <= own["high"] for own in found.values())
