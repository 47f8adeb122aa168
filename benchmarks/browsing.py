"""How fast the ledger's screen is answered: `python -m benchmarks.browsing [--documents 50000] [--ledger ADDRESS]`.

In: an invented archive: hundreds of outlets, thousands of sources and words, frequent as in a language (the n-th about 1/n as
often as the first), three years of days, chains, dates, places, stories and links. Out: for each question the median and 95th
percentile of its milliseconds, alone and then with readers that ask once a second while another process adds documents.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate, islice, pairwise
from pathlib import Path
from typing import Any, Final

from tests.factory import RUN, attribution, claim, document, hop, timex

from sayso.errors import SaysoError
from sayso.ledger import Ledger
from sayso.records import (
    CUE_KINDS,
    Analysis,
    Factuality,
    LinkReason,
    Place,
    PublicationDate,
    Publisher,
    RecordLink,
    Span,
    Story,
)
from sayso.records.ids import digest, link_id
from sayso.store import Browse, KeptLink, KeptStory, Store
from sayso.store.browsing import CLOCKS, SORTS

__all__ = ["add", "fill", "iter_documents", "main"]

CLAIMS: Final = 10
#: Of the clock, then of the processor.
HEADS: Final = "".join(f"{head:>9}" for head in ("median", "p95", "slowest", "busy", "p95"))
FIRST_DAY: Final = date(2029, 1, 1)
DAYS: Final = 3 * 365
A_STORY: Final = 8
BATCH: Final = 500
SYLLABLES: Final = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "je",
    "ki",
    "lo",
    "mu",
    "na",
    "pe",
    "qui",
    "ro",
    "su",
    "ta",
    "ve",
    "wi",
    "xo",
    "zy",
]
TERRITORIES: Final = [
    "SY",
    "LB",
    "US",
    "GB",
    "FR",
    "DE",
    "UA",
    "RU",
    "IL",
    "PS",
    "EG",
    "TR",
    "IR",
    "IQ",
    "CN",
    "IN",
    "PK",
    "BR",
    "MX",
    "ZA",
    "NG",
    "KE",
    "JP",
    "KR",
    "AU",
    "CA",
    "ES",
    "IT",
    "PL",
    "SE",
]
SOURCE_KINDS: Final = ("named", "named", "named", "role", "role", "group", "anonymous", "outlet", "document", "pronoun")
CERTAINTIES: Final = ("certain", "certain", "certain", "probable", "possible", "unknown")


class Frequent:
    """Numbers from 0 on, drawn so that the n-th comes up about 1/n as often as the first."""

    def __init__(self, size: int) -> None:
        self._sums = list(accumulate(1 / (n + 1) for n in range(size)))

    def draw(self, chance: random.Random) -> int:
        """One of them."""
        return bisect_left(self._sums, chance.random() * self._sums[-1])


def word(number: int) -> str:
    """An invented word, another one for each number."""
    parts = [SYLLABLES[number % 20], SYLLABLES[number // 20 % 20], SYLLABLES[number // 400 % 20]]
    return "".join(parts) + (SYLLABLES[number // 8000 % 20] if number >= 8000 else "")


WORDS: Final = Frequent(20_000)
NAMES: Final = Frequent(20_000)
OUTLETS: Final = Frequent(400)
PLACES: Final = Frequent(600)


def iter_documents(documents: int, first: int = 0) -> Iterator[Analysis]:
    """Invented documents, the same for the same numbers."""
    return (make_document(number) for number in range(first, first + documents))


def make_document(number: int) -> Analysis:
    """One document with ten claims; those of one story share their day, half of their words, and some of their sources."""
    chance, shared = random.Random(number), random.Random(-1 - number // A_STORY)
    text, places, told = f"Report {number}.\n", [], []
    for _ in range(CLAIMS):
        own = shared if chance.random() < 0.5 else chance
        who, where, dated = name(NAMES.draw(own)), PLACES.draw(own), own.random() < 0.3
        said = "the " * (chance.random() < 0.8) + " ".join(word(WORDS.draw(own)) for _ in range(own.randint(6, 14)))
        parts = (who, "said", f"{said} in {place_name(where)}" if dated else said)
        spans = []
        for part in parts:
            spans.append(Span(len(text), len(text) + len(part)))
            text += part + " "
        text = text[:-1] + ". "
        places.append(where if dated else None)
        told.append(spans)
    house, day = OUTLETS.draw(chance), FIRST_DAY + timedelta(days=shared.randrange(DAYS))
    made = document(
        text,
        url=f"https://news.example/{number}",
        title=f"Report {number}",
        publisher=Publisher(f"{word(house).capitalize()} Gazette", f"house-{house}", "json-ld"),
        published=PublicationDate(day.isoformat(), "day", None, "json-ld"),
    )
    return _analysis(made, told, places, day, chance)


def _analysis(
    made: Any, told: Sequence[Sequence[Span]], wheres: Sequence[int | None], day: date, chance: random.Random
) -> Analysis:
    text = made.text
    yesterday = day - timedelta(days=chance.randrange(1, 9))
    ends = (yesterday.isoformat(), yesterday.isoformat(), yesterday.isoformat(), yesterday.isoformat())
    dated = timex(text, made.id, Span(0, 6), yesterday.isoformat(), bounds=ends)
    found, claims, places = [], [], []
    for spans, where in zip(told, wheres, strict=True):
        kind, cue_kind = chance.choice(SOURCE_KINDS), chance.choice(CUE_KINDS) if chance.random() < 0.3 else "speech"
        style = chance.choice(("direct", "indirect", "indirect", "mixed"))
        item = attribution(text, made.id, *spans, style=style, cue_kind=cue_kind, source_kind=kind)
        chain = [hop(made.publisher.name, role="publisher", outlet=made.publisher.outlet)]
        if chance.random() < 0.2:
            chain.append(hop(name(NAMES.draw(chance)), attribution=item.id))
        last = hop(None if kind == "anonymous" else spans[0].of(text), attribution=item.id)
        chain.append(replace(last, polarity="-" if cue_kind == "denial" else "+"))
        hedges = (spans[2],) if chance.random() < 0.15 else ()
        held = Factuality(chance.choice(CERTAINTIES), "-" if cue_kind == "denial" else "+", "past", "asserted", hedges)
        said = dated.id if chance.random() < 0.5 else None
        happened = dated.id if chance.random() < 0.3 else None
        changes = {
            "chain": tuple(chain),
            "factuality": held,
            "said": said,
            "happened": happened,
            "score": round(chance.random(), 3),
        }
        claims.append(claim(text, made.id, item, **changes))
        found.append(item)
        if where is not None:
            start = spans[2].end - len(place_name(where))
            lat, lon = round(60 - where % 100, 3), round(where * 7 % 300 - 150, 3)
            territory = TERRITORIES[where % len(TERRITORIES)]
            places.append(Place(Span(start, spans[2].end), territory, 1_000_000 + where, lat, lon, "city", "event", 0.9))
    return Analysis(
        made, attributions=tuple(found), timexes=(dated,), places=tuple(places), claims=tuple(claims), run=RUN,
    )  # fmt: skip


def name(number: int) -> str:
    """An invented name."""
    return f"{word(number % 4001).capitalize()} {word(number).capitalize()}"


def place_name(number: int) -> str:
    """An invented town."""
    return f"{word(number).capitalize()}ville"


def fill(store: Store, documents: int, first: int = 0) -> None:
    """Keep documents with their stories and some links, many to a transaction."""
    source = iter_documents(documents, first)
    while batch := list(islice(source, BATCH)):
        with store.writing() as writer:
            for one in batch:
                writer.keep(one, None, "2032-01-01T00:00:00.000000Z")
            tales = [batch[start : start + A_STORY] for start in range(0, len(batch), A_STORY)]
            writer.put_stories(_story(tale) for tale in tales)
            writer.put_links(link for tale in tales for link in _links(tale))
        print(f"  {batch[-1].document.url}", file=sys.stderr)


def _story(tale: Sequence[Analysis]) -> KeptStory:
    ids = tuple(one.document.id for one in tale)
    days = sorted(one.document.published.value for one in tale if one.document.published is not None)
    return KeptStory(Story("s" + digest("tale", *ids), ids, tale[0].document.title, days[0], days[-1]), "1")


def _links(tale: Sequence[Analysis]) -> Iterator[KeptLink]:
    """Claims at the same place in neighbouring documents of a story say the same, some of them."""
    chance, story = random.Random(tale[0].document.id), _story(tale).story.id
    for one, other in pairwise(tale):
        for left, right in zip(one.claims, other.claims, strict=True):
            if chance.random() < 0.25:
                reason = LinkReason("words", left.evidence.exact, right.evidence.exact, 0.8)
                ends = (left.id, right.id)
                yield KeptLink(
                    RecordLink(link_id("same_claim", *ends), *ends, "same_claim", "suggested", 0.8, "words", (reason,)), story
                )


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the ledger if it is not there, ask, and print how long it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=50_000)
    parser.add_argument("--ledger", help="keep the ledger at this path or address, and use the one that is there")
    parser.add_argument("--rounds", type=int, default=60, help="how often each question is asked")
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=30, help="how long the readers ask")
    parser.add_argument("--add", type=int, nargs=2, metavar=("FIRST", "SECONDS"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.add is not None:
        return add(given.ledger, *given.add)
    with tempfile.TemporaryDirectory() as scratch:
        address = given.ledger or str(Path(scratch) / "ledger.sqlite3")
        with Ledger(address) as ledger:
            if not ledger.counts().documents:
                fill(ledger._store, given.documents)  # noqa: SLF001  only the store takes many in one transaction
            print_figures(ledger, address, given)
    return 0


def print_figures(ledger: Ledger, address: str, given: argparse.Namespace) -> None:
    """Both tables, and the sizes of the ledger."""
    counts = ledger.counts()
    print(f"{counts.documents} documents, {counts.claims} claims, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    began = time.perf_counter()
    ledger.browse(Browse())
    print(f"first question, which reads what browsing keeps in memory: {time.perf_counter() - began:.1f} s")
    print(f"{'alone, ms':34}{HEADS}")
    for title, asking in questions(ledger).items():
        chance = random.Random(title)
        print_line(title, [timed(asking, chance) for _ in range(given.rounds)])
    if not given.readers:
        return
    found, added, errors = ask_while_adding(ledger, address, given)
    print(f"{f'{given.readers} readers, {added:.0f} documents a second':34}{HEADS}")
    for title, times in found.items():
        print_line(title, times)
    print(f"{sum(map(len, found.values()))} answers, {len(errors)} errors")
    for error in sorted(set(errors)):
        print(f"  {error}")


def print_line(title: str, found: Sequence[tuple[float, float]]) -> None:
    """One line of a table."""
    if found:
        times, busy = sorted(one for one, _ in found), sorted(one for _, one in found)
        median, late = len(found) // 2, int(0.95 * (len(found) - 1))
        figures = (times[median], times[late], times[-1], busy[median], busy[late])
        print(f"{title:34}" + "".join(f"{1000 * figure:9.1f}" for figure in figures), flush=True)


def timed(asking: Callable[[random.Random], object], chance: random.Random) -> tuple[float, float]:
    """Seconds until the answer, and how many of them the processor worked on it."""
    began, worked = time.perf_counter(), time.thread_time()
    asking(chance)
    return time.perf_counter() - began, time.thread_time() - worked


def questions(ledger: Ledger) -> dict[str, Callable[[random.Random], object]]:
    """Everything the screen asks, about something else each time."""

    def words(chance: random.Random, number: int = 1) -> str:
        return " ".join(word(WORDS.draw(chance)) for _ in range(number))

    def narrow(chance: random.Random) -> Browse:
        since = FIRST_DAY + timedelta(days=chance.randrange(DAYS - 200))
        return Browse(
            styles=(chance.choice(("direct", "indirect", "mixed")),),
            published_from=since.isoformat(),
            said_from=since.isoformat(),
        )

    def deep(ask: Browse) -> object:
        key = ask.key()
        if key not in depths:  # as far in as somebody might come who goes on and on
            cursor = None
            for _ in range(20):
                cursor = ledger.browse(replace(ask, limit=1000), cursor).next or cursor
            depths[key] = cursor
        return ledger.browse(ask, depths[key])

    depths: dict[str, str | None] = {}
    for ask in (Browse(), Browse(words="the"), Browse(sort="source")):
        deep(ask)
    sorts = SORTS[1:]
    return {
        "rows, no words, any order": lambda chance: ledger.browse(Browse(sort=chance.choice(sorts))),
        "rows, no words, page 400": lambda chance: deep(chance.choice((Browse(), Browse(sort="source")))),
        "rows, narrowed": lambda chance: ledger.browse(narrow(chance)),
        "rows, one word": lambda chance: ledger.browse(Browse(words=words(chance))),
        "rows, two words": lambda chance: ledger.browse(Browse(words=words(chance, 2))),
        "rows, a source's name": lambda chance: ledger.browse(Browse(source=words(chance))),
        "rows, a word of most claims": lambda chance: ledger.browse(Browse(words=f"the {words(chance)}*")),
        "rows, that word, page 400": lambda _: deep(Browse(words="the")),
        "facets, no words": lambda _: ledger.facets(Browse()),
        "facets, narrowed": lambda chance: ledger.facets(narrow(chance)),
        "facets, one word": lambda chance: ledger.facets(Browse(words=words(chance))),
        "facets, a word of most claims": lambda chance: ledger.facets(Browse(words=f"the OR {words(chance)}")),
        "timeline, narrowed": lambda chance: ledger.timeline(narrow(chance), chance.choice(CLOCKS)),
        "timeline, one word": lambda chance: ledger.timeline(Browse(words=words(chance)), chance.choice(CLOCKS)),
        "places, narrowed": lambda chance: ledger.map_places(narrow(chance)),
        "an actor's page": lambda chance: ledger.actor(name(NAMES.draw(chance) // 10)),
        "the latest": lambda chance: ledger.latest(Browse(words=words(chance))),
    }


def ask_while_adding(
    ledger: Ledger, address: str, given: argparse.Namespace
) -> tuple[dict[str, list[tuple[float, float]]], float, list[str]]:
    """The times of readers who ask once a second while another process adds documents; how many a second; what went wrong."""
    asked = questions(ledger)
    found: dict[str, list[tuple[float, float]]] = {title: [] for title in asked}
    errors: list[str] = []
    before = ledger.counts().documents
    command = [
        sys.executable,
        "-m",
        "benchmarks.browsing",
        "--ledger",
        address,
        "--add",
        str(10 * before),
        str(int(given.seconds)),
    ]
    adding = subprocess.Popen(command)

    def read(number: int) -> None:
        chance, began = random.Random(number), time.perf_counter()
        time.sleep(number / given.readers)
        turn = 0
        while time.perf_counter() - began < given.seconds:
            title = chance.choice(sorted(asked))
            try:
                found[title].append(timed(asked[title], chance))
            except SaysoError as error:
                errors.append(f"{title}: {error}")
            turn += 1
            time.sleep(max(0.0, began + number / given.readers + turn - time.perf_counter()))

    readers = [threading.Thread(target=read, args=(number,)) for number in range(given.readers)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    if adding.wait():
        errors.append("adding failed")
    return found, (ledger.counts().documents - before) / given.seconds, errors


def add(address: str, first: int, seconds: int) -> int:
    """Add new documents, as `sayso add` does once they are read, for some seconds."""
    began = time.perf_counter()
    with Ledger(address) as ledger:
        for one in ledger.add_each(iter_documents(1_000_000, first)):
            if time.perf_counter() - began > seconds or one.outcome == "failed":
                return int(one.outcome == "failed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
