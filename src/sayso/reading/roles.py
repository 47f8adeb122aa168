"""What each passage of a page is there for.

In: clues about the visible passages and the titles the page gives itself. Out: one role a passage. trafilatura decides
what is story; the rules here name its parts, fill its gaps and cut its tails. They know words and markup, never a site.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from sayso.reading.clues import (
    AUTHOR_MARKS,
    CAPTION_MARKS,
    EMBED_MARKS,
    FURNITURE_MARKS,
    LEAD_MARKS,
    MARK,
    NEAR,
    PAGE_BOXES,
    QUOTE_MARKS,
    SECTION_MARKS,
    WALL_MARKS,
    Clue,
)
from sayso.reading.furniture import has_sentence_end, is_name_line
from sayso.reading.lines import words_of
from sayso.records import Role

__all__ = ["find_headline", "find_roles"]

#: A passage with this many words is never a headline or a byline.
LONGEST_HEADLINE, LONGEST_BYLINE, LONGEST_SECTION = 60, 14, 9
#: After the last paragraph, a lone word is an agency, initials or a label, and no sign-off.
LONGEST_STRAY = 1
#: A link without a stop is a teaser from this many words on; shorter ones are items of a list.
SHORTEST_TEASER = 5
#: A box that is marked as furniture but holds more of the story than this is not believed.
LARGEST_ASIDE = 0.2
#: How far from the headline a standfirst, a section and a caption without figure may stand, in passages.
REACH = 12


def find_headline(clues: Sequence[Clue], titles: Sequence[str]) -> int | None:
    """The passage that is the headline: a high heading that says what the page's titles say."""
    known = [words for words in (frozenset(words_of(title)) for title in titles) if words]
    sought = frozenset[str]().union(*known)
    best, best_score = None, 0.99
    for index, clue in enumerate(clues):
        if not clue.words or len(clue.words) > LONGEST_HEADLINE or not (clue.level or not sought.isdisjoint(clue.words)):
            continue
        own = frozenset(clue.words)
        overlap = max((2 * len(own & words) / (len(own) + len(words)) for words in known), default=0.0)
        if not clue.level and overlap < 0.6:
            continue
        score = {0: 0.0, 1: 1.0, 2: 0.6, 3: 0.4}.get(clue.level, 0.2) + 1.5 * overlap - 0.4 * clue.passage.link_share
        score -= 0.6 * clue.stands_in("nav", "footer", "aside")
        if score > best_score:
            best, best_score = index, score
    return best


def find_roles(clues: Sequence[Clue], titles: Sequence[str]) -> list[Role]:
    """One role for each clue's passage."""
    headline = find_headline(clues, titles)
    asides = _find_asides(clues)
    roles: list[Role] = [_own_role(clue, is_aside=index in asides) for index, clue in enumerate(clues)]
    if headline is not None:
        roles[headline] = "headline"
    _find_standfirst(clues, roles, headline)
    _fill_gaps(clues, roles)
    _cut_runs(clues, roles)
    _cut_tail(clues, roles)
    _name_head(clues, roles, headline)
    return roles


def _own_role(clue: Clue, *, is_aside: bool) -> Role:
    """The role by the passage alone."""
    if clue.wording and clue.wording != "byline":
        return "other" if clue.wording == "promo" and clue.stands_in("nav") and len(clue.words) <= 2 else clue.wording
    if clue.is_date:
        return "dateline"
    if clue.wording == "byline" and is_byline(clue):
        return "byline"
    if not clue.is_taken:
        return "other"
    return _story_role(clue, is_aside=is_aside)


def _story_role(clue: Clue, *, is_aside: bool) -> Role:
    """The part of the story that a passage is, or what it is instead though trafilatura took it."""
    if is_aside or _is_teaser(clue):
        return "promo"
    if clue.is_marked(AUTHOR_MARKS) and not clue.level:
        return "byline" if is_byline(clue) else "other"
    if clue.stands_in("figcaption") or (clue.is_marked(CAPTION_MARKS) and not clue.stands_in("table")):
        return "caption"
    if clue.level:
        return "subhead"
    if clue.stands_in("blockquote") and clue.is_marked(EMBED_MARKS):
        return "embed"
    if clue.stands_in("blockquote", "aside") and clue.is_marked(QUOTE_MARKS):
        return "pullquote"
    return "body"


def _is_teaser(clue: Clue) -> bool:
    """Whether it is the headline of another story: a line of nothing but a link, without a stop."""
    text = clue.passage.text
    return (
        clue.is_linked
        and len(clue.words) >= SHORTEST_TEASER
        and not has_sentence_end(text)
        and "@" not in text
        and "://" not in text
    )


def _find_asides(clues: Sequence[Clue]) -> set[int]:
    """The passages in boxes marked as furniture that hold a small part of what was taken."""
    boxes: defaultdict[int, list[int]] = defaultdict(list)
    furniture: dict[int, bool] = {}
    for index, clue in enumerate(clues):
        for distance, box in enumerate(clue.passage.box.around()):
            if distance >= NEAR or box.tag in PAGE_BOXES:
                break
            if id(box) not in furniture:
                furniture[id(box)] = box.tag in {"nav", "dialog"} or not FURNITURE_MARKS.isdisjoint(MARK.findall(box.marks))
            if furniture[id(box)]:
                boxes[id(box)].append(index)
    taken = sum(len(clue.words) for clue in clues if clue.is_taken)
    asides: set[int] = set()
    for indexes in boxes.values():
        is_wall = clues[indexes[0]].is_marked(WALL_MARKS)
        if is_wall or sum(len(clues[index].words) for index in indexes if clues[index].is_taken) <= LARGEST_ASIDE * taken:
            asides.update(indexes)
    return asides


def is_byline(clue: Clue) -> bool:
    """Whether the line is short and holds names: "By Jane Doe"."""
    names = [word for word in clue.passage.text.split() if word[:1].isupper()]
    return len(clue.words) <= LONGEST_BYLINE and not has_sentence_end(clue.passage.text) and len(names) * 2 >= len(clue.words)


def _is_story(role: Role) -> bool:
    return role in {"body", "subhead", "caption", "pullquote", "embed", "standfirst"}


def _find_standfirst(clues: Sequence[Clue], roles: list[Role], headline: int | None) -> None:
    """Running text between the headline and the first paragraph of the body."""
    if headline is None:
        return
    for index in range(headline + 1, min(len(clues), headline + 1 + REACH)):
        clue = clues[index]
        if roles[index] == "body" and clue.is_sentence:
            if not LEAD_MARKS.isdisjoint(MARK.findall(clue.passage.box.marks)):
                roles[index] = "standfirst"
            return
        if roles[index] not in {"other", "subhead", "body"} or clue.stands_in("nav", "aside", "form", "figcaption", "footer"):
            continue
        if clue.is_marked(FURNITURE_MARKS | AUTHOR_MARKS | CAPTION_MARKS):
            continue
        if clue.is_sentence or (clue.is_lengthy and clue.is_marked(LEAD_MARKS)):
            roles[index] = "standfirst"


def _fill_gaps(clues: Sequence[Clue], roles: list[Role]) -> None:
    """Running text that stands between parts of the story, in the box of one of them, is story too."""
    story = [index for index, role in enumerate(roles) if role in {"headline", "standfirst", "body"}]
    for left, right in pairwise(story):
        if not 1 < right - left <= REACH:
            continue
        boxes = {id(box) for index in (left, right) for box in (clues[index].passage.box, clues[index].passage.box.parent)}
        for index in range(left + 1, right):
            if roles[index] == "other":
                roles[index] = _role_in_gap(clues[index], boxes)


def _role_in_gap(clue: Clue, boxes: set[int]) -> Role:
    """What a passage is that trafilatura left out of the middle of the story; `boxes` are those of its neighbours."""
    box = clue.passage.box
    if clue.stands_in("blockquote") and clue.is_marked(EMBED_MARKS):
        return "embed"
    if clue.is_marked(FURNITURE_MARKS | AUTHOR_MARKS) or clue.stands_in("nav", "form"):
        return "other"
    if clue.stands_in("figcaption") and clue.is_lengthy:
        return "caption"
    if clue.stands_in("blockquote", "aside") and clue.is_marked(QUOTE_MARKS) and clue.is_lengthy:
        return "pullquote"
    return "body" if clue.is_sentence and (id(box) in boxes or id(box.parent) in boxes) else "other"


def _cut_runs(clues: Sequence[Clue], roles: list[Role]) -> None:
    """What follows a heading that is furniture ("Related") is furniture until running text begins again."""
    is_cut = False
    for index, clue in enumerate(clues):
        if roles[index] == "promo" and clue.level:
            is_cut = True
        elif is_cut and (clue.is_sentence or clue.level) and not clue.is_linked:
            is_cut = False
        elif is_cut and _is_story(roles[index]):
            roles[index] = "promo"


def _cut_tail(clues: Sequence[Clue], roles: list[Role]) -> None:
    """After the last running text, a heading, a stray word or a line of names is no longer story."""
    last = max((index for index, role in enumerate(roles) if role == "body" and clues[index].is_sentence), default=-1)
    if last < 0:
        return
    for index in range(last + 1, len(clues)):
        clue = clues[index]
        is_stray = (
            len(clue.words) <= LONGEST_STRAY
            and not has_sentence_end(clue.passage.text)
            and not clue.stands_in("li", "table", "dl")
        )
        if roles[index] == "subhead" or (roles[index] == "body" and is_stray):
            roles[index] = "other"


def _name_head(clues: Sequence[Clue], roles: list[Role], headline: int | None) -> None:
    """The topic over the headline, and the names between it and the story."""
    if headline is None:
        return
    for index in range(headline + 1, min(len(clues), headline + 1 + REACH)):
        clue = clues[index]
        if roles[index] == "body" and clue.is_sentence:
            break
        if roles[index] in {"other", "body"} and not clue.level and not clue.stands_in("nav", "ul", "form"):
            beside = roles[max(0, index - 1) : index + 2]
            is_known = clue.is_marked(AUTHOR_MARKS) or (clue.is_taken and "dateline" in beside)
            if clue.is_house or (is_known and is_name_line(clue.passage.text)):
                roles[index] = "byline"
    for index in range(max(0, headline - 3), headline):
        clue = clues[index]
        if roles[index] not in {"other", "subhead", "body"} or clue.stands_in("nav", "ul", "form"):
            continue
        if 0 < len(clue.words) <= LONGEST_SECTION and (clue.level or clue.is_marked(SECTION_MARKS)):
            roles[index] = "section"
