"""How many sentences of the probe are read fully right: `python -m evals.probe [dev|test] [--wrong]`.

In: `probe.jsonl` (see `make`), read by the shipped model. Out: the share of sentences whose event has the code, actors,
recipients, chain, polarity, certainty, tense, mood, date and, where given, responsibility that the ledger must hold; by form
of sentence; and beside it what PETRARCH2 does with the fifteen sentences that the probe grew from, as published. With --wrong
what was read instead.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.plover_sets import tag_texts
from evals.probe.reading import misses

__all__ = ["load", "main"]

PROBE = Path(__file__).with_name("probe.jsonl")
#: Fifteen sentences, hand-made parses; measured once, the program is of 2019 and for Python 2.
PETRARCH2 = "PETRARCH2 on the fifteen sentences it grew from: 2 fully right, 8 with the code alone"


def load(half: str) -> list[dict[str, Any]]:
    """The items of a half."""
    lines = PROBE.read_text(encoding="ascii").splitlines()
    return [item for item in map(json.loads, lines) if item["half"] == half]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of a half."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    half = "test" if "test" in given else "dev"
    items = load(half)
    analyses = tag_texts([item["text"] for item in items])
    by_form: defaultdict[str, list[bool]] = defaultdict(list)
    for item, analysis in zip(items, analyses, strict=True):
        wrong: Mapping[str, Any] = {"refused": True} if analysis is None else misses(analysis, item["expected"])
        by_form[item["form"]].append(not wrong)
        if wrong and "--wrong" in given:
            print(f"{item['text']}\n    {wrong}")
    right, total = sum(map(sum, by_form.values())), len(items)
    for form, found in by_form.items():
        print(f"{form:24}{sum(found)} of {len(found)}")
    print(f"{half}: {right} of {total} fully right, {100 * right / total:.1f} % (bar 95)")
    print(PETRARCH2)
    return 0


if __name__ == "__main__":
    sys.exit(main())
