"""What there is to know about each passage before its role is decided.

In: visible passages and how much of each trafilatura took for the story. Out: a `Clue` a passage: its words, what the words
and the markup around it speak for, its heading level. It decides no role and looks at no neighbours; `roles` does.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

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
EMBED_MARKS = frozenset(["twitter", "tweet", "instagram", "facebook", "tiktok", "bluesky", "mastodon", "telegram", "embedded"])
#: How many boxes around a passage speak for it.
NEAR = 3
#: Boxes whose class words speak for the whole page and not for a part of it.
PAGE_BOXES = frozenset(["body", "html", "head", "main", "article"])
LEVELS = {f"h{level}": level for level in range(1, 7)}
NO_MARKS: frozenset[str] = frozenset()


class Clue(NamedTuple):
    """One passage and what speaks for its role; `marks` are the class words of its nearest boxes."""

    passage: Passage
    share: float
    wording: Role | None
    is_date: bool
    is_house: bool
    level: int
    marks: frozenset[str]
    #: Whether it has the words of a sentence and is not mostly links.
    is_lengthy: bool
    #: Whether it reads like running text.
    is_sentence: bool
    #: Whether it is nothing but links.
    is_linked: bool

    @property
    def words(self) -> tuple[str, ...]:
        """Its words, folded."""
        return self.passage.words

    @property
    def is_taken(self) -> bool:
        """Whether trafilatura took it for story."""
        return self.share >= TAKEN

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
    text, box, _, words = passage
    link_share = passage.link_share
    is_lengthy = len(words) >= SHORTEST_SENTENCE and link_share < 0.5
    return Clue(
        passage,
        share,
        furniture.role_of(text, words),
        furniture.is_date_line(text, words),
        furniture.is_house_line(text, words),
        0 if box.landmarks.isdisjoint(LEVELS) else min(LEVELS[mark] for mark in box.landmarks if mark in LEVELS),
        _marks(box, known),
        is_lengthy,
        is_lengthy and has_sentence_end(text),
        link_share >= 0.9,
    )


def _marks(box: Box, known: dict[int, frozenset[str]]) -> frozenset[str]:
    """The class words of a box and the few around it; `known` holds those of each box alone."""
    found: list[frozenset[str]] = []
    around: Box | None = box
    while around is not None and len(found) < NEAR and around.tag not in PAGE_BOXES:
        if around.marks:
            own = known.get(id(around))
            if own is None:
                own = known[id(around)] = frozenset(MARK.findall(around.marks))
        else:
            own = NO_MARKS
        found.append(own)
        around = around.parent
    return NO_MARKS.union(*found)
