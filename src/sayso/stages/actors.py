"""The actors of a document and who speaks in each attribution.

In: an analysis with mentions and attributions. Out: the same with its actors, the actor of each mention that means one, and
the speakers of each attribution: one for each joint source in order, or none at all where a pronoun among them is left open.
Names, descriptions and pronouns that are sources have mentions of their own. A wrong speaker is worse than none, so what is
not sure stays open; nobody is looked up outside the document.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.languages import Language, load_language
from sayso.languages.people import People, load_people
from sayso.languages.pronouns import load_weights
from sayso.records import Actor, Analysis, Attribution, Mention, MentionKind, Span
from sayso.records.ids import Occurrences, actor_id, mention_id
from sayso.stages.base import Stage
from sayso.stages.headlines import source_kind_at
from sayso.stages.loose import NOBODY, find_loose, is_definite
from sayso.stages.name_mentions import LONGEST_PARTY, NameMention, find_head, find_name_mentions
from sayso.stages.parties import find_parties, find_phrase
from sayso.stages.pronouns import Gender, Reference
from sayso.stages.references import (
    ANYBODY,
    Layout,
    Problem,
    Pronoun,
    Referent,
    antecedent,
    find_pronouns,
    pronoun_sort,
    reference,
    resolve_personal,
    resolve_thing,
)
from sayso.stages.roles import is_gendered
from sayso.stages.roster import Draft, Roster
from sayso.stages.sources import find_source_kind
from sayso.stages.trees import Tree, read_tree

__all__ = ["ACTORS", "find_actors", "find_problem", "is_stated"]

SORTS = {
    "person": "person", "anonymous": "person", "group": "group", "org": "body", "media": "body", "government": "body",
    "document": "document", "other": "other",
}  # fmt: skip
#: How sure a description is that resolves by the only name it fits, and one that is its own party; not measured apart.
RESOLVED_SCORE = 0.85
OWN_SCORE = 0.9
#: Ends of phrases that nobody in particular is meant by.
NO_PARTY = NOBODY | ANYBODY | {"the", "who", "this", "that"}
#: As many contents before a pronoun are looked through for the one that holds it.
HOLDERS = 60
#: The number of the first phrase that is no source; what is resolved for a pronoun itself is -1.
FIRST_LOOSE = -2
#: As many characters stand between a phrase and the "who" that means it; a longer gap is a slip of the tree.
FURTHEST = 30


def find_actors(analysis: Analysis) -> Analysis:
    """The analysis with its actors and speakers."""
    return _Gatherer(analysis).gather()


def find_problem(analysis: Analysis) -> Problem:
    """The pronouns of an analysis with what they can mean, for the trainer of the ranker."""
    return _Gatherer(analysis).problem()


def is_stated(text: str, mention: Mention, actor: Actor) -> bool:
    """Whether a mention itself says who is meant: a name, or the description that is all there is of an actor."""
    if mention.kind == "pronoun":
        return False
    if not mention.kind.startswith("nominal"):
        return True
    words = " ".join(mention.span.of(text).lower().split())
    return actor.name.lower() in words


@dataclass(frozen=True, slots=True)
class _Meant:
    """Whom a span means: the number of a draft, with the kind and score of its mention."""

    party: int
    kind: MentionKind
    score: float


class _Gatherer:
    """The parties of one analysis; holds what all steps need."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.text = analysis.document.text
        self.language = load_language(analysis.document.language)
        self.people = load_people()
        self.tree = read_tree(analysis)
        self.layout = Layout(self.text, analysis.sentences, analysis.quotations, analysis.document.entries)
        ends = {mention.span.end for mention in analysis.mentions if not mention.kind.startswith("nominal")}
        self.ends_of_names = ends
        self.parties = {
            one.id: [[_clipped(span, one.sources, ends) for span in joint] for joint in _spans(self.tree, one, self.language)]
            for one in analysis.attributions
        }
        #: What each party says.
        self.said = {party[-1]: one.contents for one in analysis.attributions for party in self.parties[one.id]}
        #: Of parties, where the source that holds them alone ends.
        self.ends = {
            joint[0][-1]: one.sources[0].end
            for one in analysis.attributions
            for joint in [self.parties[one.id]]
            if len(joint) == 1 and len(one.sources) == 1 and one.sources[0].contains(joint[0][-1])
        }
        self.spans = sorted({span for joint in self.parties.values() for party in joint for span in party}, key=_place)
        self.names = find_name_mentions(analysis, self.spans, self.language)
        self.roster = Roster(self.text, self.names, analysis.mentions, self.language, self._reporting())
        self.meant: dict[Span, _Meant] = {}
        self.of_party: dict[Span, int] = {}
        self.loose: dict[int, Span] = {}
        for one in self.names:
            self.meant[one.span] = _Meant(self.roster.of[one.span], one.kind, one.score)
        self.contents = sorted(
            ((content, one) for one in analysis.attributions for content in one.contents), key=lambda pair: _place(pair[0])
        )
        self.starts = [one.span.start for one in self.names]
        #: Where somebody speaks: the phrases of sources, and the names in them.
        self.speaking: set[Span] = {span for span in self.spans if self._held(span) is None}
        self._describe()
        self._quoted = self._find_quoted()

    def _reporting(self) -> list[Span]:
        """The sources that relay: what a paper, and seldom anybody else, does."""
        relayed = {one.parent for one in self.analysis.attributions}
        return [
            source
            for one in self.analysis.attributions
            if one.id in relayed or one.cue_kind in {"report", "writing"}
            for source in one.sources
            if len(source) <= LONGEST_PARTY
        ]

    def gather(self) -> Analysis:
        """Names, then descriptions, then pronouns; then the records."""
        self._pronouns()
        speakers = {one.id: self._speakers(one) for one in self.analysis.attributions}
        return self._records(speakers)

    def _describe(self) -> None:
        """The parties that phrases mean, in text order: a name inside one, else what it describes."""
        for span in self.spans:
            if self._sort(span):
                continue
            named = self._named(span) or self._named(self._apposed(span))
            if named is not None:
                self.of_party[span] = self.roster.of[named.span]
                if span in self.speaking:
                    self.speaking.add(named.span)
                continue
            kind = source_kind_at(self.text, span, self.language, self.ends_of_names)
            party = self.roster.describe(span, kind)
            self.of_party[span] = party
            draft = self.roster.drafts[party]
            is_own = draft.first == span or not draft.is_named
            self.meant.setdefault(span, _Meant(party, _nominal(draft), OWN_SCORE if is_own else RESOLVED_SCORE))

    def _apposed(self, span: Span) -> Span:
        """A phrase with what its source says of it behind a comma: "the whip, a former referee named Jan Brandt"."""
        end = self.ends.get(span, span.end)
        return Span(span.start, end) if self.text[span.end : span.end + 2] == ", " else span

    def _named(self, span: Span) -> NameMention | None:
        """The name that a phrase is, whatever stands around it as title or apposition."""
        first, last = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        inside = {one.span: one for one in reversed(self.names[first:last]) if one.span.end <= span.end}
        kinds: dict[Span, str] = {name: one.kind for name, one in inside.items()}
        head = find_head(self.text, span, kinds, self.language) if len(span) <= LONGEST_PARTY else None
        return inside.get(head) if head is not None else None

    def _sort(self, span: Span) -> str:
        return pronoun_sort(" ".join(span.of(self.text).lower().split()), self.people) if len(span) < 14 else ""

    def problem(self) -> Problem:
        """The pronouns for one person and all references that they can mean; after names and descriptions are known."""
        referents = {n: _referent(draft) for n, draft in enumerate(self.roster.drafts)}
        known = self._references(referents)
        sources = {span: self._sort(span) for span in self.spans}
        personal = {one.span: one for one in find_pronouns(self.tree, self.people)}
        personal |= {span: Pronoun(span, sort) for span, sort in sources.items() if sort in {"m", "f"}}
        ordered = [
            (one, self._reference(one.span, -1, "pronoun"))
            for one in sorted(personal.values(), key=lambda one: _place(one.span))
        ]
        return Problem(known, ordered, referents)

    def _pronouns(self) -> None:
        problem, weights = self.problem(), load_weights()
        sources = {span: self._sort(span) for span in self.spans}
        resolved = resolve_personal(problem, weights)
        for span, sort in sources.items():
            if sort in {"m", "f"} and span in resolved and resolved[span][1] >= weights.threshold:
                self._keep(span, resolved[span][0], resolved[span][1])
            elif sort in {"thing", "plural"}:
                own = self._reference(span, -1, "pronoun")
                party = resolve_thing(problem.known, own, problem.referents, sort)
                if party is not None:
                    self._keep(span, party, RESOLVED_SCORE)
        for span, sort in sources.items():
            if sort == "relative":
                self._relative(span)
        for span, sort in sources.items():
            if sort == "own":
                self._own(span)

    def _keep(self, span: Span, party: int, score: float) -> None:
        if party in self.loose:
            # A phrase that is no source is a party once a pronoun that is one means it: "a woman … she said".
            described = self.loose[party]
            party = self.roster.describe(described, "role")
            self.meant.setdefault(described, _Meant(party, "nominal_person", OWN_SCORE))
        self.of_party[span] = party
        self.meant[span] = _Meant(party, "pronoun", round(score, 4))

    def _references(self, referents: dict[int, Referent]) -> list[Reference]:
        """All references that are no pronouns, in text order; of a place with two the name counts."""
        taken: dict[Span, tuple[int, str]] = {one.span: (self.roster.of[one.span], "name") for one in self.names}
        for span, meant in self.meant.items():
            if meant.kind.startswith("nominal"):
                taken.setdefault(span, (meant.party, "noun"))
        same: dict[str, int] = {}
        for span in find_loose(self.tree, self.analysis.mentions, sorted(taken, key=_place), self.language):
            known = self.roster.find(span, "role")
            words = " ".join(span.of(self.text).lower().split())
            # Numbers below nought: the roster goes on counting its own.
            number = known if known is not None else same.get(words, FIRST_LOOSE - len(self.loose))
            if number not in referents:
                referents[number] = _loose(words, self.people)
                self.loose[number] = span
                if is_definite(words):
                    same[words] = number
            taken[span] = (number, "noun")
        return [self._reference(span, *taken[span]) for span in sorted(taken, key=_place)]

    def _reference(self, span: Span, party: int, sort: str) -> Reference:
        own = reference(self.tree, self.layout, span, party, sort, is_speaker=span in self.speaking, quoted=self._quoted)
        return replace(own, said=self.said.get(span, ()), held=self._held(span))

    def _held(self, span: Span) -> Span | None:
        """The shortest contents that a span stands in."""
        return min((content for content, _ in self._around(span)), key=len, default=None)

    def _around(self, span: Span) -> list[tuple[Span, Attribution]]:
        """The contents that a span stands in, each with its attribution."""
        upto = bisect_right(self.contents, span.start, key=lambda pair: pair[0].start)
        return [pair for pair in self.contents[max(0, upto - HOLDERS) : upto] if pair[0].contains(span)]

    def _find_quoted(self) -> dict[int, int]:
        """Whose words each quotation holds, as far as names and descriptions say so."""
        found: dict[int, int] = {}
        for one in self.analysis.attributions:
            joint = self.parties[one.id]
            speaker = self.of_party.get(joint[0][-1]) if len(joint) == 1 else None
            if speaker is None:
                continue
            numbers = {self.layout.quotation(content.start) for content in one.contents}
            found |= dict.fromkeys(numbers - {-1, self.layout.quotation(one.sources[0].start)}, speaker)
        return found

    def _relative(self, span: Span) -> None:
        """Who and which mean what their clause hangs on."""
        head = antecedent(self.tree, span)
        phrase = find_phrase(self.tree, head) if head is not None else None
        if phrase is None or not 0 <= span.start - phrase.span.end <= FURTHEST:
            return
        named = self._named(phrase.span) or self._before(phrase.span)
        if named is not None:
            self._keep(span, self.roster.of[named.span], RESOLVED_SCORE)
            return
        kind = find_source_kind(phrase.span.of(self.text), self.language)
        if kind in {"pronoun", "none"}:
            return
        party = self.roster.describe(phrase.span, kind)
        self.meant.setdefault(phrase.span, _Meant(party, _nominal(self.roster.drafts[party]), OWN_SCORE))
        self._keep(span, party, RESOLVED_SCORE)

    def _before(self, span: Span) -> NameMention | None:
        """The name that a phrase stands in apposition to: "The Fifth Bench, a legal portal, which said"."""
        at = bisect_left(self.starts, span.start) - 1
        return self.names[at] if at >= 0 and self.text[self.names[at].span.end : span.start] == ", " else None

    def _own(self, span: Span) -> None:
        """I and we inside what somebody says mean him who says it."""
        holders = [one for _, one in self._around(span) if self._is_quoted(span, one)]
        holder = min(holders, key=lambda one: sum(map(len, one.contents)), default=None)
        joint = self.parties[holder.id] if holder is not None else []
        if len(joint) == 1 and joint[0][-1] in self.of_party and joint[0][-1] != span:
            self._keep(span, self.of_party[joint[0][-1]], RESOLVED_SCORE)

    def _is_quoted(self, span: Span, one: Attribution) -> bool:
        return self.layout.quotation(span.start) >= 0 or one.style == "direct"

    def _speakers(self, one: Attribution) -> tuple[int, ...]:
        joint = [party[-1] for party in self.parties[one.id]]
        if any(span not in self.of_party for span in joint):
            return ()
        return tuple(self.of_party[span] for span in joint)

    def _records(self, speakers: dict[str, tuple[int, ...]]) -> Analysis:
        document = self.analysis.document
        counted = Occurrences(self.text)
        used = {m.party for m in self.meant.values()} | {n for ones in speakers.values() for n in ones}
        ids = {n: actor_id(document.id, self.text, self.roster.drafts[n].first, counted) for n in sorted(used)}
        actors = tuple(
            _actor(ids[n], self.roster.drafts[n]) for n in sorted(used, key=lambda n: _place(self.roster.drafts[n].first))
        )
        return replace(
            self.analysis,
            actors=actors,
            mentions=tuple(self._mentions(ids, counted)),
            attributions=tuple(
                replace(one, speakers=tuple(ids[n] for n in speakers[one.id])) for one in self.analysis.attributions
            ),
        )

    def _mentions(self, ids: dict[int, str], counted: Occurrences) -> Iterator[Mention]:
        """The mentions in text order: those that mean an actor, and of the others what does not cross a name."""
        found = {
            span: Mention(mention_id(self.analysis.document.id, self.text, span, counted), span, m.kind, ids[m.party], m.score)
            for span, m in self.meant.items()
        }
        held = sorted((one.span for one in self.names), key=_place)
        starts = [span.start for span in held]
        for mention in self.analysis.mentions:
            if mention.span not in found and not (
                mention.kind in {"person", "org", "media", "place"} and _meets(mention.span, held, starts)
            ):
                found[mention.span] = mention
        yield from sorted(found.values(), key=lambda one: (one.span.start, -one.span.end))


def _spans(tree: Tree, one: Attribution, language: Language) -> list[list[Span]]:
    return [[party.span for party in joint] for joint in find_parties(tree, one.sources, language)] if one.sources else []


def _clipped(span: Span, sources: Sequence[Span], names: Collection[int]) -> Span:
    """A party that runs on behind its source, as in a headline of capitals, without the rest if the source ends with a name."""
    source = next((one for one in sources if one.start <= span.start < one.end < span.end), None)
    return Span(span.start, source.end) if source is not None and source.end in names else span


def _place(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _meets(span: Span, held: Sequence[Span], starts: Sequence[int]) -> bool:
    """Whether a span overlaps one of others that are in text order."""
    at = bisect_left(starts, span.end)
    return any(other.overlaps(span) for other in held[max(0, at - 3) : at])


def _nominal(draft: Draft) -> MentionKind:
    return "nominal_org" if draft.kind in {"org", "media", "government", "document"} else "nominal_person"


def _referent(draft: Draft) -> Referent:
    words = draft.name.lower().split() or [""]
    is_nobody = not draft.is_named and (words[-1] in NO_PARTY or len(words[-1]) < 3 or words[0] == "no")
    return Referent(draft.gender, "other" if is_nobody else SORTS[draft.kind], draft.is_plural)


def _loose(words: str, people: People) -> Referent:
    last = (words.lower().split() or [""])[-1]
    value = is_gendered((last,), people)
    is_plural = (last.endswith("s") and not last.endswith("ss")) or last in {"people", "men", "women", "police", "children"}
    return Referent(Gender(value, "stated") if value else None, "person", is_plural)


def _actor(own_id: str, draft: Draft) -> Actor:
    names = tuple(dict.fromkeys((draft.name, *draft.forms)))
    return Actor(own_id, draft.name, names, draft.kind, draft.country, (), tuple(draft.roles))


ACTORS = Stage(
    "actors",
    needs=("sentences", "quotations", "tags", "mentions", "attributions"),
    gives=("actors", "mentions", "attributions"),
    apply=find_actors,
)
