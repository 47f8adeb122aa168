"""How sure the label heads may call themselves: one temperature a head, fitted on what was held out (Guo et al. 2017).

In: a reader, held-out samples and checked kinds of cues. Out: temperatures by head, with the calibration error before and
after; for the arcs, whose probabilities are made inside the graph, a factor that the exporter folds into the weights.
"""

import random
from collections.abc import Sequence

import numpy as np
import torch
from tokenizers import Tokenizer

from sayso.reading.segment import find_quotations, find_sentences
from sayso.tagging.labels import LABEL_COLUMNS
from sayso.tagging.layers import COLUMNS, softmax
from sayso.tagging.pieces import find_pieces, pieces_in
from sayso.tagging.reader import Reader
from sayso_training.examples import Example, Noise, batches, epoch_windows, group_windows
from sayso_training.kinds import Kinds
from sayso_training.network import Inputs, Network
from sayso_training.polnear import Article
from sayso_training.samples import Sample
from sayso_training.targets import every_label, make_targets

__all__ = ["arc_temperature", "fit", "label_temperatures"]

GRID = np.geomspace(0.5, 4.0, 85)
Rows = tuple[np.ndarray, np.ndarray]


def label_temperatures(
    reader: Reader, samples: Sequence[Sample], articles: Sequence[Article], kinds: Kinds
) -> dict[str, dict[str, float]]:
    """For each head its temperature and its expected calibration error, without and with it."""
    rows = {layer: _layer_rows(reader, samples, layer) for layer in ("names", "mentions", "hedges")}
    rows["kinds"] = _kind_rows(reader, articles, kinds)
    return {name: fit(*own) for name, own in rows.items()}


def fit(logits: np.ndarray, gold: np.ndarray) -> dict[str, float]:
    """The temperature of least log-loss for logits (rows, labels) and gold labels (rows,), and the calibration errors."""
    losses = [_loss(logits / heat, gold) for heat in GRID]
    best = float(GRID[int(np.argmin(losses))])
    return {
        "temperature": round(best, 3),
        "error_before": round(_calibration_error(logits, gold), 4),
        "error": round(_calibration_error(logits / best, gold), 4),
    }


def arc_temperature(network: Network, tokenizer: Tokenizer, samples: Sequence[Sample]) -> float:
    """The temperature of the arcs' scores on held-out trees."""
    examples = [Example(s.name, make_targets(tokenizer, s)) for s in samples if s.words]
    rng = random.Random(0)
    losses = np.zeros(len(GRID))
    groups = group_windows(epoch_windows(examples, rng, (384, 384), 0), rng, 8)
    for batch in batches(groups, rng, 96, Noise()):
        with torch.inference_mode():
            scores = network.read(Inputs(*(torch.from_numpy(a) for a in batch.inputs))).arcs.flatten(0, 1)
        heads = torch.from_numpy(batch.targets["heads"]).flatten()
        known = heads >= 0
        scores, heads = scores[known], heads[known]
        losses += [float(torch.nn.functional.cross_entropy(scores / heat, heads, reduction="sum")) for heat in GRID]
    return float(GRID[int(losses.argmin())])


def _layer_rows(reader: Reader, samples: Sequence[Sample], layer: str) -> Rows:
    """Logits and gold labels of the first pieces of words whose label is sure and is one the corpus marks."""
    logits, gold = [], []
    every = every_label(layer)
    for sample in samples:
        if getattr(sample, layer) is None:
            continue
        targets = make_targets(reader.tokenizer, sample)
        bits = getattr(targets, layer)
        firsts = np.diff(targets.pieces.word, prepend=-1) != 0
        # Where a corpus leaves some labels open, "outside" is a set of labels; its rows count only if outside is meant.
        sure = firsts & (bits != every) & ((bits & (bits - 1)) == 0)
        found = reader.read_layers([targets.pieces])[0].labels[:, COLUMNS[layer]]
        logits.append(found[sure])
        gold.append(np.log2(bits[sure]).round().astype(np.int64))
    return np.concatenate(logits), np.concatenate(gold)


def _kind_rows(reader: Reader, articles: Sequence[Article], kinds: Kinds) -> Rows:
    logits, gold = [], []
    for article in articles:
        if article.name not in kinds:
            continue
        pieces = find_pieces(reader.tokenizer, article.text, find_sentences(article.text), find_quotations(article.text))
        found = reader.read_layers([pieces])[0].labels[:, COLUMNS["kinds"]]
        for span, own in kinds[article.name]:
            low, high = pieces_in(pieces, span)
            logits.append(found[low:high].mean(axis=0))
            gold.append(LABEL_COLUMNS["kinds"].index(own[0]))
    return np.stack(logits), np.array(gold)


def _loss(logits: np.ndarray, gold: np.ndarray) -> float:
    peaks = logits.max(axis=1)
    totals = np.log(np.exp(logits - peaks[:, None]).sum(axis=1)) + peaks
    return float((totals - logits[np.arange(len(gold)), gold]).mean())


def _calibration_error(logits: np.ndarray, gold: np.ndarray) -> float:
    """Expected calibration error of the most probable label over ten bins of equal width."""
    probability = softmax(logits).max(axis=1)
    right = logits.argmax(axis=1) == gold
    bins = np.minimum((probability * 10).astype(int), 9)
    gaps = [abs(right[bins == b].mean() - probability[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist())]
    return float(sum(gaps))
