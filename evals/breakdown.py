"""Attribution on PolNeAR dev, broken down: by style, source, reach of the contents and score, with intervals over documents.

    python -m evals.breakdown [PREDICTIONS] [--bundle FOLDER] [--human] [--json FILE]
    python -m evals.breakdown --compare A.jsonl B.jsonl

In: what `sayso read --plain --json` printed of the texts; without it the command is run. `--compare` prints how much higher B
is than A on the same draws of documents. `--human` adds pairs of annotators of the train articles that several read. Out:
tables; `--json` writes every figure for the model card. What the figures of a group mean: `evals.figures`.
"""

import argparse
import dataclasses
import json
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from evals.attribution import write_predictions
from evals.bootstrap import RESAMPLES
from evals.corpora import corpus
from evals.figures import GroupFigures, compare, figures_of
from evals.losses import losses_of
from evals.pairs import Article
from evals.polnear import annotator_documents, name_bundle, predicted_documents
from evals.reliability import reliability_of
from evals.tables import lines_of_figures, lines_of_losses, lines_of_scores, lines_of_sides

__all__ = ["break_down", "main"]


def break_down(gold: Path, predictions: Path, annotators: Path | None = None) -> tuple[dict[str, Any], Iterator[str]]:
    """Every figure as plain values, and the tables of them."""
    documents = predicted_documents(gold, predictions)
    articles: list[Article] = [article for document in documents for article in document]
    groups, scores, losses = figures_of(documents), reliability_of(articles), losses_of(articles)
    figures = {
        "resamples": RESAMPLES,
        "bundle": name_bundle(predictions),
        "reader": _plain(len(documents), groups),
        "scores": dataclasses.asdict(scores),
        "losses": [dataclasses.asdict(loss) for loss in losses],
    }
    lines = chain(
        [f"Reader, {len(documents)} documents: F1 and 95 % intervals of {RESAMPLES} resamples", ""],
        lines_of_figures(groups),
        ["", "R: of the gold of a group; P: of the predictions in it", ""],
        lines_of_sides(groups),
        [""],
        lines_of_scores(scores),
        [""],
        lines_of_losses(losses),
    )
    if annotators:
        pairs = annotator_documents(annotators)
        human = figures_of(pairs)
        figures["annotators"] = _plain(len(pairs), human)
        heading = f"Annotators, {len(pairs)} other documents, every ordered pair of those who read one"
        lines = chain(lines, ["", heading, ""], lines_of_figures(human))
    return figures, lines


def _plain(documents: int, groups: tuple[GroupFigures, ...]) -> dict[str, Any]:
    return {"documents": documents, "groups": [dataclasses.asdict(group) for group in groups]}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("predictions", type=Path, nargs="?")
    parser.add_argument("--bundle", type=Path)
    parser.add_argument("--human", action="store_true")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--compare", type=Path, nargs=2, metavar=("A", "B"))
    args = parser.parse_args()
    gold = corpus("polnear") / "dev"
    if args.compare:
        groups = compare(*(predicted_documents(gold, path) for path in args.compare))
        first, second = (path.name for path in args.compare)
        print(f"How much higher {second} is than {first}: F1 and 95 % intervals, paired by document\n")
        print("\n".join(lines_of_figures(groups, signed=True)))
        return
    with tempfile.TemporaryDirectory() as scratch:
        predictions = args.predictions or write_predictions(Path(scratch) / "predictions.jsonl", args.bundle)
        figures, lines = break_down(gold, predictions, corpus("polnear") / "train" if args.human else None)
    print("\n".join(lines))
    if args.json:
        args.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
