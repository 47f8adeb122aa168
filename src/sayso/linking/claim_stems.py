"""The telling words of a text: what each is compared by, whether it is a name, and whether it says the opposite.

In: words, and the spans of figures and days in them, which are no words here. Out: `StemmedWord`s. Words that stand for one
another in reporting have one stem, every currency is money, and small words are left out.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sayso.knowledge.outlets import fold_name
from sayso.languages.claim_lexicon import Sense, load_claim_lexicon, sense_of
from sayso.languages.en import lemmas
from sayso.linking.claim_profiles import ClaimProfile
from sayso.records import Span

__all__ = ["LONGEST", "StemmedWord", "find_words", "is_light", "names_around", "names_in", "stems_of_name", "tokens_of"]

TOKEN: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*")
POSSESSIVE: Final = re.compile(r"['’]s?$")
#: As many characters of a claim are compared.
LONGEST: Final = 600


@dataclass(frozen=True, slots=True)
class StemmedWord:
    """A word: its stem, where it stands, whether it is written as a name, whether it says the opposite of its stem."""

    stem: str
    start: int
    end: int
    is_name: bool
    is_opposite: bool


def tokens_of(words: str) -> Iterator[re.Match[str]]:
    """The words and numbers of a text."""
    return TOKEN.finditer(words)


def names_in(profiles: Iterable[ClaimProfile]) -> frozenset[str]:
    """The words that are written as names inside a claim or in the name of a source: they are names at its beginning too."""
    texts = {text for profile in profiles for text in (profile.words, *(hop.hop.name or "" for hop in profile.hops))}
    return frozenset(name for text in texts for name in _inner_names(text))


def names_around(profiles: Iterable[ClaimProfile], names: frozenset[str]) -> dict[str, frozenset[str]]:
    """For each document the names in its claims and of its sources; `names` are words known to be names."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for profile in profiles:
        for text in (profile.words, *(hop.hop.name or "" for hop in profile.hops)):
            found[profile.claim.document].update(_inner_names(text), names.intersection(_first_word(text)))
    return {document: frozenset(own) for document, own in found.items()}


def _first_word(text: str) -> tuple[str, ...]:
    """The folded first word of a text."""
    token = TOKEN.match(text)
    return (fold_name(POSSESSIVE.sub("", token.group())),) if token is not None else ()


@lru_cache(maxsize=16384)
def _inner_names(text: str) -> tuple[str, ...]:
    found = (token for token in TOKEN.finditer(text[:LONGEST]) if token.start() > 0 and token.group()[0].isupper())
    return tuple(fold_name(POSSESSIVE.sub("", token.group())) for token in found)


def find_words(words: str, taken: Sequence[Span], names: frozenset[str]) -> Iterator[StemmedWord]:
    """The telling words outside the spans that are taken; `names` are words known to be names, for those at the beginning."""
    for token in TOKEN.finditer(words):
        start, end = token.span()
        if any(span.start < end and start < span.end for span in taken):
            continue
        written = POSSESSIVE.sub("", token.group())
        lower = written.lower()
        if not written[:1].isalpha() or len(written) < 2:
            continue
        is_name = written[0].isupper() and (start > 0 or fold_name(written) in names)
        if is_light(lower) and not (is_name and len(written) > 3):
            continue
        sense = Sense(fold_name(written)) if is_name else _sense(fold_name(written) or lower)
        yield StemmedWord(sense.stem, start, start + len(written), is_name, sense.is_opposite)


def _sense(word: str) -> Sense:
    """What a word is compared by; every currency is money."""
    currencies = load_claim_lexicon().lists["units.currency"]
    return sense_of("money") if word in currencies or word.removesuffix("s") in currencies else sense_of(word)


@lru_cache(maxsize=16384)
def is_light(word: str) -> bool:
    """Whether a word in small letters says little of what happened."""
    lists = load_claim_lexicon().lists
    return word in lists["light.words"] or lemmas(word)[0] in lists["light.verbs"]


def stems_of_name(name: str) -> list[str]:
    """What a party is called in claims: the words of its name; of a description its telling words."""
    words = [POSSESSIVE.sub("", token.group()) for token in TOKEN.finditer(name)]
    named = [word for word in words if word[0].isupper() and not is_light(word.lower())]
    if named:
        return [fold_name(word) for word in named]
    return [sense_of(word.lower()).stem for word in words if not is_light(word.lower())]
