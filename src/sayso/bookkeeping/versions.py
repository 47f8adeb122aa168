"""What a page said before and what it says now: its versions, block by block and claim by claim.

In: the documents of a page, oldest first. Out: for each what came, went or changed against the one before, and whether the
page says that it was changed. Only blocks that are reporting are compared; who is right is nobody's business here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from sayso.reading.dates import find_dates
from sayso.records import READ_ROLES, Analysis, Claim, Role
from sayso.store import Version, View

__all__ = ["BlockChange", "Change", "ClaimChange", "PageVersion", "compare_versions", "read_versions"]

Change = Literal["came", "went", "changed"]
#: Two wordings with so much in common are one that was changed.
ALIKE: Final = 0.6
#: Longer texts are compared no further than this, in words.
LONGEST: Final = 600
#: A line that says when the page was changed is no longer.
LONGEST_LINE: Final = 200
WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A block that came, went or changed: its words before and after."""

    change: Change
    role: Role
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim that came, went or changed: its id, source and words before and after."""

    change: Change
    before: str | None
    after: str | None
    source_before: str | None
    source_after: str | None
    words_before: str | None
    words_after: str | None


@dataclass(frozen=True, slots=True)
class PageVersion:
    """One text of a page, against the one before it.

    `is_silent` says that its reporting changed, and that neither a correction on the page nor a new time of change says so.
    """

    document: str
    number: int
    first_seen: str
    current: bool
    fetched: tuple[str, ...]
    title: str | None
    blocks: tuple[BlockChange, ...] = ()
    claims: tuple[ClaimChange, ...] = ()
    is_silent: bool = False


def read_versions(view: View, page: str) -> tuple[PageVersion, ...]:
    """The versions of the page of this id, oldest first; claims are as people left them."""
    found: list[PageVersion] = []
    before: Analysis | None = None
    for version in view.read_shown(page).versions:
        now = view.read_standing(version.document)
        fetched = tuple(sorted(origin.fetch.at for origin in view.read_origins(version.document)))
        found.append(compare_versions(before, now, version, fetched))
        before = now
    return tuple(found)


def compare_versions(before: Analysis | None, now: Analysis, version: Version, fetched: tuple[str, ...] = ()) -> PageVersion:
    """A version against the one before it."""
    document = now.document
    blocks = () if before is None else tuple(_compare_blocks(before, now))
    claims = () if before is None else tuple(_compare_claims(before, now))
    is_silent = before is not None and bool(blocks or claims) and not _is_told(before, now, blocks)
    return PageVersion(
        version.document,
        version.number,
        version.first_seen,
        version.current,
        fetched,
        document.title,
        blocks,
        claims,
        is_silent,
    )


def _is_told(before: Analysis, now: Analysis, blocks: Sequence[BlockChange]) -> bool:
    """Whether the page says that it was changed: by a correction that came, or by the time of its last change."""
    is_corrected = any(one.role == "correction" and one.change != "went" for one in blocks)
    return is_corrected or _modified(before) != _modified(now)


def _modified(analysis: Analysis) -> tuple[str, ...]:
    """Every time that the page, or who carries it, calls that of a change."""
    document = analysis.document
    told = [one.value for one in document.evidence if one.field == "modified"]
    lines = [block.span.of(document.text) for block in document.blocks if len(block.span) <= LONGEST_LINE]
    return (*told, *(found.value for line in lines for found in find_dates(line) if found.is_change))


def _compare_blocks(before: Analysis, now: Analysis) -> Iterator[BlockChange]:
    old, new = _blocks(before), _blocks(now)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            continue
        for left, right in _pair([text for _, text in old[first:last]], [text for _, text in new[start:end]]):
            role = new[start + right][0] if right is not None else old[first + (left or 0)][0]
            yield BlockChange(
                _name(left, right),
                role,
                None if left is None else old[first + left][1],
                None if right is None else new[start + right][1],
            )


def _blocks(analysis: Analysis) -> list[tuple[Role, str]]:
    text = analysis.document.text
    blocks = [(block.role, " ".join(block.span.of(text).split())) for block in analysis.document.blocks]
    return [(role, words) for role, words in blocks if role in READ_ROLES and words]


def _compare_claims(before: Analysis, now: Analysis) -> Iterator[ClaimChange]:
    old, new = _claims(before), _claims(now)
    same = set(old) & set(new)
    left = [claim for key, claim in old.items() if key not in same]
    right = [claim for key, claim in new.items() if key not in same]
    for one, other in _pair([claim.evidence.exact for claim in left], [claim.evidence.exact for claim in right]):
        first = None if one is None else left[one]
        second = None if other is None else right[other]
        yield ClaimChange(
            _name(one, other),
            *(None if claim is None else claim.id for claim in (first, second)),
            *(None if claim is None else _source(claim) for claim in (first, second)),
            *(None if claim is None else claim.evidence.exact for claim in (first, second)),
        )


def _claims(analysis: Analysis) -> Mapping[tuple[str, ...], Claim]:
    """The claims by what they say and who says it; how often a page says it is no difference."""
    found: dict[tuple[str, ...], Claim] = {}
    for claim in analysis.claims:
        hops = tuple(hop.name or "" for hop in claim.chain if hop.role == "source")
        certainty = "" if claim.factuality is None else f"{claim.factuality.certainty} {claim.factuality.polarity}"
        found.setdefault((" ".join(claim.evidence.exact.split()), certainty, *hops), claim)
    return found


def _source(claim: Claim) -> str | None:
    return next((hop.name for hop in reversed(claim.chain) if hop.role == "source" and hop.name), None)


def _pair(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Which of the old is which of the new, the most alike first, each at most once; then what is left, in order."""
    left, right = ([WORD.findall(text.casefold())[:LONGEST] for text in texts] for texts in (old, new))
    alike = [
        (-share, one, other)
        for one, first in enumerate(left)
        for other, second in enumerate(right)
        if (share := _share(first, second)) >= ALIKE
    ]
    taken: dict[int, int] = {}
    for _, one, other in sorted(alike):
        if one not in taken and other not in taken.values():
            taken[one] = other
    pairs: list[tuple[int | None, int | None]] = [(one, taken.get(one)) for one in range(len(old))]
    yield from pairs
    yield from ((None, other) for other in range(len(new)) if other not in taken.values())


def _share(one: Sequence[str], other: Sequence[str]) -> float:
    """How much of the words of the two they have in common, in their order."""
    if not one or not other:
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return 1.0 if one == other else 0.0 if matcher.quick_ratio() < ALIKE else matcher.ratio()


def _name(one: int | None, other: int | None) -> Change:
    return "came" if one is None else "went" if other is None else "changed"
