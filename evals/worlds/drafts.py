"""What a house puts on a page, and what others do with it: reprint, trim, extend, rewrite, keep, bring up to date.

In: a draft, a seeded random generator. Out: another draft that knows what it was made from. Who does it to whom is decided in
`generator`; the records that an ideal reader finds on the page are made in `gold`.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from evals.worlds.names import House
from evals.worlds.texts import Desk, Line, Writer
from evals.worlds.wording import reworded

__all__ = ["TEXT_ACTS", "Act", "CreditForm", "Draft", "extend", "reprint", "rewrite", "trim"]

#: How one text came from another. The first take its words, the others only what it says.
Act = Literal["reprint", "trim", "extend", "rewrite", "archive", "version", "relay", "launder", "translate"]
TEXT_ACTS: frozenset[Act] = frozenset({"reprint", "trim", "extend", "rewrite", "archive", "version"})
CreditForm = Literal["dateline", "byline", "line", "none"]
Paragraph = tuple[Line, ...]
#: Shorter than this a trimmed text tells nothing any more.
FEWEST_PARAGRAPHS = 2
#: The share of sentences that a rewrite leaves as they were.
KEPT = (0.5, 0.3, 0.15, 0.0)


@dataclass(frozen=True, slots=True)
class Draft:
    """A page as its house made it.

    `house` is whose page it is; `credited` whose copy, where the page says so (`credit` says how), else null. `made_from` is
    the page it came from, by `act`; `lost` names what was dropped on the way.
    """

    key: str
    story: str
    house: House
    address: str
    headline: Line
    paragraphs: tuple[Paragraph, ...]
    published: datetime | None
    is_exact: bool
    credited: House | None = None
    credit: CreditForm = "none"
    place: str = ""
    byline: str | None = None
    promo: str | None = None
    correction: Line | None = None
    republished: datetime | None = None
    canonical: str | None = None
    made_from: str | None = None
    act: Act | None = None
    lost: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """All sentences of the story, the headline first."""
        return (self.headline, *(line for paragraph in self.paragraphs for line in paragraph))


def reprint(parent: Draft, child: Draft, headline: Line | None) -> Draft:
    """The whole text, under a headline of its own or the old one."""
    return replace(child, headline=headline or parent.headline, paragraphs=parent.paragraphs)


def trim(parent: Draft, child: Draft, headline: Line | None, rng: random.Random) -> Draft:
    """The text cut from the bottom, now and then with a sentence missing further up."""
    number = len(parent.paragraphs)
    kept = max(FEWEST_PARAGRAPHS, round(number * rng.uniform(0.4, 0.85)))
    paragraphs = list(parent.paragraphs[:kept])
    if len(paragraphs) > FEWEST_PARAGRAPHS and rng.random() < 0.3:
        at = rng.randrange(1, len(paragraphs))
        if len(paragraphs[at]) > 1:
            paragraphs[at] = paragraphs[at][:-1]
    return replace(child, headline=headline or parent.headline, paragraphs=tuple(paragraphs))


def extend(
    parent: Draft, child: Draft, headline: Line | None, local: Sequence[Paragraph], rng: random.Random, share: float = 1.0
) -> Draft:
    """The text, whole or cut, with paragraphs of the house's own at the end or after the lead."""
    kept = list(parent.paragraphs[: max(FEWEST_PARAGRAPHS, round(len(parent.paragraphs) * share))])
    at = len(kept) if rng.random() < 0.7 else 1
    return replace(child, headline=headline or parent.headline, paragraphs=(*kept[:at], *local, *kept[at:]))


def rewrite(
    parent: Draft, child: Draft, desk: Desk, writer: Writer, rng: random.Random, *, headline: Line, drops: frozenset[str]
) -> Draft:
    """The text gone over: some sentences as they were, some with other words, some told anew, some left out or moved.

    `drops` may hold "hedge" and "attribution": the first is dropped wherever it stands, the second from the main proposition.
    """
    lost: list[str] = []
    paragraphs = []
    kept = rng.choice(KEPT)
    for paragraph in parent.paragraphs:
        lines = [new for line in paragraph if (new := _gone_over(line, desk, writer, rng, drops, lost, kept)) is not None]
        if len(lines) > 1 and rng.random() < 0.3:
            lines = [*lines[1:], lines[0]]
        if lines:
            paragraphs.append(tuple(lines))
    if len(paragraphs) > 3 and rng.random() < 0.5:
        at = rng.randrange(2, len(paragraphs))
        paragraphs.insert(1, paragraphs.pop(at))
    return replace(child, headline=headline, paragraphs=tuple(paragraphs), lost=tuple(dict.fromkeys(lost)))


def _gone_over(
    line: Line, desk: Desk, writer: Writer, rng: random.Random, drops: frozenset[str], lost: list[str], kept: float
) -> Line | None:
    if line.doubted and "hedge" in drops:
        lost.append("hedge_dropped")
        line = writer.again(desk, line, doubted=False)
    if line.origin and line.kind not in {"own", "quoted"} and "attribution" in drops:
        lost.append("attribution_dropped")
        return writer.again(desk, line, kind="own")
    turn = rng.random()
    if line.kind == "background" and turn < (0.65 if kept == 0 else 0.25):
        return None
    if line.kind == "quoted" or turn > 1 - kept:
        return line
    if turn < (0.2 if kept == 0 else 0.5) or line.kind == "background":
        return replace(line, marked=reworded(line.marked, rng))
    return writer.again(desk, line)
