"""The gold of `evals.times`: TimeML and the dates of GUM as documents with expressions.

In: files of the corpora. Out: `Text`: a document whose blocks are its paragraphs, and its expressions in text order. A
paragraph of GUM that is nothing but a date is a dateline, as the reader of pages would have it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lxml import etree

from sayso.languages.en_times.calendar import days_of
from sayso.records import Block, Document, PublicationDate, Role, Span
from sayso.records.ids import document_id, page_id, sha256_of

__all__ = ["Gold", "Text", "read_gum", "read_timeml"]

#: Elements of GUM that begin a paragraph of their own.
PARAGRAPHS = frozenset(
    {"p", "head", "caption", "item", "list", "sp", "figure", "quote", "note", "row", "cell", "table", "l", "lg"}
)


@dataclass(frozen=True, slots=True)
class Gold:
    """An expression: TimeML has a value, GUM the first and last day (None where open)."""

    span: Span
    value: str
    days: tuple[str | None, str | None] | None = None
    is_dateline: bool = False
    is_relative: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A document and its expressions."""

    name: str
    document: Document
    gold: tuple[Gold, ...]


def read_timeml(path: Path) -> Text:
    """A TimeML file; its creation time is the publication."""
    root = etree.parse(path).getroot()
    published = root.find("DCT/TIMEX3").get("value")
    text, gold = "", []
    for words, element in _walk(root.find("TEXT")):
        if element is not None:
            gold.append(Gold(Span(len(text), len(text) + len(words)), element.get("value")))
        text += words
    blocks, at = [], 0
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            blocks.append((Span(at, at + len(paragraph)), "body"))
        at += len(paragraph) + 2
    return Text(path.stem, _document(path.stem, text, blocks, published), tuple(gold))


def _walk(element: Any, timex: Any = None) -> Iterator[tuple[str, Any]]:
    """Runs of words; those of a time expression whole, with its element."""
    if element.tag == "TIMEX3":
        yield "".join(element.itertext()), element
        return
    if element.text:
        yield element.text, timex
    for child in element:
        yield from _walk(child)
        if child.tail:
            yield child.tail, None


def read_gum(folder: Path, name: str) -> Text:
    """A document of GUM: words and blanks from its dependencies, paragraphs and dates from its XML."""
    root = etree.parse(folder / "xml" / f"{name}.xml").getroot()
    pieces = _Pieces(list(_read_words((folder / "dep" / f"{name}.conllu").read_text(encoding="utf-8"))))
    pieces.read(root)
    blocks = [(span, "dateline" if _is_dateline(span, pieces.dates) else "body") for span in pieces.paragraphs()]
    datelines = {span for span, role in blocks if role == "dateline"}
    text = pieces.text
    gold = [
        Gold(
            span,
            days[0][:10] if days[0] and days[0] == days[1] else "",
            days,
            any(line.contains(span) for line in datelines),
            not _has_year(span.of(text)),
        )
        for span, days in pieces.dates
        if days
    ]
    return Text(
        name, _document(name, text, blocks, root.get("dateCreated")), tuple(sorted(gold, key=lambda one: one.span.start))
    )


class _Pieces:
    """The text of a GUM document as it grows, with its paragraphs and dates."""

    def __init__(self, words: Sequence[tuple[str, bool]]) -> None:
        self.words, self.at, self.text = words, 0, ""
        self.breaks: list[int] = [0]
        self.dates: list[tuple[Span, tuple[str | None, str | None] | None]] = []

    def read(self, element: Any) -> None:
        """An element with all that it holds."""
        if element.tag in PARAGRAPHS:
            self._break()
        start = len(self.text)
        self._add(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self.read(child)
            self._add(child.tail)
        if element.tag == "date":
            end = len(self.text.rstrip())
            self.dates.append((Span(start, max(start, end)), _days(element)))
        if element.tag in PARAGRAPHS:
            self._break()

    def paragraphs(self) -> list[Span]:
        """The stretches between breaks."""
        ends = [*self.breaks[1:], len(self.text)]
        spans = [Span(start, start + len(self.text[start:end].rstrip())) for start, end in zip(self.breaks, ends, strict=True)]
        return [span for span in spans if len(span)]

    def _break(self) -> None:
        if self.text and not self.text.endswith("\n"):
            self.text = self.text.rstrip() + "\n\n"
            self.breaks.append(len(self.text))

    def _add(self, lines: str | None) -> None:
        for line in (lines or "").splitlines():
            if "\t" in line:
                word, is_spaced = self.words[self.at]
                self.at += 1
                self.text += word + (" " if is_spaced else "")


def _read_words(conllu: str) -> Iterator[tuple[str, bool]]:
    """The words of a CoNLL-U file, and whether a blank follows."""
    joined_until, is_joined_spaced = 0, True
    for line in conllu.splitlines():
        fields = line.split("\t")
        if len(fields) < 10 or "." in fields[0]:
            continue
        is_spaced = "SpaceAfter=No" not in fields[9]
        if "-" in fields[0]:
            joined_until, is_joined_spaced = int(fields[0].split("-")[1]), is_spaced
            continue
        number = int(fields[0])
        if number == 1 and joined_until and number > joined_until:
            joined_until = 0
        if number < joined_until:
            is_spaced = False
        elif number == joined_until:
            is_spaced, joined_until = is_joined_spaced, 0
        yield fields[1], is_spaced


def _days(element: Any) -> tuple[str | None, str | None] | None:
    """The first and last day of a GUM date; none without a year."""
    when = element.get("when")
    begin = when or element.get("from") or element.get("notBefore")
    end = when or element.get("to") or element.get("notAfter")
    first, last = days_of(begin) if begin else (None, None), days_of(end) if end else (None, None)
    if first is None or last is None or not (begin or end):
        return None
    return _iso(first[0]), _iso(last[1])


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _has_year(words: str) -> bool:
    """Whether an expression names its year, decade or century itself."""
    digits = "".join(letter if letter.isdigit() else " " for letter in words).split()
    return (
        any(len(run) == 4 for run in digits)
        or "century" in words
        or any(word in words.lower() for word in ("sixties", "seventies", "eighties", "nineties"))
    )


def _is_dateline(span: Span, dates: Sequence[tuple[Span, object]]) -> bool:
    return any(own.start == span.start and own.end >= span.end - 1 for own, _ in dates)


def _document(name: str, text: str, blocks: Sequence[tuple[Span, str]], published: str | None) -> Document:
    page, digest = page_id(name), sha256_of(text)
    roles: dict[str, Role] = {"body": "body", "dateline": "dateline"}
    value = published[:16] if published else None
    is_day = bool(value) and _is_day(str(value)[:10])
    return Document(
        id=document_id(page, digest),
        page=page,
        url=name,
        canonical_url=None,
        text=text,
        sha256=digest,
        language="en",
        title=None,
        blocks=tuple(Block(span, roles[role]) for span, role in blocks),
        published=PublicationDate(str(value)[:10], "day", None, "gold") if is_day else None,
    )


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
