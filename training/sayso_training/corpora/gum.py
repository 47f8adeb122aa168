"""GUM's documents with their names, dates and nominal mentions.

In: the corpus's folder. Out: one `Sample` a document, whole, with the layers `names` and `mentions`. Trees come from
`corpora.conllu`; this module adds what stands in the last column, the entities and the TEI tags, and leaves to
`corpora.gum_names` which part of a mention is a name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sayso.records import Span
from sayso_training.corpora.conllu import Sentence, read_sentences
from sayso_training.corpora.gum_documents import GUM_HELD_OUT
from sayso_training.corpora.gum_names import Clause, Mention, mark_mentions, mark_names
from sayso_training.samples import MENTION_LABELS, NAME_LABELS, Layer, Sample

__all__ = ["read_gum"]

ENTITY = re.compile(r"\((?P<opened>[^()]+)(?P<single>\))?|(?P<closed>[^()]+)\)")
DATE = re.compile(r"<(?P<slash>/?)date\b")


def read_gum(folder: Path) -> list[Sample]:
    """All documents by name; those of GUM's own development part are held out.

    Raises:
        ValueError: a file is no CoNLL-U.
    """
    return [_document(path) for path in sorted((folder / "dep").glob("*.conllu"))]


def _document(path: Path) -> Sample:
    text = ""
    spans: list[Span] = []
    names: list[tuple[Span, tuple[str, ...]]] = []
    mentions: list[tuple[Span, tuple[str, ...]]] = []
    for sentence, notes in zip(read_sentences(path), _read_notes(path), strict=True):
        if spans:
            text += "\n\n" if sentence.opens else " "
        at = len(text)
        text += sentence.text
        spans.append(Span(at, len(text)))
        clause = _clause(sentence, notes)
        names += _moved(mark_names(clause), at)
        mentions += _moved(mark_mentions(clause), at)
    return Sample(
        "gum", path.stem, text, tuple(spans),
        names=Layer(tuple(names), frozenset(NAME_LABELS)),
        mentions=Layer(tuple(mentions), frozenset(MENTION_LABELS)),
        held_out=path.stem in GUM_HELD_OUT,
    )  # fmt: skip


def _moved(spans: Sequence[tuple[Span, tuple[str, ...]]], by: int) -> Iterator[tuple[Span, tuple[str, ...]]]:
    for span, labels in spans:
        yield replace(span, start=span.start + by, end=span.end + by), labels


def _read_notes(path: Path) -> Iterator[list[tuple[int, str]]]:
    """The last column of each sentence's words, by number."""
    notes: list[tuple[int, str]] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        fields = line.split("\t")
        if len(fields) == 10 and fields[0].isdigit():
            notes.append((int(fields[0]), fields[9]))
        elif not line.strip() and notes:
            yield notes
            notes = []


def _clause(sentence: Sentence, notes: Sequence[tuple[int, str]]) -> Clause:
    # A form that does not come apart is one token here and several numbers there: all of them point to it.
    index: dict[int, int] = {}
    kept = {token.number: at for at, token in enumerate(sentence.tokens)}
    last = 0
    for number, _ in notes:
        last = index[number] = kept.get(number, last)
    return Clause(
        sentence.text,
        sentence.tokens,
        tuple(sorted(_mentions(notes, index), key=lambda mention: (mention.first, -mention.end))),
        tuple(_dates(notes, index)),
    )


def _note(note: str, key: str) -> str:
    return next((field.removeprefix(key) for field in note.split("|") if field.startswith(key)), "")


def _mentions(notes: Sequence[tuple[int, str]], index: dict[int, int]) -> Iterator[Mention]:
    """Entities from `(1-person-new-...-Name` … `1)`; one that does not close in its sentence is dropped."""
    opened: dict[str, list[tuple[int, str, str]]] = {}
    for number, note in notes:
        at = index[number]
        for match in ENTITY.finditer(_note(note, "Entity=")):
            if match["opened"]:
                fields = match["opened"].split("-", 7)
                kind, identity = fields[1] if len(fields) > 1 else "", fields[7] if len(fields) > 7 else ""
                if match["single"]:
                    yield Mention(at, at + 1, kind, identity)
                else:
                    opened.setdefault(fields[0], []).append((at, kind, identity))
            elif opened.get(match["closed"]):
                first, kind, identity = opened[match["closed"]].pop()
                yield Mention(first, at + 1, kind, identity)


def _dates(notes: Sequence[tuple[int, str]], index: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Words between TEI's `<date …>` and `</date>`; a tag that is still open at the sentence's end ends there.

    A word's tags are given in the order in which they stand around it: first what opens before it, then what closes after it.
    """
    first: int | None = None
    for number, note in notes:
        for match in DATE.finditer(_note(note, "XML=")):
            if not match["slash"]:
                first = index[number]
            elif first is not None:
                yield first, index[number] + 1
                first = None
    if first is not None:
        yield first, index[notes[-1][0]] + 1
