"""One line for a person where a page cannot be shown.

In: a status and a sentence. Out: a `Notice`. It holds nothing of the request.
"""

from dataclasses import dataclass

__all__ = ["Notice"]


@dataclass(frozen=True, slots=True)
class Notice:
    """What went wrong: the HTTP status and one line that names the input and what to do."""

    status: int
    line: str
