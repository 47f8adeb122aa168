"""Figures of a reader on annotated articles, by the project's scorer.

In: a reader, articles. Out: the scorer's figures. The scorer is a script of its own, named on the command line.
"""

import importlib.util
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import numpy as np
import torch

from sayso.reading.segment import find_quotations, find_sentences
from sayso.records import Analysis, Document, TagGroup, Tags
from sayso.tagging.base import CrfWeights, Encoded, Inputs
from sayso.tagging.labels import IntArray
from sayso_training.network import Inputs as TorchInputs
from sayso_training.network import Network
from sayso_training.polnear import Article, Marked

__all__ = ["TorchNetwork", "analysis_of", "crf_weights", "load_scorer", "score"]


class TorchNetwork:
    """The network under training, answering the calls that the run time makes."""

    def __init__(self, network: Network) -> None:
        self.network = network

    def encode(self, inputs: Inputs) -> Encoded:
        """See `sayso.tagging.base.Network`."""
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            cues, tokens, heads, labels, arcs, vectors = self.network.read(TorchInputs(*(torch.from_numpy(a) for a in inputs)))
            scores, governors = arcs.float().softmax(dim=2).max(dim=2)
        floats = (o.float().numpy() for o in (cues, tokens, heads, labels))
        return Encoded(*floats, governors.numpy(), scores.numpy(), vectors.float().numpy())

    def emissions(self, tokens: np.ndarray, cue: np.ndarray, distances: IntArray, lengths: IntArray) -> np.ndarray:
        """See `sayso.tagging.base.Network`."""
        with torch.inference_mode():
            out = self.network.roles(*(torch.from_numpy(a) for a in (tokens, cue, distances, lengths)))
        return out.float().numpy()


def crf_weights(network: Network) -> CrfWeights:
    """The CRF's weights for `sayso.tagging.crf`."""
    crf = network.crf
    with torch.no_grad():
        return CrfWeights.of(crf.transitions.numpy(), crf.starts.numpy(), crf.ends.numpy())


def analysis_of(article: Article) -> Analysis:
    """An article as the tagger gets it."""
    document = Document(article.name, article.name, article.name, None, article.text, "", "en", None)
    return Analysis(document, find_sentences(article.text), find_quotations(article.text))


def load_scorer(path: Path) -> ModuleType:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("attribution_scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score(scorer: ModuleType, articles: Sequence[Article], tags: Sequence[Tags]) -> dict[str, float]:
    """The scorer's figures for predicted tags."""
    counts: Counter[str] = Counter()
    for article, tag in zip(articles, tags, strict=True):
        gold = [_roles(marked) for marked in article.attributions]
        predicted = [_roles(group) for group in tag.groups]
        scorer.count(article.text, gold, scorer.outermost(article.text, predicted), counts)
    return dict(scorer.report(counts))


def _roles(one: Marked | TagGroup) -> dict[str, list[tuple[int, int]]]:
    spans = {"sources": one.sources, "cue": one.cue, "contents": one.contents}
    return {role: [(s.start, s.end) for s in own] for role, own in spans.items()}
