"""What a storage promises about decisions: rows as people left them, the log itself, and what waits for a person.

In: a `Reviewed` document; ids and cursors. Out: judgements, newest first; claims that nobody has decided about, in the order in
which somebody should. The log alone is the truth: rows follow it, and can be brought up to date from it at any time. Nothing
here touches a database.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sayso.records import Analysis, KeptJudgement, QueueItem, Reviewed

__all__ = ["ClaimWeight", "ReviewView", "ReviewWriter"]


@dataclass(frozen=True, slots=True)
class ClaimWeight:
    """How much hangs on a claim, more is more, and why, in words for a person."""

    claim: str
    weight: float
    why: str


class ReviewWriter(Protocol):
    """Brings rows to what people decided, within the transaction of its `Writer`."""

    def hold_page(self, page: str) -> None:
        """Let nobody else decide about a page until this transaction ends: what is read of its log then is all of it."""
        ...

    def put_reviews(self, reviewed: Reviewed, added: Mapping[str, str], at: str) -> bool:
        """Bring the rows of a document to what people made of it; whether what counts of it is another than before.

        `added` are the ids of rows that the machine does not have, each with the judgement that added it.
        """
        ...

    def forget_compared(self, document: str) -> None:
        """Forget what comparing a document's text with others gave."""
        ...

    def put_weights(self, story: str, weights: Iterable[ClaimWeight]) -> None:
        """Keep how much hangs on the claims of a story, in the place of what was kept of it before."""
        ...


class ReviewView(Protocol):
    """Reads decisions and what waits for them, in the state of its `View`."""

    def read_standing(self, document: str) -> Analysis:
        """What counts of a document: its last reading as people left it, without what they rejected."""
        ...

    def is_linked(self, document: str) -> bool:
        """Whether a document is linked as it is now."""
        ...

    def read_waiting(self) -> tuple[str, ...]:
        """The pages whose judgements no row follows yet: those of a ledger of an earlier version."""
        ...

    def read_history(self, user: str | None, limit: int, before: str | None) -> tuple[KeptJudgement, ...]:
        """Judgements (of one user), the newest first; those made before the one of an id.

        Raises:
            NotFound: there is no such judgement.
        """
        ...

    def read_uncertain(self, limit: int, after: str | None) -> tuple[QueueItem, ...]:
        """The current claims that nobody decided about, the least certain first.

        Raises:
            QueryError: the cursor is none of this queue.
        """
        ...

    def read_weighty(self, limit: int, after: str | None) -> tuple[QueueItem, ...]:
        """The current claims that nobody decided about and that most hangs on, the weightiest first; raises likewise."""
        ...

    def read_between(self, ranges: Sequence[tuple[str, str]], limit: int, after: str | None) -> tuple[QueueItem, ...]:
        """The current claims that nobody decided about with ids in these ranges, range by range; raises likewise."""
        ...

    def count_uncertain(self) -> int:
        """How many claims `read_uncertain` goes through."""
        ...

    def count_weighty(self) -> int:
        """How many claims `read_weighty` goes through."""
        ...

    def count_between(self, ranges: Sequence[tuple[str, str]]) -> int:
        """How many claims `read_between` goes through."""
        ...
