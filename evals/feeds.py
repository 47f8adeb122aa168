"""How feeds and wires of the public conformance sets come through our readers.

In: the archives feedparser-tests, newsml-g2 and ninjs of the shared material. Out: on standard output, for each set, how many
files were read, refused in one line, broke a reader, or took longer than the bar; how many of the items that a test names
came out, and how many of the values it states are ours. Its files are public tests, nothing of them is kept here.

    python -m evals.feeds
    python -m evals.feeds --list    # each value that differs, each refusal
"""

import argparse
import ast
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from evals.corpora import corpus
from sayso.errors import UnsupportedPage
from sayso.intake.feeds import parse_feed
from sayso.intake.markup import words_of
from sayso.intake.wires import read_newsml, read_ninjs
from sayso.records import Failure, FeedContent, FeedItem, Page

__all__ = ["FeedCase", "check_value", "iter_feed_cases", "main", "measure_feeds", "measure_wires"]

#: A feed of these sets that takes longer hangs.
SLOW = 5.0
#: Where the tests of the set say that their feeds lie.
SERVED = "http://127.0.0.1:8097/"
EXPECT = re.compile(r"^\s*Expect:\s*(.*?)\s*$", re.MULTILINE)
LOCATION = re.compile(r"^\s*Header:\s*Content-Location:\s*(.*?)\s*$", re.MULTILINE | re.IGNORECASE)
HEADER = re.compile(r"^\s*Header:\s*Content-type:\s*(.*?)\s*$", re.MULTILINE | re.IGNORECASE)
ENTRY = re.compile(r"entries\[(\d+)\]")
VALUE = re.compile(
    r"entries\[(\d+)\]\['(title|link|id|guid|description|summary|author|content)'\](?:\[0\])?(?:\['value'\])? == u?(.+)$"
)
SOURCE = re.compile(r"entries\[(\d+)\]\['source'\]\['title'\] == u?(.+)$")


@dataclass(frozen=True, slots=True)
class FeedCase:
    """A feed of the set: its name, bytes and content type, what the test expects of it, in its own words."""

    name: str
    body: bytes
    content_type: str | None
    expect: str
    address: str

    @property
    def is_well_formed(self) -> bool:
        """Whether the test says that nothing is wrong with it."""
        return self.expect.startswith("not bozo")

    @property
    def items(self) -> int:
        """How many items it has at least."""
        return max((int(number) + 1 for number in ENTRY.findall(self.expect)), default=0)


def iter_feed_cases(folder: Path) -> Iterator[FeedCase]:
    """Every feed of the set, sorted by name."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".xml", ".json"}:
            body = path.read_bytes()
            head = _comment(body)
            expect, header, location = (pattern.search(head) for pattern in (EXPECT, HEADER, LOCATION))
            name = str(path.relative_to(folder))
            address = urljoin(f"{SERVED}{name}", location[1]) if location else f"{SERVED}{name}"
            yield FeedCase(name, body, header[1] if header else None, expect[1] if expect else "", address)


def _comment(body: bytes) -> str:
    """The words of the test in front of the feed, whatever the encoding of it is."""
    return body[:12000].replace(b"\x00", b"").decode("utf-8", "replace")


def check_value(case: FeedCase, content: FeedContent) -> tuple[str, bool] | None:
    """(field, whether ours is the same) where the test states a value of an item that we keep; else nothing."""
    source = SOURCE.search(case.expect)
    found = source or VALUE.search(case.expect)
    try:
        expected = ast.literal_eval(found[found.lastindex or 1]) if found else None
    except (ValueError, SyntaxError):
        return None
    if found is None or not isinstance(expected, str):
        return None
    field = "source" if source else found[2]
    number = int(found[1])
    return field, number < len(content.items) and _is_same(field, expected, content.items[number])


def _is_same(field: str, expected: str, item: FeedItem) -> bool:
    wanted = words_of(expected)
    told = {(one.field, one.value) for one in item.told}
    match field:
        case "title":
            return (item.title or "") == wanted[:400].strip()
        case "link":
            return item.address == expected or item.address is None
        case "id" | "guid":
            return item.key == expected or not expected
        case "author":
            return any(name == "byline" and value in wanted for name, value in told) or "@" in expected
        case "source":
            return ("origin", wanted[:400]) in told
    ours = {words_of(item.html or ""), *(value for name, value in told if name == "summary")}
    squeezed = re.sub(r"\s", "", wanted)
    return not wanted or any(re.sub(r"\s", "", one)[:300] == squeezed[:300] for one in ours)


def measure_feeds(folder: Path) -> tuple["Counter[str]", list[str]]:
    """The counts, and a line for everything that is not as the test says."""
    counts: Counter[str] = Counter()
    lines: list[str] = []
    for case in iter_feed_cases(folder):
        counts["files"] += 1
        counts["well-formed"] += case.is_well_formed
        begun = time.perf_counter()
        try:
            content = parse_feed(case.body, case.address, case.content_type)
        except UnsupportedPage as error:
            counts["refused"] += 1
            counts["refused though well-formed"] += case.is_well_formed
            counts["refused though it has items"] += case.items > 0
            lines.append(f"refused: {case.name}: {error.reason} | {case.expect}")
            continue
        except Exception as error:  # noqa: BLE001  this is what is counted
            counts["broke"] += 1
            lines.append(f"broke: {case.name}: {type(error).__name__}: {error}")
            continue
        finally:
            counts["slow"] += time.perf_counter() - begun > SLOW
        _count_items(case, content, counts, lines)
    return counts, lines


def _count_items(case: FeedCase, content: FeedContent, counts: "Counter[str]", lines: list[str]) -> None:
    counts["read"] += 1
    if case.items:
        counts["with items"] += 1
        counts["items came out"] += len(content.items) >= case.items
        counts["well-formed with items"] += case.is_well_formed
        counts["well-formed gave their items"] += case.is_well_formed and len(content.items) >= case.items
        if len(content.items) < case.items:
            lines.append(f"items: {case.name}: {len(content.items)} of {case.items} | {case.expect}")
    checked = check_value(case, content)
    if checked is not None:
        counts[f"{checked[0]} stated"] += 1
        counts[f"{checked[0]} same"] += checked[1]
        if not checked[1]:
            lines.append(f"{checked[0]}: {case.name} | {case.expect}")


def measure_wires(
    folder: Path, suffix: str, read: Callable[[bytes, str], Iterator[Page | Failure]]
) -> tuple["Counter[str]", list[str]]:
    """The counts of a set of wires, and a line for everything that gave no page."""
    counts: Counter[str] = Counter()
    lines: list[str] = []
    for path in sorted(folder.rglob(f"*{suffix}")):
        name, body = str(path.relative_to(folder)), path.read_bytes()
        counts["files"] += 1
        begun = time.perf_counter()
        try:
            found = list(read(body, name))
        except UnsupportedPage as error:
            counts["refused"] += 1
            lines.append(f"refused: {name}: {error.reason}")
            continue
        except Exception as error:  # noqa: BLE001  this is what is counted
            counts["broke"] += 1
            lines.append(f"broke: {name}: {type(error).__name__}: {error}")
            continue
        counts["slow"] += time.perf_counter() - begun > SLOW
        pages = [one for one in found if isinstance(one, Page)]
        counts["pages"] += len(pages)
        counts["files with pages"] += bool(pages)
        counts["named as no news"] += not pages
        lines.extend(f"no page: {name}: {one.error}" for one in found if isinstance(one, Failure))
    return counts, lines


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--list", action="store_true", help="name each file that is not as its test says")
    given = parser.parse_args()
    for name, (counts, lines) in {
        "feedparser-tests": measure_feeds(corpus("feedparser-tests")),
        "newsml-g2": measure_wires(corpus("newsml-g2"), ".xml", read_newsml),
        "ninjs": measure_wires(corpus("ninjs"), ".json", read_ninjs),
    }.items():
        print(name)
        for what, count in counts.items():
            print(f"  {what:32} {count:6}")
        if given.list:
            print(*(f"    {line}" for line in lines), sep="\n")


if __name__ == "__main__":
    main()
