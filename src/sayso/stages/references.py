"""Where the parties of a document are referred to, in text order, and whom its pronouns mean.

In: the tree, the parties of names and descriptions, and the pronouns. Out: for each pronoun its party with a probability, or
nothing. He and she are ranked; it and they need the only body or crowd that spoke before; "who" is what its clause hangs on.
"I" and "we" are left to `actors`, which knows who is quoted.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.languages.people import People
from sayso.languages.pronouns import Weights
from sayso.records import Quotation, Span
from sayso.stages.pronouns import Reference, candidate_features, candidates, choose
from sayso.stages.trees import Tree

__all__ = ["Layout", "Pronoun", "Referent", "antecedent", "find_pronouns", "reference", "resolve_personal", "resolve_thing"]


@dataclass(frozen=True, slots=True)
class Referent:
    """What is known of a party that pronouns can mean: "m", "f" or "" with whether it is stated; what sort it is."""

    gender: str
    is_gender_stated: bool
    sort: str
    is_plural: bool = False


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun where it stands: `sort` is m, f, plural, thing, own or relative."""

    span: Span
    sort: str


class Layout:
    """Sentences, paragraphs and quotations of a text by offset."""

    def __init__(self, text: str, sentences: Sequence[Span], quotations: Sequence[Quotation]) -> None:
        self._sentences = [one.start for one in sentences]
        self._paragraphs = [0]
        for before, after in zip(sentences, sentences[1:], strict=False):
            self._paragraphs.append(self._paragraphs[-1] + ("\n" in text[before.end : after.start]))
        self._quotations = [one.span for one in quotations]
        self._opens = [one.start for one in self._quotations]

    def sentence(self, at: int) -> int:
        """The number of the sentence that an offset stands in or behind."""
        return max(0, bisect_right(self._sentences, at) - 1)

    def paragraph(self, at: int) -> int:
        """The number of the paragraph."""
        return self._paragraphs[self.sentence(at)]

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
    for name, sort in (("male", "m"), ("female", "f"), ("plural", "plural"), ("thing", "thing"), ("own", "own"), ("relative", "relative")):  # fmt: skip
        if form in people.list(f"pronouns.{name}"):
            return sort
    return ""


def reference(tree: Tree, layout: Layout, span: Span, party: int, sort: str, *, is_speaker: bool) -> Reference:
    """A place where a party is referred to, with what the tree says of it."""
    head = tree.head((span,)) if len(span) <= 200 else None
    relation = tree.relation(head) if head is not None else ""
    return Reference(
        start=span.start,
        party=party,
        sort=sort,
        sentence=layout.sentence(span.start),
        paragraph=layout.paragraph(span.start),
        quotation=layout.quotation(span.start),
        is_subject=relation in {"subj", "subj_pass"},
        is_possessive=relation == "poss",
        is_speaker=is_speaker,
        predicate=tree.words[head].head if head is not None else -1,
    )


def resolve_personal(
    known: Sequence[Reference],
    pronouns: Iterable[tuple[Pronoun, Reference]],
    referents: Mapping[int, Referent],
    weights: Weights,
) -> dict[Span, tuple[int, float]]:
    """He and she, from the first to the last: each that is resolved is a reference for those behind it."""
    genders = {n: (r.gender, r.is_gender_stated) for n, r in referents.items() if r.gender}
    waiting = [one for one in known if referents[one.party].sort == "person" and not referents[one.party].is_plural]
    before: list[Reference] = []
    found: dict[Span, tuple[int, float]] = {}
    last_speaker: int | None = None
    at = 0
    for pronoun, own in pronouns:
        while at < len(waiting) and waiting[at].start < own.start:
            before.append(waiting[at])
            last_speaker = waiting[at].party if waiting[at].is_speaker else last_speaker
            at += 1
        near = candidates(before, own)
        best = choose(candidate_features(near, own, pronoun.sort, genders, last_speaker), weights.personal)
        if best is None:
            continue
        party, sure = near[best[0]].last.party, best[1]
        found[pronoun.span] = (party, sure)
        if sure >= weights.learn:
            genders.setdefault(party, (pronoun.sort, False))
        if sure >= weights.follow:
            before.append(_moved(own, party))
            last_speaker = party if own.is_speaker else last_speaker
    return found


def _moved(own: Reference, party: int) -> Reference:
    return Reference(
        own.start, party, "pronoun", own.sentence, own.paragraph, own.quotation, own.is_subject, own.is_possessive,
        own.is_speaker, own.predicate,
    )  # fmt: skip


def resolve_thing(known: Sequence[Reference], own: Reference, referents: Mapping[int, Referent], sort: str) -> int | None:
    """It and they: the only body, or crowd, that spoke or was the subject here or in the sentence before."""
    starts = [one.start for one in known]
    near = []
    for one in reversed(known[: bisect_right(starts, own.start - 1)][-40:]):
        if own.sentence - one.sentence > 1:
            break
        if one.quotation == own.quotation or one.is_speaker:
            near.append(one)
    wanted = {"body", "document"} if sort == "thing" else {"body", "group"}
    fitting = {
        one.party
        for one in near
        if referents[one.party].sort in wanted or (sort == "plural" and referents[one.party].is_plural)
    }
    if len(fitting) != 1:
        return None
    party = fitting.pop()
    return party if any(one.party == party and (one.is_speaker or one.is_subject) for one in near) else None


def antecedent(tree: Tree, span: Span) -> int | None:
    """The word that the clause of a relative pronoun hangs on."""
    places = tree.within((span,))
    if not places:
        return None
    for place in (places[0], *tree.above(places[0])):
        if tree.relation(place) in {"relcl", "acl"} and tree.words[place].head >= 0:
            return tree.words[place].head
    return None
