"""Sentences of an invented story, with what an ideal reader would find in each.

In: the templates, a seeded random generator, who speaks. Out: `Line`s, whose words bear marks for sources, cues and contents,
and that know which proposition they state and by whom. Who copies from whom, and what follows from it, is decided elsewhere.
"""

import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

from evals.worlds.grammar import expand, least_used, sentence_case
from evals.worlds.names import House, Names, load_pieces
from evals.worlds.wording import estranged, load_frames, reworded

__all__ = ["MAIN", "Desk", "Line", "LineKind", "Party", "PartyKind", "Writer", "load_themes"]

HERE = Path(__file__).parent
#: The proposition that a world is about.
MAIN = "main"
PartyKind = Literal["person", "anonymous", "document", "institute", "house", "media"]
LineKind = Literal[
    "said", "conference", "interview", "posted", "denied", "relayed", "credited", "media", "alleged", "quoted", "own", "told",
    "headline", "headline_of_house", "background", "hub",
]  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
UNNAMED = (
    "a senior official", "officials familiar with the matter", "a person with knowledge of the matter",
    "an official who asked not to be named", "a source close to the matter", "an unnamed senior figure",
    "two officials who declined to be named", "an unnamed official", "a US official", "a government source",
)  # fmt: skip
SMALL = ("three", "four", "five", "six", "seven", "eight", "nine")
#: The share of sentences beside the matter that are put together piece by piece.
COMPOSED = 0.8
VERB = re.compile(r" (?:was|were|is|are|has|have|had|will|lies|stands|stood|lost)\b")
#: So many quotations of a speaker are on the matter, those after them are on anything.
OWN_QUOTES = 2
PAPERS = ("an internal memo", "a confidential report", "the minutes of a meeting", "an unpublished letter", "a draft report")


@dataclass(frozen=True, slots=True)
class Party:
    """Who speaks. `name` is null for those whom nobody names; `role` is an office, `words` how an unnamed one is described."""

    key: str
    kind: PartyKind
    name: str | None = None
    role: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence: its words with marks, what it states, and who stands behind each attribution, the outermost first.

    `origin` is the root whose word on the main proposition it passes on, `value` the number it gives, if it gives one.
    """

    kind: LineKind
    marked: str
    fact: str
    parties: tuple[str, ...] = ()
    origin: str | None = None
    said: date | None = None
    doubted: bool = False
    value: int | None = None


@dataclass(slots=True)
class Desk:
    """Where a text is being written: at which house, on what day, and whom it has introduced so far."""

    house: House
    day: date
    by_role: bool = False
    introduced: set[str] = field(default_factory=set)
    described: dict[str, str] = field(default_factory=dict)


@cache
def load_themes() -> Mapping[str, Mapping[str, Any]]:
    """What stories can be about."""
    return tomllib.loads((HERE / "templates.toml").read_text("utf-8"))


class Writer:
    """Writes the sentences of one story: it remembers its facts, its quotations, and which words were used before."""

    def __init__(
        self, theme: str, rng: random.Random, names: Names, used: dict[str, int], place: str | None = None,
        dialect: int | None = None,
    ) -> None:  # fmt: skip
        self._dialect = dialect
        self.theme, self.names = load_themes()[theme], names
        self.parties: dict[str, Party] = {}
        self.place = place or names.place()
        self._rng, self._used, self._frames = rng, used, load_frames()
        self._fixed = {
            "place": self.place, "country": names.country(), "other": names.country(), "river": names.river(),
            "firm": names.firm(), "ship": names.ship(),
        }  # fmt: skip
        kinds = {"firm": "org", "ship": "other"}
        self.known = {name: kinds.get(slot, "place") for slot, name in self._fixed.items()}
        self._facts = {row[0]: self._numbers() for row in self.theme["facts"]}
        self._quotes: dict[str, str] = {}

    @property
    def facts(self) -> tuple[str, ...]:
        """What is told beside the main proposition."""
        return tuple(self._facts)

    def raise_toll(self) -> None:
        """A later count of the first fact."""
        numbers = self._facts["toll"]
        numbers["toll"] = str(int(numbers["toll"]) + self._rng.randint(1, 9))

    def person(self, key: str) -> Party:
        """A speaker with a name and an office."""
        taken = {party.role for party in self.parties.values()}
        roles = [role for role in self.theme["roles"] if role not in taken] or list(self.theme["roles"])
        return self._add(Party(key, "person", self.names.person(), self._rng.choice(roles)))

    def anonymous(self, key: str) -> Party:
        """A speaker nobody names."""
        return self._add(Party(key, "anonymous", words=self._rng.choice(UNNAMED)))

    def document(self, key: str) -> Party:
        """A paper without a named author."""
        return self._add(Party(key, "document", words=self._rng.choice(PAPERS)))

    def institute(self, key: str) -> Party:
        """An institution that speaks in its own name."""
        taken = {party.name for party in self.parties.values()}
        free = [name for name in self.theme["institutes"] if f"{self.place} {name}" not in taken]
        return self._add(Party(key, "institute", f"{self.place} {self._rng.choice(free)}")) if free else self.person(key)

    def house(self, house: House) -> Party:
        """A house as a source."""
        return self._add(Party(f"house:{house.name}", "house", house.name))

    def media(self) -> Party:
        """Media that nobody names."""
        return self._add(Party("media", "media", words="media reports"))

    def line(
        self, desk: Desk, kind: LineKind, fact: str, parties: Sequence[Party] = (), *, origin: str | None = None,
        said: date | None = None, doubted: bool = False,
    ) -> Line:  # fmt: skip
        """A sentence of some kind about some fact, in words that this world has used least."""
        frame = least_used(self._frames[FRAMES.get(kind, kind)], self._used, self._rng)
        if kind == "said" and parties and parties[-1].kind == "document":
            frame = least_used(self._frames["said"][2:4], self._used, self._rng)
        if kind == "interview" and len(parties) == 1:
            parties = (self.house(desk.house), *parties)
        words = self._worded(fact, doubted=doubted, is_headline=kind in {"headline", "headline_of_house"})
        inner = [self._phrase(party, desk) for party in parties if party.kind != "house"]
        if parties and parties[-1].kind == "document" and kind == "said":
            # The house that has seen a paper is part of the phrase.
            parties = parties if len(parties) > 1 else (self.house(desk.house), *parties)
            inner = [f"{inner[0]} seen by {_with_article(parties[0].name or '')}"]
        houses = [_with_article(party.name or "") for party in parties if party.kind == "house"]
        short = [self._short(party) for party in parties if party.kind != "house"]

        def slot(name: str) -> str:
            ready = {"P": sentence_case(words), "p": words, "head": words, "Q": words, "S": (inner or [""])[-1]}
            ready |= {
                "H": (houses or [_with_article(desk.house.name)])[0],
                "SHORT": (short or [""])[-1],
                "when": _when(said, desk.day),
            }
            return ready[name] if name in ready else self._slot(name)

        if kind == "headline" and not inner:
            frame = "<c>{head}</c>"
        marked = sentence_case(expand(frame, slot, self._rng))
        known = tuple(party.key for party in parties)
        value = int(self._facts["toll"]["toll"]) if fact == "toll" else None
        return Line(kind, marked, fact, known, origin, said, doubted, value)

    def again(self, desk: Desk, line: Line, *, kind: LineKind | None = None, doubted: bool | None = None) -> Line:
        """The same sentence in other words, for those who write it anew."""
        if line.kind in {"background", "hub"}:
            return line
        parties = [self.parties[key] for key in line.parties]
        told = line.doubted if doubted is None else doubted
        new = self.line(
            desk,
            kind or line.kind,
            line.fact,
            parties if kind != "own" else (),
            origin=line.origin,
            said=line.said,
            doubted=told,
        )
        return replace(new, value=line.value)

    def quotation(self, party: Party, number: int, *, denies: bool = False) -> str:
        """The words of a speaker, the same whoever quotes them; returns the fact that stands for them."""
        fact = f"quote:{party.key}:{number}"
        if fact not in self._quotes:
            pool = self._frames["colour"] if number >= OWN_QUOTES else self.theme["denials" if denies else "quotes"]
            self._quotes[fact] = expand(least_used(pool, self._used, self._rng), self._slot, self._rng)
        return fact

    def background(self, number: int) -> list[Line]:
        """Sentences beside the matter, of this text alone."""
        lines = []
        for _ in range(number):
            pool = self._frames["composed" if self._rng.random() < COMPOSED else "background"]
            words = sentence_case(expand(least_used(pool, self._used, self._rng), self._slot, self._rng))
            self._used["background lines"] = self._used.get("background lines", 0) + 1
            fact = f"background:{self._used['background lines']}"
            lines.append(Line("background", f"<c>{words[:-1]}</c>.", fact))
        return lines

    def hub(self) -> Line:
        """A phrase that many pages hold."""
        words = self._rng.choice(self._frames["hubs"])
        return Line("hub", f"<c>{words[:-1]}</c>.", f"hub:{words}")

    def promo(self) -> str:
        """A line below the story."""
        return self._rng.choice(self._frames["promos"])

    def _add(self, party: Party) -> Party:
        return self.parties.setdefault(party.key, party)

    def _worded(self, fact: str, *, doubted: bool, is_headline: bool) -> str:
        words = self._clause(fact, doubted=doubted, is_headline=is_headline)
        return words if self._dialect is None else estranged(words, self._dialect)

    def _clause(self, fact: str, *, doubted: bool, is_headline: bool) -> str:
        if fact == MAIN:
            pool = self.theme["heads" if is_headline else "doubted" if doubted else "main"]
            words = expand(least_used(pool, self._used, self._rng), self._slot, self._rng)
            return words if is_headline else reworded(words, self._rng, 0.4)
        if fact in self._quotes:
            return self._quotes[fact]
        forms = next(row[1:] for row in self.theme["facts"] if row[0] == fact)
        numbers = self._facts[fact]
        words = expand(least_used(forms, self._used, self._rng), lambda name: numbers.get(name) or self._slot(name), self._rng)
        return reworded(self._with_aside(words), self._rng, 0.4)

    def _with_aside(self, words: str) -> str:
        """The clause with a few words before its first small verb, every other time."""
        found = VERB.search(words)
        if found is None or found.start() == 0 or self._rng.random() < 0.45:
            return words
        return f"{words[: found.start()]}, {self._rng.choice(self._frames['asides'])},{words[found.start() :]}"

    def _slot(self, name: str) -> str:
        if name.startswith("c_"):
            return self._rng.choice(self._frames[name])
        fixed = self._fixed.get(name)
        if fixed is not None:
            return fixed
        match name:
            case "rareplace":
                return self._remember(self.names.place(), "place")
            case "rareperson":
                return self._remember(self.names.person(), "person")
            case "firm2":
                return self._remember(self.names.firm(), "org")
            case "street":
                return self.names.street()
            case "weekday":
                return self._rng.choice(DAYS)
            case "month":
                return self._rng.choice(MONTHS)
        return self._numbers()[name]

    def _remember(self, name: str, kind: str) -> str:
        self.known[name] = kind
        return name

    def _numbers(self) -> dict[str, str]:
        """Numbers and names that belong to one fact."""
        rng = self._rng
        clock = f"{rng.randint(1, 11)}:{rng.choice(('05', '10', '20', '40', '50'))} {rng.choice(('a.m.', 'p.m.'))}"
        return {
            "toll": str(rng.randint(11, 97)), "amount": f"{rng.randint(2, 48)},{rng.randint(1, 9)}00",
            "days": str(rng.randint(12, 89)), "small": rng.choice(SMALL),
            "year": str(rng.randint(1921, 2019)), "clock": clock, "rareplace": self._remember(self.names.place(), "place"),
            "street": self.names.street(),
        }  # fmt: skip

    def _phrase(self, party: Party, desk: Desk) -> str:
        """How a text calls a speaker: with name and office at first, then shorter."""
        if party.words is not None:
            return desk.described.setdefault(party.key, party.words)
        if party.kind == "institute":
            return f"the {party.name}"
        name, role = party.name or "", party.role or ""
        if desk.by_role:
            return f"the {role}"
        if party.key in desk.introduced:
            return self._rng.choice((name.split()[-1], name.split()[-1], f"the {role}"))
        desk.introduced.add(party.key)
        return self._rng.choice((f"{role} {name}", f"{self.place} {role} {name}", f"{name}", f"{role} {name}"))

    def _short(self, party: Party) -> str:
        if party.kind == "person":
            return self._rng.choice(((party.name or "").split()[-1], party.role or ""))
        return {"anonymous": "official", "document": "memo", "media": "media"}.get(party.kind, party.name or "")


#: Last words of the names that take an article within a sentence.
ARTICLED = frozenset({*load_pieces()["papers"], "Agency", "Wire", "Archive", "Monitor"})
#: Kinds of lines whose frames have another name.
FRAMES = {"headline": "headlines", "headline_of_house": "headlines_of_house"}


def _with_article(name: str) -> str:
    """A paper's name within a sentence."""
    return f"the {name}" if name.split()[-1] in ARTICLED and not name.startswith("The ") else name


def _when(said: date | None, day: date) -> str:
    """The day that something was said, as it is written on another day."""
    if said is None:
        return ""
    gap = (day - said).days
    if 0 <= gap <= 6:
        words = DAYS[said.weekday()]
        return f" on <t={said.isoformat()}>{words}</t>"
    if abs(gap) <= timedelta(days=300).days:
        return f" on <t={said.isoformat()}>{said.day} {MONTHS[said.month - 1]}</t>"
    return f" on <t={said.isoformat()}>{said.day} {MONTHS[said.month - 1]} {said.year}</t>"
