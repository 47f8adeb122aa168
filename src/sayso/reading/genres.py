"""What kind of piece a page says it is: opinion, satire, sponsored, a press release, a live blog, an analysis.

In: what the page declares, its sections, its lines and its address. Out: evidence for each kind that something speaks for, the
strongest first; nothing where the page does not say. It judges no style and no house: only the page's own marks count.
"""

from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import urlsplit

from sayso.knowledge.outlets import fold_name
from sayso.reading.credits import find_release_mark, head_of
from sayso.reading.declarations import Declarations
from sayso.records import Block, FieldEvidence

__all__ = ["GENRES", "find_genres"]

GENRES: Final = ("sponsored", "satire", "press release", "live blog", "opinion", "analysis")
#: Types of schema.org that say so.
TYPES: Final = {
    "advertisercontentarticle": "sponsored",
    "satiricalarticle": "satire",
    "liveblogposting": "live blog",
    "opinionnewsarticle": "opinion",
    "analysisnewsarticle": "analysis",
}
#: What a line of its own, or a section, is called.
LABELS: Final = {
    "sponsored": (
        "sponsored", "sponsored content", "sponsored post", "sponsored by", "paid content", "paid post", "paid partnership",
        "paid for by", "partner content", "branded content", "brandvoice", "advertorial", "advertisement feature",
        "promoted content", "anzeige", "advertiser content", "in partnership with", "presented by",
    ),
    "satire": ("satire", "humor", "humour", "parody"),
    "press release": (
        "press release", "press releases", "news release", "for immediate release", "media release", "pressemitteilung",
    ),
    "live blog": ("live", "live blog", "liveblog", "live updates", "live coverage"),
    "opinion": (
        "opinion", "opinions", "comment", "commentary", "editorial", "editorials", "op ed", "oped", "column", "columns",
        "columnists", "letters", "letter to the editor", "viewpoint", "voices", "guest essay", "meinung", "kommentar",
        "leitartikel", "perspective", "perspectives", "views",
    ),
    "analysis": ("analysis", "news analysis", "explainer", "analyse"),
}  # fmt: skip
NAMED: Final = {label: genre for genre, labels in LABELS.items() for label in labels}
#: Parts of an address that say so; a section that only holds such pieces among others is not among them.
PATHS: Final = {
    part: genre
    for genre, parts in {
        "opinion": "opinion opinions commentisfree op-ed editorials columnists meinung kommentar",
        "satire": "satire humor borowitz-report",
        "sponsored": "sponsored sponsored-content brandvoice paidpost partner-content advertorial",
        "press release": "press-release press-releases news-release news-releases pressemitteilungen",
        "live blog": "live liveblog live-blog live-updates",
    }.items()
    for part in parts.split()
}
LONGEST_LABEL: Final = 60
FIRST: Final = 2


def find_genres(
    page: Declarations, url: str, text: str, blocks: Sequence[Block], sections: Sequence[FieldEvidence]
) -> tuple[FieldEvidence, ...]:
    """Evidence for kinds of piece; the first one decides."""
    found = [*_declared(page), *_labelled(text, blocks), *_released(text, blocks), *_sectioned(sections), *_addressed(url)]
    # who paid for a piece, and that it is meant as a joke, matter more than where it stands
    return tuple(
        sorted(dict.fromkeys(found), key=lambda one: GENRES.index(one.value) if one.value in GENRES[:2] else len(GENRES))
    )


def _declared(page: Declarations) -> Iterator[FieldEvidence]:
    for article in page.articles:
        genre = TYPES.get(article.kind)
        if genre is not None:
            yield FieldEvidence("genre", genre, f"json-ld {article.kind}", None)
    if page.meta("article:opinion").lower() == "true":
        yield FieldEvidence("genre", "opinion", "meta article:opinion", None)


def _labelled(text: str, blocks: Sequence[Block]) -> Iterator[FieldEvidence]:
    """A short line above the story that is nothing but such a label."""
    headline = next((number for number, block in enumerate(blocks) if block.role == "headline"), 0)
    # extraction takes a label inside the story for its first paragraph
    opening = [block for block in blocks if block.role == "body"][:FIRST]
    for block in (*blocks[max(0, headline - 2) : headline], *head_of(blocks), *opening):
        words = " ".join(block.span.of(text).split())
        if len(words) <= LONGEST_LABEL:
            genre = NAMED.get(fold_name(words)) or _opened(words)
            if genre is not None:
                yield FieldEvidence("genre", genre, "line above the story", block.span)


def _opened(words: str) -> str | None:
    """The kind of a line that goes on after its label: "Paid for by Acme", "Opinion by Jane Doe"."""
    folded = fold_name(words)
    for opening in ("paid for by", "sponsored by", "in partnership with", "presented by"):
        if folded.startswith(f"{opening} "):
            return "sponsored"
    return "opinion" if folded.startswith("opinion by ") else "analysis" if folded.startswith("analysis by ") else None


def _released(text: str, blocks: Sequence[Block]) -> Iterator[FieldEvidence]:
    found = find_release_mark(text, blocks)
    if found is not None:
        yield FieldEvidence("genre", "press release", "mark of a release", found)


def _sectioned(sections: Sequence[FieldEvidence]) -> Iterator[FieldEvidence]:
    for one in sections:
        genre = NAMED.get(fold_name(one.value))
        # "live" and "voices" as sections hold other pieces too
        if genre is not None and fold_name(one.value) not in {"live", "voices", "views", "letters"}:
            yield FieldEvidence("genre", genre, f"section: {one.method}", one.span)


def _addressed(url: str) -> Iterator[FieldEvidence]:
    if not url.startswith(("http://", "https://")):
        return
    try:
        parts = [part.lower() for part in urlsplit(url).path.split("/")[:-1] if part]
    except ValueError:
        return
    for part in parts[:4]:
        if part in PATHS:
            yield FieldEvidence("genre", PATHS[part], "address", None)
