"""The texts that copies are measured on: BASIL, NeuS and ECB+ as analyses without a model.

In: the corpora beside the checkout. Out: `Told`s, each with its story and house. Sentences and tags are left out: only blocks
and quotations matter here. No text leaves this module but in memory.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from evals.corpora import corpus
from sayso.linking.fingerprints import Fingerprint, fingerprint
from sayso.reading import read_document
from sayso.reading.segment import find_quotations
from sayso.records import Analysis, Page, Publisher

__all__ = ["Told", "pairs_of_story", "read_basil", "read_ecbplus", "read_neus"]

NEUS = "data/naacl2022_lrc_roundup_random_order_probe"
#: Blanks that tokenising put before punctuation and into contractions.
TIGHT = re.compile(r" (?=[,.;:?!%)\]]|'(?:s|re|ve|ll|d|m)\b|n't\b)|(?<=[(\[$]) ")
QUOTES = re.compile(r"``|''|'\s'|\"")


@dataclass(frozen=True, slots=True)
class Told:
    """One document of a corpus: its name, its story, its house, its text read."""

    name: str
    story: str
    house: str
    analysis: Analysis
    print: Fingerprint


def _told(name: str, story: str, house: str, text: str, day: str | None = None) -> Told:
    page = Page(f"https://corpus.example/{name}", None, text.encode(), "text/plain", "")
    document = read_document(page, plain=True, published=day)
    document = replace(document, publisher=Publisher(house, None, "corpus") if house else None)
    spans = [block.span for block in document.blocks]
    analysis = Analysis(document, quotations=find_quotations(document.text, spans))
    return Told(name, story, house, analysis, fingerprint(analysis))


def read_basil() -> list[Told]:
    """The 300 articles of BASIL, with their days."""
    found = []
    for path in sorted((corpus("basil") / "articles").glob("*/*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        text = "\n\n".join(" ".join(sentences) for sentences in article["body-paragraphs"])
        found.append(_told(path.stem, article["triplet-uuid"], article["source"], text, article["date"]))
    return found


def read_neus() -> list[Told]:
    """The leads of NeuS: train and validation triples without names of houses, and the stories of 2021, with houses and days.

    Titles are left out: they are no story text.
    """
    found = []
    for part in ("train", "val"):
        lines = (corpus("neus") / NEUS / f"{part}.source").read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines):
            for turn, article in enumerate(line.split(" [SEP] ")):
                _, _, lead = article.partition("ARTICLE=> ")
                if lead.strip():
                    found.append(_told(f"{part}-{number}-{turn}", f"{part}-{number}", f"{part}-{turn}", lead))
    (crawled,) = (corpus("neus") / "data/raw_crawled").glob("*.jsonl")
    for number, line in enumerate(crawled.read_text(encoding="utf-8").splitlines()):
        story = json.loads(line)
        for side, article in sorted(story["news"].items()):
            lead = "\n\n".join(article["newBody"])
            if lead.strip():
                name = f"crawled-{number}-{side}"
                found.append(_told(name, f"crawled-{number}", article["newsSource"], lead, story["date"][:10]))
    return found


def read_ecbplus() -> list[Told]:
    """The annotated sentences of the documents of ECB+, train and dev; the story is half a topic ("12ecb", "12ecbplus")."""
    found = []
    for part in ("Train", "Dev"):
        tokens: dict[str, dict[str, list[str]]] = {}
        for line in (corpus("ecbplus") / f"ECB_{part}_corpus.txt").read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) == 5:
                tokens.setdefault(cells[0], {}).setdefault(cells[1], []).append(cells[3])
        for name, sentences in tokens.items():
            topic, _, rest = name.partition("_")
            text = " ".join(_join(words) for words in sentences.values())
            found.append(_told(name, topic + rest.lstrip("0123456789"), "", text))
    return found


def _join(tokens: list[str]) -> str:
    return TIGHT.sub("", QUOTES.sub('"', " ".join(tokens)))


def pairs_of_story(documents: list[Told]) -> Iterator[tuple[Told, Told]]:
    """All pairs of documents of one story by different houses."""
    stories: dict[str, list[Told]] = {}
    for one in documents:
        stories.setdefault(one.story, []).append(one)
    for story in stories.values():
        for left, right in combinations(story, 2):
            if left.house != right.house or not left.house:
                yield left, right
