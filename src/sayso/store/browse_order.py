"""The order of rows, and one page of them, however deep.

In: a `Frame`, a question, a cursor. Out: the slots of one page in order, and cursors to those beside it. A cursor says where a
page begins: what it is sorted by, and the row that it comes after. It holds for one question, sorted one way, and for no other.
"""

import base64
import binascii
import json
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
    """One page; `named` are the slots that have one of the words in a source's name, null where no words were asked for.

    Raises:
        QueryError: the cursor is not one of this question.
    """
    cursor = None if after is None else _read_cursor(after, ask)
    if not frame.columns.size:
        return Leaf([], [], None, None, 0)
    slots = frame.passing()
    weighed = _ranks(frame, slots, named)
    sort, descending = ask.order
    order = _Order(_keys(frame, slots, sort, weighed, descending), frame.columns.column["claim"], slots, descending)
    backwards, place = False, None
    if cursor is not None:
        backwards, place = bool(cursor[0]), _place(frame, cursor, order.keys.dtype, ask.order)
    picked, has_more = order.pick(place, ask.limit, backwards=backwards)
    if backwards and not has_more and len(picked) < ask.limit:
        backwards, place = False, None  # fewer than a page is left before it: the first page
        picked, has_more = order.pick(None, ask.limit, backwards=False)
    ranks = [0.0] * len(picked) if weighed is None else weighed[picked].tolist()
    own = slots[picked].tolist()
    has_next, has_previous = (True, has_more) if backwards else (has_more, place is not None)
    return Leaf(
        own,
        ranks,
        _write_cursor(frame, ask, own[-1], ranks[-1], backwards=False) if own and has_next else None,
        _write_cursor(frame, ask, own[0], ranks[0], backwards=True) if own and has_previous else None,
        len(slots),
    )


def _ranks(frame: Frame, slots: Array, named: Array | None) -> Array | None:
    """How well each slot matches: in short claims and in names of sources words count more; null where none were asked for."""
    if named is None:
        return None
    in_name = np.zeros(frame.columns.size, dtype=bool)
    in_name[named] = True
    found: Array = IN_NAME * in_name[slots] + HALF / (HALF + frame.columns.column["length"][slots])
    return found


def _keys(frame: Frame, slots: Array, sort: str, weighed: Array | None, descending: bool) -> Array:
    """Numbers that the slots are sorted by, upwards; the largest there is for what has nothing to be sorted by."""
    column = frame.columns.column
    if sort == "rank":
        found = np.zeros(len(slots)) if weighed is None else weighed
    elif sort == "score":
        found = column["score"][slots]
    elif sort == "kept":
        found = column["claim"][slots]
    else:
        if sort in ("source", "outlet"):
            found = frame.columns.names.ranks("actor" if sort == "source" else "outlet")[column[sort][slots]]
        else:
            found = column[f"{sort}_first"][slots]
        return np.where(found == 0, np.iinfo(found.dtype).max, -found if descending else found)
    return -found if descending else found


class _Order:
    """Slots in order: by their keys upwards, equal ones by the rows of their claims, the other way round where `descending`."""

    def __init__(self, keys: Array, claims: Array, slots: Array, descending: bool) -> None:
        self.keys = keys
        self._claims, self._slots, self._sign = claims, slots, -1 if descending else 1

    def _rows(self, places: Array) -> Array:
        rows: Array = self._sign * self._claims[self._slots[places]]
        return rows

    def pick(self, place: tuple[Any, int] | None, limit: int, *, backwards: bool) -> tuple[Array, bool]:
        """Where the next rows stand, or those before, in order, and whether there are more; `place` is what they follow."""
        keys, sign = (-self.keys, -1) if backwards else (self.keys, 1)
        left: Array | None = None
        if place is not None:
            key, row = place[0] * sign, place[1] * self._sign * sign
            equal = np.flatnonzero(keys == key)
            equal = equal[sign * self._rows(equal) > row]
            left = np.concatenate((np.flatnonzero(keys > key), equal))
        found, has_more = self._least(left, keys, sign, limit)
        found = found[np.lexsort((sign * self._rows(found), keys[found]))]
        return (found[::-1] if backwards else found), has_more

    def _least(self, left: Array | None, keys: Array, sign: int, limit: int) -> tuple[Array, bool]:
        """So many of them (of all, if null) as come first, in any order, and whether others are left."""
        own = keys if left is None else keys[left]
        if len(own) <= limit:
            return (np.arange(len(own)) if left is None else left), False
        bar = np.partition(own, limit - 1)[limit - 1]
        below, equal = np.flatnonzero(own < bar), np.flatnonzero(own == bar)
        below, equal = (below, equal) if left is None else (left[below], left[equal])
        wanted = limit - len(below)
        if len(equal) > wanted:
            equal = equal[np.argpartition(sign * self._rows(equal), wanted - 1)[:wanted]]
        return np.concatenate((below, equal)), True


# --- cursors ---


def _write_cursor(frame: Frame, ask: Browse, slot: int, rank: float, *, backwards: bool) -> str:
    """A cursor to what comes after a slot, or before it."""
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
    return _sealed(ask, [int(backwards), value, int(column["claim"][slot])])


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


def _place(frame: Frame, cursor: tuple[int, Any, int], form: np.dtype[Any], order: tuple[str, bool]) -> tuple[Any, int]:
    """Where a cursor stands among the keys, and its row."""
    (_, value, row), (sort, descending) = cursor, order
    if value is not None and sort in ("source", "outlet"):
        kind = "actor" if sort == "source" else "outlet"
        number = frame.columns.names.number(kind, value)
        value = None if number is None else int(frame.columns.names.ranks(kind)[number])
    if value is None:
        return int(np.iinfo(form).max), row
    return (-value if descending else value), row
