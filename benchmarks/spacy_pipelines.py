"""spaCy's architecture for the same task with random weights, and the seconds it takes for documents that are cut into words.

    python -m benchmarks.spacy_pipelines --kind cnn|transformer --words FILE --threads N --part I/N [--vocabulary FILE]

In: documents as a JSON list of [words, blanks]; on standard input a line for each round. Out: "ready", then the seconds of each
round. The layers are those of `en_core_web_lg` (a network of its own for names; vectors of 300) and of `en_core_web_trf`
(strided spans of a transformer, here of 6 layers of 384 as the shipped bundle has), with a tagger, parser, names, and spans of
source, cue and contents. Weights are random, for speed does not depend on them; spans are offered up to three words, which
flatters spaCy, for contents are longer. Nothing is trained, and nothing it says means anything.
"""

import argparse
import json
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vectors import Vectors
from thinc.api import Config, fix_random_seed

__all__ = ["KINDS", "build_pipeline", "main"]

KINDS = ("cnn", "transformer")
SEED = 7
#: As many labels as `en_core_web_lg` has.
TAGS, RELATIONS, NAMES = 50, 45, 18
ROLES = ("source", "cue", "contents")
COMPONENTS = ("tagger", "parser", "ner", "spancat")
PARTS = """
[cnn]
@architectures = "spacy.Tok2Vec.v2"
[cnn.embed]
@architectures = "spacy.MultiHashEmbed.v2"
width = 96
attrs = ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"]
rows = [5000, 1000, 2500, 2500, 50, 50]
include_static_vectors = true
[cnn.encode]
@architectures = "spacy.MaxoutWindowEncoder.v2"
width = 96
depth = 4
window_size = 1
maxout_pieces = 3
[transformer]
@architectures = "spacy-curated-transformers.BertTransformer.v1"
vocab_size = 30522
hidden_width = 384
intermediate_width = 1536
num_hidden_layers = 6
num_attention_heads = 12
[transformer.piece_encoder]
@architectures = "spacy-curated-transformers.BertWordpieceEncoder.v1"
[transformer.with_spans]
@architectures = "spacy-curated-transformers.WithStridedSpans.v1"
stride = 104
window = 144
[listeners]
[listeners.cnn]
@architectures = "spacy.Tok2VecListener.v1"
width = 96
[listeners.transformer]
@architectures = "spacy-curated-transformers.LastTransformerLayerListener.v1"
width = 384
[listeners.transformer.pooling]
@layers = "reduce_mean.v1"
[heads]
[heads.tagger]
@architectures = "spacy.Tagger.v2"
[heads.parser]
@architectures = "spacy.TransitionBasedParser.v2"
state_type = "parser"
extra_state_tokens = false
hidden_width = 64
maxout_pieces = 2
use_upper = true
[heads.ner]
@architectures = "spacy.TransitionBasedParser.v2"
state_type = "ner"
extra_state_tokens = false
hidden_width = 64
maxout_pieces = 2
use_upper = true
[heads.spancat]
@architectures = "spacy.SpanCategorizer.v1"
[heads.spancat.reducer]
@layers = "spacy.mean_max_reducer.v1"
hidden_size = 128
[heads.spancat.scorer]
@layers = "spacy.LinearLogistic.v1"
"""


def main() -> None:
    """Build, say so, and read once for each line that comes in."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", choices=KINDS, required=True)
    parser.add_argument("--words", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--part", default="1/1")
    parser.add_argument("--vocabulary", type=Path)
    args = parser.parse_args()
    documents = json.loads(args.words.read_text(encoding="utf-8"))
    nlp = build_pipeline(args.kind, documents, args.vocabulary)
    if args.kind == "transformer":
        import torch  # installed only with the transformer pipeline

        torch.set_num_threads(args.threads)
    part, parts = map(int, args.part.split("/"))
    own = _share(documents, part, parts)
    _read(nlp, own[:2])
    print("ready", flush=True)
    for _ in sys.stdin:
        print(_read(nlp, own), flush=True)


def build_pipeline(kind: str, documents: list[Any], vocabulary: Path | None = None) -> Language:
    """The pipeline with random weights; a transformer needs a vocabulary of word pieces, one a line."""
    fix_random_seed(SEED)
    nlp = spacy.blank("en")
    parts = Config().from_str(PARTS)
    if kind == "cnn":
        words = sorted({word for own, _ in documents for word in own} | set(_example(nlp).predicted.text.split()))
        data = np.random.default_rng(SEED).standard_normal((len(words), 300), dtype=np.float32)
        nlp.vocab.vectors = Vectors(strings=nlp.vocab.strings, data=data, keys=words)
        nlp.add_pipe("tok2vec", config={"model": parts["cnn"]})
    else:
        nlp.add_pipe("curated_transformer", config={"model": parts["transformer"]})
        loader = {"@model_loaders": "spacy-curated-transformers.WordpieceLoader.v1", "path": str(vocabulary), "lowercase": True}
        nlp.config["initialize"]["components"]["curated_transformer"] = {"piecer_loader": loader}
    for name in COMPONENTS:
        # In en_core_web_lg the names have a network of their own.
        below = parts["cnn"] if (kind, name) == ("cnn", "ner") else parts["listeners"][kind]
        nlp.add_pipe(name, config={"model": {**parts["heads"][name], "tok2vec": below}})
    for name, stem, count in (("tagger", "T", TAGS), ("parser", "r", RELATIONS), ("ner", "N", NAMES)):
        for number in range(count):
            nlp.get_pipe(name).add_label(f"{stem}{number}")
    nlp.initialize(lambda: [_example(nlp)])
    _shake(nlp)
    return nlp


def _example(nlp: Language) -> Example:
    words = ["Mara", "Venn", "said", "the", "bridge", "was", "closed", "."]
    annotations = {
        "tags": ["T0", "T0", "T1", "T2", "T3", "T4", "T5", "T6"],
        "heads": [1, 2, 2, 4, 6, 6, 2, 2],
        "deps": ["r0", "r1", "ROOT", "r2", "r3", "r4", "r5", "r6"],
        "entities": ["B-N0", "L-N0", "O", "O", "O", "O", "O", "O"],
        "spans": {"sc": [(0, 9, "source"), (10, 14, "cue"), (15, 36, "contents")]},
    }
    return Example.from_dict(Doc(nlp.vocab, words), annotations)


def _shake(nlp: Language) -> None:
    """Random numbers for weights that begin as zeros, so that the parser does not always choose the same move."""
    random = np.random.default_rng(SEED)
    for name in COMPONENTS:
        for layer in nlp.get_pipe(name).model.walk():
            for parameter in layer.param_names:
                if layer.has_param(parameter) and not layer.get_param(parameter).any():
                    shape = layer.get_param(parameter).shape
                    layer.set_param(parameter, random.normal(0, 0.1, shape).astype(np.float32))


def _share(documents: list[Any], part: int, parts: int) -> list[Any]:
    """The share of one of several processes: about as many words each."""
    shares: list[list[Any]] = [[] for _ in range(parts)]
    for document in sorted(documents, key=lambda own: len(own[0]), reverse=True):
        min(shares, key=lambda share: sum(len(words) for words, _ in share)).append(document)
    return shares[part - 1]


def _read(nlp: Language, documents: list[Any]) -> float:
    docs = [Doc(nlp.vocab, words, spaces) for words, spaces in documents]
    begun = perf_counter()
    for _ in nlp.pipe(docs):
        pass
    return perf_counter() - begun


if __name__ == "__main__":
    main()
