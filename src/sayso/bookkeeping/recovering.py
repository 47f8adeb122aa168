"""The ledger and its archive brought together again after a crash or a full disk.

In: a store and an archive. Out: `Recovered`: what had to be done. Answers without a row get theirs, ends that were cut off
are put aside, redactions that were begun are brought to their end. Doing it again does nothing; nothing is thrown away.
"""

from dataclasses import dataclass

from sayso.bookkeeping.archiving import Archivist
from sayso.bookkeeping.redacting import finish_redactions
from sayso.store import Store

__all__ = ["Recovered", "recover"]


@dataclass(frozen=True, slots=True)
class Recovered:
    """How many answers got their row, ends were put aside, and redactions were brought to their end."""

    linked: int = 0
    mended: int = 0
    redacted: int = 0


def recover(store: Store, archivist: Archivist) -> Recovered:
    """Bring both together; the archive is held meanwhile."""
    place = archivist.place
    if not place.folder.exists():
        return Recovered(redacted=finish_redactions(store, place, archivist.reached))
    with place.held():
        redacted = finish_redactions(store, place, archivist.reached)
        before = len(place.rests())
        for path in place.rests():
            if path.suffix == ".part":  # begun and never put in its place
                path.unlink()
                before -= 1
        archivist.reached("recover: rests removed")
        linked = archivist.link_orphans()
        archivist.reached("recover: linked")
        return Recovered(len(linked), len(place.rests()) - before, redacted)
