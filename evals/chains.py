"""Chains of sources on the project's own gold passages, and on the public sixteen.

    python -m evals.chains [dev|test|extra|examples] [--bundle FOLDER] [--verbose]

In: passages of `evals/chains/`, read as `sayso read --plain` reads them. Out: the figures of the project's scorer with 95 %
intervals over passages; `--verbose` adds what went wrong. The test half is for the figure alone: nothing is tuned on it.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from evals.bootstrap import draw, intervals, resample
from evals.corpora import SHARED, scorer
from sayso.pipeline import Pipeline, open_pipeline
from sayso.records import Failure, Page
from sayso.records.codec import analysis_to_json

__all__ = ["GOLD", "chain_figures", "flat_chain_figures", "read_gold"]

GOLD = Path(__file__).with_name("chains")
STATED = ("said", "happened", "hedges", "polarity", "certainty", "mood", "style", "cue_kind", "channel")
FIGURES = {
    "found": "gold", "chain": "gold", "origin": "gold", "parent": "gold", "chain_2plus": "gold_2plus",
    "precision": "predicted", "misattributed": "predicted", **{name: f"has_{name}" for name in STATED},
    "attributions": "gold_attributions", "never": "gold_never",
}  # fmt: skip
#: Figures that are better the lower they are.
LOWER = frozenset({"misattributed", "never"})
Complain = Callable[[str, str, object, object], None]


def read_gold(part: str) -> list[dict[str, Any]]:
    """The passages of a half, those of other writers ("extra"), or the public ones ("examples")."""
    path = SHARED / "examples" / "chains.jsonl" if part == "examples" else GOLD / f"{part}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def chain_figures(
    items: Sequence[dict[str, Any]], pipeline: Pipeline, complain: Complain | None = None
) -> dict[str, dict[str, float]]:
    """For each figure its value, its interval and how many cases stand behind it."""
    module = _load_scorer()
    counts = []
    for item, record in _records(items, pipeline):
        own: Counter[str] = Counter()
        module.score(item, record, own, complain or (lambda *_: None))
        counts.append(own)
    return _with_intervals(counts)


def flat_chain_figures(bundle: Path | None = None) -> dict[str, float]:
    """The figures of the test half and of the public passages by one name each, `test_chain`; what should be low is negated."""
    pipeline = open_pipeline(bundle)
    return {
        f"{part}_{name}": -own["value"] if name in LOWER else own["value"]
        for part in ("test", "examples")
        for name, own in chain_figures(read_gold(part), pipeline).items()
    }


def _records(items: Sequence[dict[str, Any]], pipeline: Pipeline) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    by_date: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in items:
        by_date[item["published"]].append(item)
    for date, group in by_date.items():
        pages = [Page(f"{item['id']}.txt", None, item["text"].encode(), "text/plain", "") for item in group]
        for item, reading in zip(group, pipeline.read(pages, plain=True, published=date), strict=True):
            yield item, None if isinstance(reading, Failure) else analysis_to_json(reading.analysis)


def _with_intervals(counts: Sequence[Counter[str]]) -> dict[str, dict[str, float]]:
    names = sorted({*FIGURES, *FIGURES.values()})
    table = np.array([[own[name] for name in names] for own in counts], dtype=np.float64)
    drawn = resample(table, draw(len(counts)))
    found = {}
    for name, of in FIGURES.items():
        top, bottom = names.index(name), names.index(of)
        cases = table[:, bottom].sum()
        if not cases:
            continue
        with np.errstate(invalid="ignore", divide="ignore"):
            low, high = intervals(100 * drawn[:, top] / drawn[:, bottom])
        value = 100 * table[:, top].sum() / cases
        found[name] = {
            "value": round(float(value), 1), "low": round(float(low), 1), "high": round(float(high), 1), "cases": int(cases),
        }  # fmt: skip
    return found


def _load_scorer() -> ModuleType:
    spec = spec_from_file_location("chains_scorer", scorer("chains"))
    if spec is None or spec.loader is None:
        raise FileNotFoundError(scorer("chains"))
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", nargs="?", default="dev", choices=("dev", "test", "extra", "examples"))
    parser.add_argument("--bundle", type=Path)
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()

    def complain(kind: str, name: str, key: object, what: object) -> None:
        if args.verbose:
            print(f"{kind:14}{name:6}{key!r} {what}")

    figures = chain_figures(read_gold(args.part), open_pipeline(args.bundle), complain)
    for name, own in figures.items():
        print(f"{name:14}{own['value']:6.1f}  [{own['low']:5.1f}, {own['high']:5.1f}]  of {own['cases']}")


if __name__ == "__main__":
    main()
