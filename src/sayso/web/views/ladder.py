"""How firmly each page holds it, in the order of time, marked where a hedge fell off or a source was dropped.

In: an `Answer`. Out: a `Ladder`: a rung for each page, and where its dot is drawn between four lines, from unknown to certain.
What is marked is a query about two wordings, never a verdict.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sayso.export.wording import DISCREPANCIES, NOBODY, STANCES, find_rungs, name_houses, tell_date
from sayso.linking.answers import Answer, Wording
from sayso.records import Claim, Hop, Span

__all__ = ["LEVELS", "Ladder", "Rung", "RungHop", "find_hedge_words", "make_ladder"]

#: From the firmest down.
LEVELS: Final = ("certain", "probable", "possible", "unknown")
#: What the drawing has room for; the table has all.
MOST_DRAWN: Final = 60
LEFT, TOP, ACROSS, DOWN = 84, 18, 34, 30
#: Discrepancies that are marked on a rung.
MARKED: Final = ("hedge_dropped", "certainty_strengthened", "attribution_dropped", "number_strengthened")
BASES: Final = {"resolved": "as we read it", "inferred": "as we read it", "carried": "carried on, as we read it"}


@dataclass(frozen=True, slots=True)
class RungHop:
    """One hop: who, what they do with it, on which basis, and the words that hedge it there (where they stand near enough)."""

    name: str
    notes: tuple[str, ...]
    hedges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """A page and how firmly it holds it; `marks` say what it lost against what it has it from."""

    number: int
    claim: str
    document: str
    day: str
    house: str
    words: str
    hedges: tuple[str, ...]
    certainty: str
    hops: tuple[RungHop, ...]
    marks: tuple[str, ...]
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs; `is_level` says that all pages hold it as firmly. `path` joins the dots that are drawn."""

    rungs: tuple[Rung, ...]
    is_level: bool
    drawn: int
    width: int
    height: int
    path: str
    lines: tuple[tuple[str, int], ...]

    @property
    def lost(self) -> int:
        """How many pages are marked."""
        return sum(bool(rung.marks) for rung in self.rungs)


def make_ladder(answer: Answer) -> Ladder:
    """The ladder of an answer."""
    marks: defaultdict[str, list[str]] = defaultdict(list)
    for one in answer.discrepancies:
        if one.kind in MARKED:
            marks[one.left].append(DISCREPANCIES[one.kind])
    wordings = find_rungs(answer)
    rungs = tuple(_rung(number, one, tuple(dict.fromkeys(marks[one.claim.id]))) for number, one in enumerate(wordings, 1))
    drawn = rungs[:MOST_DRAWN]
    points = [f"{'L' if number else 'M'}{rung.x} {rung.y}" for number, rung in enumerate(drawn)]
    is_level = len({(rung.hedges, rung.certainty) for rung in rungs}) < 2 and not any(rung.marks for rung in rungs)
    return Ladder(
        rungs=rungs,
        is_level=is_level,
        drawn=len(drawn),
        width=LEFT + ACROSS * (len(drawn) + 1),
        height=TOP + DOWN * len(LEVELS) + 10,
        path="".join(points),
        lines=tuple((level, TOP + DOWN * place) for place, level in enumerate(LEVELS)),
    )


def _rung(number: int, wording: Wording, marks: tuple[str, ...]) -> Rung:
    certainty = wording.certainty if wording.certainty in LEVELS else "unknown"
    house, page = name_houses(wording)
    return Rung(
        number=number,
        claim=wording.claim.id,
        document=wording.claim.document,
        day=tell_date(wording.day),
        house=f"{house} on {page}" if page else house,
        words=wording.words,
        hedges=wording.hedges,
        certainty=certainty,
        hops=tuple(_hop(hop, wording.claim) for hop in wording.claim.chain if hop.role == "source"),
        marks=marks,
        x=LEFT + ACROSS * number - ACROSS // 2,
        y=TOP + DOWN * LEVELS.index(certainty),
    )


def _hop(hop: Hop, claim: Claim) -> RungHop:
    notes = tuple(note for note in (STANCES.get(hop.polarity), BASES.get(hop.basis)) if note)
    return RungHop(hop.name or NOBODY, notes, find_hedge_words(hop.hedges, claim))


def find_hedge_words(hedges: Sequence[Span], claim: Claim) -> tuple[str, ...]:
    """Hedging words that stand in the contents or near before and behind them; what stands farther off is left out."""
    quoted = claim.evidence
    begin = min((span.start for span in claim.contents), default=0) - len(quoted.prefix)
    near = quoted.prefix + quoted.exact + quoted.suffix
    inside = (span for span in hedges if begin <= span.start and span.end <= begin + len(near))
    return tuple(near[span.start - begin : span.end - begin] for span in inside)
