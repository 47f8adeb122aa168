"""Links between records: what may be the same party, a copy or the same claim, why it may be, and whether a person has said so.

In: records where they stand. Out: `RecordLink`, which is a suggestion until somebody confirms it, and never changes the records
that it joins. A hyperlink in a text is a `Link` of `documents`.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from sayso.records.analyses import Actor
from sayso.records.spans import Span

__all__ = ["DIRECTED", "LINK_KINDS", "LinkKind", "LinkReason", "LinkState", "RecordLink", "SeenActor"]

LinkKind = Literal[
    "same_actor",
    "copy",
    "rewrite",
    "same_utterance",
    "credits",
    "same_claim",
    "denies",
    "conflicts",
    "corrects",
    "retracts",
    "updates",
]
LinkState = Literal["suggested", "confirmed"]
LINK_KINDS: tuple[LinkKind, ...] = get_args(LinkKind)
#: Kinds in which `left` does it to `right`: the left document copies the right one, the left claim denies the right one.
DIRECTED: frozenset[LinkKind] = frozenset({"copy", "rewrite", "credits", "denies", "corrects", "retracts", "updates"})


@dataclass(frozen=True, slots=True)
class SeenActor:
    """An actor in its document; `day` is when that was published, an ISO day or month, `outlet` who published it, by name."""

    actor: Actor
    document: str
    page: str
    day: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class LinkReason:
    """One thing that speaks for a link, or against it: a rule, the words on either side, and what it adds to the score.

    The spans say where the words stand in the text of either document; null where they stand in none.
    """

    rule: str
    left: str
    right: str
    score: float
    left_span: Span | None = None
    right_span: Span | None = None


@dataclass(frozen=True, slots=True)
class RecordLink:
    """Two records that have to do with each other.

    same_actor joins actors by id, or "actors:ID" and "outlets:ID" for rows of the tables of knowledge; copy, rewrite,
    same_utterance and credits join documents (credits also a document and "outlets:ID" or "house:FOLDED NAME"), the others
    claims. `left` and `right` are in no order that means anything, but for the kinds in `DIRECTED`. `method` names the rule
    that proposed it, or `judgement`; `score`, in 0..1, is what the reasons in `evidence` come to, and only calibrated where
    the method says so.
    """

    id: str
    left: str
    right: str
    kind: LinkKind
    state: LinkState
    score: float
    method: str
    evidence: tuple[LinkReason, ...]
