"""Which claims somebody should look at, in which order; and how much hangs on a claim.

In: a view of the ledger and a queue's name; or the claims of a story with the links between them. Out: a page of the queue; a
`ClaimWeight` for each claim that matters. A sample is a share of the ring of ids: these are hashes, so it is as good as drawn
by lot, belongs to its seed alone, and a claim is in it or not whatever else the ledger holds.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from sayso.errors import QueryError
from sayso.linking.answers import join_claims
from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.lineage import find_lineage
from sayso.records import QUEUES, QueueItem, RecordLink
from sayso.records.ids import digest
from sayso.store import ClaimWeight, View

__all__ = ["SHARE", "count_queue", "find_ranges", "read_queue", "weigh_claims"]

#: The share of all claims that is set apart for audits.
SHARE: Final = 0.05
#: Hexadecimal digits of an id.
DIGITS: Final = 24
#: A proposition that so many claims carry is counted by its pages alone: telling who leans on whom takes long, and one
#: claim of it seldom matters.
MOST_CLAIMS: Final = 60


def read_queue(view: View, kind: str, limit: int, after: str | None, seed: str) -> tuple[QueueItem, ...]:
    """A page of a queue.

    Raises:
        QueryError: there is no such queue, or the cursor is none of it.
    """
    if kind == "uncertain":
        return view.read_uncertain(limit, after)
    if kind == "consequential":
        return view.read_weighty(limit, after)
    if kind == "audit":
        return view.read_between(find_ranges(seed, SHARE), limit, after)
    raise QueryError(f"{kind!r:.40}", f"there is no such queue: {', '.join(QUEUES)}")


def count_queue(view: View, kind: str, seed: str) -> int:
    """How many claims wait in a queue.

    Raises:
        QueryError: there is no such queue.
    """
    if kind == "uncertain":
        return view.count_uncertain()
    if kind == "consequential":
        return view.count_weighty()
    if kind == "audit":
        return view.count_between(find_ranges(seed, SHARE))
    raise QueryError(f"{kind!r:.40}", f"there is no such queue: {', '.join(QUEUES)}")


def find_ranges(seed: str, share: float) -> tuple[tuple[str, str], ...]:
    """The ranges of claims' ids that are the share of a seed: from the first of each to before the second."""
    whole = 16**DIGITS
    first = int(digest("audit", seed), 16)
    last = first + int(share * whole)
    pieces = [(first, min(last, whole)), (0, last - whole)]
    return tuple((_id(start), _id(stop)) for start, stop in pieces if stop > start)


def _id(number: int) -> str:
    """The claim's id of a place on the ring; one past all ids, where it is the end of it."""
    return f"c{number:0{DIGITS}x}" if number < 16**DIGITS else "cg"


def weigh_claims(
    profiles: Sequence[ClaimProfile], links: Sequence[RecordLink], near: Sequence[RecordLink]
) -> Iterator[ClaimWeight]:
    """How much hangs on the claims of a story: those whose rejection would change a count of origins, and doubtful hops.

    Args:
        profiles: the claims.
        links: the links between them.
        near: the links between their documents.
    """
    known = {one.claim.id: one for one in profiles}
    for group in sorted(set(join_claims(known, links).values())):
        pages = {known[claim].page for claim in group}
        if len(pages) > 1:
            alone = _alone(known, group, near) if len(group) <= MOST_CLAIMS else {}
            for claim in group:
                yield from _weigh(known[claim], len(pages), alone.get(claim))


def _alone(known: Mapping[str, ClaimProfile], group: Collection[str], near: Sequence[RecordLink]) -> Mapping[str, str]:
    """The claims that alone lead to one of the origins, each with that origin's name."""
    lineage = find_lineage([known[claim] for claim in group], near)
    leading = Counter(end for ends in lineage.ends.values() for end in ends)
    return {
        claim: lineage.roots[end].name or "a source that nobody names"
        for claim, ends in lineage.ends.items()
        for end in ends
        if leading[end] == 1
    }


def _weigh(profile: ClaimProfile, pages: int, origin: str | None) -> Iterator[ClaimWeight]:
    """More pages weigh more; an origin that hangs on this claim alone most, then hops that nobody stated."""
    unsure = [hop.hop for hop in profile.hops if hop.hop.basis in ("carried", "inferred") and hop.hop.role == "source"]
    hedged = any(hop.hedges for hop in profile.hops)
    weight = float(pages * (origin is not None)) + 0.5 * len(unsure[:1]) * pages ** (1 if hedged else 0)
    reasons = []
    if origin is not None:
        reasons.append(f"{pages} pages say it, and one of its origins hangs on this claim alone: {origin}")
    if unsure:
        reasons.append(f"its chain is {unsure[0].basis}, and {pages} pages say the same")
    if reasons:
        yield ClaimWeight(profile.claim.id, weight, "; ".join(reasons))
