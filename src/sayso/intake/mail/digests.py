"""Letters that hold several stories, split where they are clearly separate.

In: the markup or text of a letter. Out: its stories with title, link and words, or nothing where it is one story or its parts
cannot be told for certain: a letter that stays whole loses nothing, one that is cut wrongly puts words into another story.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import Any, Final

from sayso.intake.markup import clean_markup, own_address

__all__ = ["Story", "split_markup", "split_text"]

#: A letter is split if it has so many headed parts, each of so many words, which are together this share of it.
FEWEST_STORIES, SHORTEST_STORY, LEAST_SHARE = 3, 40, 0.6
HEADINGS: Final = ("h1", "h2", "h3", "h4")
BLOCKS: Final = frozenset(
    {
        "p",
        "div",
        "td",
        "th",
        "tr",
        "table",
        "li",
        "ul",
        "ol",
        "blockquote",
        "br",
        "hr",
        "section",
        "article",
        "h5",
        "h6",
        "center",
    }
)
LONGEST_TITLE: Final = 160
#: How lists of mail join their messages (RFC 1153), and rulers that letters draw between their parts.
LIST_RULER: Final = re.compile(r"^-{30}$", re.MULTILINE)
RULER: Final = re.compile(r"^[ \t]{0,8}([-=*_~#+])(?:[ \t]?\1){9,100}[ \t]*$", re.MULTILINE)
LIST_HEADER: Final = re.compile(r"([A-Z][\w-]{1,30}): ?(.{0,500})$")


@dataclass(frozen=True, slots=True)
class Story:
    """One story of a letter; `body` is markup or text, as the letter was."""

    title: str
    body: str
    link: str | None = None
    author: str = ""
    date: str = ""


def split_markup(markup: str) -> tuple[Story, ...]:
    """The stories of a letter in HTML by its headings; nothing where it is one, or not clearly several."""
    from lxml.html import document_fromstring

    if sum(markup.lower().count(f"<{heading}") for heading in HEADINGS) < FEWEST_STORIES:
        return ()
    cleaned = clean_markup(markup, "")
    try:
        root = document_fromstring(f"<div>{cleaned}</div>")
    except (ValueError, AssertionError):
        return ()
    for level in HEADINGS:
        parts = list(_sections(root, level))
        stories = tuple(part for part in parts[1:] if part.title)
        if _are_separate(stories, sum(_count(part.body) for part in parts)):
            return stories
    return ()


def split_text(text: str) -> tuple[Story, ...]:
    """The stories of a letter in plain text by its rulers; nothing where it is one, or not clearly several."""
    listed = tuple(story for part in LIST_RULER.split(text)[1:] if (story := _listed(part)) is not None)
    if len(listed) > 1:
        return listed
    parts = RULER.sub("\0", text).split("\0")
    stories = tuple(story for part in parts if (story := _headed(part)) is not None)
    return stories if _are_separate(stories, sum(len(part.split()) for part in parts)) else ()


def _are_separate(stories: tuple[Story, ...], words: int) -> bool:
    lengths = [_count(story.body) for story in stories]
    if len(stories) < FEWEST_STORIES or min(lengths) < SHORTEST_STORY or sum(lengths) < LEAST_SHARE * words:
        return False
    links = Counter(story.link for story in stories if story.link)
    # Where headings lead somewhere, they lead to different places.
    return len({story.title for story in stories}) == len(stories) and all(count == 1 for count in links.values())


def _count(body: str) -> int:
    return len(re.sub(r"<[^<>]{0,2000}>", " ", body).split())


def _sections(root: Any, level: str) -> Iterator[Story]:
    """What stands before the first heading of a level, then the part under each."""
    title, link, paragraphs, line, in_heading = "", None, list[str](), list[str](), False
    for event, element, words in _walk(root):
        name = element.tag if isinstance(element.tag, str) else ""
        if name == level and event == "start":
            paragraphs.append(" ".join(line))
            yield _section(title, link, paragraphs)
            title, link, paragraphs, line, in_heading = "", None, [], [], True
        elif name == level and event == "end":
            title, line, in_heading = " ".join(" ".join(line).split())[:LONGEST_TITLE], [], False
        elif name in BLOCKS and not in_heading:
            paragraphs.append(" ".join(line))
            line = []
        elif name == "a" and event == "start" and (in_heading or (title and not link)):
            link = link or own_address(element.get("href") or "")
        if words:
            line.append(words)
    paragraphs.append(" ".join(line))
    yield _section(title, link, paragraphs)


def _section(title: str, link: str | None, paragraphs: list[str]) -> Story:
    lines = (" ".join(paragraph.split()) for paragraph in paragraphs)
    return Story(title, "".join(f"<p>{escape(line)}</p>\n" for line in lines if line), link)


def _walk(root: Any) -> Iterator[tuple[str, Any, str]]:
    """Starts and ends of elements in order, each with the words right after it."""
    from lxml.etree import iterwalk

    for event, element in iterwalk(root, events=("start", "end")):
        yield event, element, (element.text if event == "start" else element.tail) or ""


def _headed(part: str) -> Story | None:
    """A part of a letter whose first line is short and stands alone or is followed by text."""
    lines = part.strip().split("\n")
    title = lines[0].strip()
    body = "\n".join(lines[1:]).strip()
    if not title or len(title) > LONGEST_TITLE or title.endswith((".", ",", ";")) or len(body.split()) < SHORTEST_STORY:
        return None
    found = re.search(r"https?://[^\s<>\"]{4,2000}", body)
    return Story(title, body, own_address(found[0].rstrip(".,)")) if found else None)


def _listed(part: str) -> Story | None:
    """A message in a digest of a list: headers, a blank line, text."""
    head, _, body = part.strip("\n").partition("\n\n")
    fields = {match[1].lower(): match[2].strip() for line in head.split("\n") if (match := LIST_HEADER.match(line))}
    if "subject" not in fields or not body.strip():
        return None
    story = Story(fields["subject"][:LONGEST_TITLE], body.strip(), date=fields.get("date", ""))
    return replace(story, author=fields.get("from", "").partition("<")[0].strip(' "')) if "from" in fields else story
