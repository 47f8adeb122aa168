"""Figures of the heads beside attribution, on samples that were held out.

In: a reader and samples. Out: plain dicts of figures: F1 of names, mentions and hedges by corpus and class, unlabelled and
labelled attachment, the correlation of factuality, accuracy of cue kinds, and same-story accuracy of sentence vectors. All but
the cue kinds, whose cues are given, come out of `Reader.tag`, as a user gets them.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from sayso.reading.segment import find_quotations, find_sentences
from sayso.records import Analysis, Document, Span, Tag, Tags, Word
from sayso.tagging.labels import CUE_KIND_LABELS
from sayso.tagging.layers import COLUMNS
from sayso.tagging.pieces import find_pieces, pieces_in
from sayso.tagging.reader import Reader
from sayso_training.kinds import Kinds
from sayso_training.polnear import Article
from sayso_training.samples import UNMARKED, Layer, Sample

__all__ = ["head_figures", "kind_accuracy", "nearest_accuracy", "read_stories", "same_story_accuracy"]


def head_figures(reader: Reader, samples: Sequence[Sample]) -> dict[str, dict[str, float]]:
    """Figures by layer and corpus, in per cent but for the correlation: `{"names.gum": {"person": 81.2, …}, …}`."""
    tags = reader.tag([_analysis(s.text, s.sentences) for s in samples])
    figures: dict[str, dict[str, float]] = {}
    for corpus in sorted({sample.corpus for sample in samples}):
        own = [(sample, tag) for sample, tag in zip(samples, tags, strict=True) if sample.corpus == corpus]
        for layer in ("names", "mentions", "hedges"):
            marked = [(getattr(s, layer), getattr(t, layer)) for s, t in own if getattr(s, layer) is not None]
            if marked:
                figures[f"{layer}.{corpus}"] = _span_scores(marked)
        trees = [(s, t) for s, t in own if s.words]
        if trees:
            figures[f"tree.{corpus}"] = _attachment(trees)
        pairs = [pair for s, t in own for pair in _factuality(s, t)]
        if pairs:
            gold, said = np.array(pairs).T
            figures[f"factuality.{corpus}"] = {
                "pearson": round(float(np.corrcoef(gold, said)[0, 1]), 3),
                "predicates": len(pairs),
            }
    return figures


def _analysis(text: str, sentences: Iterable[Span]) -> Analysis:
    document = Document("d", "d", "d", None, text, "", "en", None)
    return Analysis(document, tuple(sentences), find_quotations(text))


def _span_scores(marked: Sequence[tuple[Layer, tuple[Tag, ...]]]) -> dict[str, float]:
    """Exact-span F1 by class and over all; a prediction on a span that the corpus leaves open is not counted."""
    right: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for layer, tags in marked:
        sure = {(span.start, span.end): labels[0] for span, labels in layer.spans if len(labels) == 1 and labels[0]}
        open_spans = [span for span, labels in layer.spans if len(labels) > 1]
        gold.update(sure.values())
        for tag in tags:
            if tag.label not in layer.marked or any(tag.span.start < s.end and s.start < tag.span.end for s in open_spans):
                continue
            said[tag.label] += 1
            right[tag.label] += sure.get((tag.span.start, tag.span.end)) == tag.label
    figures = {label: _f1(right[label], said[label], gold[label]) for label in sorted(gold)}
    figures["all"] = _f1(right.total(), said.total(), gold.total())
    figures["gold"] = gold.total()
    return figures


def _f1(right: int, said: int, gold: int) -> float:
    return round(200 * right / (said + gold), 1) if said + gold else 0.0


def _attachment(trees: Sequence[tuple[Sample, Tags]]) -> dict[str, float]:
    """Unlabelled and labelled attachment over all words but punctuation, and over all."""
    counts: Counter[str] = Counter()
    for sample, tags in trees:
        starts = [word.span.start for word in tags.words]
        for word in sample.words:
            if word.head == UNMARKED:
                continue
            own = tags.words[max(0, bisect_right(starts, word.span.start) - 1)]
            right = _attached(sample, tags.words, own, word.head)
            counts["words"] += 1
            counts["uas"] += right
            counts["las"] += right and own.relation == word.relation
            if word.relation != "punct":
                counts["spoken"] += 1
                counts["uas_spoken"] += right
    words, spoken = counts["words"], counts["spoken"]
    shares = (counts["uas"] / words, counts["las"] / words, counts["uas_spoken"] / spoken)
    named = zip(("uas", "las", "uas_without_punctuation"), shares, strict=True)
    return {name: round(100 * value, 1) for name, value in named} | {"words": words}


def _attached(sample: Sample, words: Sequence[Word], own: Word, head: int) -> bool:
    if head < 0 or own.head < 0:
        return head < 0 and own.head < 0
    span = words[own.head].span
    return span.start <= sample.words[head].span.start < span.end


def _factuality(sample: Sample, tags: Tags) -> Iterable[tuple[float, float]]:
    starts = [word.span.start for word in tags.words]
    for span, value in sample.factuality:
        yield value, tags.words[max(0, bisect_right(starts, span.start) - 1)].factuality


def kind_accuracy(reader: Reader, articles: Sequence[Article], kinds: Kinds) -> dict[str, float]:
    """Share of cues whose most probable kind is the checked one, and is the checked one or its second, in per cent."""
    counts: Counter[str] = Counter()
    for article in articles:
        checked = kinds.get(article.name, [])
        if not checked:
            continue
        analysis = _analysis(article.text, find_sentences(article.text))
        pieces = find_pieces(reader.tokenizer, article.text, analysis.sentences, analysis.quotations)
        logits = reader.read_layers([pieces])[0].labels[:, COLUMNS["kinds"]]
        for span, allowed in checked:
            low, high = pieces_in(pieces, span)
            kind = CUE_KIND_LABELS[int(logits[low:high].mean(axis=0).argmax())]
            counts["cues"] += 1
            counts["first"] += kind == allowed[0]
            counts["either"] += kind in allowed
    return {name: round(100 * counts[name] / counts["cues"], 1) for name in ("first", "either")} | {"cues": counts["cues"]}


def read_stories(path: Path) -> list[list[str]]:
    """NeuS: the three outlets' title and lead of each story."""
    stories = []
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = [re.sub(r"\s*TITLE=>\s*|\s*ARTICLE=>\s*", "\n", part).strip() for part in line.split("[SEP]")]
        stories.append([part for part in parts if part])
    return stories


def same_story_accuracy(reader: Reader, path: Path) -> float:
    """Share of texts whose nearest neighbour tells the same story, in per cent; a text is the sum of its sentences' vectors."""
    stories = read_stories(path)
    texts = [text for story in stories for text in story]
    tags = reader.tag([_analysis(text, find_sentences(text)) for text in texts])
    vectors = [np.frombuffer(b"".join(t.vectors), dtype="<f2").reshape(len(t.vectors), -1).astype(np.float32) for t in tags]
    return nearest_accuracy(np.stack([own.sum(axis=0) for own in vectors]), stories)


def nearest_accuracy(vectors: np.ndarray, stories: Sequence[Sequence[str]]) -> float:
    """Share of the rows of `vectors` (texts, width), in the order of the stories, whose nearest other row is of their story."""
    story = np.repeat(np.arange(len(stories)), [len(own) for own in stories])
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    closeness = unit @ unit.T
    np.fill_diagonal(closeness, -1)
    return round(100 * float((story[closeness.argmax(axis=1)] == story).mean()), 1)
