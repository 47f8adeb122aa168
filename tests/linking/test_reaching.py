"""What nodes lead to in the end, and the circles among them."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.linking.reaching import find_rings, reach

graphs = st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdefgh"), max_size=3), max_size=6)


def test_a_node_leads_to_where_nothing_leads_on() -> None:
    assert reach({"a": ["b"], "b": ["c", "d"], "c": []}) == {"a": ("c", "d"), "b": ("c", "d"), "c": ("c",), "d": ("d",)}


def test_a_circle_that_leads_nowhere_is_one_end_and_a_house_stands_for_it() -> None:
    assert reach({"c:1": ["h:x"], "h:x": ["c:1"]}) == {"c:1": ("h:x",), "h:x": ("h:x",)}


def test_a_circle_with_a_way_out_leads_there() -> None:
    assert reach({"a": ["b"], "b": ["a", "r"]})["a"] == ("r",)


def test_a_long_chain_needs_no_deep_stack() -> None:
    assert reach({str(n): [str(n + 1)] for n in range(50_000)})["0"] == ("50000",)


@given(graphs)
def test_every_node_is_in_one_ring_and_reaches_something(graph: dict[str, list[str]]) -> None:
    rings = find_rings(graph)
    nodes = [node for ring in rings for node in ring]
    assert sorted(nodes) == sorted({*graph, *(target for targets in graph.values() for target in targets)})
    ends = reach(graph)
    assert all(ends[node] for node in nodes)
    for node, targets in graph.items():
        assert {end for target in targets for end in ends[target]} <= set(ends[node]) or not targets
