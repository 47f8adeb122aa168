"""The text of a page and what every block of it is there for.

In: markup and the page's address. Out: `Extracted`: all visible text in page order, each block with its role.
Nothing is left out but what no reader sees; who published it and when is the business of `metadata`.
"""

import re
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit, urlunsplit

from lxml.html import HtmlElement

from sayso.reading.clues import Clue
from sayso.reading.extracted import Extracted, Placed, lay_out
from sayso.reading.lines import fold_text
from sayso.reading.markup import parse_markup
from sayso.reading.roles import find_roles
from sayso.reading.shares import find_shares
from sayso.reading.verdict import find_verdict, is_declared_article
from sayso.records import FieldEvidence, Role, Span

__all__ = ["extract", "extract_tree"]

#: Longer addresses are data, not links.
LONGEST_ADDRESS = 2000
ABSOLUTE = re.compile(r"https?://", re.IGNORECASE)
#: Addresses that taking apart and joining leaves as they are, and paths that only need the site before them.
ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?![^/?#])")
SETTLED = re.compile(rf"{ORIGIN.pattern}(?:/[!-~]*)?")
ROOTED = re.compile(r"/(?!/)[!-:<-~]*")
EMPTY_PARTS = re.compile(r"\?#|[?#]$")
TITLE_METAS = ("og:title", "twitter:title", "dc.title")


def extract(markup: str, url: str | None = None) -> Extracted:
    """The blocks of a page given as markup. Never raises."""
    return extract_tree(parse_markup(markup), url)


def extract_tree(root: HtmlElement, url: str | None = None) -> Extracted:
    """The blocks of a parsed page; the tree is left as it was. Never raises."""
    declared = _declared_titles(root)
    titles = [title for _, title in declared]
    shared = find_shares(root)
    roles = find_roles(shared.clues, titles)
    base = _base(root, url)
    placed = [Placed(clue.passage.text, role, _links(clue, base)) for clue, role in zip(shared.clues, roles, strict=True)]
    text, blocks, links = lay_out(placed)
    verdict = find_verdict(shared.clues, roles, titles, is_declared=is_declared_article(root))
    headline = next((block.span for block in blocks if block.role == "headline"), None)
    reason = f"{verdict.reason}, by {shared.method}" if verdict.is_article else verdict.reason
    return Extracted(text, blocks, links, _titles(text, headline, shared.clues, roles, declared), verdict.is_article, reason)


def _declared_titles(root: HtmlElement) -> list[tuple[str, str]]:
    """(method, title) of what the page calls itself in its head."""
    found: list[tuple[str, str]] = []
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        content = fold_text(meta.get("content") or "")
        if name in TITLE_METAS and content:
            found.append((name, content))
    element = root.find("head/title")
    if element is None:  # where a broken head ended before it
        element = next((one for one in root.iter("title") if one.getparent().tag in {"html", "body", "div", "p"}), None)
    title = fold_text(element.text or "") if element is not None else ""
    return [*found, ("title", title)] if title else found


def _titles(
    text: str, headline: Span | None, clues: Sequence[Clue], roles: Sequence[Role], declared: Sequence[tuple[str, str]]
) -> tuple[FieldEvidence, ...]:
    """The headline first, with its place; then what the head of the page declares."""
    shown: list[FieldEvidence] = []
    if headline is not None:
        level = clues[roles.index("headline")].level
        shown.append(FieldEvidence("title", headline.of(text), f"h{level}" if level else "headline line", headline))
    return (*shown, *(FieldEvidence("title", title, method, None) for method, title in declared))


def _base(root: HtmlElement, url: str | None) -> str:
    """The address that relative links are relative to, "" for none."""
    element = next(root.iter("base"), None)
    href = element.get("href") if element is not None else None
    return _join(url or "", href) or (url or "") if href else (url or "")


def _links(clue: Clue, base: str) -> tuple[tuple[int, int, str], ...]:
    resolved = ((start, end, _join(base, href)) for start, end, href in clue.passage.links)
    return tuple((start, end, address) for start, end, address in resolved if address)


def _join(base: str, href: str) -> str:
    """The absolute http(s) address of a link without its credentials, "" for every other kind."""
    if len(href) > LONGEST_ADDRESS or href.lstrip()[:1] in {"", "#"}:
        return ""
    address = href.strip()
    if not EMPTY_PARTS.search(address):
        if SETTLED.fullmatch(address):
            return address
        if ROOTED.fullmatch(address) and "/." not in address and (origin := ORIGIN.match(base)):
            return origin.group() + address
    try:
        parts = urlsplit(address if ABSOLUTE.match(address) else urljoin(base, address))
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            return ""
    except ValueError:
        return ""
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
