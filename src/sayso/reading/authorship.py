"""Who a page says its author is, of whatever kind: a person, a house or a desk, a handle.

In: what the page declares, its text with its blocks, and the names of its houses. Out: evidence in the fields `author_person`,
`author_organisation` and `author_handle`; the names of the first one's method are the authors. This is what the page calls its
author. It is no byline of somebody who said something: `bylines` names persons alone, and only those become sources.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sayso.knowledge.outlets import fold_name, load_outlets
from sayso.languages.author_words import AUTHOR_LABELS, BY, DESKS, ENDS, GENERIC, NO_AUTHOR, ROLES_BEFORE, WRITTEN
from sayso.languages.date_words import MONTHS, WEEKDAYS
from sayso.reading.bylines import AUTHOR_METAS, LEGAL_FORM, PARTICLES, clean_name, is_person_name, split_words
from sayso.reading.credits import head_of
from sayso.reading.dates import find_dates
from sayso.reading.declarations import Declarations, Party
from sayso.reading.houses import host_of, is_house_name, label_of
from sayso.records import Block, FieldEvidence, Span

__all__ = ["find_authorship"]

LONGEST_LINE, LONGEST_NAME, MOST_WORDS, MOST_AUTHORS = 120, 60, 7, 8
#: How much each way of naming an author counts where they differ.
WEIGHTS = {
    "byline": 3.0,
    "json-ld author": 3.0,
    "meta": 2.0,
    "label in the text": 1.4,
    "itemprop author": 2.0,
    "hcard author": 2.0,
    "rel author": 2.0,
    "author class": 1.6,
    "author box": 0.9,
    "date line": 1.0,
    "link to an author": 1.0,
    "json-ld page author": 1.7,
}
#: Where more elements than this bear a mark, they are those of other stories, and the first one counts.
MOST_MARKED = 3
#: Other names of meta elements for authors: "og:article:author", "dc:creator", "cxenseparse:author"; not an account of a card.
AUTHOR_META = re.compile(r"(?:^|[.:_-])(?:author|creator|byline)s?(?:[._:-]?name)?$")
LONGEST_META = 60
#: How the labelled values of a page's card are named: `twitter:label1` says what `twitter:data1` is.
CARD = re.compile(r"twitter:label(\d)")
OPENING = re.compile(rf"(?:(?:{'|'.join(WRITTEN)})\s)?(?:{'|'.join(BY)})\s?:?\s", re.IGNORECASE)
#: An opening that says by itself that an author follows, wherever the line stands.
LABEL = re.compile(
    rf"(?:(?:{'|'.join(map(re.escape, AUTHOR_LABELS))})\s?:\s?|(?:{'|'.join(WRITTEN)})\s(?:{'|'.join(BY)})\s"
    r"|autor(?:en|in)\s(?=[A-Z]))",
    re.IGNORECASE,
)
LABELLED = re.compile(rf"(?:^|[|•/–—·,-]\s)\s?{LABEL.pattern}", re.IGNORECASE)
#: "Posted on 4 September 2018 by …"
POSTED = re.compile(rf"\s*(?:{'|'.join(WRITTEN)})\b.{{0,60}}?\b(?:{'|'.join(BY)})\s", re.IGNORECASE)
ADDRESS = re.compile(r"https?:|www\.|[@<>{}=]|\.(?:html?|php)\b", re.IGNORECASE)
#: Where a piece stops being a name: at a day or a time.
NUMBER = re.compile(r"\d[\d.:,/]*(?:st|nd|rd|th|h)?")
EDGES = re.compile(r"^\W+|[^\w.)]+$")


@dataclass(frozen=True, slots=True)
class _Named:
    """The names that one way gives, each with its kind and its span."""

    method: str
    names: tuple[tuple[str, str, Span | None], ...]

    @property
    def keys(self) -> frozenset[str]:
        """The names as they are compared."""
        return frozenset(fold_name(name) for name, _, _ in self.names)


def find_authorship(page: Declarations, text: str, blocks: Sequence[Block], houses: Sequence[str]) -> tuple[FieldEvidence, ...]:
    """The authors first, then what other ways say. `houses` are the page's own."""
    closed = frozenset(
        fold_name(house).replace(" ", "") for house in (*houses, label_of(host_of(page.canonical or page.meta("og:url"))))
    )
    ways = [
        *_named("json-ld author", _parties(page, own=True), closed, text),
        *_named("byline", _lines(text, blocks), closed, text, is_one=True),
        *_named("date line", _dated(text, blocks), closed, text, is_one=True),
        *_metas(page, closed, text),
        *_marked(page, closed, text),
        *_named("label in the text", _labelled(text, blocks), closed, text),
        *_named("json-ld page author", _parties(page, own=False), closed, text),
    ]
    if not ways:
        return ()
    best = _full(max(ways, key=lambda way: _score(way, ways, closed)), ways)
    ordered = (best, *(way for way in ways if way is not best))
    return tuple(
        dict.fromkeys(
            FieldEvidence(f"author_{kind}", name, way.method, span) for way in ordered for name, kind, span in way.names
        )
    )


def _score(way: _Named, ways: Sequence[_Named], closed: frozenset[str]) -> float:
    """How much speaks for the names of one way: its own weight and that of the ways that say the same or a part of it."""
    own = way.keys
    score = 0.0
    for other in ways:
        keys = other.keys
        weight = WEIGHTS["meta" if other.method.startswith("meta ") else other.method]
        score += weight if keys == own else 0.5 * weight if keys < own else 0.0
    if own <= GENERIC:
        return score * 0.05
    # A house is the author only where nobody else is named.
    return score * (
        0.2
        if all(key.replace(" ", "") in closed for key in own) or all(kind == "organisation" for _, kind, _ in way.names)
        else 1.0
    )


def _full(best: _Named, ways: Sequence[_Named]) -> _Named:
    """The way that gives one bare name in full ("Jane" is "Jane Doe"), where there is one."""
    (key, *others) = best.keys
    if others or " " in key:
        return best
    return next((way for way in ways if len(way.keys) == 1 and next(iter(way.keys)).startswith(f"{key} ")), best)


def _named(
    method: str, values: Iterable[tuple[str, Span | None]], closed: frozenset[str], text: str, *, is_one: bool = False
) -> tuple[_Named, ...]:
    """The names of all values of one way; with `is_one` they are lines of one byline."""
    found: dict[str, tuple[str, str, Span | None]] = {}
    for value, span in values:
        for name, kind in _kinds(_names(value), closed):
            at = text.find(name) if span is None else text.find(name, span.start, span.end)
            found.setdefault(fold_name(name), (name, kind, Span(at, at + len(name)) if at >= 0 else None))
    found.pop("", None)
    if any(kind == "person" for _, kind, _ in found.values()):
        outlets = load_outlets()
        found = {
            key: value
            for key, value in found.items()
            if value[1] == "person"
            or (key.replace(" ", "") not in closed and (not is_one or outlets.by_name(value[0]) is not None))
        }
    return (_Named(method, tuple(found.values())[:MOST_AUTHORS]),) if found else ()


def _kinds(names: Sequence[str], closed: frozenset[str]) -> list[tuple[str, str]]:
    """The names of one value with their kinds; beside persons, what is neither a person nor a known house is a role."""
    found = [(name, _kind(name, closed)) for name in names]
    if any(kind == "person" for _, kind in found):
        outlets = load_outlets()
        return [(name, kind) for name, kind in found if kind == "person" or outlets.by_name(name) is not None]
    return found


def _names(words: str) -> tuple[str, ...]:
    """The names in a value that is said to hold authors, without what surrounds them."""
    if load_outlets().by_name(words.strip()) is not None:
        return (words.strip(),)
    posted = POSTED.match(words)
    pieces = split_words(words[posted.end() :] if posted else words)
    return tuple(name for name in map(_clean, pieces) if _is_name(name))


def _clean(piece: str) -> str:
    """A name without what stands before and after it; a desk keeps its whole name ("The editors of ...")."""
    is_desk = not DESKS.isdisjoint(piece.casefold().split())
    name = EDGES.sub("", _cut(piece if is_desk else clean_name(EDGES.sub("", clean_name(piece)))))
    words = name.split()
    while len(words) > 2 and words[0].casefold() in ROLES_BEFORE:
        words = words[1:]
    return " ".join(words)


def _cut(name: str) -> str:
    """A piece up to the day, the time or the label that follows the name."""
    words = name.split()
    for number, word in enumerate(words):
        after = words[number + 1] if number + 1 < len(words) else ""
        folded = word.strip(".,:()").casefold()
        is_day = (folded in MONTHS or folded in WEEKDAYS) and (bool(NUMBER.fullmatch(after)) or (number > 1 and not after))
        is_number = bool(NUMBER.fullmatch(word)) and (
            number > 0 or not after or after[0].isdigit() or after.strip(".,").casefold() in MONTHS
        )
        if is_number or is_day or (number and folded in ENDS):
            words = words[:number]
            break
    return " ".join(words)


def _is_name(name: str) -> bool:
    words = name.split()
    if not words or len(words) > MOST_WORDS or not 2 <= len(name) <= LONGEST_NAME or ADDRESS.search(name):
        return False
    folded = [word.strip(".,:()").casefold() for word in words]
    if not any(character.isalpha() for character in name) or (len(words) == 1 and (folded[0] in BY or folded[0] in WRITTEN)):
        return False
    is_broken = len(words) > 1 and words[0].isalpha() and words[0].islower() and any(word[0].isupper() for word in words)
    if is_broken and folded[0] not in PARTICLES:
        return False
    return NO_AUTHOR.isdisjoint(folded) and ":" not in name


def _kind(name: str, closed: frozenset[str]) -> str:
    words = [word.strip(".,:-").casefold() for word in re.split(r"[\s-]", name)]
    if fold_name(name).replace(" ", "") in closed or LEGAL_FORM.search(name):
        return "organisation"
    if load_outlets().by_name(name) is not None or is_house_name(name) or not DESKS.isdisjoint(words):
        return "organisation"
    has_letters = any(word.isupper() and len(word) > 2 and "." not in word for word in name.split()) and not name.isupper()
    return "person" if is_person_name(name) and not has_letters else "handle"


def _parties(page: Declarations, *, own: bool) -> Iterator[tuple[str, Span | None]]:
    """The authors of the page's own article, or those that only a page's node gives."""
    article = next((one for one in page.articles if one.authors and (one.kind not in {"webpage", "itempage"}) == own), None)
    parties: Sequence[Party] = article.authors if article else ()
    return ((party.name, None) for party in parties if party.name)


def _metas(page: Declarations, closed: frozenset[str], text: str) -> Iterator[_Named]:
    more = dict.fromkeys(name for name, _ in page.metas if name not in AUTHOR_METAS and _is_author_meta(name))
    for name in (*AUTHOR_METAS, *more):
        values = [(value, None) for value in page.all_metas(name) if not value.startswith("http")]
        yield from _named(f"meta {name}", values, closed, text)
    for key, label in page.metas:
        card = CARD.fullmatch(key)
        if card and LABEL.match(f"{label.strip().rstrip(':')}: "):
            yield from _named("meta twitter:data", [(page.meta(f"twitter:data{card[1]}"), None)], closed, text)


def _is_author_meta(name: str) -> bool:
    return len(name) <= LONGEST_META and not name.startswith("twitter:") and AUTHOR_META.search(name) is not None


def _marked(page: Declarations, closed: frozenset[str], text: str) -> Iterator[_Named]:
    for method in ("itemprop author", "hcard author", "rel author", "author class", "author box", "link to an author"):
        ways = [way for words, how in page.authors if how == method for way in _named(method, [(words, None)], closed, text)]
        names = {fold_name(name): (name, kind, span) for way in ways for name, kind, span in way.names}
        if method == "link to an author" and len(names) > 1:
            continue
        if ways and (len(names) > MOST_MARKED or method in {"author class", "author box"}):
            yield ways[0]
        elif ways:
            yield _Named(method, tuple(names.values()))


def _lines(text: str, blocks: Sequence[Block]) -> Iterator[tuple[str, Span | None]]:
    """What follows "By" on the first line under the headline that has it, or stands on a line of names."""
    for block in head_of(blocks):
        line = block.span.of(text)
        if len(line) > LONGEST_LINE:
            continue
        opening = LABEL.match(line) or OPENING.match(line)
        if opening or block.role == "byline":
            yield line[opening.end() :] if opening else line, block.span


def _dated(text: str, blocks: Sequence[Block]) -> Iterator[tuple[str, Span | None]]:
    """What stands beside the date on a line under the headline: a person's name, or any after "by"."""
    for block in head_of(blocks):
        line = block.span.of(text)
        dates = find_dates(line) if len(line) <= LONGEST_LINE and block.role in {"dateline", "other", "body"} else ()
        if not dates:
            continue
        for rest in (line[dates[-1].span.end :], line[: dates[0].span.start]):
            rest = rest.strip(" |,•·–—-/")
            opening = LABEL.match(rest) or OPENING.match(rest)
            names = _names(rest[opening.end() :] if opening else rest)
            if names and (opening or all(is_person_name(name) for name in names)):
                yield rest[opening.end() :] if opening else rest, block.span
                return


def _labelled(text: str, blocks: Sequence[Block]) -> Iterator[tuple[str, Span | None]]:
    """What follows a label for authors anywhere else, on the first short line that has one, or persons alone after "by"."""
    last = max((number for number, block in enumerate(blocks) if block.role == "body"), default=-1)
    for number, block in enumerate(blocks):
        line = block.span.of(text) if len(block.span) <= LONGEST_LINE else ""
        label = LABELLED.search(line)
        opening = OPENING.match(line) if number <= last else None
        if label is not None:
            rest = line[label.end() :].strip()
            after = blocks[number + 1] if not rest and number + 1 < len(blocks) else block
            words = rest or after.span.of(text)
            if len(words) <= LONGEST_LINE and _names(words):
                yield words, after.span
                return
        elif opening is not None:
            pieces = split_words(line[opening.end() :])
            if pieces and all(is_person_name(piece) and " " in piece for piece in pieces):
                yield line[opening.end() :], block.span
                return
