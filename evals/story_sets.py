"""Documents with the story each belongs to, from `basil` and `neus`, and what the shipped model reads in them.

In: the name of a set. Out: `Told` documents, and their analyses, which are read once and kept under `build/stories`: reading
takes minutes, measuring seconds. No text goes anywhere else. What a story is, is the corpus's word: three outlets on one event.
"""

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from evals.corpora import ROOT, archive_digest, corpus
from sayso.pipeline import STAGES, open_pipeline
from sayso.reading.segment import find_quotations, find_sentences
from sayso.records import Analysis, Block, Document, PublicationDate, Span, Tags
from sayso.records.codec import from_plain, to_plain
from sayso.records.ids import document_id, page_id, sha256_of

__all__ = ["SETS", "Told", "document_of", "read_all", "read_set"]

#: "neus-fit" is the first thousand stories of the training part, "neus-crawl" the dated stories of 2021 without those that the
#: validation part has too.
SETS = ("basil", "neus-fit", "neus-val", "neus-crawl")
FIT = 1000
#: Documents that are tagged together.
BATCH = 40
CACHE = ROOT / "build" / "stories"
ENTRY = re.compile(r"\s*TITLE=>\s*(.*?)\.? ARTICLE=>\s*(.*)\Z", re.DOTALL)
PROBE = "data/naacl2022_lrc_roundup_random_order_probe"
CRAWL = "data/raw_crawled/headline_11_2021-10-19_crawled_all.jsonl"


@dataclass(frozen=True, slots=True)
class Told:
    """One document: its name in the corpus, the story it tells, title, paragraphs, and an ISO day where there is one."""

    name: str
    story: str
    title: str
    paragraphs: tuple[str, ...]
    day: str | None = None


def read_set(name: str) -> tuple[Told, ...]:
    """The documents of a set, in the corpus's order; those without a word are left out."""
    if name == "basil":
        told: Iterable[Told] = _basil(corpus("basil"))
    elif name == "neus-crawl":
        told = _crawl(corpus("neus"))
    else:
        told = _probe(corpus("neus") / PROBE, "val" if name == "neus-val" else "train")
    return tuple(one for one in told if one.title or one.paragraphs)


def _probe(folder: Path, part: str) -> Iterator[Told]:
    lines = (folder / f"{part}.source").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines[: FIT if part == "train" else None]):
        for place, entry in enumerate(line.split("[SEP]")):
            found = ENTRY.match(entry)
            if found is not None:
                body = found[2].strip()
                yield Told(f"{part}/{number}/{place}", f"{part}/{number}", found[1].strip(), (body,) if body else ())


def _crawl(folder: Path) -> Iterator[Told]:
    held_out = {one.title.lower() for one in _probe(folder / PROBE, "val")}
    for line in (folder / CRAWL).read_text(encoding="utf-8").splitlines():
        story = json.loads(line)
        titles = {side: (news.get("newsTitle") or "").strip() for side, news in story["news"].items()}
        if held_out & {title.lower() for title in titles.values()}:
            continue
        for side in sorted(titles):
            body = tuple(" ".join(part.split()) for part in story["news"][side].get("newBody") or () if part.strip())
            yield Told(f"crawl/{story['id']}/{side}", f"crawl/{story['id']}", titles[side], body, story["date"][:10])


def _basil(folder: Path) -> Iterator[Told]:
    for path in sorted((folder / "articles").glob("*/*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        body = tuple(" ".join(part) for part in article["body-paragraphs"])
        yield Told(path.stem, article["triplet-uuid"], article["title"], body, article["date"][:10])


def document_of(told: Told) -> Document:
    """A document of a headline and body blocks, as a page would give it."""
    text, blocks = "", []
    for role, part in (("headline", told.title), *(("body", paragraph) for paragraph in told.paragraphs)):
        if part.strip():
            blocks.append(Block(Span(len(text), len(text) + len(part)), "headline" if role == "headline" else "body"))
            text += part + "\n\n"
    page, sha256 = page_id(told.name), sha256_of(text)
    published = None if told.day is None else PublicationDate(told.day, "day", None, "corpus")
    return Document(
        document_id(page, sha256), page, told.name, None, text, sha256, "en", told.title or None,
        blocks=tuple(blocks), published=published,
    )  # fmt: skip


def read_all(name: str) -> list[tuple[Told, Analysis]]:
    """The documents of a set with their analyses, in order; of the tagger's tags only the vectors are kept."""
    told = read_set(name)
    pipeline = open_pipeline()
    bundle = re.sub(r"\W+", "-", pipeline.tagger.name)
    path = CACHE / f"{name}-{archive_digest(name.partition('-')[0])}-{bundle}.jsonl.gz"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(".part")
        with gzip.open(half, "wt", encoding="utf-8", compresslevel=3) as file:
            for analysis in _analyses(pipeline, told):
                file.write(json.dumps(to_plain(analysis)) + "\n")
        half.rename(path)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return list(zip(told, (from_plain(Analysis, json.loads(line)) for line in file), strict=True))


def _analyses(pipeline: Any, told: Sequence[Told]) -> Iterator[Analysis]:
    for start in range(0, len(told), BATCH):
        prepared = []
        for one in told[start : start + BATCH]:
            document = document_of(one)
            spans = [block.span for block in document.blocks]
            sentences, quotations = find_sentences(document.text, spans), find_quotations(document.text, spans)
            prepared.append(Analysis(document, sentences, quotations))
        for analysis, tags in zip(prepared, pipeline.tagger.tag(prepared), strict=True):
            read = replace(analysis, tags=tags)
            for stage in STAGES:
                read = stage.apply(read)
            yield replace(read, tags=Tags(vectors=tags.vectors))
