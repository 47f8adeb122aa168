"""What people decide about what the machine found.

A `Judgement` is appended, never changed: taking one back is another judgement that names it in `withdraws`.
"""

from dataclasses import dataclass

from sayso.records.analyses import TextQuote

__all__ = ["Judgement", "KeptJudgement"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision on a claim, attribution or link.

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
