"""The gold: phrases with their codes.

In: `own.tsv` (our own phrases) and `corpora.tsv` (corpus, document, start, end, country, sector: never the text), with the
corpora beside the checkout. Out: `Coded` phrases, each in the half that a hash of what names it says. Several codes between
strokes are all right; `-` is none.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zlib import crc32

from evals.corpora import corpus
from evals.muc_sets import read_texts

__all__ = ["Coded", "read_coded"]

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Coded:
    """A phrase with the countries and sectors that are right of it; the empty word is none."""

    origin: str
    key: str
    phrase: str
    countries: frozenset[str]
    sectors: frozenset[str]

    @property
    def half(self) -> str:
        """Which half it falls in."""
        return "test" if crc32(self.key.encode()) % 2 else "dev"


def read_coded() -> list[Coded]:
    """All phrases."""
    return [*_own(), *_corpora()]


def _own() -> Iterator[Coded]:
    for line in (HERE / "own.tsv").read_text("utf-8").splitlines():
        phrase, country, sector = line.split("\t")
        yield Coded("own", phrase, phrase, _codes(country), _codes(sector))


def _corpora() -> Iterator[Coded]:
    for line in (HERE / "corpora.tsv").read_text("utf-8").splitlines():
        name, document, start, end, country, sector = line.split("\t")
        phrase = " ".join(_text(name, document)[int(start) : int(end)].split())
        yield Coded(name, f"{document}:{start}", phrase, _codes(country), _codes(sector))


def _codes(text: str) -> frozenset[str]:
    return frozenset("" if code == "-" else code for code in text.split("/"))


@cache
def _text(name: str, document: str) -> str:
    """The text that offsets count in."""
    if name == "muc34":
        return _muc()[document]
    if name == "gum":
        return _gum(corpus("gum") / "dep" / f"{document}.conllu")
    (path,) = corpus("basil").rglob(f"articles/{document}.json")
    paragraphs = json.loads(path.read_text("utf-8"))["body-paragraphs"]
    return "\n\n".join(" ".join(sentences) for sentences in paragraphs)


@cache
def _muc() -> dict[str, str]:
    return read_texts()


def _gum(path: Path) -> str:
    """The words of a treebank's document, blanks between them where it says so."""
    pieces = []
    for line in path.read_text("utf-8").splitlines():
        columns = line.split("\t")
        if len(columns) > 9 and columns[0].isdigit():
            pieces += [columns[1], "" if "SpaceAfter=No" in columns[9] else " "]
    return "".join(pieces)
