"""Where each claim comes from: another claim, a house, or a root that nothing leads beyond.

In: claims and links. Out: a `Lineage`: for each claim its `Step`, with the rule, the link and a sentence that says why, and the
roots that the steps lead to. A house stands for what its own pages have it from; houses that only have it from one another
are one root. It counts nothing and decides nothing about truth.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.inheritance import Parent, find_parents
from sayso.linking.naming import house_name, page_name
from sayso.linking.reaching import reach
from sayso.linking.unions import Unions
from sayso.linking.voices import Voice, Voices, find_voices
from sayso.records import CountRule, RecordLink, RootKind

__all__ = ["Lineage", "Root", "Step", "find_lineage"]

#: From this score on a document credits a house as a whole, by a line or a dateline; a house that a sentence names is that
#: sentence's alone.
CREDITED = 0.8
#: What is known of a voice, best first: the claim that others of its page lean on.
HEADS = frozenset({"headline", "standfirst", "caption"})
ORDER: tuple[RootKind, ...] = ("speaker", "document", "post", "anonymous", "outlet", "untraced")


@dataclass(frozen=True, slots=True)
class Step:
    """One claim has it from something: `towards` is "c:CLAIM", "h:HOUSE" or "r:ROOT"; `words` say why, for a person."""

    claim: str
    towards: str
    rule: CountRule
    link: str | None
    score: float
    words: str


@dataclass(frozen=True, slots=True)
class Root:
    """What nothing leads beyond: a party, a description that one house heard, or houses whose own source is not known."""

    key: str
    kind: RootKind
    name: str | None
    country: str | None
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lineage:
    """The claims by id in order of their days, the step of each, the roots it leads to, and all roots in order.

    `by_house` holds the claims that each house published, those first that name a source.
    """

    claims: dict[str, ClaimProfile]
    voices: Voices
    steps: dict[str, Step]
    ends: dict[str, tuple[str, ...]]
    roots: dict[str, Root]
    by_house: dict[str, tuple[str, ...]]


def find_lineage(claims: Sequence[ClaimProfile], links: Sequence[RecordLink]) -> Lineage:
    """Where each of these claims comes from."""
    ordered = {c.claim.id: c for c in sorted(claims, key=lambda c: (c.day or "9999", c.claim.document, c.claim.id))}
    voices = find_voices(tuple(ordered.values()), links)
    tracer = _Tracer(ordered, voices, links)
    return tracer.trace()


@dataclass(slots=True)
class _Tracer:
    """The steps as they are found; `joined` are roots that a shared quotation makes one."""

    claims: dict[str, ClaimProfile]
    voices: Voices
    links: Sequence[RecordLink]
    steps: dict[str, Step] = field(default_factory=dict)
    roots: dict[str, Root] = field(default_factory=dict)
    joined: Unions = field(default_factory=Unions)
    #: The pages whose bodies name or describe a source.
    told: set[str] = field(default_factory=set)
    #: The house whose word each claim is, by id, and the houses whose own pages are here.
    owners: dict[str, str] = field(default_factory=dict)
    houses: set[str] = field(default_factory=set)
    #: The descriptions that each house heard, as roots.
    described: defaultdict[str, list[Root]] = field(default_factory=lambda: defaultdict(list))

    def trace(self) -> Lineage:
        """All steps, then where they end."""
        self.told = {
            p.page for c, p in self.claims.items() if p.role not in HEADS and self._voice(c).kind not in {"untraced", "outlet"}
        }
        inherited = find_parents(self.claims, self.voices, self.links)
        for claim in self.claims:
            if claim in inherited.parents:
                self._inherit(claim, inherited.parents[claim])
        self.owners = {
            claim: self._owner(profile, is_added=profile.claim.document in inherited.copying and claim not in self.steps)
            for claim, profile in self.claims.items()
        }
        own = self._houses_with_sources()
        for claim, profile in self.claims.items():
            if claim not in self.steps and not self._is_short(profile):
                self._own_step(profile, own)
        self._lean_on_page(self._credits())
        self._share_quotes(inherited.utterances)
        return self._ended()

    def _is_short(self, profile: ClaimProfile) -> bool:
        """Whether a headline only describes its source ("officials say"), so that the body may say more of who that is."""
        return profile.role in HEADS and self._voice(profile.claim.id).kind == "anonymous" and profile.page in self.told

    def _owner(self, profile: ClaimProfile, *, is_added: bool) -> str:
        """The house whose word a claim is: the publisher's, but for what a page added to a text that it took."""
        house = profile.page_house if is_added else profile.house
        return house or profile.house or f"page:{profile.page}"

    def _heard(self, claim: str) -> str:
        """The house that heard the voice: the innermost it came through, else the one whose word it is."""
        voice = self._voice(claim)
        return voice.houses[-1] if voice.houses else self.owners[claim]

    def _voice(self, claim: str) -> Voice:
        return self.voices.of[claim]

    def _step(self, claim: str, towards: str, rule: CountRule, words: str, link: str | None = None, score: float = 1.0) -> None:
        self.steps[claim] = Step(claim, towards, rule, link, score, words)

    def _inherit(self, claim: str, parent: Parent) -> None:
        self._step(claim, f"c:{parent.claim}", parent.rule, parent.words, parent.link, parent.score)

    def _houses_with_sources(self) -> set[str]:
        """Houses on whose own pages somebody is said to have said it."""
        return {
            self.owners[claim]
            for claim in self.claims
            if self._voice(claim).kind not in {"untraced", "outlet"} and not self._voice(claim).houses
        }

    def _own_step(self, profile: ClaimProfile, sourced: set[str]) -> None:
        """The step of a claim that names somebody or describes him; those that name nobody come later."""
        claim, voice = profile.claim.id, self._voice(profile.claim.id)
        where = page_name(profile)
        if voice.kind == "untraced":
            return
        if voice.kind == "outlet" and voice.key is not None:
            self._step(claim, f"h:{voice.key}", "declares_source", f"{where} has it from {voice.name}.")
        elif voice.key is not None:
            self._root(Root(voice.key, voice.kind, voice.name, voice.country, voice.words))
            self._step(claim, f"r:{voice.key}", "same_speaker", f"{where} has it from {voice.name}{_through(voice)}.")
        elif voice.houses and voice.houses[-1] in sourced:
            words = f"{where} has it from {voice.name}{_through(voice)}, whose own page is here."
            self._step(claim, f"h:{voice.houses[-1]}", "declares_source", words)
        else:
            self._described(claim, voice, where)

    def _described(self, claim: str, voice: Voice, where: str) -> None:
        """The root of somebody who is only described: one within a house, as far as the descriptions go together."""
        heard = self._heard(claim)
        known = self.described[heard]
        root = next((root for root in known if root.words <= voice.words or voice.words <= root.words), None)
        if root is None:
            key = f"anonymous:{heard}:{' '.join(sorted(voice.words))}"
            root = Root(key, voice.kind, voice.name, voice.country, voice.words)
            known.append(root)
        self._root(root)
        self._step(claim, f"r:{root.key}", "same_outlet", f"{where} has it from “{voice.name}”{_through(voice)}.")

    def _root(self, root: Root) -> None:
        self.roots.setdefault(root.key, root)

    # --- what names nobody ---

    def _credits(self) -> dict[str, list[tuple[str, RecordLink]]]:
        """The houses that each document credits as a whole, also by a document of theirs; the surest first."""
        house_of = {profile.claim.document: profile.house for profile in self.claims.values()}
        found: defaultdict[str, list[tuple[str, RecordLink]]] = defaultdict(list)
        for link in self.links:
            if link.kind == "credits" and (link.score >= CREDITED or link.state == "confirmed"):
                house = link.right if ":" in link.right else house_of.get(link.right)
                if house is not None:
                    found[link.left].append((house, link))
        return {key: sorted(own, key=lambda pair: (-pair[1].score, pair[0])) for key, own in found.items()}

    def _lean_on_page(self, credited: dict[str, list[tuple[str, RecordLink]]]) -> None:
        """A claim that names nobody has it from whom its page names beside it, from a house it credits, else from its house."""
        best: dict[str, str] = {}
        for claim in sorted(self.steps, key=lambda c: ORDER.index(self._voice(c).kind)):
            best.setdefault(self.claims[claim].page, claim)
        for claim, profile in self.claims.items():
            if claim in self.steps:
                continue
            where = page_name(profile)
            known = {profile.house, self.owners[claim]}
            houses = {house: link for house, link in credited.get(profile.claim.document, ()) if house not in known}
            if profile.page in best:
                words = f"{where} says it again, and tells below who says so."
                self._step(claim, f"c:{best[profile.page]}", "same_page", words)
            elif houses:
                link = next(iter(houses.values()))
                words = f"{where} credits {' and '.join(house_name(house) for house in sorted(houses))}."
                self._step(claim, f"h:{'+'.join(sorted(houses))}", "declares_source", words, link.id, link.score)
            else:
                self._step(claim, f"h:{self.owners[claim]}", "untraced", f"{where} names no source.")

    def _share_quotes(self, utterances: Iterable[tuple[str, str, RecordLink]]) -> None:
        """Two pages with the same quoted words have one speaker, where at most one of them names him."""
        for left, right, link in utterances:
            ends = [self.steps[claim].towards for claim in (left, right)]
            kinds = [self._voice(claim).kind for claim in (left, right)]
            if all(end.startswith("r:") for end in ends):
                keys = [self.joined.find(end[2:]) for end in ends]
                if "anonymous" in kinds and keys[0] != keys[1] and not self._are_two(keys[0], keys[1]):
                    self._join(keys[0], keys[1])
            elif "untraced" in kinds and kinds[0] != kinds[1]:
                bare, named = (left, right) if kinds[0] == "untraced" else (right, left)
                if self.steps[bare].rule == "untraced":
                    words = f"{page_name(self.claims[bare])} has the words that {page_name(self.claims[named])} quotes."
                    self._step(bare, f"c:{named}", "shares_quote", words, link.id, link.score)

    def _are_two(self, left: str, right: str) -> bool:
        return self.roots[left].kind != "anonymous" and self.roots[right].kind != "anonymous"

    def _join(self, left: str, right: str) -> None:
        """Join two roots under the one that is named."""
        first, second = sorted((left, right), key=lambda key: (self.roots[key].kind == "anonymous", key))
        self.joined.above[second] = first

    # --- where it ends ---

    def _ended(self) -> Lineage:
        edges: dict[str, list[str]] = {f"c:{claim}": [step.towards] for claim, step in self.steps.items()}
        for claim in self.claims:
            house = self.owners[claim]
            for key in dict.fromkeys((house, self._heard(claim))):
                if self.steps[claim].towards != f"h:{key}":
                    edges.setdefault(f"h:{key}", []).append(f"c:{claim}")
            self.houses.add(house)
        ends = reach(edges)
        roots: dict[str, Root] = {}
        found: dict[str, tuple[str, ...]] = {}
        for claim in self.claims:
            keys = dict.fromkeys(self._end(end, claim) for end in ends[f"c:{claim}"])
            found[claim] = tuple(keys)
            for key in keys:
                roots.setdefault(key, self.roots[key])
        return Lineage(self.claims, self.voices, self.steps, found, roots, self._by_house())

    def _by_house(self) -> dict[str, tuple[str, ...]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for claim, profile in self.claims.items():
            if profile.house is not None:
                found[profile.house].append(claim)
        rank = {kind: at for at, kind in enumerate(ORDER)}
        return {house: tuple(sorted(own, key=lambda c: rank[self._voice(c).kind])) for house, own in found.items()}

    def _end(self, end: str, claim: str) -> str:
        """The key of the root that a node without further steps is."""
        if end.startswith("r:"):
            return self.joined.find(end[2:])
        key = end[2:]
        if key not in self.roots:
            is_page = key.startswith("page:") or end.startswith("c:")
            name = self.claims[claim].title if is_page else house_name(key)
            self._root(Root(key, "untraced" if key in self.houses or is_page else "outlet", name, None, frozenset()))
        return key


def _through(voice: Voice) -> str:
    return f" through {house_name(voice.houses[-1])}" if voice.houses else ""
