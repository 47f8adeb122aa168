"""All corpora of a training run as examples.

In: the folder that the unpacked corpora lie in. Out: `Dataset`: PolNeAR's training articles with every layer that is known of
them, the samples of the other corpora, and what is held out. No text is written anywhere; the vectors taught are kept in the
run.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer
from torch import nn

from sayso.reading.segment import find_quotations, find_sentences
from sayso.tagging.pieces import find_pieces
from sayso_training.corpora.silver import read_silver_names
from sayso_training.corpora.silver_trees import silver_trees
from sayso_training.corpora.trees import read_open
from sayso_training.examples import Example, find_attributions
from sayso_training.kinds import CHECKED_KINDS, read_kinds
from sayso_training.names import read_names
from sayso_training.polnear import Article, read_articles
from sayso_training.samples import Sample
from sayso_training.targets import make_targets, targets_of
from sayso_training.vectors import sentence_vectors

__all__ = ["Dataset", "read_dataset", "with_vectors"]

CORENLP = "polnear-corenlp.jsonl"


@dataclass(frozen=True, eq=False)
class Dataset:
    """What is trained on, and what is only measured on."""

    attribution: list[Example]
    open: list[Example]
    dev: list[Article]
    held_out: list[Sample]


def read_dataset(tokenizer: Tokenizer, data: Path, limit: int = 0) -> Dataset:
    """All corpora below `data`; `limit` articles and samples, where it is not 0, to try something out."""
    articles = read_articles(data / "polnear" / "train")[: limit or None]
    samples = [*read_open(data), *read_names(data)]
    trained = [sample for sample in samples if not sample.held_out][: limit or None]
    return Dataset(
        _articles(tokenizer, articles, data),
        [Example(f"{s.corpus}/{s.name}", make_targets(tokenizer, s)) for s in trained],
        read_articles(data / "polnear" / "dev"),
        [sample for sample in samples if sample.held_out],
    )


def _articles(tokenizer: Tokenizer, articles: Sequence[Article], data: Path) -> list[Example]:
    names = read_silver_names(data / CORENLP, data / "polnear")
    trees = silver_trees(data / CORENLP, data / "polnear")
    kinds = read_kinds(CHECKED_KINDS) if CHECKED_KINDS.exists() else {}
    examples = []
    for article in articles:
        pieces = find_pieces(tokenizer, article.text, find_sentences(article.text), find_quotations(article.text))
        checked = [(span, own[:1]) for span, own in kinds.get(article.name, ())]
        targets = targets_of(pieces, trees.get(article.name, ()), names.get(article.name), kinds=checked)
        examples.append(Example(article.name, targets, find_attributions(article, targets)))
    return examples


def with_vectors(encoder: nn.Module, examples: Sequence[Example], cache: Path) -> list[Example]:
    """The examples with the vectors of their sentences, from the cache where an earlier start of the run has left them."""
    if cache.exists():
        with np.load(cache) as kept:
            vectors = [kept[str(number)].astype(np.float32) for number in range(len(examples))]
    else:
        vectors = sentence_vectors(encoder, [example.targets.pieces for example in examples])
        np.savez(cache, **{str(number): array.astype(np.float16) for number, array in enumerate(vectors)})
    return [replace(example, vectors=own) for example, own in zip(examples, vectors, strict=True)]
