"""CoNLL-U: sentences with their text, and words with offsets, lemmas, tags and heads.

In: a file. Out: `Sentence`s in the order of the file. The text is the `# text` comment where the forms agree with it, else
the forms put together again. Empty nodes and enhanced dependencies are left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sayso.records import Span

__all__ = ["Sentence", "Token", "read_sentences"]


@dataclass(frozen=True, slots=True)
class Token:
    """A syntactic word; `number` is the corpus's own (from 1), `head` an index into the tokens around it, -1 for a root."""

    span: Span
    number: int
    form: str
    lemma: str
    upos: str
    xpos: str
    head: int
    relation: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; `document` is the `# newdoc id` that it stands under, `opens` says whether it begins a paragraph."""

    document: str
    opens: bool
    text: str
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a word: the number of its head, 0 for a root, and what is written between it and the next word."""

    number: int
    form: str
    lemma: str
    upos: str
    xpos: str
    head: int
    relation: str


@dataclass(frozen=True, slots=True)
class Surface:
    """What is written without a gap: a word, or several numbers that share one form ("don't")."""

    first: int
    last: int
    form: str
    space: bool


def read_sentences(path: Path) -> list[Sentence]:
    """All sentences of a file.

    Raises:
        ValueError: a line has not ten columns, or no number where one belongs.
    """
    sentences = []
    document = ""
    for comments, lines in _iter_blocks(path):
        document = comments.get("newdoc id", document)
        rows, surfaces = _read_lines(lines, path)
        if rows:
            text, spans = _place(surfaces, comments.get("text", ""))
            tokens = _tokens(rows, surfaces, spans)
            opens = any(key.split(" ")[0] in ("newdoc", "newpar") for key in comments)
            sentences.append(Sentence(document, opens, text, tokens))
    return sentences


def _iter_blocks(path: Path) -> Iterator[tuple[dict[str, str], list[list[str]]]]:
    comments: dict[str, str] = {}
    lines: list[list[str]] = []
    with path.open(encoding="utf-8", newline="\n") as stream:
        for raw in stream:
            line = raw.rstrip("\r\n")
            if line.startswith("#"):
                key, _, value = line[1:].partition("=")
                comments[key.strip()] = value.strip()
            elif line:
                lines.append(line.split("\t"))
            elif lines:
                yield comments, lines
                comments, lines = {}, []
    if lines:
        yield comments, lines


def _read_lines(lines: Sequence[Sequence[str]], path: Path) -> tuple[list[Row], list[Surface]]:
    rows: list[Row] = []
    surfaces: list[Surface] = []
    for line in lines:
        if len(line) != 10:
            raise ValueError(f"{path.name}: {len(line)} columns instead of ten in {line[:2]}; is it a CoNLL-U file?")
        if "." in line[0]:
            continue
        space = "SpaceAfter=No" not in line[9].split("|")
        first, _, last = line[0].partition("-")
        if last:
            surfaces.append(Surface(int(first), int(last), line[1], space))
            continue
        number = int(first)
        rows.append(Row(number, line[1], line[2], line[3], line[4], int(line[6]), line[7]))
        if not surfaces or number > surfaces[-1].last:
            surfaces.append(Surface(number, number, line[1], space))
    return rows, surfaces


def _place(surfaces: Sequence[Surface], text: str) -> tuple[str, list[Span]]:
    spans: list[Span] = []
    at = 0
    for surface in surfaces:
        while at < len(text) and text[at].isspace():
            at += 1
        if not text.startswith(surface.form, at):
            return _rebuild(surfaces)
        spans.append(Span(at, at + len(surface.form)))
        at += len(surface.form)
    return (text, spans) if not text[at:].strip() else _rebuild(surfaces)


def _rebuild(surfaces: Sequence[Surface]) -> tuple[str, list[Span]]:
    text, spans = "", []
    for surface in surfaces:
        spans.append(Span(len(text), len(text) + len(surface.form)))
        text += surface.form + (" " if surface.space else "")
    return text.rstrip(), spans


def _tokens(rows: Sequence[Row], surfaces: Sequence[Surface], spans: Sequence[Span]) -> tuple[Token, ...]:
    placed: dict[int, Span] = {}
    by_number = {row.number: row for row in rows}
    #: Where each number is to be found: itself, or the word that stands for a form that does not come apart.
    stands: dict[int, int] = {row.number: row.number for row in rows}
    for surface, span in zip(surfaces, spans, strict=True):
        parts = [by_number[n] for n in range(surface.first, surface.last + 1) if n in by_number]
        if "".join(part.form for part in parts).casefold() == surface.form.casefold():
            at = span.start
            for part in parts:
                placed[part.number] = Span(at, at + len(part.form))
                at += len(part.form)
        elif parts:
            placed[parts[0].number] = span
            top = min(parts, key=lambda part: _depth(part, by_number))
            first = parts[0].number
            by_number[first] = replace(by_number[first], head=top.head, relation=top.relation)
            stands |= {part.number: first for part in parts}
    kept = [by_number[row.number] for row in rows if row.number in placed]
    index = {row.number: at for at, row in enumerate(kept)} | {0: -1}
    return tuple(
        Token(
            placed[row.number], row.number, row.form, row.lemma, row.upos, row.xpos,
            index.get(stands.get(row.head, 0), -1), row.relation,
        )
        for row in kept
    )  # fmt: skip


def _depth(row: Row, by_number: Mapping[int, Row]) -> int:
    """Steps to the root. Of the words of one form the highest lends its head, or the tree would run in a circle."""
    depth = 0
    while row.head in by_number and depth <= len(by_number):
        row = by_number[row.head]
        depth += 1
    return depth
