"""Links synthetic worlds and prints how well that went: `python -m evals.worlds [--dev | --held-out] [--read N] [--why]`.

In: seeds. Out: on standard output, copies, direction, credits, circles, clusters, and the bounds of the origins by stratum.
With `--read N` the pages of the first N worlds go through the shipped model first. Floors: evals/floors.toml.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence

from evals.worlds.generator import DEV_SEEDS, HELD_OUT_SEEDS, STRATA, make_world
from evals.worlds.gold import make_gold
from evals.worlds.linked import Bounds, Report, link_worlds, report
from evals.worlds.read import read_worlds
from evals.worlds.scores import Interval, Rate

__all__ = ["flat_world_figures", "main", "print_report"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of a set of worlds."""
    parser = argparse.ArgumentParser(prog="python -m evals.worlds", description=__doc__)
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--dev", action="store_true", help="seeds to develop on (the default)")
    chosen.add_argument("--held-out", action="store_true", help="seeds that nothing was tuned on")
    parser.add_argument("--worlds", type=int, help="only the first so many")
    parser.add_argument("--read", type=int, metavar="N", help="the first N worlds, read by the shipped model")
    parser.add_argument("--why", action="store_true", help="list what was wrong")
    given = parser.parse_args(arguments)
    seeds = (HELD_OUT_SEEDS if given.held_out else DEV_SEEDS)[: given.read or given.worlds]
    worlds = [make_world(seed) for seed in seeds]
    golds = read_worlds(worlds) if given.read else [make_gold(world) for world in worlds]
    linked = link_worlds([analysis for gold in golds for analysis in gold.analyses])
    print(
        f"{len(golds)} worlds, {'held out' if given.held_out else 'dev'}, {'read' if given.read else 'gold records'}: ", end=""
    )
    print(f"{sum(len(gold.analyses) for gold in golds)} documents, {len(linked.profiles)} claims")
    print_report(report(golds, linked), why=given.why)
    return 0


def flat_world_figures() -> dict[str, float]:
    """What is measured on the held-out worlds, gold records, for the gate, where more is better."""
    golds = [make_gold(make_world(seed)) for seed in HELD_OUT_SEEDS]
    found = report(golds, link_worlds([analysis for gold in golds for analysis in gold.analyses]))
    figures = {
        "copies_f1": found.edges.f1,
        "direction": found.edges.direction.share,
        "circles": found.circles.share,
        "stories_b_cubed": found.stories.b_cubed.f1,
        "same_claim": sum((one.claims for one in found.bounds), Rate(0, 0)).share,
        **{f"losses.{kind}": rate.share for kind, (rate, _) in found.losses.items()},
    }
    for name in STRATA:
        some = [one for one in found.bounds if one.stratum == name]
        least = min(_score([one.publishers for one in some]), _score([one.texts for one in some]))
        figures[f"covered.{name}"] = _covered([one.found for one in some])
        figures[f"covered_given.{name}"] = _covered([one.given for one in some])
        figures[f"half_of_counts_above_score.{name}"] = least / 2 - _score([one.found for one in some])
    return figures


def print_report(found: Report, *, why: bool = False) -> None:
    """The tables."""
    edges = found.edges
    print(f"\ncopy edges F1      {edges.f1:.3f}   (bar 0.95)")
    print(f"  of texts         {edges.text_f1:.3f}   precision {_rate(edges.precision)}, recall {_rate(edges.recall)}")
    print(f"  credits          {edges.credit_f1:.3f}   precision {_rate(edges.credit_precision)}, ", end="")
    print(f"recall {_rate(edges.credit_recall)}")
    print(f"direction          {_rate(edges.direction)}   (bar 0.95; {edges.sideways} pairs of one text have none)")
    print(f"circles            recall {_rate(found.circles)} (bar 0.95), precision {_rate(found.circle_precision)}")
    for name, figures in (("copy clusters", found.copies), ("stories", found.stories)):
        print(f"{name:18} ARI {figures.ari:.1f}, B³ F1 {figures.b_cubed.f1:.1f}, {figures.clusters} clusters ", end="")
        print(f"(gold {figures.gold_clusters}), largest {figures.largest} (gold {figures.gold_largest})")
    for kind, (rate, pages) in found.losses.items():
        print(f"{kind:18} reported on {_rate(rate)} of the pages where it happened, on {pages} pages in all")
    print(f"missed, by act     {dict(edges.missed)}\nturned, by act     {dict(edges.turned)}")
    print_bounds(found.bounds)
    if why:
        print("\n" + "\n".join(edges.samples))
        for one in found.bounds:
            if not (one.found.is_covered and one.given.is_covered):
                print(f"world {one.seed}: true {one.found.truth}, end to end {one.found.low}..{one.found.high}, ", end="")
                print(
                    f"gold claims {one.given.low}..{one.given.high}, same claim {_rate(one.claims)}, strangers {one.strangers}"
                )


def print_bounds(bounds: Sequence[Bounds]) -> None:
    """Coverage and interval score by number of true origins."""
    print(
        f"\n{'true origins':13}{'worlds':>7}{'':4}{'coverage':>9}{'score':>8}{'width':>7}{'':4}{'coverage':>9}{'score':>8}",
        end="",
    )
    print(f"{'width':>7}{'':4}{'publishers':>11}{'texts':>9}{'':4}{'same claim':>11}")
    print(f"{'':24}{'end to end':>24}{'':4}{'with gold same_claim':>24}{'':4}{'interval scores':>20}")
    for name in (*STRATA, "all"):
        some = [one for one in bounds if name in {one.stratum, "all"}]
        if not some:
            continue
        print(f"{name:13}{len(some):7}    ", end="")
        for intervals in ([one.found for one in some], [one.given for one in some]):
            print(f"{_covered(intervals):9.3f}{_score(intervals):8.2f}{_width(intervals):7.2f}    ", end="")
        print(f"{_score([one.publishers for one in some]):11.1f}{_score([one.texts for one in some]):9.1f}    ", end="")
        print(f"{sum((one.claims for one in some), Rate(0, 0)).share:11.3f}")


def _covered(intervals: Sequence[Interval]) -> float:
    return sum(one.is_covered for one in intervals) / len(intervals)


def _score(intervals: Sequence[Interval]) -> float:
    return _mean(one.score for one in intervals)


def _width(intervals: Sequence[Interval]) -> float:
    return _mean(one.high - one.low for one in intervals)


def _mean(numbers: Iterable[float]) -> float:
    kept = list(numbers)
    return sum(kept) / len(kept)


def _rate(rate: Rate) -> str:
    return f"{rate.share:.3f} ({rate.right} of {rate.of})"


if __name__ == "__main__":
    sys.exit(main())
