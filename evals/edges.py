"""Attribution on texts of unusual form, as the shipped bundle reads them, by the project's scorer.

    python -m evals.edges [--bundle FOLDER] [--dev] [--misses GROUP]

In: the invented texts of `evals/edges/` with their attributions marked; with `--dev` also PolNeAR dev in small letters and
in capitals. Out: a line of figures for each group, by the scorer's own definitions. `as_written` is what the two groups of
stories in another case are to be compared with.
"""

import argparse
import importlib.util
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.markup import read_markup

from evals.corpora import corpus, has_corpora, scorer
from sayso.pipeline import Pipeline, open_pipeline
from sayso.records import Page, Reading
from sayso.records.ids import sha256_of

__all__ = ["FIGURES", "FOLDER", "GROUPS", "change_case", "edge_figures", "main", "read_texts"]

FOLDER = Path(__file__).with_name("edges")
FIGURES = ("match", "source_o", "whole_o", "linked")
#: Each group: the file of its texts, and what is done to their letters.
GROUPS: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "as_written": ("stories", str),
    "capitals": ("stories", str.upper),
    "small_letters": ("stories", str.lower),
    "posts": ("posts", str),
    "transcripts": ("transcripts", str),
    "long_sentences": ("long_sentences", str),
    "lists": ("lists", str),
}
DEV_GROUPS: Mapping[str, Callable[[str], str]] = {"dev_capitals": str.upper, "dev_small_letters": str.lower}

Spans = dict[str, list[tuple[int, int]]]
#: A text and its gold attributions.
Marked = tuple[str, list[Spans]]


def change_case(text: str, change: Callable[[str], str]) -> str:
    """The text in another case, letter by letter; a letter that would become two ("ß") stays, so that every span holds."""
    return "".join(changed if len(changed := change(letter)) == 1 else letter for letter in text)


def read_texts(name: str) -> list[Marked]:
    """The marked texts of one file of `evals/edges/`."""
    stories = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n====\n")
    analyses = [read_markup(story.strip("\n")) for story in stories]
    return [
        (story.document.text, [_spans_of(group) for group in (story.tags.groups if story.tags else ())]) for story in analyses
    ]


def edge_figures(bundle: Path | None = None, *, with_dev: bool = True) -> dict[str, float]:
    """The figures of all groups, named `group_figure`, in per cent."""
    scoring, pipeline = _load_scorer(), open_pipeline(bundle)
    figures: dict[str, float] = {}
    for group, texts in _iter_groups(scoring, with_dev=with_dev):
        found = _score(scoring, pipeline, texts)
        figures.update({f"{group}_{figure}": found[figure] for figure in FIGURES})
        shown = "  ".join(f"{figure} {found[figure]:5.1f}" for figure in FIGURES)
        print(f"{group:18} {shown}   {len(texts)} texts, {found['gold']} marked, {found['predicted']} found", flush=True)
    return figures


def _iter_groups(scoring: ModuleType, *, with_dev: bool) -> Iterator[tuple[str, list[Marked]]]:
    for group, (name, change) in GROUPS.items():
        yield group, [(change_case(text, change), gold) for text, gold in read_texts(name)]
    if with_dev:
        dev = [(text, annotators[0]) for text, annotators in scoring.read_gold(corpus("polnear") / "dev") if annotators]
        for group, change in DEV_GROUPS.items():
            yield group, [(change_case(text, change), gold) for text, gold in dev]


def _score(scoring: ModuleType, pipeline: Pipeline, texts: Sequence[Marked]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for (text, gold), found in zip(texts, _read(pipeline, [text for text, _ in texts]), strict=True):
        scoring.count(text, gold, scoring.outermost(text, found), counts)
    figures: dict[str, float] = scoring.report(counts)
    return figures


def _read(pipeline: Pipeline, texts: Iterable[str]) -> Iterator[list[Spans]]:
    """What the pipeline attributes in each text; a refused text or one that fails has nothing."""
    bodies = (text.encode() for text in texts)
    pages = (Page(f"/edges/{n}.txt", None, body, "text/plain", sha256_of(body)) for n, body in enumerate(bodies))
    for item in pipeline.read(pages, plain=True):
        yield [_spans_of(one) for one in item.analysis.attributions] if isinstance(item, Reading) else []


def _spans_of(one: Any) -> Spans:
    """Sources, cue and contents of a `TagGroup` or an `Attribution` as the scorer has them."""
    return {role: [(span.start, span.end) for span in getattr(one, role)] for role in ("sources", "cue", "contents")}


def _load_scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("attribution_scorer", scorer("attribution"))
    if spec is None or spec.loader is None:
        raise FileNotFoundError(scorer("attribution"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def show_misses(group: str, bundle: Path | None = None) -> None:
    """Gold and found attributions of a group side by side, for whoever wants to know what goes wrong."""
    name, change = GROUPS[group]
    texts = [(change_case(text, change), gold) for text, gold in read_texts(name)]
    for (text, gold), found in zip(texts, _read(open_pipeline(bundle), [text for text, _ in texts]), strict=True):
        for sign, side in (("gold ", gold), ("found", found)):
            for one in side:
                words = (" … ".join(text[start:end] for start, end in one[role]) for role in ("sources", "cue", "contents"))
                print(sign, " | ".join(re.sub(r"\s+", " ", word)[:70] for word in words))
        print()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bundle", type=Path)
    parser.add_argument("--dev", action="store_true", help="also PolNeAR dev in other cases")
    parser.add_argument("--misses", choices=sorted(GROUPS), help="show one group's attributions instead")
    args = parser.parse_args()
    if not has_corpora():
        print("The scorer is not beside the checkout: nothing was measured.")
    elif args.misses:
        show_misses(args.misses, args.bundle)
    else:
        edge_figures(args.bundle, with_dev=args.dev)


if __name__ == "__main__":
    main()
