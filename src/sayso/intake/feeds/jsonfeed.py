"""JSON Feed 1.0 and 1.1.

In: the bytes of a feed. Out: `FeedContent`. Members of another kind than the format says are passed over; an item without
anything to point at or to read is a note.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sayso.errors import UnsupportedPage
from sayso.intake.json import iter_objects, safe_json, words_at
from sayso.intake.markup import clean_markup, own_address, words_of
from sayso.intake.moments import is_after, read_moment, to_utc
from sayso.records import FeedContent, FeedItem, FieldEvidence
from sayso.records.ids import digest

__all__ = ["parse_json_feed"]

MOST_ITEMS: Final = 2000
LONGEST_TOLD: Final = 400


def parse_json_feed(body: bytes, address: str, at: str | None = None) -> FeedContent:
    """The items of a JSON Feed, in its order.

    Raises:
        UnsupportedPage: it is no JSON, or no feed.
    """
    feed = safe_json(body, address)
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise UnsupportedPage(address, "JSON, but no JSON Feed: check the address")
    found = list(iter_objects(feed["items"]))
    items = [item for one in found[:MOST_ITEMS] if (item := _item(one, feed, address, at)) is not None]
    notes = []
    if len(found) > MOST_ITEMS:
        notes.append(f"more than {MOST_ITEMS} items: the first {MOST_ITEMS} were read")
    if len(items) < len(found[:MOST_ITEMS]) or len(found) < len(feed["items"]):
        notes.append("items without an address, a title or a text were left out")
    return FeedContent(
        kind="feed",
        title=words_at(feed, "title")[:LONGEST_TOLD] or None,
        home=own_address(words_at(feed, "home_page_url")),
        items=tuple({item.key: item for item in reversed(items)}.values())[::-1],
        notes=tuple(notes),
    )


def _item(item: Mapping[str, Any], feed: Mapping[str, Any], address: str, at: str | None) -> FeedItem | None:
    link = own_address(words_at(item, "url")) or own_address(words_at(item, "external_url"))
    title = words_of(words_at(item, "title"))[:LONGEST_TOLD] or None
    html, text = item.get("content_html"), item.get("content_text")
    story = None
    if isinstance(html, str) and html.strip():
        story = clean_markup(html, link or address)
    elif isinstance(text, str) and text.strip():
        story = clean_markup(text, link or address, is_plain=True)
    if link is None and title is None and not story:
        return None
    published, modified = (_moment(words_at(item, name), at) for name in ("date_published", "date_modified"))
    number = item.get("id")
    key = (
        words_at(item, "id")
        or (str(number) if isinstance(number, int | float) else "")
        or link
        or digest(title or "", story or "")
    )
    told = (*_told(item, feed, published, modified), *((_title(title),) if title else ()))
    return FeedItem(key, link, title, to_utc(published or modified), told, story)


def _title(title: str) -> FieldEvidence:
    return FieldEvidence("title", title, "feed:json title", None)


def _told(
    item: Mapping[str, Any], feed: Mapping[str, Any], published: str | None, modified: str | None
) -> Iterator[FieldEvidence]:
    if published:
        yield FieldEvidence("published", published, "feed:json date_published", None)
    if modified:
        yield FieldEvidence("modified", modified, "feed:json date_modified", None)
    authors = [*iter_objects(item.get("authors")), *iter_objects(item.get("author"))]
    for author in authors[:8] or [*iter_objects(feed.get("authors")), *iter_objects(feed.get("author"))][:8]:
        name = words_at(author, "name")
        if name:
            yield FieldEvidence("byline", name[:LONGEST_TOLD], "feed:json authors", None)
    tags = item.get("tags")
    for tag in tags[:8] if isinstance(tags, list) else ():
        if isinstance(tag, str) and tag.strip():
            yield FieldEvidence("section", " ".join(tag.split())[:LONGEST_TOLD], "feed:json tags", None)
    language = words_at(item, "language") or words_at(feed, "language")
    if language:
        yield FieldEvidence("language", language[:20], "feed:json language", None)
    if words_at(item, "external_url") and words_at(item, "url"):
        yield FieldEvidence("origin_address", words_at(item, "external_url")[:LONGEST_TOLD], "feed:json external_url", None)
    if words_at(item, "summary"):
        yield FieldEvidence("summary", words_of(words_at(item, "summary"))[:LONGEST_TOLD], "feed:json summary", None)


def _moment(words: str, at: str | None) -> str | None:
    moment = read_moment(words)
    return None if moment is None or (at is not None and is_after(moment, at)) else moment
