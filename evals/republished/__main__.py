"""Whose copy a page holds: the original publisher or agency of republished pages, and no false one on others.

In: `pages.txt`, on which rules were mended, and `test.txt`: pages of our own, one a line. Out: on standard output, of the
pages with an original how many name it and how many name somebody else, and of the others how many get an original that they
do not have; each fault on standard error.

    python -m evals.republished
"""

import html
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from evals.shares import wilson
from sayso.knowledge.outlets import fold_name, load_outlets
from sayso.reading import read_document
from sayso.records import Document, Page, Publisher
from sayso.records.ids import sha256_of

__all__ = ["Case", "find_original", "main", "measure", "read_cases", "republished_figures"]

FOLDER: Final = Path(__file__).parent
STORY: Final = (
    "The ferry to Selby Cove will sail again in May after two winters at the quay, the port authority said on Monday.",
    "Its hull had been found to leak when divers looked at it in the autumn of the year before last, and repairs took longer.",
    "Residents who had to drive around the bay for groceries said that they would believe it when they saw it.",
)


@dataclass(frozen=True, slots=True)
class Case:
    """A page and whose copy it is; null where it is its own house's."""

    line: str
    original: str | None
    page: Page


def read_cases(name: str) -> Iterator[Case]:
    """The pages of one set, `pages` or `test`."""
    for line in (FOLDER / f"{name}.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            original, house, parts = (part.strip() for part in line.split("::", 2))
            fields = [(name.strip(), value.strip()) for name, value in (part.split("=", 1) for part in parts.split(";;"))]
            yield Case(line, None if original == "-" else original, _make(house, fields))


def _make(house: str, fields: list[tuple[str, str]]) -> Page:
    at = {name: [value for own, value in fields if own == name] for name, _ in fields}
    host = f"https://www.{house.lower().replace('the ', '').replace(' ', '-')}.example/ferry"
    opening, ending = (" ".join(at.get(name, ())) for name in ("opening", "ending"))
    story = [f"{opening} {STORY[0]}".strip(), STORY[1], STORY[2]]
    linked = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Ferry will sail again"}
    linked |= {"datePublished": "2021-06-14T08:00:00Z", "publisher": {"@type": "Organization", "name": house}}
    for one in at.get("linked", ()):
        name, value = one.split(":", 1)
        linked[name] = {"@type": "Person" if name == "author" else "Organization", "name": value}
    links = "".join(f'<link rel="canonical" href="{html.escape(one)}">' for one in at.get("canonical", ()))
    lines = {name: "".join(f"<p>{html.escape(one)}</p>" for one in at.get(name, ())) for name in ("above", "below")}
    if ending:
        story.append(ending)
    body = "".join(f"<p>{html.escape(one)}</p>" for one in story)
    markup = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ferry will sail again</title>'
        f'<meta property="og:site_name" content="{html.escape(house)}">{links}'
        f'<script type="application/ld+json">{json.dumps(linked)}</script></head><body><nav><a href="/">Home</a></nav>'
        f"<article><h1>Ferry will sail again</h1>{lines['above']}{body}{lines['below']}</article></body></html>"
    ).encode()
    return Page(host, None, markup, "text/html", sha256_of(markup))


def find_original(document: Document) -> Publisher | None:
    """The house whose copy it is, where that is not whose page it stands on."""
    return document.publisher if document.republisher is not None else None


def _is(found: Publisher, name: str) -> bool:
    wanted = load_outlets().by_name(name)
    return fold_name(found.name) == fold_name(name) or (wanted is not None and wanted.id == found.outlet)


def measure(name: str) -> dict[str, float]:
    """Named, and not made up, in per cent, with their counts."""
    named = wrong = false = originals = 0
    for case in read_cases(name):
        found = find_original(read_document(case.page))
        originals += case.original is not None
        if case.original is not None and found is not None and _is(found, case.original):
            named += 1
        elif found is not None or case.original is not None:
            wrong += case.original is not None and found is not None
            false += case.original is None
            print(f"    {found.name if found else 'none found':28} {case.line}", file=sys.stderr)
    others = sum(1 for case in read_cases(name)) - originals
    return {
        "originals": originals, "named": named, "another": wrong, "others": others, "false": false,
        "named_percent": 100 * named / originals, "not_false_percent": 100 - 100 * false / others,
    }  # fmt: skip


def republished_figures() -> dict[str, float]:
    """The shares of both sets, for the gate."""
    found = {name: measure(name) for name in ("pages", "test")}
    return {f"{name}.{key}": one[key] for name, one in found.items() for key in ("named_percent", "not_false_percent")}


def main() -> int:
    """Print the figures, the faults on standard error."""
    for name in ("pages", "test"):
        found = measure(name)
        low, high = wilson(int(found["named"]), int(found["originals"]))
        print(
            f"{name}: republished {found['originals']}, the original named on {found['named']} ({found['named_percent']:.1f} %"
            f" [{100 * low:.0f}, {100 * high:.0f}]), another on {found['another']}; "
            f"own copy {found['others']}, an original made up on {found['false']}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
