"""Worlds are linked from end to end, and what is printed of them is what was counted."""

from functools import cache

import pytest
from evals.worlds.__main__ import print_report
from evals.worlds.generator import make_world
from evals.worlds.gold import Gold, make_gold
from evals.worlds.linked import Linked, link_worlds, report

SEEDS = (0, 1, 2)


@cache
def golds() -> list[Gold]:
    return [make_gold(make_world(seed)) for seed in SEEDS]


@cache
def linked() -> Linked:
    return link_worlds([analysis for gold in golds() for analysis in gold.analyses])


def test_every_world_has_bounds_and_two_counts_beside_them() -> None:
    bounds = report(golds(), linked()).bounds
    assert [one.seed for one in bounds] == list(SEEDS)
    assert [one.stratum for one in bounds] == ["1", "2", "3-5"]
    for one in bounds:
        assert one.given.low <= one.given.high
        assert one.publishers.low == one.publishers.high >= one.texts.low > 0
        assert one.claims.of > 0


def test_the_table_names_its_bars_and_its_strata(capsys: pytest.CaptureFixture[str]) -> None:
    print_report(report(golds(), linked()), why=True)
    printed = capsys.readouterr().out
    for words in ("copy edges F1", "direction", "circles", "true origins", "with gold same_claim", "publishers", "3-5"):
        assert words in printed


def test_nothing_linked_is_nothing_found_and_no_error() -> None:
    bare = report(golds(), Linked(linked().profiles, (), (), (), ()))
    assert bare.edges.recall.right == 0
    assert all(one.found.high >= one.found.low for one in bare.bounds)
