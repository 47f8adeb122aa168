"""The heads beside attribution, as a user gets them: names, mentions, trees, factuality, hedges, cue kinds, sentence vectors.

    python -m evals.heads [--bundle FOLDER]

In: the corpora beside the checkout, of which only held-out documents are read, and the checked kinds in `evals/cue_kinds`. Out:
one line a layer and corpus. The readers of the corpora are those of the training code; torch is not needed.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from evals.corpora import UNPACKED, corpus
from sayso.errors import SaysoError
from sayso.intake import read_page
from sayso.pipeline import open_pipeline
from sayso.records import Failure
from sayso.tagging.bundles import shipped_bundle
from sayso.tagging.onnx import load_tagger

__all__ = ["CORPORA", "KINDS", "flat_head_figures", "head_eval_figures", "ledger_kind_figures"]

CORPORA = ("btc", "crossner-politics", "ewt", "gum", "neus", "polnear", "uds-factuality", "wikigold", "wnut17")
KINDS = Path(__file__).with_name("cue_kinds") / "dev.tsv"
STORIES = "data/naacl2022_lrc_roundup_random_order_probe/val.source"
# The training code is a project of its own beside this one and is not installed with it.
sys.path.append(str(Path(__file__).resolve().parent.parent / "training"))


def head_eval_figures(bundle: Path | None = None) -> dict[str, dict[str, float]]:
    """The figures by layer and corpus, of the shipped bundle or another."""
    from sayso_training.corpora.trees import read_open
    from sayso_training.head_figures import head_figures, kind_accuracy, same_story_accuracy
    from sayso_training.kinds import read_kinds
    from sayso_training.names import read_names
    from sayso_training.polnear import read_articles

    for name in CORPORA:
        corpus(name)
    reader = load_tagger(bundle or shipped_bundle()).reader
    held_out = [sample for sample in (*read_open(UNPACKED), *read_names(UNPACKED)) if sample.held_out]
    figures = head_figures(reader, held_out)
    figures["kinds.polnear"] = kind_accuracy(reader, read_articles(UNPACKED / "polnear" / "dev"), read_kinds(KINDS))
    figures["kinds.ledger"] = ledger_kind_figures(bundle)
    figures["vectors.neus"] = {"sayso": same_story_accuracy(reader, UNPACKED / "neus" / STORIES)}
    return figures


def ledger_kind_figures(bundle: Path | None = None) -> dict[str, float]:
    """The kinds that attributions of the checked cues bear in the end, after the word list has had its say."""
    from sayso_training.kinds import read_kinds

    counts: Counter[str] = Counter()
    paths = sorted((corpus("polnear") / "dev" / "text").glob("*.txt"))
    kinds = read_kinds(KINDS)
    pages = (read_page(str(path)) for path in paths)
    for path, reading in zip(paths, open_pipeline(bundle).read(pages, plain=True), strict=True):
        if isinstance(reading, Failure):
            raise SaysoError(reading.url, reading.error)
        found = reading.analysis.attributions
        for span, allowed in kinds.get(path.stem, ()):
            kind = next((a.cue_kind for a in found if a.cue[0].start < span.end and span.start < a.cue[-1].end), None)
            counts["checked"] += 1
            counts["found"] += kind is not None
            counts["first"] += kind == allowed[0]
            counts["either"] += kind in allowed
    shares = {name: round(100 * counts[name] / counts["found"], 1) for name in ("first", "either")}
    return shares | {"found": counts["found"], "checked": counts["checked"]}


def flat_head_figures() -> dict[str, float]:
    """The same with one name a figure, `names.gum.all`, for the gate."""
    return _flat(head_eval_figures())


def _flat(figures: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    return {f"{layer}.{name}": value for layer, values in figures.items() for name, value in values.items()}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bundle", type=Path)
    args = parser.parse_args()
    for name, values in head_eval_figures(args.bundle).items():
        print(f"{name:18}", json.dumps(values))


if __name__ == "__main__":
    main()
