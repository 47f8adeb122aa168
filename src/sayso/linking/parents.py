"""Which of all that a document shares text with it is shown to have the text from.

In: the verdicts on pairs. Out: the links that stand. A thousand copies of one page are each linked to where their words come
from and not to each other: of the documents that a copy may be made from, the one that has most of its words is taken, then
others only for words that those before do not have. It follows from all verdicts: a new document can take the place of another.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sayso.linking.clocks import order_of
from sayso.linking.fingerprints import Fingerprint
from sayso.linking.overlaps import SAME_TEXT, SAME_WORDS
from sayso.records import RecordLink, Span, merge_spans

__all__ = ["choose_links"]

#: Two that have nearly as many of the words are told apart by the rule and then by time.
AS_MANY = 0.9
#: A further document must have so many more characters of the copy, and this share of those that are in any.
LEAST_MORE, SHARE_MORE = 60, 0.1
#: How sure a direction is; a cycle is broken where it is least sure.
RANKS = {
    "direction by credit": 0,
    "direction by canonical address": 1,
    "direction by agency": 2,
    "direction by containment": 2,
    "direction by time": 3,
    "direction by share": 4,
}
LAST_RANK = 5
Order = Mapping[str, tuple[str, str]]


def choose_links(
    prints: Sequence[Fingerprint], verdicts: Mapping[tuple[str, str], Sequence[RecordLink]]
) -> tuple[RecordLink, ...]:
    """The links that stand, in the order of their ids."""
    order = {one.document: order_of(one) for one in prints}
    copies: defaultdict[str, list[RecordLink]] = defaultdict(list)
    rewrites: defaultdict[str, list[RecordLink]] = defaultdict(list)
    kept: list[RecordLink] = []
    for links in verdicts.values():
        for link in links:
            if link.kind == "copy":
                copies[link.left].append(link)
            elif link.kind == "rewrite":
                rewrites[link.left].append(link)
            else:
                kept.append(link)
    chosen: list[RecordLink] = []
    for document in {**copies, **rewrites}:
        covered: list[Span] = []
        chosen += _cover(copies.get(document, []), covered, order)
        chosen += _cover(rewrites.get(document, []), covered, order)
    return tuple(sorted([*kept, *_without_cycles(chosen)], key=lambda link: link.id))


def _cover(links: Sequence[RecordLink], covered: list[Span], order: Order) -> list[RecordLink]:
    """The links that together account for most of the copy's words; what they account for is added to `covered`."""
    if len(links) == 1 and not covered:
        covered[:] = merge_spans(_spans(links[0]))
        return list(links)
    spans = {link.id: _spans(link) for link in links}
    whole = _size(merge_spans([*covered, *(span for own in spans.values() for span in own)]))
    open_links = list(links)
    chosen: list[RecordLink] = []
    while open_links:
        before = _size(covered)
        gains = {link.id: _size(merge_spans([*covered, *spans[link.id]])) - before for link in open_links}
        most = max(gains.values())
        if (covered and most < max(LEAST_MORE, SHARE_MORE * whole)) or (not covered and chosen):
            break
        near = [link for link in open_links if gains[link.id] >= AS_MANY * most]
        best = min(near, key=lambda link: (rank_of(link), link.method != SAME_TEXT, order[link.right]))
        chosen.append(best)
        open_links.remove(best)
        covered[:] = merge_spans([*covered, *spans[best.id]])
    return chosen


def _spans(link: RecordLink) -> list[Span]:
    return [one.left_span for one in link.evidence if one.rule == SAME_WORDS and one.left_span is not None]


def _size(spans: Iterable[Span]) -> int:
    return sum(map(len, spans))


def rank_of(link: RecordLink) -> int:
    """How sure the direction of a link is, 0 the surest."""
    return min((RANKS[reason.rule] for reason in link.evidence if reason.rule in RANKS), default=LAST_RANK)


def _without_cycles(links: Sequence[RecordLink]) -> list[RecordLink]:
    """The links without those that would close a circle of copies; the surest are kept."""
    pairs = [(link.left, link.right) for link in links]
    # What leads to no circle, and then what only leads to one, is set aside, so that little is left to search in.
    tangled = _not_peeled(pairs)
    tangled = _not_peeled([(right, left) for left, right in pairs if left in tangled and right in tangled])
    kept = [link for link in links if link.left not in tangled or link.right not in tangled]
    onwards: defaultdict[str, list[str]] = defaultdict(list)
    for link in sorted(links, key=lambda link: (rank_of(link), -link.score, link.id)):
        if link.left in tangled and link.right in tangled and not _reaches(link.right, link.left, onwards):
            onwards[link.left].append(link.right)
            kept.append(link)
    return kept


def _not_peeled(pairs: Sequence[tuple[str, str]]) -> set[str]:
    """The documents that are left when those that lead nowhere are taken off, again and again."""
    leading: defaultdict[str, list[str]] = defaultdict(list)
    open_ends: defaultdict[str, int] = defaultdict(int)
    for left, right in pairs:
        leading[right].append(left)
        open_ends[left] += 1
    done = [document for document in leading if not open_ends[document]]
    for document in done:
        for other in leading.get(document, ()):
            open_ends[other] -= 1
            if not open_ends[other]:
                done.append(other)
    return {document for document, count in open_ends.items() if count}


def _reaches(start: str, goal: str, onwards: Mapping[str, Sequence[str]]) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        one = waiting.pop()
        if one == goal:
            return True
        for other in onwards.get(one, ()):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return False
