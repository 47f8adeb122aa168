"""Gold for training and measuring: passages that a person went through completely, and what is in them.

In: `Reviewed` documents. Out: an object for each checked passage, with the attributions and claims wholly inside it as people
left them. Rejected ones are no gold: they stand apart, as negatives; what crosses the edge of a passage is named, so that
nobody learns from half of it. Decisions elsewhere in a document are left out: what nobody looked at is not known to be right.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sayso.export.claims import TextPolicy
from sayso.records import Attribution, Claim, Reviewed, Span, text_of
from sayso.records.codec import to_plain

__all__ = ["gold_passages"]


def gold_passages(reviewed: Reviewed, policy: TextPolicy) -> Iterator[dict[str, Any]]:
    """An object for each passage of a document that is marked as checked, in the order of the text."""
    document = reviewed.analysis.document
    for passage in reviewed.checked:
        attributions = [(one, _spans_of(one)) for one in reviewed.analysis.attributions]
        claims = [(one, tuple(one.contents)) for one in reviewed.analysis.claims]
        sides = {"attributions": _split(attributions, passage), "claims": _split(claims, passage)}
        crossing = [one.id for _, across in sides.values() for one in across]
        yield {
            "schema": "sayso/gold/1",
            "document": document.id,
            "page": document.page,
            "url": document.url,
            "language": document.language,
            "sha256": document.sha256,
            "span": [passage.start, passage.end],
            "text": passage.of(document.text) if policy == "full" else None,
            **{
                name: [_plain(reviewed, one, policy) for one in inside if one.id not in reviewed.rejected]
                for name, (inside, _) in sides.items()
            },
            "negatives": {
                name: [_plain(reviewed, one, policy) for one in inside if one.id in reviewed.rejected]
                for name, (inside, _) in sides.items()
            },
            "crossing": crossing,
        }


def _split(
    rows: Iterable[tuple[Attribution | Claim, tuple[Span, ...]]], passage: Span
) -> tuple[list[Attribution | Claim], list[Attribution | Claim]]:
    """The rows wholly inside a passage, and those that cross its edge."""
    inside: list[Attribution | Claim] = []
    across: list[Attribution | Claim] = []
    for row, spans in rows:
        if spans and all(passage.contains(span) for span in spans):
            inside.append(row)
        elif any(passage.overlaps(span) for span in spans):
            across.append(row)
    return inside, across


def _spans_of(one: Attribution) -> tuple[Span, ...]:
    return (*one.sources, *one.cue, *one.contents, *((one.channel,) if one.channel is not None else ()))


def _plain(reviewed: Reviewed, row: Attribution | Claim, policy: TextPolicy) -> dict[str, Any]:
    """A row with its review, and its words as far as the policy lets them out."""
    plain: dict[str, Any] = to_plain(row)
    plain |= {"review": reviewed.reviews[row.id].state}
    text = reviewed.analysis.document.text
    if isinstance(row, Claim):
        plain.pop("evidence")
        words: dict[str, str] = {"contents": text_of(text, row.contents)}
    else:
        words = {role: text_of(text, getattr(row, role)) for role in ("sources", "cue", "contents")}
    return plain if policy == "none" else {**plain, "words": words}
