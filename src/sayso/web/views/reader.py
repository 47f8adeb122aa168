"""The reader's page of one document, and its tables.

In: what the ledger holds of a document. Out: `ReaderPage`, rows for a CSV file, the JSON contract with reviews beside it. It
asks the ledger nothing and draws nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sayso.records import Analysis, Review, Reviewed
from sayso.records.codec import analysis_to_json, to_plain
from sayso.store import Carriers, Shown, Version
from sayso.web.views.cards import Card, find_web_address, make_cards
from sayso.web.views.marked_text import Group, make_groups
from sayso.web.views.provenance import Step, make_steps, name_page

__all__ = ["COLUMNS", "Opened", "ReaderPage", "Sums", "iter_rows", "make_reader", "tell_document"]

#: The columns of a document's claims as CSV.
COLUMNS: Final = (
    "number", "kind", "id", "republisher", "publisher", "sources", "bases", "contents", "said", "said_words", "happened",
    "happened_words", "hedges", "held", "style", "score", "review", "pages", "publishers", "address", "citation",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opened:
    """What the ledger holds of a document: the row, its reading as people left it, who else carries its claims."""

    shown: Shown
    reviewed: Reviewed
    carriers: Mapping[str, Carriers]
    story: str | None = None

    @property
    def analysis(self) -> Analysis:
        """The reading."""
        return self.reviewed.analysis


@dataclass(frozen=True, slots=True)
class Sums:
    """What the foot of the story counts; `deepest` is the longest row of sources, without the houses."""

    attributions: int
    sourceless: int
    claims: int
    own: int
    deepest: int
    unreviewed: int


@dataclass(frozen=True, slots=True)
class ReaderPage:
    """The page: strip, story in groups, cards, sums and the versions of the page."""

    id: str
    page: str
    title: str
    has_headline: bool
    language: str
    address: str | None
    steps: tuple[Step, ...]
    groups: tuple[Group, ...]
    cards: tuple[Card, ...]
    sums: Sums
    notes: tuple[str, ...]
    versions: tuple[Version, ...]
    version: Version | None
    kept: str
    read_with: str
    story: str | None
    is_editing: bool
    adrift: int

    @property
    def is_current(self) -> bool:
        """Whether this is what the page last showed."""
        return self.version is None or self.version.current


def make_reader(opened: Opened, *, editing: bool = False) -> ReaderPage:
    """The page of a document."""
    analysis, shown = opened.analysis, opened.shown
    document = analysis.document
    cards = make_cards(analysis, opened.reviewed.reviews, opened.carriers)
    run = analysis.run
    return ReaderPage(
        id=document.id,
        page=document.page,
        title=document.title or _first_words(document.text) or name_page(document),
        has_headline=sum(block.role == "headline" for block in document.blocks) == 1,
        language=document.language or "und",
        address=find_web_address(document),
        steps=make_steps(document),
        groups=make_groups(analysis, cards, opened.reviewed.checked, by_words=editing),
        cards=cards,
        sums=_count(analysis, cards),
        notes=analysis.notes,
        versions=shown.versions,
        version=next((one for one in shown.versions if one.document == document.id), None),
        kept=shown.first_seen[:10],
        read_with=f"sayso {run.version}, model {run.bundle}" if run else "",
        story=opened.story,
        is_editing=editing,
        adrift=len(opened.reviewed.adrift),
    )


def _first_words(text: str) -> str:
    words = text.split(maxsplit=12)
    first = " ".join(words[:12])
    return f"{first[:120]}…" if len(words) > 12 or len(first) > 120 else first


def _count(analysis: Analysis, cards: tuple[Card, ...]) -> Sums:
    return Sums(
        attributions=len(analysis.attributions),
        sourceless=sum(not one.sources for one in analysis.attributions),
        claims=sum(card.kind != "bare" for card in cards),
        own=sum(card.kind == "own" for card in cards),
        deepest=max((len(card.sources) for card in cards), default=0),
        unreviewed=sum(card.review == "machine" for card in cards),
    )


def iter_rows(page: ReaderPage, styles: Mapping[str, str]) -> Iterator[tuple[object, ...]]:
    """The claims as rows under `COLUMNS`; `styles` are those of the attributions by their ids."""
    for card in page.cards:
        houses = {hop.role: hop.name for hop in card.houses}
        yield (
            card.number,
            card.kind,
            card.id,
            houses.get("republisher", ""),
            houses.get("publisher", ""),
            " < ".join(hop.name or "nobody named" for hop in card.sources),
            " < ".join(hop.basis for hop in card.sources),
            card.contents,
            card.said.value if card.said else "",
            card.said.words if card.said else "",
            card.happened.value if card.happened else "",
            card.happened.words if card.happened else "",
            "; ".join(card.hedges),
            "; ".join(card.held),
            styles.get(card.attribution or "", ""),
            round(card.score, 4),
            card.review,
            card.others.pages if card.others else "",
            card.others.publishers if card.others else "",
            card.fragment or "",
            card.citation,
        )


def tell_document(opened: Opened) -> dict[str, Any]:
    """The analysis as its contract has it, and beside it what people decided and who else carries its claims."""
    reviewed = opened.reviewed
    decided = {key: _tell_review(one) for key, one in reviewed.reviews.items() if one.state != "machine" or one.judgements}
    return {
        **analysis_to_json(opened.analysis),
        "reviews": decided,
        "rejected": sorted(reviewed.rejected),
        "checked": [to_plain(span) for span in reviewed.checked],
        "adrift": [to_plain(one) for one in reviewed.adrift],
        "carriers": {key: to_plain(one) for key, one in opened.carriers.items()},
        "versions": [to_plain(version) for version in opened.shown.versions],
        "story": opened.story,
    }


def _tell_review(review: Review) -> dict[str, Any]:
    return {
        "state": review.state,
        "verdict": review.verdict,
        "changed": review.changed,
        "judgements": [to_plain(one) for one in review.judgements],
    }
