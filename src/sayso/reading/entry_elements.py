"""The entries of a live blog by the structure of its markup: a run of like elements, each with a clock of its own and text.

In: a parsed page, its text and blocks, and whether something on it says that it is a live blog. Out: `Draft`s in page order.
Names of classes are not asked for; comments, lists of other stories and timelines inside a story are no such runs.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, pairwise, takewhile
from statistics import median
from typing import Final
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from sayso.reading.bylines import split_names
from sayso.reading.clues import FURNITURE_MARKS, MARK
from sayso.reading.dates import StatedDate, read_date
from sayso.reading.declarations import find_authors
from sayso.reading.entry_drafts import FEWEST, MOST_ENTRIES, Draft
from sayso.reading.entry_stamps import Stamp, is_in_order, read_stamp
from sayso.reading.extracted import BLOCK_BREAK
from sayso.reading.furniture import is_name_line
from sayso.reading.passages import INLINE, Passage, find_passages
from sayso.records import READ_ROLES, Block, Span

__all__ = ["find_element_entries", "is_worth_a_look"]

DATED: Final = ("time", "relative-time", "abbr")
#: Elements whose text may be nothing but a clock; looked at only where the page calls itself live.
SHOWING: Final = ("span", "p", "div", "strong", "b", "em", "small", "a", "h2", "h3", "h4", "h5", "h6", "dt")
LONGEST_CLOCK: Final = 60
#: A machine's time with day and minute has so many characters at least.
SHORTEST_INSTANT: Final = 16
#: Pages with fewer `time` elements, and no word of being live, are not looked at.
FEWEST_TIMES: Final = 4
MOST_STAMPS, MOST_DEPTH, MOST_GROUPS = 2000, 60, 16
#: Of the elements of a run so many have one clock, and text.
MOST: Final = 0.8
#: Minutes between two entries, as a rule: of a page that says it is live, and of one that does not.
LIVE_GAP, PLAIN_GAP = 12 * 60, 3 * 60
PLAIN_DAYS: Final = 4 * 24 * 60
SHORTEST_TEXT, SHORTEST_PLAIN, SHORTEST_TEASER = 4, 14, 3
#: Reporting beside a run is little up to so many words.
LITTLE: Final = 150
#: Where nothing says that a page is live, so many of its entries have a title, and an address of their own: what a list of
#: events or the posts of a forum have not.
MOST_TITLED: Final = 0.6
CHANGED: Final = frozenset(["modified", "updated", "update", "edited", "datemodified"])
NOT_MARKS: Final = FURNITURE_MARKS | frozenset(
    {
        *("reply", "replies", "kommentar", "kommentare", "commentlist", "forum", "thread", "teaser", "teasers", "reactions"),
        *("timeline", "keyevents", "latest", "archive", "schedule", "programme", "listing", "listings", "reader", "readers"),
    }
)
BY: Final = re.compile(r"^by\s", re.IGNORECASE)
ASIDE: Final = frozenset(["aside", "nav", "footer", "form"])
#: The name of a writer has so many words; lines above the text of an entry have no more than so many.
NAMES: Final = range(2, 4)
LONGEST_NAME: Final = 12
HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


@dataclass(frozen=True, slots=True)
class _Clock:
    """A stamp in the markup: its element, what a machine reads, what a reader sees."""

    element: HtmlElement
    stated: StatedDate | None
    stamp: Stamp | None
    is_change: bool


@dataclass(frozen=True, slots=True)
class _Item:
    """An element of a run with its clocks and visible passages."""

    element: HtmlElement
    clocks: Sequence[_Clock]
    passages: Sequence[Passage]

    @property
    def words(self) -> int:
        return sum(len(passage.words) for passage in self.passages)


def is_worth_a_look(markup: str) -> bool:
    """Whether a page that says nothing of being live has times enough."""
    return markup.count("<time") >= FEWEST_TIMES


def find_element_entries(
    root: HtmlElement, url: str, text: str, blocks: Sequence[Block], *, is_live: bool, day_first: bool | None
) -> list[Draft]:
    """The entries of the run that holds most words; none where no run is one of entries."""
    marked = (element for element in root.iter(etree.Element) if element.get("itemprop") == "liveBlogUpdate")
    declared = [*islice(marked, MOST_ENTRIES)] if is_live else []
    clocks = list(_clocks(root, is_live=is_live, day_first=day_first))
    best: list[Draft] = []
    most = -1
    whole = sum(len(block.span.of(text).split()) for block in blocks if block.role in READ_ROLES)
    for items in _runs(clocks, declared, is_live=is_live):
        if not (declared or _are_entries(items, url, is_live=is_live)):
            continue
        drafts = list(_drafts(items, url, text, is_declared=bool(declared), is_live=is_live))
        if not is_live and not _are_told_apart(drafts):
            continue
        inside = sum(len(draft.span.of(text).split()) for draft in drafts)
        read = _read_words(text, blocks, drafts)
        # Posts without titles below a story are what readers say of it.
        share = 1 if 2 * sum(bool(draft.title) for draft in drafts) >= len(drafts) else 2
        is_main = declared or _is_main(inside, read, share * (whole - read), is_live=is_live)
        if is_main and len(drafts) >= (2 if declared else FEWEST) and read > most:
            best, most = drafts, read
    return best


def _is_main(inside: int, read: int, beside: int, *, is_live: bool) -> bool:
    """Whether a run is what its page is about: by its words, those of them that are reporting, and the reporting beside it."""
    if inside < beside:
        return False
    # Comments are no reporting; what extraction misses of a live blog stands beside little else.
    return 2 * read >= inside or (is_live and (4 * read >= inside or beside < LITTLE))


def _are_told_apart(drafts: Sequence[Draft]) -> bool:
    """Whether entries have what entries of a live blog have: titles, and addresses to share them by."""
    titled, addressed = sum(bool(one.title) for one in drafts), sum(bool(one.address) for one in drafts)
    return titled >= MOST_TITLED * len(drafts) and addressed >= MOST * len(drafts)


def _read_words(text: str, blocks: Sequence[Block], drafts: Sequence[Draft]) -> int:
    """How many words of the entries stand in blocks that are reporting."""
    spans = [draft.span for draft in drafts]
    inside = (block.span for block in blocks if block.role in READ_ROLES and any(s.contains(block.span) for s in spans))
    return sum(len(span.of(text).split()) for span in inside)


def _clocks(root: HtmlElement, *, is_live: bool, day_first: bool | None) -> Iterator[_Clock]:
    """Every clock of the page, in page order."""
    if is_live:
        elements: Iterable[HtmlElement] = root.iter(*DATED, *SHOWING, "meta", "li")
    else:
        elements = [one for one in root.iter("time") if len(one.get("datetime") or "") >= SHORTEST_INSTANT]
        if len(elements) < FEWEST_TIMES:
            return
    count = 0
    for element in elements:
        found = _clock(element, day_first)
        if found is not None:
            count += 1
            yield found
        if count >= MOST_STAMPS:
            return


def _clock(element: HtmlElement, day_first: bool | None) -> _Clock | None:
    tag, prop = element.tag, element.get("itemprop") or ""
    is_dated = tag in DATED or prop in {"datePublished", "dateModified"}
    value = (element.get("datetime") or element.get("content") or (element.get("title") if tag == "abbr" else "")) or ""
    stated = read_date(value, day_first) if is_dated and value else None
    words = " ".join((element.text_content() if is_dated else element.text or "").split())
    stamp = read_stamp(words, day_first) if 0 < len(words) <= LONGEST_CLOCK else None
    if stamp is not None and not is_dated and words[stamp.end :].strip():
        stamp = None
    if stated is not None and ("T" not in stated.value or stated.doubt is not None):
        stated = None
    if stamp is None and stated is None:
        return None
    marks = f"{element.get('class') or ''} {prop}"[:200].lower()
    is_change = (stamp is not None and stamp.is_change) or not CHANGED.isdisjoint(MARK.findall(marks))
    return _Clock(element, stated, stamp, is_change)


def _runs(clocks: Sequence[_Clock], declared: Sequence[HtmlElement], *, is_live: bool) -> Iterator[list[_Item]]:
    """Runs of like elements that hold a clock each, the outermost first; those that the page declares, where it does."""
    if declared:
        within: dict[HtmlElement, list[_Clock]] = {element: [] for element in declared}
        for clock in clocks:
            holder = next((around for around in islice(clock.element.iterancestors(), MOST_DEPTH) if around in within), None)
            if holder is not None:
                within[holder].append(clock)
        yield [_item(element, own) for element, own in within.items()]
        return
    groups: defaultdict[tuple[int, str, str, str], dict[HtmlElement, list[_Clock]]] = defaultdict(dict)
    for clock in clocks:
        path = [clock.element, *islice(clock.element.iterancestors(), MOST_DEPTH)]
        if len(path) > MOST_DEPTH:
            continue
        for distance, (child, parent) in enumerate(pairwise(path)):
            if child.tag in INLINE:
                continue
            key = (len(path) - distance, str(parent.tag), (parent.get("class") or "")[:100], str(child.tag))
            groups[key].setdefault(child, []).append(clock)
    fewest = FEWEST if is_live else FEWEST + 1
    enough = [(key, held) for key, held in groups.items() if len(held) >= fewest]
    for _, held in sorted(enough, key=lambda pair: pair[0])[:MOST_GROUPS]:
        if _has_one_each(held) and _is_told_in_time(list(held.values()), is_live=is_live):
            yield [_item(element, own) for element, own in held.items()]


def _has_one_each(held: dict[HtmlElement, list[_Clock]]) -> bool:
    """Whether nearly each element has one time, in order, and the run stands where no comments and no teasers are."""
    counts = [len({_value(clock) for clock in clocks if not clock.is_change}) for clocks in held.values()]
    # The post that an entry embeds has a time too.
    if sum(count <= 2 for count in counts) < MOST * len(counts) or median(counts) != 1:
        return False
    first = next(iter(held))
    for around in (first, *first.iterancestors()):
        marks = f"{around.get('class') or ''} {around.get('id') or ''} {around.get('itemtype') or ''}"[:300].lower()
        if around.tag in ASIDE or (around.tag not in {"body", "html"} and not NOT_MARKS.isdisjoint(MARK.findall(marks))):
            return False
    return True


def _value(clock: _Clock) -> str:
    """What a clock says; the words that show a machine's time are that time."""
    return clock.stated.value if clock.stated is not None else clock.stamp.clock if clock.stamp is not None else ""


def _item(element: HtmlElement, clocks: Sequence[_Clock]) -> _Item:
    return _Item(element, clocks, [one for one in find_passages(element) if not one.box.hidden])


def _are_entries(items: Sequence[_Item], url: str, *, is_live: bool) -> bool:
    """Whether the elements hold running text and lead nowhere else."""
    told = [max((len(one.words) for one in item.passages if one.link_share < 0.5), default=0) for item in items]
    if sum(words >= SHORTEST_TEXT for words in told) < MOST * len(items):
        return False
    if not is_live and median(item.words for item in items) < SHORTEST_PLAIN:
        return False
    return 2 * sum(_is_teaser(item, url) for item in items) < len(items)


def _is_teaser(item: _Item, url: str) -> bool:
    """Whether an element opens with the linked headline of another page."""
    for passage in item.passages[:4]:
        if passage.link_share >= 0.9 and len(passage.words) >= SHORTEST_TEASER:
            return all(_own_address(href, url) is None for _, _, href in passage.links)
    return False


def _own_address(href: str, url: str) -> str | None:
    """The address of a part of this page that a link leads to, null for other pages."""
    if href.startswith(("#", "?")):
        _, mark, fragment = href.partition("#")
        return f"{_base(url)}#{fragment}" if mark and fragment else None
    try:
        there, here = urlsplit(urljoin(url, href)), urlsplit(url)
    except ValueError:
        return None
    own = here.path.rstrip("/")
    if not own or there.netloc != here.netloc or not (there.path.rstrip("/") + "/").startswith(f"{own}/"):
        return None
    return f"{_base(url)}#{there.fragment}" if there.fragment else urljoin(url, href)


def _base(url: str) -> str:
    return url.partition("#")[0] if url.startswith(("http://", "https://")) else ""


def _is_told_in_time(held: Sequence[Sequence[_Clock]], *, is_live: bool) -> bool:
    """Whether the times run one way, as close as those of what is written while it happens."""
    instants = [_instant(clocks) for clocks in held]
    known = [value for value in instants if value is not None]
    if len(known) < MOST * len(held):
        shown = [clock.stamp.minutes for clocks in held for clock in _shown(clocks)[:1] if clock.stamp is not None]
        return is_live and len(shown) >= MOST * len(held) and is_in_order(shown) and len(set(shown)) * 2 > len(shown)
    if not is_in_order(known) or len(set(known)) * 2 <= len(known):
        return False
    gap = median(abs(right - left) for left, right in pairwise(known))
    return gap <= LIVE_GAP if is_live else gap <= PLAIN_GAP and max(known) - min(known) <= PLAIN_DAYS


def _instant(clocks: Sequence[_Clock]) -> int | None:
    """Minutes since the year 1 of a machine's time."""
    stated = next((clock.stated for clock in clocks if clock.stated is not None and not clock.is_change), None)
    if stated is None:
        return None
    try:
        read = datetime.fromisoformat(stated.value)
    except ValueError:
        return None
    return read.toordinal() * 1440 + read.hour * 60 + read.minute


def _shown(clocks: Sequence[_Clock]) -> list[_Clock]:
    return [clock for clock in clocks if clock.stamp is not None and not clock.is_change]


def _drafts(items: Sequence[_Item], url: str, text: str, *, is_declared: bool, is_live: bool) -> Iterator[Draft]:
    """The elements as drafts, where their words stand in the text."""
    at = 0
    for item in items:
        words = BLOCK_BREAK.join(passage.text for passage in item.passages if passage.text)
        start = text.find(words, at) if words else -1
        if start < 0:
            continue
        at = start + len(words)
        stated = next((clock.stated for clock in item.clocks if clock.stated is not None and not clock.is_change), None)
        stamp = next((clock.stamp for clock in _shown(item.clocks)), None)
        changed = next((clock.stated for clock in item.clocks if clock.stated is not None and clock.is_change), None)
        if stated is None and stamp is None:
            continue
        yield Draft(
            Span(start, at),
            stated,
            stamp,
            "itemprop liveBlogUpdate" if is_declared else "a run of elements with a time each",
            0.98 if is_declared else 0.95 if is_live else 0.8,
            title=_title(item),
            bylines=_bylines(item),
            address=_address(item, url),
            modified=changed,
            is_declared=is_declared,
        )


def _title(item: _Item) -> str | None:
    headings = (one.text for one in item.passages[:6] if not HEADINGS.isdisjoint(one.box.landmarks))
    stamped = ((heading, read_stamp(heading)) for heading in headings)
    # A heading may be nothing but the clock, or begin with it.
    found = (heading[stamp.end :] if stamp is not None else heading for heading, stamp in stamped)
    return next((title for title in found if title), None)


def _bylines(item: _Item) -> tuple[str, ...]:
    """Whom the markup calls the writer, else the names that stand alone above the text."""
    marked = [BY.sub("", words) for words, _ in find_authors(item.element)]
    if not marked:
        above = takewhile(lambda one: len(one.words) <= LONGEST_NAME or read_stamp(one.text), item.passages)
        plain = [
            BY.sub("", one.text) for one in above if HEADINGS.isdisjoint(one.box.landmarks) and read_stamp(one.text) is None
        ]
        marked = [words for words in plain if is_name_line(words) and len(words.split()) in NAMES]
    return tuple(dict.fromkeys(name for words in marked[:1] for name in split_names(words)))


def _address(item: _Item, url: str) -> str | None:
    """The element's own address: by its id, that of what it is wrapped around, or where its clock leads."""
    named = next((one.get("id") for one in (item.element, *item.element.iterdescendants()) if one.get("id")), None)
    for clock in item.clocks:
        around = (clock.element, *clock.element.iterancestors())
        link = next((one for one in around[:4] if one.tag == "a" and one.get("href")), None)
        address = _own_address(link.get("href") or "", url) if link is not None else None
        if address is not None:
            return address
    return f"{_base(url)}#{named}" if named else None
