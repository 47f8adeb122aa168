"""Passages from the pieces of a block: blanks collapsed, hard line breaks kept or healed.

In: pieces of text, each with the address it links to, and `BREAK`s between them. Out: the passages they make: (text,
links). It knows no elements. A line that was only wrapped is joined to the next; a line that ends is a passage of its own.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

__all__ = ["BREAK", "Folded", "Piece", "fold_lines", "fold_text", "folded_words", "is_wrapped", "words_of"]


class Piece(NamedTuple):
    """Some text of a block and the href it stands under, "" for none."""

    text: str
    href: str


#: A hard line break (`<br>`, or a line end in preformatted text).
BREAK = Piece("\n", "\n")
#: A passage: its text, and its links as (start, end, href).
Folded = tuple[str, tuple[tuple[int, int, str], ...]]

BLANKS = re.compile(r"\s+")
#: Rendering hints and controls that no reader sees: soft hyphen, zero width space, word joiner, byte order mark, C0, C1.
UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
#: A line this long that ends in mid-sentence was wrapped by a machine. Shorter ones are lines on purpose.
SHORTEST_WRAPPED = 50
#: Scripts without blanks are cut into characters, so that a part of a sentence can be found again.
WORD = re.compile(r"[぀-ヿ㐀-鿿가-힯]|[^\W぀-ヿ㐀-鿿가-힯]+")
ENDS = ".!?:;…\"”“»’')]*|"


def fold_text(text: str) -> str:
    """The text on one line: unseen characters out, runs of blanks one space."""
    return " ".join((text if text.isprintable() else UNSEEN.sub("", text)).split())


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, case folded, marks left out."""
    return folded_words(fold_text(text))


def folded_words(text: str) -> tuple[str, ...]:
    """The words of a text that is folded already."""
    return tuple(WORD.findall(text.casefold()))


def is_wrapped(line: str, following: str) -> bool:
    """Whether `following` continues the sentence of `line` rather than being a line of its own."""
    if not line or not following or line[-1] in ENDS:
        return False
    if following[0].islower() and (line[-1].islower() or line[-1] in ",-–"):
        return True
    return len(line) >= SHORTEST_WRAPPED and (following[0].islower() or line[-1] in ",-–" or len(following) >= SHORTEST_WRAPPED)


def fold_lines(pieces: list[Piece]) -> Iterator[Folded]:
    """The passages of one block, in order; empty ones are left out."""
    if BREAK not in pieces:  # most blocks are one line
        folded = _fold_one(pieces[0]) if len(pieces) == 1 else _fold(pieces)
        if folded[0]:
            yield folded
        return
    held: list[Piece] = []
    last = ""
    for line in _split(pieces):
        text = fold_text("".join(piece.text for piece in line))
        if held and not is_wrapped(last, text):
            yield _fold(held)
            held = []
        if text:
            held += [Piece(" ", ""), *line] if held else line
        last = text
    if held:
        yield _fold(held)


def _split(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    line: list[Piece] = []
    for piece in pieces:
        if piece is BREAK:
            yield line
            line = []
        else:
            line.append(piece)
    yield line


def _fold_one(piece: Piece) -> Folded:
    text = fold_text(piece.text)
    return text, (((0, len(text), piece.href),) if piece.href and text else ())


def _fold(pieces: list[Piece]) -> Folded:
    parts: list[str] = []
    links: list[tuple[int, int, str]] = []
    at = 0
    ended = True  # whether the text so far ends in a blank, or is empty
    for text, href in pieces:
        part = text if text.isprintable() and "  " not in text else BLANKS.sub(" ", UNSEEN.sub("", text))
        if ended:
            part = part.lstrip(" ")
        if not part:
            continue
        if href:
            start, end = at + len(part) - len(part.lstrip()), at + len(part.rstrip())
            if links and links[-1][2] == href and links[-1][1] >= start - 1:
                links[-1] = (links[-1][0], end, href)
            elif end > start:
                links.append((start, end, href))
        parts.append(part)
        at += len(part)
        ended = part.endswith(" ")
    return "".join(parts).rstrip(" "), tuple(links)
