"""Where the parties of a document are referred to, in text order, and whom its pronouns mean.

In: the tree, the parties of names and descriptions, and the pronouns. Out: for each pronoun its party with a probability, or
nothing. He and she are ranked; it and they need the only body or crowd that spoke before; "who" is what its clause hangs on.
"I" and "we" are left to `actors`, which knows who is quoted.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, pairwise

from sayso.languages.people import People
from sayso.languages.pronouns import Weights
from sayso.records import Entry, Quotation, Span, entry_at
from sayso.stages.pronouns import Candidate, Gender, Reference, candidate_features, candidates, choose
from sayso.stages.trees import Tree

__all__ = [
    "ANYBODY", "Decide", "Layout", "Problem", "Pronoun", "Referent", "antecedent", "find_pronouns", "pronoun_sort", "reference",
    "resolve_personal", "resolve_thing",
]  # fmt: skip

#: As many words above one in the tree are looked at.
DEEPEST = 10
#: As many words stand between a relative pronoun and the word that heads its clause.
CLAUSE = 3
#: Crowds that nobody in particular belongs to.
ANYBODY = frozenset({"people", "others", "some", "many", "most", "everyone", "everybody", "all", "those"})
#: A line that parts the stories of one page, and by how much it sets their sentences apart.
RULE = re.compile(r"^[ \t]*(?:[_*#=–—-][ \t]?){3,}\.?[ \t]*$", re.MULTILINE)
APART = 20
SORTS = {"male": "m", "female": "f", "plural": "plural", "thing": "thing", "own": "own", "relative": "relative"}


@dataclass(frozen=True, slots=True)
class Referent:
    """What is known of a party that pronouns can mean: its gender, if anything says so; what sort it is."""

    gender: Gender | None
    sort: str
    is_plural: bool = False


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun where it stands: `sort` is m, f, plural, thing, own or relative."""

    span: Span
    sort: str


@dataclass(frozen=True, slots=True)
class Problem:
    """The references of a text that are no pronouns, its pronouns for one person, and what is known of each party."""

    known: Sequence[Reference]
    pronouns: Sequence[tuple[Pronoun, Reference]]
    referents: Mapping[int, Referent]


#: Whom a pronoun means of its candidates, and how surely: from its reference, the candidates and their features.
Decide = Callable[[Reference, Sequence[Candidate], Sequence[Mapping[str, float]]], tuple[int, float] | None]


class Layout:
    """Sentences, paragraphs and quotations of a text by offset."""

    def __init__(
        self, text: str, sentences: Sequence[Span], quotations: Sequence[Quotation], entries: Sequence[Entry] = ()
    ) -> None:
        self._sentences = [one.start for one in sentences]
        #: Sentences are counted on behind a line of dashes or stars and where an entry of a live blog begins or ends, so that
        #: no pronoun reaches over it: what stands before may have been written later.
        self._numbers = [0]
        for before, after in pairwise(sentences):
            is_apart = entry_at(entries, before.start) is not entry_at(entries, after.start)
            is_apart = is_apart or RULE.search(text, before.start, after.start) is not None
            self._numbers.append(self._numbers[-1] + (APART if is_apart else 1))
        self._paragraphs = [0]
        for before, after in pairwise(sentences):
            self._paragraphs.append(self._paragraphs[-1] + ("\n" in text[before.end : after.start]))
        self._quotations = [one.span for one in quotations]
        self._opens = [one.start for one in self._quotations]

    def sentence(self, at: int) -> int:
        """The number of the sentence that an offset stands in or behind."""
        return self._numbers[self._place(at)]

    def paragraph(self, at: int) -> int:
        """The number of the paragraph."""
        return self._paragraphs[self._place(at)]

    def _place(self, at: int) -> int:
        return max(0, bisect_right(self._sentences, at) - 1)

    def quotation(self, at: int) -> int:
        """The number of the quotation around an offset, -1 for none."""
        number = bisect_right(self._opens, at) - 1
        return number if number >= 0 and at < self._quotations[number].end else -1


def find_pronouns(tree: Tree, people: People) -> list[Pronoun]:
    """The pronouns among the words of a tree that stand for persons."""
    found = []
    for word in tree.words:
        form = word.span.of(tree.text).lower()
        sort = pronoun_sort(form, people)
        if sort in {"m", "f"}:
            found.append(Pronoun(word.span, sort))
    return found


def pronoun_sort(form: str, people: People) -> str:
    """The sort of a pronoun in lower case; "" for what is none."""
    return _sorts(people).get(form, "")


@cache
def _sorts(people: People) -> Mapping[str, str]:
    return {form: sort for name, sort in SORTS.items() for form in people.list(f"pronouns.{name}")}


def reference(
    tree: Tree, layout: Layout, span: Span, party: int, sort: str, *, is_speaker: bool, quoted: Mapping[int, int]
) -> Reference:
    """A place where a party is referred to, with what the tree says of it; `quoted` says whose words quotations hold."""
    head = tree.head((span,)) if len(span) <= 200 else None
    relation = tree.relation(head) if head is not None else ""
    if head is not None and relation == "appos" and tree.words[head].head >= 0:
        # "Her counterpart, Toomas Rebane, called": the name is as much the subject as what it stands beside.
        relation = tree.relation(tree.words[head].head)
    quotation = layout.quotation(span.start)
    return Reference(
        span=span,
        party=party,
        sort=sort,
        sentence=layout.sentence(span.start),
        paragraph=layout.paragraph(span.start),
        quotation=quotation,
        quoted=quoted.get(quotation),
        is_subject=relation in {"subj", "subj_pass"},
        is_possessive=relation == "poss",
        is_speaker=is_speaker,
        governors=tuple(islice(tree.above(head), DEEPEST)) if head is not None else (),
    )


def resolve_personal(problem: Problem, weights: Weights, decide: Decide | None = None) -> dict[Span, tuple[int, float]]:
    """He and she, from the first to the last: each that is resolved is a reference for those behind it.

    Args:
        problem: the references and pronouns of a text.
        weights: of the ranker.
        decide: who is meant, for the trainer, instead of the ranker.
    """
    genders = {n: r.gender for n, r in problem.referents.items() if r.gender}
    waiting = [one for one in problem.known if _is_one_person(problem.referents[one.party])]
    below = _named_below(problem.known)
    before: list[Reference] = []
    found: dict[Span, tuple[int, float]] = {}
    last_speaker: int | None = None
    at = 0
    for pronoun, own in problem.pronouns:
        while at < len(waiting) and waiting[at].span.start < own.span.start:
            before.append(waiting[at])
            last_speaker = waiting[at].party if waiting[at].is_speaker else last_speaker
            at += 1
        near = candidates(before, own)
        nobody: frozenset[int] = frozenset()
        not_meant = below.get(own.governors[0], nobody) if own.governors and own.is_subject else nobody
        rows = candidate_features(near, own, pronoun.sort, genders, last_speaker, not_meant)
        best = decide(own, near, rows) if decide else choose(rows, weights.personal)
        if best is None:
            continue
        party, sure = near[best[0]].last.party, best[1]
        found[pronoun.span] = (party, sure)
        if sure >= weights.learn:
            _learn(genders, party, pronoun.sort)
        if sure >= weights.follow:
            before.append(replace(own, party=party))
            last_speaker = party if own.is_speaker else last_speaker
    return found


def _named_below(known: Sequence[Reference]) -> Mapping[int, set[int]]:
    """The parties that are named below each word of the tree."""
    below: defaultdict[int, set[int]] = defaultdict(set)
    for one in known:
        if one.sort == "name":
            for place in one.governors:
                below[place].add(one.party)
    return below


def _learn(genders: dict[int, Gender], party: int, value: str) -> None:
    """What a pronoun that surely means a party says of it; a title or forename knows better."""
    if party not in genders or genders[party].how == "weak":
        genders[party] = Gender(value, "guessed")


def _is_one_person(referent: Referent) -> bool:
    return referent.sort == "person" and not referent.is_plural


def resolve_thing(known: Sequence[Reference], own: Reference, referents: Mapping[int, Referent], sort: str) -> int | None:
    """It and they: the only body, or crowd, that spoke or was the subject here or in the sentence before."""
    near = []
    upto = bisect_left(known, own.span.start, key=lambda one: one.span.start)
    for one in reversed(known[max(0, upto - 40) : upto]):
        if own.sentence - one.sentence > 1:
            break
        if any(span.contains(one.span) for span in own.said):
            if sort == "plural" and one.is_speaker:
                # "Students accused the board, they said": the contents may begin too early.
                return None
            continue
        if one.quotation == own.quotation or one.is_speaker:
            near.append(one)
    fitting = [one for one in near if _is_such(referents[one.party], sort)]
    # "Haliç printed what it said was a photograph": whoever acts in the sentence itself comes first.
    here = {one.party for one in fitting if one.sentence == own.sentence and (one.is_subject or one.is_speaker)}
    parties = here if len(here) == 1 and sort == "thing" else {one.party for one in fitting}
    if len(parties) > 1:
        # "Researchers followed 4,000 adults. They found": where nobody spoke, whoever acts.
        speaking = {one.party for one in near if one.is_speaker}
        parties &= speaking if speaking or sort == "thing" else {one.party for one in near if one.is_subject}
    if len(parties) > 1:
        # Who is only said to have spoken is less likely meant than who said so.
        held = [span for one in near for span in one.said]
        parties &= {one.party for one in near if one.is_speaker and not any(span.contains(one.span) for span in held)}
    if len(parties) != 1:
        return None
    party = parties.pop()
    return party if any(one.party == party and (one.is_speaker or one.is_subject) for one in near) else None


def _is_such(referent: Referent, sort: str) -> bool:
    """Whether "it" or "they" can mean a party."""
    wanted = {"body", "document"} if sort == "thing" else {"group"}
    return referent.sort in wanted or (sort == "plural" and referent.is_plural and referent.sort != "other")


def antecedent(tree: Tree, span: Span) -> int | None:
    """The word that the clause of a relative pronoun hangs on, if it stands before it."""
    places = tree.within((span,))
    if not places:
        return None
    for place in (places[0], *islice(tree.above(places[0]), CLAUSE)):
        head = tree.words[place].head
        if tree.relation(place) in {"relcl", "acl"} and head >= 0:
            return head if tree.words[head].span.end <= span.start else None
    return None
