"""What CoreNLP found in PolNeAR's training articles, as silver: many names, with the mistakes of a machine.

In: one JSON a line with sentences of `[begin, end, part of speech, entity, head, relation]`. Out: a `names` layer per article.
One word that is the surname of somebody in the article is a person, whatever it was taken for. Where CoreNLP is known to err
(headlines, words without a capital, proper nouns that it passed over) the label is left open.
"""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sayso.records import Span
from sayso_training.corpora.labels import count_titles, is_media, is_norp, label_name, list_of
from sayso_training.samples import NAME_LABELS, Layer

__all__ = ["read_silver_names"]

KINDS = {"PERSON": "person", "ORGANIZATION": "org", "LOCATION": "place", "MISC": "misc"}
TIMES = {"DATE": ("date",), "TIME": ("date", ""), "DURATION": ("date", ""), "SET": ("date", "")}
MARKED = frozenset(NAME_LABELS)
MARKS = frozenset("\"'“”‘’,:;()[]")
PROPER = frozenset({"NNP", "NNPS"})
#: What an unlabelled word with a capital, or one in a headline, may be.
OPEN = ("person", "org", "place", "norp", "media", "")
#: Called dates, and hardly ever ones.
VAGUE = re.compile(
    r"(?:the )?(?:(?:very )?(?:near |recent |distant )?(?:past|current|future|present)|currently|now|recently|once|"
    r"previously|nowadays|march|may|days?|years?|time)"
)


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
                surnames = _surnames(record["sentences"], text)
                spans = [name for sentence in record["sentences"] for name in _names(sentence, text, surnames)]
                layers[record["name"]] = Layer(tuple(sorted(spans, key=lambda name: name[0].start)), MARKED)
    return layers


def _surnames(sentences: Sequence[Sequence[Sequence[Any]]], text: str) -> frozenset[str]:
    """The last words of an article's persons of two words and more: what CoreNLP then often takes for a firm or a place."""
    found = set()
    for sentence in sentences:
        for first, end in _runs([word[3] for word in sentence]):
            if sentence[first][3] == "PERSON" and end - first > 1:
                found.add(text[sentence[end - 1][0] : sentence[end - 1][1]])
    return frozenset(word for word in found if word[:1].isupper() and len(word) > 2 and word.isalpha())


def _names(sentence: Sequence[Sequence[Any]], text: str, surnames: frozenset[str]) -> Iterator[tuple[Span, tuple[str, ...]]]:
    words = [text[word[0] : word[1]] for word in sentence]
    titled = _is_headline(words)
    for word, record in zip(words, sentence, strict=True):
        if record[3] == "O" and record[2] in PROPER and word.lower() not in list_of("titles.words") and word[:1].isalnum():
            yield Span(record[0], record[1]), ("person",) if word in surnames and not titled else OPEN
    for first, end in _runs([word[3] for word in sentence]):
        first, end = _trim(words, sentence, first, end)
        span = Span(sentence[first][0], sentence[end - 1][1])
        labels = _labels(sentence[first][3], text[span.start : span.end], surnames)
        if titled and "date" not in labels and not is_media(text[span.start : span.end]):
            labels = OPEN
        if labels != ("",):
            yield span, labels


def _trim(words: Sequence[str], sentence: Sequence[Sequence[Any]], first: int, end: int) -> tuple[int, int]:
    """Without articles, titles and marks before the name and a possessive after it; one word is left."""
    while end - first > 1 and (words[first].lower() in {"the", "a", "an"} or not words[first][:1].isalnum()):
        first += 1
    if sentence[first][3] == "PERSON":
        first += count_titles(words[first:end])
    while end - first > 1 and (sentence[end - 1][2] == "POS" or words[end - 1] in MARKS):
        end -= 1
    return first, end


def _runs(kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    first = 0
    for index in range(1, len(kinds) + 1):
        if index == len(kinds) or kinds[index] != kinds[first]:
            if kinds[first] in KINDS or kinds[first] in TIMES:
                yield first, index
            first = index


def _labels(kind: str, written: str, surnames: frozenset[str]) -> tuple[str, ...]:
    if kind in TIMES:
        return ("date", "") if VAGUE.fullmatch(written) else TIMES[kind]
    ours = KINDS[kind]
    if written in surnames:
        return ("person", "place") if ours == "place" else ("person",)
    if ours == "person":
        labels: tuple[str, ...] = ("norp",) if is_norp(written) and written.endswith("s") else ("person",)
    else:
        labels = label_name(ours, written)
    return labels if any(letter.isupper() for letter in written) else (*dict.fromkeys((*labels, "")),)


def _is_headline(words: Sequence[str]) -> bool:
    """Nearly every word of more than three letters begins with a capital: capitals are then no evidence of a name."""
    long = [word for word in words if len(word) > 3 and word.isalpha()]
    return len(long) >= 4 and sum(word[0].isupper() for word in long) >= 0.75 * len(long)
