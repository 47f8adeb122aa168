"""Who had it from whom, drawn: a lane for each publisher over time, arrows back to where each page has it from.

In: the rows of the tree of an answer, and its wordings. Out: `Lanes`: names, dots and arrows with their coordinates. Pages of
one house and time that stand as far from their origin are one dot. Distances between days are drawn the shorter the longer
they are, pages without a date stand in a column of their own. It decides nothing: the tree does.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log2
from typing import Final, Literal

from sayso.export.wording import count_things, drop_bare_roots, name_houses, root_kind, tell_date
from sayso.linking.answers import Wording
from sayso.linking.family_tree import TreeRow

__all__ = ["Arrow", "Dot", "LaneRow", "Lanes", "Stop", "Tick", "draw_lanes", "place_columns", "read_stops"]

#: Room for names, where the origins stand, and where cited houses do, from the left.
NAMES, ORIGINS, CITED = 172, 188, 214
#: Heights of the axis and of a row; the step from dot to dot within a day; the longest way between two days.
AXIS, ROW, STEP, FARTHEST = 34, 30, 24, 96
RADIUS: Final = 7
#: Rows of origins, lanes, and columns of days that are drawn; what is more shares the last one, or a longer time.
MOST_ORIGINS, MOST_LANES, MOST_COLUMNS, MOST_STEPS = 12, 18, 20, 4
LONGEST_NAME: Final = 24
#: Few columns are drawn so much wider apart as if there were so many, but no more than this.
ROOMY, WIDEST = 8, 2.0
#: Widths of a letter of the axis, and of one of a name.
LETTER: Final = 6.2
ArrowKind = Literal["says", "copy", "read"]


@dataclass(frozen=True, slots=True)
class Stop:
    """A row of the tree as a thing to draw: what it has it from, and how that is known; `depth` is that of the tree."""

    key: str
    row: TreeRow
    above: str | None
    arrow: ArrowKind | None
    wording: Wording | None


@dataclass(frozen=True, slots=True)
class LaneRow:
    """A row of the drawing: an origin, a house that is cited, or a lane; `name` is cut, `whole` is not."""

    kind: Literal["origin", "cited", "lane"]
    name: str
    whole: str
    y: int


@dataclass(frozen=True, slots=True)
class Dot:
    """What stands in a row; `shape` is the kind of an origin, "cited", "page", or "silent" for a page that names no source.

    `count` pages are one dot, `claims` are theirs.
    """

    x: int
    y: int
    shape: str
    count: int
    title: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrow:
    """From a page to what it has it from: solid where the text says so, thin for the same text, dashed as we read it."""

    kind: ArrowKind
    path: str
    title: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A day (or month, or year) of the axis; the label is empty where there is no room for it."""

    x: int
    label: str


@dataclass(frozen=True, slots=True)
class Lanes:
    """The drawing; `words` tell it, `left_out` how many publishers share the last lane."""

    width: int
    height: int
    rows: tuple[LaneRow, ...]
    dots: tuple[Dot, ...]
    arrows: tuple[Arrow, ...]
    ticks: tuple[Tick, ...]
    undated: int | None
    words: str


def read_stops(tree: Sequence[TreeRow], wordings: Iterable[Wording]) -> tuple[Stop, ...]:
    """The rows of a tree with what stands above each of them."""
    by_claim = {one.claim.id: one for one in wordings}
    open_keys: list[str] = []
    stops = []
    for number, row in enumerate(drop_bare_roots(tree)):
        key = row.page or f"{row.kind}-{number}"
        del open_keys[row.depth :]
        wording = by_claim.get(row.claim or "")
        stops.append(Stop(key, row, open_keys[-1] if open_keys else None, _arrow_kind(row, wording), wording))
        open_keys.append(key)
    return tuple(stops)


def _arrow_kind(row: TreeRow, wording: Wording | None) -> ArrowKind | None:
    """How a row is known to have it from the one above; nothing where it has it from nobody."""
    if row.kind != "page":
        return "says" if row.kind == "house" else None
    if row.rule == "near_copy":
        return "copy"
    if row.rule == "untraced":
        return None
    source = next((hop for hop in reversed(wording.claim.chain) if hop.role == "source"), None) if wording else None
    is_read = row.rule in {"shares_quote", "same_page"} or (source is not None and source.basis in {"carried", "inferred"})
    return "read" if is_read else "says"


def draw_lanes(tree: Sequence[TreeRow], wordings: Sequence[Wording]) -> Lanes:
    """The drawing of a tree."""
    return _Drawing(read_stops(tree, wordings)).draw()


def place_columns(days: Iterable[str], begin: int, steps: Mapping[str, int]) -> tuple[dict[str, int], tuple[Tick, ...], int]:
    """Where each day stands, what the axis says, and where it ends; `steps` are dots beside each other by day's column.

    Days that are too many for columns of their own share one by month, then by year.
    """
    dated = sorted(set(days))
    size = next((size for size in (10, 7, 4) if len({day[:size] for day in dated}) <= MOST_COLUMNS), 4)
    places: dict[str, int] = {}
    ticks: list[Tick] = []
    x, before, free = begin, "", float(begin - 52)
    columns = list(dict.fromkeys(day[:size] for day in dated))
    wider = min(WIDEST, max(1.0, ROOMY / len(columns))) if columns else 1.0
    for column in columns:
        x += round(_gap(before, column) * wider) if before else 0
        places[column] = x
        label = tell_date(column)
        label = label.removesuffix(f" {column[:4]}") if before[:4] == column[:4] and len(column) > 4 else label
        has_room = x - len(label) * LETTER / 2 > free
        ticks.append(Tick(x, label if has_room else ""))
        free = x + len(label) * LETTER / 2 + 6 if has_room else free
        x += STEP * (max(1, steps.get(column, 1)) - 1)
        before = column
    return {day: places[day[:size]] for day in dated}, tuple(ticks), x


def _gap(before: str, after: str) -> int:
    """How far two columns are apart."""
    apart = max(1, (_parse(after) - _parse(before)).days)
    return min(FARTHEST, round(STEP + 20 + 10 * log2(apart)))


def _parse(day: str) -> date:
    """The first day of a day, month or year."""
    parts = [int(part) for part in day.split("-") if part.isdecimal()][:3]
    try:
        return date(*[*parts, 1, 1, 1][:3])
    except (TypeError, ValueError):
        return date(1, 1, 1)


class _Drawing:
    """Rows, then dots, then arrows between them."""

    def __init__(self, stops: Sequence[Stop]) -> None:
        self.stops = stops
        self.by_key = {stop.key: stop for stop in stops}
        self.pages = [stop for stop in stops if stop.row.kind == "page"]
        self.rows: list[LaneRow] = []
        self.dots: list[Dot] = []
        #: Where a stop is drawn: the number of its dot.
        self.dot_of: dict[str, int] = {}

    def draw(self) -> Lanes:
        self._origins()
        lane_of = self._lanes()
        ticks, undated, end = self._pages(lane_of)
        width = max(end + 64, CITED + 160)
        return Lanes(
            width, AXIS + ROW * len(self.rows) + 8, tuple(self.rows), tuple(self.dots), tuple(self._arrows()), ticks, undated,
            self._tell(),
        )  # fmt: skip

    # --- rows ---

    def _origins(self) -> None:
        """A row for each origin and each cited house; a page that names no source is its own, and has none."""
        wanted = [stop for stop in self.stops if stop.row.kind != "page" and not _is_silent_root(stop)]
        shown = wanted if len(wanted) <= MOST_ORIGINS else wanted[: MOST_ORIGINS - 1]
        for stop in shown:
            is_cited = stop.row.kind == "house"
            shape = "cited" if is_cited else root_kind(stop.row)
            y = self._row("cited" if is_cited else "origin", stop.row.name)
            self._dot(Dot(CITED if is_cited else ORIGINS, y, shape, 1, stop.row.words), [stop])
        if rest := wanted[len(shown) :]:
            y = self._row("origin", f"{len(rest)} more origins")
            self._dot(Dot(ORIGINS, y, "more", len(rest), "; ".join(stop.row.name for stop in rest[:20])), rest)

    def _lanes(self) -> dict[str, int]:
        """The y of each page's lane, those first that were first; lanes beyond the most share one."""
        firsts: dict[str, str] = {}
        depths: dict[str, int] = {}
        leaning = Counter(_house(self.by_key[stop.above]) for stop in self.pages if stop.above)
        for stop in self.pages:
            name = _house(stop)
            firsts[name] = min(firsts.get(name, "9999"), stop.row.day or "9999")
            depths[name] = min(depths.get(name, stop.row.depth), stop.row.depth)
        names = sorted(firsts, key=lambda name: (firsts[name], depths[name], -leaning[name], name))
        # Where there are too many, those are drawn that stand near an origin, and that many have it from.
        near = sorted(names, key=lambda name: (depths[name], -leaning[name]))
        kept = set(near if len(near) <= MOST_LANES else near[: MOST_LANES - 1])
        shown = [name for name in names if name in kept]
        ys = {name: self._row("lane", name) for name in shown}
        if len(shown) < len(names):
            last = self._row("lane", f"{len(names) - len(shown)} more publishers")
            ys.update((name, last) for name in names if name not in kept)
        return {stop.key: ys[_house(stop)] for stop in self.pages}

    def _row(self, kind: Literal["origin", "cited", "lane"], name: str) -> int:
        y = AXIS + ROW * len(self.rows) + ROW // 2
        short = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"
        self.rows.append(LaneRow(kind, short, name, y))
        return y

    # --- dots ---

    def _pages(self, lane_of: Mapping[str, int]) -> tuple[tuple[Tick, ...], int | None, int]:
        """The dots of pages: the ticks of the axis, where pages without a date stand, and how far all of it reaches."""
        days = [stop.row.day for stop in self.pages if stop.row.day]
        begin = CITED + 52
        # Placed once to see which days share a column, and again with the room that each column needs.
        columns, _, _ = place_columns(days, begin, {})
        depths: defaultdict[int, set[int]] = defaultdict(set)
        for stop in self.pages:
            depths[columns[stop.row.day] if stop.row.day else -1].add(stop.row.depth)
        ranked = {
            at: {depth: min(rank, MOST_STEPS - 1) for rank, depth in enumerate(sorted(own))} for at, own in depths.items()
        }
        by_place = {at: len(set(ranks.values())) for at, ranks in ranked.items()}
        named = {day[:size]: by_place[columns[day]] for day in days for size in (4, 7, 10)}
        placed, ticks, end = place_columns(days, begin, named)
        undated = (end + 56 if days else begin) if -1 in depths else None
        groups: defaultdict[tuple[int, int], list[Stop]] = defaultdict(list)
        for stop in self.pages:
            at = columns[stop.row.day] if stop.row.day else -1
            base = placed[stop.row.day] if stop.row.day else undated or begin
            groups[base + STEP * ranked[at][stop.row.depth], lane_of[stop.key]].append(stop)
        for (x, y), stops in sorted(groups.items()):
            is_silent = all(stop.row.rule == "untraced" for stop in stops)
            claims = tuple(stop.row.claim for stop in stops if stop.row.claim)
            self._dot(Dot(x, y, "silent" if is_silent else "page", len(stops), _tell_dot(stops), claims), stops)
        return ticks, undated, max((x for x, _ in groups), default=end)

    def _dot(self, dot: Dot, stops: Iterable[Stop]) -> None:
        self.dots.append(dot)
        self.dot_of.update((stop.key, len(self.dots) - 1) for stop in stops)

    # --- arrows ---

    def _arrows(self) -> list[Arrow]:
        """An arrow for each two dots and kind, whatever number of pages it stands for."""
        by_name = {stop.row.name: stop for stop in self.stops if stop.row.kind == "root"}
        found: dict[tuple[int, int, str], list[str]] = {}
        for stop in self.stops:
            ends = [(self.by_key.get(stop.above or ""), stop.arrow)]
            ends += [(by_name.get(name), "says") for name in stop.row.also]
            for above, kind in ends:
                if above is not None and kind is not None and above.key in self.dot_of and stop.key in self.dot_of:
                    key = (self.dot_of[stop.key], self.dot_of[above.key], kind)
                    found.setdefault(key, []).append(stop.row.words)
        drawn = sorted(key for key in found if key[0] != key[1])
        return [_draw(key[2], self.dots[key[0]], self.dots[key[1]], found[key]) for key in drawn]

    def _tell(self) -> str:
        """The drawing in a sentence."""
        houses = len({_house(stop) for stop in self.pages})
        days = sorted(stop.row.day for stop in self.pages if stop.row.day)
        when = f", {tell_date(days[0])} to {tell_date(days[-1])}" if days and days[0] != days[-1] else ""
        when = when or (f", {tell_date(days[0])}" if days else "")
        undated = sum(not stop.row.day for stop in self.pages)
        more = f"; {count_things(undated, 'page')} without a date" if undated else ""
        return f"{count_things(len(self.pages), 'page')} of {count_things(houses, 'publisher')}{when}{more}."


def _rank(depths: Iterable[int]) -> dict[int, int]:
    """The steps to the right within a column, by depth."""
    return {depth: min(rank, MOST_STEPS - 1) for rank, depth in enumerate(sorted(depths))}


def _house(stop: Stop) -> str:
    return name_houses(stop.wording)[0] if stop.wording is not None else stop.row.name


def _is_silent_root(stop: Stop) -> bool:
    return stop.row.kind == "root" and root_kind(stop.row) == "untraced"


def _tell_dot(stops: Sequence[Stop]) -> str:
    """What a dot stands for."""
    first = stops[0]
    head = f"{_house(first)}, {tell_date(first.row.day)}"
    if len(stops) > 1:
        return f"{head} and on: {len(stops)} pages"
    return f"{head}: {first.row.words}"


def _draw(kind: ArrowKind | str, start: Dot, end: Dot, words: Sequence[str]) -> Arrow:
    """A curve that leaves and arrives sideways; between dots of one column it goes around on the left."""
    side = -1 if end.x <= start.x else 1
    x1, x2 = start.x + side * (RADIUS + 1), end.x + (RADIUS + 3) * (-side if end.x != start.x else side)
    bend = max(14, round(abs(x1 - x2) * 0.45))
    second = x2 + (bend if end.x < start.x else -bend)
    path = f"M{x1} {start.y}C{x1 + side * bend} {start.y} {second} {end.y} {x2} {end.y}"
    title = words[0] if len(words) == 1 else f"{words[0]} And {len(words) - 1} more."
    known: ArrowKind = "copy" if kind == "copy" else "read" if kind == "read" else "says"
    return Arrow(known, path, title)
