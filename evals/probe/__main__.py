"""How many sentences of the probe are read fully right: `python -m evals.probe [dev|test] [--wrong]`.

In: `probe.jsonl` (see `make`), read by the shipped model. Out: the share of sentences whose event has the code, actors,
recipients, chain, polarity, certainty, tense, mood, date and, where given, responsibility that the ledger must hold; by form
of sentence; and beside it what PETRARCH2 does with the fifteen sentences that the probe grew from, as published. With --wrong
what was read instead.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.plover_sets import tag_texts
from evals.probe.reading import misses

__all__ = ["flat_probe_figures", "load", "main"]

PROBE = Path(__file__).with_name("probe.jsonl")
#: Fifteen sentences, hand-made parses; measured once, the program is of 2019 and for Python 2.
PETRARCH2 = "PETRARCH2 on the fifteen sentences it grew from: 2 fully right, 8 with the code alone"


def load(half: str) -> list[dict[str, Any]]:
    """The items of a half."""
    lines = PROBE.read_text(encoding="ascii").splitlines()
    return [item for item in map(json.loads, lines) if item["half"] == half]


def flat_probe_figures() -> dict[str, float]:
    """The share of sentences fully right, in per cent, for each half."""
    return {half: 100 * sum(map(sum, found.values())) / sum(map(len, found.values())) for half, found in _halves()}


def _halves() -> Iterator[tuple[str, Mapping[str, Sequence[bool]]]]:
    for half in ("dev", "test"):
        yield half, _measure(half, shows_wrong=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of a half."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    half = "test" if "test" in given else "dev"
    by_form = _measure(half, shows_wrong="--wrong" in given)
    right, total = sum(map(sum, by_form.values())), sum(map(len, by_form.values()))
    for form, found in by_form.items():
        print(f"{form:24}{sum(found)} of {len(found)}")
    print(f"{half}: {right} of {total} fully right, {100 * right / total:.1f} % (bar 95)")
    print(PETRARCH2)
    return 0


def _measure(half: str, *, shows_wrong: bool) -> Mapping[str, Sequence[bool]]:
    """For each form of sentence which of its items are fully right."""
    items = load(half)
    by_form: defaultdict[str, list[bool]] = defaultdict(list)
    for item, analysis in zip(items, tag_texts([item["text"] for item in items]), strict=True):
        wrong: Mapping[str, Any] = {"refused": True} if analysis is None else misses(analysis, item["expected"])
        by_form[item["form"]].append(not wrong)
        if wrong and shows_wrong:
            print(f"{item['text']}\n    {wrong}")
    return by_form


if __name__ == "__main__":
    sys.exit(main())
