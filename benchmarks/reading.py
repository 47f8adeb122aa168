"""Reading speed beside the bare graph on the same windows, in one run.

    python -m benchmarks.reading [--bundle FOLDER] [--rounds N]

In: the 84 PolNeAR dev texts beside the checkout. Out: words a second of the model's graph on ready-made windows (all heads,
nothing decoded), of the tagger, of the pipeline from bytes to claims, and of the whole command with its start; the ratio
of each to the bare graph, and what reading nested contents costs. Best of N rounds each, so a busy machine disturbs less.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter

from evals.corpora import corpus

from sayso.intake import read_page
from sayso.pipeline import Pipeline, open_pipeline
from sayso.reading.segment import find_quotations, find_sentences
from sayso.records import Analysis, Document
from sayso.records.codec import dumps
from sayso.tagging.bundles import shipped_bundle
from sayso.tagging.onnx import OnnxTagger, load_tagger
from sayso.tagging.pieces import find_pieces
from sayso.tagging.reader import make_batches, make_inputs

__all__ = ["main"]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bundle", type=Path, default=shipped_bundle())
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    paths = sorted((corpus("polnear") / "dev" / "text").glob("*.txt"))
    texts = [path.read_bytes().decode("utf-8") for path in paths]
    words = sum(len(text.split()) for text in texts)
    tagger = load_tagger(args.bundle)
    analyses = [_analysis(text) for text in texts]
    nested = {}

    def tag() -> None:
        nested["seconds"] = _nested_seconds(tagger, analyses)

    command = [sys.executable, "-m", "sayso", "read", "--plain", "--json", "--bundle", str(args.bundle), *map(str, paths)]
    rows = {
        "bare graph": _bare(tagger, analyses),
        "tagger": tag,
        "pipeline, bytes to JSON": lambda: _pipeline(open_pipeline(args.bundle), paths),
        "sayso read --plain --json": lambda: _run(command),
    }
    print(f"{len(texts)} texts, {words} words, {os.cpu_count()} cores, best of {args.rounds}")
    best = {name: min(_seconds(run) for _ in range(args.rounds)) for name, run in rows.items()}
    for name, seconds in best.items():
        ratio = best["bare graph"] / seconds
        print(f"{name:28} {seconds:7.2f} s {words / seconds:9.0f} words/s   {ratio:5.2f} of the bare graph")
    command_alone = best["sayso read --plain --json"] - nested["seconds"]
    print(f"reading nested contents again takes {nested['seconds']:.2f} s of each; without it the command, with its start,")
    print(f"reads at {best['bare graph'] / command_alone:.2f} of the bare graph")


def _seconds(run: Callable[[], None]) -> float:
    begun = perf_counter()
    run()
    return perf_counter() - begun


def _analysis(text: str) -> Analysis:
    document = Document("d", "p", "text", None, text, "", "en", None)
    return Analysis(document, find_sentences(text), find_quotations(text))


def _bare(tagger: OnnxTagger, analyses: list[Analysis]) -> Callable[[], None]:
    """The model's graph on the windows of all texts, batched and threaded as the tagger does it."""
    reader = tagger.reader
    documents = [find_pieces(reader.tokenizer, a.document.text, a.sentences, a.quotations) for a in analyses]
    strips = [strip for number, pieces in enumerate(documents) for strip in reader.strips(number, pieces)]
    inputs = [make_inputs(documents, batch) for batch in make_batches(strips, reader.settings.batch)]

    def run() -> None:
        with ThreadPoolExecutor(reader.workers) as pool:
            for _ in pool.map(reader.network.encode, inputs):
                pass

    return run


def _nested_seconds(tagger: OnnxTagger, analyses: list[Analysis]) -> float:
    _, costs = tagger.tag_with_costs(analyses)
    return costs.nested


def _pipeline(pipeline: Pipeline, paths: list[Path]) -> None:
    for reading in pipeline.read((read_page(str(path)) for path in paths), plain=True):
        dumps(reading.analysis)  # type: ignore[union-attr]


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
