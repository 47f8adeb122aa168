"""How many figures are found, and how many are right in every field: `python -m evals.quantities [dev|test] [--wrong]`.

In: the texts of `dev.txt` or `test.txt`, read by the shipped model. Out: precision and recall of the figures (their words), of
full records (words and every field but the source), and for each field the share of found figures that have it right, each
with a 95 % interval over texts. The source is told apart: whether the claim that holds the figure is by the right one.
"""

import sys
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from evals.bootstrap import draw, intervals, resample
from evals.plover_sets import tag_texts
from evals.quantities.gold import FIELDS, Figure, read_figures, read_items

__all__ = ["flat_quantity_figures", "main", "measure"]

#: What the full record takes: all but who is said to say so.
FULL: Final = tuple(name for name in FIELDS if name != "said")
#: Counted for each text: figures of the gold, found, found by both, full records, and right in each field.
COUNTS: Final = ("gold", "found", "both", "full", *FIELDS)
ROWS: Final = ("figures, precision", "figures, recall", "full records, precision", "full records, recall", *FIELDS)


def measure(half: str, *, shows_wrong: bool = False) -> np.ndarray:
    """For each text of a half what is right in it, in the order of `COUNTS`."""
    items = read_items(half)
    rows = []
    for item, analysis in zip(items, tag_texts([item.text for item in items]), strict=True):
        found = () if analysis is None else tuple(read_figures(analysis))
        rows.append(_count(item.figures, found))
        if shows_wrong:
            _show(item.text, item.figures, found)
    return np.array(rows, dtype=float)


def flat_quantity_figures() -> dict[str, float]:
    """The figures of the test half, in per cent."""
    rates = zip(ROWS, _rates(measure("test").sum(axis=0)), strict=True)
    return {name.replace(", ", "_").replace(" ", "_"): 100 * float(rate) for name, rate in rates}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of a half."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    half = "dev" if "dev" in given else "test"
    counts = measure(half, shows_wrong="--wrong" in given)
    low, high = intervals(_rates(resample(counts, draw(len(counts)))))
    totals = counts.sum(axis=0)
    print(f"{half}: {len(counts)} texts, {totals[0]:.0f} figures, {totals[1]:.0f} found")
    for name, rate, least, most in zip(ROWS, _rates(totals), low, high, strict=True):
        print(f"{name:26}{100 * rate:6.1f} %   {100 * least:5.1f} to {100 * most:5.1f}")
    return 0


def _is_right(gold: Figure, found: Figure, name: str) -> bool:
    """Whether a field is right; a source or pollster that is named within the gold's words, or round them, is."""
    wanted, given = gold.fields[name].casefold(), found.fields[name].casefold()
    if name in {"said", "by"} and wanted and given:
        return wanted in given or given in wanted
    return wanted == given


def _count(gold: Sequence[Figure], found: Sequence[Figure]) -> list[int]:
    pairs = _pair(gold, found)
    full = sum(all(_is_right(one, other, name) for name in FULL) for one, other in pairs)
    return [len(gold), len(found), len(pairs), full, *(sum(_is_right(*pair, name) for pair in pairs) for name in FIELDS)]


def _pair(gold: Sequence[Figure], found: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Figures with the same words, in their order."""
    left, pairs = list(found), list[tuple[Figure, Figure]]()
    for one in gold:
        match = next((other for other in left if other.words.casefold() == one.words.casefold()), None)
        if match is not None:
            left.remove(match)
            pairs.append((one, match))
    return pairs


def _rates(counts: np.ndarray) -> np.ndarray:
    gold, found, both, full, *fields = np.moveaxis(counts, -1, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.stack([both / found, both / gold, full / found, full / gold, *(field / both for field in fields)], axis=-1)


def _show(text: str, gold: Sequence[Figure], found: Sequence[Figure]) -> None:
    """Print a text that is not read fully right."""
    pairs = _pair(gold, found)
    paired: Mapping[int, Figure] = {id(one): other for one, other in pairs}
    faults = [f"{one.words!r} not found" for one in gold if id(one) not in paired]
    faults += [f"{one.words!r} is none: {dict(one.fields)}" for one in found if all(one is not other for _, other in pairs)]
    for one, other in pairs:
        wrong = [f"{n}: {other.fields[n]!r} for {one.fields[n]!r}" for n in FIELDS if not _is_right(one, other, n)]
        faults += [f"{one.words!r} {', '.join(wrong)}"] if wrong else []
    if faults:
        print(text, *faults, sep="\n    ")


if __name__ == "__main__":
    sys.exit(main())
