"""A document from a page: decode, find the blocks, find the metadata, give it its ids.

In: a `Page` and what the user says of it. Out: a `Document` with evidence for everything that was decided on the way,
the encoding included. What the parts do is theirs; this module only joins them.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from lxml.html import HtmlElement

from sayso.errors import ReadingError
from sayso.reading.decode import Decoded, decode
from sayso.reading.entries import LIVE, PageFacts, find_entries, with_entry_roles
from sayso.reading.extract import extract_tree
from sayso.reading.extracted import Extracted
from sayso.reading.labels import find_labels
from sayso.reading.language import find_language
from sayso.reading.markup import is_markup, parse_markup
from sayso.reading.metadata import Metadata, find_metadata
from sayso.reading.plain import extract_plain
from sayso.reading.publication import read_given_date
from sayso.reading.segment import iter_paragraphs
from sayso.reading.signatures import sign_blocks
from sayso.reading.told import is_name
from sayso.records import Block, Document, Entry, FieldEvidence, Page, PublicationDate, Span
from sayso.records.ids import document_id, page_id, sha256_of

__all__ = ["read"]

#: What a page is matters more than that it has entries.
ABOVE_FORM: Final = frozenset({"sponsored", "satire"})
LONGEST_OPENING: Final = 2000


def read(page: Page, *, plain: bool = False, published: str | None = None) -> Document:
    """See `sayso.reading.read_document`."""
    given = _given(page, published)
    return _read_plain(page, given) if plain else _read_page(page, given)


def _given(page: Page, published: str | None) -> PublicationDate | None:
    if published is None:
        return None
    given = read_given_date(published)
    if given is None:
        raise ReadingError(page.url, f"{published!r} is not a date; write it as 2018-09-04 or 2018-09-04T19:59+02:00")
    return given


def _read_plain(page: Page, given: PublicationDate | None) -> Document:
    text = page.body.decode("utf-8-sig", "replace")
    if not text.strip():
        raise ReadingError(page.url, "there is no text in it; nothing to read")
    replaced = text.count("\ufffd") - page.body.count("\ufffd".encode())
    languages = find_language(text)
    evidence = [*languages, FieldEvidence("encoding", "utf-8", "plain text is UTF-8", None), *page.told]
    if replaced > 0:
        evidence.append(_replaced(replaced))
    if given:
        evidence.append(FieldEvidence("published", given.value + (given.zone or ""), given.method, None))
    page_key = _page_key(page, text)
    sha256 = sha256_of(text)
    entries = find_entries(None, text, _lines(text), PageFacts(page_key, page.url, _opening(text), (), given, page.fetched))
    return Document(
        id=document_id(page_key, sha256),
        page=page_key,
        url=page.url,
        canonical_url=None,
        text=text,
        sha256=sha256,
        language=languages[0].value if languages else None,
        title=None,
        blocks=(Block(Span(0, len(text)), "body"),),
        labels=find_labels(text),
        published=given,
        genre=LIVE if entries else "unknown",
        evidence=(*evidence, *_entry_evidence(entries)),
        entries=entries,
    )


def _facts(page: Page, page_key: str, found: Metadata, markup: str) -> PageFacts:
    titles = tuple(one.value for one in found.evidence if one.field == "title")
    genres = tuple(one for one in found.evidence if one.field == "genre")
    return PageFacts(page_key, page.url, titles, genres, found.published, page.fetched, markup)


def _lines(text: str) -> tuple[Block, ...]:
    """The lines of a plain text, which has but one block."""
    return tuple(Block(span, "body") for span in iter_paragraphs(text))


def _opening(text: str) -> tuple[str, ...]:
    """The line at the top, which may be a title."""
    return tuple(line for line in text[:LONGEST_OPENING].splitlines() if line.strip())[:1]


def _entry_evidence(entries: Sequence[Entry]) -> tuple[FieldEvidence, ...]:
    """That a page has entries says of what kind it is."""
    if not entries:
        return ()
    return (FieldEvidence("genre", LIVE, f"{len(entries)} entries: {entries[0].method}", entries[0].span),)


def _read_page(page: Page, given: PublicationDate | None) -> Document:
    decoded = decode(page.body, page.content_type)
    root, extracted = _extract(decoded.text, page.url)
    text = extracted.text
    if not text.strip():
        raise ReadingError(page.url, "there is no text on the page; nothing to read")
    extracted = replace(extracted, blocks=sign_blocks(text, extracted.blocks))
    found = find_metadata(root, extracted, page, given=given)
    page_key = _page_key(page, text)
    sha256 = sha256_of(text)
    entries = find_entries(root, text, extracted.blocks, _facts(page, page_key, found, decoded.text))
    return Document(
        id=document_id(page_key, sha256),
        page=page_key,
        url=page.url,
        canonical_url=found.canonical_url,
        text=text,
        sha256=sha256,
        language=found.language,
        title=found.title,
        bylines=found.bylines,
        section=found.section,
        genre=LIVE if entries and found.genre not in ABOVE_FORM else found.genre,
        blocks=with_entry_roles(text, extracted.blocks, entries) if entries else extracted.blocks,
        links=extracted.links,
        labels=found.labels,
        publisher=found.publisher,
        republisher=found.republisher,
        credits=found.credits,
        published=found.published,
        republished=found.republished,
        evidence=(*found.evidence, *_entry_evidence(entries), *_page_evidence(decoded, extracted)),
        entries=entries,
    )


def _extract(text: str, url: str) -> tuple[HtmlElement | None, Extracted]:
    if not is_markup(text):
        return None, extract_plain(text)
    root = parse_markup(text)
    return root, extract_tree(root, url)


def _page_evidence(decoded: Decoded, extracted: Extracted) -> tuple[FieldEvidence, ...]:
    """How the bytes were read, and whether this is an article at all."""
    article = FieldEvidence("article", "yes" if extracted.is_article else "no", extracted.reason, None)
    encoding = FieldEvidence("encoding", decoded.encoding, decoded.method, None)
    return (article, encoding, _replaced(decoded.replaced)) if decoded.replaced else (article, encoding)


def _replaced(count: int) -> FieldEvidence:
    return FieldEvidence("encoding", f"{count} characters replaced", "bytes that are no text in this encoding", None)


def _page_key(page: Page, text: str) -> str:
    """The page's id: by its URL, URN or absolute path; by its text for a paste, which has no place of its own."""
    if page.url in {"", "-"}:
        return page_id(text)
    is_placed = "://" in page.url or is_name(page.url)
    return page_id(page.url if is_placed else str(Path(page.url).absolute()))
