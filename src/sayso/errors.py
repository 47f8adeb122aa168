"""Every error that sayso raises on purpose.

    SaysoError
    ├── IntakeError          bytes could not be had
    │   └── UnsupportedPage  they are not something we read (empty, binary, too large)
    ├── ReadingError         a page could not be turned into a document
    ├── BundleError          the model folder is missing, damaged or of another format
    ├── KnowledgeError       a compiled table is missing or damaged
    ├── PipelineError        the stages do not fit together
    ├── RecordError          a stored or printed value is not the record it should be
    ├── StoreError           the ledger could not be read or written
    │   ├── MigrationNeeded  its schema is older or newer than this version of sayso
    │   ├── NotFound         no such row
    │   └── ArchiveError     the archive of what was fetched could not be read or written
    ├── DeliveryError        a digest could not be handed on
    └── QueryError           a question could not be understood

Each carries its `subject` (the input it is about) and reads as one line: subject, what is wrong, what to do.
"""

__all__ = [
    "ArchiveError",
    "BundleError",
    "DeliveryError",
    "IntakeError",
    "KnowledgeError",
    "MigrationNeeded",
    "NotFound",
    "PipelineError",
    "QueryError",
    "ReadingError",
    "RecordError",
    "SaysoError",
    "StoreError",
    "UnsupportedPage",
]


class SaysoError(Exception):
    """The root: `subject` names the input, `reason` says what is wrong and what to do."""

    def __init__(self, subject: str, reason: str) -> None:
        super().__init__(f"{subject}: {reason}" if subject else reason)
        self.subject = subject
        self.reason = reason

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        return type(self), (self.subject, self.reason)


class IntakeError(SaysoError):
    """Bytes could not be had."""


class UnsupportedPage(IntakeError):
    """The bytes are not something sayso reads."""


class ReadingError(SaysoError):
    """A page could not be turned into a document."""


class BundleError(SaysoError):
    """The model folder is missing, damaged or of another format."""


class KnowledgeError(SaysoError):
    """A compiled table is missing or damaged."""


class PipelineError(SaysoError):
    """The stages do not fit together."""


class RecordError(SaysoError):
    """A stored or printed value is not the record it should be."""


class StoreError(SaysoError):
    """The ledger could not be read or written."""


class MigrationNeeded(StoreError):
    """The ledger's schema is older or newer than this version of sayso."""


class NotFound(StoreError):
    """There is no such row."""


class ArchiveError(StoreError):
    """The archive of what was fetched could not be read or written."""


class DeliveryError(SaysoError):
    """A digest could not be handed on."""


class QueryError(SaysoError):
    """A question could not be understood."""
