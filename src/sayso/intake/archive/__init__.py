"""The archive: what came in, as it came, in WARC files that are only ever added to.

In: `Answer`s. Out: places to read them from again. It knows no ledger; `bookkeeping` joins the two.
"""

from sayso.intake.archive.folder import ArchiveFolder
from sayso.intake.archive.members import DamagedArchive
from sayso.intake.archive.reading import body_of, iter_fetches, read_place
from sayso.intake.archive.repairing import mend_tail
from sayso.intake.archive.sealing import seal_file
from sayso.intake.archive.writing import ArchiveWriter

__all__ = [
    "ArchiveFolder",
    "ArchiveWriter",
    "DamagedArchive",
    "body_of",
    "iter_fetches",
    "mend_tail",
    "read_place",
    "seal_file",
]
