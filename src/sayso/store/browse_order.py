"""The order of rows, and one page of them, however deep.

In: a `Frame`, a question, a cursor. Out: the slots of one page in order, and cursors to those beside it. A cursor says where a
page begins: what it is sorted by, and the row that it comes after. It holds for one question, sorted one way, and for no other.
"""

import base64
import binascii
import json
import math
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sayso.errors import QueryError
from sayso.store.browse_masks import Frame
from sayso.store.browsing import Browse

__all__ = ["Leaf", "find_leaf"]

Array = NDArray[Any]
#: A word in a source's name counts as much as the shortest claim there is, four times.
IN_NAME: Final = 4.0
#: Words of a claim that halve what a word in it counts.
HALF: Final = 12.0
LONGEST_CURSOR: Final = 2000


@dataclass(frozen=True, slots=True)
class Leaf:
    """The slots of one page, what each of them weighs where words were asked for, and the cursors to the pages beside it."""

    slots: list[int]
    ranks: list[float]
    next: str | None
    previous: str | None
    total: int


def find_leaf(frame: Frame, ask: Browse, after: str | None, named: Array | None) -> Leaf:
    """One page; `named` are the slots that have one of the words in a source's name.

    Raises:
        QueryError: the cursor is not one of this question.
    """
    cursor = None if after is None else _read_cursor(after, ask)
    if not frame.columns.size:
        return Leaf([], [], None, None, 0)
    slots = frame.passing()
    rank = _ranks(frame, slots, named)
    sort, descending = ask.order
    keys = _keys(frame, slots, sort, rank)
    keys = np.where(np.isnan(keys), math.inf, -keys if descending else keys)
    rows = frame.columns.column["claim"][slots].astype(np.float64)
    rows = -rows if descending else rows
    if cursor is not None and cursor[0]:
        picked, is_first = _before(keys, rows, _place(frame, cursor, sort, descending), ask.limit)
        if is_first:
            cursor = None  # fewer than a page is left before it: the first page
    if cursor is None or not cursor[0]:
        picked = _after(keys, rows, None if cursor is None else _place(frame, cursor, sort, descending), ask.limit)
    ends = [
        _write_cursor(frame, ask, int(slots[at]), float(rank[at])) for at in (picked[:1], picked[-1:]) for at in at.tolist()
    ]
    has_next = bool(len(picked)) and _any_beyond(keys, rows, int(picked[-1]))
    has_previous = bool(len(picked)) and _any_beyond(-keys, -rows, int(picked[0]))
    return Leaf(
        slots[picked].tolist(),
        rank[picked].tolist(),
        ends[-1][0] if has_next else None,
        ends[0][1] if has_previous else None,
        len(slots),
    )


def _ranks(frame: Frame, slots: Array, named: Array | None) -> Array:
    """How well each slot matches: in short claims and in names of sources words count more; 0 where none were asked for."""
    if named is None:
        return np.zeros(len(slots))
    in_name = np.zeros(frame.columns.size, dtype=bool)
    in_name[named] = True
    found: Array = IN_NAME * in_name[slots] + HALF / (HALF + frame.columns.column["length"][slots])
    return found


def _keys(frame: Frame, slots: Array, sort: str, rank: Array) -> Array:
    """What the slots are sorted by; NaN for what has none."""
    column = frame.columns.column
    if sort == "rank":
        return rank
    if sort == "score":
        return column["score"][slots]
    if sort == "kept":
        return column["claim"][slots].astype(np.float64)
    if sort in ("source", "outlet"):
        found = frame.columns.names.ranks("actor" if sort == "source" else "outlet")[column[sort][slots]]
    else:
        found = column[f"{sort}_first"][slots]
    return np.where(found == 0, np.nan, found.astype(np.float64))


def _after(keys: Array, rows: Array, place: tuple[float, float] | None, limit: int) -> Array:
    """Where the next rows stand, in order; `place` is that of the last one before them."""
    left = np.arange(len(keys))
    if place is not None:
        left = np.flatnonzero((keys > place[0]) | ((keys == place[0]) & (rows > place[1])))
    if len(left) > limit:
        left = _least(left, keys, rows, limit)
    return left[np.lexsort((rows[left], keys[left]))]


def _least(left: Array, keys: Array, rows: Array, limit: int) -> Array:
    """So many of them as come first."""
    own = keys[left]
    bar = np.partition(own, limit - 1)[limit - 1]
    below, equal = left[own < bar], left[own == bar]
    wanted = limit - len(below)
    if len(equal) > wanted:
        equal = equal[np.argpartition(rows[equal], wanted - 1)[:wanted]]
    return np.concatenate((below, equal))


def _before(keys: Array, rows: Array, place: tuple[float, float], limit: int) -> tuple[Array, bool]:
    """Where the rows before a place stand, in order, and whether they are fewer than a page."""
    found = _after(-keys, -rows, (-place[0], -place[1]), limit)
    return found[::-1], len(found) < limit


def _any_beyond(keys: Array, rows: Array, at: int) -> bool:
    return bool(((keys > keys[at]) | ((keys == keys[at]) & (rows > rows[at]))).any())


# --- cursors ---


def _write_cursor(frame: Frame, ask: Browse, slot: int, rank: float) -> tuple[str, str]:
    """Cursors to what comes after a slot, and before it."""
    column, sort = frame.columns.column, ask.order[0]
    value: float | int | str | None
    if sort == "rank":
        value = rank
    elif sort == "score":
        value = float(column["score"][slot])
    elif sort == "kept":
        value = int(column["claim"][slot])
    elif sort in ("source", "outlet"):
        number = int(column[sort][slot])
        value = frame.columns.names.get(number).key if number else None
    else:
        value = int(column[f"{sort}_first"][slot]) or None
    row = int(column["claim"][slot])
    return _sealed(ask, [0, value, row]), _sealed(ask, [1, value, row])


def _sealed(ask: Browse, plain: list[Any]) -> str:
    body = json.dumps(plain, separators=(",", ":"))
    return base64.urlsafe_b64encode(f"{_seal(ask, body)}{body}".encode()).decode().rstrip("=")


def _seal(ask: Browse, body: str) -> str:
    return sha256(f"{ask.key()}\n{body}".encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _read_cursor(cursor: str, ask: Browse) -> tuple[int, Any, int]:
    """Whether it goes backwards, the value and the row that it was made of."""
    wrong = QueryError(f"{cursor!r:.60}", "not a place in the rows of this search: begin with its first page")
    try:
        raw = cursor.encode("ascii")
        if len(raw) > LONGEST_CURSOR:
            raise wrong
        text = base64.b64decode(raw + b"=" * (-len(raw) % 4), altchars=b"-_", validate=True).decode()
    except (ValueError, binascii.Error):
        raise wrong from None
    if _seal(ask, text[12:]) != text[:12]:
        raise wrong
    backwards, value, row = json.loads(text[12:])
    return backwards, value, row


def _place(frame: Frame, cursor: tuple[int, Any, int], sort: str, descending: bool) -> tuple[float, float]:
    """Where a cursor stands among the keys and rows."""
    _, value, row = cursor
    if value is not None and sort in ("source", "outlet"):
        kind = "actor" if sort == "source" else "outlet"
        number = frame.columns.names.number(kind, value)
        value = None if number is None else int(frame.columns.names.ranks(kind)[number])
    key = math.inf if value is None else -float(value) if descending else float(value)
    return key, float(-row if descending else row)
