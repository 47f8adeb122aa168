"""What a page says of its story: title, authors, section, language, publisher and republisher, dates, labels.

In: the parsed tree (null for plain text), what extraction made of it, and the `Page`. Out: `Metadata`, where each value comes
with all the evidence for it; evidence that lost is kept, never overwritten. It reads no story and extracts no text.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from sayso.knowledge.outlets import fold_name
from sayso.reading.authorship import find_authorship
from sayso.reading.bylines import find_bylines
from sayso.reading.dates import find_dates
from sayso.reading.declarations import Declarations, read_declarations
from sayso.reading.extracted import Extracted
from sayso.reading.genres import GENRES, find_genres
from sayso.reading.houses import label_of
from sayso.reading.labels import find_labels
from sayso.reading.language import find_language
from sayso.reading.publication import Publication, find_publication
from sayso.reading.publishers import Publishing, find_publishing
from sayso.reading.told import told_bylines, told_rest, told_values
from sayso.records import READ_ROLES, Credit, FieldEvidence, Page, PublicationDate, Publisher, Span

__all__ = ["Metadata", "find_metadata", "find_titles"]

LONGEST_TITLE = 400
#: A declared title of fewer words is no better than the visible headline that holds it.
FEWEST_WORDS = 3
#: How a page joins its title and the name of its site.
JOIN = re.compile(r"\s+(?:[|\-–—·•»:›~]|::|//|<|\\)\s+")
#: How a declared title joins a kicker and the headline below it.
KICKER = re.compile(r"(?:\s?[:|]|\s[-–—])\s+")
#: From so many declared titles on a short one is believed.
MOST_AGREED = 3
WORD = re.compile(r"\w+")
#: A day before a headline, and the mark after it.
LONGEST_DAY = 40
AFTER_DAY = re.compile(r"\s?[|:–—-]\s+")
QUOTES = ('"', "„", "“", "«", "»", "'", "‚", "‘")
#: What a page declares its title to be, beside what it shows.
DECLARED = frozenset({"title", "og:title", "twitter:title", "json-ld headline"})
MOST_PIECES = 60
SOFT_HYPHEN = "\u00ad"
#: First words of a path that name a section.
SECTIONS = frozenset(
    {
        *("world", "politics", "business", "sport", "sports", "economy", "science", "technology", "tech", "health", "culture"),
        *("opinion", "entertainment", "lifestyle", "travel", "education", "environment", "local", "national", "international"),
        *("europe", "africa", "asia", "middle-east", "americas", "us", "uk", "news", "money", "finance", "weather", "arts"),
        *("politik", "wirtschaft", "kultur", "wissenschaft", "gesellschaft", "panorama", "regional", "ausland", "inland"),
        *("technik", "gesundheit", "bildung", "wissen", "reise", "netzwelt", "feuilleton", "meinung", "digital", "leben"),
        *("economie", "monde", "societe", "politique", "economia", "mundo", "deportes", "sociedad", "cultura", "politica"),
    }
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """Everything that `Document` holds beside its text and blocks."""

    title: str | None
    bylines: tuple[str, ...]
    section: str | None
    genre: str
    language: str | None
    canonical_url: str | None
    publisher: Publisher | None
    republisher: Publisher | None
    published: PublicationDate | None
    republished: PublicationDate | None
    credits: tuple[Credit, ...]
    labels: tuple[Span, ...]
    evidence: tuple[FieldEvidence, ...]


def find_metadata(
    root: HtmlElement | None, extracted: Extracted, page: Page, *, given: PublicationDate | None = None
) -> Metadata:
    """All of it. A date `given` by the user is `published`; what the page says stays in the evidence. Never raises."""
    declared = read_declarations(root, page.url)
    text, blocks = extracted.text, extracted.blocks
    languages = find_language(
        _story_of(extracted), declared.language or declared.meta("content-language", "og:locale") or _told_language(page.told)
    )
    language = languages[0].value if languages else None
    publishing = find_publishing(declared, page.url, text, blocks, page.told)
    publication = find_publication(root, declared, page.url, page.fetched, text, blocks, publishing, language, page.told)
    titles = find_titles(declared, extracted, publishing, page.told, _only_heading(root))
    houses = _house_names(publishing)
    bylines = (*find_bylines(declared, text, blocks, houses), *told_bylines(page.told))
    authors = find_authorship(declared, text, blocks, houses)
    bylines = _believed(bylines, authors)
    sections = (*_sections(declared, extracted, page.url), *told_values(page.told, "section"))
    genres = (*find_genres(declared, page.url, text, blocks, sections), *told_values(page.told, "genre"))
    canonical = _canonical(declared, page.url)
    return Metadata(
        title=titles[0].value if titles else None,
        bylines=tuple(one.value for one in bylines if one.method == bylines[0].method),
        section=sections[0].value if sections else None,
        genre=next((one.value for one in genres if one.value in GENRES), "unknown"),
        language=language,
        canonical_url=canonical,
        publisher=publishing.publisher,
        republisher=publishing.republisher,
        published=given or publication.published,
        republished=publication.republished,
        credits=publishing.credits,
        labels=find_labels(text),
        evidence=(
            *_join(titles, (*bylines, *authors), (*sections, *genres), languages, canonical, publishing, publication, given),
            *told_rest(page.told),
        ),
    )


def _believed(bylines: Sequence[FieldEvidence], authors: Sequence[FieldEvidence]) -> tuple[FieldEvidence, ...]:
    """The evidence for persons, that of a method which names the declared authors first."""
    chosen = {fold_name(one.value) for one in authors if one.method == authors[0].method}
    agreed = next((one.method for one in bylines if fold_name(one.value) in chosen), None)
    return tuple(sorted(bylines, key=lambda one: one.method != agreed)) if agreed else tuple(bylines)


def _told_language(told: Sequence[FieldEvidence]) -> str:
    return next((one.value for one in told_values(told, "language")), "")


def _join(
    titles: Sequence[FieldEvidence],
    bylines: Sequence[FieldEvidence],
    sections: Sequence[FieldEvidence],
    languages: Sequence[FieldEvidence],
    canonical: str | None,
    publishing: Publishing,
    publication: Publication,
    given: PublicationDate | None,
) -> tuple[FieldEvidence, ...]:
    links = (FieldEvidence("canonical_url", canonical, "link rel canonical", None),) if canonical else ()
    stated = (FieldEvidence("published", given.value + (given.zone or ""), given.method, None),) if given else ()
    return (*titles, *bylines, *sections, *languages, *links, *publishing.evidence, *stated, *publication.evidence)


def _story_of(extracted: Extracted) -> str:
    """The running text, for the language: chrome is often in another one."""
    return "\n".join(block.span.of(extracted.text) for block in extracted.blocks_of(*READ_ROLES)) or extracted.text


def find_titles(
    page: Declarations, extracted: Extracted, publishing: Publishing, told: Sequence[FieldEvidence] = (), heading: str = ""
) -> tuple[FieldEvidence, ...]:
    """Titles, the one to show first, each without the name of the site; those that a carrier told come last.

    `heading` is the page's only first heading, which may be another than the headline that extraction took.
    """
    headline = next(iter(extracted.blocks_of("headline")), None)
    shown = headline.span.of(extracted.text).replace(SOFT_HYPHEN, "") if headline else ""
    sites = _house_names(publishing)
    found: list[FieldEvidence] = []
    if headline and not shown.lstrip().startswith("<"):
        found.append(FieldEvidence("title", _cut_day(" ".join(shown.split()))[:LONGEST_TITLE], "headline", headline.span))
    linked = ((article.headline, "json-ld headline") for article in page.articles)
    metas = ((page.meta(name), name) for name in ("og:title", "twitter:title", "dc.title", "citation_title"))
    named = ((one.value, one.method) for one in (*extracted.titles, *told_values(told, "title")))
    for value, method in (*linked, *metas, *named):
        title = cut_site(" ".join(value.replace(SOFT_HYPHEN, "").split())[:LONGEST_TITLE], shown, sites)
        if title and not title.startswith("<"):  # markup that was put where a title belongs
            at = extracted.text.find(title)
            found.append(FieldEvidence("title", title, method, Span(at, at + len(title)) if at >= 0 else None))
    shown = found[0].value if found and found[0].method == "headline" else shown
    if _is_better(heading, shown, found, sites):
        at = extracted.text.find(heading)
        found.insert(0, FieldEvidence("title", heading, "only h1", Span(at, at + len(heading)) if at >= 0 else None))
        return tuple(dict.fromkeys(found))
    kicker = next((cut for one in found if (cut := _cut_kicker(one.value, shown))), "")
    if headline and kicker:
        at = shown.rfind(kicker)
        span = Span(headline.span.start + at, headline.span.start + at + len(kicker)) if at >= 0 else None
        found.insert(0, FieldEvidence("title", kicker, "headline without its kicker", span))
        return tuple(dict.fromkeys(found))
    agreed = Counter(_fold(one.value) for one in dict.fromkeys(found))
    return tuple(sorted(dict.fromkeys(found), key=lambda one: not _is_bare(one.value, shown, agreed[_fold(one.value)])))


def _only_heading(root: HtmlElement | None) -> str:
    """The words of the page's only first heading; empty where it has none or several."""
    found = [*islice(root.iter("h1"), 2)] if root is not None else []
    words = (
        " ".join("".join(islice(found[0].itertext(), MOST_PIECES)).replace(SOFT_HYPHEN, "").split()) if len(found) == 1 else ""
    )
    return words if len(words) <= LONGEST_TITLE else ""


def _is_better(heading: str, shown: str, found: Sequence[FieldEvidence], sites: Sequence[str]) -> bool:
    """Whether the only first heading is the title: the page declares it, and the headline found is declared no better."""
    own, taken = _fold(heading), _fold(shown)
    if (
        not own
        or not taken
        or own == taken
        or own in {_fold(site) for site in sites}
        or taken.endswith(own)
        or own.endswith(taken)
    ):
        return False
    declared = [(one.method, _fold(one.value), _fold(JOIN.split(one.value)[0])) for one in found if one.method in DECLARED]
    for_own = {method for method, whole, part in declared if own in {whole, part}}
    for_taken = {method for method, whole, part in declared if taken in {whole, part}}
    return "title" in for_own and not ("title" in for_taken or len(for_taken) > len(for_own))


def _cut_kicker(declared: str, shown: str) -> str:
    """The headline without the kicker above it, where the page shows two lines and a declared title joins them by a mark."""
    if _fold(declared) != _fold(shown):
        return ""
    for join in [*KICKER.finditer(declared)][:1]:
        head, tail = declared[: join.start()], declared[join.end() :]
        # The mark stands in the declared title alone: what the page shows has a line's end there, which became a blank.
        if (
            shown.startswith(f"{head} ")
            and " ".join(shown[len(head) :].split()) == tail
            and tail.count(" ") >= FEWEST_WORDS - 1
        ):
            return tail
    return ""


def _cut_day(title: str) -> str:
    """A headline without the day before it that the page put into the same line, glued or parted by a mark."""
    days = find_dates(title[:LONGEST_DAY])
    if not days or days[0].span.start or days[0].precision == "month" or days[0].value.startswith("--"):
        return title
    rest = title[days[0].span.end :]
    mark = AFTER_DAY.match(rest)
    bare = rest[mark.end() :] if mark else rest
    return bare if (mark or not rest[:1].isspace()) and bare.count(" ") >= FEWEST_WORDS - 1 else title


def _is_bare(title: str, shown: str, agreed: int) -> bool:
    """Whether a declared title is the visible headline without its kicker, or with the half that a heading left out.

    `agreed` is how many declared titles say the same: where most do, two words are enough.
    """
    bare, whole = _fold(title), _fold(shown)
    if not bare or bare == whole or bare.count(" ") < (FEWEST_WORDS if agreed < MOST_AGREED else FEWEST_WORDS - 1) - 1:
        return False
    if title.rstrip().endswith(("...", "…")) or (shown.startswith(QUOTES) and ":" in shown[: -len(title)]):
        return False  # what is cut short, or the words of somebody before a colon
    return whole.endswith(f" {bare}") or (shown.rstrip().endswith(":") and bare.startswith(f"{whole} "))


def _fold(title: str) -> str:
    """A title as it is compared: its words in small letters, without accents (a title is longer than a name may be)."""
    plain = title
    if not title.isascii():
        plain = "".join(one for one in unicodedata.normalize("NFKD", title) if not unicodedata.combining(one))
    return " ".join(WORD.findall(plain.casefold()))


def cut_site(title: str, shown: str, sites: Sequence[str]) -> str:
    """A title without the site's name at its end or start, where the name or the visible headline proves that it is one."""
    joins = [*JOIN.finditer(title)][:12]
    closed = {fold_name(site) for site in sites} | {fold_name(site).replace(" ", "") for site in sites}
    for join in joins:
        head, tail = title[: join.start()].strip(), title[join.end() :].strip()
        if shown and _fold(head) == _fold(shown):
            return head
        if shown and _fold(tail) == _fold(shown):
            return tail
    for join in reversed(joins):
        head, tail = title[: join.start()].strip(), title[join.end() :].strip()
        if fold_name(tail) in closed or fold_name(tail).replace(" ", "") in closed:
            return cut_site(head, shown, sites)
        if fold_name(head) in closed:
            return tail
    return title


def _house_names(publishing: Publishing) -> tuple[str, ...]:
    """The names of the page's houses, and their hosts' labels: no author, no part of a title."""
    houses = [*(one.value for one in publishing.evidence if one.field in {"publisher", "republisher"})]
    labels = [label_of(name.lower()) for name in houses if "." in name and " " not in name]
    return tuple(dict.fromkeys((*houses, *labels)))


def _sections(page: Declarations, extracted: Extracted, url: str) -> Iterator[FieldEvidence]:
    for article in page.articles:
        if article.section and article.kind != "webpage":
            yield FieldEvidence("section", article.section[:120], "json-ld articleSection", None)
    for block in extracted.blocks_of("section"):
        yield FieldEvidence("section", " ".join(block.span.of(extracted.text).split())[:120], "section line", block.span)
    if len(page.breadcrumbs) > 1:
        crumbs = [crumb for crumb in page.breadcrumbs if fold_name(crumb) not in {"home", "startseite", "start", "news"}]
        if crumbs and len(page.breadcrumbs) > 2:
            yield FieldEvidence("section", crumbs[0][:120], "breadcrumb", None)
    parts = [part for part in _path(url).split("/") if part]
    if len(parts) > 1 and parts[0].lower() in SECTIONS:
        yield FieldEvidence("section", parts[0].lower(), "address", None)
    section = page.meta("article:section", "og:article:section")
    if section:
        yield FieldEvidence("section", section[:120], "meta article:section", None)


def _path(url: str) -> str:
    try:
        return urlsplit(url).path if url.startswith(("http://", "https://")) else ""
    except ValueError:
        return ""


def _canonical(page: Declarations, url: str) -> str | None:
    """The canonical address, absolute; null where the page gives none or nonsense."""
    address = page.canonical or page.meta("og:url")
    if not address:
        return None
    try:
        joined = urljoin(url, address) if url.startswith(("http://", "https://")) else address
        return joined if urlsplit(joined).scheme in {"http", "https"} and urlsplit(joined).hostname else None
    except ValueError:
        return None
