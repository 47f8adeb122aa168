"""What is true of a world, in the ids of its records: who copied whom, the circles, the stories, which claims say the same.

In: a `World`. Out: `Gold`, with the records of every page as an ideal reader would find them. What a linker makes of the
records is compared with it in `scores`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evals.worlds.drafts import TEXT_ACTS, Act, Draft
from evals.worlds.generator import MAIN_STORY, World
from evals.worlds.grammar import plain
from evals.worlds.records import make_records
from evals.worlds.texts import MAIN, Line
from sayso.linking.claim_profiles import house_key
from sayso.records import Analysis

__all__ = ["CopyEdge", "Gold", "GoldClaim", "join_documents", "make_gold"]


@dataclass(frozen=True, slots=True)
class CopyEdge:
    """The left document was made from the right one, by this act."""

    left: str
    right: str
    act: Act


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """What a claim states, on whose word in the end, and whether it holds or denies it."""

    id: str
    document: str
    proposition: str
    origin: str | None
    polarity: str


@dataclass(frozen=True, slots=True)
class Gold:
    """A world as records, and what is true of them.

    `edges` are all acts, also those that take no words. `groups` are documents that share words, `texts` those that are one
    text but for what was cut or added. `credits` are documents with the key of a house that they name as theirs.
    `houses` are those whose page or copy a document is, `pages` the
    names of the former. `circles` hold documents, `losses` documents with what was lost in them.
    """

    seed: int
    analyses: tuple[Analysis, ...]
    edges: tuple[CopyEdge, ...]
    groups: tuple[frozenset[str], ...]
    texts: tuple[frozenset[str], ...]
    credits: frozenset[tuple[str, str]]
    circles: tuple[frozenset[str], ...]
    stories: Mapping[str, str]
    claims: Mapping[str, GoldClaim]
    origins: frozenset[str]
    losses: tuple[tuple[str, str], ...]
    houses: Mapping[str, frozenset[str]]
    pages: Mapping[str, str]

    @property
    def main(self) -> tuple[GoldClaim, ...]:
        """The claims that hold the main proposition."""
        return tuple(one for one in self.claims.values() if one.proposition == f"{MAIN_STORY}:{MAIN}" and one.polarity == "+")


def make_gold(world: World) -> Gold:
    """The records of a world and what is true of them."""
    analyses: list[Analysis] = []
    ids: dict[str, str] = {}
    claims: dict[str, GoldClaim] = {}
    for draft in world.drafts:
        analysis, lines = make_records(draft, world.parties, world.known)
        analyses.append(analysis)
        document = ids[draft.key] = analysis.document.id
        for key, line in lines.items():
            polarity = "-" if line.kind == "denied" else "+"
            claims[key] = GoldClaim(key, document, _proposition(draft, line), line.origin, polarity)
    edges = tuple(
        CopyEdge(ids[draft.key], ids[draft.made_from], draft.act) for draft in world.drafts if draft.made_from and draft.act
    )
    documents = list(ids.values())
    return Gold(
        seed=world.seed,
        analyses=tuple(analyses),
        edges=edges,
        groups=join_documents(documents, [edge for edge in edges if edge.act in TEXT_ACTS]),
        texts=join_documents(documents, [edge for edge in edges if edge.act in TEXT_ACTS - {"rewrite"}]),
        credits=frozenset((ids[draft.key], key) for draft in world.drafts for key in _credited(draft, world)),
        circles=tuple(frozenset(ids[key] for key in circle) for circle in world.circles),
        stories={ids[draft.key]: draft.story for draft in world.drafts},
        claims=claims,
        origins=world.true_origins,
        losses=tuple((ids[draft.key], what) for draft in world.drafts for what in _lost(draft)),
        houses={ids[draft.key]: frozenset(_houses(draft)) for draft in world.drafts},
        pages={ids[draft.key]: draft.house.name for draft in world.drafts},
    )


def _proposition(draft: Draft, line: Line) -> str:
    """The key of what a line states: numbers that changed are other propositions."""
    fact = plain(line.marked) if line.kind == "hub" else line.fact if line.value is None else f"{line.fact}:{line.value}"
    return f"{draft.story}:{fact}"


def _credited(draft: Draft, world: World) -> Iterable[str]:
    """The houses that a page says it has something from: in a line of its own, as sources or as where somebody spoke."""
    names = [draft.credited.name] if draft.credited is not None else []
    for line in draft.lines:
        if "<s" in line.marked:
            names += [world.parties[key].name or "" for key in line.parties if world.parties[key].kind == "house"]
    for name in names:
        key = house_key(name)
        if key is not None and name != draft.house.name:
            yield key


def _lost(draft: Draft) -> Iterable[str]:
    """What was dropped or altered on this page, and whether it has the main thing from media that nobody names."""
    yield from draft.lost
    if any(line.kind == "media" and line.fact == MAIN for line in draft.lines):
        yield "ends_in_media"


def _houses(draft: Draft) -> Iterable[str]:
    """The keys of the houses whose page or copy it is."""
    for house in (draft.house, draft.credited):
        key = house_key(house.name) if house is not None else None
        if key is not None:
            yield key


def join_documents(documents: Sequence[str], edges: Iterable[CopyEdge]) -> tuple[frozenset[str], ...]:
    """Documents that edges join, in the order of their first member."""
    leader = {document: document for document in documents}

    def find(document: str) -> str:
        while leader[document] != document:
            leader[document] = leader[leader[document]]
            document = leader[document]
        return document

    for edge in edges:
        leader[find(edge.left)] = find(edge.right)
    groups: dict[str, set[str]] = {}
    for document in documents:
        groups.setdefault(find(document), set()).add(document)
    return tuple(frozenset(group) for group in groups.values())
