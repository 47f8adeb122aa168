"""Stories: the list of them, and one with its pages, when they came, and what several of them say.

In: `Story`s, or the account of one. Out: `StoriesPage`, `StoryPage`. Which text has its words from which is told with how
surely, as we read it; days on which nothing came are drawn as nothing.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.bookkeeping.story_accounts import StoryAccount
from sayso.bookkeeping.story_accounts import StoryPage as Page
from sayso.errors import QueryError
from sayso.export.wording import DEEDS, count_things, tell_date
from sayso.linking.naming import house_name
from sayso.records import RecordLink, Story
from sayso.store import DocumentHead
from sayso.web.views.lanes import Tick, place_columns
from sayso.web.views.who import Brief, brief

__all__ = [
    "PAGES",
    "STORIES",
    "DayBar",
    "Deed",
    "StoriesPage",
    "StoryLine",
    "StoryPage",
    "StoryText",
    "make_stories",
    "make_story",
    "read_cursor",
    "write_cursor",
]

#: Stories of one list, and texts of a story on one page of it.
STORIES: Final = 50
CURSOR: Final = re.compile(r"(\d{4}(?:-\d\d){0,2})?:(s[0-9a-f]{24})", re.ASCII)
PAGES: Final = 100
LEFT, HEIGHT, FLOOR = 40, 120, 86
#: Bars are so wide, and the tallest is so tall.
BAR, TALL = 14, 64


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story in a list."""

    id: str
    title: str
    when: str
    texts: int


@dataclass(frozen=True, slots=True)
class StoriesPage:
    """A page of the list; `after` is the cursor that led to it, `next` that of what comes after it, null on the last."""

    words: str
    stories: tuple[StoryLine, ...]
    after: str
    next: str | None
    unlinked: int


@dataclass(frozen=True, slots=True)
class Deed:
    """What a text does with another one, or with a house, how surely, and in which words (of the link's own reasons)."""

    words: str
    name: str
    document: str | None
    score: float
    is_confirmed: bool
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StoryText:
    """A document of a story."""

    document: str
    name: str
    title: str
    day: str
    is_current: bool
    deeds: tuple[Deed, ...]


@dataclass(frozen=True, slots=True)
class DayBar:
    """How many texts came on a day (or in a month), and how many of them are copies."""

    x: int
    y: int
    height: int
    copied: int
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A story; `number` of `numbers` pages of its texts is shown."""

    id: str
    title: str
    when: str
    texts: int
    pages: int
    publishers: int
    rows: tuple[StoryText, ...]
    number: int
    numbers: int
    bars: tuple[DayBar, ...]
    ticks: tuple[Tick, ...]
    undated: int
    width: int
    height: int
    answers: tuple[Brief, ...]
    more: int


def make_stories(words: str, found: Sequence[Story], after: str, following: str | None, unlinked: int) -> StoriesPage:
    """A page of the list of stories; `found` are those of this page."""
    lines = tuple(StoryLine(one.id, one.title or "(no title)", _when(one), len(one.documents)) for one in found)
    return StoriesPage(words, lines, after, following, unlinked)


def write_cursor(story: Story) -> str:
    """What to ask for the stories behind this one with."""
    return f"{story.day_last or ''}:{story.id}"


def read_cursor(cursor: str) -> Story | None:
    """The place that a cursor leads to, as a story of that id and day; null for the beginning.

    Raises:
        QueryError: it is none.
    """
    match = CURSOR.fullmatch(cursor)
    if cursor and match is None:
        raise QueryError(f"{cursor!r:.60}", "not a cursor of the list of stories: give the one of its last page")
    return None if match is None else Story(match[2], (), None, None, match[1] or None)


def make_story(account: StoryAccount, number: int = 1) -> StoryPage:
    """The page of a story."""
    story, heads = account.story, {page.head.document: page.head for page in account.pages}
    numbers = max(1, -(-len(account.pages) // PAGES))
    number = min(max(1, number), numbers)
    shown = account.pages[(number - 1) * PAGES : number * PAGES]
    bars, ticks, width = _draw_days(account.pages)
    return StoryPage(
        id=story.id,
        title=story.title or "(no title)",
        when=_when(story),
        texts=len(account.pages),
        pages=len({page.head.page for page in account.pages}),
        publishers=len({_name(page.head) for page in account.pages}),
        rows=tuple(_text(page, heads) for page in shown),
        number=number,
        numbers=numbers,
        bars=bars,
        ticks=ticks,
        undated=sum(page.head.day is None for page in account.pages),
        width=width,
        height=HEIGHT,
        answers=tuple(brief(answer) for answer in account.answers),
        more=account.more,
    )


def iter_texts(account: StoryAccount) -> Iterator[tuple[object, ...]]:
    """The texts of a story as rows of a table."""
    heads = {page.head.document: page.head for page in account.pages}
    for page in account.pages:
        head, deeds = page.head, [_deed(link, heads) for link in page.links]
        told = "; ".join(f"{deed.words} {deed.name} ({deed.score:.2f})" for deed in deeds)
        yield (
            account.story.id, head.document, head.publisher, head.day, head.title, head.url, head.is_current, told,
        )  # fmt: skip


def _when(story: Story) -> str:
    days = dict.fromkeys(tell_date(day) for day in (story.day_first, story.day_last) if day)
    return " to ".join(days) or "no date"


def _text(page: Page, heads: Mapping[str, DocumentHead]) -> StoryText:
    head = page.head
    deeds = tuple(_deed(link, heads) for link in sorted(page.links, key=lambda link: (link.kind, -link.score, link.id)))
    return StoryText(head.document, _name(head), head.title or "(no title)", tell_date(head.day), head.is_current, deeds)


def _deed(link: RecordLink, heads: Mapping[str, DocumentHead]) -> Deed:
    other = heads.get(link.right)
    name = (
        _name(other)
        if other is not None
        else house_name(link.right)
        if ":" in link.right
        else "a text that is not in this story"
    )
    document = None if ":" in link.right else link.right
    reasons = tuple((one.rule, one.left or one.right) for one in link.evidence[:6])
    return Deed(DEEDS.get(link.kind, (link.kind,))[0], name, document, link.score, link.state == "confirmed", reasons)


def _name(head: DocumentHead) -> str:
    return head.publisher or head.url.rpartition("/")[2] or "a page"


def _draw_days(pages: Sequence[Page]) -> tuple[tuple[DayBar, ...], tuple[Tick, ...], int]:
    """A bar for each day, its copies set apart."""
    days = [page.head.day for page in pages if page.head.day]
    placed, ticks, end = place_columns(days, LEFT, {})
    counts: Counter[int] = Counter(placed[day] for day in days)
    copied: Counter[int] = Counter(
        placed[page.head.day]
        for page in pages
        if page.head.day and any(link.kind in ("copy", "rewrite") for link in page.links)
    )
    labels: defaultdict[int, list[str]] = defaultdict(list)
    for day in sorted(set(days)):
        labels[placed[day]].append(day)
    most = max(counts.values(), default=1)
    bars = []
    for x in sorted(counts):
        height, part = (max(2, round(TALL * number / most)) if number else 0 for number in (counts[x], copied[x]))
        first, last = tell_date(labels[x][0]), tell_date(labels[x][-1])
        label = f"{first if first == last else f'{first} to {last}'}: {count_things(counts[x], 'text')}"
        label += f", {count_things(copied[x], 'copy', 'copies')} among them" if copied[x] else ""
        bars.append(DayBar(x - BAR // 2, FLOOR - height, height, part, label, counts[x]))
    return tuple(bars), ticks, end + LEFT
