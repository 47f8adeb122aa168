"""Whether a page that is cited says what it is cited for.

In: nothing. Out: `Citation`, with the words on both sides. It is a question of two texts, never of what is true.
"""

from dataclasses import dataclass
from typing import Literal, get_args

__all__ = ["CITATION_OUTCOMES", "Citation", "CitationOutcome"]

#: `cites_found`: the page says so; `cites_weaker`: less surely, or of somebody; `cites_absent`: not as far as we read it.
CitationOutcome = Literal["cites_found", "cites_weaker", "cites_absent", "cites_unreachable"]
CITATION_OUTCOMES: tuple[CitationOutcome, ...] = get_args(CitationOutcome)


@dataclass(frozen=True, slots=True)
class Citation:
    """A link that stands with a claim, and what the page behind it says.

    `words` are those of the claim, `sentence` that in which it stands, `anchor` the words of the link. `found` is the sentence
    of the cited page that comes nearest, of the claim `other`, with `score`; `reasons`: what is weaker, or why there is none.
    """

    claim: str
    address: str
    anchor: str
    outcome: CitationOutcome
    words: str
    sentence: str
    other: str | None = None
    document: str | None = None
    found: str | None = None
    score: float = 0.0
    reasons: tuple[str, ...] = ()
