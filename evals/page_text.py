"""Page text: how much of a story extraction finds, and how much else, beside trafilatura on the same pages.

In: the corpus `pages-trafilatura`, unpacked. Out: F1, precision and recall over the segments that must and must not be in
the text, for both, on pages with even and odd name hash; words and marks were tuned on the even ones. A segment counts as
found where it stands in the text as it is, as in trafilatura's own evaluation.

Our text is that of the blocks that hold the body of a story: titles and captions have roles of their own, and the gold,
which counts them now in and now out, is also scored with them in.

    python -m evals.page_text [FOLDER]
"""

import hashlib
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import trafilatura

from evals.corpora import corpus
from sayso.reading.decode import decode
from sayso.reading.extract import extract

__all__ = ["Tally", "main", "measure", "page_text_figures"]

BODY_ROLES = frozenset({"standfirst", "subhead", "body", "pullquote", "embed", "correction"})
SHOWN_ROLES = BODY_ROLES | {"headline", "caption"}
SYSTEMS = ("trafilatura", "sayso", "sayso with titles and captions")
PARTS = ("even", "odd", "all")


@dataclass
class Tally:
    """Counts over segments."""

    found: int = 0
    missed: int = 0
    wrong: int = 0

    def add(self, text: str, wanted: list[str], unwanted: list[str]) -> None:
        """Count one page."""
        hits = sum(segment in text for segment in wanted)
        self.found += hits
        self.missed += len(wanted) - hits
        self.wrong += sum(segment in text for segment in unwanted)

    @property
    def precision(self) -> float:
        """Of the segments found, those that belong in."""
        return self.found / max(1, self.found + self.wrong)

    @property
    def recall(self) -> float:
        """Of the segments that belong in, those found."""
        return self.found / max(1, self.found + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)


@dataclass
class Measured:
    """Tallies by system and part of the corpus, seconds of CPU by system, and what happened to the pages."""

    tallies: dict[tuple[str, str], Tally] = field(
        default_factory=lambda: {(name, part): Tally() for name in SYSTEMS for part in PARTS}
    )
    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(SYSTEMS, 0.0))
    read: int = 0
    refused: list[str] = field(default_factory=list)

    def add(self, markup: str, url: str, page: dict[str, list[str]], half: str) -> None:
        """Read one page with both and count it."""
        texts: dict[str, str] = {}
        start = time.process_time()
        texts["trafilatura"] = trafilatura.extract(markup, url=url, include_comments=False) or ""
        middle = time.process_time()
        ours = extract(markup, url)
        self.seconds["trafilatura"] += middle - start
        self.seconds["sayso"] += time.process_time() - middle
        for system, roles in (("sayso", BODY_ROLES), ("sayso with titles and captions", SHOWN_ROLES)):
            texts[system] = "\n".join(block.span.of(ours.text) for block in ours.blocks if block.role in roles)
        for system, text in texts.items():
            for part in (half, "all"):
                self.tallies[system, part].add(text, page["with"], page["without"])
        self.read += 1
        if not ours.is_article:
            self.refused.append(f"{url}: {ours.reason}")


def half_of(name: str) -> str:
    """Which half of the corpus a page belongs to, by its file name."""
    return PARTS[hashlib.sha256(name.encode()).digest()[0] % 2]


def measure(folder: Path) -> Measured:
    """Read every page of the corpus."""
    measured = Measured()
    for url, page in json.loads((folder / "evaldata.json").read_text(encoding="utf-8")).items():
        path = next(path for name in ("cache", "eval") if (path := folder / name / page["file"]).is_file())
        measured.add(decode(path.read_bytes()).text, url, page, half_of(page["file"]))
    return measured


def report_lines(measured: Measured) -> Iterator[str]:
    """The figures as lines for a terminal."""
    yield f"{measured.read} pages; taken for no article: {len(measured.refused)}"
    yield from (f"  {line}" for line in measured.refused)
    for system in SYSTEMS[:2]:
        yield f"{system}: {1000 * measured.seconds[system] / max(1, measured.read):.1f} ms of CPU a page"
    for part in PARTS:
        for system in SYSTEMS:
            tally = measured.tallies[system, part]
            difference = tally.f1 - measured.tallies["trafilatura", part].f1
            figures = f"F1 {tally.f1:.4f} ({difference:+.4f})  P {tally.precision:.4f}  R {tally.recall:.4f}"
            yield f"{part:5}{system:32}{figures}  found {tally.found} missed {tally.missed} wrong {tally.wrong}"


def page_text_figures() -> dict[str, float]:
    """Our F1 and how far it lies above trafilatura's, both in one run."""
    tallies = measure(corpus("pages-trafilatura")).tallies
    ours, theirs = tallies["sayso", "all"].f1, tallies["trafilatura", "all"].f1
    return {"f1": ours, "above_trafilatura": ours - theirs}


def main(arguments: list[str]) -> None:
    """Print the table for the corpus, or for a folder that holds it."""
    folder = Path(arguments[0]) if arguments else corpus("pages-trafilatura")
    for line in report_lines(measure(folder)):
        print(line)


if __name__ == "__main__":
    main(sys.argv[1:])
