"""What is measured on worlds: copies, their direction, credits, circles, and the bounds of the number of origins.

In: `Gold` and links, or counts. Out: counts that add up over worlds (`EdgeCounts`), and `Interval`s with their scores. A text
edge of gold is found if true links join its two documents, at whatever distance, for a copy of a copy may as well be linked to
the root; a link is true if its documents share words that one of them took. Direction is asked of true links of which one
document comes from the other, at whatever distance; two copies of one text have none.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from evals.worlds.drafts import TEXT_ACTS
from evals.worlds.gold import CopyEdge, Gold, join_documents
from sayso.records import RecordLink

__all__ = ["ALPHA", "EdgeCounts", "Interval", "Rate", "count_circles", "count_edges", "find_groups"]

#: The interval score is that of a 95 % interval (Gneiting and Raftery 2007): its width, and 2/α for each step outside.
ALPHA = 0.05
COPIES = frozenset({"copy", "rewrite"})
#: Acts whose results are near to copies, but neither asked for nor held against anybody.
NEAR = TEXT_ACTS | {"translate"}


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many."""

    right: int
    of: int

    @property
    def share(self) -> float:
        """The share, 1 where nothing was asked."""
        return self.right / self.of if self.of else 1.0

    def __add__(self, other: "Rate") -> "Rate":
        return Rate(self.right + other.right, self.of + other.of)


ZERO = Rate(0, 0)


@dataclass(slots=True)
class EdgeCounts:
    """Precision and recall of text edges and of credits, direction, and what was missed or wrong, by act."""

    precision: Rate = ZERO
    recall: Rate = ZERO
    credit_precision: Rate = ZERO
    credit_recall: Rate = ZERO
    direction: Rate = ZERO
    sideways: int = 0
    missed: Counter[str] = field(default_factory=Counter)
    turned: Counter[str] = field(default_factory=Counter)
    samples: list[str] = field(default_factory=list)

    @property
    def text_f1(self) -> float:
        """F1 of text edges."""
        return _f1(self.precision.share, self.recall.share)

    @property
    def credit_f1(self) -> float:
        """F1 of credits."""
        return _f1(self.credit_precision.share, self.credit_recall.share)

    @property
    def f1(self) -> float:
        """F1 of both together, each edge counting once."""
        return _f1((self.precision + self.credit_precision).share, (self.recall + self.credit_recall).share)


@dataclass(frozen=True, slots=True)
class Interval:
    """Bounds of a number, and the number; a count alone is an interval of one point."""

    low: int
    high: int
    truth: int

    @property
    def is_covered(self) -> bool:
        """Whether the number lies within the bounds."""
        return self.low <= self.truth <= self.high

    @property
    def score(self) -> float:
        """The interval score: smaller is better."""
        below, above = max(0, self.low - self.truth), max(0, self.truth - self.high)
        return self.high - self.low + 2 / ALPHA * (below + above)


def count_edges(golds: Sequence[Gold], links: Iterable[RecordLink]) -> EdgeCounts:
    """Text edges, directions and credits of links against all worlds they were found in."""
    counts = EdgeCounts()
    kept = list(links)
    world = {analysis.document.id: gold for gold in golds for analysis in gold.analyses}
    houses = {key: _houses(gold, key) for key, gold in world.items()}
    _count_texts(golds, [link for link in kept if link.kind in COPIES], counts)
    _count_credits(golds, [link for link in kept if link.kind == "credits"], houses, counts)
    return counts


def find_groups(documents: Iterable[str], links: Iterable[RecordLink]) -> dict[str, str]:
    """The cluster of each document that copies and rewrites make, named by its first member."""
    known = list(documents)
    edges = [CopyEdge(link.left, link.right, "reprint") for link in links if link.kind in COPIES]
    inside = set(known)
    groups = join_documents(known, [edge for edge in edges if edge.left in inside and edge.right in inside])
    return {document: min(group) for group in groups for document in group}


def count_circles(golds: Sequence[Gold], found: Iterable[Collection[str]]) -> tuple[Rate, Rate]:
    """Recall and precision of circles: one is found if a reported one holds two of its documents or more.

    `found` are the documents of each reported circle.
    """
    gold = [circle for one in golds for circle in one.circles]
    reported = [frozenset(documents) for documents in found]
    met = sum(any(len(circle & other) > 1 for other in reported) for circle in gold)
    right = sum(any(len(circle & other) > 1 for circle in gold) for other in reported)
    return Rate(met, len(gold)), Rate(right, len(reported))


def _count_texts(golds: Sequence[Gold], links: Sequence[RecordLink], counts: EdgeCounts) -> None:
    pages = {analysis.document.id: analysis.document.page for gold in golds for analysis in gold.analyses}
    groups = {document: number for number, group in _numbered(gold.groups for gold in golds) for document in group}
    near = {document: number for number, group in _numbered(_near(gold) for gold in golds) for document in group}
    above = {document: parents for gold in golds for document, parents in _ancestors(gold).items()}
    acts = {(edge.left, edge.right): edge.act for gold in golds for edge in gold.edges}
    true: list[CopyEdge] = []
    right = wrong = 0
    for link in links:
        left, other = link.left, link.right
        is_version = pages[left] == pages[other] or "version" in {acts.get((left, other)), acts.get((other, left))}
        if is_version or (groups[left] != groups[other] and near[left] == near[other]):
            continue
        if groups[left] != groups[other]:
            wrong += 1
            counts.samples.append(f"false {link.kind} {link.score:.2f} {left} {other}")
            continue
        right += 1
        true.append(CopyEdge(left, other, "reprint"))
        if other not in above[left] and left not in above[other]:
            counts.sideways += 1
            continue
        counts.direction += Rate(int(other in above[left]), 1)
        if other not in above[left]:
            counts.turned[acts.get((other, left), "over several steps")] += 1
            counts.samples.append(f"turned {acts.get((other, left), 'several steps')} {left} {other}")
    counts.precision += Rate(right, right + wrong)
    joined = {document: number for number, group in enumerate(join_documents(list(pages), true)) for document in group}
    for gold in golds:
        for edge in gold.edges:
            if edge.act in TEXT_ACTS - {"version"} and pages[edge.left] != pages[edge.right]:
                is_met = joined[edge.left] == joined[edge.right]
                counts.recall += Rate(int(is_met), 1)
                if not is_met:
                    counts.missed[edge.act] += 1
                    counts.samples.append(f"missed {edge.act} {edge.left} {edge.right}")


def _count_credits(
    golds: Sequence[Gold], links: Sequence[RecordLink], houses: Mapping[str, frozenset[str]], counts: EdgeCounts
) -> None:
    wanted = {edge for gold in golds for edge in gold.credits}
    met: set[tuple[str, str]] = set()
    right = 0
    for link in links:
        keys = houses.get(link.right, frozenset({link.right}))
        hits = {(link.left, key) for key in keys} & wanted
        right += bool(hits)
        met |= hits
        if not hits:
            counts.samples.append(f"false credit {link.left} {sorted(keys)}")
    counts.credit_precision += Rate(right, len(links))
    counts.credit_recall += Rate(len(met), len(wanted))
    counts.samples += [f"missed credit {document} {house}" for document, house in sorted(wanted - met)]


def _houses(gold: Gold, document: str) -> frozenset[str]:
    return gold.houses.get(document, frozenset())


def _numbered(groups: Iterable[Iterable[frozenset[str]]]) -> Iterable[tuple[int, frozenset[str]]]:
    return enumerate(group for some in groups for group in some)


def _near(gold: Gold) -> tuple[frozenset[str], ...]:
    documents = [analysis.document.id for analysis in gold.analyses]
    return join_documents(documents, [edge for edge in gold.edges if edge.act in NEAR])


def _ancestors(gold: Gold) -> dict[str, frozenset[str]]:
    """What each document's words come from, at any distance."""
    parents = {edge.left: edge.right for edge in gold.edges if edge.act in TEXT_ACTS}
    found: dict[str, frozenset[str]] = {}
    for analysis in gold.analyses:
        above: list[str] = []
        document = analysis.document.id
        while document in parents:
            document = parents[document]
            above.append(document)
        found[analysis.document.id] = frozenset(above)
    return found


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
