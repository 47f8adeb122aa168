"""What a page's head says more surely than its body: how much of what is reported is right, and how much is found.

    python -m evals.headlines [dev|test] [--bundle FOLDER] [--verbose]

In: `evals/headlines/`: invented pages with labels, and labels on documents of BASIL and NeuS by name and offset. Each page is
read as `sayso read` reads HTML. Out: precision of what is reported and recall of what is labelled, by kind. Documents that were
labelled because something was reported of them tell nothing of recall. What is for development: `evals/headlines/CARD.md`.
"""

import argparse
import html
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from evals.bootstrap import draw, intervals
from evals.corpora import SHARED, corpus, has_corpora
from evals.story_sets import ENTRY, PROBE, Told, read_set
from sayso.linking.claim_profiles import profile_claims
from sayso.linking.headline_checks import check_heads
from sayso.pipeline import Pipeline, open_pipeline
from sayso.records import Analysis, Discrepancy, Failure, Page
from sayso.records.ids import sha256_of

__all__ = ["HeadLabel", "HeadPage", "flat_headline_figures", "headline_figures", "judge_pages", "own_pages", "real_pages"]

GOLD = Path(__file__).with_name("headlines")
DRAWN = ("random", "reported")
KINDS = ("attribution_dropped", "hedge_dropped", "number_strengthened", "certainty_strengthened")


@dataclass(frozen=True, slots=True)
class HeadLabel:
    """One thing that a part of a page's head says more surely than the words of its body."""

    part: str
    kind: str
    body: str


@dataclass(frozen=True, slots=True)
class HeadPage:
    """A page with its labels; a page without labels was read and has none."""

    name: str
    origin: str
    part: str
    headline: str
    standfirst: str | None
    paragraphs: tuple[str, ...]
    labels: tuple[HeadLabel, ...]

    @property
    def markup(self) -> str:
        """The page as HTML."""
        lead = f'<p class="standfirst">{html.escape(self.standfirst)}</p>' if self.standfirst else ""
        body = "".join(f"<p>{html.escape(paragraph)}</p>\n" for paragraph in self.paragraphs)
        title = html.escape(self.headline)
        return (
            f"<!doctype html><html lang=en><head><title>{title}</title><body><article><h1>{title}</h1>{lead}\n{body}</article>"
        )

    @property
    def pairs(self) -> int:
        """How many parts of its head are compared with its body."""
        return 1 + (self.standfirst is not None)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one page: reports that are right and wrong, and labels that nothing was reported for."""

    page: HeadPage
    right: tuple[Discrepancy, ...]
    wrong: tuple[Discrepancy, ...]
    missed: tuple[HeadLabel, ...]


# --- gold ---


def own_pages(part: str) -> list[HeadPage]:
    """The invented pages of a half."""
    blocks = re.split(r"^# ", (GOLD / "pages.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    pages = [_own_page(block.splitlines()) for block in blocks]
    return [page for page in pages if page.part == part]


def _own_page(lines: Sequence[str]) -> HeadPage:
    number, headline, standfirst = lines[0].strip(), "", None
    paragraphs, labels = [], []
    for line in filter(None, lines[1:]):
        sign, rest = line[0], line[2:]
        if sign == "=":
            headline = rest
        elif sign == "+":
            standfirst = rest
        elif sign == "!":
            what, _, body = rest.partition(": ")
            role, kind = what.split()
            labels.append(HeadLabel(role, kind, body))
        else:
            paragraphs.append(line)
    part = "dev" if int(number) % 2 else "test"
    return HeadPage(number, "own", part, headline, standfirst, tuple(paragraphs), tuple(labels))


def real_pages(part: str, drawn: str) -> list[HeadPage]:
    """The labelled documents of the corpora of a part, drawn at random or for what was reported of them.

    Raises:
        ValueError: a corpus has another text than the one that was labelled.
    """
    rows = [json.loads(line) for line in (GOLD / "real.jsonl").read_text(encoding="utf-8").splitlines()]
    return [_real_page(row) for row in rows if (row["part"], row["drawn"]) == (part, drawn)]


def _real_page(row: Mapping[str, Any]) -> HeadPage:
    told = _told(row["corpus"])[row["document"]]
    text = "\n\n".join(told.paragraphs)
    if sha256_of(text)[:12] != row["sha256"]:
        raise ValueError(f"{told.name}: the corpus has another text than the one that was labelled")
    labels = tuple(HeadLabel("headline", kind, text[start:end]) for kind, start, end in row["labels"])
    return HeadPage(told.name, row["corpus"], row["part"], told.title.strip(), None, told.paragraphs, labels)


@cache
def _told(name: str) -> dict[str, Told]:
    return {told.name: told for told in (_rest() if name == "neus-rest" else read_set(name))}


def _rest() -> Iterator[Told]:
    """The documents of NeuS's training part."""
    lines = (corpus("neus") / PROBE / "train.source").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        for place, entry in enumerate(line.split("[SEP]")):
            found = ENTRY.match(entry)
            if found is not None:
                yield Told(f"train/{number}/{place}", f"train/{number}", found[1].strip(), (found[2].strip(),))


# --- judging ---


def judge_pages(pages: Sequence[HeadPage], pipeline: Pipeline) -> list[Verdict]:
    """What the checks report of each page, beside its labels."""
    inputs = [Page(page.name, None, page.markup.encode(), "text/html", "") for page in pages]
    readings = pipeline.read(inputs)
    return [
        judge(page, None if isinstance(reading, Failure) else reading.analysis)
        for page, reading in zip(pages, readings, strict=True)
    ]


def judge(page: HeadPage, analysis: Analysis | None) -> Verdict:
    """A report is right if the part and kind are labelled and its words of the body are those of the label's sentence."""
    reports = [] if analysis is None else list(_reports(analysis))
    right: list[Discrepancy] = []
    wrong: list[Discrepancy] = []
    met: set[HeadLabel] = set()
    for part, text, report in reports:
        label = next(
            (one for one in page.labels if (one.part, one.kind) == (part, report.kind) and _meet(one.body, text)), None
        )
        (wrong if label is None else right).append(report)
        if label is not None:
            met.add(label)
    return Verdict(page, tuple(right), tuple(wrong), tuple(label for label in page.labels if label not in met))


def _reports(analysis: Analysis) -> Iterator[tuple[str, str, Discrepancy]]:
    """Each report with the part of the head it is about and the body's words."""
    profiles = {profile.claim.id: profile for profile in profile_claims(analysis)}
    for report in check_heads(tuple(profiles.values())):
        yield profiles[report.left].role, profiles[report.right or ""].words, report


def _meet(label: str, words: str) -> bool:
    """Whether the words of a claim stand in the labelled ones or hold most of them; contents may leave words out."""
    mine, yours = label.lower().split(), set(words.lower().split())
    return len([word for word in mine if word in yours]) >= len(mine) / 2 or words.lower() in label.lower()


def headline_figures(verdicts: Sequence[Verdict]) -> dict[str, dict[str, float]]:
    """For all and for each kind: reports, precision with its interval, labels, recall."""
    figures = {"all": _figures(verdicts, KINDS)}
    for kind in KINDS:
        figures[kind] = _figures(verdicts, (kind,))
    return figures


def flat_headline_figures() -> dict[str, float]:
    """Precision and recall on all pages of the test part, for the gate."""
    pages = [*own_pages("test"), *(page for drawn in DRAWN for page in real_pages("test", drawn))]
    figures = headline_figures(judge_pages(pages, open_pipeline()))["all"]
    return {name: figures[name] for name in ("precision", "recall")}


def _figures(verdicts: Sequence[Verdict], kinds: Sequence[str]) -> dict[str, float]:
    right = [sum(report.kind in kinds for report in verdict.right) for verdict in verdicts]
    wrong = [sum(report.kind in kinds for report in verdict.wrong) for verdict in verdicts]
    missed = [sum(label.kind in kinds for label in verdict.missed) for verdict in verdicts]
    labels = [sum(label.kind in kinds for label in verdict.page.labels) for verdict in verdicts]
    reported, labelled = sum(right) + sum(wrong), sum(labels)
    return {
        "pages": len(verdicts),
        "pairs": sum(verdict.page.pairs for verdict in verdicts),
        "reported": reported,
        "precision": sum(right) / reported if reported else float("nan"),
        "labelled": labelled,
        "recall": 1 - sum(missed) / labelled if labelled else float("nan"),
        **_interval(right, wrong),
    }


def _interval(right: Sequence[int], wrong: Sequence[int]) -> dict[str, float]:
    """The 95 % interval of the precision over pages."""
    if not sum(right) + sum(wrong):
        return {"precision_low": float("nan"), "precision_high": float("nan")}
    weights = draw(len(right))
    whole = weights @ [a + b for a, b in zip(right, wrong, strict=True)]
    shares = (weights @ list(right)) / whole.clip(min=1)
    low, high = intervals(shares[:, None])
    return {"precision_low": float(low[0]), "precision_high": float(high[0])}


# --- the command line ---


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", nargs="?", choices=("dev", "test"), default="test")
    parser.add_argument("--bundle", type=Path)
    parser.add_argument("--verbose", action="store_true", help="print each report that is wrong and each label that is missed")
    args = parser.parse_args()
    pages = {"invented": own_pages(args.part)}
    if has_corpora():
        pages |= {f"news, {drawn}": real_pages(args.part, drawn) for drawn in DRAWN}
    else:
        print(f"{SHARED} is missing: only the invented pages are measured.")
    pipeline, together = open_pipeline(args.bundle), []
    for origin, own in pages.items():
        verdicts = judge_pages(own, pipeline)
        together += verdicts
        _print(f"{origin} ({args.part})", headline_figures(verdicts))
        if args.verbose:
            _explain(verdicts)
    _print(f"all ({args.part})", headline_figures(together))


def _print(title: str, figures: Mapping[str, Mapping[str, float]]) -> None:
    print(f"\n{title:24}{'pairs':>7}{'reported':>10}{'precision':>11}{'(95 %)':>16}{'labelled':>10}{'recall':>8}")
    for name, row in figures.items():
        interval = f"{row['precision_low']:.2f}–{row['precision_high']:.2f}"
        print(
            f"{name:24}{row['pairs']:7.0f}{row['reported']:10.0f}{row['precision']:11.3f}{interval:>16}"
            f"{row['labelled']:10.0f}{row['recall']:8.3f}"
        )


def _explain(verdicts: Sequence[Verdict]) -> None:
    for verdict in verdicts:
        for report in verdict.wrong:
            print(f"wrong  {verdict.page.name} {report.kind}: {report.left_words} | {report.right_words}")
        for label in verdict.missed:
            print(f"missed {verdict.page.name} {label.part} {label.kind}: {verdict.page.headline} | {label.body}")
    counts = Counter(report.kind for verdict in verdicts for report in verdict.right)
    print(f"right  {dict(counts)}")


if __name__ == "__main__":
    main()
