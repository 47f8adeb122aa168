"""The ledger's page: what was asked, the rows, what they can be narrowed by, when they fall, where they lie.

In: an `Asked` and what the ledger answered. Out: a `SearchPage` for HTML and a `SearchAnswer` for JSON. It asks nothing itself,
and each part is made only if its answer is there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from sayso.export.queries import Asked, write_query
from sayso.export.wording import count_things
from sayso.store import Browse, Browsed, Bucket, Facet, PlaceCount, Sort
from sayso.web.views.narrowing import Chip, Group, find_chips, find_hidden, make_groups, to_address
from sayso.web.views.places import PlacesMap, make_map
from sayso.web.views.rows import Row, RowAnswer, answer_row, is_held_back, make_row
from sayso.web.views.timeline import Timeline, make_timeline

__all__ = ["Answered", "SearchAnswer", "SearchPage", "SortLink", "answer_search", "make_search"]

#: What each order is called.
SORT_NAMES: Final[dict[Sort, str]] = {
    "rank": "best match",
    "published": "published",
    "said": "said",
    "happened": "happened",
    "source": "who",
    "outlet": "outlet",
    "score": "sureness of the reading",
    "kept": "first kept here",
}


@dataclass(frozen=True, slots=True)
class Answered:
    """What the ledger answered; a part that was not asked for is null, `error` a line if the question made no sense."""

    browsed: Browsed | None = None
    facets: tuple[Facet, ...] = ()
    buckets: tuple[Bucket, ...] = ()
    places: tuple[PlaceCount, ...] | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class SortLink:
    """An order: the address that sorts so (the other way round, where it is the present one)."""

    sort: Sort
    name: str
    address: str
    is_current: bool
    descending: bool

    @property
    def aria(self) -> str:
        """The value of `aria-sort` while this is the order."""
        return "descending" if self.descending else "ascending"


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The page; `query` is its canonical query string, `summary` the line that says how much was found.

    `hidden` are the fields a form must carry on; `others` the same question as other files.
    """

    asked: Asked
    ask: Browse
    query: str
    address: str
    error: str | None
    notes: tuple[str, ...]
    summary: str
    rows: tuple[Row, ...]
    sorts: tuple[SortLink, ...]
    groups: tuple[Group, ...]
    chips: tuple[Chip, ...]
    hidden: tuple[tuple[str, str], ...]
    timeline: Timeline | None
    places: PlacesMap | None
    looks: tuple[tuple[str, str, bool], ...]
    next: str | None
    previous: str | None
    first: str | None
    others: tuple[tuple[str, str], ...]
    clear: str

    @property
    def current(self) -> SortLink | None:
        """The order of the rows."""
        return next((sort for sort in self.sorts if sort.is_current), None)

    def sort(self, name: Sort) -> SortLink:
        """One of the orders."""
        return next(sort for sort in self.sorts if sort.sort == name)


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The same as JSON: one page of rows; `next` and `previous` are addresses. `total` means "at least" where it is not exact.

    `left_out` are rows of this page that only `all=1` shows: accusations whose speaker is not stated and that nobody reviewed.
    """

    query: str
    notes: tuple[str, ...]
    total: int
    exact: bool
    rows: tuple[RowAnswer, ...]
    left_out: int
    next: str | None
    previous: str | None


def make_search(asked: Asked, answered: Answered) -> SearchPage:
    """The page of a question."""
    groups = make_groups(asked, answered.facets)
    browsed = answered.browsed
    asked = replace(asked, after=asked.after if browsed and browsed.previous else None)
    plain = replace(asked, after=None)
    return SearchPage(
        asked=asked,
        ask=asked.browse,
        query=write_query(plain),
        address=to_address(asked),
        error=answered.error,
        notes=asked.notes,
        summary=_sum_up(answered),
        rows=tuple(make_row(row) for row in browsed.rows) if browsed else (),
        sorts=tuple(
            _sort_link(plain, sort)
            for sort in SORT_NAMES
            if sort != "rank" or asked.browse.order[0] == "rank" or _has_words(asked)
        ),
        groups=groups,
        chips=find_chips(plain, answered.facets),
        hidden=find_hidden(plain, groups),
        timeline=make_timeline(plain, answered.buckets) if browsed else None,
        places=make_map(plain, answered.places) if answered.places is not None else None,
        looks=_looks(plain),
        next=_turn(asked, browsed.next if browsed else None),
        previous=_turn(asked, browsed.previous if browsed else None),
        first=to_address(plain) if browsed and browsed.previous else None,
        others=tuple((name, to_address(plain, f"/s.{name.lower()}")) for name in ("JSON", "CSV", "Atom")),
        clear=to_address(Asked(Browse(words=asked.browse.words), None, asked.clock, asked.look)),
    )


def answer_search(asked: Asked, browsed: Browsed) -> SearchAnswer:
    """The same as JSON."""
    kept = [row for row in browsed.rows if asked.everything or not is_held_back(row)]
    return SearchAnswer(
        query=write_query(asked),
        notes=asked.notes,
        total=browsed.total,
        exact=browsed.exact,
        rows=tuple(answer_row(row) for row in kept),
        left_out=len(browsed.rows) - len(kept),
        next=_turn(asked, browsed.next, "/s.json"),
        previous=_turn(asked, browsed.previous, "/s.json"),
    )


def _has_words(asked: Asked) -> bool:
    return bool(asked.browse.words or asked.browse.source)


def _turn(asked: Asked, cursor: str | None, path: str = "/s") -> str | None:
    return None if cursor is None else to_address(replace(asked, after=cursor), path)


def _sort_link(asked: Asked, sort: Sort) -> SortLink:
    current, descending = asked.browse.order
    if sort == current:
        turned = asked.alter(sort=sort, descending=not descending)
        return SortLink(sort, SORT_NAMES[sort], to_address(turned), True, descending)
    return SortLink(sort, SORT_NAMES[sort], to_address(asked.alter(sort=sort, descending=None)), False, False)


def _looks(asked: Asked) -> tuple[tuple[str, str, bool], ...]:
    """The rows, and the map: name, address, and which is shown."""
    on_map = asked.look != "rows"
    rows, places = (to_address(replace(asked, look=look)) for look in ("rows", asked.look if on_map else "map"))
    return (("Rows", rows, not on_map), ("Map", places, on_map))


def _sum_up(answered: Answered) -> str:
    browsed = answered.browsed
    if browsed is None:
        return ""
    if not browsed.total:
        return "No claims found"
    number = f"{browsed.total:,} claim{'' if browsed.total == 1 else 's'}"
    told = number if browsed.exact else f"At least {number}"
    if answered.places is not None:
        return f"{told}, {_places(answered.places)}"
    return told


def _places(places: Sequence[PlaceCount]) -> str:
    return f"{count_things(len(places), 'place')} on the map"
