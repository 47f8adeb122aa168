"""Worlds: who learnt a thing from whom, who copied whom, who hid it, and the pages that came of it; all of it from one seed.

In: a seed. Out: a `World` with its pages (`Draft`s) and what is true of them: the independent origins of its main proposition,
the circles, what was lost. The records an ideal reader would find are made in `gold`; the acts on texts are in `drafts`.

`make_world(7)` is always the same world. Its stratum (1, 2, 3 to 5 or more true origins) follows from the seed.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from evals.worlds.drafts import Act, CreditForm, Draft, extend, reprint, rewrite, trim
from evals.worlds.names import House, HouseKind, Names
from evals.worlds.pages import Newsroom
from evals.worlds.texts import MAIN, Desk, Line, Party, Writer, load_themes

__all__ = ["DEV_SEEDS", "HELD_OUT_SEEDS", "STRATA", "Origin", "World", "make_world", "stratum_of"]

DEV_SEEDS = range(100)
HELD_OUT_SEEDS = range(100_000, 100_200)
#: Names of the strata, with the fewest and most true origins of each.
STRATA: dict[str, tuple[int, int]] = {"1": (1, 1), "2": (2, 2), "3-5": (3, 5), "more": (6, 10)}
#: Worlds begin within so many days from this one on; they share a clock without zones.
FIRST_DAY, SPREAD = datetime(2021, 3, 1), 1500
MAIN_STORY = "s0"
OriginKind = Literal["person", "anonymous", "document", "institute", "own", "unseen", "circle"]
#: How often the word on a thing comes from whom; the last three leave no source that a page could name.
KINDS: dict[OriginKind, float] = {
    "person": 0.60, "anonymous": 0.15, "document": 0.08, "institute": 0.06, "own": 0.05, "unseen": 0.03, "circle": 0.03,
}  # fmt: skip
#: What followers do, and how often.
ACTS: dict[Act, float] = {
    "reprint": 0.19, "trim": 0.19, "extend": 0.13, "rewrite": 0.10, "archive": 0.05, "version": 0.05, "relay": 0.19,
    "launder": 0.07, "translate": 0.03,
}  # fmt: skip
#: How often a text that was taken says from whom.
CREDITS: dict[Act, float] = {"reprint": 0.75, "trim": 0.7, "extend": 0.75, "rewrite": 0.6, "archive": 0.85, "translate": 0.6}


@dataclass(frozen=True, slots=True)
class Origin:
    """An independent root of the main proposition; `party` is null where nobody on any page could name it."""

    key: str
    kind: OriginKind
    party: Party | None
    said: datetime


@dataclass(frozen=True, slots=True)
class World:
    """The pages of a world in the order they were made, and what is true of them. `known` are names with their kind."""

    seed: int
    theme: str
    drafts: tuple[Draft, ...]
    origins: tuple[Origin, ...]
    parties: dict[str, Party]
    known: dict[str, str]
    circles: tuple[tuple[str, ...], ...]

    @property
    def true_origins(self) -> frozenset[str]:
        """The keys of the roots that the claims of the main proposition go back to."""
        return frozenset(
            line.origin
            for draft in self.drafts
            if draft.story == MAIN_STORY
            for line in draft.lines
            if line.fact == MAIN and line.origin is not None
        )


def stratum_of(number: int) -> str:
    """The name of the stratum for a number of true origins."""
    return next(name for name, (low, high) in STRATA.items() if low <= number <= high or name == "more")


def make_world(seed: int, day: datetime | None = None, dialect: int | None = None) -> World:
    """The world of a seed; worlds with held-out seeds may have themes that no other world has.

    `day` moves it in time. A `dialect` gives it words of its own for what happens, so that many worlds are of many kinds.
    """
    return _Maker(seed, is_held_out=seed >= HELD_OUT_SEEDS.start, day=day, dialect=dialect).make()


class _Maker:
    """Makes one world."""

    def __init__(self, seed: int, *, is_held_out: bool, day: datetime | None, dialect: int | None) -> None:
        self.rng = random.Random(seed)  # noqa: S311  the same worlds every time, nothing secret
        self.seed, self.dialect = seed, dialect
        self.names = Names(self.rng)
        self.used: dict[str, int] = {}
        self.themes = [name for name, theme in load_themes().items() if is_held_out or not theme["held_out"]]
        self.theme = self.rng.choice(self.themes)
        self.start = (day or FIRST_DAY) + timedelta(
            days=0 if day else self.rng.randrange(SPREAD), minutes=self.rng.randrange(1440)
        )
        self.drafts: list[Draft] = []
        self.circles: list[tuple[str, ...]] = []
        self.houses: dict[HouseKind, list[House]] = {}
        self.agencies = [self.names.house("agency") for _ in range(self.rng.randint(1, 3))]
        self.room = Newsroom(self.rng, Writer(self.theme, self.rng, self.names, self.used, dialect=dialect))

    def make(self) -> World:
        low, high = STRATA[list(STRATA)[self.seed % len(STRATA)]]
        origins = self._origins(self.rng.randint(low, high))
        self._tell(origins)
        self._follow(MAIN_STORY, self.rng.randint(3, 12))
        if self.rng.random() < 0.22:
            self._circle(origins, None)
        if self.rng.random() < 0.12:
            self._mutual()
        if self.rng.random() < 0.2:
            self._deny()
        writers = [self.room.writer, *(self._distract(f"s{number + 1}") for number in range(self.rng.randint(1, 3)))]
        parties = {key: party for writer in writers for key, party in writer.parties.items()}
        known = {name: kind for writer in writers for name, kind in writer.known.items()}
        return World(self.seed, self.theme, tuple(self.drafts), tuple(origins), parties, known, tuple(self.circles))

    # Origins and the pages that have them at first hand.

    def _origins(self, number: int, story: str = "o") -> list[Origin]:
        writer, origins = self.room.writer, []
        for at in range(number):
            kind = self.rng.choices(list(KINDS), list(KINDS.values()))[0]
            key = f"{story}{at}"
            party: Party | None = None
            if kind in {"person", "anonymous", "document", "institute"}:
                party = getattr(writer, kind)(key)
            origins.append(Origin(key, kind, party, self.start + timedelta(hours=self.rng.uniform(0, 30))))
        return origins

    def _tell(self, origins: Sequence[Origin]) -> None:
        """The first pages: each origin at one house or more, now and then two origins in one text."""
        many = len(origins) >= STRATA["more"][0]
        waiting: list[Origin] = []
        for origin in origins:
            if origin.kind == "circle":
                self._circle(origins, origin)
                continue
            if origin.party is not None and self.drafts and self.rng.random() < 0.15:
                waiting.append(origin)
                continue
            for _ in range(self._attendance(origin, many=many)):
                also = [o for o in origins if o.party and o is not origin and o.said <= origin.said]
                second = self.rng.choice(also) if also and self.rng.random() < 0.12 else None
                self._original(MAIN_STORY, origin, second)
        for origin in waiting:
            self._voice(origin)

    def _attendance(self, origin: Origin, *, many: bool) -> int:
        """How many houses have it at first hand."""
        if origin.kind in {"own", "unseen"}:
            return 1
        if origin.kind in {"anonymous", "document"}:
            return 1 if self.rng.random() < 0.75 else 2
        return self.rng.choices((1, 2, 3), (0.8, 0.2, 0.0) if many else (0.5, 0.3, 0.2))[0]

    def _original(self, story: str, origin: Origin, second: Origin | None) -> Draft:
        house = self._house(agency=0.4, new=origin.party is None)
        desk = self._desk(house, origin.said + timedelta(hours=self.rng.uniform(0.5, 20)))
        draft = self._sheet(story, house)
        if house.kind == "agency":
            draft = replace(draft, credited=house, credit=self.rng.choice(("dateline", "none")), place=self.names.place())
        headline, paragraphs = self.room.first_hand(desk, origin.party, origin.key, origin.kind, origin.said.date())
        if second is not None and second.party is not None:
            line = self.room.writer.line(desk, "said", MAIN, (second.party,), origin=second.key, said=second.said.date())
            paragraphs = [*paragraphs[:2], (line, *self.room.writer.background(1)), *paragraphs[2:]]
        return self._keep(replace(draft, headline=headline, paragraphs=tuple(paragraphs)))

    def _voice(self, origin: Origin) -> None:
        """Somebody whose word stands only in the local paragraphs of a page that took the rest from elsewhere."""
        parent = self.rng.choice([draft for draft in self.drafts if draft.story == MAIN_STORY])
        self._take(parent, "extend", local=origin)

    # Those who follow.

    def _follow(self, story: str, number: int) -> None:
        for _ in range(number):
            pool = [draft for draft in self.drafts if draft.story == story]
            weights = [3.0 if draft.house.kind == "agency" else 0.4 if draft.act == "archive" else 1.0 for draft in pool]
            parent = self.rng.choices(pool, weights)[0]
            act = self.rng.choices(list(ACTS), list(ACTS.values()))[0]
            if act in {"relay", "launder"}:
                self._retell(parent, act)
            else:
                self._take(parent, act)

    def _take(self, parent: Draft, act: Act, local: Origin | None = None) -> Draft:
        """A text that takes the words of another."""
        rng, writer = self.rng, self.room.writer
        house = parent.house if act == "version" else self._other_house(parent, "archive" if act == "archive" else None)
        desk = self._desk(house, self._after(parent, act))
        child = self._sheet(parent.story, house, parent)
        child = self._credit(replace(child, made_from=parent.key, act=act), parent, act)
        headline = self.room.headline_again(desk, parent) if rng.random() < (0.2 if act == "archive" else 0.5) else None
        match act:
            case "trim":
                child = trim(parent, child, headline, rng)
            case "extend":
                paragraphs = self._local(desk, local)
                child = extend(parent, child, headline, paragraphs, rng, share=rng.choice((1.0, 1.0, 0.6)))
            case "rewrite":
                drops = frozenset(what for what, chance in (("hedge", 0.6), ("attribution", 0.15)) if rng.random() < chance)
                new = headline or self.room.headline_again(desk, parent)
                child = rewrite(parent, child, desk, writer, rng, headline=new, drops=drops)
            case "translate":
                child = self.room.translate(parent, child, desk)
            case "version":
                child = self._update(parent, child, desk)
            case _:
                child = reprint(parent, child, headline)
        return self._keep(child)

    def _local(self, desk: Desk, origin: Origin | None) -> list[tuple[Line, ...]]:
        if origin is None or origin.party is None:
            return self.room.local(desk)
        writer = self.room.writer
        line = writer.line(desk, "said", MAIN, (origin.party,), origin=origin.key, said=origin.said.date())
        rest = [*self.room.quotes(desk, origin.party, (0,)), *writer.background(1)]
        return [(line,), tuple(rest), *self.room.local(desk)[:1]]

    def _update(self, parent: Draft, child: Draft, desk: Desk) -> Draft:
        """A later text of the same page: one more paragraph, another count, now and then a correction."""
        writer = self.room.writer
        child = replace(child, address=parent.address, credited=parent.credited, credit=parent.credit, place=parent.place)
        writer.raise_toll()
        count = writer.line(desk, "told", "toll")
        child = extend(parent, child, None, [(count, *writer.background(1))], self.rng)
        if self.rng.random() < 0.6 and any(line.fact == "toll" for line in parent.lines):
            words = "Correction: an earlier version of this story gave another number; "
            again = writer.line(desk, "own", "toll")
            child = replace(child, correction=replace(again, marked=words + again.marked[:3] + again.marked[3:]))
        return child

    def _credit(self, child: Draft, parent: Draft, act: Act) -> Draft:
        """Whose copy the page says it is: the one its parent names, else its parent's house, else nobody's."""
        if self.rng.random() >= CREDITS.get(act, 0.0):
            return child
        owner = parent.credited or parent.house
        forms: tuple[CreditForm, ...] = ("dateline", "byline", "line") if owner.kind == "agency" else ("byline", "line")
        canonical = parent.canonical or parent.address if self.rng.random() < 0.08 else None
        place = parent.place or self.names.place()
        return replace(child, credited=owner, credit=self.rng.choice(forms), place=place, canonical=canonical)

    def _retell(self, parent: Draft, act: Act) -> Draft:
        """A text of its own that has from another what it says, whether or not it says so."""
        house = self._house(new=True)
        desk = self._desk(house, self._after(parent, act))
        draft = replace(self._sheet(parent.story, house, parent), made_from=parent.key, act=act)
        owner = parent.credited if parent.credited and self.rng.random() < 0.6 else parent.house
        headline, paragraphs, lost = self.room.second_hand(desk, parent, owner, hides=act == "launder")
        return self._keep(replace(draft, headline=headline, paragraphs=tuple(paragraphs), lost=lost))

    # Circles, and what only looks like one.

    def _circle(self, origins: Sequence[Origin], root: Origin | None) -> None:
        """Houses that each have it from the next; `root` is the hidden origin, else the word of an origin went round."""
        known = [origin for origin in origins if origin.party is not None] or list(origins)
        origin = root or self.rng.choice(known)
        houses = [self._house(new=True) for _ in range(2 if self.rng.random() < 0.8 else 3)]
        inner = origin.party if root is None and self.rng.random() < 0.3 else None
        moment, keys = self.start + timedelta(hours=self.rng.uniform(4, 40)), []
        for at, house in enumerate(houses):
            desk = self._desk(house, moment + timedelta(hours=self.rng.uniform(0, 9)))
            headline, paragraphs = self.room.from_house(desk, houses[(at + 1) % len(houses)], inner, origin.key)
            draft = replace(self._sheet(MAIN_STORY, house), headline=headline, paragraphs=tuple(paragraphs))
            keys.append(self._keep(draft).key)
        self.circles.append(tuple(keys))

    def _mutual(self) -> None:
        """Two houses that credit each other, each for another thing: no circle."""
        left, right = self._house(new=True), self._house(new=True)
        facts = self.rng.sample([fact for fact in self.room.writer.facts if fact != "toll"], 2)
        moment = self.start + timedelta(hours=self.rng.uniform(4, 40))
        for house, other, fact in ((left, right, facts[0]), (right, left, facts[1])):
            desk = self._desk(house, moment)
            line = self.room.writer.line(desk, "credited", fact, (self.room.writer.house(other),), said=moment.date())
            headline, paragraphs = self.room.beside(desk, line)
            self._keep(replace(self._sheet(MAIN_STORY, house), headline=headline, paragraphs=tuple(paragraphs)))

    def _deny(self) -> None:
        house = self._house(agency=0.3)
        desk = self._desk(house, self.start + timedelta(hours=self.rng.uniform(20, 60)))
        line = self.room.denial(desk)
        headline, paragraphs = self.room.beside(desk, line)
        self._keep(replace(self._sheet(MAIN_STORY, house), headline=headline, paragraphs=tuple(paragraphs)))

    def _distract(self, story: str) -> Writer:
        """A story of another happening: of the same sort somewhere else, or of another sort in the same place."""
        main = self.room
        is_same_sort = self.rng.random() < 0.5
        theme = self.theme if is_same_sort else self.rng.choice([name for name in self.themes if name != self.theme])
        place = None if is_same_sort else main.writer.place
        self.room = Newsroom(self.rng, Writer(theme, self.rng, self.names, self.used, place, self.dialect), prefix=story)
        for origin in self._origins(self.rng.randint(1, 2), f"{story}:"):
            if origin.kind not in {"circle", "unseen"}:
                self._original(story, origin, None)
        if any(draft.story == story for draft in self.drafts):
            self._follow(story, self.rng.randint(0, 3))
        made, self.room = self.room.writer, main
        return made

    # Houses, desks and clocks.

    def _house(self, kind: HouseKind | None = None, *, agency: float = 0.0, new: bool = False) -> House:
        """A house to write at: an agency now and then, else mostly one that this world has not seen.

        A `new` one writes nothing else: what such a house has from nobody known has nothing to do with whom else it quotes.
        """
        if not new and self.rng.random() < agency:
            return self.rng.choice(self.agencies)
        chosen = kind or self.rng.choices(("newspaper", "broadcaster", "website"), (0.6, 0.2, 0.2))[0]
        seen = self.houses.setdefault(chosen, [])
        if seen and not new and self.rng.random() < (0.5 if chosen == "archive" else 0.08):
            return self.rng.choice(seen)
        made = self.names.house(chosen)
        if not new:
            seen.append(made)
        return made

    def _other_house(self, parent: Draft, kind: HouseKind | None) -> House:
        """A house that takes a text from another: not that one, nor one that the text itself names."""
        house = self._house(kind)
        named = {parent.house.name, parent.credited.name if parent.credited else ""}
        named |= {self.room.writer.parties[key].name or "" for line in parent.lines for key in line.parties}
        return self._house(kind, new=True) if house.name in named else house

    def _desk(self, house: House, moment: datetime) -> Desk:
        self.moment = moment
        return Desk(house, moment.date(), by_role=self.rng.random() < 0.06)

    def _after(self, parent: Draft, act: Act) -> datetime:
        before = parent.published or self.start + timedelta(hours=12)
        if act == "archive":
            return before + timedelta(days=self.rng.uniform(200, 3000))
        return before + timedelta(hours=self.rng.uniform(0.2, 8) if self.rng.random() < 0.7 else self.rng.uniform(8, 50))

    def _sheet(self, story: str, house: House, parent: Draft | None = None) -> Draft:
        """An empty page with its clock: sometimes without a date, sometimes with one that goes backwards."""
        rng, moment = self.rng, self.moment.replace(microsecond=0)
        key = f"{story}/{len(self.drafts)}"
        published: datetime | None = moment
        is_archive = house.kind == "archive" and parent is not None
        if is_archive and rng.random() < 0.6 and parent is not None:
            published = parent.published
        elif rng.random() < 0.05:
            published = None
        elif parent is not None and parent.published is not None and rng.random() < 0.05:
            published = parent.published - timedelta(hours=rng.uniform(1, 30))
        address = f"https://{house.host}/{moment.year}/{moment.month:02}/{rng.randrange(10**6):06}"
        blank = Line("headline", "", "")
        byline = self.names.person() if rng.random() < 0.5 and house.kind != "archive" else None
        promo = self.room.writer.promo() if rng.random() < 0.6 else None
        return Draft(
            key, story, house, address, blank, (), published, rng.random() < 0.65, byline=byline, promo=promo,
            republished=moment if is_archive else None,
        )  # fmt: skip

    def _keep(self, draft: Draft) -> Draft:
        self.drafts.append(draft)
        return draft
