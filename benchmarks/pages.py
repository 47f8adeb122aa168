"""How many pages a second become documents, beside trafilatura alone on the same pages, and where the time goes.

    python -m benchmarks.pages [FOLDER] [--pages 200] [--rounds 3]

In: a folder of saved pages (`*.html`, at any depth), or none, for which pages are invented. Out: milliseconds of processor time
a page and pages a second for all of reading (bytes to `Document`: decode, extract, metadata, dates; nothing fetched, nothing
tagged) and for decoding and trafilatura's `extract` alone; their ratio; the parts of reading. Best of N rounds each. Pages that
hold no text are left out.
"""

import argparse
import hashlib
import json
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import process_time

import trafilatura

from sayso.errors import ReadingError
from sayso.reading import read_document
from sayso.reading.bodytext import find_body_lines
from sayso.reading.decode import decode
from sayso.reading.extract import extract_tree
from sayso.reading.markup import parse_markup
from sayso.reading.metadata import find_metadata
from sayso.records import Page
from sayso.records.ids import sha256_of

__all__ = ["invent_pages", "main", "measure"]

WORDS = (
    *("the", "council", "of", "port", "ansel", "voted", "on", "tuesday", "to", "close", "old", "ferry", "bridge", "for", "two"),
    *("winters", "after", "engineers", "found", "cracks", "in", "three", "its", "nine", "piers", "and", "asked", "traffic"),
    *("stop", "at", "once", "mayor", "said", "that", "nobody", "would", "pay", "more", "than", "before", "she", "told", "them"),
)
FETCHED = "2026-01-01T00:00:00Z"


def invent_pages(count: int, seed: int = 8) -> Iterator[Page]:
    """Pages in the form of a news site's, some 60 KB each: menus, teasers, scripts, a story, readers' comments."""
    draw = random.Random(seed)
    for number in range(count):
        url = f"https://port-gazette.example/harbour/{number}"
        yield _page(url, _markup(draw, number).encode())


def _page(url: str, body: bytes) -> Page:
    return Page(url, FETCHED, body, "text/html", sha256_of(body))


def _sentence(draw: random.Random, words: int) -> str:
    return " ".join(draw.choices(WORDS, k=words)).capitalize() + "."


def _markup(draw: random.Random, number: int) -> str:
    title = _sentence(draw, 9)[:-1]
    day = f"2024-0{draw.randint(1, 9)}-1{draw.randint(0, 9)}"
    linked = {
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": f"{day}T08:15:00+01:00",
        "author": {"name": "Jan Bakker"},
    }
    story = "".join(f"<p>{' '.join(_sentence(draw, 18) for _ in range(3))}</p>" for _ in range(draw.randint(5, 25)))
    menu = "".join(f'<li class="item"><a href="/section/{at}">{_sentence(draw, 2)}</a></li>' for at in range(60))
    teasers = "".join(
        f'<div class="teaser"><a href="/story/{at}"><img src="{at}.jpg"><h3>{_sentence(draw, 8)}</h3></a><i>{day}</i></div>'
        for at in range(30)
    )
    comments = "".join(
        f'<div class="comment"><b>reader {at}</b><p>{_sentence(draw, 20)}</p></div>' for at in range(number % 20)
    )
    script = "".join(f"window.part{at} = {{width: {at}, name: 'slot-{at}'}};\n" for at in range(600))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Port Gazette</title>'
        f'<script type="application/ld+json">{json.dumps(linked)}</script><script>{script}</script></head><body>'
        f'<header><nav><ul>{menu}</ul></nav></header><main><article><h1>{title}</h1><div class="author">By Jan Bakker</div>'
        f'<time datetime="{day}">{day}</time>{story}</article><section class="comments">{comments}</section></main>'
        f'<aside class="related">{teasers}</aside><footer><ul>{menu}</ul></footer></body></html>'
    )


def saved_pages(folder: Path, count: int) -> list[Page]:
    """The first pages of a folder in an order that its names do not give, the same each time."""
    paths = sorted(folder.rglob("*.html"), key=lambda path: hashlib.sha256(path.name.encode()).digest())
    return [_page(str(path), path.read_bytes()) for path in paths[:count]]


def _has_text(page: Page) -> bool:
    try:
        read_document(page)
    except ReadingError:
        return False
    return True


def measure(pages: Sequence[Page], rounds: int) -> dict[str, float]:
    """Milliseconds of processor time a page by what is done; the parts of reading add up to it."""
    texts = [decode(page.body, page.content_type).text for page in pages]
    roots = [parse_markup(text) for text in texts]
    extracted = [extract_tree(root, page.url) for root, page in zip(roots, pages, strict=True)]
    runs: dict[str, Callable[[int], object]] = {
        "reading": lambda at: read_document(pages[at]),
        "trafilatura alone": lambda at: trafilatura.extract(decode(pages[at].body).text, include_comments=False),
        "decode": lambda at: decode(pages[at].body, pages[at].content_type),
        "parse": lambda at: parse_markup(texts[at]),
        "trafilatura on the parsed page": lambda at: find_body_lines(roots[at]),
        "blocks": lambda at: extract_tree(roots[at], pages[at].url),
        "metadata": lambda at: find_metadata(roots[at], extracted[at], pages[at]),
    }
    best = dict.fromkeys(runs, float("inf"))
    for _ in range(rounds):  # the rounds of all take turns, so that a busy minute falls on none of them alone
        for name, run in runs.items():
            begun = process_time()
            for at in range(len(pages)):
                run(at)
            best[name] = min(best[name], 1000 * (process_time() - begun) / len(pages))
    best["blocks"] -= best["trafilatura on the parsed page"]
    best["the rest"] = 2 * best["reading"] - sum(best.values()) + best["trafilatura alone"]
    return best


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="a folder of saved pages; without it pages are invented")
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    found = saved_pages(args.folder, args.pages) if args.folder else list(invent_pages(args.pages))
    pages = [page for page in found if _has_text(page)]
    if not pages:
        parser.error(f"{args.folder} holds no page (*.html) with a text")
    best = measure(pages, args.rounds)
    whole, alone = best.pop("reading"), best.pop("trafilatura alone")
    size = sum(len(page.body) for page in pages) / len(pages) / 1000
    print(f"{len(pages)} pages of {size:.0f} KB, processor time on one core, best of {args.rounds}")
    print(f"{'reading, bytes to document':32}{whole:7.1f} ms a page {1000 / whole:7.1f} pages/s")
    print(f"{'trafilatura alone':32}{alone:7.1f} ms a page {1000 / alone:7.1f} pages/s")
    print(f"reading takes {whole / alone:.2f} times as long as trafilatura alone; of it:")
    for name, spent in best.items():
        print(f"  {name:30}{spent:7.1f} ms a page {spent / whole:7.0%}")


if __name__ == "__main__":
    main()
