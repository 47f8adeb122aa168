"""Average linkage: what joins, what a chain cannot do, and that nothing depends on the order of pairs."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from sayso.linking.clustering import Forest, link_averages


def test_what_is_alike_joins_and_the_smallest_number_stands_for_it() -> None:
    assert link_averages(4, [(1, 2, 0.9), (2, 3, 0.1)], 0.5) == [0, 1, 1, 3]


def test_a_chain_does_not_stretch() -> None:
    chain = [(one, other, 0.6) for one, other in pairwise(range(20))]
    labels = link_averages(20, chain, 0.4)
    assert max(labels.count(label) for label in labels) == 2


def test_one_bridge_welds_nothing() -> None:
    groups = [(range(10)), (range(10, 20))]
    pairs = [(one, other, 0.8) for group in groups for one, other in combinations(group, 2)]
    labels = link_averages(20, [*pairs, (0, 10, 0.7)], 0.2)
    assert set(labels) == {0, 10}


def test_a_large_group_takes_a_thing_in_that_is_like_enough_of_its_own() -> None:
    pairs = [(one, other, 0.8) for one, other in combinations(range(40), 2)]
    assert set(link_averages(41, [*pairs, *((one, 40, 0.5) for one in range(12))], 0.4)) == {0}


@given(st.randoms(use_true_random=False))
def test_the_order_of_pairs_changes_nothing(chance) -> None:  # type: ignore[no-untyped-def]  # hypothesis's own class
    pairs = [(one, other, round(chance.random(), 1) or 0.1) for one, other in combinations(range(12), 2)]
    shuffled = chance.sample(pairs, len(pairs))
    assert link_averages(12, pairs, 0.5) == link_averages(12, shuffled, 0.5)


def test_a_forest_is_named_by_its_smallest_number() -> None:
    forest = Forest(5)
    forest.join(4, 2)
    forest.join(2, 3)
    assert forest.roots() == [0, 1, 2, 2, 2]
