"""What finding events costs of a reading: `python -m benchmarks.event_share [--rounds N]`.

In: the 84 PolNeAR dev texts beside the checkout. Out: seconds of the whole pipeline, from bytes to JSON, and of each of its
stages within it, and the share of events (bar: 15 per cent; of `sayso read`, which starts anew, it is less). Medians of rounds.
"""

import argparse
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

from evals.corpora import corpus

from sayso.intake import read_page
from sayso.pipeline import open_pipeline
from sayso.records import Analysis, Failure
from sayso.records.codec import dumps
from sayso.stages.base import Stage

__all__ = ["main"]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    paths = sorted((corpus("polnear") / "dev" / "text").glob("*.txt"))
    spent: defaultdict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for name, seconds in _round(paths).items():
            spent[name].append(seconds)
    seconds = {name: median(values) for name, values in spent.items()}
    whole = seconds.pop("pipeline")
    print(f"{len(paths)} texts, median of {rounds} rounds: {whole:.2f} s from bytes to JSON")
    for name, one in sorted(seconds.items(), key=lambda item: -item[1])[:8]:
        print(f"{name:20}{one:8.3f} s{100 * one / whole:7.1f} %")
    print(f"events: {100 * seconds['events'] / whole:.1f} % of reading (bar 15)")


def _round(paths: list[Path]) -> dict[str, float]:
    """The seconds of the whole and of each stage; the model is loaded before."""
    spent: defaultdict[str, float] = defaultdict(float)
    pipeline = open_pipeline(None)
    stages = tuple(_timed(stage, spent) for stage in pipeline.stages)
    pipeline = replace(pipeline, stages=stages)
    list(pipeline.read([read_page(str(paths[0]))], plain=True))
    spent.clear()
    begun = perf_counter()
    for item in pipeline.read([read_page(str(path)) for path in paths], plain=True):
        if not isinstance(item, Failure):
            dumps(item.analysis)
    return {**spent, "pipeline": perf_counter() - begun}


def _timed(stage: Stage, spent: defaultdict[str, float]) -> Stage:
    apply: Callable[[Analysis], Analysis] = stage.apply

    def timed(analysis: Analysis) -> Analysis:
        begun = perf_counter()
        try:
            return apply(analysis)
        finally:
            spent[stage.name] += perf_counter() - begun

    return replace(stage, apply=timed)


if __name__ == "__main__":
    main()
