"""Whom pronouns mean: he and she on OntoGUM's held-out documents and, apart, on LitBank's novels.

    python -m evals.speakers [--bundle FOLDER] [--books N]

In: the corpora beside the checkout, read by the shipped tagger and the stages. Out: for each corpus, of all pronouns with a
chain and of those that are sources, the precision at some coverages, from the surest down; then what is resolved as shipped,
with "it" and "they". Right means that the last reference of the party before the pronoun is in the pronoun's chain.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from evals.corpora import UNPACKED, corpus
from sayso.languages.people import load_people
from sayso.languages.pronouns import load_weights
from sayso.pipeline import open_pipeline
from sayso.records import Analysis
from sayso.stages.actors import find_actors
from sayso.stages.references import pronoun_sort

if TYPE_CHECKING:
    from sayso_training.corpora.coreference import Chained

__all__ = ["COVERAGE", "flat_speaker_figures", "speaker_figures"]

#: At which coverage the bar is set, and as many novels are read as take half a minute.
COVERAGE = 0.8
BOOKS = 25
# The training code is a project of its own beside this one and is not installed with it.
sys.path.append(str(Path(__file__).resolve().parent.parent / "training"))


def speaker_figures(bundle: Path | None = None, books: int = BOOKS) -> dict[str, dict[str, float]]:
    """The figures by corpus."""
    from sayso_training.corpora.coreference import read_litbank, read_ontogum
    from sayso_training.corpora.gum_documents import GUM_HELD_OUT
    from sayso_training.pronouns import GENRES, read_chained

    corpus("gum")
    corpus("litbank")
    tagger = open_pipeline(bundle).tagger
    held_out = [one for one in read_ontogum(UNPACKED / "gum", GENRES) if one.name in GUM_HELD_OUT]
    novels = read_litbank(UNPACKED / "litbank")
    step = max(1, len(novels) // max(books, 1))
    return {
        "gum dev": _figures(read_chained(held_out, tagger)),
        "litbank": _figures(read_chained(novels[::step][:books], tagger)),
    }


def _figures(documents: Sequence[tuple["Chained", Analysis]]) -> dict[str, float]:
    from sayso_training.pronouns import curve, judge

    judged = judge(documents, load_weights())
    figures: dict[str, float] = {}
    for name, some in (("all", judged), ("sources", [one for one in judged if one.is_source])):
        figures[f"{name}.count"] = len(some)
        line = curve(some)
        for want in (0.6, COVERAGE, 1.0) if line else ():
            figures[f"{name}.precision_at_{100 * want:.0f}"] = round(100 * min(line, key=lambda p: abs(p[1] - want))[2], 1)
    return figures | _shipped(documents)


def _shipped(documents: Sequence[tuple["Chained", Analysis]]) -> dict[str, float]:
    """Of pronouns that are sources and have a chain: the share resolved, and how many of these rightly."""
    from sayso_training.pronouns import Gold

    counts: Counter[str] = Counter()
    people = load_people()
    for chained, before in documents:
        gold, text = Gold(list(chained.mentions)), chained.text
        analysis = find_actors(before)
        resolved = {one.span: one for one in analysis.mentions if one.kind == "pronoun"}
        for span in {source for one in analysis.attributions for source in one.sources}:
            sort = pronoun_sort(span.of(text).lower(), people)
            group = {"m": "he_she", "f": "he_she", "thing": "it_they", "plural": "it_they"}.get(sort)
            chain = gold.chain(span.start)
            if group is None or chain is None:
                continue
            counts[f"{group}.count"] += 1
            if span in resolved:
                same = [m for m in analysis.mentions if m.actor == resolved[span].actor and m.kind != "pronoun"]
                counts[f"{group}.resolved"] += 1
                counts[f"{group}.right"] += any(gold.chain(m.span.end - 1) == chain for m in same)
    return {f"shipped.{name}": float(counts[name]) for name in sorted(counts)}


def flat_speaker_figures() -> dict[str, float]:
    """The same with one name a figure, for the gate."""
    return {f"{name}.{key}": value for name, values in speaker_figures().items() for key, value in values.items()}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bundle", type=Path)
    parser.add_argument("--books", type=int, default=BOOKS)
    args = parser.parse_args()
    for name, values in speaker_figures(args.bundle, args.books).items():
        print(name)
        for key, value in values.items():
            print(f"  {key:28} {value:g}")


if __name__ == "__main__":
    main()
