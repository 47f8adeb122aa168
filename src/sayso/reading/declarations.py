"""What a page says of itself in its markup: JSON-LD, meta elements, links, times and author marks.

In: the parsed tree, never changed. Out: `Declarations`, as declared: nothing is weighed or cleaned here, and values of
a wrong type, broken JSON and endless nesting are passed over. `dates`, `bylines` and `publishers` decide what it is worth.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

__all__ = [
    "Declarations", "LinkedArticle", "LinkedUpdate", "Party", "StatedTime", "find_authors", "read_declarations", "read_updates",
]  # fmt: skip

#: No page needs more; beyond these the rest is left unread.
LARGEST_SCRIPT = 1_000_000
MOST_SCRIPTS = 40
MOST_NODES = 4000
LONGEST_VALUE, LONGEST_BODY = 2000, 40_000
MOST_UPDATES = 1000
#: What a live blog calls its entries. They are no articles of the page.
UPDATES = "liveBlogUpdate"
TAG = re.compile(r"<[^<>]{0,500}>")
TRAILING_COMMA = re.compile(r",(\s*[}\]])")
ARTICLE_TYPES = frozenset(
    {
        *("article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle"),
        *("backgroundnewsarticle", "reviewnewsarticle", "asknewsarticle", "blogposting", "liveblogposting"),
        *("socialmediaposting", "discussionforumposting", "report", "techarticle", "scholarlyarticle"),
        *("medicalscholarlyarticle", "satiricalarticle", "advertisercontentarticle", "review", "recipe", "podcastepisode"),
    }
)
PARTY_TYPES = ("person", "organization", "newsmediaorganization", "corporation", "brand")
PAGE_TYPES = frozenset({"webpage", "itempage", "videoobject", "creativework", "aboutpage"})
AUTHOR_WORDS = "authors?|byline|autor(?:in|en|es)?|autorenzeile|verfasser|auteurs?|writer|username"
AUTHOR_CLASS = re.compile(rf"(?:^|[\s_-])(?:{AUTHOR_WORDS})(?:$|[\s_-])|(?:^|\s)by-?line", re.IGNORECASE)
AUTHOR_CLASS_NOT = re.compile(
    r"bio|box|about|avatar|image|img|photo|social|follow|comment|related|more|date(?!\W?author)|time|desc|twitter",
    re.IGNORECASE,
)
#: A box about the author, in which a heading is the name, and what holds a name within such a card.
AUTHOR_BOX = re.compile(r"bio|box|about|info|card|profile", re.IGNORECASE)
NAME_CLASS = re.compile(r"(?:^|\s)fn(?:$|\s)|(?:author|autor|byline)[\w-]{0,12}name|full-?name", re.IGNORECASE)
HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
AUTHOR_TAGS = (
    *(
        "a",
        "span",
        "div",
        "p",
        "address",
        "li",
        "cite",
        "strong",
        "b",
        "em",
        "i",
        "ul",
        "td",
        "dd",
        "small",
        "section",
        "aside",
    ),
    *("h2", "h3", "h4", "h5", "h6"),
)
#: Addresses of pages about one author of a site.
AUTHOR_PAGE = re.compile(r"/(?:authors?|autor(?:en|in)?|auteurs?|staff|profile?|profil)/[^/?#]+/?(?:[?#].*)?$", re.IGNORECASE)
#: The attributes that mark an element as an author's, and what they must hold for it; those of most elements do not.
AUTHOR_MARKS = ("class", "id", "rel", "itemprop")
AUTHOR_HINT = re.compile(f"{AUTHOR_WORDS}|by-line|creator|vcard")
#: How far an element is walked for its words: nesting must not make the walk quadratic.
MOST_STEPS = 120
MOST_MARKED = 40
#: The elements that may state a time.
TIMED = etree.XPath("descendant-or-self::*[@itemprop or self::time or self::relative-time or self::abbr]")
LANGUAGE_ATTRIBUTES = ("lang", "xml:lang", "{http://www.w3.org/XML/1998/namespace}lang")


@dataclass(frozen=True, slots=True)
class Party:
    """A person or an organisation in JSON-LD; `kind` is person, organization or a like type, or empty."""

    name: str
    kind: str
    url: str


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """One article (or page) of the JSON-LD, flattened; missing strings are empty."""

    kind: str
    url: str
    headline: str
    published: str
    modified: str
    section: str
    language: str
    authors: tuple[Party, ...]
    publisher: Party | None
    #: provider, sourceOrganization, copyrightHolder, isBasedOn: (property, party), in that order.
    origins: tuple[tuple[str, Party], ...]


@dataclass(frozen=True, slots=True)
class LinkedUpdate:
    """One entry of a live blog in the JSON-LD; `body` is its text without markup, missing strings are empty."""

    url: str
    headline: str
    published: str
    modified: str
    authors: tuple[Party, ...]
    body: str


@dataclass(frozen=True, slots=True)
class StatedTime:
    """A `<time>` or an element with a published/modified mark: its machine value, its words and its marks."""

    value: str
    words: str
    marks: str


@dataclass(frozen=True, slots=True)
class Declarations:
    """Everything declared, in page order; `articles` holds the best match for this page first."""

    language: str = ""
    canonical: str = ""
    metas: tuple[tuple[str, str], ...] = ()
    articles: tuple[LinkedArticle, ...] = ()
    times: tuple[StatedTime, ...] = ()
    authors: tuple[tuple[str, str], ...] = ()
    breadcrumbs: tuple[str, ...] = ()

    def meta(self, *names: str) -> str:
        """The first non-empty content of these meta names, tried in this order."""
        return next((value for name in names for key, value in self.metas if key == name and value), "")

    def all_metas(self, *names: str) -> tuple[str, ...]:
        """Every content of these meta names, in page order."""
        return tuple(value for key, value in self.metas if key in names and value)


def read_declarations(root: HtmlElement | None, url: str = "") -> Declarations:
    """All that the page declares; empty for plain text. `url` picks this page's own article out of several. Never raises."""
    if root is None:
        return Declarations()
    metas = tuple(_metas(root))
    canonicals = (link for link in root.iter("link") if "canonical" in _attribute(link, "rel").lower().split())
    canonical = next((_attribute(link, "href") for link in canonicals), "")
    nodes = tuple(_linked_nodes(root))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = [_article(node, by_id) for node in nodes if _types(node) & (ARTICLE_TYPES | PAGE_TYPES)]
    own = {address.rstrip("/") for address in (canonical, url) if address}
    articles.sort(key=lambda one: (one.kind in PAGE_TYPES, one.url.rstrip("/") not in own, not one.published))
    return Declarations(
        language=next(filter(None, (_attribute(root, name) for name in LANGUAGE_ATTRIBUTES)), ""),
        canonical=canonical,
        metas=metas,
        articles=tuple(articles),
        times=tuple(islice(_times(root), MOST_MARKED)),
        authors=tuple(islice(find_authors(root), MOST_MARKED)),
        breadcrumbs=_breadcrumbs(nodes),
    )


def _attribute(element: Any, name: str) -> str:
    value = element.get(name)
    return value.strip()[:LONGEST_VALUE] if isinstance(value, str) else ""


def _words(element: Any, limit: int) -> str:
    """The first characters of an element's words, on one line, without walking a whole page for them."""
    parts: list[str] = []
    for event, node in islice(etree.iterwalk(element, events=("start", "end")), MOST_STEPS):
        if event == "start" and isinstance(node.tag, str):
            parts.append(node.text or "")
        elif event == "end" and node is not element:
            parts.append(node.tail or "")
        if sum(map(len, parts)) > 2 * limit:
            break
    return " ".join(" ".join(part.strip() for part in parts)[: 4 * limit].split())[:limit]


def _metas(root: HtmlElement) -> Iterator[tuple[str, str]]:
    for meta in root.iter("meta"):
        name = next(filter(None, (_attribute(meta, key) for key in ("property", "name", "itemprop", "http-equiv"))), "")
        content = _attribute(meta, "content")
        if name and content:
            yield name.lower(), content


def _times(root: HtmlElement) -> Iterator[StatedTime]:
    for element in TIMED(root):
        prop = _attribute(element, "itemprop")
        if element.tag in {"time", "relative-time", "abbr"} or prop in {"datePublished", "dateModified", "dateCreated"}:
            marks = " ".join(filter(None, (_attribute(element, name) for name in ("itemprop", "class", "pubdate"))))[:200]
            value = _attribute(element, "datetime") or _attribute(element, "content")
            value = value or (_attribute(element, "title") if element.tag == "abbr" else "")
            words = _words(element, 120)
            if value or (words and element.tag != "abbr"):
                yield StatedTime(value, words, marks)


def find_authors(root: HtmlElement) -> Iterator[tuple[str, str]]:
    """(words, method) of elements marked as the author's, outermost first; of a card its name alone."""
    for element in root.iter(*AUTHOR_TAGS):
        marks = " ".join(filter(None, map(element.get, AUTHOR_MARKS)))
        is_hinted = bool(marks) and AUTHOR_HINT.search(marks.casefold()) is not None
        method = _author_mark(element) if is_hinted else _author_link(element)
        if not method:
            continue
        inner = islice(element.iter(etree.Element), 1, MOST_STEPS)
        named = next((one for one in inner if (one.tag in HEADINGS if method == "author box" else _is_name_of(one))), None)
        if named is None and method == "author box":
            continue
        words = _words(element, 200) if named is None else _attribute(named, "content") or _words(named, 200)
        if words and len(words) < 160:
            yield words, method


def _author_mark(element: Any) -> str:
    """How an element is marked as the author's, "" for not at all."""
    if _attribute(element, "itemprop").lower() in {"author", "creator"}:
        return "itemprop author"
    if "author" in _attribute(element, "rel").lower().split():
        return "rel author"
    marks = f"{_attribute(element, 'class')} {_attribute(element, 'id')}"[:200]
    if marks != " ":
        if {"author", "vcard"} <= set(marks.lower().split()):
            return "hcard author"
        if AUTHOR_CLASS.search(marks):
            if not AUTHOR_CLASS_NOT.search(marks):
                return "author class"
            if AUTHOR_BOX.search(marks) and element.tag in {"div", "section", "aside", "footer"}:
                return "author box"
    return _author_link(element)


def _author_link(element: Any) -> str:
    """How a link is one to an author's page, "" for every other element."""
    return "link to an author" if element.tag == "a" and AUTHOR_PAGE.search(_attribute(element, "href")) else ""


def _is_name_of(element: Any) -> bool:
    """Whether an element within an author's card holds the name."""
    if element.get("itemprop") == "name":
        return True
    marks = element.get("class")
    return marks is not None and NAME_CLASS.search(marks[:200]) is not None


def _linked_nodes(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, outer ones first, up to a cap."""
    queue: list[Any] = []
    scripts = (script for script in root.iter("script") if "ld+json" in _attribute(script, "type").lower())
    for _, script in zip(range(MOST_SCRIPTS), scripts, strict=False):
        queue.append(_load(script.text or ""))
    seen = 0
    at = 0
    while at < len(queue) and seen < MOST_NODES:
        value = queue[at]
        at += 1
        seen += 1
        if isinstance(value, dict):
            yield value
            pairs = list(value.items())[:200]
            queue.extend(child for key, child in pairs if isinstance(child, dict | list) and key != UPDATES)
        elif isinstance(value, list):
            queue.extend(child for child in value[:1000] if isinstance(child, dict | list))


def read_updates(root: HtmlElement) -> tuple[LinkedUpdate, ...]:
    """The entries that the page's JSON-LD declares, in its order, up to a cap. Never raises."""
    scripts = (script for script in root.iter("script") if "ld+json" in _attribute(script, "type").lower())
    if not any(UPDATES in (script.text or "") for script in scripts):
        return ()
    listed = (node[UPDATES] for node in _linked_nodes(root) if isinstance(node.get(UPDATES), list | dict))
    nodes = (one for value in listed for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict))
    return tuple(_update(node) for node in islice(nodes, MOST_UPDATES))


def _update(node: dict[str, Any]) -> LinkedUpdate:
    body = node.get("articleBody") or node.get("text") or node.get("description") or ""
    told = TAG.sub("\n", unescape(body[:LONGEST_BODY])) if isinstance(body, str) else ""
    return LinkedUpdate(
        url=_string(node.get("url")) or _string(node.get("mainEntityOfPage")) or _string(node.get("@id")),
        headline=unescape(_string(node.get("headline")) or _string(node.get("name"))),
        published=_string(node.get("datePublished")),
        modified=_string(node.get("dateModified")),
        authors=_parties(node.get("author") or node.get("creator"), {}),
        body=told,
    )


def _load(script: str) -> Any:
    """A script's value, or null: broken JSON gets one repair, hostile JSON none."""
    if len(script) > LARGEST_SCRIPT:
        return None
    body = script.strip()
    for opening, closing in (("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>")):
        body = body.removeprefix(opening).removesuffix(closing).strip()
    for attempt in (body, TRAILING_COMMA.sub(r"\1", body)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _types(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return {kind.rsplit("/", 1)[-1].lower() for kind in listed if isinstance(kind, str)}


def _string(value: Any) -> str:
    """The string in a JSON-LD value: itself, the first of a list, or an object's value, name or id."""
    for _ in range(4):
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, dict):
            value = value.get("@value") or value.get("name") or value.get("url") or value.get("@id") or ""
        else:
            break
    return " ".join(value.split())[:LONGEST_VALUE] if isinstance(value, str) else ""


def _parties(value: Any, by_id: dict[str, dict[str, Any]]) -> tuple[Party, ...]:
    listed = value if isinstance(value, list) else [value]
    parties: list[Party] = []
    for one in listed[:20]:
        if isinstance(one, str):
            party = Party("", "", one) if one.startswith(("http://", "https://")) else Party(_string(one), "", "")
        elif isinstance(one, dict):
            full = by_id.get(one["@id"], one) if isinstance(one.get("@id"), str) and "name" not in one else one
            kinds = _types(full)
            kind = next((known for known in PARTY_TYPES if known in kinds), "")
            names = full.get("name")
            listed_names = names if isinstance(names, list) else [names]
            parties.extend(Party(_string(name), kind, _string(full.get("url"))) for name in listed_names[1:10])
            party = Party(_string(listed_names[:1]), kind, _string(full.get("url")) or _string(full.get("@id")))
        else:
            continue
        if party.name or party.url:
            parties.append(party)
    return tuple(parties)


def _article(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> LinkedArticle:
    kinds = _types(node)
    kind = next((kind for kind in sorted(kinds) if kind in ARTICLE_TYPES), next(iter(sorted(kinds))))
    origins = tuple(
        (name, party)
        for name in ("provider", "sourceOrganization", "copyrightHolder", "isBasedOn", "isBasedOnUrl")
        for party in _parties(node.get(name), by_id)
    )
    publishers = _parties(node.get("publisher"), by_id)
    return LinkedArticle(
        kind=kind,
        url=_string(node.get("url")) or _string(node.get("mainEntityOfPage")) or _string(node.get("@id")),
        headline=_string(node.get("headline")) or _string(node.get("name")),
        published=_string(node.get("datePublished")),
        modified=_string(node.get("dateModified")),
        section=_string(node.get("articleSection")),
        language=_string(node.get("inLanguage")),
        authors=_parties(node.get("author") or node.get("creator"), by_id),
        publisher=publishers[0] if publishers else None,
        origins=origins,
    )


def _breadcrumbs(nodes: tuple[dict[str, Any], ...]) -> tuple[str, ...]:
    for node in nodes:
        items = node.get("itemListElement")
        if "breadcrumblist" in _types(node) and isinstance(items, list):
            named = (item.get("name") or _string(item.get("item")) for item in items[:20] if isinstance(item, dict))
            return tuple(name for name in map(_string, named) if name and not name.startswith("http"))
    return ()
