"""Lists of pages in JSON: an object a line, or one list of them; each names an address or holds a text.

In: a stream of lines. Out: a page for each text, a `Reference` for each address without one. What an object says of its page
becomes evidence. An address is its own key; a text without one is known by its id or its words.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from sayso.intake.carried import address_in, carried_page, carried_text, tell
from sayso.intake.files import MAX_BYTES
from sayso.intake.json import words_at
from sayso.intake.markup import clean_markup, own_address
from sayso.intake.moments import read_moment, to_utc
from sayso.intake.references import Reference
from sayso.records import Failure, FieldEvidence, Page

__all__ = ["is_listing", "read_listing", "read_objects"]

#: The names that programs give to the same thing.
ADDRESSES: Final = ("url", "address", "link", "uri", "canonical_url")
TEXTS: Final = ("text", "content_text", "body_text", "maintext", "raw_content", "body", "content", "article")
MARKUPS: Final = ("html", "content_html", "body_html", "raw_html")
TOLD: Final = {
    "title": ("title", "headline"),
    "byline": ("byline", "author", "by"),
    "publisher": ("publisher", "source_name", "site_name", "outlet"),
    "language": ("language", "lang"),
    "section": ("section", "category"),
}
PUBLISHED: Final = ("published", "date_published", "datepublished", "date", "date_publish", "published_at", "pubdate")
MODIFIED: Final = ("modified", "date_modified", "updated")


def is_listing(value: Any) -> bool:
    """Whether a value of JSON names a page or holds a text."""
    if isinstance(value, str):
        return own_address(value) is not None
    return isinstance(value, dict) and bool(words_at(value, *ADDRESSES, *TEXTS, *MARKUPS))


def read_listing(stream: BinaryIO, container: str) -> Iterator[Page | Failure | Reference]:
    """The pages of a list with an object a line; what a line lacks is a `Failure` that names its number."""
    number = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        if len(line) > MAX_BYTES:
            yield Failure(
                f"{container}#line {number}",
                "intake",
                f"a line of more than {MAX_BYTES // 1024 // 1024} MiB: the rest is not read",
            )
            return
        if not line.strip(b" \t\r\n\x00") or line.strip() == b"\xef\xbb\xbf":
            continue
        try:
            value = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
        except (ValueError, RecursionError):
            yield Failure(f"{container}#line {number}", "intake", "a line that is no JSON: write one object a line")
            continue
        yield _read(value, container, f"line {number}")


def read_objects(values: list[Any], container: str) -> Iterator[Page | Failure | Reference]:
    """The pages of a list that was one JSON document."""
    for number, value in enumerate(values, 1):
        yield _read(value, container, f"item {number}")


def _read(value: Any, container: str, where: str) -> Page | Failure | Reference:
    if isinstance(value, str):
        value = {"url": value}
    if not isinstance(value, dict) or not is_listing(value):
        return Failure(
            f"{container}#{where}", "intake", "neither an address nor a text in it: give each object `url` or `text`"
        )
    address = words_at(value, *ADDRESSES)
    told = tuple(_told(value))
    text = next((value[name] for name in TEXTS if isinstance(value.get(name), str) and value[name].strip()), "")
    markup = next((value[name] for name in MARKUPS if isinstance(value.get(name), str) and value[name].strip()), "")
    if not text and not markup:
        own = own_address(address)
        return (
            Reference(own, told)
            if own
            else Failure(f"{container}#{where}", "intake", f"not an address of the web ({address[:200]})")
        )
    page = address_in(container, own_address(address) or _key(value), text, markup)
    fetched = to_utc(read_moment(words_at(value, "fetched", "fetched_at", "date_download", "crawled")))
    if markup:
        return carried_page(
            page, "", clean_markup(markup, address), told, language=words_at(value, *TOLD["language"])[:20], fetched=fetched
        )
    return carried_text(page, _with_title(value, text), told, fetched=fetched)


def _key(value: Mapping[str, Any]) -> str:
    key = value.get("id", value.get("_id"))
    return str(key) if isinstance(key, str | int) and not isinstance(key, bool) else ""


def _with_title(value: Mapping[str, Any], text: str) -> str:
    """The text under its title, as it would be pasted, unless it begins with it."""
    title = words_at(value, *TOLD["title"])
    return f"{title}\n\n{text}" if title and not " ".join(text[: 2 * len(title)].split()).startswith(title) else text


def _told(value: Mapping[str, Any]) -> Iterator[FieldEvidence]:
    for field, names in TOLD.items():
        yield from tell(field, words_at(value, *names), f"list:{field}")
    authors = value.get("authors")
    for author in authors[:8] if isinstance(authors, list) else ():
        yield from tell("byline", author if isinstance(author, str) else None, "list:authors")
    yield from tell("published", read_moment(words_at(value, *PUBLISHED)), "list:published")
    yield from tell("modified", read_moment(words_at(value, *MODIFIED)), "list:modified")
