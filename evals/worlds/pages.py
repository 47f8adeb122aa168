"""What a newsroom writes: a story at first hand, at second hand, beside the matter, translated, or a few local paragraphs.

In: a desk, who speaks, the page that was read. Out: headlines and paragraphs of `Line`s. It decides no provenance.
"""

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from evals.worlds.drafts import Draft, Paragraph
from evals.worlds.grammar import plain
from evals.worlds.names import House
from evals.worlds.texts import MAIN, Desk, Line, LineKind, Party, Writer
from evals.worlds.wording import reworded

__all__ = ["Newsroom"]

FIRST_HAND: dict[str, tuple[LineKind, ...]] = {
    "person": ("conference", "conference", "said", "interview", "posted"), "anonymous": ("said", "said", "interview"),
    "institute": ("said",), "document": ("said",), "own": ("own",), "unseen": ("media",),
}  # fmt: skip


class Newsroom:
    """Writes whole texts on one happening."""

    def __init__(self, rng: random.Random, writer: Writer, prefix: str = "") -> None:
        self.rng, self.writer, self._prefix = rng, writer, prefix
        self._kinds: dict[str, LineKind] = {}

    def first_hand(self, desk: Desk, party: Party | None, origin: str, kind: str, said: date) -> tuple[Line, list[Paragraph]]:
        """A text by somebody who was there, or who was told."""
        rng, writer = self.rng, self.writer
        doubted = rng.random() < 0.2 and kind not in {"own", "unseen"}
        parties = [party] if party is not None else [writer.media()] if kind == "unseen" else []
        # Where one spoke is the same for all who heard it, but an interview has one house alone.
        way = self._kinds.setdefault(origin, rng.choice(FIRST_HAND[kind]))
        way = "conference" if way == "interview" and origin in self._kinds and self._seen(origin) else way
        main = writer.line(desk, way, MAIN, parties, origin=origin, said=said, doubted=doubted)
        headline = writer.line(desk, "headline", MAIN, parties if rng.random() < 0.6 else (), origin=origin)
        lead: list[Line] = [main, *(self.tell(desk, 1, None) if rng.random() < 0.5 else ())]
        body: list[Paragraph] = [tuple(lead)]
        chance = {"person": 1.0, "anonymous": 0.6}.get(party.kind, 0.0) if party is not None else 0.0
        if party is not None and rng.random() < chance:
            body += [(quote,) for quote in self.quotes(desk, party, rng.sample(range(4), rng.randint(1, 3)))]
        speaker = party if party is not None and party.kind == "person" else None
        body += self._rest(desk, speaker, 4)
        if party is not None and rng.random() < 0.25:
            again: LineKind = "said"
            body.insert(min(3, len(body)), (writer.line(desk, again, MAIN, parties, origin=origin, doubted=doubted),))
        return headline, body

    def _seen(self, origin: str) -> bool:
        key = f"told:{origin}"
        was = key in self._kinds
        self._kinds[key] = "said"
        return was

    def second_hand(
        self, desk: Desk, parent: Draft, owner: House, *, hides: bool
    ) -> tuple[Line, list[Paragraph], tuple[str, ...]]:
        """A text of one who read it elsewhere: it names the house and whom that heard, or only one of them, or nobody."""
        rng, writer = self.rng, self.writer
        known = [line for line in parent.lines if line.fact == MAIN and line.origin and line.kind != "denied"]
        read = rng.choice([line for line in known if line.kind not in {"headline", "headline_of_house"}] or known or [None])
        if read is None:
            line = writer.line(desk, "credited", rng.choice(writer.facts), (writer.house(owner),))
            headline, paragraphs = self.beside(desk, line)
            return headline, paragraphs, ()
        lost = ("hedge_dropped",) if read.doubted and rng.random() < 0.6 else ()
        inner = [writer.parties[key] for key in read.parties if writer.parties[key].kind not in {"house", "media"}]
        kind, parties = self._way(inner, owner, hides=hides)
        doubted = read.doubted and not lost
        main = writer.line(desk, kind, MAIN, parties, origin=read.origin, said=read.said, doubted=doubted)
        is_house = kind in {"relayed", "credited"} and rng.random() < 0.4
        shown = [party for party in parties if party.kind != "house"]
        headline = writer.line(
            desk, "headline_of_house" if is_house else "headline", MAIN,
            (writer.house(owner),) if is_house else shown if rng.random() < 0.3 and not hides else (), origin=read.origin,
        )  # fmt: skip
        body: list[Paragraph] = [(main, *(self.tell(desk, 1, None) if rng.random() < 0.5 else ()))]
        quotes = [line for line in parent.lines if line.kind == "quoted" and line.parties[:1] in {(p.key,) for p in inner}]
        if quotes and not hides and rng.random() < 0.5:
            body.append((writer.again(desk, rng.choice(quotes)),))
        if hides and parties == [] and kind == "own":
            lost = (*lost, "attribution_dropped")
        return headline, [*body, *self._rest(desk, None)], lost

    def _way(self, inner: Sequence[Party], owner: House, *, hides: bool) -> tuple[LineKind, list[Party]]:
        """By which words, and whose, what was read is passed on."""
        rng, house = self.rng, self.writer.house(owner)
        if hides:
            kind: LineKind = rng.choices(("own", "media", "alleged"), (0.5, 0.35, 0.15))[0]
            return kind, [self.writer.media()] if kind == "media" else []
        if not inner:
            return "credited", [house]
        turn = rng.random()
        if turn < 0.5:
            return "relayed", [house, inner[-1]]
        if turn < 0.65 and inner[-1].kind in {"person", "anonymous"}:
            return "interview", [house, inner[-1]]
        if turn < 0.85:
            return "credited", [house]
        return ("said", [inner[-1]]) if inner[-1].kind != "document" else ("credited", [house])

    def from_house(self, desk: Desk, other: House, inner: Party | None, origin: str) -> tuple[Line, list[Paragraph]]:
        """A text that has it from a house, and from whom that had it if it is said."""
        writer, house = self.writer, self.writer.house(other)
        kind: LineKind = "relayed" if inner is not None else "credited"
        parties = [house, inner] if inner is not None else [house]
        main = writer.line(desk, kind, MAIN, parties, origin=origin, said=desk.day)
        headline = writer.line(desk, "headline_of_house", MAIN, (house,), origin=origin)
        if "<s>" not in headline.marked:
            headline = replace(headline, parties=())
        return headline, [(main,), *self._rest(desk, None)]

    def beside(self, desk: Desk, line: Line) -> tuple[Line, list[Paragraph]]:
        """A text that does not say the main thing itself, but this."""
        fact = self.writer.facts[-1]
        headline = self.writer.line(desk, "own", fact)
        return replace(headline, kind="headline", marked=headline.marked.removesuffix(".")), [(line,), *self._rest(desk, None)]

    def denial(self, desk: Desk) -> Line:
        """Somebody who says that it is not so."""
        denier = self.writer.person(f"{self._prefix}denier")
        return self.writer.line(desk, "denied", MAIN, (denier,), said=desk.day)

    def headline_again(self, desk: Desk, parent: Draft) -> Line:
        """Another headline over the same text."""
        old = parent.headline
        if old.fact != MAIN:
            return old
        again = self.writer.again(desk, old)
        if again.parties and "<s>" not in again.marked:
            again = replace(again, parties=())
        return again

    def translate(self, parent: Draft, child: Draft, desk: Desk) -> Draft:
        """Every sentence in other words, what stands in quotation marks too."""

        def anew(line: Line) -> Line:
            if line.kind in {"background", "hub", "quoted"}:
                return replace(line, marked=reworded(line.marked, self.rng, 1.0))
            return self.writer.again(desk, line)

        # What a translator finds of no interest goes, and what the place of the paper knows comes in.
        kept = [
            tuple(anew(line) for line in lines if line.kind != "background" or self.rng.random() < 0.3)
            for lines in parent.paragraphs
        ]
        paragraphs = (*(lines for lines in kept if lines), tuple(self.writer.background(self.rng.randint(2, 5))))
        lost = ("quotation_altered",) if _quotes(kept) - _quotes(parent.paragraphs) else ()
        return replace(child, headline=self.headline_again(desk, parent), paragraphs=paragraphs, lost=lost)

    def local(self, desk: Desk) -> list[Paragraph]:
        """Paragraphs of a house's own: somebody from its town, and what is beside the matter."""
        rng, writer = self.rng, self.writer
        number = sum(key.startswith(f"{self._prefix}local") for key in writer.parties)
        party = writer.person(f"{self._prefix}local{number}")
        made: list[Paragraph] = [tuple(writer.background(rng.randint(1, 3)))]
        if rng.random() < 0.7:
            made.append((*self.quotes(desk, party, (rng.randint(2, 5),)), *writer.background(1)))
        return made

    def quotes(self, desk: Desk, party: Party, numbers: Sequence[int]) -> list[Line]:
        """Words of a speaker; those with the same number are the same words wherever they stand."""
        writer = self.writer
        return [writer.line(desk, "quoted", writer.quotation(party, number), (party,)) for number in sorted(numbers)]

    def tell(self, desk: Desk, number: int, speaker: Party | None) -> list[Line]:
        """Some of what else is told, in the house's own voice or by a speaker."""
        rng, writer = self.rng, self.writer
        lines = []
        for fact in rng.sample(writer.facts, min(number, len(writer.facts))):
            kind: LineKind = "said" if speaker is not None and rng.random() < 0.4 else "told"
            lines.append(writer.line(desk, kind, fact, (speaker,) if kind == "said" and speaker is not None else ()))
        return lines

    def _rest(self, desk: Desk, speaker: Party | None, facts: int = 3) -> list[Paragraph]:
        """The body below the lead: facts, background, a denial, a phrase that many pages hold."""
        rng, writer = self.rng, self.writer
        lines = self.tell(desk, rng.randint(1, facts), speaker)
        lines += writer.background(rng.randint(4, 13))
        rng.shuffle(lines)
        body: list[Paragraph] = []
        while lines:
            size = rng.randint(1, 3)
            body.append(tuple(lines[:size]))
            lines = lines[size:]
        if rng.random() < 0.25:
            denial = self.denial(desk)
            denier = writer.parties[denial.parties[0]]
            quote = writer.line(desk, "quoted", writer.quotation(denier, 0, denies=True), (denier,))
            body.insert(rng.randint(1, len(body)), (denial, quote))
        if rng.random() < 0.3:
            body.append((writer.hub(),))
        return body


def _quotes(paragraphs: Iterable[Paragraph]) -> set[str]:
    """What stands between quotation marks, without the stop at its end."""
    lines = (line for paragraph in paragraphs for line in paragraph if line.kind == "quoted")
    return {words.rstrip(",.") for line in lines for words in re.findall("“([^”]*)”", plain(line.marked))}
