"""What CoreNLP found in PolNeAR's training articles, as silver: many names, with the mistakes of a machine.

In: one JSON a line with sentences of `[begin, end, part of speech, entity, head, relation]`. Out: a `names` layer per article.
Where it is known to err (headlines, words without a capital) the label is left open.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sayso.records import Span
from sayso_training.corpora.labels import is_media, is_norp, label_name
from sayso_training.samples import NAME_LABELS, Layer

__all__ = ["read_silver_names"]

KINDS = {"PERSON": "person", "ORGANIZATION": "org", "LOCATION": "place", "MISC": "misc"}
TIMES = {"DATE": ("date",), "TIME": ("date", ""), "DURATION": ("date", ""), "SET": ("date", "")}
MARKED = frozenset(NAME_LABELS)


def read_silver_names(corenlp: Path, polnear: Path) -> dict[str, Layer]:
    """The names of the training articles, by article; offsets count in the article's text.

    `polnear` is the corpus's folder. Articles that are missing there, or that are not training articles, are left out.
    """
    layers: dict[str, Layer] = {}
    with corenlp.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            path = polnear / "train" / "text" / f"{record['name']}.txt"
            if record["split"] == "train" and path.exists():
                text = path.read_bytes().decode("utf-8")
                spans = [name for sentence in record["sentences"] for name in _names(sentence, text)]
                layers[record["name"]] = Layer(tuple(sorted(spans, key=lambda name: name[0].start)), MARKED)
    return layers


def _names(sentence: list[list[Any]], text: str) -> Iterator[tuple[Span, tuple[str, ...]]]:
    titled = _is_headline([text[word[0] : word[1]] for word in sentence])
    for first, end in _runs([word[3] for word in sentence]):
        while end - first > 1 and text[sentence[first][0] : sentence[first][1]].lower() in {"the", "a", "an"}:
            first += 1
        while end - first > 1 and sentence[end - 1][2] == "POS":
            end -= 1
        span = Span(sentence[first][0], sentence[end - 1][1])
        labels = _labels(sentence[first][3], text[span.start : span.end])
        if titled and labels != ("media",) and "date" not in labels:
            labels = (*dict.fromkeys((*labels, "person", "org", "place", "norp", "media", "")),)
        if labels != ("",):
            yield span, labels


def _runs(kinds: list[str]) -> Iterator[tuple[int, int]]:
    first = 0
    for index in range(1, len(kinds) + 1):
        if index == len(kinds) or kinds[index] != kinds[first]:
            if kinds[first] in KINDS or kinds[first] in TIMES:
                yield first, index
            first = index


def _labels(kind: str, written: str) -> tuple[str, ...]:
    if kind in TIMES:
        return TIMES[kind]
    ours = KINDS[kind]
    if is_norp(written) and written[:1].isupper():
        return ("norp",)
    if is_media(written) and (ours == "org" or " " in written or written.isupper()):
        return ("media",)
    labels = label_name(ours, written)
    return labels if any(letter.isupper() for letter in written) else (*dict.fromkeys((*labels, "")),)


def _is_headline(words: list[str]) -> bool:
    """Nearly every word of more than three letters begins with a capital: capitals are then no evidence of a name."""
    long = [word for word in words if len(word) > 3 and word.isalpha()]
    return len(long) >= 4 and sum(word[0].isupper() for word in long) >= 0.75 * len(long)
