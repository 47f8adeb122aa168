"""A tree from markup, whatever state the markup is in.

In: decoded text. Out: an lxml root element, and whether a text is markup at all. It fetches nothing, resolves no
entities of its own making, and never raises on broken, empty or hostile input.
"""

from lxml.html import HtmlElement

__all__ = ["is_markup", "parse_markup"]


def is_markup(text: str) -> bool:
    """Whether the text is HTML rather than plain text, by its first characters and the tags in it."""
    raise NotImplementedError


def parse_markup(markup: str) -> HtmlElement:
    """The root (`html`) element; an empty one for an empty text. Never raises."""
    raise NotImplementedError
