"""What one wording of a claim says more surely than another: a source or a hedge gone, a number or the certainty raised.

In: two claims that say the same, the one that may have it from the other first. Out: `Loss`es with the words on either side. It
asks neither who had it from whom nor whether it is true; those who ask it know the first, and nobody here the second.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.linking.bounded import Figure, read_figures
from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.quotes import read_quotes
from sayso.records import DiscrepancyKind

__all__ = [
    "Loss",
    "certainty_of",
    "certainty_rank",
    "compare_figures",
    "compare_hedges",
    "compare_wordings",
    "has_source",
    "hedges_of",
    "is_altered",
    "quotes_of",
]

#: How firmly a claim is held, by rank.
RANKS = {"unknown": 0, "possible": 1, "probable": 2, "certain": 3}
#: How far a number is bounded: what is said exactly or as the least says more than what is said as the most.
FIRMER: dict[str, frozenset[str]] = {"upper": frozenset({"exact", "lower"}), "exact": frozenset({"lower"})}
#: Words in quotation marks are one quotation, altered, if they share so much, and not if the one is but a part of the other.
ALIKE, TOO_SHORT = 0.6, 4
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that the left wording says more surely than the right one; the score is how plainly."""

    kind: DiscrepancyKind
    left: str
    right: str
    score: float


def compare_wordings(left: ClaimProfile, right: ClaimProfile) -> Iterator[Loss]:
    """What the left claim says more surely than the right one, of which it may be a wording; hedges and quotations apart."""
    if not has_source(left) and has_source(right):
        speaker = right.speaker
        name = speaker.hop.name if speaker is not None else None
        yield Loss("attribution_dropped", left.words, name or "nobody named", 0.9)
    yield from compare_figures(left.words, right.words)


def has_source(claim: ClaimProfile) -> bool:
    """Whether somebody or something is named or described for a claim, or a hedge says that somebody is not."""
    return any(hop.hop.role == "source" for hop in claim.hops)


def certainty_of(claim: ClaimProfile) -> str:
    """How firmly its innermost source holds a claim; "unknown" where nothing was read."""
    return claim.claim.factuality.certainty if claim.claim.factuality is not None else "unknown"


def certainty_rank(claim: ClaimProfile) -> int:
    """The same as a number, 0 for "unknown" to 3 for "certain"."""
    return RANKS.get(certainty_of(claim), 0)


def hedges_of(claim: ClaimProfile) -> tuple[str, ...]:
    """The hedging words of a claim, those of its hops first, each once; what a nameless hop is said by hedges too."""
    words = [hedge.lower() for hop in claim.hops for hedge in hop.hedges]
    factuality = claim.claim.factuality
    if factuality is not None and not words:
        start = min((span.start for span in claim.claim.contents), default=0)
        # Contents of several pieces are joined by more than a blank: only the first piece can be cut by offset.
        first = len(claim.claim.contents[0]) if claim.claim.contents else 0
        inside = [hedge for hedge in factuality.hedges if start <= hedge.start and hedge.end <= start + first]
        words = [claim.words[hedge.start - start : hedge.end - start].lower() for hedge in inside]
    return tuple(dict.fromkeys(word for word in words if word))


def compare_hedges(left: ClaimProfile, right: ClaimProfile) -> Iterator[Loss]:
    """A hedge that is gone, or a certainty that is higher."""
    mine, yours = certainty_of(left), certainty_of(right)
    gone = [hedge for hedge in hedges_of(right) if hedge not in hedges_of(left)]
    if RANKS.get(mine, 0) <= RANKS.get(yours, 0) or not _is_told(left) or not _is_told(right):
        return
    if gone and not hedges_of(left):
        yield Loss("hedge_dropped", left.words, gone[0], 0.9)
    elif hedges_of(left) or yours != "unknown":
        yield Loss("certainty_strengthened", f"{left.words} ({mine})", f"{right.words} ({yours})", 0.7)


def _is_told(claim: ClaimProfile) -> bool:
    """Whether a claim says that something is so: what is demanded, offered or wished for is no more or less sure."""
    factuality = claim.claim.factuality
    return factuality is None or factuality.mood in {"asserted", "conditional", "hypothetical"}


def compare_figures(left: str, right: str) -> Iterator[Loss]:
    """A number of the right wording that the left one says without its bound."""
    numbers: dict[float, Figure] = {}
    for figure in read_figures(right):
        numbers.setdefault(figure.value, figure)
    said = {figure.value: figure for figure in read_figures(left)}
    for value, figure in said.items():
        other = numbers.get(value)
        if other is not None and figure.bound in FIRMER.get(other.bound, frozenset()):
            yield Loss("number_strengthened", figure.words, other.words, 0.9 if other.bound == "upper" else 0.8)


def quotes_of(claim: ClaimProfile) -> Iterator[str]:
    """What a claim quotes: what stands between its marks, or all of it where it is quoted as a whole."""
    inside = read_quotes(claim.words)
    if inside:
        yield from inside
    elif claim.speaker is not None and claim.speaker.style == "direct":
        yield claim.words


def is_altered(left: str, right: str) -> bool:
    """Whether two quotations are one with words changed: much alike, and neither a part of the other."""
    mine, yours = (tuple(word.lower().replace("’", "'") for word in WORD.findall(words)) for words in (left, right))
    if min(len(mine), len(yours)) < TOO_SHORT:
        return False
    short, long = sorted((mine, yours), key=len)
    if f" {' '.join(short)} " in f" {' '.join(long)} " or _is_cut(short, long):
        return False
    shared = len(set(short) & set(long))
    return shared / len(set(short)) >= ALIKE


def _is_cut(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the one is the other with words left out, in order."""
    words = iter(long)
    return all(word in words for word in short)
