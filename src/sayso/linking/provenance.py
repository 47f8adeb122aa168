"""The graph behind a claim: pages, outlets, agencies, speakers, documents, utterances, and who has it from whom.

In: claims and links, or a `Lineage`. Out: a `Provenance` whose edges each say why, with the score and the link. Who owns a
house stands in it where a source says so, and counts nothing. Rows of it for people are made in `family_tree`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.inheritance import by_document
from sayso.linking.lineage import Lineage, Root, Step, find_lineage
from sayso.linking.naming import find_outlet, house_name, page_name
from sayso.records import RecordLink

__all__ = [
    "EDGE_KINDS",
    "NODE_KINDS",
    "Provenance",
    "ProvenanceEdge",
    "ProvenanceNode",
    "draw_provenance",
    "trace_provenance",
]

NodeKind = Literal["page", "outlet", "agency", "speaker", "document", "post", "anonymous", "untraced", "utterance", "owner"]
#: `left` has it from `right`, but for the last three, which say whose page, copy or house `left` is.
EdgeKind = Literal["copied_from", "credits", "via", "same_utterance", "republished_by", "published_by", "owned_by"]
NODE_KINDS: tuple[NodeKind, ...] = get_args(NodeKind)
EDGE_KINDS: tuple[EdgeKind, ...] = get_args(EdgeKind)


@dataclass(frozen=True, slots=True)
class ProvenanceNode:
    """What stands in the graph; `day` is that of a page, an ISO day."""

    id: str
    kind: NodeKind
    name: str | None
    day: str | None = None


@dataclass(frozen=True, slots=True)
class ProvenanceEdge:
    """One has it from another: by which claim, on which evidence (a link, or the hop's attribution), and in words."""

    left: str
    right: str
    kind: EdgeKind
    claim: str | None
    evidence: str | None
    score: float
    words: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """The graph of some claims, with the lineage it was drawn from; `roots` are ids of nodes that nothing leads beyond."""

    nodes: tuple[ProvenanceNode, ...]
    edges: tuple[ProvenanceEdge, ...]
    roots: tuple[str, ...]
    lineage: Lineage


def trace_provenance(claims: Sequence[ClaimProfile], links: Sequence[RecordLink]) -> Provenance:
    """The graph of claims that say the same."""
    return draw_provenance(find_lineage(claims, links), links)


def draw_provenance(lineage: Lineage, links: Sequence[RecordLink]) -> Provenance:
    """The graph of a lineage that was found before."""
    drawn = _Drawing(lineage)
    for claim, step in lineage.steps.items():
        drawn.claim(lineage.claims[claim], step)
    drawn.utterances(links)
    drawn.owners()
    roots = tuple(drawn.root(root) for root in lineage.roots.values())
    return Provenance(tuple(drawn.nodes.values()), tuple(drawn.edges.values()), roots, lineage)


class _Drawing:
    """Nodes and edges as they are found, each once."""

    def __init__(self, lineage: Lineage) -> None:
        self.lineage = lineage
        self.nodes: dict[str, ProvenanceNode] = {}
        self.edges: dict[tuple[str, str, str], ProvenanceEdge] = {}

    def claim(self, profile: ClaimProfile, step: Step) -> None:
        """The page of a claim with its houses, and the way its chain and its step lead."""
        page = self.page(profile)
        if profile.house:
            self._edge(page, self.house(profile.house), "published_by", profile, None, f"{page_name(profile)} published it.")
        if profile.page_house and profile.page_house != profile.house:
            words = f"It stands on a page of {house_name(profile.page_house)}."
            self._edge(page, self.house(profile.page_house), "republished_by", profile, None, words)
        kind, _, key = step.towards.partition(":")
        if kind == "c":
            above = self.page(self.lineage.claims[key])
            deed: EdgeKind = "copied_from" if step.rule == "near_copy" else "credits"
            if above != page:
                self._edge(page, above, deed, profile, step.link, step.words, step.score)
        elif kind == "h":
            for house in key.split("+"):
                if step.rule == "declares_source":
                    self._edge(page, self.house(house), "credits", profile, step.link, step.words, step.score)
        else:
            self._chain(page, profile, step, key)

    def _chain(self, page: str, profile: ClaimProfile, step: Step, root: str) -> None:
        """The houses that a voice was heard through, then the voice."""
        voice = self.lineage.voices.of[profile.claim.id]
        at = page
        speaker = profile.speaker
        evidence = speaker.hop.attribution if speaker is not None else None
        for house in voice.houses:
            is_channel = speaker is not None and house == speaker.channel_house
            words = f"{page_name(profile)} has it through {house_name(house)}."
            self._edge(at, self.house(house), "via" if is_channel else "credits", profile, evidence, words)
            at = self.house(house)
        key = next(iter(self.lineage.ends[profile.claim.id]), root)
        score = speaker.hop.score if speaker is not None else step.score
        self._edge(at, self.root(self.lineage.roots[key]), "credits", profile, evidence, step.words, score)

    def utterances(self, links: Iterable[RecordLink]) -> None:
        """The quotations that two pages share, as nodes of their own."""
        documents = by_document(self.lineage.claims)
        for link in links:
            if link.kind == "same_utterance" and link.left in documents and link.right in documents:
                words = next((reason.left for reason in link.evidence if reason.left), None)
                node = f"utterance:{link.id}"
                self.nodes.setdefault(node, ProvenanceNode(node, "utterance", words))
                for document in (link.left, link.right):
                    profile = self.lineage.claims[documents[document][0]]
                    why = f"{page_name(profile)} has the same quotation as another page."
                    self._edge(self.page(profile), node, "same_utterance", profile, link.id, why, link.score)

    def owners(self) -> None:
        """Who owns a house, where the table of outlets has a source and its date for it."""
        for node in [node for node in self.nodes.values() if node.kind in {"outlet", "agency"}]:
            row = find_outlet(node.id)
            if row is not None and row.owner is not None:
                owner = f"owner:{row.owner.text}"
                self.nodes.setdefault(owner, ProvenanceNode(owner, "owner", row.owner.text))
                words = f"{row.name} is owned by {row.owner.text} ({row.owner.source}, {row.owner.date})."
                self.edges[node.id, owner, "owned_by"] = ProvenanceEdge(node.id, owner, "owned_by", None, None, 1.0, words)

    def page(self, profile: ClaimProfile) -> str:
        """The node of a claim's page."""
        node = f"page:{profile.page}"
        self.nodes.setdefault(node, ProvenanceNode(node, "page", page_name(profile), profile.day))
        return node

    def house(self, key: str) -> str:
        """The node of a house."""
        row = find_outlet(key)
        kind: NodeKind = "agency" if row is not None and row.kind == "agency" else "outlet"
        if not key.startswith("page:"):
            self.nodes.setdefault(key, ProvenanceNode(key, kind, house_name(key)))
        return key

    def root(self, root: Root) -> str:
        """The node of a root: a house is the house itself."""
        if root.kind in {"outlet", "untraced"} and root.key.startswith(("outlets:", "house:")) and "+" not in root.key:
            return self.house(root.key)
        self.nodes.setdefault(root.key, ProvenanceNode(root.key, root.kind, root.name))
        return root.key

    def _edge(
        self, left: str, right: str, kind: EdgeKind, profile: ClaimProfile, evidence: str | None, words: str, score: float = 1.0
    ) -> None:
        edge = ProvenanceEdge(left, right, kind, profile.claim.id, evidence, score, words)
        self.edges.setdefault((left, right, kind), edge)
