"""Claims for programs and spreadsheets: a flat row each, with all that a table of sources needs.

In: `Reviewed` documents. Out: a dict for each claim, the same keys in the same order: JSON prints it with its chain, CSV the
cells alone. What people decided stands in `review_state`; an unreviewed row says `machine`. How much of a page's words goes
along is the text policy's: none of them, the claim's own (quote), or its sentences too (full).
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final, Literal, get_args

from sayso.export.dates import write_date
from sayso.export.withheld import is_withheld
from sayso.records import Analysis, Attribution, Claim, Document, Hop, Reviewed, text_of
from sayso.records.codec import to_plain

__all__ = [
    "ARROW", "COLUMNS", "NOBODY", "POLARITIES", "POLICIES", "TextPolicy", "claim_rows", "document_cells", "to_cells",
    "to_record",
]  # fmt: skip

TextPolicy = Literal["none", "quote", "full"]
POLICIES: Final[tuple[TextPolicy, ...]] = get_args(TextPolicy)
#: The cells of a row of CSV, in their order.
COLUMNS: Final = (
    "claim", "document", "page", "url", "title", "publisher", "republisher", "published", "words", "context",
    "source", "source_kind", "chain", "depth", "basis", "channel", "cue", "cue_kind", "style", "polarity", "certainty",
    "hedges", "said", "happened", "score", "status", "review_state", "reviewers", "start", "stop", "sha256", "bundle",
)  # fmt: skip
POLARITIES: Final = {"+": "affirms", "-": "denies", "?": "open"}
ARROW: Final = " › "
NOBODY: Final = "(nobody named)"


def claim_rows(
    reviewed: Reviewed,
    policy: TextPolicy,
    wanted: Collection[str] | None = None,
    *,
    rejected: bool = False,
    accusations: bool = False,
) -> Iterator[dict[str, Any]]:
    """A row for each claim of a document (of those wanted).

    Those that people rejected, and unreviewed accusations whose speaker the text does not state, only if they are asked for.
    """
    analysis = reviewed.analysis
    inner = {one.id: one for one in analysis.attributions}
    values = {timex.id: timex.value for timex in analysis.timexes}
    for claim in analysis.claims:
        source = _innermost(claim, inner)
        held_back = is_withheld(claim, None if source is None else source.cue_kind, reviewed.reviews[claim.id].state)
        is_wanted = (wanted is None or claim.id in wanted) and (accusations or not held_back)
        if is_wanted and (rejected or claim.id not in reviewed.rejected):
            yield _row(reviewed, claim, source, values, policy)


def to_record(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row as an object of JSON Lines."""
    return {"schema": "sayso/exported_claim/1", **row}


def to_cells(row: Mapping[str, Any]) -> list[Any]:
    """The row as cells of CSV, in the order of `COLUMNS`."""
    return [_cell(name, row[name]) for name in COLUMNS]


def _cell(name: str, value: Any) -> Any:
    if name == "chain":
        return ARROW.join(hop["name"] or NOBODY for hop in value)
    return POLARITIES.get(value, value) if name == "polarity" else value


def _row(
    reviewed: Reviewed, claim: Claim, inner: Attribution | None, values: Mapping[str, str], policy: TextPolicy
) -> dict[str, Any]:
    analysis, review = reviewed.analysis, reviewed.reviews[claim.id]
    held = claim.factuality
    return {
        "claim": claim.id,
        **document_cells(analysis.document),
        **_words(analysis, claim, inner, policy),
        "source_kind": None if inner is None else inner.source_kind,
        "cue_kind": None if inner is None else inner.cue_kind,
        "style": None if inner is None else inner.style,
        "polarity": None if held is None else held.polarity,
        "certainty": None if held is None else held.certainty,
        "said": values.get(claim.said or "", claim.said),
        "happened": values.get(claim.happened or "", claim.happened),
        "score": claim.score,
        "status": claim.status,
        "review_state": review.state,
        "reviewers": list(dict.fromkeys(one.user for one in review.judgements)),
        "start": min((span.start for span in claim.contents), default=0),
        "stop": max((span.end for span in claim.contents), default=0),
        "bundle": None if analysis.run is None else analysis.run.bundle,
    }


def document_cells(document: Document) -> dict[str, Any]:
    """What rows say of the document that they are from."""
    return {
        "document": document.id,
        "page": document.page,
        "url": document.url,
        "title": document.title,
        "publisher": None if document.publisher is None else document.publisher.name,
        "republisher": None if document.republisher is None else document.republisher.name,
        "published": None if document.published is None else write_date(document.published),
        "sha256": document.sha256,
    }


def _words(analysis: Analysis, claim: Claim, inner: Attribution | None, policy: TextPolicy) -> dict[str, Any]:
    """Who says it, in which words, as far as the policy lets them out."""
    text, says = analysis.document.text, policy != "none"
    sources = [hop for hop in claim.chain if hop.role == "source"]
    hedges = dict.fromkeys(span.of(text) for hop in claim.chain for span in hop.hedges)
    return {
        "words": text_of(text, claim.contents) if says else None,
        "context": _context(analysis, claim) if policy == "full" else None,
        "source": sources[-1].name if sources else None,
        "chain": [_plain(hop, says=says, text=text) for hop in claim.chain],
        "depth": len(sources),
        "basis": list(dict.fromkeys(hop.basis for hop in claim.chain)),
        "channel": sources[-1].channel if sources else None,
        "cue": text_of(text, inner.cue) if inner is not None and says else None,
        "hedges": list(hedges) if says else [],
    }


def _innermost(claim: Claim, known: Mapping[str, Attribution]) -> Attribution | None:
    return next((known[hop.attribution] for hop in reversed(claim.chain) if hop.attribution and hop.attribution in known), None)


def _plain(hop: Hop, *, says: bool, text: str) -> dict[str, Any]:
    return {**to_plain(hop), "hedges": [span.of(text) for span in hop.hedges] if says else []}


def _context(analysis: Analysis, claim: Claim) -> str:
    """The sentences that the claim stands in."""
    inside = [one for one in analysis.sentences if any(one.overlaps(span) for span in claim.contents)]
    return text_of(analysis.document.text, inside, " ")
