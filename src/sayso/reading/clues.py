"""What there is to know about each passage before its role is decided.

In: visible passages and how much of each trafilatura took for the story. Out: a `Clue` a passage: its words, what the words
and the markup around it speak for, its heading level. It decides no role and looks at no neighbours; `roles` does.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.reading.furniture import Furniture, has_sentence_end, load_furniture
from sayso.reading.passages import Box, Passage
from sayso.records import Role

__all__ = ["Clue", "find_clues"]

#: A passage is story if this share of its words is in trafilatura's text.
TAKEN = 0.5
#: Running text has this many words at least and ends like a sentence; a standfirst or a caption may do without the stop.
SHORTEST_SENTENCE = 8
MARK = re.compile(r"[a-z]+")
#: Class and id words of furniture, looked for in the box of a passage and the few around it.
#: Boxes with these words are never story, whatever was taken from them.
WALL_MARKS = frozenset(["cookie", "cookies", "cookiebanner", "consent", "gdpr", "newsletter"])
FURNITURE_MARKS = frozenset(
    {
        *("newsletter", "related", "recommended", "recommendations", "promo", "advert", "advertisement", "ads"),
        *("sponsored", "share", "sharing", "social", "follow", "siguenos", "comments", "comment", "respond"),
        *("popup", "modal", "popmake", "popover", "breadcrumb", "breadcrumbs", "nextstory", "readmore", "paywall"),
        *("subscribe", "subscription", "signup", "donate", "donation", "cookie", "consent", "sidebar", "navbar"),
        *("pagination", "pager", "toolbar", "disqus", "outbrain", "taboola", "rightbx", "rightbox", "leftbox"),
    }
)
AUTHOR_MARKS = frozenset(["author", "bio", "autor", "byline", "autorenbox", "authorbox", "contributor", "auteur"])
LEAD_MARKS = frozenset(
    {
        *("lead", "lede", "standfirst", "teaser", "intro", "abstract", "excerpt", "summary", "dek", "deck"),
        *("subtitle", "subheadline", "subline", "vorspann", "anreisser", "anriss", "description", "bajada", "chapo"),
        *("chapeau", "sommaire", "kicker", "ingress", "entradilla", "copete", "sumario", "occhiello", "sommario"),
        *("shortinfo", "short", "leadtext", "introduction", "einleitung", "preamble", "documentdescription"),
    }
)
CAPTION_MARKS = frozenset(["caption", "bildunterschrift", "legend", "legende", "bildtext", "imagecaption", "pie"])
SECTION_MARKS = frozenset(
    [
        "kicker",
        "category",
        "categories",
        "section",
        "topic",
        "rubrik",
        "ressort",
        "dachzeile",
        "overline",
        "breadcrumb",
        "breadcrumbs",
        "roofline",
    ]
)
QUOTE_MARKS = frozenset(["pullquote", "quote", "zitat"])
EMBED_MARKS = frozenset(["twitter", "tweet", "instagram", "facebook", "tiktok", "bluesky", "embedded"])
#: How many boxes around a passage speak for it.
NEAR = 3
#: Boxes whose class words speak for the whole page and not for a part of it.
PAGE_BOXES = frozenset(["body", "html", "head", "main", "article"])


@dataclass(frozen=True, slots=True)
class Clue:
    """One passage and what speaks for its role; `marks` are the class words of its nearest boxes."""

    passage: Passage
    share: float
    wording: Role | None
    is_date: bool
    is_house: bool
    level: int
    marks: frozenset[str]

    @property
    def words(self) -> tuple[str, ...]:
        """Its words, folded."""
        return self.passage.words

    @property
    def is_taken(self) -> bool:
        """Whether trafilatura took it for story."""
        return self.share >= TAKEN

    @property
    def is_sentence(self) -> bool:
        """Whether it reads like running text."""
        return self.is_lengthy and has_sentence_end(self.passage.text)

    @property
    def is_lengthy(self) -> bool:
        """Whether it has the words of a sentence and is not mostly links."""
        return len(self.words) >= SHORTEST_SENTENCE and self.passage.link_share < 0.5

    @property
    def is_linked(self) -> bool:
        """Whether it is nothing but links."""
        return self.passage.link_share >= 0.9

    def stands_in(self, *landmarks: str) -> bool:
        """Whether it stands in one of these elements, at any depth."""
        return not self.passage.box.landmarks.isdisjoint(landmarks)

    def is_marked(self, marks: frozenset[str]) -> bool:
        """Whether a box near it has one of these class words."""
        return not self.marks.isdisjoint(marks)


def find_clues(passages: Sequence[Passage], shares: Sequence[float]) -> list[Clue]:
    """One clue for each passage."""
    furniture = load_furniture()
    marks: dict[int, frozenset[str]] = {}
    return [_clue(passage, share, furniture, marks) for passage, share in zip(passages, shares, strict=True)]


def _clue(passage: Passage, share: float, furniture: Furniture, known: dict[int, frozenset[str]]) -> Clue:
    box = passage.box
    if id(box) not in known:
        known[id(box)] = _marks(box)
    level = next((level for level in range(1, 7) if f"h{level}" in box.landmarks), 0)
    text = passage.text
    wording = furniture.role_of(text, passage.words)
    is_date, is_house = furniture.is_date_line(text, passage.words), furniture.is_house_line(text, passage.words)
    return Clue(passage, share, wording, is_date, is_house, level, known[id(box)])


def _marks(box: Box) -> frozenset[str]:
    found: set[str] = set()
    for distance, around in enumerate(box.around()):
        if distance >= NEAR or around.tag in PAGE_BOXES:
            break
        found.update(MARK.findall(around.marks))
    return frozenset(found)
