"""Which of two documents that share text was made from the other.

In: two fingerprints and how much of each stands in the other. Out: a `Direction` with its rule and the facts on either side.
The rules, from the strongest: explicit credit, canonical metadata, an agency, strict containment, the earlier time, the larger
share. The last are weak, and where nothing speaks the direction is only a manner of writing the pair down. All of it depends on
the two documents alone.
"""

import re
from dataclasses import dataclass
from functools import cache

from sayso.knowledge.outlets import load_outlets
from sayso.linking.clocks import shown_time, which_is_first
from sayso.linking.fingerprints import CreditKind, Fingerprint, HouseCredit
from sayso.records.ids import normalise_url

__all__ = ["EXPLICIT", "UNKNOWN", "Direction", "Overlap", "credit_of", "find_direction"]

#: Credits that say whose copy it is, before those that say in the text who had something.
EXPLICIT: frozenset[CreditKind] = frozenset({"credit", "dateline", "republished"})
UNKNOWN = "direction unknown"
AGENCY = re.compile(r"\b(?:(?:news|press|wire) (?:agency|service)|agence de presse|presse-?agentur|newswire|wire)\b")
#: So many times the share of the other is clearly more.
CLEARLY = 1.2


@dataclass(frozen=True, slots=True)
class Overlap:
    """What share of the words of either side stands in the other, and the longest end of either that does not."""

    left: float
    right: float
    left_tail: float
    right_tail: float


@dataclass(frozen=True, slots=True)
class Direction:
    """Whether the left one copies the right one; by which rule, and what on either side speaks for it."""

    left_copies: bool
    rule: str
    left: str
    right: str
    credit: HouseCredit | None = None


def find_direction(left: Fingerprint, right: Fingerprint, overlap: Overlap, *, contained: float, longer: float) -> Direction:
    """Who copies whom; `contained` is the share from which one stands wholly in the other, `longer` what that has more."""
    return (
        _by_credit(left, right)
        or _by_canonical(left, right)
        or _by_agency(left, right)
        or _by_containment(left, right, overlap, contained, longer)
        or _by_time(left, right)
        or _by_share(overlap)
        or Direction(left.document > right.document, UNKNOWN, shown_time(left), shown_time(right))
    )


def credit_of(one: Fingerprint, other: Fingerprint, *, explicit: bool) -> HouseCredit | None:
    """The first credit by which a document names the house on whose own page the other stands."""
    if other.page_house is None or one.page_house == other.page_house:
        return None
    return next((c for c in one.credits if c.house == other.page_house and (c.kind in EXPLICIT) == explicit), None)


def _by_credit(left: Fingerprint, right: Fingerprint) -> Direction | None:
    for explicit in (True, False):
        mine, theirs = credit_of(left, right, explicit=explicit), credit_of(right, left, explicit=explicit)
        if mine is not None and theirs is None:
            return Direction(True, "direction by credit", mine.name, right.page_house or "", mine)
        if theirs is not None and mine is None:
            return Direction(False, "direction by credit", left.page_house or "", theirs.name, theirs)
    return None


def _by_canonical(left: Fingerprint, right: Fingerprint) -> Direction | None:
    """A page that names the other as the one it stands for."""
    mine, theirs = _canonical(left), _canonical(right)
    if mine is None and theirs is None:
        return None
    if mine == normalise_url(right.url) and theirs != normalise_url(left.url):
        return Direction(True, "direction by canonical address", left.canonical_url or "", right.url)
    if theirs == normalise_url(left.url) and mine != normalise_url(right.url):
        return Direction(False, "direction by canonical address", left.url, right.canonical_url or "")
    return None


def _canonical(one: Fingerprint) -> str | None:
    found = normalise_url(one.canonical_url) if one.canonical_url else None
    return None if found == normalise_url(one.url) else found


def _by_agency(left: Fingerprint, right: Fingerprint) -> Direction | None:
    """Houses take copy from agencies more often than agencies from houses."""
    mine, theirs = is_agency(left.page_house), is_agency(right.page_house)
    if mine == theirs:
        return None
    return Direction(theirs, "direction by agency", left.page_house or "", right.page_house or "")


def is_agency(house: str | None) -> bool:
    """Whether a key is that of an agency: by the table of outlets, else by the name."""
    table, _, name = (house or "").partition(":")
    if table == "outlets":
        return name in _agencies()
    return AGENCY.search(name) is not None


@cache
def _agencies() -> frozenset[str]:
    return frozenset(row.id for row in load_outlets().rows if row.kind == "agency")


def _by_share(overlap: Overlap) -> Direction | None:
    """The one of which clearly more stands in the other: a digest has less of its own than what it is made from."""
    fewest, most = sorted((overlap.left, overlap.right))
    if most < CLEARLY * fewest:
        return None
    return Direction(overlap.left > overlap.right, "direction by share", f"{overlap.left:.0%}", f"{overlap.right:.0%}")


def _by_containment(
    left: Fingerprint, right: Fingerprint, overlap: Overlap, contained: float, longer: float
) -> Direction | None:
    """The one that is wholly in the other, which goes on at its end: copy is cut from the bottom.

    Where the clocks say that the shorter one was there first, the longer may as well have added to it: then they decide.
    """
    shares = f"{overlap.left:.0%}", f"{overlap.right:.0%}"
    first = which_is_first(left, right)
    if overlap.left >= contained and overlap.right <= 1 - longer and overlap.right_tail >= longer and first >= 0:
        return Direction(True, "direction by containment", *shares)
    if overlap.right >= contained and overlap.left <= 1 - longer and overlap.left_tail >= longer and first <= 0:
        return Direction(False, "direction by containment", *shares)
    return None


def _by_time(left: Fingerprint, right: Fingerprint) -> Direction | None:
    first = which_is_first(left, right)
    return Direction(first > 0, "direction by time", shown_time(left), shown_time(right)) if first else None
