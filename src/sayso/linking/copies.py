"""What was copied from what, and who quotes the same words: links between documents.

In: fingerprints. Out: `RecordLink`s of the kinds copy, rewrite and same_utterance. The verdict on a pair depends on its two
fingerprints and the settings alone and can be kept (`known`); which pairs are looked at, and which copies are shown as links,
depends on all, and is worked out anew each time. So the result is the same whether documents came one by one or at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from types import MappingProxyType
from zlib import crc32

import numpy as np

from sayso.linking.alignment import find_runs
from sayso.linking.candidates import Reach, find_pairs
from sayso.linking.copy_settings import CopySettings
from sayso.linking.credits import pair_credited
from sayso.linking.fingerprints import Fingerprint
from sayso.linking.grams import MIXER, Hashes, Numbers, distinct, gather_paragraphs
from sayso.linking.overlaps import link_copy
from sayso.linking.parents import choose_links
from sayso.linking.print_index import PrintIndex, index_prints
from sayso.linking.utterances import link_other_words, link_utterance, read_turns
from sayso.records import RecordLink

__all__ = [
    "CopySettings", "Known", "Verdicts", "compare_pairs", "compare_prints", "compare_two", "find_copies", "find_looked_at",
]  # fmt: skip

Known = Mapping[tuple[str, str], tuple[RecordLink, ...]]
Verdicts = dict[tuple[str, str], tuple[RecordLink, ...]]
NOTHING_KNOWN: Known = MappingProxyType({})
DEFAULT = CopySettings()
#: Of the versions of two pages so many pairs are compared; of more, the first and the last of one with all of the other.
MOST_VERSIONS = 9
#: Ways to look for pairs that are followed at the same time.
THREADS = 2


def find_copies(
    prints: Sequence[Fingerprint], settings: CopySettings = DEFAULT, known: Known = NOTHING_KNOWN
) -> tuple[RecordLink, ...]:
    """The copies, rewrites and shared utterances among documents; `known` saves work and never changes the result."""
    return choose_links(prints, compare_pairs(prints, settings, known))


def compare_pairs(
    prints: Sequence[Fingerprint],
    settings: CopySettings = DEFAULT,
    known: Known = NOTHING_KNOWN,
    index: PrintIndex | None = None,
) -> Verdicts:
    """The verdict on every pair that is worth a look, by the ids of the two in order; an empty one is a verdict too.

    This is what to keep, and to give as `known` the next time. `index` is that of the prints, where there is one already.
    """
    index = index or index_prints(prints)
    verdicts: Verdicts = {}
    for ids, (left, right) in find_looked_at(index, settings).items():
        found = known.get(ids)
        verdicts[ids] = compare_two(index, left, right, settings) if found is None else found
    return verdicts


def find_looked_at(
    index: PrintIndex, settings: CopySettings = DEFAULT, credited: Numbers | None = None
) -> dict[tuple[str, str], tuple[int, int]]:
    """The pairs of documents that are worth a look, by their ids in order, with their numbers in the order of publication.

    `credited` are the pairs of `pair_credited`, where they are known already.
    """
    documents = [one.document for one in index.prints]
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for left, right in _pairs(index, settings, credited):
        one, other = documents[left], documents[right]
        found.setdefault((one, other) if one < other else (other, one), (left, right))
    return found


def compare_prints(left: Fingerprint, right: Fingerprint, settings: CopySettings = DEFAULT) -> tuple[RecordLink, ...]:
    """The verdict on two documents, whether or not they would be looked at."""
    index = index_prints([left, right])
    return compare_two(index, 0, 1, settings) if len(index.versions) == 2 else ()


def compare_two(index: PrintIndex, left: int, right: int, settings: CopySettings = DEFAULT) -> tuple[RecordLink, ...]:
    """The verdict on two documents of an index, by their numbers in it."""
    quoted = find_runs(index.quoted_of(left), index.quoted_of(right))
    utterance = link_utterance(index, left, right, quoted, settings)
    if utterance is None:
        utterance = link_other_words(index.prints[left], index.prints[right], settings)
    return tuple(link for link in (link_copy(index, left, right, quoted, settings), utterance) if link is not None)


def _pairs(index: PrintIndex, settings: CopySettings, credited: Numbers | None) -> Iterator[tuple[int, int]]:
    """The pairs of documents that are looked at, in order; versions of one page are never a pair."""
    count = len(index.versions)
    if count < 2:
        return
    if credited is None:
        credited = pair_credited(index, settings)[0]
    keys = distinct(np.concatenate([*_by_words(index, settings), credited]))
    for key in keys.tolist():
        yield from _versions(index.versions[key // count], index.versions[key % count])


def _by_words(index: PrintIndex, settings: CopySettings) -> Iterator[Numbers]:
    """The pairs of pages that share words, in each of four ways."""
    # Sorting millions of numbers leaves the interpreter to others meanwhile.
    with ThreadPoolExecutor(THREADS) as pool:
        yield from pool.map(lambda one: find_pairs(one[0], one[1], index.days, one[2]), _sought(index, settings))


def _sought(index: PrintIndex, settings: CopySettings) -> Iterator[tuple[Hashes, Numbers, Reach]]:
    """What pages are looked up by: hashes, the page that has each, and how far to look."""
    page_of = index.page_of
    near = Reach(settings.neighbours, settings.rare, settings.window_days, settings.shared)
    yield index.told.gram[index.kept], page_of[index.told.documents()[index.kept]], near
    kept = np.flatnonzero(index.quoted.whole)
    once = Reach(settings.neighbours, settings.rare, settings.window_days, 1)
    yield index.quoted.gram[kept], page_of[index.quoted.documents()[kept]], once
    several = Reach(settings.neighbours, settings.rare, settings.window_days, settings.other_least)
    yield *_sayings(index), several
    # What was republished years later: whole texts and paragraphs, at any time.
    hashes, owners = gather_paragraphs(one.paragraphs for one in index.prints)
    bodies = np.frombuffer(b"".join(one.body for one in index.prints), "<u8").astype(np.uint64)
    owners = np.concatenate([owners, np.arange(len(bodies))])
    ever = Reach(settings.neighbours, settings.rare, None, 1)
    yield np.concatenate([hashes, bodies]), page_of[owners], ever


def _sayings(index: PrintIndex) -> tuple[Hashes, Numbers]:
    """For each longer word that a named speaker said a hash of both, with its page."""
    hashes: list[int] = []
    pages: list[int] = []
    for number, one in enumerate(index.prints):
        for speaker, words, _ in read_turns(one):
            name = crc32(speaker.encode("utf-8", "surrogatepass")) << 32
            hashes += [name | word for word in words]
            pages += [int(index.page_of[number])] * len(words)
    mixed = np.array(hashes, np.uint64) * MIXER
    return mixed ^ (mixed >> np.uint64(32)), np.array(pages, np.int64)


def _versions(mine: Sequence[int], theirs: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The documents of two pages that are compared."""
    if len(mine) * len(theirs) <= MOST_VERSIONS:
        yield from product(mine, theirs)
        return
    ends = [(mine[0], mine[-1]), (theirs[0], theirs[-1])]
    yield from sorted({*product(ends[0], theirs), *product(mine, ends[1])})
