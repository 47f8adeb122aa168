"""The visible passages of a page, in page order, each with the boxes it stands in.

In: an lxml tree. Out: a list of `Passage`: collapsed text, links, and a chain of `Box`es (element, class and id words,
landmarks). It decides no role and drops only what no reader sees; hidden passages are given out too, marked as such.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from sayso.reading.lines import BREAK, Piece, fold_lines, folded_words

__all__ = ["Box", "Passage", "find_passages"]

#: Elements whose content is no text of the page.
SILENT = frozenset(
    {
        *("script", "style", "template", "noscript", "title", "svg", "iframe", "object", "embed", "applet", "canvas"),
        *("video", "audio", "select", "datalist", "textarea", "map", "frameset", "noframes", "rp", "colgroup"),
        *("param", "source", "track"),
    }
)
#: Elements that run on within a line; every other element is a box of its own.
INLINE = frozenset(
    {
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
        *("ins", "kbd", "mark", "nobr", "q", "rb", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong"),
        *("sub", "sup", "time", "tt", "u", "var", "wbr", "label", "button", "output", "img", "input", "picture"),
        *("meter", "progress", "math", "mi", "mo", "mn", "mrow"),
    }
)
#: Elements that say what the passages in them are; their names are the landmarks of a box.
LANDMARKS = frozenset(
    {
        *("nav", "header", "footer", "aside", "article", "main", "figure", "figcaption", "blockquote", "form"),
        *("table", "ul", "ol", "dl", "li", "h1", "h2", "h3", "h4", "h5", "h6", "menu", "dialog", "address"),
        *("details", "caption", "pre", "section"),
    }
)
LANDMARK_OF_ROLE = {
    "navigation": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "aside",
    "article": "article",
    "main": "main",
    "dialog": "dialog",
    "alertdialog": "dialog",
    "search": "form",
}
HIDING_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
HIDING_CLASSES = frozenset(
    ["sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screenreader", "u-hidden-visually"]
)
#: Class and id words are cut here: a hostile attribute must not be searched again for every passage under it.
LONGEST_MARKS = 200
NO_LANDMARKS: frozenset[str] = frozenset()
#: Two inline elements that touch are set apart by a blank, unless the first is an initial letter.
TOUCHING = frozenset(["a", "span", "button", "label", "time"])


class Box(NamedTuple):
    """An element that holds passages: `marks` are its class and id words, `landmarks` those of it and all around it.

    Boxes are told apart by their identity: two that say the same are two.
    """

    tag: str
    marks: str
    parent: "Box | None"
    landmarks: frozenset[str]
    hidden: bool

    def around(self) -> Iterator["Box"]:
        """This box and those around it, from the inside out."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent


class Passage(NamedTuple):
    """A run of visible text without a break; `links` are (start, end, href as written) within it, `words` its words folded."""

    text: str
    box: Box
    links: tuple[tuple[int, int, str], ...]
    words: tuple[str, ...]

    @property
    def link_share(self) -> float:
        """How much of the text is link text, 0 to 1."""
        return sum(end - start for start, end, _ in self.links) / max(1, len(self.text)) if self.links else 0.0


class _Walk:
    """The state of one walk: open boxes, the pieces of the passage being read, what was found."""

    def __init__(self) -> None:
        self.found: list[Passage] = []
        self.pieces: list[Piece] = []
        self.boxes: list[Box] = []
        self.hrefs: list[str] = []
        self.closed_inline = False

    def add(self, text: str) -> None:
        self.closed_inline = False
        pieces = self.pieces
        if not pieces and text.isspace():
            return
        href = self.hrefs[-1] if self.hrefs else ""
        if "pre" in self.boxes[-1].landmarks:
            for index, line in enumerate(text.split("\n")):
                if index:
                    pieces.append(BREAK)
                pieces.append(Piece(line, href))
        else:
            pieces.append(Piece(text, href))

    def flush(self) -> None:
        self.closed_inline = False
        if self.pieces:
            box = self.boxes[-1]
            for text, links in fold_lines(self.pieces):
                self.found.append(Passage(text, box, links, folded_words(text)))
            self.pieces = []

    def open(self, tag: str, attributes: Mapping[str, str], text: str | None) -> None:
        if tag == "br":
            self.pieces.append(BREAK)
        elif tag in INLINE:
            if tag in TOUCHING and self.closed_inline and self.pieces and len(self.pieces[-1].text.strip()) > 1:
                self.pieces.append(Piece(" ", ""))
            if tag == "a":
                self.hrefs.append(attributes.get("href", ""))
        else:
            self.flush()
            self.boxes.append(_box(tag, attributes, self.boxes[-1] if self.boxes else None))
        if text:
            self.add(text)

    def close(self, tag: str) -> None:
        if tag in INLINE:
            if tag == "a":
                self.hrefs.pop()
            self.closed_inline = tag in TOUCHING
        elif tag != "br":
            self.flush()
            self.boxes.pop()


def _box(tag: str, attributes: Mapping[str, str], parent: Box | None) -> Box:
    get = attributes.get
    landmarks = parent.landmarks if parent else NO_LANDMARKS
    own = LANDMARK_OF_ROLE.get(get("role", "").lower()) or (tag if tag in LANDMARKS else None)
    if own and own not in landmarks:
        landmarks |= {own}
    hidden = (parent is not None and parent.hidden) or tag == "noscript" or is_hidden(attributes)
    marks = f"{get('class', '')} {get('id', '')} {get('itemprop', '')}"[:LONGEST_MARKS].lower().strip() if attributes else ""
    return Box(tag, marks, parent, landmarks, hidden)


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Whether the element with these attributes itself says that nobody sees it."""
    if "hidden" in attributes:
        return True
    if "style" in attributes and HIDING_STYLE.search(attributes["style"][:LONGEST_MARKS]):
        return True
    classes = attributes.get("class", "")
    return bool(classes) and not HIDING_CLASSES.isdisjoint(classes[:LONGEST_MARKS].lower().split())


def find_passages(root: HtmlElement, *, with_unseen: bool = False) -> list[Passage]:
    """Every passage under `root` in page order, hidden boxes included (`passage.box.hidden`). Walks without recursion.

    `with_unseen` also opens `noscript` and elements that are hidden within a line.
    """
    walk = _Walk()
    silent = SILENT - {"noscript"} if with_unseen else SILENT
    skipped: object = None
    # The parser leaves elements it does not know in the head where the body has no tag: the whole tree is walked.
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if event == "start":
            attributes = dict(element.items()) if isinstance(tag, str) and tag not in silent else None
            if attributes is None or (tag in INLINE and not with_unseen and is_hidden(attributes)):
                skipped = element
                walker.skip_subtree()
            else:
                walk.open(tag, attributes, element.text)
            continue
        if element is skipped:
            skipped = None
        else:
            walk.close(tag)
        if element is not root and (tail := element.tail):
            walk.add(tail)
    return walk.found
