"""The small grammar that worlds are written in: choices, slots and marks.

In: a pattern such as `<c>{P}</c>, <s>{S}</s> <q>(said|told reporters)</q>.` Out: the same with every choice taken and every
slot filled (`expand`), or a text with its marked spans (`read_marks`). What the marks mean is the business of `records`.

`(a|b|)` chooses, `{name}` asks for a slot, `<x>…</x>` marks a span, `<t=2031-05-02>…</t>` one with a value.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

__all__ = ["Mark", "expand", "plain", "read_marks", "sentence_case"]

TAG = re.compile(r"<(/?)([a-z]\d?)(?:=([^>]*))?>")
INNERMOST = re.compile(r"\(([^()]*)\)")
SLOT = re.compile(r"\{([A-Za-z_]\w*)\}")
#: A pattern is filled at most so often; a slot that brings itself along is an error of the templates.
DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked span of a text; `value` is what stands behind the equals sign."""

    label: str
    start: int
    end: int
    value: str | None


def expand(pattern: str, slot: Callable[[str], str], rng: random.Random) -> str:
    """The pattern with its choices taken from the inside outwards and its slots filled.

    Raises:
        ValueError: the pattern never comes to an end.
    """
    for _ in range(DEEPEST):
        while (found := INNERMOST.search(pattern)) is not None:
            taken = rng.choice(found.group(1).split("|"))
            pattern = pattern[: found.start()] + taken + pattern[found.end() :]
        if "{" not in pattern:
            return re.sub(r"  +", " ", pattern).replace(" ,", ",").replace(" .", ".")
        pattern = SLOT.sub(lambda found: slot(found.group(1)), pattern)
    raise ValueError(f"a pattern without an end: {pattern[:80]}")


def read_marks(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """The text without its marks, and where they were, in the order of their ends.

    Raises:
        ValueError: a mark is closed that is not open, or left open.
    """
    text, marks, at = "", [], 0
    opened: list[tuple[str, int, str | None]] = []
    for found in TAG.finditer(marked):
        text += marked[at : found.start()]
        at = found.end()
        if not found.group(1):
            opened.append((found.group(2), len(text), found.group(3)))
            continue
        if not opened or opened[-1][0] != found.group(2):
            raise ValueError(f"</{found.group(2)}> closes nothing: {marked}")
        label, start, value = opened.pop()
        marks.append(Mark(label, start, len(text), value))
    if opened:
        raise ValueError(f"<{opened[-1][0]}> stays open: {marked}")
    return text + marked[at:], tuple(marks)


def plain(marked: str) -> str:
    """The words without marks."""
    return TAG.sub("", marked)


def sentence_case(marked: str) -> str:
    """The words with a capital at their first letter, behind any marks and quotation marks."""
    at = 0
    while at < len(marked):
        tag = TAG.match(marked, at)
        if tag is not None:
            at = tag.end()
        elif marked[at] in "“\"‘'":
            at += 1
        else:
            break
    return marked[:at] + marked[at : at + 1].upper() + marked[at + 1 :]


def least_used(forms: Sequence[str], used: dict[str, int], rng: random.Random) -> str:
    """One of the forms that were used least so far in this world: those who write apart seldom use the same words."""
    least = min(used.get(form, 0) for form in forms)
    taken = rng.choice([form for form in forms if used.get(form, 0) == least])
    used[taken] = used.get(taken, 0) + 1
    return taken
