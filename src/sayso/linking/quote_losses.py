"""Where a quotation was altered: two pages lay other words in one mouth, though they quote one utterance.

In: claims with quotations, their voices, links. Out: `QuoteLoss`es. Only documents, or claims, that a link joins are compared,
and only quotations of one voice, whose name may be gone where the text was taken. What a page also quotes as the other does is
no alteration. Of a text and its source the text is altered; else the wording that fewer pages have, else the later one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.inheritance import is_sure
from sayso.linking.losses import is_altered, quotes_of
from sayso.linking.same_claims import says_same
from sayso.linking.voices import Voice
from sayso.records import RecordLink

__all__ = ["QuoteLoss", "find_quote_losses"]

TAKEN = frozenset({"copy", "rewrite", "credits"})
#: So many quotations of a document are compared with those of another.
MOST_QUOTES = 40
#: How plainly: of one voice, and where the name is gone.
NAMED, NAMELESS = 0.8, 0.6
LATE = "9999"


@dataclass(frozen=True, slots=True)
class QuoteLoss:
    """A quotation, what it is compared with, the words of both, and how plainly it was altered."""

    left: ClaimProfile
    right: ClaimProfile
    left_words: str
    right_words: str
    score: float


@dataclass(frozen=True, slots=True)
class _Quote:
    claim: ClaimProfile
    words: str
    folded: str
    voice: Voice


def find_quote_losses(
    claims: Sequence[ClaimProfile], links: Iterable[RecordLink], voices: Mapping[str, Voice]
) -> Iterator[QuoteLoss]:
    """The alterations, each pair of quotations once."""
    quotes = _read_quotes(claims, voices)
    pages = {(quote.folded, quote.claim.page) for own in quotes.values() for quote in own}
    spread = Counter(folded for folded, _ in pages)
    met: set[frozenset[tuple[str, str]]] = set()
    # The way from a text to its source says which is the altered one, so that comes first.
    for link in sorted(links, key=lambda link: (link.kind not in TAKEN, link.id)):
        if link.kind not in TAKEN | {"same_utterance"} and not says_same(link):
            continue
        ones, others = quotes.get(link.left, []), quotes.get(link.right, [])
        known = {quote.folded for quote in ones} & {quote.folded for quote in others}
        for one, other in product(ones, others):
            pair = frozenset({(one.claim.page, one.folded), (other.claim.page, other.folded)})
            if pair not in met and not {one.folded, other.folded} & known and one.claim.page != other.claim.page:
                met.add(pair)
                yield from _compare(one, other, spread, link)


def _read_quotes(claims: Iterable[ClaimProfile], voices: Mapping[str, Voice]) -> dict[str, list[_Quote]]:
    """The quotations of each document and of each claim, each once, the first so many of a document."""
    found: defaultdict[str, list[_Quote]] = defaultdict(list)
    for claim in sorted(claims, key=lambda one: (one.claim.document, one.claim.id)):
        own = found[claim.claim.document]
        for words in quotes_of(claim):
            folded = " ".join(words.casefold().replace("’", "'").strip(' ,.;“”"').split())
            if len(own) < MOST_QUOTES and all(folded != quote.folded for quote in own):
                quote = _Quote(claim, words, folded, voices[claim.claim.id])
                own.append(quote)
                found[claim.claim.id].append(quote)
    return dict(found)


def _compare(one: _Quote, other: _Quote, spread: Mapping[str, int], link: RecordLink) -> Iterator[QuoteLoss]:
    is_taken = link.kind in TAKEN
    is_named = one.voice.key is not None and one.voice.key == other.voice.key
    may_be = is_taken and (one.voice.key is None or other.voice.key is None)
    if not (is_named or may_be) or not is_altered(one.words, other.words):
        return
    if not is_taken and _rank(one, spread) < _rank(other, spread):
        one, other = other, one
    score = NAMED if is_named else NAMELESS
    yield QuoteLoss(one.claim, other.claim, one.words, other.words, score if is_taken or is_sure(link) else link.score / 2)


def _rank(quote: _Quote, spread: Mapping[str, int]) -> tuple[int, str, str]:
    """The smaller, the likelier the first wording."""
    return -spread[quote.folded], quote.claim.day or LATE, quote.claim.claim.document
