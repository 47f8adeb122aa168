"""What the nodes of a graph lead to in the end.

In: the edges of each node. Out: for each node the nodes that nothing leads beyond; nodes that lead round in a circle and
nowhere else count as the least of them. Work grows with edges; nodes with one successor share its answer.
"""

from collections.abc import Mapping, Sequence

__all__ = ["find_rings", "reach"]


def reach(edges: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """The ends of every node that has edges or stands at one."""
    ends: dict[str, tuple[str, ...]] = {}
    for ring in find_rings(edges):
        inside = set(ring)
        beyond = dict.fromkeys(t for node in ring for t in edges.get(node, ()) if t not in inside)
        if not beyond:
            # A house stands for a circle of houses and claims.
            found: tuple[str, ...] = (min(ring, key=lambda node: (not node.startswith("h:"), node)),)
        elif len(beyond) == 1:
            found = ends[next(iter(beyond))]
        else:
            found = tuple(dict.fromkeys(end for target in beyond for end in ends[target]))
        for node in ring:
            ends[node] = found
    return ends


def find_rings(edges: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """The strongly connected components, those that are led to before those that lead there (Tarjan, without recursion)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    held: set[str] = set()
    rings: list[tuple[str, ...]] = []
    for start in edges:
        if start in order:
            continue
        work: list[tuple[str, int]] = [(start, 0)]
        while work:
            node, at = work.pop()
            if at == 0 and node not in order:
                order[node] = low[node] = len(order)
                stack.append(node)
                held.add(node)
            targets = edges.get(node, ())
            while at < len(targets) and (targets[at] in order):
                if targets[at] in held:
                    low[node] = min(low[node], low[targets[at]])
                at += 1
            if at < len(targets):
                work += [(node, at), (targets[at], 0)]
                continue
            if low[node] == order[node]:
                rings.append(_pop_ring(stack, held, node))
    return rings


def _pop_ring(stack: list[str], held: set[str], root: str) -> tuple[str, ...]:
    at = len(stack) - 1
    while stack[at] != root:
        at -= 1
    ring = tuple(stack[at:])
    del stack[at:]
    held.difference_update(ring)
    return ring
