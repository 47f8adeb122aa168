"""Names in corpora of one token a line with a B-, I- or O label: BTC, wikigold, WNUT 17, CrossNER.

In: their files. Out: `Sample`s of a few sentences, one a line, with the `names` layer. Handles of social media, which some of these
label and some do not, may be anything; no file here has documents longer than what it prints in a row.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.records import Span
from sayso_training.corpora.labels import LABELS, label_name, split_pieces, titles
from sayso_training.corpora.rejoin import join_tokens
from sayso_training.samples import Layer, Sample

__all__ = ["Tagged", "pack_sentences", "read_btc", "read_crossner", "read_tagged", "read_wikigold", "read_wnut"]

#: Words in a sample, about.
FILL = 250
NAMES = frozenset({"person", "org", "place", "media"})
#: Titles that often are names as well, or part of one.
KEPT_TITLES = frozenset(
    "king prince major general lady chief judge marshal pope justice bishop dean price sister brother father".split()
)
HANDLE = ("person", "org", "media", "place", "")
TAIL = re.compile(r"(?:['’]s)?[.,:;!?…'’\"]*$")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence: its tokens, and the label of each in the corpus's own words ("B-PER", "I-ORG", "O")."""

    tokens: tuple[str, ...]
    labels: tuple[str, ...]


def read_tagged(path: Path) -> list[list[Tagged]]:
    """The documents of a file, each a list of sentences; where the file marks no documents, all is one.

    Lines without token or label, of which BTC has some, are passed over.
    """
    documents: list[list[Tagged]] = [[]]
    rows: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        fields = line.split("\t") if "\t" in line else line.split(" ")
        if line.startswith("-DOCSTART-"):
            documents.append([])
        elif line.strip():
            if len(fields) > 1 and fields[0].strip():
                rows.append((fields[0], fields[-1].strip()))
        elif rows:
            documents[-1].append(Tagged(tuple(row[0] for row in rows), tuple(row[1] for row in rows)))
            rows = []
    return [document for document in documents if document]


def read_btc(folder: Path) -> list[Sample]:
    """Tweets; those of section f are held out."""
    return [
        sample
        for section in "gehabf"
        for document in read_tagged(folder / f"{section}.conll")
        for sample in pack_sentences("btc", section, document, NAMES, held_out=section == "f")
    ]


def read_wikigold(folder: Path) -> list[Sample]:
    """Encyclopedia articles; the last 15 % are held out."""
    documents = read_tagged(folder / "CONLL-format" / "data" / "wikigold.conll.txt")
    first_held = round(len(documents) * 0.85)
    return [
        sample
        for index, document in enumerate(documents)
        for sample in pack_sentences("wikigold", f"{index:03}", document, NAMES | {"norp"}, held_out=index >= first_held)
    ]


def read_wnut(folder: Path) -> list[Sample]:
    """Posts and comments with rare names; the development part is held out."""
    files = {"train": "train/wnut17train.conll", "dev": "dev/emerging.dev.conll"}
    return [
        sample
        for part, file in files.items()
        for document in read_tagged(folder / "CONLL-format" / "data" / file)
        for sample in pack_sentences("wnut17", part, document, NAMES, held_out=part == "dev")
    ]


def read_crossner(folder: Path) -> list[Sample]:
    """Politics in an encyclopedia; the development part is held out. Its sentences do not follow on one another."""
    return [
        sample
        for part in ("train", "dev")
        for document in read_tagged(folder / f"{part}.txt")
        for sample in pack_sentences("crossner-politics", part, document, NAMES | {"norp"}, held_out=part == "dev")
    ]


def pack_sentences(
    corpus: str, name: str, sentences: Sequence[Tagged], marked: frozenset[str], *, held_out: bool
) -> Iterator[Sample]:
    """Samples of about 250 words, one sentence a line, named after the first sentence in them."""
    for first, group in _groups(sentences):
        text = ""
        lines: list[Span] = []
        names: list[tuple[Span, tuple[str, ...]]] = []
        for sentence in group:
            line, spans = join_tokens(sentence.tokens)
            start = len(text) + 1 if text else 0
            text = f"{text}\n{line}" if text else line
            lines.append(Span(start, len(text)))
            names += [(Span(start + span.start, start + span.end), labels) for span, labels in _names(sentence, line, spans)]
        yield Sample(
            corpus, f"{corpus}-{name}-{first:05}", text, tuple(lines), names=Layer(tuple(names), marked), held_out=held_out
        )


def _groups(sentences: Sequence[Tagged]) -> Iterator[tuple[int, list[Tagged]]]:
    first, group, words = 0, list[Tagged](), 0
    for index, sentence in enumerate(sentences):
        if group and words + len(sentence.tokens) > FILL:
            yield first, group
            first, group, words = index, [], 0
        group.append(sentence)
        words += len(sentence.tokens)
    if group:
        yield first, group


def _names(sentence: Tagged, line: str, spans: Sequence[Span]) -> Iterator[tuple[Span, tuple[str, ...]]]:
    handles = {index for index, token in enumerate(sentence.tokens) if token.startswith("@")}
    handles |= {index + 1 for index in handles if sentence.tokens[index] == "@" and index + 1 < len(spans)}
    found = [_name(line, spans, *run, handles) for run in _runs(sentence)]
    yield from sorted(
        (name for name in (*(n for names in found for n in names), *_handles(line, spans, handles)) if name[0]), key=_start
    )


def _start(name: tuple[Span, tuple[str, ...]]) -> int:
    return name[0].start


def _runs(sentence: Tagged) -> Iterator[tuple[int, int, str]]:
    """First token, end and label of each labelled run; an I- that continues nothing begins one."""
    open_at, kind = 0, ""
    for index, label in enumerate((*sentence.labels, "O")):
        begins, _, now = label.partition("-")
        if kind and (begins != "I" or now != kind):
            yield open_at, index, kind
            kind = ""
        if now and not kind:
            open_at, kind = index, now


def _handles(line: str, spans: Sequence[Span], handles: Iterable[int]) -> Iterator[tuple[Span, tuple[str, ...]]]:
    for index in handles:
        span = _trim(line, spans[index])
        if span.end > span.start:
            yield span, HANDLE


def _name(
    line: str, spans: Sequence[Span], first: int, end: int, kind: str, handles: set[int]
) -> Iterator[tuple[Span, tuple[str, ...]]]:
    words = [index for index in range(first, end) if index not in handles and len(spans[index])]
    if not words:
        return
    if LABELS.get(kind.lower()) == "person":
        while len(words) > 1 and _is_title(line[spans[words[0]].start : spans[words[0]].end]):
            words = words[1:]
    first, end = words[0], words[-1] + 1
    whole = _trim(line, Span(spans[first].start, spans[end - 1].end))
    if not len(whole):
        return
    labels = label_name(kind, line[whole.start : whole.end])
    if labels != ("",):
        yield whole, labels
        return
    for begin, stop, own in split_pieces(kind, [line[spans[index].start : spans[index].end] for index in range(first, end)]):
        yield Span(spans[first + begin].start, spans[first + stop - 1].end), own


def _is_title(word: str) -> bool:
    return word.lower() in titles() - KEPT_TITLES


def _trim(line: str, span: Span) -> Span:
    """Without the marks of a hashtag or handle and what a tokeniser left hanging on it; other words keep their full stops."""
    start, end = span.start, span.end
    if line[start : start + 1] not in {"#", "@"}:
        return span
    while start < end and line[start] in "#@":
        start += 1
    tail = TAIL.search(line[start:end])
    return Span(start, start + tail.start() if tail else end)
