"""RSS, RDF and Atom, well-formed or not, by feedparser.

In: the bytes of a feed (never a text: a text that looks like a path or an address would be opened). Out: `FeedContent`; what
feedparser found wrong is a note. What an item says of its page becomes evidence; nothing is fetched or decided here.
"""

import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any, Final

import feedparser

from sayso.errors import UnsupportedPage
from sayso.intake.feeds.guard import guard_feed
from sayso.intake.markup import clean_markup, count_words, own_address, words_of
from sayso.intake.moments import every_of, is_after, read_moment, read_struct, to_utc
from sayso.records import FeedContent, FeedItem, FieldEvidence
from sayso.records.ids import digest

__all__ = ["parse_syndicated"]

#: A description of so many words is taken for the story itself; a shorter one for a summary of it.
SHORTEST_STORY: Final = 100
LONGEST_TOLD: Final = 400
MOST_TOLD: Final = 8
#: What feedparser calls a problem though nothing is wrong with the feed: the server named another encoding or type.
HARMLESS: Final = ("CharacterEncodingOverride", "NonXMLContentType")


def parse_syndicated(
    body: bytes, address: str, content_type: str | None, at: str | None = None, *, is_named: bool = False
) -> FeedContent:
    """The items of a feed, in its order; `at` is when it was fetched: dates after that are not believed.

    A feed without items is one if its root `is_named` as that of a feed.

    Raises:
        UnsupportedPage: it is no feed, or one that must not be parsed.
    """
    guarded, notes = guard_feed(body, address, content_type)
    parsed = _parse(guarded, address, content_type)
    feed = dict(parsed.get("feed") or {})
    entries = [dict(entry) for entry in parsed.get("entries") or []]
    version = str(parsed.get("version") or "")
    if not entries and not version and not (is_named and feed):
        raise UnsupportedPage(address, f"no feed ({_problem(parsed) or 'nothing of one in it'}): check the address")
    keys = Counter(_text(entry, "id") for entry in entries)
    items = tuple(_item(entry, version, feed, keys, address, at) for entry in entries)
    return FeedContent(
        kind="feed",
        title=words_of(_text(feed, "title"))[:LONGEST_TOLD] or None,
        home=own_address(_text(feed, "link")),
        items=_distinct(items),
        every=every_of(
            _text(feed, "ttl"),
            _text(feed, "sy_updateperiod"),
            _text(feed, "sy_updatefrequency"),
            guarded[:65536].decode("latin-1"),
        ),
        notes=(*notes, *_notes(parsed, entries, keys, items)),
    )


def _parse(body: bytes, address: str, content_type: str | None) -> Mapping[str, Any]:
    headers = {"content-location": address} if own_address(address) else {}
    if content_type:
        headers["content-type"] = content_type
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it has to say of the feed comes back as `bozo_exception`
        try:
            # A stream of bytes; markup is cleaned in `markup`, ten times faster than there.
            parsed: Mapping[str, Any] = feedparser.parse(
                BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
            )
        except Exception as error:  # whatever breaks in a parser of hostile input is this feed's failure
            raise UnsupportedPage(address, f"a feed that could not be parsed ({type(error).__name__})") from error
    return dict(parsed)


def _problem(parsed: Mapping[str, Any]) -> str:
    problem = parsed.get("bozo_exception") if parsed.get("bozo") else None
    return f"{type(problem).__name__}: {problem}"[:160].replace("\n", " ") if problem is not None else ""


def _notes(
    parsed: Mapping[str, Any], entries: list[dict[str, Any]], keys: "Counter[str]", items: tuple[FeedItem, ...]
) -> Iterator[str]:
    problem = _problem(parsed)
    if problem:
        yield f"{'the server says otherwise' if problem.startswith(HARMLESS) else 'not well-formed'} ({problem})"
    if any(count > 1 for key, count in keys.items() if key):
        yield "several items share one id: their addresses are used instead"
    if entries and keys[""] == len(entries):
        yield "items have no id: their addresses are used instead"
    if any(_text(entry, "published", "updated") and item.published is None for entry, item in zip(entries, items, strict=True)):
        yield "dates that are none, or lie in the future, were left out"
    if any(item.address is None for item in items):
        yield "items without an address"


def _item(
    entry: dict[str, Any], version: str, feed: Mapping[str, Any], keys: "Counter[str]", address: str, at: str | None
) -> FeedItem:
    link = own_address(_text(entry, "feedburner_origlink")) or own_address(_text(entry, "link"))
    title = words_of(_text(entry, "title"))[:LONGEST_TOLD] or None
    summary, html = _bodies(entry, link or address)
    published = _moment(entry, "published", at) or _moment(entry, "created", at)
    modified = _moment(entry, "updated", at)
    if published is None and version.startswith(("rss", "cdf")):
        published, modified = modified, None
    key = _text(entry, "id") if keys[_text(entry, "id")] == 1 else ""
    told = [
        *_one("title", title, "feed:title"),
        *_one("published", published, "feed:published"),
        *_one("modified", modified, "feed:updated"),
        *_bylines(entry),
        *_origin(entry, version),
        *_tagged(entry),
        *_one("language", _language(entry, feed), "feed:language"),
        *_one("summary", summary, "feed:summary"),
    ]
    key = key or link or digest(title or "", summary or "", html or "")
    return FeedItem(key, link, title, to_utc(published or modified), tuple(told), html)


def _distinct(items: tuple[FeedItem, ...]) -> tuple[FeedItem, ...]:
    """The items without repetitions: same key and address. Others with one key, and no address to tell them, are counted."""
    kept: dict[str, FeedItem] = {}
    for item in items:
        key, number = item.key, 1
        while key in kept and (item.address is None or kept[key].address != item.address):
            number += 1
            key = f"{item.key}#{number}"
        kept.setdefault(key, replace(item, key=key))
    return tuple(kept.values())


def _bodies(entry: Mapping[str, Any], base: str) -> tuple[str | None, str | None]:
    """(summary, story): of the contents the longest, else a description that is long enough to be the story."""
    contents = [one for one in _dicts(entry.get("content")) if _text(one, "value")]
    whole = max(contents, key=lambda one: len(_text(one, "value")), default=None)
    detail = entry.get("summary_detail")
    short = dict(detail) if isinstance(detail, dict) else {"value": _text(entry, "summary")}
    if whole is not None and count_words(_text(whole, "value")) < count_words(_text(short, "value")):
        whole, short = short, whole
    if whole is None and count_words(_text(short, "value")) >= SHORTEST_STORY:
        whole, short = short, {}
    summary = words_of(_text(short, "value"))[:LONGEST_TOLD] or None
    if whole is None:
        return summary, None
    is_plain = _text(whole, "type") == "text/plain"
    return summary, clean_markup(_text(whole, "value"), own_address(_text(whole, "base")) or base, is_plain=is_plain) or None


def _moment(entry: Mapping[str, Any], name: str, at: str | None) -> str | None:
    """A date with the offset that the feed states, else the instant that feedparser makes of it."""
    moment = read_moment(_text(entry, name)) or read_struct(entry.get(f"{name}_parsed"))
    return None if moment is None or (at is not None and is_after(moment, at)) else moment


def _bylines(entry: Mapping[str, Any]) -> Iterator[FieldEvidence]:
    names = [_text(one, "name") for one in _dicts(entry.get("authors"))]
    for name in dict.fromkeys((*(name for name in names if name), _text(entry, "author"))):
        yield from _one("byline", words_of(name) if "@" not in name else _without_mail(name), "feed:author")
    for credit in _dicts(entry.get("media_credit"))[:MOST_TOLD]:
        yield from _one("credit", words_of(_text(credit, "content")), "feed:media:credit")
    yield from _one("credit", words_of(_text(entry, "publisher")), "feed:dc:publisher")


def _without_mail(author: str) -> str:
    """The name in "desk@example.org (Jane Doe)" or "Jane Doe <desk@example.org>"; nothing where there is only an address."""
    inside = author.partition("(")[2].rpartition(")")[0]
    return words_of(inside or author.partition("<")[0] if "<" in author or inside else "")


def _origin(entry: Mapping[str, Any], version: str) -> Iterator[FieldEvidence]:
    """The feed that an aggregated item was taken from."""
    source = entry.get("source")
    if not isinstance(source, dict):
        return
    method = "feed:atom:source" if version.startswith("atom") else "feed:rss:source"
    name = words_of(_text(source, "title", "value"))
    yield from _one("origin", name, method)
    links = [own_address(_text(source, "link")), own_address(_text(source, "href")), own_address(_text(source, "id"))]
    yield from _one("origin_address", next((link for link in links if link), None), method)


def _tagged(entry: Mapping[str, Any]) -> Iterator[FieldEvidence]:
    for tag in _dicts(entry.get("tags"))[:MOST_TOLD]:
        yield from _one("section", words_of(_text(tag, "label", "term")), "feed:category")


def _language(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> str | None:
    for holder, name in ((entry, "title_detail"), (feed, "title_detail")):
        detail = holder.get(name)
        if isinstance(detail, dict) and _text(detail, "language"):
            return _text(detail, "language")[:20]
    return _text(entry, "language")[:20] or _text(feed, "language")[:20] or None


def _one(field: str, value: str | None, method: str) -> Iterator[FieldEvidence]:
    if value:
        yield FieldEvidence(field, value[:LONGEST_TOLD], method, None)


def _dicts(value: object) -> list[dict[str, Any]]:
    return [dict(one) for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _text(holder: Mapping[str, Any], *names: str) -> str:
    values = (holder.get(name) for name in names)
    return next((value.strip() for value in values if isinstance(value, str) and value.strip()), "")
