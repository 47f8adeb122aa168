"""The figures of the heads: exact spans, attachment, and same-story neighbours, on readings that are made up."""

import numpy as np
from sayso_training.head_figures import head_figures, nearest_accuracy
from sayso_training.samples import Layer, Sample
from sayso_training.samples import Word as Gold

from sayso.records import Span, Tag, Tags, Word

TEXT = "Ana Ruiz left Vesta on Monday"
SPANS = {word: Span(TEXT.index(word), TEXT.index(word) + len(word)) for word in ("Ana Ruiz", *TEXT.split())}


class Reads:
    """A reader that says what it was given."""

    def __init__(self, tags: Tags) -> None:
        self.tags = tags

    def tag(self, analyses: list[object]) -> list[Tags]:
        return [self.tags for _ in analyses]


def figures(tags: Tags, **layers: object) -> dict[str, dict[str, float]]:
    sample = Sample("made", "one", TEXT, (Span(0, len(TEXT)),), **layers)  # type: ignore[arg-type]
    return head_figures(Reads(tags), [sample])  # type: ignore[arg-type]


def test_only_exact_spans_of_marked_labels_count() -> None:
    layer = Layer(((SPANS["Ana Ruiz"], ("person",)), (SPANS["Vesta"], ("place", "org"))), frozenset({"person", "place", "org"}))
    names = (
        Tag(SPANS["Ana"], "person", 0.9),
        # Left open by the corpus, and not marked by it: neither is counted.
        Tag(SPANS["Vesta"], "org", 0.9),
        Tag(SPANS["Monday"], "date", 0.9),
    )
    assert figures(Tags(names=names), names=layer)["names.made"] == {"person": 0.0, "all": 0.0, "gold": 1}
    right = (Tag(SPANS["Ana Ruiz"], "person", 0.9),)
    assert figures(Tags(names=right), names=layer)["names.made"]["all"] == 100.0


def test_attachment_is_counted_by_word() -> None:
    gold = tuple(
        Gold(SPANS[word], head, relation)
        for word, head, relation in [("Ana", 2, "subj"), ("Ruiz", 0, "flat"), ("left", -1, "root"), ("Vesta", 2, "obj")]
    )
    said = tuple(
        Word(SPANS[word], head, relation, 0.9, 1.0)
        for word, head, relation in [("Ana", 2, "subj"), ("Ruiz", 2, "flat"), ("left", -1, "root"), ("Vesta", 2, "obl")]
    )
    tree = figures(Tags(words=said), words=gold)["tree.made"]
    assert (tree["uas"], tree["las"], tree["words"]) == (75.0, 50.0, 4)


def test_factuality_is_read_at_the_word_of_the_predicate() -> None:
    words = tuple(
        Word(SPANS[word], -1, "root", 0.9, value) for word, value in [("left", 2.0), ("Vesta", -1.0), ("Monday", 0.0)]
    )
    gold = ((SPANS["left"], 3.0), (SPANS["Vesta"], -3.0), (SPANS["Monday"], 2.0))
    assert figures(Tags(words=words), factuality=gold)["factuality.made"] == {"pearson": 0.849, "predicates": 3}


def test_the_nearest_text_should_tell_the_same_story() -> None:
    vectors = np.array([[1.0, 0.0], [0.9, 0.1], [0.0, 1.0], [0.1, 0.9]])
    assert nearest_accuracy(vectors, [["a", "b"], ["c", "d"]]) == 100.0
    assert nearest_accuracy(vectors, [["a", "b"], ["c"], ["d"]]) == 50.0
