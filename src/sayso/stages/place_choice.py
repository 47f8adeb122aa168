"""Which of several namesakes a text means.

In: the spots of one document with what else it says of countries. Out: for each spot the `Choice` of a candidate, of a
territory alone, or of nothing. Population, votes of the same document for countries and regions, the dateline, the outlet's
country and the region behind a comma decide; what stays below the threshold stays open. A name means one place per document.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.knowledge.places import Candidate, Places
from sayso.languages.place_words import load_place_words
from sayso.stages.place_names import Spot

__all__ = ["Choice", "choose_places"]

#: How much a candidate is worth before anything is known of the document; cities by the power of ten of their people.
PRIORS = {"territory": 9.0, "disputed": 9.0, "seat": 9.0, "body": 9.0, "other": 8.5, "region": 7.0}
COUNTY = 4.5
#: The least that a town is worth whose land several governments claim: it is in the news for that.
CLAIMED = 5.0
#: More for a capital, for a city of millions, less for a name that is not the usual one.
CAPITAL, MILLIONS, OTHER_NAME = 1.5, 0.5, -1.2
#: What all votes for countries are worth, a region that is named, the dateline, the outlet, and the region behind a comma.
VOTES, REGION, DATELINE, OUTLET, PATTERN = 2.5, 2.0, 1.0, 0.8, 6.0
#: The worth of "none of these": a town of twenty thousand people of which nothing else is said.
NONE = 4.4
SHARPNESS = 3.0
#: Below it no candidate is chosen; from the second on their common territory is.
CHOSEN, COMMON = 0.55, 0.75
#: A choice surer than this votes for its country.
VOTING = 0.8


@dataclass(frozen=True, slots=True)
class Choice:
    """`place` is null where only the territory is known, or nothing."""

    place: Candidate | None
    territory: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Support:
    """What the document says of countries and regions; a name's own votes do not count for it.

    `votes` are sums by country, `own` what each name (by its key) gave of them, `regions` the keys that named each region.
    """

    votes: Mapping[str, float]
    own: Mapping[str, Mapping[str, float]]
    regions: Mapping[tuple[str, str], frozenset[str]]
    dateline: str | None
    outlet: str | None

    def shares(self, key: str, codes: Iterable[str]) -> float:
        """The greatest part that one of some countries has of the votes of other names.

        A single vote counts half, and the tenth for one country adds less than the first.
        """
        mine = self.own.get(key, {})
        total = self.total + sum(self._weight(code, key) - math.sqrt(self.votes[code]) for code in mine)
        return max((self._weight(code, key) for code in codes), default=0.0) / max(total, 2.0)

    def _weight(self, code: str, key: str) -> float:
        return math.sqrt(max(0.0, self.votes.get(code, 0.0) - self.own.get(key, {}).get(code, 0.0)))

    @property
    def total(self) -> float:
        """The weight of all votes."""
        return sum(map(math.sqrt, self.votes.values()))

    def names_region(self, key: str, territory: str, region: str) -> bool:
        """Whether another name lies in a region or is it."""
        by = self.regions.get((territory, region), frozenset())
        return len(by) > (key in by)


#: What an article before a name can belong to: a word behind it that is no verb and no small word.
NOUN = re.compile(
    r"[ \u00a0-](?!(?:is|are|was|were|has|had|have|said|will|would|and|or|in|on|at|to|of|for|by|from|with|that|who)\b)\w"
)
NOTHING = Choice(None, None, 0.0)


def choose_places(text: str, spots: Sequence[Spot], places: Places, outlet: str | None) -> list[Choice]:
    """A choice for each spot."""
    names = [spot.span.of(text) for spot in spots]
    groups: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        groups.setdefault(_group(name), []).append(place)
    found = {key: _find(names[members[0]], places) for key, members in groups.items()}
    behind = {key: _behind([spots[member] for member in members], found[key], places) for key, members in groups.items()}
    support = Support({}, {}, {}, None, outlet)
    chosen: dict[str, Choice] = {}
    for _ in range(3):
        # First what is certain by itself votes, then what the votes made certain; the third round is the last word.
        chosen = {key: _choose(key, options, behind[key], support, places) for key, options in found.items()}
        support = _support(spots, names, chosen, places, outlet)
    return [
        _demonym(name, places) if spot.is_demonym else chosen[_group(name)] for spot, name in zip(spots, names, strict=True)
    ]


def _group(name: str) -> str:
    return " ".join(name.lower().removeprefix("the ").split()).removesuffix("'s").removesuffix("’s")


def _demonym(name: str, places: Places) -> Choice:
    people = places.people_of(name)
    return Choice(people, people.territory, 1.0) if people is not None else NOTHING


def _find(name: str, places: Places) -> tuple[Candidate, ...]:
    """The candidates of a name, or of what is left of it without "northern" before and "province" behind."""
    words = load_place_words()
    short = places.abbreviated(name)
    # "Ore." is Oregon, "Ore" a town of Nigeria.
    found = short if short and name.endswith(".") else places.candidates(name) or short
    parts = name.split()
    if not found and len(parts) > 1 and parts[0].lower() in words["parts"] | {"the"}:
        return _find(" ".join(parts[1:]), places)
    if found or len(parts) < 2:
        return found
    core, last = " ".join(parts[:-1]), parts[-1].lower()
    if last in words["towns"]:
        return tuple(one for one in places.candidates(core) if one.kind == "city")
    if last in words["units"]:
        inner = places.candidates(core)
        regions = tuple(one for one in inner if one.kind in ("region", "disputed"))
        return regions or tuple(_widened(name, one, "region") for one in inner if one.kind == "city")
    if last in words["things"]:
        return tuple(_widened(name, one, "other") if one.kind == "city" else one for one in places.candidates(core))
    return ()


def _widened(name: str, city: Candidate, kind: str) -> Candidate:
    """The region of a city's name, or a thing there: it has the city's territory, not its point."""
    return replace(city, name=name, kind="region" if kind == "region" else "other", geonameid=None, lat=None, lon=None)


def _behind(spots: Sequence[Spot], options: Sequence[Candidate], places: Places) -> frozenset[tuple[str, str]]:
    """The regions behind a comma that fit a candidate, over all spots of a name."""
    named = {one for spot in spots if spot.behind for one in places.region_of(spot.behind)}
    own = {(code, one.region) for one in options if one.kind == "city" for code in (one.territory, *one.claimed)}
    if any(one.kind == "territory" for one in options):
        # "Mexico, Missouri" is a town; "Mexico, Philippines" are two countries of a list.
        named = {one for one in named if one[1]}
    return frozenset((code, region) for code, region in named if any(_lies_in(one, code, region) for one in own))


def _lies_in(place: tuple[str | None, str], territory: str, region: str) -> bool:
    return place[0] == territory and (not region or place[1] == region)


def _choose(
    key: str, options: Sequence[Candidate], behind: frozenset[tuple[str, str]], support: Support, places: Places
) -> Choice:
    if not options:
        return NOTHING
    worth = [_worth(key, one, behind, support, places) for one in options]
    top = max(NONE, *worth)
    weights = [math.exp(SHARPNESS * (one - top)) for one in worth]
    total = sum(weights) + math.exp(SHARPNESS * (NONE - top))
    best = max(range(len(options)), key=lambda place: weights[place])
    if weights[best] / total >= CHOSEN:
        return Choice(options[best], options[best].territory, weights[best] / total)
    common: dict[str, float] = {}
    for one, weight in zip(options, weights, strict=True):
        if one.territory is not None:
            common[one.territory] = common.get(one.territory, 0.0) + weight / total
    code = max(common, key=lambda one: common[one], default=None)
    return Choice(None, code, common[code]) if code is not None and common[code] >= COMMON else NOTHING


def _worth(key: str, one: Candidate, behind: frozenset[tuple[str, str]], support: Support, places: Places) -> float:
    codes = (one.territory,) if one.territory is not None else one.claimed
    worth = _prior(one, places) + VOTES * support.shares(key, codes)
    worth += DATELINE * (support.dateline in codes) + OUTLET * (support.outlet in codes)
    worth += REGION * (bool(one.region) and any(support.names_region(key, code, one.region) for code in codes))
    if behind:
        fits = one.kind == "city" and any(_lies_in((code, one.region), *region) for code in codes for region in behind)
        worth += PATTERN if fits else -PATTERN
    return worth


def _prior(one: Candidate, places: Places) -> float:
    if one.kind != "city":
        is_county = one.kind == "region" and one.name.endswith((" County", " Parish", " Borough"))
        prior = COUNTY if is_county else PRIORS.get(one.kind, NONE)
        return math.log10(one.population + 1000) + 1 if one.kind != "territory" and one.population else prior
    prior = math.log10(one.population + 1000)
    if one.is_other:
        return prior + OTHER_NAME
    prior += MILLIONS * (one.population >= 1_000_000)
    code = places.capital_code(one.name)
    prior += CAPITAL * (code is not None and code in ("", one.territory))
    return max(prior, CLAIMED) if one.claimed else prior


def _support(
    spots: Sequence[Spot], names: Sequence[str], chosen: Mapping[str, Choice], places: Places, outlet: str | None
) -> Support:
    """Votes of all spots; the more often a country is named the less another time adds."""
    votes: dict[str, float] = {}
    own: dict[str, dict[str, float]] = {}
    regions: dict[tuple[str, str], set[str]] = {}
    dateline = None
    for spot, name in zip(spots, names, strict=True):
        key = _group(name)
        choice = _demonym(name, places) if spot.is_demonym else chosen[key]
        code = choice.territory
        if code is None or choice.score < VOTING:
            continue
        count = 0.5 if spot.inside in ("org", "media") else 1.0
        votes[code] = votes.get(code, 0.0) + count
        by = own.setdefault(key, {})
        by[code] = by.get(code, 0.0) + count
        if choice.place is not None and choice.place.region:
            regions.setdefault((code, choice.place.region), set()).add(key)
        if spot.inside == "dateline":
            dateline = code
    return Support(votes, own, {place: frozenset(by) for place, by in regions.items()}, dateline, outlet)
