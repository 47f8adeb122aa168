"""Names in corpora of one token a line with a B-, I- or O label: BTC, wikigold, WNUT 17, CrossNER.

In: their files. Out: `Sample`s of a few sentences, one a line, with the `names` layer. Handles of social media, which
some of these corpora label and some do not, may be anything. Titles and "the" before a name are left out of it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.records import Span
from sayso_training.corpora.labels import LABELS, count_titles, is_media, label_name, split_pieces
from sayso_training.corpora.rejoin import join_tokens
from sayso_training.samples import Layer, Sample

__all__ = ["Tagged", "pack_sentences", "read_btc", "read_crossner", "read_tagged", "read_wikigold", "read_wnut"]

#: Words in a sample, about.
FILL = 250
NAMES = frozenset({"person", "org", "place", "media"})
HANDLE = ("person", "org", "media", "place", "")
ACCOUNT = re.compile(r"\w*[^\W\d]\w*")
#: A sentence's end in a token, as tweets have it; of an abbreviation the full stop is a part.
STOP = re.compile(r"(?<=[^\W\d_]{4})(?<!\b[Cc]orp)(?<!\b[BbCc]ros)(?<!\b[Uu]niv)(?<!\b[Cc]alif)[.!?]+$")
OWNER = re.compile(r"(?<=\w\w)['’]s$")
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
    """Tweets; those of section f are held out. A handle is two tokens in the files ("@", "varden") and one here."""
    return [
        sample
        for section in "gehabf"
        for document in read_tagged(folder / f"{section}.conll")
        for sample in pack_sentences(
            "btc", section, [_whole_handles(tweet) for tweet in document], NAMES, held_out=section == "f"
        )
    ]


def _whole_handles(tweet: Tagged) -> Tagged:
    rows: list[tuple[str, str]] = []
    for token, label in zip(tweet.tokens, tweet.labels, strict=True):
        if rows and rows[-1][0] == "@" and ACCOUNT.fullmatch(token):
            first = label if rows[-1][1] == "O" else rows[-1][1]
            rows[-1] = (f"@{token}", first)
        else:
            rows.append((token, label))
    return Tagged(tuple(token for token, _ in rows), tuple(label for _, label in rows))


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
    """Politics in an encyclopedia; the development part is held out. Its sentences do not follow on one another.

    Peoples and party members are labelled now and then ("Polish"), so they do not count as marked.
    """
    return [
        sample
        for part in ("train", "dev")
        for document in read_tagged(folder / f"{part}.txt")
        for sample in pack_sentences("crossner-politics", part, document, NAMES, held_out=part == "dev")
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
    handles = {index for index, token in enumerate(sentence.tokens) if token.startswith("@") and len(token) > 1}
    found: list[tuple[Span, tuple[str, ...]]] = [(_trim(line, spans[index]), HANDLE) for index in handles]
    for first, end, kind in _runs(sentence):
        found += _name(line, spans, (first, end), kind, handles)
    yield from sorted((name for name in found if len(name[0])), key=lambda name: name[0].start)


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


def _name(
    line: str, spans: Sequence[Span], run: tuple[int, int], kind: str, handles: set[int]
) -> Iterator[tuple[Span, tuple[str, ...]]]:
    at = [index for index in range(*run) if index not in handles and len(spans[index])]
    words = [line[spans[index].start : spans[index].end] for index in at]
    label = LABELS.get(kind.lower(), "")
    lead = _lead(words, label)
    at, words = at[lead:], words[lead:]
    if not at:
        return
    whole = _trim(line, Span(spans[at[0]].start, spans[at[-1]].end), owner=label in {"person", "place"})
    if not len(whole) or line.startswith(("http:", "https:"), whole.start):
        return
    labels = label_name(kind, line[whole.start : whole.end])
    if labels != ("",):
        yield whole, labels
        return
    for begin, stop, own in split_pieces(kind, words):
        yield Span(spans[at[begin]].start, spans[at[stop - 1]].end), own


def _lead(words: Sequence[str], label: str) -> int:
    """How many words before the name proper: titles, "the" (but "The Who" and "The Hague" are whole)."""
    if label == "person":
        return count_titles(words)
    bare = len(words) > 1 and words[0].lower() == "the"
    return int(bare and (len(words) > 2 or words[0] == "the" or is_media(words[1])))


def _trim(line: str, span: Span, *, owner: bool = False) -> Span:
    """Without the marks of a hashtag or handle and what a tokeniser left hanging on a name.

    The full stops of abbreviations stay; so does the 's of a firm ("Varden's"), which an `owner` loses.
    """
    start, end = span.start, span.end
    tagged = line[start : start + 1] in {"#", "@"}
    while start < end and line[start] in "#@-'\"“‘* ":
        start += 1
    name = line[start:end]
    tail = TAIL.search(name) if tagged else STOP.search(name) or (OWNER.search(name) if owner else None)
    return Span(start, start + tail.start() if tail else end)
