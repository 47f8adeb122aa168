"""Fingerprints of invented stories, for the tests of copies."""

import random
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from tests.factory import document

from sayso.linking.fingerprints import Fingerprint, fingerprint
from sayso.reading.segment import find_quotations
from sayso.records import Analysis, Block, Credit, PublicationDate, Publisher, Role, Span

__all__ = ["PARAGRAPHS", "make_print", "paragraph", "read_story"]

SYLLABLES = ("ba", "ko", "ri", "ten", "mu", "sal", "dor", "vin", "pe", "lo", "gar", "nish", "tra", "ul", "em")
CLOSED = (
    "The harbour council of Ostmark voted on Tuesday night to close the old ferry pier, which has carried passengers "
    "to the outer islands for more than ninety years and now leaks in eleven places."
)
SURVEY = (
    "Engineers who inspected the timber supports last winter found that two of every five piles had lost more than "
    "half their strength, according to a survey that the town paid for and then kept in a drawer."
)
FISHERMEN = (
    "Fishermen said the closure would cost them an hour each morning, because the only other landing stage lies "
    "behind the sand bank and can be reached at high water alone."
)
PROMISE = (
    "The mayor promised a new pier within three summers and a bus in the meantime, although the budget for neither "
    "has been passed and the harbour fund was emptied by last year's storm repairs."
)
PARAGRAPHS = (CLOSED, SURVEY, FISHERMEN, PROMISE)


@cache
def _vocabulary() -> tuple[str, ...]:
    chance = random.Random(11)  # noqa: S311  the same words every time, nothing secret
    return tuple("".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(4000))


def paragraph(seed: int, words: int = 30) -> str:
    """A paragraph that no other seed has."""
    chance = random.Random(seed)  # noqa: S311  the same words every time, nothing secret
    return " ".join(chance.choices(_vocabulary(), k=words)).capitalize() + "."


def read_story(
    *paragraphs: str,
    number: int = 1,
    url: str | None = None,
    house: str | None = "Port Gazette",
    republisher: str | None = None,
    day: str | None = "2031-05-02",
    zone: str | None = None,
    credit: str | None = None,
    roles: Sequence[Role] = (),
    **changes: Any,
) -> Analysis:
    """An analysis of these paragraphs, with its quotations; a credit is a line of its own below them."""
    blocks, text = [], ""
    for turn, one in enumerate((*paragraphs, *([f"Source: {credit}"] if credit else []))):
        role: Role = "credit" if turn == len(paragraphs) else roles[turn] if turn < len(roles) else "body"
        blocks.append(Block(Span(len(text), len(text) + len(one)), role))
        text += one + "\n\n"
    made = document(text, url=url or f"https://news.example/{number}", title=None)
    credited = (Credit(Span(text.index("Source: ") + 8, len(text) - 2), credit, None),) if credit else ()
    made = replace(
        made,
        blocks=tuple(blocks),
        credits=credited,
        publisher=Publisher(house, None, "json-ld") if house else None,
        republisher=Publisher(republisher, None, "json-ld") if republisher else None,
        published=PublicationDate(day, "day" if len(day) == 10 else "minute", zone, "json-ld") if day else None,
        **changes,
    )
    return Analysis(made, quotations=find_quotations(text, [block.span for block in blocks]))


def make_print(*paragraphs: str, **about: Any) -> Fingerprint:
    """The fingerprint of such a story."""
    return fingerprint(read_story(*paragraphs, **about))
