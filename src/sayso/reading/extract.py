"""The text of a page and what every block of it is there for.

In: markup and the page's address. Out: `Extracted`: all visible text in page order, each block with its role.
Nothing is left out but what no reader sees; who published it and when is the business of `metadata`.
"""

from lxml.html import HtmlElement

from sayso.reading.extracted import Extracted
from sayso.reading.markup import parse_markup

__all__ = ["extract", "extract_tree"]


def extract(markup: str, url: str | None = None) -> Extracted:
    """The blocks of a page given as markup. Never raises."""
    return extract_tree(parse_markup(markup), url)


def extract_tree(root: HtmlElement, url: str | None = None) -> Extracted:
    """The blocks of a parsed page; the tree is left as it was. Never raises."""
    raise NotImplementedError
