"""PolNeAR (brat stand-off): articles with every attribution marked.

In: a folder with `text/` and `attributions/`. Out: `Article`s: the text and the attributions of its first annotator.
Texts are read without newline translation, or the offsets drift.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sayso.records import Span

__all__ = ["Article", "Marked", "read_articles"]

ROLES = {"Source": 0, "Cue": 1, "Content": 2}


@dataclass(frozen=True)
class Marked:
    """One attribution as an annotator marked it."""

    sources: tuple[Span, ...]
    cue: tuple[Span, ...]
    contents: tuple[Span, ...]


@dataclass(frozen=True)
class Article:
    """A text and its attributions."""

    name: str
    text: str
    attributions: tuple[Marked, ...]


def read_articles(folder: Path) -> list[Article]:
    """All annotated articles of a folder, by name; where several annotators read one, the first by file name counts."""
    files = sorted((folder / "attributions").glob("*.ann"))
    articles = []
    for path in sorted((folder / "text").glob("*.txt")):
        own = [f for f in files if f.name.startswith(path.stem + "_")]
        if own:
            text = path.read_bytes().decode("utf-8")
            articles.append(Article(path.stem, text, tuple(_read_ann(own[0]))))
    return articles


def _read_ann(path: Path) -> Iterator[Marked]:
    spans: dict[str, tuple[Span, ...]] = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        fields = line.split("\t")
        if len(fields) < 2:
            continue
        if line.startswith("T"):
            pieces = fields[1].split(" ", 1)[1].split(";")
            spans[fields[0]] = tuple(Span(*map(int, piece.split())) for piece in pieces)
        elif line.startswith("E"):
            roles: list[list[Span]] = [[], [], []]
            for part in fields[1].split()[1:]:
                name, _, reference = part.partition(":")
                role = ROLES.get(re.sub(r"\d+$", "", name))
                if role is not None:
                    roles[role].extend(spans.get(reference, ()))
            if roles[1]:
                sources, cue, contents = (tuple(sorted(role)) for role in roles)
                yield Marked(sources, cue, contents)
