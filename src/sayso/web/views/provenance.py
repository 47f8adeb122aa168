"""The strip over a story: this page, who republished it, who published it, whom it credits, each with its evidence.

In: a document. Out: `Step`s from the page inwards. What the page does not say is a step that says so; it guesses nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from sayso.export.dates import write_date
from sayso.records import Document, FieldEvidence, PublicationDate, Publisher
from sayso.web.views.cards import find_web_address

__all__ = ["Evidence", "Step", "make_steps", "name_page"]

#: What the evidence of a field is called for people, in the order of the first step.
FIELDS: Final = {
    "title": "title",
    "section": "section",
    "bylines": "byline",
    "byline": "byline",
    "canonical_url": "own address",
    "language": "language",
    "article": "an article",
    "encoding": "encoding",
    "republisher": "republisher",
    "republished": "republished",
    "publisher": "publisher",
    "published": "published",
    "credit": "credit",
    "credits": "credit",
}
LONGEST_WORDS: Final = 160


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a field has its value: the method, and the words of the page where there are any."""

    field: str
    value: str
    method: str
    words: str


@dataclass(frozen=True, slots=True)
class Step:
    """One house on the way of a story: `role` as people call it, its name, the day, and what says so."""

    role: str
    name: str
    day: str
    evidence: tuple[Evidence, ...]
    is_known: bool = True
    address: str | None = None


def make_steps(document: Document) -> tuple[Step, ...]:
    """The strip of a document, from the page inwards."""
    return tuple(_steps(document))


def name_page(document: Document) -> str:
    """What a page is called: its host, the name of its file, or that it was pasted."""
    address = document.url
    if address.lower().startswith(("http://", "https://")):
        return urlsplit(address).hostname or address
    if address in ("", "-"):
        return "a pasted text"
    return re.split(r"[/\\]", address.rstrip("/\\"))[-1] or address


def _steps(document: Document) -> Iterator[Step]:
    ours = {"republisher", "republished", "publisher", "published", "credit", "credits"}
    other = [one for one in document.evidence if one.field not in ours]
    yield Step("This page", name_page(document), "", _tell(document, other), address=find_web_address(document))
    if document.republisher is not None:
        yield _house(document, "Republisher", document.republisher, document.republished, ("republisher", "republished"))
    if document.publisher is not None:
        yield _house(document, "Publisher", document.publisher, document.published, ("publisher", "published"))
    else:
        day = write_date(document.published) if document.published else ""
        yield Step("Publisher", "not named on the page", day, _of(document, ("publisher", "published")), is_known=False)
    known = {house.name for house in (document.publisher, document.republisher) if house is not None}
    for credit in document.credits:
        if credit.name not in known:
            known.add(credit.name)
            words = Evidence("credit", credit.name, "credited in the text", _short(credit.span.of(document.text)))
            yield Step("Credit", credit.name, "", (words,))


def _house(document: Document, role: str, house: Publisher, date: PublicationDate | None, fields: tuple[str, str]) -> Step:
    found = _of(document, fields)
    if not any(one.field == FIELDS[fields[0]] for one in found):
        found = (Evidence(FIELDS[fields[0]], house.name, house.method, ""), *found)
    return Step(role, house.name, write_date(date) if date else "", found)


def _of(document: Document, fields: tuple[str, ...]) -> tuple[Evidence, ...]:
    return _tell(document, [one for one in document.evidence if one.field in fields])


def _tell(document: Document, found: list[FieldEvidence]) -> tuple[Evidence, ...]:
    """The evidence in words, the same value by the same words once."""
    told = (
        Evidence(
            FIELDS.get(one.field, one.field.replace("_", " ")),
            _short(one.value),
            one.method,
            _short(one.span.of(document.text)) if one.span else "",
        )
        for one in found
    )
    return tuple(dict.fromkeys(told))


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= LONGEST_WORDS else flat[: LONGEST_WORDS - 1] + "…"
