"""The entries of a live blog by its lines: each begins with a clock, alone or before a title, or stands under its title.

In: the lines of a text that calls itself live, with their roles. Out: `Draft`s in page order. A list of times with nothing told
below them ("Key events") has none. It knows no markup, and does not decide whether a page is a live blog.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sayso.reading.bylines import split_names
from sayso.reading.dates import find_dates
from sayso.reading.entry_drafts import FEWEST, MOST_ENTRIES, Draft
from sayso.reading.entry_stamps import Stamp, is_in_order, read_stamp
from sayso.reading.furniture import has_sentence_end, is_name_line
from sayso.reading.lines import words_of
from sayso.records import READ_ROLES, Block, Role, Span

__all__ = ["find_line_entries"]

#: Running text has so many words; a title, a day and a line of names have no more than so many.
SHORTEST_TEXT, LONGEST_TITLE, LONGEST_DAY = 4, 25, 40
#: So many lines after a clock, at most, stand before the text of its entry; so many that are no reporting may stand within it.
HEAD, GAP = 4, 4
#: Of the clocks so many have their titles above them, where the page has it so.
ABOVE: Final = 0.6
BY: Final = re.compile(r"by\s", re.IGNORECASE)
#: Marks of Markdown around a title.
MARKS: Final = " #*_"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with its role, and the clock that it begins with."""

    span: Span
    role: Role
    text: str
    stamp: Stamp | None
    day: str | None

    @property
    def is_told(self) -> bool:
        """Whether it tells something."""
        return self.role in READ_ROLES and has_sentence_end(self.text) and len(words_of(self.text)) >= SHORTEST_TEXT

    @property
    def is_title(self) -> bool:
        """Whether it may be the title of an entry."""
        return (
            self.role in {"subhead", "other", "body", "section", "headline"}
            and self.stamp is None
            and self.day is None
            and not has_sentence_end(self.text)
            and 2 <= len(words_of(self.text)) <= LONGEST_TITLE
        )


def find_line_entries(text: str, blocks: Sequence[Block], day_first: bool | None) -> list[Draft]:
    """The entries; none where fewer than three clocks have text below them, or the clocks do not run one way."""
    lines = [_line(text, block, day_first) for block in blocks]
    starts = [number for number, line in enumerate(lines) if line.stamp is not None and not line.stamp.is_change]
    if len(starts) < FEWEST:
        return []
    ends = [*starts[1:], len(lines)]
    told = [start for start, end in zip(starts, ends, strict=True) if _tells(lines, start, end)][:MOST_ENTRIES]
    clocks = [stamp.minutes for start in told if (stamp := lines[start].stamp) is not None]
    if len(told) < FEWEST or not is_in_order(clocks) or len(set(clocks)) * 2 <= len(clocks):
        return []
    above = _stand_below_titles(lines, told)
    firsts = [start - 1 if above and _has_title_above(lines, start) else start for start in told]
    days = _days(lines, told)
    drafts = []
    for number, start in enumerate(told):
        limit = firsts[number + 1] if number + 1 < len(told) else len(lines)
        drafts.append(_draft(lines, firsts[number], start, limit, days[number]))
    inside = sum(len(words_of(draft.span.of(text))) for draft in drafts)
    whole = sum(len(words_of(line.text)) for line in lines if line.role in READ_ROLES)
    return drafts if 2 * inside >= whole else []


def _line(text: str, block: Block, day_first: bool | None) -> _Line:
    words = block.span.of(text)
    stamp = read_stamp(words, day_first)
    dates = find_dates(words, day_first) if stamp is None and len(words) <= LONGEST_DAY else ()
    is_day = len(dates) == 1 and dates[0].precision == "day" and "T" not in dates[0].value and not dates[0].is_change
    return _Line(block.span, block.role, words, stamp, dates[0].value if is_day and not dates[0].doubt else None)


def _tells(lines: Sequence[_Line], start: int, end: int) -> bool:
    """Whether something is told behind a clock or below it, before the next one."""
    line = lines[start]
    own = line.text[line.stamp.end :] if line.stamp is not None else ""
    if line.role in READ_ROLES and has_sentence_end(own) and len(words_of(own)) >= SHORTEST_TEXT:
        return True
    return any(one.is_told for one in lines[start + 1 : min(end, start + 2 + HEAD)])


def _is_alone(line: _Line) -> bool:
    return line.stamp is not None and line.stamp.end >= len(line.text)


def _has_title_above(lines: Sequence[_Line], start: int) -> bool:
    return start > 0 and _is_alone(lines[start]) and lines[start - 1].is_title


def _stand_below_titles(lines: Sequence[_Line], told: Sequence[int]) -> bool:
    """Whether the page puts titles above the clocks and not below them."""
    over = sum(_has_title_above(lines, start) for start in told)
    under = sum(_is_alone(lines[start]) and _title_below(lines, start) is not None for start in told[:-1])
    return over >= ABOVE * len(told) and over > under


def _title_below(lines: Sequence[_Line], start: int) -> int | None:
    following = lines[start + 1] if start + 1 < len(lines) else None
    is_name = following is not None and is_name_line(following.text) and following.role != "subhead"
    return start + 1 if following is not None and following.is_title and not is_name else None


def _days(lines: Sequence[_Line], told: Sequence[int]) -> list[str | None]:
    """The day line that each clock stands under, where days stand between clocks; the day of the page is none of these."""
    named = [number for number, line in enumerate(lines) if line.day is not None]
    between = [number for number in named if told[0] < number < told[-1]]
    if not between:
        return [None] * len(told)
    near = [number for number in named if told[0] - 2 <= number < told[-1] and number != told[0]]
    places = (bisect_left(near, start) - 1 for start in told)
    return [lines[near[place]].day if place >= 0 else None for place in places]


def _draft(lines: Sequence[_Line], first: int, start: int, limit: int, day: str | None) -> Draft:
    stamp = lines[start].stamp
    if stamp is not None and stamp.day is None and day is not None:
        stamp = replace(stamp, day=day)
    last = _last_told(lines, start, limit)
    title, bylines = _head(lines, first, start, last)
    return Draft(
        Span(lines[first].span.start, lines[last].span.end),
        None,
        stamp,
        "lines that begin with a clock",
        0.85,
        title=title,
        bylines=bylines,
    )


def _last_told(lines: Sequence[_Line], start: int, limit: int) -> int:
    """The last line of an entry that is reporting; what stands apart from it belongs to the page."""
    last = start
    for number in range(start + 1, limit):
        if number - last > GAP:
            break
        if lines[number].role in READ_ROLES and lines[number].day is None:
            last = number
    return last


def _head(lines: Sequence[_Line], first: int, start: int, last: int) -> tuple[str | None, tuple[str, ...]]:
    """Title and writers of an entry, from the lines around its clock."""
    line = lines[start]
    own = line.text[line.stamp.end :].strip(MARKS) if line.stamp is not None else ""
    title = lines[first].text.strip(MARKS) if first < start else None
    names: list[str] = []
    if own and BY.match(own):
        names += split_names(BY.sub("", own, count=1))
    elif own and not has_sentence_end(own):
        title = title or own
    for one in _before_text(lines, start, last):
        if BY.match(one.text):
            names += split_names(BY.sub("", one.text, count=1))
        elif first < start and is_name_line(one.text):
            names += split_names(one.text)
        elif title is None and one.is_title:
            title = one.text.strip(MARKS)
    return title, tuple(dict.fromkeys(names))


def _before_text(lines: Sequence[_Line], start: int, last: int) -> Iterator[_Line]:
    for one in lines[start + 1 : min(last, start + HEAD) + 1]:
        if one.is_told:
            return
        yield one
