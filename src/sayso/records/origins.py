"""What comes out of many documents together: stories, the origins behind a claim, and what got lost on the way.

In: ids of documents, claims and links. Out: records that say how a number came about; each reduction of a count has its reason.
There is no score of truth or of outlets here, and no record for one.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from sayso.records.spans import Span

__all__ = [
    "COUNT_RULES",
    "DISCREPANCY_KINDS",
    "POLICIES",
    "CountReason",
    "CountRule",
    "Discrepancy",
    "DiscrepancyKind",
    "OriginRoot",
    "Origins",
    "Policy",
    "RootKind",
    "Story",
]

#: What is counted as one: houses, texts that are no copies, texts with sourcing of their own, speakers, or independent roots.
Policy = Literal["outlets", "distinct_texts", "newsrooms", "speakers", "origins"]
RootKind = Literal["speaker", "document", "post", "outlet", "anonymous", "untraced"]
#: Why several are counted as one, or as none.
CountRule = Literal[
    "same_page",
    "same_publisher",
    "near_copy",
    "declares_source",
    "shares_quote",
    "same_speaker",
    "same_outlet",
    "anonymous",
    "untraced",
    "perhaps",
]
DiscrepancyKind = Literal[
    "circle",
    "ends_in_media",
    "attribution_dropped",
    "hedge_dropped",
    "quotation_altered",
    "number_strengthened",
    "certainty_strengthened",
]
POLICIES: tuple[Policy, ...] = get_args(Policy)
COUNT_RULES: tuple[CountRule, ...] = get_args(CountRule)
DISCREPANCY_KINDS: tuple[DiscrepancyKind, ...] = get_args(DiscrepancyKind)


@dataclass(frozen=True, slots=True)
class Story:
    """Documents on one happening, oldest first; the id stays when documents are added. Days are ISO days, null if unknown."""

    id: str
    documents: tuple[str, ...]
    title: str | None
    day_first: str | None
    day_last: str | None


@dataclass(frozen=True, slots=True)
class CountReason:
    """Why two things count as one (or one as none): the rule, both ids, the link that shows it, and words for a person."""

    rule: CountRule
    left: str
    right: str | None
    link: str | None
    words: str


@dataclass(frozen=True, slots=True)
class OriginRoot:
    """One root of the graph behind a claim: who it is, whose claims end there, and how many origins it may be."""

    kind: RootKind
    name: str | None
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    at_least: int
    at_most: int


@dataclass(frozen=True, slots=True)
class Origins:
    """How many stand behind a claim: pages, publishers, distinct texts, and independent origins between two bounds.

    `policy` names what was counted; `untraced` are the documents whose own source is not known: they count in `at_most` alone.
    """

    policy: Policy
    pages: int
    publishers: int
    texts: int
    own_sourcing: int
    at_least: int
    at_most: int
    roots: tuple[OriginRoot, ...]
    untraced: tuple[str, ...]
    reasons: tuple[CountReason, ...]


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """What one text says more surely than the other it has it from, or than its own body does: a query, never a verdict.

    `left` is the claim (or document) where it happened, `right` what it is compared with, in the same document or another.
    """

    kind: DiscrepancyKind
    left: str
    right: str | None
    left_document: str
    right_document: str | None
    left_words: str
    right_words: str
    left_span: Span | None
    right_span: Span | None
    score: float
