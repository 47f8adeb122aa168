"""Which passages of a page an extractor took for the story.

In: passages and the lines that an extractor gave out. Out: for each passage the share of its words among those lines,
0 to 1, and how many of the lines' words are to be seen at all. One pass over the words of both, whatever their size; a
text that stands twice on the page is matched only as often as it was given out, where its neighbours were matched too.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.reading.lines import words_of
from sayso.reading.passages import Passage

__all__ = ["Alignment", "align"]

#: Runs of words that are looked up; a passage shorter than `SHORTEST_RUN + 1` words must be a whole line.
RUN = 4
#: How many passages to each side speak for a duplicate.
NEIGHBOURS = 6


@dataclass(frozen=True, slots=True)
class Alignment:
    """A share for each passage; `seen` is the share of the lines' words that stand in any passage, duplicates too."""

    shares: list[float]
    seen: float


def align(passages: Sequence[Passage], lines: Sequence[str]) -> Alignment:
    """The share of each passage's words that the lines hold, 0 where it was not taken."""
    told = [words for words in map(words_of, lines) if words]
    whole = Counter(told)
    stream = [word for words in told for word in words]
    runs = set(_runs(stream))
    keys = [passage.words for passage in passages]
    shares = [_share(key, runs, whole) for key in keys]
    matched = sum(len(key) * share for key, share in zip(keys, shares, strict=True))
    _settle_duplicates(keys, shares, whole)
    return Alignment(shares, matched / max(1, len(stream)))


def _share(key: tuple[str, ...], runs: set[tuple[str, ...]], whole: Counter[tuple[str, ...]]) -> float:
    if not key:
        return 0.0
    if key in whole:
        return 1.0
    if len(key) < RUN:
        return 0.0
    return sum(map(runs.__contains__, _runs(key))) / (len(key) - RUN + 1)


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every run of `RUN` words."""
    return zip(*(words[at:] for at in range(RUN)), strict=False)


def _settle_duplicates(keys: Sequence[tuple[str, ...]], shares: list[float], whole: Counter[tuple[str, ...]]) -> None:
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        if shares[index] > 0:
            places[key].append(index)
    weights = [len(key) * share if len(places[key]) == 1 else 0.0 for key, share in zip(keys, shares, strict=True)]
    sums = [0.0]
    for weight in weights:
        sums.append(sums[-1] + weight)
    for key, indexes in places.items():
        spare = len(indexes) - max(1, whole[key])
        if spare <= 0:
            continue

        def support(index: int) -> float:
            return sums[min(len(keys), index + NEIGHBOURS + 1)] - sums[max(0, index - NEIGHBOURS)]

        for index in sorted(indexes, key=support)[:spare]:
            shares[index] = 0.0
