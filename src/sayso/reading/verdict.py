"""Whether a page is an article, and why not where it is none.

In: the clues and roles of its passages and what the page declares itself to be. Out: a `Verdict`. An index, an error page,
a consent wall and a page without running text are no articles; their text is kept all the same, `read` says it loudly.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from sayso.reading.clues import Clue
from sayso.reading.furniture import has_sentence_end
from sayso.records import Role

__all__ = ["Verdict", "find_verdict", "is_declared_article"]

#: Running text of fewer words is no story; a page that declares itself an article may be this much shorter.
SHORTEST_STORY, SHORTEST_DECLARED = 25, 10
#: An error or a consent wall says little else than that.
LONGEST_NOTICE, LONGEST_WALL = 120, 300
#: An index: running text in so many boxes, none of which holds much of it, most of it next to the linked headline of a page.
FEWEST_BOXES, LARGEST_BOX, MOST_BESIDE = 4, 0.34, 0.6
SHORTEST_TEASER, BESIDE = 4, 2
#: A run of text this long is a story whatever stands around it.
LONG_STORY = 250
ERROR = re.compile(
    r"\b(?:404|403|410|500|502|503|not found|nicht gefunden|page introuvable|no encontrad[ao]|non trovata|access denied"
    r"|zugriff verweigert|forbidden|service unavailable|internal server error|bad gateway|gone)\b",
    re.IGNORECASE,
)
WALL = re.compile(
    r"\b(?:cookies?|consent|einwilligung|datenschutzeinstellungen|captcha|verify (?:that )?you are (?:a )?human|are you a robot"
    r"|enable javascript|javascript aktivieren|checking your browser|just a moment)\b",
    re.IGNORECASE,
)
ARTICLE_TYPE = re.compile(r'"@type"\s*:\s*\[?\s*"(?:\w*Article|\w*BlogPosting|Report|Review)"')


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether it is an article, and the reason in a few words."""

    is_article: bool
    reason: str


def is_declared_article(root: HtmlElement) -> bool:
    """Whether the page's metadata call it an article."""
    for meta in root.iter("meta"):
        if meta.get("property") == "og:type" and (meta.get("content") or "").strip().lower() in {"article", "newsarticle"}:
            return True
    return any(
        "ld+json" in (script.get("type") or "").lower() and ARTICLE_TYPE.search(script.text or "")
        for script in root.iter("script")
    )


def find_verdict(clues: Sequence[Clue], roles: Sequence[Role], titles: Sequence[str], *, is_declared: bool) -> Verdict:
    """What kind of page this is, by its running text and the links around it."""
    if not any(clue.words for clue in clues):
        return Verdict(is_article=False, reason="the page holds no visible text")
    boxes: Counter[int] = Counter()
    for clue, role in zip(clues, roles, strict=True):
        if role in {"body", "standfirst"} and (clue.is_lengthy or has_sentence_end(clue.passage.text)):
            box = clue.passage.box
            boxes[id(box.parent if box.tag == "p" and box.parent else box)] += len(clue.words)
    words = boxes.total()
    if words < LONGEST_NOTICE and any(ERROR.search(title[:200]) for title in titles):
        return Verdict(is_article=False, reason="this is an error page")
    visible = sum(len(clue.words) for clue in clues)
    if (
        words < SHORTEST_STORY
        and visible < LONGEST_WALL
        and any(WALL.search(clue.passage.text[:2000]) for clue in _notices(clues, roles))
    ):
        return Verdict(is_article=False, reason="this is a consent or challenge page")
    if words < (SHORTEST_DECLARED if is_declared else SHORTEST_STORY):
        return Verdict(is_article=False, reason=f"only {words} words of running text on the page")
    if not is_declared and _is_index(boxes, _words_beside_teasers(clues, roles)):
        return Verdict(
            is_article=False, reason=f"this is an index: {len(boxes)} teasers of {max(boxes.values())} words at most"
        )
    return Verdict(is_article=True, reason=f"{words} words of running text")


def _is_index(boxes: Counter[int], beside: int) -> bool:
    """Whether the running text is scattered over many boxes, beside the linked headlines it belongs to."""
    words, largest = boxes.total(), max(boxes.values())
    return len(boxes) >= FEWEST_BOXES and largest <= min(LARGEST_BOX * words, LONG_STORY) and beside >= MOST_BESIDE * words


def _words_beside_teasers(clues: Sequence[Clue], roles: Sequence[Role]) -> int:
    """How many words of running text stand next to a line that is the linked headline of another page."""
    teasers = [clue.is_linked and len(clue.words) >= SHORTEST_TEASER and not clue.stands_in("nav", "footer") for clue in clues]
    return sum(
        len(clue.words)
        for index, (clue, role) in enumerate(zip(clues, roles, strict=True))
        if role in {"body", "standfirst"} and clue.is_lengthy and any(teasers[max(0, index - BESIDE) : index + BESIDE + 1])
    )


def _notices(clues: Sequence[Clue], roles: Sequence[Role]) -> list[Clue]:
    """The passages that speak for a page without a story: its headline and whatever reads like a sentence."""
    return [clue for clue, role in zip(clues, roles, strict=True) if role == "headline" or clue.is_lengthy]
