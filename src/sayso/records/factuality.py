"""How firmly something is held, and whether it is affirmed, past or to come, asserted or asked for.

In: nothing. Out: `Factuality`, of a claim by its innermost source or of an event in its clause. Its values: DESIGN's, listed in
docs/reference/json.md.
"""

from dataclasses import dataclass

from sayso.records.spans import Span

__all__ = ["Factuality"]


@dataclass(frozen=True, slots=True)
class Factuality:
    """How firmly the innermost source holds a claim."""

    certainty: str
    polarity: str
    tense: str
    mood: str
    hedges: tuple[Span, ...]
