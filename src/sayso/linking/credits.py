"""Whom a document credits: the very document it means where we have it, else the house.

In: fingerprints. Out: `RecordLink`s of kind `credits`, from a document to one of the credited house that shares words with it
within the window, or to "outlets:ID" or "house:NAME". What somebody only spoke to, or a body that a text has something
from, counts where the table of outlets has it or one of the documents is its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

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

__all__ = ["find_credits", "pair_credited"]

DEFAULT = CopySettings()
#: How sure each kind of credit is that something was had from that house.
SCORES = {"republished": 0.95, "credit": 0.95, "dateline": 0.9, "relay": 0.7, "channel": 0.6, "body": 0.5}
#: Kinds of which the text does not say that it is a house.
UNSURE = frozenset({"channel", "body"})
#: Of the documents of a credited house that share one hash with the crediting one the last so many are looked at.
MOST = 4
HOUSE, MIXER = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
_Tickets = tuple[Numbers, Numbers]


def find_credits(
    prints: Sequence[Fingerprint], settings: CopySettings = DEFAULT, index: PrintIndex | None = None
) -> tuple[RecordLink, ...]:
    """The credits of documents, in the order of their ids; `index` is that of the prints, where there is one already."""
    index = index or index_prints(prints)
    count = len(index.versions)
    houses = {one.page_house for one in index.prints} - {None}
    partners: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for key, shared in zip(*(side.tolist() for side in pair_credited(index, settings)), strict=True):
        partners[key // count].append((key % count, shared))
        partners[key % count].append((key // count, shared))
    found: dict[str, RecordLink] = {}
    for page, versions in enumerate(index.versions):
        for document in versions:
            for credit in _first_of_each(index.prints[document].credits):
                if credit.house.startswith("house:") and credit.kind in UNSURE and credit.house not in houses:
                    continue
                link = _link(index, document, credit, partners.get(page, ()), settings)
                found.setdefault(link.id, link)
    return tuple(found[key] for key in sorted(found))


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


def pair_credited(index: PrintIndex, settings: CopySettings) -> tuple[Numbers, Numbers]:
    """The pairs of pages of which one credits the house of the other and shares words with it, and how many hashes.

    They are numbered as those of `find_pairs`.
    """
    own: defaultdict[str, list[int]] = defaultdict(list)
    crediting: defaultdict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(index.prints):
        if one.page_house is not None:
            own[one.page_house].append(number)
        for house in sorted({credit.house for credit in one.credits}):
            crediting[house].append(number)
    houses = sorted(own.keys() & crediting.keys())
    empty = np.zeros(0, np.int64)
    if not houses:
        return empty, empty
    given = _tickets([own[house] for house in houses])
    sought = _tickets([crediting[house] for house in houses])
    sides = (index.told, index.kept), (index.quoted, np.flatnonzero(index.quoted.whole))
    return count_distinct(np.concatenate([_join(index, words, kept, given, sought, settings) for words, kept in sides]))


def _tickets(groups: Sequence[Sequence[int]]) -> tuple[Numbers, Numbers]:
    """Documents, and the number of the house of each."""
    documents = [number for group in groups for number in group]
    return np.array(documents, np.int64), np.repeat(np.arange(len(groups)), [len(group) for group in groups])


def _join(index: PrintIndex, words: Words, kept: Numbers, given: _Tickets, sought: _Tickets, settings: CopySettings) -> Numbers:
    """Pages that credit a house with the pages of that house, those nearest in time: a pair for each hash they share."""
    count = len(index.versions)
    bits = np.uint64(max(1, (count - 1).bit_length()))
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
    mixed = (grams ^ np.repeat(houses.astype(np.uint64) + np.uint64(1), sizes) * HOUSE) * MIXER
    pages = np.repeat(index.page_of[documents], sizes)
    return (mixed >> bits << bits) | pages.astype(np.uint64), pages
