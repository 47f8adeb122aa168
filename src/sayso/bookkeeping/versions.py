"""What a page said before and what it says now: its versions, block by block and claim by claim.

In: the documents of a page, oldest first. Out: for each what came, went or changed against the one before, and whether the
page says that it was changed. Only blocks that are reporting are compared; a live blog entry by entry: that one came is no
edit. Who is right is nobody's business here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final, Literal

from sayso.bookkeeping.entry_pairs import EntryFate, EntryPair, blocks_of, is_told, pair_entries, time_of
from sayso.bookkeeping.pairing import pair_texts
from sayso.reading.dates import find_dates
from sayso.records import Analysis, Claim, Entry, Role, entry_at
from sayso.store import Version, View

__all__ = ["BlockChange", "Change", "ClaimChange", "EntryChange", "PageVersion", "compare_versions", "read_versions"]

Change = Literal["came", "went", "changed"]
#: A line that says when the page was changed is no longer.
LONGEST_LINE: Final = 200


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
class EntryChange:
    """An entry of a live blog that came, went or changed: its id, time (ISO 8601 with offset) and title.

    `unseen`: the oldest entries are gone where new ones came, as on a page that shows only the newest; nothing says that they
    were taken off. `is_silent` says that it went, or that its words changed, and that the page does not say so.
    """

    change: EntryFate
    entry: str
    published: str | None
    title: str | None
    is_silent: bool = False


@dataclass(frozen=True, slots=True)
class PageVersion:
    """One text of a page, against the one before it.

    `is_silent` says that its reporting changed, and that neither a correction on the page nor a new time of change says so.
    Of a live blog `entries` says what became of each that is not as it was; `blocks` leaves out those of entries that came.
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
    entries: tuple[EntryChange, ...] = ()


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
    pairs: tuple[EntryPair, ...] = ()
    if before is not None and before.document.entries and document.entries:
        pairs = pair_entries(before.document, document)
    blocks = () if before is None else tuple(_compare_blocks(before, now, pairs))
    claims = () if before is None else tuple(_compare_claims(before, now, pairs))
    entries = () if before is None else tuple(_tell_entries(before, now, pairs))
    is_silent = before is not None and _is_silent(before, now, blocks, claims, entries)
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
        entries,
    )


def _is_silent(
    before: Analysis,
    now: Analysis,
    blocks: Sequence[BlockChange],
    claims: Sequence[ClaimChange],
    entries: Sequence[EntryChange],
) -> bool:
    """Whether something changed that the page does not tell; of a live blog that goes on, only an entry can change so."""
    if entries:
        is_going_on = any(one.change == "came" for one in entries)
        is_changed = any(one.change in {"went", "changed"} for one in entries)
        if is_going_on or is_changed:
            return any(one.is_silent for one in entries)
    return bool(blocks or claims) and not _is_told(before, now, blocks)


def _tell_entries(before: Analysis, now: Analysis, pairs: Sequence[EntryPair]) -> Iterator[EntryChange]:
    """What became of each entry that is not as it was."""
    corrected = _corrections(now) - _corrections(before)
    for pair in pairs:
        if pair.fate == "same":
            continue
        is_silent = pair.fate == "went" and not corrected
        if pair.before is not None and pair.now is not None:
            is_silent = not is_told(before.document, pair.before, now.document, pair.now)
        yield EntryChange(pair.fate, pair.entry.id, time_of(pair.entry), pair.entry.title, is_silent)


def _corrections(analysis: Analysis) -> set[str]:
    return {block.span.of(analysis.document.text) for block in analysis.document.blocks if block.role == "correction"}


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


def _compare_blocks(before: Analysis, now: Analysis, pairs: Sequence[EntryPair]) -> Iterator[BlockChange]:
    """The blocks outside of entries, then those of entries that went or changed."""
    if not pairs:
        yield from _compare_lists(_blocks(before), _blocks(now))
        return
    yield from _compare_lists(blocks_of(before.document, None), blocks_of(now.document, None))
    for pair in pairs:
        if pair.fate in {"went", "changed"}:
            new = [] if pair.now is None else blocks_of(now.document, pair.now)
            yield from _compare_lists(blocks_of(before.document, pair.before), new)


def _compare_lists(old: list[tuple[Role, str]], new: list[tuple[Role, str]]) -> Iterator[BlockChange]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            continue
        for left, right in pair_texts([text for _, text in old[first:last]], [text for _, text in new[start:end]]):
            role = new[start + right][0] if right is not None else old[first + (left or 0)][0]
            yield BlockChange(
                _name(left, right),
                role,
                None if left is None else old[first + left][1],
                None if right is None else new[start + right][1],
            )


def _blocks(analysis: Analysis) -> list[tuple[Role, str]]:
    """All blocks that are reporting."""
    return blocks_of(replace(analysis.document, entries=()), None)


def _compare_claims(before: Analysis, now: Analysis, pairs: Sequence[EntryPair]) -> Iterator[ClaimChange]:
    """The claims outside of entries, then entry by entry: those of an entry whose words are the same are the same."""
    if not pairs:
        yield from _compare_told(before.claims, now.claims)
        return
    yield from _compare_told(_claims_in(before, None), _claims_in(now, None))
    for pair in pairs:
        if pair.fate in {"came", "went", "changed"}:
            old = () if pair.before is None else _claims_in(before, pair.before)
            yield from _compare_told(old, () if pair.now is None else _claims_in(now, pair.now))


def _claims_in(analysis: Analysis, entry: Entry | None) -> tuple[Claim, ...]:
    entries = analysis.document.entries
    return tuple(one for one in analysis.claims if one.contents and entry_at(entries, one.contents[0].start) is entry)


def _compare_told(before: Sequence[Claim], now: Sequence[Claim]) -> Iterator[ClaimChange]:
    old, new = _claims(before), _claims(now)
    same = set(old) & set(new)
    left = [claim for key, claim in old.items() if key not in same]
    right = [claim for key, claim in new.items() if key not in same]
    for one, other in pair_texts([claim.evidence.exact for claim in left], [claim.evidence.exact for claim in right]):
        first = None if one is None else left[one]
        second = None if other is None else right[other]
        yield ClaimChange(
            _name(one, other),
            *(None if claim is None else claim.id for claim in (first, second)),
            *(None if claim is None else _source(claim) for claim in (first, second)),
            *(None if claim is None else claim.evidence.exact for claim in (first, second)),
        )


def _claims(claims: Sequence[Claim]) -> Mapping[tuple[str, ...], Claim]:
    """The claims by what they say and who says it; how often a page says it is no difference."""
    found: dict[tuple[str, ...], Claim] = {}
    for claim in claims:
        hops = tuple(hop.name or "" for hop in claim.chain if hop.role == "source")
        certainty = "" if claim.factuality is None else f"{claim.factuality.certainty} {claim.factuality.polarity}"
        found.setdefault((" ".join(claim.evidence.exact.split()), certainty, *hops), claim)
    return found


def _source(claim: Claim) -> str | None:
    return next((hop.name for hop in reversed(claim.chain) if hop.role == "source" and hop.name), None)


def _name(one: int | None, other: int | None) -> Change:
    return "came" if one is None else "went" if other is None else "changed"
