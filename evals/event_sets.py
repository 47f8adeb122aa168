"""Event mentions of ECB+ with their gold chains and what the shipped model reads around them.

In: the train or the dev part. Out: `ToldEvent`s. Only annotated sentences are there, as lists of tokens: they are joined to a
text, whose reading is kept under `build/events`. A gold story is a topic's half ("ecb" or "ecbplus"): all documents on one
happening.
"""

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from evals.corpora import ROOT, archive_digest, corpus
from sayso.linking.event_scores import EventMention, describe_mention
from sayso.pipeline import open_pipeline
from sayso.records import Analysis, Block, Document, Span
from sayso.records.codec import from_plain, to_plain
from sayso.records.ids import document_id, page_id, sha256_of
from sayso.tagging import Tagger

__all__ = ["PARTS", "ToldEvent", "read_events"]

PARTS = ("Train", "Dev")
CACHE = ROOT / "build" / "events"
#: Tokens that are written without a blank before or behind them.
CLOSING, OPENING = re.compile(r"(?:[.,;:!?%)\]]|'s|n't|'\w{1,2}|''|”|’)\Z"), re.compile(r"(?:[(\[$]|``|“)\Z")


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """A mention, the story it stands in, its gold chain, and its words as they are written."""

    mention: EventMention
    story: str
    chain: str
    words: str


@dataclass(frozen=True, slots=True)
class _Text:
    """A document's text with where each token of each sentence stands."""

    document: Document
    sentences: tuple[Span, ...]
    tokens: dict[tuple[int, int], Span]


def read_events(part: str) -> tuple[ToldEvent, ...]:
    """The mentions of a part, in the corpus's order."""
    folder = corpus("ecbplus")
    texts = {text.document.url: text for text in _texts((folder / f"ECB_{part}_corpus.txt").read_text(encoding="utf-8"))}
    gold = json.loads((folder / f"ECB_{part}_Event_gold_mentions.json").read_text(encoding="utf-8"))
    spans: list[tuple[str, Span]] = []
    for one in gold:
        tokens = [texts[one["doc_id"]].tokens[one["sent_id"], number] for number in one["tokens_number"]]
        spans.append((one["doc_id"], Span(min(token.start for token in tokens), max(token.end for token in tokens))))
    bare = [Analysis(text.document, text.sentences) for text in texts.values()]
    phrases = sorted({texts[name].document.text[span.start : span.end].lower() for name, span in spans})
    read = dict(zip(texts, _read(f"{part}-texts", bare), strict=True))
    senses = dict(zip(phrases, _read(f"{part}-phrases", [_phrase(phrase) for phrase in phrases]), strict=True))
    found = []
    for one, (name, span) in zip(gold, spans, strict=True):
        words = texts[name].document.text[span.start : span.end]
        tags = senses[words.lower()].tags
        vector = tags.vectors[0] if tags is not None and tags.vectors else b""
        half = "plus" if "plus" in name else "ecb"
        mention = describe_mention(read[name], span, vector)
        found.append(ToldEvent(mention, f"{name.partition('_')[0]}{half}", one["coref_chain"], words))
    return tuple(found)


def _texts(lines: str) -> Iterator[_Text]:
    sentences: defaultdict[str, defaultdict[int, list[tuple[int, str]]]] = defaultdict(lambda: defaultdict(list))
    for line in lines.splitlines():
        if line.strip():
            name, sentence, place, token = line.split("\t")[:4]
            sentences[name][int(sentence)].append((int(place), token))
    for name, numbered in sentences.items():
        text, spans, tokens = "", [], {}
        for at, words in numbered.items():
            start = len(text)
            for number, token in words:
                is_glued = len(text) == start or CLOSING.match(token) or OPENING.search(text[start:].rpartition(" ")[2])
                text += token if is_glued else f" {token}"
                tokens[at, number] = Span(len(text) - len(token), len(text))
            spans.append(Span(start, len(text)))
            text += "\n\n"
        yield _Text(_document(name, text, spans), tuple(spans), tokens)


def _document(name: str, text: str, spans: Iterable[Span]) -> Document:
    page, sha256 = page_id(name), sha256_of(text)
    blocks = tuple(Block(span, "body") for span in spans)
    return Document(document_id(page, sha256), page, name, None, text, sha256, "en", None, blocks=blocks)


def _phrase(words: str) -> Analysis:
    """The words of a mention alone, as if they were a document."""
    return Analysis(_document(f"phrase {words}", words, [Span(0, len(words))]), (Span(0, len(words)),))


def _read(name: str, analyses: Sequence[Analysis]) -> list[Analysis]:
    """The analyses with the tagger's tags, read once and kept."""
    tagger = _tagger()
    bundle = re.sub(r"\W+", "-", tagger.name)
    path = CACHE / f"{name}-{archive_digest('ecbplus')}-{bundle}.jsonl.gz"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _keep(path, [replace(one, tags=tags) for one, tags in zip(analyses, tagger.tag(analyses), strict=True)])
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [from_plain(Analysis, json.loads(line)) for line in file]


def _keep(path: Path, analyses: Iterable[Analysis]) -> None:
    half = path.with_suffix(".part")
    with gzip.open(half, "wt", encoding="utf-8", compresslevel=3) as file:
        file.writelines(json.dumps(to_plain(one)) + "\n" for one in analyses)
    half.rename(path)


@cache
def _tagger() -> Tagger:
    return open_pipeline().tagger
