"""Feeds: lists of pages that change.

In: bytes that were fetched. Out: `FeedContent`, lists of feeds, the feeds that a page names. Pure functions; nothing is
fetched here and nothing is kept.
"""

from sayso.intake.feeds.discovery import discover_feeds
from sayso.intake.feeds.opml import ListedFeed, read_opml, write_opml
from sayso.intake.feeds.parsing import find_feed_kind, parse_feed

__all__ = ["ListedFeed", "discover_feeds", "find_feed_kind", "parse_feed", "read_opml", "write_opml"]
