"""Which blocks of a document are read as reporting.

In: a document. Out: their spans, in the order of the text. A pull quote that only repeats words of the story is left out: what
it says is counted where it stands.
"""

from collections.abc import Iterator

from sayso.knowledge.outlets import fold_name
from sayso.records import READ_ROLES, Document, Span

__all__ = ["reported_spans"]

#: Names are folded up to a length, so longer words are folded in pieces of so many characters.
PIECE = 60


def reported_spans(document: Document) -> tuple[Span, ...]:
    """The spans of the blocks that reach the tagger."""
    spans = [(block.role, block.span) for block in document.blocks if block.role in READ_ROLES]
    if not any(role == "pullquote" for role, _ in spans):
        return tuple(span for _, span in spans)
    told = " ".join(_fold(span.of(document.text)) for role, span in spans if role != "pullquote")
    story = f" {told} "
    return tuple(span for role, span in spans if role != "pullquote" or f" {_fold(span.of(document.text))} " not in story)


def _fold(words: str) -> str:
    """Words as they are compared: small letters, without marks and quotation marks."""
    return " ".join(_folded(words.split()))


def _folded(words: list[str]) -> Iterator[str]:
    for word in words:
        folded = fold_name(word[:PIECE])
        if folded:
            yield folded
