"""A missed attribution that a person adds, with the claim that it makes.

In: spans that a person marked, or what was written down of them before. Out: JSON for `Judgement.after`; the attribution and
the claim as rows, under the ids that the machine would give them, or nothing where the words are gone.
"""

from collections.abc import Mapping
from typing import Any, Final, cast

from sayso.bookkeeping.given import SURE, Given, describe_given, hop_of
from sayso.errors import QueryError
from sayso.linking.anchors import find_spans, quote_span, read_spans, write_spans
from sayso.records import (
    CUE_KINDS,
    SOURCE_KINDS,
    STYLES,
    Analysis,
    Attribution,
    Claim,
    CueKind,
    Factuality,
    SourceKind,
    Span,
    Style,
    text_of,
)
from sayso.records.codec import to_plain
from sayso.records.ids import claim_id
from sayso.stages.publication import find_publication_hops

__all__ = ["make_addition", "read_given", "write_addition"]

#: What claims nothing: whoever declines to comment.
SILENT: Final = frozenset({"decline"})


def read_given(analysis: Analysis, **asked: Any) -> Given:
    """The attribution that was asked for.

    Raises:
        QueryError: a span or a kind makes no sense, or roles overlap.
    """
    text = analysis.document.text
    sources = read_spans("sources", asked["sources"], text, may_be_empty=True)
    cue, contents = read_spans("cue", asked["cue"], text), read_spans("contents", asked["contents"], text)
    for role, spans in (("sources", sources), ("contents", contents)):
        if any(one.overlaps(other) for one in spans for other in cue):
            raise QueryError(role, "it shares characters with the cue: mark each character for one of the two")
    for name, allowed in (("style", STYLES), ("cue_kind", CUE_KINDS), ("source_kind", SOURCE_KINDS)):
        if asked.get(name) is not None and asked[name] not in allowed:
            raise QueryError(name, f"{asked[name]!r:.40} is none of {', '.join(allowed)}")
    kinds = (
        cast("Style | None", asked.get("style")),
        cast("CueKind | None", asked.get("cue_kind")),
        cast("SourceKind | None", asked.get("source_kind")),
    )
    return Given(sources, cue, contents, None, *kinds)


def write_addition(given: Given, analysis: Analysis) -> dict[str, Any]:
    """What is noted of an added attribution.

    Raises:
        QueryError: the document has an attribution of this cue already.
    """
    attribution, claim = _make(given, analysis)
    known = next((one.id for one in analysis.attributions if one.id == attribution.id), None)
    if known is not None:
        raise QueryError(known, "there is an attribution of this cue already: edit it instead")
    text = analysis.document.text
    kinds = {"style": given.style, "cue_kind": given.cue_kind, "source_kind": given.source_kind}
    return {
        "document": analysis.document.id,
        **{role: write_spans(text, getattr(given, role)) for role in ("sources", "cue", "contents")},
        **kinds,
        "names": [text_of(text, attribution.sources) or None],
        "record": to_plain(attribution),
        "claim": None if claim is None else to_plain(claim),
    }


def make_addition(written: Mapping[str, Any], analysis: Analysis) -> tuple[Attribution, Claim | None] | None:
    """The rows of an attribution that was written down before; nothing where its words are not in this text."""
    is_same = written["document"] == analysis.document.id
    found: list[tuple[Span, ...]] = []
    for role in ("sources", "cue", "contents"):
        spans = find_spans(analysis.document.text, written[role], is_same_text=is_same)
        if spans is None:
            return None
        found.append(spans)
    kinds = (written["style"], written["cue_kind"], written["source_kind"])
    return _make(Given(found[0], found[1], found[2], None, *kinds), analysis)


def _make(given: Given, analysis: Analysis) -> tuple[Attribution, Claim | None]:
    attribution = describe_given(analysis, given)
    if attribution.cue_kind in SILENT:
        return attribution, None
    document, text = analysis.document, analysis.document.text
    hop = hop_of(analysis, attribution)
    held = Factuality("certain", hop.polarity, "past", "asserted", ())
    claim = Claim(
        id=claim_id(document.id, attribution.id, text, given.contents),
        document=document.id,
        chain=(*find_publication_hops(document), hop),
        contents=given.contents,
        evidence=quote_span(text, Span(given.contents[0].start, given.contents[-1].end)),
        events=(),
        factuality=held,
        said=None,
        happened=None,
        score=SURE,
        review="added",
    )
    return attribution, claim
