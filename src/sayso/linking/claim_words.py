"""A claim as it is compared: its telling words, figures, days, who did it and where, and on which side it stands.

In: a `ClaimProfile`. Out: a `WordedClaim`. Places of words are offsets into `ClaimProfile.words`. It compares nothing.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from sayso.linking.claim_days import Day, find_days
from sayso.linking.claim_figures import Figure, find_figures
from sayso.linking.claim_parties import (
    find_doers,
    find_hinted,
    find_negated,
    find_verb,
    find_where,
    is_blame,
    is_by_one,
    is_denial,
    is_statement,
)
from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.claim_stems import LONGEST, StemmedWord, find_words
from sayso.records import Factuality, Span

__all__ = ["WordedClaim", "count_stems", "fold_contents", "span_in_text", "whole_span", "word_claim"]

#: What `text_of` sets between the pieces of contents.
GAP: Final = " … "
OPENINGS: Final = frozenset({"that", "of", "to", "for", "with", "as", "and", "but"})
GRAM: Final = 4
NOT_BEFORE: Final = re.compile(r"\b(?:not|n['’]t|never)\b[^,;]*\b(?:before|until)\b")
LETTERS: Final = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class WordedClaim:
    """A claim as it is compared.

    `words` are those that say something, `hinted` the stems of whom a pronoun means; `where` the names behind "in" and "near",
    `doers` the stems of who did it, `verb` that of the first telling verb; `side` is the polarity (+, - or ?);
    `is_denial` says that the speaker disputes what somebody says, `negated` are the
    stems of what is negated, `is_blame` says that the claim only says who did what is known,
    `is_statement` that it is more than a name or a noun,
    `is_by_one` that only one party can have done it.
    `stems` are those of all words, `names` of the names, `opposites` those whose opposite it says ("survived" for "die"),
    `core` those of what happened, without who did it and where; `pairs` are neighbouring stems, `letters` groups of four.
    """

    profile: ClaimProfile
    words: tuple[StemmedWord, ...]
    hinted: frozenset[str]
    figures: tuple[Figure, ...]
    days: tuple[Day, ...]
    where: tuple[StemmedWord, ...]
    doers: frozenset[str]
    verb: str
    side: str
    is_denial: bool
    negated: frozenset[str]
    is_blame: bool
    is_statement: bool
    is_by_one: bool
    stems: frozenset[str]
    names: frozenset[str]
    opposites: frozenset[str]
    core: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    letters: frozenset[str]


def fold_contents(words: str) -> str:
    """Contents without capitals, marks and opening small words: two that are the same then say the same."""
    parts = LETTERS.sub(" ", words.casefold()).split()
    while len(parts) > 1 and parts[0] in OPENINGS:
        parts.pop(0)
    return " ".join(parts)


def span_in_text(profile: ClaimProfile, start: int, end: int) -> Span | None:
    """Where the words at a place of the contents stand in the document; null between two pieces."""
    offset = 0
    for span in profile.claim.contents:
        if offset <= start and end <= offset + len(span):
            return Span(span.start + start - offset, span.start + end - offset)
        offset += len(span) + len(GAP)
    return None


def _side(words: str, days: tuple[Day, ...], factuality: Factuality | None) -> str:
    """The polarity; "not before March" says when, and not that it will not be."""
    polarity = factuality.polarity if factuality is not None else "+"
    return "+" if polarity == "-" and days and NOT_BEFORE.search(words) else polarity


def whole_span(profile: ClaimProfile) -> Span | None:
    """Where a claim stands; null where its contents are in pieces."""
    return profile.claim.contents[0] if len(profile.claim.contents) == 1 else None


def count_stems(profile: ClaimProfile) -> int:
    """How many different stems a claim has, as `word_claim` finds them: asked before it is known whether it is compared."""
    words = profile.words[:LONGEST]
    spans = tuple(Span(day.start, day.end) for day in find_days(words, profile.day))
    figures = (Span(figure.start, figure.end) for figure in find_figures(words, spans))
    return len({word.stem for word in find_words(words, (*spans, *figures), frozenset())})


def word_claim(profile: ClaimProfile, names: frozenset[str] = frozenset()) -> WordedClaim:
    """The claim as it is compared; `names` are words known to be names, for those at its beginning."""
    words = profile.words[:LONGEST]
    days = find_days(words, profile.day)
    spans = tuple(Span(day.start, day.end) for day in days)
    figures = find_figures(words, spans)
    stemmed = tuple(find_words(words, (*spans, *(Span(figure.start, figure.end) for figure in figures)), names))
    hinted = find_hinted(words, profile)
    where, doers = tuple(find_where(words, stemmed)), find_doers(words, stemmed, profile, hinted)
    stems = frozenset(word.stem for word in stemmed)
    factuality, folded = profile.claim.factuality, words.casefold()
    return WordedClaim(
        profile=profile,
        words=stemmed,
        hinted=hinted,
        figures=figures,
        days=days,
        where=where,
        doers=doers,
        verb=find_verb(words, stemmed),
        # The reading has counted a denial into the polarity of the proposition.
        side=_side(words, days, factuality),
        is_denial=is_denial(profile),
        negated=find_negated(words, stemmed),
        is_blame=is_blame(words, profile),
        is_statement=bool(figures) or is_statement(words, profile),
        is_by_one=is_by_one(words, stems),
        stems=stems,
        names=frozenset(word.stem for word in stemmed if word.is_name),
        opposites=frozenset(word.stem for word in stemmed if word.is_opposite),
        core=stems - doers - {word.stem for word in where},
        pairs=frozenset((one.stem, other.stem) for one, other in pairwise(stemmed)),
        letters=frozenset(folded[at : at + GRAM] for at in range(len(words) - GRAM + 1)),
    )
