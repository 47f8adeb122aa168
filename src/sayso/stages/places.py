"""Places: which territory, region or city the names of a text mean, and what each is named for.

In: an analysis with mentions and attributions; tags may be missing. Out: the same with its places in text order. What cannot
be told is kept with its role and without a place. A place is never more exact than its words: "northern Syria" is Syria.
Left open: the place of an event that no word names, and what "the city" or "the country" means.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from sayso.knowledge.outlets import load_outlets
from sayso.knowledge.places import Places, load_places
from sayso.records import Analysis, Document, Place, PlaceRole
from sayso.stages.base import Stage
from sayso.stages.place_choice import Choice, choose_places
from sayso.stages.place_names import Spot, find_spots, is_region_of
from sayso.stages.place_roles import Roles

__all__ = ["PLACES", "find_places"]


def find_places(analysis: Analysis) -> Analysis:
    """The analysis with its places; a text that names none has none."""
    table = load_places()
    spots = find_spots(analysis, table)
    if not spots:
        return replace(analysis, places=())
    roles = Roles(analysis, table)
    choices = choose_places(analysis.document.text, spots, table, _outlet_country(analysis.document))
    text = analysis.document.text
    found: list[Place] = []
    for at, (spot, choice) in enumerate(zip(spots, choices, strict=True)):
        is_behind = at > 0 and _holds(choice, choices[at - 1]) and is_region_of(text, spots[at - 1], spot)
        found.append(_place(text, spot, choice, found[-1].role if is_behind else roles.find(spot, choice), table))
    return replace(analysis, places=tuple(found))


def _holds(region: Choice, city: Choice) -> bool:
    """Whether one is a region or territory that the other lies in."""
    kind = region.place.kind if region.place is not None else None
    return kind in ("region", "territory") and region.territory == city.territory


def _outlet_country(document: Document) -> str | None:
    """Where the house is edited whose copy it is, else whose page it stands on."""
    for house in (document.publisher, document.republisher):
        if house is not None and house.outlet is not None and (country := _countries().get(house.outlet)) is not None:
            return country
    return None


@cache
def _countries() -> Mapping[str, str]:
    """The country of each outlet that has one."""
    return MappingProxyType({row.id: row.country for row in load_outlets().rows if row.country is not None})


def _place(text: str, spot: Spot, choice: Choice, role: PlaceRole, table: Places) -> Place:
    if role == "actor_metonym" and (government := _government(spot.span.of(text), choice, table)) is not None:
        choice = government
    place = choice.place
    score = round(choice.score * spot.score, 4)
    if place is None:
        return Place(spot.span, choice.territory, None, None, None, "territory" if choice.territory else None, role, score)
    return Place(spot.span, choice.territory, place.geonameid, place.lat, place.lon, place.level, role, score)


def _government(words: str, choice: Choice, table: Places) -> Choice | None:
    """A capital that acts is its government: the territory's, or nobody's in particular where two claim to be it."""
    code = table.capital_code(words)
    if code is None or (choice.place is not None and choice.place.kind == "territory"):
        return None
    if code == "":
        return Choice(None, None, choice.score)
    is_same = choice.territory in (code, None)
    return Choice(table.territories.get(code), code, max(choice.score, 0.8)) if is_same else None


PLACES = Stage("places", needs=("document", "tags", "mentions", "attributions"), gives=("places",), apply=find_places)
