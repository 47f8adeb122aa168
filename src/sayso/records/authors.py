"""Who a document's page says its author is, with the kind of name it is.

In: a `Document`. Out: its `Author`s, read from the evidence. These are what a page declares; they are no sources of anything
that is said: only `Document.bylines`, which names persons alone, becomes a hop of a chain.
"""

from dataclasses import dataclass
from typing import Literal

from sayso.records.documents import Document

__all__ = ["AUTHOR_FIELDS", "Author", "AuthorKind", "authors_of"]

AuthorKind = Literal["person", "organisation", "handle"]
#: The fields of evidence that name an author, and the kind of each.
AUTHOR_FIELDS: dict[str, AuthorKind] = {
    "author_person": "person",
    "author_organisation": "organisation",
    "author_handle": "handle",
}


@dataclass(frozen=True, slots=True)
class Author:
    """One declared author: the name as the page writes it, its kind, and the method that found it."""

    name: str
    kind: AuthorKind
    method: str


def authors_of(document: Document) -> tuple[Author, ...]:
    """The declared authors in the order of the page: those of the method that is believed. Empty where the page names none."""
    found = [one for one in document.evidence if one.field in AUTHOR_FIELDS]
    return tuple(Author(one.value, AUTHOR_FIELDS[one.field], one.method) for one in found if one.method == found[0].method)
