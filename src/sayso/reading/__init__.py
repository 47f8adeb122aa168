"""From a page's bytes to a `Document`: one frozen text, a role for every block, metadata with their evidence.

In: a `Page`. Out: a `Document`. It moves no bytes, asks no network, and raises `ReadingError` only where there is no text at
all; a page that is no article is read all the same, and its evidence says so under `article`.
"""

from sayso.records import Document, Page

__all__ = ["read_document"]


def read_document(page: Page, *, plain: bool = False, published: str | None = None) -> Document:
    """The document of a page.

    With `plain` the body is clean UTF-8 text: `text` is the input code point for code point, all of it one body block.
    `published` is the user's date of publication (ISO 8601); it wins over the page's, which stays in the evidence.

    Raises:
        ReadingError: the page holds no text, or `published` is no date.
    """
    # Whoever only wants sentences (`reading.segment`) should not wait for the parsers of pages.
    from sayso.reading.documents import read

    return read(page, plain=plain, published=published)
