"""What people decide about what the machine found, and what it comes to.

In: nothing. Out: a `Judgement`, which is appended and never changed (taking one back is another judgement that names it in
`withdraws`); a `Review`, what all judgements on one row come to; `Reviewed`, a document as people left it; and a `QueueItem`, a
claim that waits for somebody to look at it. Nothing here decides anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from sayso.records.analyses import Analysis, Claim, TextQuote
from sayso.records.spans import Span

__all__ = ["QUEUES", "Judgement", "KeptJudgement", "QueueItem", "QueueKind", "Review", "ReviewState", "Reviewed"]

#: `rejected` wins over all others, then `edited`, then `added`; `machine` says that nobody has decided yet.
ReviewState = Literal["machine", "accepted", "rejected", "edited", "added"]
QueueKind = Literal["uncertain", "consequential", "audit"]
QUEUES: tuple[QueueKind, ...] = get_args(QueueKind)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision on a claim, attribution, link or passage.

    `anchor` finds the subject again after a new reading; `before` and `after` are JSON texts or null; `at` is a UTC
    ISO 8601 instant.
    """

    id: str
    subject: str
    anchor: TextQuote | None
    action: str
    before: str | None
    after: str | None
    user: str
    at: str
    note: str | None = None
    withdraws: str | None = None


@dataclass(frozen=True, slots=True)
class KeptJudgement:
    """A judgement with the page it was made on; `current` says that its subject still stands there under its id."""

    judgement: Judgement
    page: str
    current: bool


@dataclass(frozen=True, slots=True)
class Review:
    """What people decided about a row: `verdict` is accept, reject or null; whoever edits a row accepts it as it is then.

    `changed` says that the verdict was given on other words or other sources than the machine finds now. `judgements` are all
    there ever were, oldest first.
    """

    verdict: str | None
    changed: bool
    judgements: tuple[Judgement, ...]
    state: ReviewState = "machine"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A document as people left it: edited rows under the machine's ids, and rows that people added.

    `analysis` holds rejected rows too; `rejected` names them. `reviews` has a review for every claim and attribution, `checked`
    are the passages that somebody went through completely, `adrift` the judgements in force that belong to nothing any more.
    """

    analysis: Analysis
    reviews: Mapping[str, Review]
    rejected: frozenset[str]
    checked: tuple[Span, ...]
    adrift: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A claim that waits to be looked at, and why; `cursor` is what to ask for the items after it with."""

    claim: Claim
    document: str
    page: str
    title: str | None
    publisher: str | None
    words: str
    why: str
    cursor: str
