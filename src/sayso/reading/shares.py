"""The passages of a page, and how much of each is story.

In: a parsed page. Out: `Shared`: the visible passages with a share each, by trafilatura; where what it tells is not to be
seen, too little, or nothing, also the hidden passages it means, the page's own `articleBody`, or the densest running text.
It gives no roles.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from sayso.reading.alignment import align
from sayso.reading.bodytext import find_body_lines, find_data_lines, find_update_lines
from sayso.reading.clues import FURNITURE_MARKS, TAKEN, Clue, find_clues
from sayso.reading.lines import fold_text, words_of
from sayso.reading.passages import Box, Passage, find_passages

__all__ = ["Shared", "find_shares"]

#: Fewer words are no story, told or found.
SHORTEST_STORY = 60
#: A story that is to be seen to less than this is looked for where it is hidden.
LEAST_SEEN = 0.5
#: The entries of a live blog that are to be seen to less than this are shown by scripts alone.
LEAST_UPDATES = 0.2
#: A hidden line of fewer words is a button or a label.
SHORTEST_HIDDEN = 4
#: A declared story with this share of the words told is the same story.
MOST_OF = 0.8
#: How many times the running text trafilatura took must be beaten by another source before that is believed too.
CLEARLY_MORE = 2.0


@dataclass(frozen=True, slots=True)
class Shared:
    """Passages and clues, one each; `method` says who took the story for one: trafilatura, hidden, data, density, none."""

    clues: tuple[Clue, ...]
    method: str


def find_shares(root: HtmlElement) -> Shared:
    """The clues to every passage that a reader sees, or would if the page's scripts ran."""
    visible = [passage for passage in find_passages(root) if not passage.box.hidden]
    lines = find_body_lines(root)
    found = align(visible, lines)
    shares, method = found.shares, "trafilatura" if lines else "none"
    if _count(lines) >= SHORTEST_STORY and found.seen < LEAST_SEEN:
        visible, shares = _uncover(root, visible, lines)
        method = "hidden"
    updates = find_update_lines(root)
    if updates and align(visible, updates).seen < LEAST_UPDATES:
        visible, shares = _append(visible, shares, updates)
        method = "data"
    clues = find_clues(visible, shares)
    declared = find_data_lines(root)
    if _count(declared) > max(SHORTEST_STORY, CLEARLY_MORE * _taken(clues)):
        visible, shares = _add(root, visible, shares, declared)
        clues, method = find_clues(visible, shares), "data"
    dense = _find_dense(clues)
    if sum(len(clues[index].words) for index in dense) > max(SHORTEST_STORY, CLEARLY_MORE * _taken(clues)):
        shares = [1.0 if index in dense else share for index, share in enumerate(shares)]
        clues, method = find_clues(visible, shares), "density"
    return Shared(tuple(clues), method)


def _count(lines: Sequence[str]) -> int:
    return sum(len(words_of(line)) for line in lines)


def _taken(clues: Sequence[Clue]) -> int:
    """How many words of running text were taken for story so far."""
    return sum(len(clue.words) for clue in clues if clue.is_taken and clue.is_sentence)


def _uncover(root: HtmlElement, visible: list[Passage], lines: list[str]) -> tuple[list[Passage], list[float]]:
    """The visible passages and the hidden ones that the lines mean; the lines themselves where neither holds them."""
    everything = find_passages(root, with_unseen=True)
    found = align(everything, lines)
    if found.seen < LEAST_SEEN:
        declared = find_data_lines(root)
        told = declared if _count(declared) >= MOST_OF * _count(lines) else lines  # its paragraphs are whole
        return _append(visible, [0.0] * len(visible), told)
    kept = [
        index
        for index, (one, share) in enumerate(zip(everything, found.shares, strict=True))
        if not one.box.hidden or (share >= TAKEN and len(one.words) >= SHORTEST_HIDDEN)
    ]
    return [everything[index] for index in kept], [found.shares[index] for index in kept]


def _add(root: HtmlElement, visible: list[Passage], shares: list[float], lines: list[str]) -> tuple[list[Passage], list[float]]:
    """What a second source tells, beside what the first one took."""
    found = align(visible, lines)
    if found.seen >= LEAST_SEEN:
        return visible, [max(pair) for pair in zip(shares, found.shares, strict=True)]
    return _uncover(root, visible, lines)


def _append(visible: list[Passage], shares: list[float], lines: list[str]) -> tuple[list[Passage], list[float]]:
    """The lines as passages of their own, after the last first-level heading, or at the end."""
    box = Box("p", "", None, frozenset(["article"]), hidden=False)
    told = [Passage(fold_text(line), box, (), words_of(line)) for line in lines]
    heads = [index for index, passage in enumerate(visible) if "h1" in passage.box.landmarks]
    at = heads[-1] + 1 if heads else len(visible)
    return [*visible[:at], *told, *visible[at:]], [*shares[:at], *([1.0] * len(told)), *shares[at:]]


def _find_dense(clues: Sequence[Clue]) -> frozenset[int]:
    """The passages around the box that holds most running text outside navigation, forms and reader comments."""
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for index, clue in enumerate(clues):
        if (
            clue.is_sentence
            and not clue.wording
            and not clue.stands_in("nav", "footer", "form", "dialog")
            and not clue.is_marked(FURNITURE_MARKS)
        ):
            box = clue.passage.box
            groups[id(box.parent if box.tag == "p" and box.parent else box)].append(index)
    if not groups:
        return frozenset()
    return frozenset(max(groups.values(), key=lambda indexes: sum(len(clues[index].words) for index in indexes)))
