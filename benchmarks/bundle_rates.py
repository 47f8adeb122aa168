"""Seconds that one bundle takes for texts: the bare encoder, the first pass of the tagger, the whole tagger.

    python -m benchmarks.bundle_rates --bundle FOLDER --texts FILE --rounds N

In: a bundle, texts as a JSON list. Out: one JSON object: seconds by row, best of N rounds, and whether products of bytes are
exact. Rows take turns within a round, so that a busy minute strikes all of them. `benchmarks.tagging` starts it, also on a
processor with features hidden, and makes the table.
"""

import argparse
import json
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import onnxruntime
from onnx import TensorProto, helper

from benchmarks.encoder import write_encoder
from sayso.reading.segment import find_quotations, find_sentences
from sayso.records import Analysis, Document
from sayso.tagging.base import Inputs
from sayso.tagging.onnx import OnnxTagger, load_tagger, open_graph
from sayso.tagging.pieces import find_pieces
from sayso.tagging.reader import make_batches, make_inputs

__all__ = ["computes_exactly", "main", "measure"]

Timed = Callable[[], Mapping[str, float]]


def main() -> None:
    """Measure and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bundle", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    analyses = [_analysis(text) for text in json.loads(args.texts.read_text(encoding="utf-8"))]
    print(json.dumps({"seconds": measure(args.bundle, analyses, args.rounds), "exact": computes_exactly()}))


def measure(bundle: Path, analyses: list[Analysis], rounds: int) -> dict[str, float]:
    """The best seconds of each row; "bare beside" is batches side by side, "bare within" one session of two threads."""
    taggers = {threads: load_tagger(bundle, threads) for threads in (1, 2)}
    inputs = _inputs(taggers[1], analyses)
    with tempfile.TemporaryDirectory() as scratch:
        encoder = Path(scratch) / "encoder.onnx"
        write_encoder(bundle / "model.onnx", encoder)
        one, two = open_graph(encoder, 1), open_graph(encoder, 2)
    runs: list[Timed] = [
        lambda: {"bare beside 2": _encode(one, inputs, 2)},
        lambda: {"bare within 2": _encode(two, inputs, 1)},
        lambda: {"bare 1": _encode(one, inputs, 1)},
        lambda: _tag(taggers[2], analyses, 2),
        lambda: _tag(taggers[1], analyses, 1),
    ]
    best: dict[str, float] = {}
    for _ in range(rounds):
        for run in runs:
            for name, seconds in run().items():
                best[name] = min(seconds, best.get(name, seconds))
    return best


def computes_exactly() -> bool:
    """Whether a sum of products of bytes is exact; without VNNI onnxruntime's int8 kernels cut it off at 16 bits."""
    weights = np.full((64, 64), 127, dtype=np.int8)
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["x", "w"], ["y"])],
        "products",
        [helper.make_tensor_value_info("x", TensorProto.UINT8, [1, 64])],
        [helper.make_tensor_value_info("y", TensorProto.INT32, [1, 64])],
        [helper.make_tensor("w", TensorProto.INT8, weights.shape, weights.tobytes(), raw=True)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    products = session.run(None, {"x": np.full((1, 64), 255, dtype=np.uint8)})[0]
    return bool((products == 255 * 127 * 64).all())


def _analysis(text: str) -> Analysis:
    document = Document("d", "p", "text", None, text, "", "en", None)
    return Analysis(document, find_sentences(text), find_quotations(text))


def _inputs(tagger: OnnxTagger, analyses: list[Analysis]) -> list[Inputs]:
    """Ready-made windows, batched as the tagger batches them."""
    reader = tagger.reader
    documents = [find_pieces(reader.tokenizer, a.document.text, a.sentences, a.quotations) for a in analyses]
    strips = [strip for number, pieces in enumerate(documents) for strip in reader.strips(number, pieces)]
    return [make_inputs(documents, batch) for batch in make_batches(strips, reader.settings.batch)]


def _encode(session: Any, inputs: list[Inputs], workers: int) -> float:
    asked = [value.name for value in session.get_inputs()]
    feeds = [{name: getattr(own, name) for name in asked} for own in inputs]
    begun = perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        for _ in pool.map(lambda feed: session.run(None, feed), feeds):
            pass
    return perf_counter() - begun


def _tag(tagger: OnnxTagger, analyses: list[Analysis], threads: int) -> dict[str, float]:
    begun = perf_counter()
    _, costs = tagger.tag_with_costs(analyses)
    return {f"first {threads}": costs.first, f"whole {threads}": perf_counter() - begun}


if __name__ == "__main__":
    main()
