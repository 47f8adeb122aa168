"""The story as it is drawn: blocks with their roles, chrome folded away, every stretch of text with the marks on it.

In: an analysis and its cards. Out: `Group`s of `Passage`s of `Piece`s; all pieces, joined, are the text. A mark names the cards
that it joins by their numbers ("n7"). It escapes nothing and draws nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from sayso.export.rows import find_hedges
from sayso.records import Analysis, Attribution, Document, Span
from sayso.web.views.cards import Card
from sayso.web.views.segments import Mark, Segment, cut_text, find_levels, find_words

__all__ = ["Group", "Layer", "Number", "Passage", "Piece", "make_groups"]

#: Roles that are the page's chrome: folded away.
FOLDED: Final = frozenset({"section", "promo", "other"})
#: Roles that are shown but set back, and what is written over a block of a role.
SET_BACK: Final = frozenset({"byline", "dateline", "credit", "disclaimer"})
LABELS: Final[Mapping[str, str]] = {
    "credit": "Credit: the publisher’s own line, nobody’s claim",
    "disclaimer": "Note of the publisher, not part of anybody’s claim",
    "correction": "Correction",
    "caption": "Caption",
    "pullquote": "Pulled out of the story",
    "embed": "Embedded from elsewhere",
}
GAP: Final = "gap"
#: Lines under one another that can still be told apart.
LOWEST: Final = 3
#: Roles of marks in which a number is that of an attribution; in the others it is a card's.
OF_ATTRIBUTIONS: Final = frozenset({"source", "cue", "channel", "layer"})
#: Roles of marks that pointing at means something of; the shortest of them is meant.
POINTED: Final = frozenset({"contents", "source", "cue", "channel"})
CLASSES: Final[Mapping[str, str]] = {
    "source": "m-source",
    "cue": "m-cue",
    "channel": "m-channel",
    "hedge": "m-hedge",
    "date": "m-date",
    "label": "m-label",
}


@dataclass(frozen=True, slots=True)
class Layer:
    """A line under contents: its style, on which of the lines it is drawn, and the cards that it belongs to."""

    style: str
    level: int
    join: str


@dataclass(frozen=True, slots=True)
class Number:
    """A small number in the text that leads to the card it names, or to the first of several."""

    label: str
    anchor: str
    join: str
    kind: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: what it is, the lines under it, and the cards it joins.

    `own` are the cards of the innermost mark, where they are fewer. `ids` are the places that begin here; `before` and `after`
    the numbers on either side.
    """

    start: int
    end: int
    text: str
    classes: str = ""
    layers: tuple[Layer, ...] = ()
    join: str = ""
    own: str = ""
    ids: tuple[str, ...] = ()
    before: tuple[Number, ...] = ()
    after: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the page, or what lies between two (role "gap": white space that is not drawn)."""

    role: str
    label: str
    pieces: tuple[Piece, ...]
    is_set_back: bool = False
    is_checked: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Passages one after another that are shown, or folded away under `label`."""

    is_folded: bool
    label: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    span: Span
    role: str


def make_groups(
    analysis: Analysis, cards: Sequence[Card], checked: Sequence[Span] = (), *, by_words: bool = False
) -> tuple[Group, ...]:
    """The whole text in groups; `by_words` makes every word a piece of its own, so that a span can be chosen by its words."""
    places = tuple(_iter_places(analysis.document))
    text = analysis.document.text
    cuts = [*(place.span.start for place in places), *(find_words(text) if by_words else ())]
    segments = cut_text(text, tuple(_list_marks(analysis, cards)), cuts)
    drawer = _Drawer(analysis, cards)
    passages = []
    at = 0
    for place in places:
        first = at
        while at < len(segments) and segments[at].end <= place.span.end:
            at += 1
        pieces = tuple(drawer.draw(segment) for segment in segments[first:at])
        is_checked = any(span.contains(place.span) for span in checked)
        passages.append(Passage(place.role, LABELS.get(place.role, ""), pieces, place.role in SET_BACK, is_checked))
    return tuple(_group(passages))


def _group(passages: Sequence[Passage]) -> Iterator[Group]:
    """Passages of chrome that follow one another are one group; white space goes with what stands before it."""
    folded: list[bool] = []
    for passage in passages:
        before = folded[-1] if folded else False
        folded.append(before if passage.role == GAP else passage.role in FOLDED)
    for is_folded, members in groupby(zip(folded, passages, strict=True), key=lambda pair: pair[0]):
        group = tuple(passage for _, passage in members)
        roles = dict.fromkeys(passage.role for passage in group if passage.role != GAP)
        yield Group(is_folded, ", ".join(roles).replace("promo", "promotion") if is_folded else "", group)


def _iter_places(document: Document) -> Iterator[_Place]:
    """The blocks in order, with what lies between them; every character once."""
    at = 0
    for block in sorted(document.blocks, key=lambda block: block.span):
        start, end = max(at, block.span.start), min(block.span.end, len(document.text))
        if start > at:
            yield _between(document, at, start)
        if end > start:
            yield _Place(Span(max(at, start), end), block.role)
        at = max(at, end)
    if at < len(document.text):
        yield _between(document, at, len(document.text))


def _between(document: Document, start: int, end: int) -> _Place:
    role = GAP if not document.text[start:end].strip() else "other" if document.blocks else "body"
    return _Place(Span(start, end), role)


def _list_marks(analysis: Analysis, cards: Sequence[Card]) -> Iterator[Mark]:
    """The marks of attributions by their numbers in the analysis, those of claims by the numbers of their cards."""
    for index, item in enumerate(analysis.attributions):
        channel = (item.channel,) if item.channel else ()
        parts = (("source", item.sources), ("cue", item.cue), ("channel", channel), ("layer", item.contents))
        yield from (Mark(span, role, index) for role, spans in parts for span in spans)
    claims = {claim.id: claim for claim in analysis.claims}
    timexes = {one.id: one.span for one in analysis.timexes}
    for card in cards:
        claim = claims.get(card.id)
        if claim is not None:
            dates = tuple(timexes[key] for key in (claim.said, claim.happened) if key in timexes)
            own = (("contents", claim.contents), ("hedge", find_hedges(claim)), ("date", dates))
            yield from (Mark(span, role, card.number) for role, spans in own for span in spans)
    yield from (Mark(span, "label", 0) for span in analysis.document.labels)


def _word(numbers: Iterable[int]) -> str:
    return " ".join(f"n{number}" for number in dict.fromkeys(numbers))


def _innermost(cards: Sequence[Card]) -> dict[str, list[Card]]:
    """The cards of each attribution that is their innermost one; where it is none's, those that it is any hop of."""
    inner: defaultdict[str, list[Card]] = defaultdict(list)
    outer: defaultdict[str, list[Card]] = defaultdict(list)
    for card in cards:
        carried = {hop.attribution for hop in card.chain if hop.basis == "carried"}
        for key in card.attributions:
            if key not in carried:
                (inner if key == card.attribution else outer)[key].append(card)
    return {**outer, **inner}


class _Drawer:
    """Turns segments into pieces; holds what is looked up."""

    def __init__(self, analysis: Analysis, cards: Sequence[Card]) -> None:
        self._attributions = analysis.attributions
        self._levels = find_levels([one.contents for one in analysis.attributions])
        self._carried = {card.number for card in cards if card.sources and card.sources[-1].basis == "carried"}
        self._inner = _innermost(cards)
        cued = {item.id for item in analysis.attributions if any(len(span) for span in item.cue)}
        self._cued = {card.number for key, its in self._inner.items() if key in cued for card in its}
        self._joined: defaultdict[str, list[int]] = defaultdict(list)
        self._hedged: set[str] = set()
        self._placed: set[str] = set()
        self._ids: defaultdict[int, list[str]] = defaultdict(list)
        self._before: defaultdict[int, list[Number]] = defaultdict(list)
        self._after: defaultdict[int, list[Number]] = defaultdict(list)
        for card in cards:
            self._note_card(card)
        for item in analysis.attributions:
            self._note_cue(item)

    def draw(self, segment: Segment) -> Piece:
        """The piece for a segment."""
        join, own = _word(self._cards_of(segment.marks)), _word(self._cards_of(_pointed(segment.marks)))
        return Piece(
            segment.start,
            segment.end,
            segment.text,
            " ".join(_classes(segment)),
            tuple(self._layers(segment.marks)),
            join,
            own if own != join else "",
            tuple(self._ids.pop(segment.start, ())),
            tuple(self._before.pop(segment.start, ())),
            tuple(self._after.pop(segment.end, ())),
        )

    def _note_card(self, card: Card) -> None:
        for key in card.attributions:
            self._joined[key].append(card.number)
        if card.attribution and card.kind == "claim" and (card.hedges or "flatly" not in card.held):
            self._hedged.add(card.attribution)
        self._ids[card.start].append(card.place)
        if card.number not in self._cued:
            kind = "own" if card.kind == "own" else "carried"
            self._before[card.start].append(Number(str(card.number), card.anchor, f"n{card.number}", kind))

    def _note_cue(self, item: Attribution) -> None:
        """The numbers of an attribution's cards stand behind the last word of its cue."""
        cards = self._inner.get(item.id, ())
        spans = [span for span in item.cue if len(span)]
        if not spans or item.id in self._placed:
            return
        self._placed.add(item.id)
        if cards:
            numbers = [card.number for card in cards]
            self._after[spans[-1].end].append(Number(_write_numbers(numbers), cards[0].anchor, _word(numbers), "claim"))
        if all(card.kind != "bare" for card in cards):
            self._ids[spans[0].start].append(f"a-{item.id}")

    def _cards_of(self, marks: Iterable[Mark]) -> Iterator[int]:
        """The cards that marks join, the innermost first."""
        for mark in marks:
            if mark.role in OF_ATTRIBUTIONS:
                yield from self._joined[self._attributions[mark.number].id] if mark.role != "layer" else ()
            elif mark.role != "label":
                yield mark.number

    def _layers(self, marks: Sequence[Mark]) -> Iterator[Layer]:
        """The lines under a piece, the outermost first."""
        for mark in reversed(marks):
            if mark.role == "layer":
                item = self._attributions[mark.number]
                style = "hedged" if item.id in self._hedged and item.style == "indirect" else item.style
                cards = self._inner.get(item.id, ())
                yield Layer(style, min(self._levels[mark.number], LOWEST), _word(card.number for card in cards))
            elif mark.role == "contents" and mark.number in self._carried:
                yield Layer("carried", 0, f"n{mark.number}")


def _pointed(marks: Sequence[Mark]) -> list[Mark]:
    """The innermost marks: what pointing at them means."""
    inner = [mark for mark in marks if mark.role in POINTED]
    return [mark for mark in inner if len(mark.span) == len(inner[0].span)]


def _classes(segment: Segment) -> Iterator[str]:
    yield from dict.fromkeys(CLASSES[mark.role] for mark in segment.marks if mark.role in CLASSES)
    sources = [mark.span for mark in segment.marks if mark.role == "source"]
    if sources and min(span.start for span in sources) < segment.start:
        yield "goes-on"
    if sources and max(span.end for span in sources) > segment.end:
        yield "is-continued"


def _write_numbers(numbers: Sequence[int]) -> str:
    """Numbers in few characters: "5", "5–7", "5, 9"."""
    ordered = sorted(set(numbers))
    if len(ordered) > 1 and ordered[-1] - ordered[0] == len(ordered) - 1:
        return f"{ordered[0]}–{ordered[-1]}"
    return ", ".join(str(number) for number in ordered[:3]) + (" …" if len(ordered) > 3 else "")
