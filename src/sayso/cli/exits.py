"""The exit codes, and what each error means for them.

In: an exception. Out: a code and one line for a person. Codes are a contract (docs/reference/exit-codes.md): never renumber.
"""

import errno
from typing import Final

from sayso.errors import BundleError, KnowledgeError, NotFound, QueryError, SaysoError, StoreError

__all__ = ["DONE", "FAILED", "INTERRUPTED", "NOTHING_FOUND", "UNUSABLE", "WRONG_USE", "code_of", "explain"]

DONE: Final = 0
NOTHING_FOUND: Final = 1
WRONG_USE: Final = 2
FAILED: Final = 3
UNUSABLE: Final = 4
INTERRUPTED: Final = 130
#: The first class that an error is of decides.
CODES: Final[tuple[tuple[type[SaysoError], int], ...]] = (
    (NotFound, NOTHING_FOUND),
    (QueryError, WRONG_USE),
    (StoreError, UNUSABLE),
    (BundleError, UNUSABLE),
    (KnowledgeError, UNUSABLE),
    (SaysoError, FAILED),
)


def code_of(error: Exception) -> int:
    """The exit code of a command that ended with this error."""
    return next((code for kind, code in CODES if isinstance(error, kind)), FAILED)


def explain(error: Exception) -> str:
    """The error on one line: subject, what is wrong, what to do."""
    match error:
        case SaysoError():
            line = str(error)
        case OSError(errno=errno.ENOSPC):
            line = "standard output: no space left: free some or send the output elsewhere"
        case OSError():
            line = f"standard output: {(error.strerror or str(error)).lower()}: check where the output goes"
        case _:
            line = f"{type(error).__name__}: {error}: this is a fault in sayso: please report it, with what --debug prints"
    return " ".join(line.split())
