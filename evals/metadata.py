"""Title, date and author of pages against the gold of trafilatura's evaluation pages.

In: the unpacked corpus `pages-trafilatura` (see `../shared/data`). Out: one line a field on standard output: how many gold
values there are, how many are met, how many pages without one got one; then the same for each half of the pages (rules are
made on the even one, the odd one checks them). With `--errors N` the first N misses are listed. Titles are equal when their
words are; a date when its day is; authors when each gold name is found and no other, whatever their order, case and titles.

With `--judged` a second figure follows that leaves out contested gold: the items of `metadata/contested.tsv`, each with its
reason. The first figure is the one to report; the second only says how much of the rest is the gold's.

    python -m evals.metadata ../data/pages-trafilatura --judged
"""

import argparse
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.errors import SaysoError
from sayso.knowledge.outlets import fold_name
from sayso.languages.author_words import TITLES
from sayso.reading import read_document
from sayso.records import Document, Page
from sayso.records.authors import authors_of
from sayso.records.ids import sha256_of

__all__ = ["Pair", "Score", "compare", "main", "read_gold"]

FIELDS = ("date", "title", "author")
CONTESTED = Path(__file__).parent / "metadata" / "contested.tsv"
#: Why gold is contested, in the words of the report; the file names the page and the reason.
REASONS = {
    "no date": "is no day of the calendar",
    "nowhere": "stands nowhere on the page, in its markup or its address",
    "other story": "stands in a link to another story alone",
    "change": "is called the day of a change by the page alone",
}
BETWEEN = re.compile(r"\s*(?:[,;/&|+•]|\s(?:und|and|et|y|e)\s)\s*")


@dataclass(frozen=True, slots=True)
class Pair:
    """One field of one page: its number in the corpus, the gold value, what was found, whether they agree, the address."""

    number: int
    wanted: str
    found: str
    agrees: bool
    address: str


@dataclass(frozen=True, slots=True)
class Score:
    """Counts for one field: gold values, met, missed with nothing found, and pages without gold value that got one."""

    gold: int
    met: int
    empty: int
    surplus: int


def read_gold(folder: Path) -> Iterator[tuple[str, Path, dict[str, Any]]]:
    """(address, file, gold) of each page that has metadata gold and whose file is there."""
    for address, gold in json.loads((folder / "evaldata.json").read_text("utf-8")).items():
        if gold.get("title") is None:
            continue
        for sub in ("cache", "eval"):
            path = folder / sub / gold["file"]
            if path.exists():
                yield address, path, gold
                break


def compare(document: Document, gold: dict[str, Any]) -> dict[str, tuple[str, str, bool]]:
    """For each field (gold, found, whether they agree); an empty gold value agrees with nothing found."""
    published = document.published.value[:10] if document.published else ""
    authors = ", ".join(author.name for author in authors_of(document))
    wanted = ", ".join(gold["author"]) if isinstance(gold["author"], list) else gold["author"]
    return {
        "date": (gold["date"], published, gold["date"] == published),
        "title": (gold["title"], document.title or "", _words(gold["title"]) == _words(document.title or "")),
        "author": (wanted, authors, _names(wanted) == _names(authors)),
    }


def _words(text: str) -> str:
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", text.replace("\u00ad", "")).casefold()).strip()


def _names(text: str) -> frozenset[str]:
    names = (fold_name(name).split() for name in BETWEEN.split(text))
    bare = (" ".join(word for word in words if word not in TITLES) or " ".join(words) for words in names)
    return frozenset(name for name in bare if name)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--judged", action="store_true")
    options = parser.parse_args()
    pairs: dict[str, list[Pair]] = {field: [] for field in FIELDS}
    pages = failed = 0
    for number, (address, path, gold) in enumerate(read_gold(options.folder)):
        pages += 1
        body = path.read_bytes()
        try:
            document = read_document(Page(address, None, body, "text/html", sha256_of(body)))
        except SaysoError:
            failed += 1
            continue
        for field, (wanted, found, agrees) in compare(document, gold).items():
            pairs[field].append(Pair(number, wanted, found, agrees, address))
    print(f"pages {pages}, unreadable {failed}")
    for field in FIELDS:
        print(_line(field, pairs[field]))
        for name, half in (("even", 0), ("odd", 1)):
            print(_line(f"  {name}", [pair for pair in pairs[field] if pair.number % 2 == half]))
        for line in judged_lines(field, pairs[field]) if options.judged else ():
            print(line)
        for pair in [pair for pair in pairs[field] if not pair.agrees][: options.errors]:
            print(f"    {pair.number} {pair.wanted!r} -> {pair.found!r}  {pair.address}")


def judged_lines(field: str, pairs: Sequence[Pair]) -> Iterator[str]:
    """The figure of a field without contested gold, reason by reason, each on top of those before it."""
    left = list(pairs)
    for reason, words in REASONS.items():
        out = read_contested(field, reason)
        kept = [pair for pair in left if pair.address.strip() not in out]
        if len(kept) < len(left):
            yield _line(f"  without {len(left) - len(kept)} whose gold {words}:", kept)
        left = kept


def read_contested(field: str, reason: str) -> frozenset[str]:
    """The addresses of the pages whose gold for a field is contested for one reason."""
    rows = (line.split("\t") for line in CONTESTED.read_text("utf-8").splitlines()[1:])
    return frozenset(address for one, why, address in rows if (one, why) == (field, reason))


def score(pairs: Sequence[Pair]) -> Score:
    """The counts of one field."""
    gold = [pair for pair in pairs if pair.wanted]
    return Score(
        gold=len(gold),
        met=sum(pair.agrees for pair in gold),
        empty=sum(not pair.found for pair in gold),
        surplus=sum(bool(pair.found) for pair in pairs if not pair.wanted),
    )


def _line(field: str, pairs: Sequence[Pair]) -> str:
    counted = score(pairs)
    share = counted.met / counted.gold if counted.gold else 0.0
    return (
        f"{field:7} {share:.3f} ({counted.met} of {counted.gold}; nothing found {counted.empty}; "
        f"found without gold {counted.surplus} of {len(pairs) - counted.gold})"
    )


if __name__ == "__main__":
    main()
