"""Claims: the rows of the ledger, one for each proposition and chain.

In: an analysis with attributions, relays, actors and time expressions. Out: the same with its claims: the publication hops of
the document, then the chain of sources; the contents, two dates, how firmly they are held. What nobody is named for is the
publisher's own; what is hedged by a word that names nobody has a hop without a name. It scores no truth.

A decline ("refused to comment") and what stands in it, an attribution without contents, "did not say that P", "asked whether
P" and what somebody might or will say claim nothing: they stay attributions.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.languages import Language, load_language
from sayso.records import Analysis, Attribution, Claim, Hop, Span, TextQuote, text_of
from sayso.records.ids import claim_id
from sayso.stages.actors import is_stated
from sayso.stages.base import Stage
from sayso.stages.carrying import find_carried
from sayso.stages.chains import Speaker, find_chain, forget_pronouns, join_house
from sayso.stages.claiming import Claiming
from sayso.stages.clocks import find_happened
from sayso.stages.factuality import Holding, find_factuality
from sayso.stages.hedging import Hedge, find_hedges
from sayso.stages.posts import account_at, find_accounts
from sayso.stages.propositions import Proposition, find_propositions, find_statements, words_of_cue
from sayso.stages.publication import find_publication_hops, is_taken_back
from sayso.stages.trees import SUBJECTS, read_tree

__all__ = ["CLAIMS", "find_claims"]

#: Characters of context on either side of the evidence.
CONTEXT = 32
#: How sure a claim in the publisher's own voice is that no attribution was passed over; not measured apart.
OWN_SCORE = 0.7
#: How sure it is that a sentence goes on with the report before it, against that report; not measured apart.
CARRIED_SCORE = 0.6
#: Who writes, of himself.
OWN = frozenset({"i", "we"})
QUOTES = frozenset('"“”')
TO_DO = re.compile(r"(?:not )?to ")
#: Blocks whose sentences are statements of the publisher.
STATED_IN = frozenset({"headline", "standfirst", "body", "correction"})


def find_claims(analysis: Analysis) -> Analysis:
    """The analysis with its claims, in the order of their contents."""
    claims = tuple(_Builder(analysis).build())
    if is_taken_back(analysis.document):
        claims = tuple(replace(claim, status="withdrawn") for claim in claims)
    return replace(analysis, claims=claims)


@dataclass(frozen=True, slots=True)
class _Chained:
    """A proposition with the hops of its sources and the attribution that it hangs on."""

    proposition: Proposition
    hops: tuple[Hop, ...]
    attribution: Attribution | None
    turn: int
    score: float


class _Builder:
    """The claims of one analysis; holds what all of them need."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.document = analysis.document
        self.text = analysis.document.text
        self.language: Language = load_language(analysis.document.language)
        self.tree = read_tree(analysis)
        self.by_id = {one.id: one for one in analysis.attributions}
        self.published_by = find_publication_hops(analysis.document)
        self.accounts = find_accounts(analysis)
        self.speakers = _speakers(analysis)
        spoken_of = (mention.span.start for mention in analysis.mentions if mention.kind != "pronoun")
        first = min(spoken_of, default=len(self.text))
        #: The attributions before which somebody is spoken of.
        self.later = {one.id for one in analysis.attributions if first < one.cue[0].start}
        headlines = [block.span for block in self.document.blocks if block.role == "headline"]
        self.claiming = Claiming(self.tree, self.by_id, headlines, self.language)
        self.words = {one.id: self._words(one) for one in analysis.attributions if not self.claiming.is_act(one)}
        self.said_by = {one.said for one in analysis.attributions if one.said and one.id in self.words}

    def build(self) -> Iterator[Claim]:
        """The claims, those of attributions and the publisher's own, in text order."""
        found = [*self._attributed(), *self._stated()]
        for one in sorted(found, key=lambda c: (min(s.start for s in c.proposition.spans), c.turn)):
            yield from self._claims(one)

    def _words(self, one: Attribution) -> set[int]:
        """The words that say who says what: nobody else's statement is made of them."""
        tree = self.tree
        spans = (*one.contents, *((one.channel,) if one.channel else ()))
        words = (set(tree.within(spans)) | words_of_cue(tree, one.cue)) - self._own_noun(one)
        sources = set(tree.within(one.sources))
        return words - sources if self._acts_too(one) else words | sources

    def _own_noun(self, one: Attribution) -> set[int]:
        """The noun of saying, where the sentence around it tells what became of it: "Complaints by X that P were forwarded"."""
        tree, places = self.tree, self.tree.within(one.cue)
        head = tree.head(one.cue)
        if head is None or len(places) != 1 or tree.relation(head) not in {*SUBJECTS, "obl", "nmod"} or tree.is_clause(head):
            return set()
        is_noun = self.language.is_in(tree.form(head), "relays.statements")
        return {head} if is_noun and tree.words[head].head >= 0 else set()

    def _acts_too(self, one: Attribution) -> bool:
        """Whether a source does something before it says something: "Aldermoor cut its forecast, blaming the price"."""
        tree = self.tree
        head, cue = tree.head(one.sources), tree.head(one.cue)
        if head is None or cue is None or len(one.sources) != 1 or tree.relation(head) not in SUBJECTS:
            return False
        verb = tree.words[head].head
        joined = tree.words[cue].head == verb and tree.relation(cue) in {"advcl", "conj", "xcomp"}
        return joined and head < verb < cue and verb not in tree.within(one.cue)

    def _attributed(self) -> Iterator[_Chained]:
        for attribution in self.analysis.attributions:
            if not self.claiming.claims_something(attribution):
                continue
            cut = set().union(*(self.words.get(inner.id, set()) for inner in self._inside(attribution)))
            chains = self._chains(attribution)
            for proposition in find_propositions(self.tree, self.analysis.sentences, attribution.contents, cut):
                for turn, hops in enumerate(chains):
                    yield _Chained(proposition, hops, attribution, turn, attribution.score)

    def _chains(self, attribution: Attribution) -> list[tuple[Hop, ...]]:
        """The chains of an attribution; a pronoun that was left open names nobody, unless nobody at all stands before it."""
        chains = find_chain(self.tree, attribution, self.by_id, self.speakers, self.language)
        return [forget_pronouns(chain, self.later, self.language) for chain in chains]

    def _inside(self, attribution: Attribution) -> Iterator[Attribution]:
        """The attributions nested in one, at any depth, that claim something themselves."""
        for other in self.analysis.attributions:
            above, steps = other, 0
            while above.parent is not None and above.parent in self.by_id and steps < 8:
                above, steps = self.by_id[above.parent], steps + 1
                if above.id == attribution.id:
                    if self.claiming.claims_something(other):
                        yield other
                    break

    def _stated(self) -> Iterator[_Chained]:
        """What the publisher says himself."""
        taken = set().union(*self.words.values()) if self.words else set()
        whole = self.analysis
        parts = whole.sentences, whole.quotations, whole.attributions
        carried = find_carried(self.tree, *parts, self.language, whole.document.entries)
        roles = [(block.span, block.role) for block in self.document.blocks]
        for sentence in self.analysis.sentences:
            role = next((role for span, role in roles if span.contains(sentence)), "body")
            posted = account_at(self.accounts, (sentence,)) if role == "embed" else None
            if (role not in STATED_IN and (posted is None or posted.name is None)) or self.text[: sentence.end].endswith("?"):
                continue
            if sentence in carried:
                yield from self._carried(sentence, carried[sentence])
                continue
            for proposition in find_statements(self.tree, sentence, taken):
                if role == "headline" or self._is_statement(proposition):
                    yield _Chained(proposition, (), None, 0, OWN_SCORE)

    def _carried(self, sentence: Span, attribution: Attribution) -> Iterator[_Chained]:
        """A sentence that goes on with what an attribution before it reports: its chain, every hop marked as carried."""
        score = attribution.score * CARRIED_SCORE
        for turn, hops in enumerate(self._chains(attribution)):
            carried = tuple(
                replace(hop, basis="carried", hedges=(), said=None, polarity="+", score=round(score, 4)) for hop in hops
            )
            for proposition in find_statements(self.tree, sentence, set()):
                yield _Chained(proposition, carried, attribution, turn, score)

    def _is_statement(self, proposition: Proposition) -> bool:
        head = proposition.head
        if head is None:
            return False
        return bool(self.tree.children(head, "aux")) or any(self.tree.is_clause(place) for place in proposition.places)

    def _claims(self, one: _Chained) -> Iterator[Claim]:
        proposition, tree = one.proposition, self.tree
        head = proposition.head
        hedges = find_hedges(tree, set(proposition.places), head, self.language) if head is not None else []
        yield self._claim(one, proposition, [h for h in hedges if h.noun is None or one.attribution is None])
        if one.attribution is None:
            return
        for hedge in hedges:
            if hedge.noun is not None:
                places = frozenset(self._of_noun(hedge) & proposition.places)
                yield self._claim(self._hedged(one, hedge), Proposition(places, hedge.noun, tree.spans(places)), [hedge])

    def _of_noun(self, hedge: Hedge) -> set[int]:
        """The words of a hedged noun or clause, as far as what is said of it: "the offer [allegedly made in June] as …"."""
        tree = self.tree
        below = tree.below(hedge.noun) if hedge.noun is not None else set()
        first = tree.at(hedge.span.start) or 0
        end = min((p for p in below if p > first and (tree.form(p) == "as" or tree.form(p) in QUOTES)), default=len(tree.words))
        return {place for place in below if place < end}

    def _hedged(self, one: _Chained, hedge: Hedge) -> _Chained:
        """Who stands behind a hedged part of a proposition: the same sources, and nobody named if its verb is hedged."""
        if hedge.noun is None or not self.tree.form(self.tree.at(hedge.span.start) or 0).endswith("ly"):
            return one
        nominal = one.proposition.head is None or not self.tree.is_clause(one.proposition.head)
        hops = () if nominal else one.hops
        return replace(one, hops=(*hops, _unnamed_hop((hedge.span,), one.score)))

    def _claim(self, one: _Chained, proposition: Proposition, hedges: Sequence[Hedge]) -> Claim:
        attribution, hops = one.attribution, self._posted(one)
        spans = tuple(hedge.span for hedge in hedges)
        factuality = find_factuality(
            self.tree, set(proposition.places), proposition.head, hedges, self._holding(attribution), self.language
        )
        if any(hedge.weight in {"unnamed", "believed"} and hedge.noun is None for hedge in hedges) and not (
            hops and hops[-1].name is None
        ):
            hops = (*hops, _unnamed_hop(spans, one.score))
        elif hops and spans:
            hops = (*hops[:-1], replace(hops[-1], hedges=spans))
        innermost = None if attribution is None else attribution.id if not one.turn else f"{attribution.id}/{one.turn}"
        said = next((hop.said for hop in reversed(hops) if hop.said), None)
        return Claim(
            id=claim_id(self.document.id, innermost, self.text, proposition.spans),
            document=self.document.id,
            chain=join_house(self.published_by, self._without_writer(hops)),
            contents=proposition.spans,
            evidence=_evidence(self.text, proposition.spans),
            events=(),
            factuality=factuality,
            said=said,
            happened=find_happened(
                self.tree,
                self.analysis.timexes,
                proposition.places,
                proposition.head,
                self.said_by,
                self.language,
                spoken=attribution is not None and attribution.style == "direct",
            ),
            score=round(one.score, 4),
        )

    def _posted(self, one: _Chained) -> tuple[Hop, ...]:
        """The hops of a proposition, behind the account whose post it stands in; "we" in a post is the account."""
        account = account_at(self.accounts, one.proposition.spans)
        if account is None:
            return one.hops
        own = self.by_id.get(one.hops[0].attribution or "") if one.hops else None
        is_own = own is not None and len(own.sources) == 1 and own.sources[0].of(self.text).lower() in OWN
        return (account, *(one.hops[1:] if is_own else one.hops))

    def _without_writer(self, hops: tuple[Hop, ...]) -> tuple[Hop, ...]:
        """The hops without an "I" outside quotation marks, where the page's writer stands in the chain already."""
        signed = bool(self.published_by) and self.published_by[-1].role == "source"
        own = self.by_id.get(hops[0].attribution or "") if signed and hops else None
        if own is None or len(own.sources) != 1 or own.parent is not None:
            return hops
        return hops[1:] if own.sources[0].of(self.text).lower() in OWN else hops

    def _is_asked_of(self, attribution: Attribution) -> bool:
        """Whether contents are whom somebody told and what he is to do: "told [the players to accept half pay]"."""
        head = self.tree.head(attribution.contents)
        if (
            head is None
            or self.tree.has_clause(attribution.contents)
            or attribution.contents[0].start < attribution.cue[0].start
        ):
            return False
        below = (head, *self.tree.children(head, "acl", "xcomp", "advcl"))
        return any(self.tree.form(mark) == "to" for place in below for mark in self.tree.children(place, "mark"))

    def _holding(self, attribution: Attribution | None) -> Holding:
        if attribution is None:
            return Holding()
        words = text_of(self.text, attribution.cue, " ")
        sense = self.language.read_cue(words, "", "")
        return Holding(
            attribution.cue_kind,
            attribution.polarity,
            sense.lemma,
            is_infinitive=any(TO_DO.match(self.text, span.start, span.end) for span in attribution.contents)
            or self._is_asked_of(attribution),
            is_unnamed=not attribution.sources,
            is_direct=attribution.style == "direct",
        )


def _speakers(analysis: Analysis) -> Mapping[str, Sequence[Speaker]]:
    """The speakers of each attribution, and whether its source itself names them."""
    text, actors = analysis.document.text, {actor.id: actor for actor in analysis.actors}
    named: dict[str, list[Span]] = {}
    for mention in analysis.mentions:
        if mention.actor in actors and is_stated(text, mention, actors[mention.actor]):
            named.setdefault(mention.actor, []).append(mention.span)
    return {
        one.id: [
            Speaker(actors[key], any(source.contains(span) for source in one.sources for span in named.get(key, ())))
            for key in one.speakers
            if key in actors
        ]
        for one in analysis.attributions
    }


def _unnamed_hop(hedges: tuple[Span, ...], score: float) -> Hop:
    """Somebody whom a hedge leaves unnamed."""
    return Hop("source", None, None, None, None, None, None, "+", hedges, "stated", score)


def _evidence(text: str, contents: tuple[Span, ...]) -> TextQuote:
    """The contents with what stands between their pieces, so that one search finds them again, and some context."""
    start, end = min(span.start for span in contents), max(span.end for span in contents)
    return TextQuote(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


CLAIMS = Stage("claims", needs=("sentences", "attributions"), gives=("claims",), apply=find_claims)
