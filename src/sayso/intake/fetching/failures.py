"""Why a fetch ends without a page, between the parts of the fetcher.

In: an outcome and a line for a person. Out: an exception that never leaves `fetching`: the fetcher turns it into a `Fetch`.
"""

from sayso.records import FetchOutcome

__all__ = ["FetchFailure"]


class FetchFailure(Exception):  # noqa: N818  it is what happened
    """A fetch came to nothing."""

    def __init__(self, outcome: FetchOutcome, reason: str, *, is_truncated: bool = False) -> None:
        super().__init__(reason)
        self.outcome: FetchOutcome = outcome
        self.reason = reason
        self.is_truncated = is_truncated
