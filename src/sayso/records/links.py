"""Links between records: what may be the same party, why it may be, and whether a person has said so.

In: actors where they stand. Out: `RecordLink`, which is a suggestion until somebody confirms it, and never changes the records
that it joins. A hyperlink in a text is a `Link` of `documents`.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from sayso.records.analyses import Actor

__all__ = ["LINK_KINDS", "LinkKind", "LinkReason", "LinkState", "RecordLink", "SeenActor"]

LinkKind = Literal["same_actor"]
LinkState = Literal["suggested", "confirmed"]
LINK_KINDS: tuple[LinkKind, ...] = get_args(LinkKind)


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
    """One thing that speaks for a link, or against it: a rule, the words on either side, and what it adds to the score."""

    rule: str
    left: str
    right: str
    score: float


@dataclass(frozen=True, slots=True)
class RecordLink:
    """Two records that may be of one party: ids of actors, or "actors:ID" and "outlets:ID" for rows of the tables of knowledge.

    `left` and `right` are in no order that means anything. `method` names the rule that proposed it, or `judgement`; `score`,
    in 0..1, is the sum of the reasons in `evidence`, and is not calibrated.
    """

    id: str
    left: str
    right: str
    kind: LinkKind
    state: LinkState
    score: float
    method: str
    evidence: tuple[LinkReason, ...]
