"""The figures that a question means, read from the ledger and laid out by source and day.

In: a view and a question. Out: `FigureTable`s. A question means the claims that have its words and what bears on them, and of
their pages the other figures of the same sort: a toll is told without the name of the ship.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from sayso.bookkeeping.known_links import KnownLinks
from sayso.languages.figure_lexicon import FATES
from sayso.linking.answers import BEARING
from sayso.linking.claim_profiles import ClaimProfile, profile_claims
from sayso.linking.figure_series import FigureTable, SeenFigure, make_tables
from sayso.records import Analysis, Quantity, QuantityKind
from sayso.store import Filters, View

__all__ = ["find_figures", "see_figures"]

#: Claims that match a question, and pages that are read for it.
MOST_HITS: Final = 200
MOST_PAGES: Final = 100


def find_figures(view: View, words: str, filters: Filters, kind: QuantityKind | None = None) -> tuple[FigureTable, ...]:
    """The figures that a question means; of one kind, if one is named."""
    hits = [hit for hit in view.search(words, filters, MOST_HITS, 0) if hit.verdict != "reject"]
    meant = {hit.id for hit in hits}
    near = {end for link in KnownLinks(view).of(sorted(meant), BEARING) for end in (link.left, link.right)}
    placed = view.place_claims(near)
    documents = [hit.document for hit in hits] + [placed[claim].document for claim in sorted(near) if claim in placed]
    seen = [one for document in _first(documents) for one in see_figures(view.read_standing(document))]
    asked = {_sort(one.quantity) for one in seen if one.claim.claim.id in meant | near}
    kept = (one for one in seen if _sort(one.quantity) in asked)
    return make_tables(one for one in kept if kind is None or one.quantity.kind == kind)


def _sort(quantity: Quantity) -> tuple[str, str | None]:
    """The sort of a figure: what becomes of people is one."""
    return ("fate" if quantity.kind in FATES else quantity.kind), quantity.unit


def see_figures(analysis: Analysis) -> Iterator[SeenFigure]:
    """The figures of a document, each with the claim that holds it: of several the one with the fewest words."""
    text, claims = analysis.document.text, list(profile_claims(analysis))
    by_id = {one.id: one for one in analysis.quantities}
    dates = {timex.id: timex for timex in analysis.timexes}
    for one in analysis.quantities:
        claim = _holder(one, claims)
        if claim is not None:
            whole = by_id.get(one.of or "") if one.is_subset else None
            words = whole.span.of(text) if whole is not None else None
            yield SeenFigure(one, one.span.of(text), claim, dates.get(one.as_of or ""), words)


def _holder(quantity: Quantity, claims: Iterable[ClaimProfile]) -> ClaimProfile | None:
    holding = (one for one in claims if any(span.contains(quantity.span) for span in one.claim.contents))
    return min(holding, key=lambda one: sum(map(len, one.claim.contents)), default=None)


def _first(documents: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(documents))[:MOST_PAGES]
