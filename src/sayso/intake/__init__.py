"""Intake: bytes in, pages out.

In: what a person names (files, folders, addresses, `-`). Out: `Page` records, and a `Failure` for whatever could not be had.
It moves bytes and refuses what is certainly no text; it parses nothing and decides no encoding (`reading` does).
"""

from sayso.intake.files import MAX_BYTES, page_from_bytes, read_page
from sayso.intake.sources import count_paths, iter_listed, iter_pages, iter_paths

__all__ = ["MAX_BYTES", "count_paths", "iter_listed", "iter_pages", "iter_paths", "page_from_bytes", "read_page"]
