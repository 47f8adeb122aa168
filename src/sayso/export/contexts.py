"""What a text is about, by PLOVER's contexts, with the words that say so.

In: a document. Out: `FoundContext`s, the strongest first: what the text as a whole is about, not what each of its events is.
Worked out from words alone when somebody exports; nothing of it is kept. Contexts of which a text has too little are left out.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Final

from sayso.languages.context_lexicon import ContextTerm, load_context_lexicon
from sayso.records import READ_ROLES, Document, Span

__all__ = ["FoundContext", "find_contexts"]

#: What a term is worth that says it by itself, and one that does not.
STRONG, HINT = 2.0, 0.5
#: Terms in a headline or at the top count so much more.
HEAD: Final = 2.0
HEADS: Final = frozenset({"headline", "standfirst"})
#: What a context must be worth, more in a longer text: for each of these words.
LEAST: Final = 6.0
EACH: Final = 150
#: And so many terms that say it by themselves.
TERMS: Final = 2
#: At most so many, and none that is worth less than this share of the strongest.
MOST, SHARE = 5, 0.3


@dataclass(frozen=True, slots=True)
class FoundContext:
    """A context, what it is worth, and where its words stand."""

    name: str
    worth: float
    evidence: tuple[Span, ...]


def find_contexts(document: Document) -> tuple[FoundContext, ...]:
    """The contexts of a document; of one in another language than English none."""
    if document.language not in (None, "en"):
        return ()
    found, words = _Found(), 0
    for block in document.blocks:
        if block.role in READ_ROLES:
            part = block.span.of(document.text)
            words += part.count(" ") + 1
            for term, span in load_context_lexicon().find(part):
                place = Span(block.span.start + span.start, block.span.start + span.end)
                found.add(term, place, HEAD if block.role in HEADS else 1.0)
    least = max(LEAST, words / EACH, SHARE * max(found.worth.values(), default=0.0))
    kept = [name for name, worth in found.worth.items() if worth >= least and len(found.strong[name]) >= TERMS]
    ordered = sorted(kept, key=lambda name: (-found.worth[name], name))[:MOST]
    return tuple(FoundContext(name, round(found.worth[name], 2), tuple(found.evidence[name])) for name in ordered)


class _Found:
    """What each context is worth so far, by which terms, and where they stand."""

    def __init__(self) -> None:
        self.worth: defaultdict[str, float] = defaultdict(float)
        self.strong: defaultdict[str, set[str]] = defaultdict(set)
        self.evidence: defaultdict[str, list[Span]] = defaultdict(list)
        self._seen: Counter[tuple[str, str]] = Counter()

    def add(self, term: ContextTerm, place: Span, weight: float) -> None:
        """Count a term; each repetition is worth half of the one before."""
        value = HINT if term.is_hint else STRONG
        self.worth[term.context] += weight * value / 2 ** self._seen[term.context, term.term]
        self._seen[term.context, term.term] += 1
        self.evidence[term.context].append(place)
        if not term.is_hint:
            self.strong[term.context].add(term.term)
