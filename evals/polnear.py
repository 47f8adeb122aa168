"""PolNeAR as an evaluation reads it, and the predictions that stand beside it.

In: a folder with `text/` and `attributions/` (brat stand-off), a file of `sayso read --plain --json` lines. Out: documents with
the comparisons to be made: predictions against the first annotator, or every annotator against every other. Texts are read
without newline translation, or the offsets drift.
"""

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evals.pairs import Article, Marked, outermost
from sayso.records import Span

__all__ = ["annotator_documents", "name_bundle", "predicted_documents", "read_predictions"]

ROLES = {"Source": 0, "Cue": 1, "Content": 2}


def predicted_documents(folder: Path, predictions: Path) -> list[list[Article]]:
    """Each annotated text with its first annotator and what was predicted of it; nothing where it is not among them."""
    found = read_predictions(predictions)
    return [
        [Article(text, annotators[0], outermost(text, found.get(text, ())))]
        for text, annotators in _iter_annotated(folder)
        if annotators
    ]


def annotator_documents(folder: Path) -> list[list[Article]]:
    """Each text that several annotators read, with all ordered pairs of them."""
    return [
        [Article(text, one, other) for one, other in itertools.permutations(annotators, 2)]
        for text, annotators in _iter_annotated(folder)
        if len(annotators) > 1
    ]


def read_predictions(path: Path) -> dict[str, tuple[Marked, ...]]:
    """The attributions of each text, nested ones too."""
    return {record["document"]["text"]: tuple(map(_predicted, record["attributions"])) for record in _iter_records(path)}


def name_bundle(path: Path) -> str:
    """The bundle that made the predictions, as the first reading names it; empty where none does."""
    return next((str(record["run"]["bundle"]) for record in _iter_records(path) if record.get("run")), "")


def _iter_records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def _predicted(record: dict[str, Any]) -> Marked:
    sources, cue, contents = (
        tuple(Span(span["start"], span["end"]) for span in record[role]) for role in ("sources", "cue", "contents")
    )
    return Marked(sources, cue, contents, record.get("score"))


def _iter_annotated(folder: Path) -> Iterator[tuple[str, list[tuple[Marked, ...]]]]:
    files = sorted(path for path in (folder / "attributions").iterdir() if path.suffix == ".ann")
    for path in sorted((folder / "text").glob("*.txt")):
        own = [file for file in files if file.name.startswith(f"{path.stem}_")]
        yield path.read_bytes().decode("utf-8"), [tuple(_iter_marked(file.read_text(encoding="utf-8"))) for file in own]


def _iter_marked(annotation: str) -> Iterator[Marked]:
    """The attributions of a stand-off file; units stand before the events that join them."""
    units: dict[str, list[Span]] = {}
    for line in annotation.split("\n"):
        fields = line.split("\t")
        if len(fields) < 2:
            continue
        if line.startswith("T"):
            pieces = fields[1].split(" ", 1)[1].split(";")
            units[fields[0]] = [Span(*map(int, piece.split())) for piece in pieces]
        elif line.startswith("E"):
            roles: tuple[list[Span], ...] = ([], [], [])
            for argument in fields[1].split()[1:]:
                name, _, unit = argument.partition(":")
                role = ROLES.get(re.sub(r"\d+$", "", name))
                if role is not None:
                    roles[role].extend(units.get(unit, ()))
            if roles[1]:
                sources, cue, contents = map(tuple, roles)
                yield Marked(sources, cue, contents)
