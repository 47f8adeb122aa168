"""Blocks whose role only a name can tell: the agency's line under a headline, its dateline, its sign at the end.

In: a text and the blocks that extraction made without knowing any house. Out: the same blocks, where such lines are
`byline` or `credit` and a dateline is cut off the paragraph it opens. No character moves and no other role changes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.reading.bylines import split_names
from sayso.reading.credits import BYLINE_OPENING, LONGEST_BYLINE, SOURCE, find_opening
from sayso.reading.datelines import find_dateline, split_outlets
from sayso.reading.dates import find_dates
from sayso.reading.houses import is_house_name, read_house
from sayso.records import Block, Role, Span

__all__ = ["sign_blocks"]

#: A paragraph of the story has this many characters at least; what is shorter before the first one may be a signature.
SHORTEST_PARAGRAPH = 90
LONGEST_SIGN = 60
SHORTEST_TITLE, LONGEST_TITLE = 15, 200
#: How many blocks after the headline, and at the end of the story, are looked at.
REACH = 8


def sign_blocks(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with signatures told from story; they stay in page order and never overlap."""
    roles: list[Role] = [block.role for block in blocks]
    _find_title(text, blocks, roles)
    headline = next((number for number, role in enumerate(roles) if role == "headline"), -1)
    for number in range(headline + 1, min(len(blocks), headline + 1 + REACH)):
        if roles[number] == "body" and len(blocks[number].span) >= SHORTEST_PARAGRAPH:
            break
        if roles[number] in {"body", "other", "credit", "subhead", "standfirst", "section"} and _is_byline(
            text, blocks, number
        ):
            roles[number] = "byline"
    story = [number for number, role in enumerate(roles) if role == "body"]
    for number in story[1:][-2:]:
        if _is_sign(blocks[number].span.of(text)):
            roles[number] = "credit"
    return tuple(_iter_cut(text, _with_roles(blocks, roles)))


def _with_roles(blocks: Sequence[Block], roles: Sequence[Role]) -> list[Block]:
    return [block if block.role == role else replace(block, role=role) for block, role in zip(blocks, roles, strict=True)]


def _find_title(text: str, blocks: Sequence[Block], roles: list[Role]) -> None:
    """A paragraph with an agency's dateline is no headline; the short block right before it is, where there is no other."""
    headline = next((number for number, role in enumerate(roles) if role == "headline"), None)
    if headline is not None:
        found = find_dateline(text[: blocks[headline].span.end], blocks[headline].span.start)
        if found is None or found.agency is None:
            return
        roles[headline] = "body"
    opening = find_opening(text, _with_roles(blocks, roles))
    at = next((number for number, block in enumerate(blocks) if opening and block.span == opening[0].span), 0)
    if (
        at
        and roles[at - 1] in {"body", "section", "standfirst"}
        and SHORTEST_TITLE <= len(blocks[at - 1].span) <= LONGEST_TITLE
    ):
        roles[at - 1] = "headline"


def _is_byline(text: str, blocks: Sequence[Block], number: int) -> bool:
    """Whether a short line is a byline: a house we know, "By" and a name, or a house's name over a date line."""
    line = blocks[number].span.of(text).strip()
    if not line or len(line) > LONGEST_BYLINE or (line[-1] in ".!?" and not line.isupper()):
        return False
    opening = BYLINE_OPENING.match(line)
    rest = line[opening.end() :] if opening else line
    if split_outlets(rest.strip()):
        return True
    if opening:
        house = read_house(rest, "byline")
        return (house is not None and len(house.name) >= len(rest) - 3) or any(" " in name for name in split_names(rest))
    after = blocks[number + 1].span.of(text) if number + 1 < len(blocks) else ""
    is_dated = len(after) <= LONGEST_SIGN and bool(find_dates(after))
    return is_dated and len(line) <= LONGEST_SIGN and is_house_name(line) and all(word[0].isupper() for word in line.split())


def _is_sign(line: str) -> bool:
    """Whether a last line is nothing but an agency's name or its credit."""
    if len(line) > LONGEST_SIGN:
        return False
    outlets = split_outlets(line.strip(" ()[].-–—"))
    if outlets:
        return all(outlet.kind == "agency" for outlet in outlets)
    source = SOURCE.match(line)
    return source is not None and ":" in source.group() and read_house(line[source.end() :], "credit line") is not None


def _iter_cut(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, where the paragraph that opens with the dateline gives it up to a block of its own."""
    opening = find_opening(text, blocks)
    for block in blocks:
        if opening is None or block is not opening[0]:
            yield block
            continue
        span = opening[1].span
        yield Block(Span(span.start, span.start + len(span.of(text).rstrip())), "dateline")
        yield Block(Span(span.end, block.span.end), block.role)
