"""Attribution on PolNeAR dev, as a user gets it: `sayso read --plain --json` on the 84 texts, scored by the project's scorer.

    python -m evals.attribution [--bundle FOLDER] [--human]

In: the corpus beside the checkout. Out: the scorer's figures, one line of JSON; `--human` adds those of pairs of annotators.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from evals.corpora import corpus, scorer

__all__ = ["attribution_figures", "human_figures", "write_predictions"]


def attribution_figures(bundle: Path | None = None) -> dict[str, float]:
    """The scorer's figures of the command's output."""
    with tempfile.TemporaryDirectory() as scratch:
        predictions = write_predictions(Path(scratch) / "predictions.jsonl", bundle)
        return _scored(str(corpus("polnear") / "dev"), str(predictions))


def write_predictions(path: Path, bundle: Path | None = None) -> Path:
    """Write what the command prints of the 84 texts, and give the path back."""
    texts = sorted(str(text) for text in (corpus("polnear") / "dev" / "text").glob("*.txt"))
    options = ["--plain", "--json", *(["--bundle", str(bundle)] if bundle else [])]
    with path.open("w", encoding="utf-8") as out:
        subprocess.run([sys.executable, "-m", "sayso", "read", *options, *texts], stdout=out, check=True)  # noqa: S603
    return path


def human_figures() -> dict[str, float]:
    """The same figures for pairs of annotators of the train articles that several read."""
    return _scored(str(corpus("polnear") / "train"), "--human")


def _scored(*arguments: str) -> dict[str, float]:
    command = [sys.executable, str(scorer("attribution")), *arguments]
    result = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own scorer
    figures: dict[str, float] = json.loads(result.stdout)
    return figures


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bundle", type=Path)
    parser.add_argument("--human", action="store_true")
    args = parser.parse_args()
    print("sayso    ", json.dumps(attribution_figures(args.bundle)))
    if args.human:
        print("annotators", json.dumps(human_figures()))


if __name__ == "__main__":
    main()
