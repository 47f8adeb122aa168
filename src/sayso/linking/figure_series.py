"""What each source said how many there were, over time: figures of one thing side by side, never added up, never averaged.

In: `SeenFigure`s, each with the claim that holds it. Out: `FigureTable`s: one for each thing that is counted, in it one
series for each source, in the order in which they said so, and the figures of two sources that have no number in common. Parts
of a larger figure have tables of their own. Who is right is not said.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sayso.knowledge.outlets import fold_name
from sayso.languages.claim_lexicon import load_claim_lexicon, sense_of
from sayso.languages.figure_lexicon import FATES
from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.naming import house_name
from sayso.records import Exactness, Quantity, QuantityKind, Timex

__all__ = ["FigureConflict", "FigurePoint", "FigureSeries", "FigureTable", "SeenFigure", "make_tables", "thing_of"]

#: Sources of these kinds are never one with another's across documents.
UNNAMED: Final = frozenset({"anonymous", "none", "pronoun"})
#: Figures of these are of one thing where the same is counted; of money, shares and things the same words may mean two sums.
COMPARED: Final = frozenset({*FATES, "poll", "people"})
LAST: Final = "9999"
#: Pairs of figures that are listed of one table.
MOST_CONFLICTS: Final = 20
Thing = tuple[QuantityKind, str | None, str, bool]


@dataclass(frozen=True, slots=True)
class SeenFigure:
    """A figure with its words, the claim that holds it, its date, and the words of the figure that it is a part of."""

    quantity: Quantity
    words: str
    claim: ClaimProfile
    as_of: Timex | None = None
    whole: str | None = None


@dataclass(frozen=True, slots=True)
class FigurePoint:
    """One figure that a source gave, with all claims that have it from there.

    `said` is the day that the text says it was said, `day` that of the first page; `polarity` is the claim's: who denies that
    30 died says `-`. `low` and `high` are null where there is no bound.
    """

    words: str
    low: float | None
    high: float | None
    exactness: Exactness
    is_cumulative: bool
    whole: str | None
    said: str | None
    day: str | None
    as_of: str | None
    polarity: str
    certainty: str
    hedges: tuple[str, ...]
    claims: tuple[str, ...]
    urls: tuple[str, ...]

    @property
    def when(self) -> str:
        """The day by which it is ordered."""
        return self.said or self.day or LAST


@dataclass(frozen=True, slots=True)
class FigureSeries:
    """The figures of one source in the order in which it gave them; `key` tells sources of one name apart."""

    source: str
    key: str
    points: tuple[FigurePoint, ...]


@dataclass(frozen=True, slots=True)
class FigureConflict:
    """Two figures of two sources that have no number in common: who said which, and of which day both are."""

    left_source: str
    left: str
    right_source: str
    right: str
    day: str
    claims: tuple[str, str]


@dataclass(frozen=True, slots=True)
class FigureTable:
    """All figures of one thing: what became of whom, or a sum, share or count of `what`; `is_subset`: parts of larger ones."""

    kind: QuantityKind
    unit: str | None
    what: str | None
    is_subset: bool
    series: tuple[FigureSeries, ...]
    conflicts: tuple[FigureConflict, ...]


def make_tables(found: Iterable[SeenFigure]) -> tuple[FigureTable, ...]:
    """The tables, the gravest kind first, then what most sources speak of."""
    things: defaultdict[Thing, list[SeenFigure]] = defaultdict(list)
    for one in found:
        things[thing_of(one.quantity)].append(one)
    tables = [_table(thing, figures) for thing, figures in things.items()]
    return tuple(sorted(tables, key=_rank))


def thing_of(quantity: Quantity) -> Thing:
    """What a figure counts, so that "12 people", "12 dead" and "12 others" are of one thing, and "12 soldiers" of another."""
    return quantity.kind, quantity.unit, _stem(quantity), quantity.is_subset


def _stem(quantity: Quantity) -> str:
    if quantity.what is None:
        return ""
    if quantity.kind == "poll":
        return fold_name(quantity.what)
    last = quantity.what.split()[-1].lower()
    generic = load_claim_lexicon().lists["people.generic"]
    stem = sense_of(last).stem
    is_fate = stem in load_claim_lexicon().lists["measures.fates"] or last in {"bodies", "casualties"}
    return "" if quantity.kind in FATES and (is_fate or last in generic or stem in generic or last == "people") else stem


def _rank(table: FigureTable) -> tuple[int, int, int, str, str]:
    order = FATES.index(table.kind) if table.kind in FATES else len(FATES)
    return order, table.is_subset, -len(table.series), table.kind, table.what or ""


def _table(thing: Thing, figures: Sequence[SeenFigure]) -> FigureTable:
    kind, unit, stem, is_subset = thing
    by_source: defaultdict[str, list[SeenFigure]] = defaultdict(list)
    for one in figures:
        by_source[_source_key(one)].append(one)
    series = [FigureSeries(_source_name(own[0]), key, tuple(_points(own))) for key, own in sorted(by_source.items())]
    series.sort(key=lambda one: (one.points[0].when, one.source, one.key))
    what = next((one.quantity.what for one in figures if one.quantity.what and stem), None)
    apart = {(one.left_source, one.left, one.right_source, one.right): one for one in reversed([*_conflicts(series)])}
    conflicts = tuple(reversed(apart.values()))[:MOST_CONFLICTS] if kind in COMPARED else ()
    return FigureTable(kind, unit, what, is_subset, tuple(series), conflicts)


# --- whose figure it is, and when it was given ---


def _source_key(one: SeenFigure) -> str:
    """Who gives a figure: the innermost source, else the house; whoever is not named stays within the document."""
    claim, speaker = one.claim, one.claim.speaker
    if speaker is None:
        return claim.house or f"page:{claim.page}"
    if speaker.hop.name is None or speaker.source_kind in UNNAMED:
        return f"unnamed:{claim.claim.document}:{fold_name(speaker.hop.name or '')}"
    return speaker.house or f"name:{fold_name(speaker.actor.name if speaker.actor else speaker.hop.name)}"


def _source_name(one: SeenFigure) -> str:
    speaker = one.claim.speaker
    if speaker is not None:
        return (
            speaker.actor.name if speaker.actor and speaker.source_kind not in UNNAMED else speaker.hop.name
        ) or "nobody named"
    names = [hop.hop.name for hop in one.claim.hops if hop.hop.role == "publisher" and hop.hop.name]
    return names[-1] if names else house_name(one.claim.house or f"page:{one.claim.page}")


def _points(own: Sequence[SeenFigure]) -> Iterator[FigurePoint]:
    """The figures of a source, each once for a day, in their order."""
    met: dict[tuple[object, ...], FigurePoint] = {}
    for one in own:
        point = _point(one)
        key = (point.when, point.low, point.high, point.is_cumulative, point.polarity)
        before = met.get(key)
        met[key] = (
            point
            if before is None
            else replace(
                before,
                claims=tuple(dict.fromkeys((*before.claims, *point.claims))),
                urls=tuple(dict.fromkeys((*before.urls, *point.urls))),
            )
        )
    yield from sorted(met.values(), key=lambda point: (point.when, point.day or LAST, point.claims))


def _point(one: SeenFigure) -> FigurePoint:
    quantity, claim = one.quantity, one.claim
    factuality = claim.claim.factuality
    return FigurePoint(
        words=one.words,
        low=quantity.low,
        high=quantity.high,
        exactness=quantity.exactness,
        is_cumulative=quantity.is_cumulative,
        whole=one.whole,
        said=_day(claim.said),
        day=claim.day,
        as_of=_day(one.as_of),
        polarity=factuality.polarity if factuality is not None else "+",
        certainty=factuality.certainty if factuality is not None else "certain",
        hedges=claim.hops[-1].hedges if claim.hops else (),
        claims=(claim.claim.id,),
        urls=(claim.url,),
    )


def _day(timex: Timex | None) -> str | None:
    """The day, month or year that a date means, as far as it is known."""
    if timex is None:
        return None
    begins, _, _, ends = timex.bounds
    return timex.value[:10] if begins is None or begins != ends else begins


# --- what stands against what ---


def _conflicts(series: Sequence[FigureSeries]) -> Iterator[FigureConflict]:
    """Figures of two sources of one day with no number in common, and a toll that lies below an earlier one."""
    told = [(point.as_of or point.when, one, point) for one in series for point in one.points if point.polarity == "+"]
    told.sort(key=lambda item: (item[0], item[1].key))
    by_day: defaultdict[str, list[tuple[FigureSeries, FigurePoint]]] = defaultdict(list)
    highest: tuple[FigureSeries, FigurePoint] | None = None
    for day, one, point in told:
        for other, seen in by_day[day]:
            if other.key != one.key and _are_apart(seen, point):
                yield _conflict(other, seen, one, point, day)
        if highest is not None and highest[0].key != one.key and _has_fallen(highest[1], point):
            yield _conflict(*highest, one, point, day)
        by_day[day].append((one, point))
        if highest is None or (point.low or 0) > (highest[1].low or 0):
            highest = (one, point)


def _has_fallen(before: FigurePoint, after: FigurePoint) -> bool:
    """Whether a later toll is less than an earlier figure: no toll falls."""
    return after.is_cumulative and before.when != after.when and _is_below(after, before)


def _are_apart(left: FigurePoint, right: FigurePoint) -> bool:
    return _is_below(left, right) or _is_below(right, left)


def _is_below(left: FigurePoint, right: FigurePoint) -> bool:
    """Whether the one is surely less than the other: of "about 50" and "52", and of "dozens", one cannot say."""
    if left.high is None or right.low is None:
        return False
    loose = 1.15 if "about" in {left.exactness, right.exactness} else 1.0
    return left.high * loose < right.low


def _conflict(left: FigureSeries, one: FigurePoint, right: FigureSeries, other: FigurePoint, day: str) -> FigureConflict:
    return FigureConflict(left.source, one.words, right.source, other.words, day, (one.claims[0], other.claims[0]))
