"""Worlds are the same every time, and their records hold together as those of a reading do."""

import json
import os
import subprocess
import sys
from functools import cache
from importlib.resources import files

import jsonschema  # type: ignore[import-untyped]  # it ships no type hints
import pytest
from evals.worlds.drafts import TEXT_ACTS, Draft
from evals.worlds.generator import HELD_OUT_SEEDS, STRATA, World, make_world, stratum_of
from evals.worlds.gold import Gold, make_gold
from evals.worlds.texts import load_themes

from sayso.linking.claim_profiles import profile_claims
from sayso.records.codec import analysis_to_json

SEEDS = range(32)
DIGEST = """
from hashlib import sha256
from evals.worlds.generator import make_world
from evals.worlds.gold import make_gold
gold = make_gold(make_world(11))
print(sha256(repr((gold.analyses, gold.edges, sorted(gold.credits))).encode()).hexdigest())
"""


@cache
def world(seed: int) -> World:
    return make_world(seed)


@cache
def gold(seed: int) -> Gold:
    return make_gold(world(seed))


def drafts() -> list[Draft]:
    return [draft for seed in SEEDS for draft in world(seed).drafts]


def test_a_seed_gives_the_same_world_in_every_process() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


@pytest.mark.parametrize("seed", range(8))
def test_the_number_of_true_origins_follows_from_the_seed(seed: int) -> None:
    assert stratum_of(len(world(seed).true_origins)) == list(STRATA)[seed % 4]


def test_some_themes_are_only_for_worlds_that_nothing_is_tuned_on() -> None:
    kept = {name for name, theme in load_themes().items() if theme["held_out"]}
    assert kept
    assert not kept & {world(seed).theme for seed in SEEDS}
    assert kept & {make_world(seed).theme for seed in HELD_OUT_SEEDS[:24]}


def test_worlds_hold_every_act_and_every_trap() -> None:
    made = drafts()
    assert {draft.act for draft in made} >= {*TEXT_ACTS, "relay", "launder", "translate", None}
    assert {draft.credit for draft in made} == {"dateline", "byline", "line", "none"}
    assert any(draft.published is None for draft in made)
    assert any(draft.republished is not None for draft in made)
    assert any(draft.correction is not None for draft in made)
    assert any(gold(seed).circles for seed in SEEDS)
    assert {what for draft in made for what in draft.lost} >= {"hedge_dropped", "attribution_dropped"}
    by_key = {seed: {draft.key: draft for draft in world(seed).drafts} for seed in SEEDS}
    backwards = [
        draft
        for seed in SEEDS
        for draft in world(seed).drafts
        if draft.made_from
        and draft.published is not None
        and (before := by_key[seed][draft.made_from].published) is not None
        and draft.published < before
    ]
    assert backwards


@pytest.mark.parametrize("seed", range(6))
def test_records_satisfy_the_schema(seed: int) -> None:
    schema = json.loads(files("sayso.records").joinpath("analysis.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    for analysis in gold(seed).analyses:
        validator.validate(analysis_to_json(analysis))


@pytest.mark.parametrize("seed", range(12))
def test_records_hold_together(seed: int) -> None:
    ids = [analysis.document.id for analysis in gold(seed).analyses]
    assert len(set(ids)) == len(ids)
    for analysis in gold(seed).analyses:
        text, known = analysis.document.text, {one.id for one in analysis.attributions}
        assert len(known) == len(analysis.attributions)
        assert {one.parent for one in analysis.attributions} <= known | {None}
        assert all(words.strip() == words for sentence in analysis.sentences if (words := sentence.of(text)))
        actors = {actor.id for actor in analysis.actors}
        for claim in analysis.claims:
            assert claim.id in gold(seed).claims
            assert claim.evidence.exact in text
            assert {hop.attribution for hop in claim.chain} <= known | {None}
            assert {hop.actor for hop in claim.chain} <= actors | {None}


def test_a_page_without_credit_is_its_houses_own_and_a_credited_one_the_credited_houses_copy() -> None:
    for seed in SEEDS:
        for draft, analysis in zip(world(seed).drafts, gold(seed).analyses, strict=True):
            names = [house.name if house else None for house in (analysis.document.publisher, analysis.document.republisher)]
            if draft.credited is not None and draft.credited != draft.house:
                assert names == [draft.credited.name, draft.house.name]
            elif draft.house.kind == "archive":
                assert names == [None, draft.house.name]
            else:
                assert names == [draft.house.name, None]


def test_who_stands_in_a_chain_is_on_the_page() -> None:
    for seed in SEEDS:
        for analysis in gold(seed).analyses:
            for profile in profile_claims(analysis):
                for hop in profile.hops:
                    assert hop.hop.name is None or hop.hop.name in analysis.document.text


def test_copies_share_the_words_of_what_they_were_made_from() -> None:
    for seed in SEEDS:
        sentences = {one.document.id: {span.of(one.document.text) for span in one.sentences} for one in gold(seed).analyses}
        for edge in gold(seed).edges:
            if edge.act in {"reprint", "archive"}:
                left, right = sentences[edge.left], sentences[edge.right]
                assert len(left - right) <= 2, edge


def test_every_true_origin_has_a_claim_and_every_claim_on_the_matter_an_origin() -> None:
    for seed in SEEDS:
        assert {one.origin for one in gold(seed).main} == gold(seed).origins
