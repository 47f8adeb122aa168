"""One claim across outlets: the funnel, the lanes, the ladder, the wordings, what stands beside it, and why.

In: an `Answer`, what people decided about its links, and which page of its rows is asked for. Out: a `ClaimPage`. Every count
keeps both its bounds, every join its reasons; what is less likely to bear on it is set apart, and nothing is called true.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.export.wording import (
    BEARINGS,
    DISCREPANCIES,
    NOBODY,
    POLICIES,
    name_houses,
    note_root,
    note_status,
    root_kind,
    strip_marks,
    tell_day,
    tell_funnel,
    tell_policy,
)
from sayso.linking.answers import Answer, Bearing, Wording
from sayso.linking.claim_verdicts import ClaimVerdict
from sayso.records import Policy
from sayso.web.views.funnel import Funnel, draw_funnel
from sayso.web.views.ladder import Ladder, make_ladder
from sayso.web.views.lanes import Lanes, Stop, draw_lanes, read_stops
from sayso.web.views.reasons import Judged, Reasoner, Why, tell_judged
from sayso.web.views.wordings import Variant, list_variants

__all__ = ["ROWS", "Beside", "ClaimPage", "HopName", "Query", "Row", "Told", "list_chain", "make_claim_page", "tell"]

#: Rows of the tree on one page of it.
ROWS: Final = 50
MOST_BESIDE, MOST_QUERIES, MOST_REASONS, MOST_OTHERS = 60, 40, 200, 3
#: What is less likely than this to bear on a claim is set apart.
LIKELY: Final = 0.7
ARROWS: Final = {"says": "says so", "copy": "same text", "read": "as we read it", None: "names no source"}
BASES: Final = {"resolved": "as we read it", "inferred": "as we read it", "carried": "carried on, as we read it"}
REVIEWS: Final = {"machine": "unreviewed"}


@dataclass(frozen=True, slots=True)
class HopName:
    """A hop of a chain: who, and on which basis where that is not what the text says."""

    name: str
    basis: str
    is_source: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """A wording as it is shown: whose, when, by which chain, in which words, and what has become of it."""

    claim: str
    document: str
    words: str
    house: str
    day: str
    chain: tuple[HopName, ...]
    notes: tuple[str, ...]
    review: str
    title: str

    @property
    def sources(self) -> tuple[HopName, ...]:
        """The chain without the houses."""
        return tuple(hop for hop in self.chain if hop.is_source)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of who had it from whom; `shape` is that of its sign, `how` it is known to have it from the line above."""

    depth: int
    kind: str
    shape: str
    name: str
    note: str
    how: str
    told: Told | None
    also: tuple[str, ...]
    why: Why | None


@dataclass(frozen=True, slots=True)
class Beside:
    """What bears on the claim: how (in words), our side and theirs, and on how many pages it stands."""

    kind: str
    label: str
    ours: Told
    theirs: tuple[Told, ...]
    pages: int
    is_likely: bool
    is_confirmed: bool
    why: Why


@dataclass(frozen=True, slots=True)
class Query:
    """What one page says more surely than another: a question with both words."""

    question: str
    where: Told | None
    left: str
    right: str
    against: Told | None


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """The page of a claim; `number` of `numbers` pages of rows is shown."""

    id: str
    policy: Policy
    policies: tuple[tuple[Policy, str], ...]
    words: str
    story: str | None
    asked: Told
    funnel: Funnel
    funnel_words: str
    said: str
    counted: str
    silent: tuple[Told, ...]
    lanes: Lanes
    rows: tuple[Row, ...]
    number: int
    numbers: int
    ladder: Ladder
    variants: tuple[Variant, ...]
    besides: tuple[Beside, ...]
    queries: tuple[Query, ...]
    more_queries: int
    carried: tuple[Told, ...]
    judged: tuple[Judged, ...]
    reasons: tuple[tuple[str, str], ...]
    review: str

    @property
    def likely(self) -> tuple[Beside, ...]:
        """What likely bears on it."""
        return tuple(one for one in self.besides if one.is_likely)

    @property
    def unlikely(self) -> tuple[Beside, ...]:
        """What may bear on it, and as likely does not."""
        return tuple(one for one in self.besides if not one.is_likely)


def make_claim_page(answer: Answer, verdicts: Sequence[ClaimVerdict] = (), number: int = 1) -> ClaimPage:
    """The page of an answer."""
    reasoner = Reasoner(answer)
    stops = read_stops(answer.tree, answer.wordings)
    numbers = max(1, -(-len(stops) // ROWS))
    number = min(max(1, number), numbers)
    by_claim = {one.claim.id: one for one in answer.wordings}
    untraced = set(answer.origins.untraced)
    silent = {one.claim.document: one for one in reversed(answer.wordings) if one.claim.document in untraced}
    unseen = sum(one.claim.review == "machine" for one in answer.wordings)
    return ClaimPage(
        id=answer.claim,
        policy=answer.origins.policy,
        policies=tuple(POLICIES.items()),
        words=strip_marks(answer.words),
        story=answer.story,
        asked=tell(by_claim[answer.claim]),
        funnel=draw_funnel(answer.origins),
        funnel_words=tell_funnel(answer.origins),
        said=answer.said,
        counted=tell_policy(answer.origins.policy),
        silent=tuple(tell(one) for one in list(silent.values())[::-1]),
        lanes=draw_lanes(answer.tree, answer.wordings),
        rows=tuple(_rows(stops, reasoner, number)),
        number=number,
        numbers=numbers,
        ladder=make_ladder(answer),
        variants=list_variants(answer),
        besides=tuple(_besides(answer, reasoner)),
        queries=tuple(_queries(answer))[:MOST_QUERIES],
        more_queries=max(0, len(answer.discrepancies) - MOST_QUERIES),
        carried=tuple(tell(by_claim[key]) for key in answer.carried if key in by_claim),
        judged=tell_judged(verdicts),
        reasons=_count_reasons(answer),
        review=f"{unseen} of {len(answer.wordings)} wordings unreviewed" if unseen else "all wordings reviewed",
    )


def tell(wording: Wording) -> Told:
    """A wording as it is shown."""
    house, page = name_houses(wording)
    return Told(
        claim=wording.claim.id,
        document=wording.claim.document,
        words=strip_marks(wording.words),
        house=f"{house} on {page}" if page else house,
        day=tell_day(wording),
        chain=list_chain(wording),
        notes=tuple(note for note in note_status(wording) if note != wording.claim.review),
        review=REVIEWS.get(wording.claim.review, wording.claim.review),
        title=wording.title or "",
    )


def list_chain(wording: Wording) -> tuple[HopName, ...]:
    """The chain from the page inwards; a publisher that speaks for itself is all of it."""
    hops = wording.claim.chain
    return tuple(
        HopName(hop.name or NOBODY, BASES.get(hop.basis, ""), is_source=True)
        if hop.role == "source"
        else HopName(hop.name or "unknown", "", is_source=False)
        for hop in hops
    )


def _rows(stops: Sequence[Stop], reasoner: Reasoner, number: int) -> Iterator[Row]:
    """One page of the lines of the tree."""
    by_key = {stop.key: stop for stop in stops}
    for stop in stops[(number - 1) * ROWS : number * ROWS]:
        row = stop.row
        above = by_key.get(stop.above or "")
        if row.kind == "page" and stop.wording is not None:
            why = reasoner.explain_step(row, above.row.claim if above is not None else None)
            shape = "silent" if row.rule == "untraced" else "page"
            yield Row(row.depth, "page", shape, row.name, "", ARROWS[stop.arrow], tell(stop.wording), row.also, why)
        elif row.kind == "root":
            yield Row(0, "root", root_kind(row), row.name, note_root(row), "", None, (), None)
        else:
            yield Row(row.depth, "house", "cited", row.name, "cited; no page of its own here", "", None, (), None)


def _besides(answer: Answer, reasoner: Reasoner) -> Iterator[Beside]:
    """What bears on the answer, each claim once, by its strongest kind."""
    inside = {one.claim.id: one for one in answer.wordings}
    told = set[str]()
    for bearing in answer.bearings[:MOST_BESIDE]:
        if bearing.others[0].claim.id not in told:
            told.add(bearing.others[0].claim.id)
            yield _beside(bearing, inside, answer, reasoner)


def _beside(bearing: Bearing, inside: dict[str, Wording], answer: Answer, reasoner: Reasoner) -> Beside:
    link = bearing.link
    ours = inside.get(link.left) or inside.get(link.right) or inside[answer.claim]
    others = sorted(bearing.others, key=lambda one: one.claim.id not in (link.left, link.right))
    return Beside(
        kind=bearing.kind,
        label=BEARINGS[bearing.kind][not bearing.is_ours],
        ours=tell(ours),
        theirs=tuple(tell(one) for one in others[:MOST_OTHERS]),
        pages=len({one.page for one in bearing.others}),
        is_likely=link.score >= LIKELY or link.state == "confirmed",
        is_confirmed=link.state == "confirmed",
        why=reasoner.explain_link(link),
    )


def _queries(answer: Answer) -> Iterator[Query]:
    by_claim = {one.claim.id: one for one in answer.wordings}
    for one in answer.discrepancies:
        left, right = by_claim.get(one.left), by_claim.get(one.right or "")
        yield Query(
            DISCREPANCIES[one.kind],
            tell(left) if left else None,
            strip_marks(one.left_words),
            strip_marks(one.right_words),
            tell(right) if right else None,
        )


def _count_reasons(answer: Answer) -> tuple[tuple[str, str], ...]:
    """Each step and each reduction of the count in words, with its rule."""
    steps = [(row.rule or "", row.words) for row in answer.tree if row.kind == "page"]
    counted = [(reason.rule, reason.words) for reason in answer.origins.reasons]
    found = dict.fromkeys((rule.replace("_", " "), words) for rule, words in (*steps, *counted))
    return tuple(found)[:MOST_REASONS]
