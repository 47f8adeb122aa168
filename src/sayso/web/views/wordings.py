"""The wordings of one proposition side by side: which words they share with the one that stands for them.

In: an `Answer`. Out: `Variant`s, the commonest first, each cut into pieces that the first wording shares or does not. It
compares words in their order, and says nothing of what they mean.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from sayso.export.wording import name_houses, strip_marks, tell_date
from sayso.linking.answers import Answer, Wording

__all__ = ["Piece", "Variant", "align", "list_variants"]

#: Wordings that are compared, and words of each of them.
MOST_VARIANTS, MOST_WORDS = 40, 80
MOST_HOUSES: Final = 6
MARKS: Final = " .,;:!?…–—-'’‘\"“”()[]"
WORDS: Final = re.compile(r"\w")
WORD: Final = re.compile(r"\w+(?:[-'’]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a wording; `is_shared` says that the first wording has these words too, in this order."""

    text: str
    is_shared: bool


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording and the pages that have it; `missing` are words of the first wording that it lacks."""

    pieces: tuple[Piece, ...]
    missing: tuple[str, ...]
    claim: str
    houses: tuple[str, ...]
    more: int
    pages: int
    first: str
    is_first: bool


def list_variants(answer: Answer) -> tuple[Variant, ...]:
    """The different wordings; the one that stands for the answer comes first."""
    groups: dict[str, list[Wording]] = {}
    for wording in answer.wordings:
        groups.setdefault(" ".join(strip_marks(wording.words).lower().split()), []).append(wording)
    own = " ".join(strip_marks(answer.words).lower().split())
    ranked = sorted(groups, key=lambda key: (key != own, -len({one.page for one in groups[key]}), key))
    return tuple(_variant(answer.words, groups[key], is_first=key == own) for key in ranked[:MOST_VARIANTS])


def align(first: str, other: str) -> tuple[tuple[Piece, ...], tuple[str, ...]]:
    """The other wording cut where it begins or ceases to share words with the first; the words it lacks. Marks are no words."""
    lacked, places = _places(first), _places(other)
    own, words = ([text[a:b].lower() for a, b in found] for text, found in ((first, lacked), (other, places)))
    matcher = SequenceMatcher(None, own, words, autojunk=False)
    pieces: list[Piece] = []
    missing: list[str] = []
    at = 0
    for tag, left, left_end, right, right_end in matcher.get_opcodes():
        if tag in {"delete", "replace"}:
            missing.append(first[lacked[left][0] : lacked[left_end - 1][1]].strip(MARKS))
        if right < right_end:
            start, end = places[right][0], places[right_end - 1][1]
            pieces += [Piece(other[at:start], is_shared=True)] if start > at else []
            pieces.append(Piece(other[start:end], tag == "equal" or not WORDS.search(other[start:end])))
            at = end
    if at < len(other):
        pieces.append(Piece(other[at:], is_shared=True))
    return tuple(pieces), tuple(words for words in missing if words)


def _places(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in WORD.finditer(text)][:MOST_WORDS]


def _variant(first: str, wordings: Sequence[Wording], *, is_first: bool) -> Variant:
    shown = wordings[0]
    pieces, missing = align(strip_marks(first), strip_marks(shown.words))
    houses = tuple(dict.fromkeys(name_houses(one)[0] for one in wordings))
    return Variant(
        pieces, missing, shown.claim.id, houses[:MOST_HOUSES], max(0, len(houses) - MOST_HOUSES),
        len({one.page for one in wordings}), tell_date(shown.day), is_first,
    )  # fmt: skip
