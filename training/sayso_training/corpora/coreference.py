"""Who is meant by what: chains of mentions over running text, from OntoGUM and LitBank.

In: the folder of a corpus. Out: one `Chained` a document: a text that the pipeline can read and its mentions with the number
of their chain. OntoGUM leaves out what is mentioned once; LitBank's texts are tokens, put together here as a book would print
them.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.records import Span
from sayso_training.corpora.conllu import read_sentences

__all__ = ["Chained", "read_litbank", "read_ontogum"]

BRACKET = re.compile(r"(?P<opens>\()?(?P<chain>\d+)(?P<closes>\))?")
#: How far behind its place a token is looked for; beyond it the text and the tokens are not the same.
AHEAD = 40
NO_SPACE_BEFORE = re.compile(r"^(?:[,.;:!?)\]%”’]|n't|n’t|['’](?:s|m|d|re|ve|ll)?)$", re.IGNORECASE)
NO_SPACE_BEHIND = frozenset("([“‘$£")


@dataclass(frozen=True, slots=True)
class Chained:
    """A document with its mentions: the span of each and the chain that it belongs to."""

    name: str
    text: str
    mentions: tuple[tuple[Span, str], ...]


def read_ontogum(folder: Path, genres: Sequence[str]) -> list[Chained]:
    """The documents of some genres by name.

    Raises:
        ValueError: a document's tokens are not those of its text.
    """
    return [_ontogum(folder, path) for genre in genres for path in sorted((folder / "dep").glob(f"GUM_{genre}_*.conllu"))]


def _ontogum(folder: Path, path: Path) -> Chained:
    text = ""
    for sentence in read_sentences(path):
        text += ("\n\n" if sentence.opens else " ") * bool(text) + sentence.text
    columns = folder / "coref/ontogum/conll" / f"{path.stem}.conll"
    rows = [line.split("\t") for line in columns.read_text("utf-8").splitlines()]
    tokens = [(row[1], row[2]) for row in rows if len(row) == 3]
    spans = list(_align(text, [form for form, _ in tokens], path.stem))
    return Chained(path.stem, text, tuple(_chains([note for _, note in tokens], spans)))


def _align(text: str, forms: Sequence[str], name: str) -> Iterator[Span]:
    at = 0
    for form in forms:
        start = text.find(form, at, at + AHEAD + len(form))
        if start < 0:
            raise ValueError(f"{name}: {form!r} does not follow at {text[at : at + AHEAD]!r}; unpack the corpus again")
        at = start + len(form)
        yield Span(start, at)


def _chains(notes: Sequence[str], spans: Sequence[Span]) -> Iterator[tuple[Span, str]]:
    opened: defaultdict[str, list[int]] = defaultdict(list)
    for note, span in zip(notes, spans, strict=True):
        for match in BRACKET.finditer(note):
            if match["opens"]:
                opened[match["chain"]].append(span.start)
            if match["closes"] and opened[match["chain"]]:
                yield Span(opened[match["chain"]].pop(), span.end), match["chain"]


def read_litbank(folder: Path) -> list[Chained]:
    """All hundred books."""
    return [_litbank(path) for path in sorted((folder / "coref/tsv").glob("*.txt"))]


def _litbank(path: Path) -> Chained:
    text = ""
    spans: list[list[Span]] = []
    for line in path.read_text("utf-8").splitlines():
        glued = True
        spans.append([])
        for token in line.split(" "):
            if text and not glued and not NO_SPACE_BEFORE.match(token):
                text += " "
            spans[-1].append(Span(len(text), len(text) + len(token)))
            text += token
            glued = token in NO_SPACE_BEHIND
        text += " "
    places: dict[str, Span] = {}
    chains: dict[str, str] = {}
    for row in (line.split("\t") for line in path.with_suffix(".ann").read_text("utf-8").splitlines()):
        if row[0] == "MENTION":
            places[row[1]] = Span(spans[int(row[2])][int(row[3])].start, spans[int(row[4])][int(row[5])].end)
        elif row[0] == "COREF":
            chains[row[1]] = row[2]
    return Chained(path.stem, text, tuple((places[key], chain) for key, chain in chains.items() if key in places))
