"""Many fingerprints, put in order and unpacked: what candidates are searched in and pairs are compared by.

In: fingerprints in any order, a document once or often. Out: a `PrintIndex`: documents in the order of publication, pages
and all words as arrays. Versions of one page are one page here. It decides nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sayso.linking.alignment import Sorted, sort_grams
from sayso.linking.candidates import NO_DAY, winnow
from sayso.linking.clocks import day_of, order_of
from sayso.linking.fingerprints import Fingerprint
from sayso.linking.grams import Numbers, Words, gather_words

__all__ = ["PrintIndex", "index_prints"]


@dataclass(frozen=True, slots=True)
class PrintIndex:
    """The documents with what is looked up of them; `versions` are the documents of each page, `page_of` the page of each.

    Pages stand in the order of their first versions, with the `days` of these; `kept` are the places of the told grams that
    represent the texts.
    """

    prints: tuple[Fingerprint, ...]
    versions: tuple[tuple[int, ...], ...]
    page_of: Numbers
    days: Numbers
    told: Words
    quoted: Words
    kept: Numbers
    _told: dict[int, Sorted] = field(default_factory=dict)
    _quoted: dict[int, Sorted] = field(default_factory=dict)

    def told_of(self, number: int) -> Sorted:
        """The sorted grams of a document outside quotation marks."""
        if number not in self._told:
            self._told[number] = sort_grams(self.told, number)
        return self._told[number]

    def quoted_of(self, number: int) -> Sorted:
        """The sorted grams of a document inside quotation marks."""
        if number not in self._quoted:
            self._quoted[number] = sort_grams(self.quoted, number)
        return self._quoted[number]


def index_prints(prints: Sequence[Fingerprint]) -> PrintIndex:
    """The index of fingerprints; the same whatever order they come in."""
    ordered = tuple(sorted({one.document: one for one in prints}.values(), key=order_of))
    pages: dict[str, list[int]] = {}
    for number, one in enumerate(ordered):
        pages.setdefault(one.page, []).append(number)
    page_of = np.zeros(len(ordered), np.int64)
    for page, numbers in enumerate(pages.values()):
        page_of[numbers] = page
    days = [day_of(ordered[numbers[0]]) for numbers in pages.values()]
    # What names only a month or a year names no day, and goes behind those that do.
    known = np.array([NO_DAY if day is None else day for day in days], np.int64)
    order = np.argsort(known, kind="stable")
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    versions = list(pages.values())
    told = gather_words([one.told for one in ordered])
    return PrintIndex(
        ordered,
        tuple(tuple(versions[number]) for number in order.tolist()),
        place[page_of] if len(ordered) else page_of,
        known[order],
        told,
        gather_words([one.quoted for one in ordered], [one.turns for one in ordered]),
        winnow(told),
    )
