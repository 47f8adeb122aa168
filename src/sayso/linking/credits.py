"""Whom a document credits: the very document it means where we have it, else the house.

In: fingerprints. Out: `RecordLink`s of kind `credits`, from a document to one of the credited house that shares words with it
within the window, or to "outlets:ID" or "house:NAME". What somebody only spoke to, or a body that a text has something
from, counts where the table of outlets has it or one of the documents is its own.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from sayso.linking.alignment import Run, find_runs, join_runs
from sayso.linking.candidates import within
from sayso.linking.clocks import which_is_first
from sayso.linking.copy_settings import CopySettings
from sayso.linking.fingerprints import Fingerprint, HouseCredit
from sayso.linking.grams import Hashes, Numbers, Words, count_distinct, distinct
from sayso.linking.overlaps import passage_reasons
from sayso.linking.print_index import PrintIndex, index_prints
from sayso.records import LinkReason, RecordLink
from sayso.records.ids import link_id

__all__ = ["Credited", "find_credits", "find_stirred", "pair_credited"]

DEFAULT = CopySettings()
#: How sure each kind of credit is that something was had from that house.
SCORES = {"republished": 0.95, "credit": 0.95, "dateline": 0.9, "relay": 0.7, "channel": 0.6, "body": 0.5}
#: Kinds of which the text does not say that it is a house.
UNSURE = frozenset({"channel", "body"})
#: Of the documents of a credited house that share one hash with the crediting one the last so many are looked at.
MOST = 4
MIXER = np.uint64(0xD6E8FEB86659FD93)
Chosen = npt.NDArray[np.bool_]
#: Pairs of pages and how many hashes each shares.
Credited = tuple[Numbers, Numbers]
_Tickets = tuple[Numbers, Hashes]


def find_credits(
    prints: Sequence[Fingerprint],
    settings: CopySettings = DEFAULT,
    index: PrintIndex | None = None,
    credited: Credited | None = None,
    documents: Collection[str] | None = None,
) -> tuple[RecordLink, ...]:
    """The credits of all documents or of these, in the order of their ids.

    `index` is that of the prints, and `credited` what `pair_credited` finds in it, where they are at hand already.
    """
    index = index or index_prints(prints)
    count = len(index.versions)
    houses = {one.page_house for one in index.prints} - {None}
    partners: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for key, shared in zip(*(side.tolist() for side in credited or pair_credited(index, settings)), strict=True):
        partners[key // count].append((key % count, shared))
        partners[key % count].append((key // count, shared))
    found: dict[str, RecordLink] = {}
    for page, versions in enumerate(index.versions):
        for document in versions:
            if documents is not None and index.prints[document].document not in documents:
                continue
            for credit in _first_of_each(index.prints[document].credits):
                if credit.house.startswith("house:") and credit.kind in UNSURE and credit.house not in houses:
                    continue
                link = _link(index, document, credit, partners.get(page, ()), settings)
                found.setdefault(link.id, link)
    return tuple(found[key] for key in sorted(found))


def find_stirred(index: PrintIndex, fresh: Collection[str], settings: CopySettings, credited: Credited) -> set[str] | None:
    """The documents whose credits may be others than before these came; null if that cannot be told, so any may be.

    `credited` is what `pair_credited` finds now. It cannot be told where a page has got an earlier version, so that it stands
    elsewhere among the others, nor where there are so many more pages that hashes are cut otherwise.
    """
    is_fresh = np.array([one.document in fresh for one in index.prints], np.bool_)
    ages = [(bool(is_fresh[versions[0]]), bool(is_fresh[list(versions)].all())) for versions in index.versions]
    if any(first and not whole for first, whole in ages) or _bits(sum(not whole for _, whole in ages)) != _bits(len(ages)):
        return None
    count = len(ages)
    before = pair_credited(index, settings, ~is_fresh)
    changes = count_distinct(*(np.concatenate(sides) for sides in ((credited[0], before[0]), (credited[1], -before[1]))))
    fresh_pages = np.zeros(count, np.bool_)
    fresh_pages[index.page_of[is_fresh]] = True
    touched = credited[0][fresh_pages[credited[0] // count] | fresh_pages[credited[0] % count]]
    keys = np.concatenate([changes[0][changes[1] != 0], touched])
    pages = {*(keys // count).tolist(), *(keys % count).tolist(), *np.flatnonzero(fresh_pages).tolist()}
    found = {index.prints[number].document for page in pages for number in index.versions[page]}
    known = {one.page_house for one, is_new in zip(index.prints, is_fresh.tolist(), strict=True) if not is_new}
    houses = {one.page_house for one in index.prints} - known
    return found | {one.document for one in index.prints if any(credit.house in houses for credit in one.credits)}


def _first_of_each(named: Iterable[HouseCredit]) -> Iterable[HouseCredit]:
    """The surest credit of each house."""
    best: dict[str, HouseCredit] = {}
    for credit in named:
        if credit.house not in best or SCORES[credit.kind] > SCORES[best[credit.house].kind]:
            best[credit.house] = credit
    return best.values()


def _link(
    index: PrintIndex, document: int, credit: HouseCredit, pages: Iterable[tuple[int, int]], settings: CopySettings
) -> RecordLink:
    """The link to the document of the house that shares most, rather one that was there first, or to the house."""
    one = index.prints[document]
    reasons = [LinkReason(credit.kind, credit.name, credit.house, SCORES[credit.kind], credit.span, None)]
    meant = [(shared, other) for page, shared in pages for other in index.versions[page]]
    meant = [(shared, other) for shared, other in meant if index.prints[other].page_house == credit.house]
    meant.sort(key=lambda pair: (which_is_first(one, index.prints[pair[1]]) < 0, -pair[0], pair[1]))
    target = credit.house
    for _, other in meant:
        told, quoted = _runs(index, document, other, settings)
        if told or quoted:
            target = index.prints[other].document
            reasons += passage_reasons(index.told, document, other, join_runs(told, 0))
            reasons += passage_reasons(index.quoted, document, other, join_runs(quoted, 0))
            break
    score = round(SCORES[credit.kind], 3)
    own = link_id("credits", one.document, target)
    return RecordLink(own, one.document, target, "credits", "suggested", score, credit.kind, tuple(reasons))


def _runs(index: PrintIndex, left: int, right: int, settings: CopySettings) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """The runs outside and inside quotation marks that are too long to be chance."""
    told = find_runs(index.told_of(left), index.told_of(right))
    quoted = find_runs(index.quoted_of(left), index.quoted_of(right))
    return (
        tuple(run for run in told if run.words >= settings.credit_words),
        tuple(run for run in quoted if run.words >= settings.utterance_words),
    )


# --- the pairs that are looked at ---


def pair_credited(index: PrintIndex, settings: CopySettings, looked_at: Chosen | None = None) -> Credited:
    """The pairs of pages of which one credits the house of the other and shares words with it, and how many hashes.

    They are numbered as those of `find_pairs`. `looked_at` are the documents that count, all where it is null.
    """
    own: defaultdict[str, list[int]] = defaultdict(list)
    crediting: defaultdict[str, list[int]] = defaultdict(list)
    numbers = range(len(index.prints)) if looked_at is None else np.flatnonzero(looked_at).tolist()
    for number in numbers:
        one = index.prints[number]
        if one.page_house is not None:
            own[one.page_house].append(number)
        for house in sorted({credit.house for credit in one.credits}):
            crediting[house].append(number)
    houses = sorted(own.keys() & crediting.keys())
    empty = np.zeros(0, np.int64)
    if not houses:
        return empty, empty
    given, sought = _tickets(houses, own), _tickets(houses, crediting)
    sides = (index.told, index.kept), (index.quoted, np.flatnonzero(index.quoted.whole))
    return count_distinct(np.concatenate([_join(index, words, kept, given, sought, settings) for words, kept in sides]))


def _tickets(houses: Sequence[str], groups: Mapping[str, Sequence[int]]) -> _Tickets:
    """Documents, and the hash of the house of each: the same whatever other houses there are."""
    documents = [number for house in houses for number in groups[house]]
    hashes = [int.from_bytes(blake2b(house.encode("utf-8", "surrogatepass"), digest_size=8).digest()) for house in houses]
    return np.array(documents, np.int64), np.repeat(np.array(hashes, np.uint64), [len(groups[house]) for house in houses])


def _bits(pages: int) -> int:
    """The bits that the number of a page takes."""
    return max(1, (pages - 1).bit_length())


def _join(index: PrintIndex, words: Words, kept: Numbers, given: _Tickets, sought: _Tickets, settings: CopySettings) -> Numbers:
    """Pages that credit a house with the pages of that house, those nearest in time: a pair for each hash they share."""
    count = len(index.versions)
    bits = np.uint64(_bits(count))
    mine, my_pages = _postings(index, words, kept, sought, bits)
    theirs, _ = _postings(index, words, kept, given, bits)
    theirs = distinct(theirs)
    pages = (theirs & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    places = np.searchsorted(theirs, mine)
    found = [np.zeros(0, np.int64)]
    for step in range(-MOST, MOST):
        at = places + step
        fits = np.flatnonzero((at >= 0) & (at < len(theirs)))
        fits = fits[theirs[at[fits]] >> bits == mine[fits] >> bits]
        one, other = my_pages[fits], pages[at[fits]]
        near = (one != other) & within(index.days[one], index.days[other], settings.window_days)
        one, other = one[near], other[near]
        found.append(np.minimum(one, other) * count + np.maximum(one, other))
    return np.concatenate(found)


def _postings(index: PrintIndex, words: Words, kept: Numbers, tickets: _Tickets, bits: np.uint64) -> tuple[Hashes, Numbers]:
    """The hashes of documents, mixed with the house of each ticket, with the page in the lowest bits; and the pages."""
    documents, houses = tickets
    first = np.searchsorted(kept, words.bounds[documents])
    sizes = np.searchsorted(kept, words.bounds[documents + 1]) - first
    offsets = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    grams = words.gram[kept[np.repeat(first, sizes) + offsets]]
    mixed = (grams ^ np.repeat(houses, sizes)) * MIXER
    pages = np.repeat(index.page_of[documents], sizes)
    return (mixed >> bits << bits) | pages.astype(np.uint64), pages
