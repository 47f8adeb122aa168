"""What a question can be narrowed by, and what it is narrowed by already.

In: an `Asked` and the facets of its answer. Out: groups of choices with their counts, as boxes of one form and as addresses,
and chips that each take one choice away. It counts nothing itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import parse_qsl

from sayso.export.dates import write_value
from sayso.export.queries import DAYS, LISTS, Asked, write_query
from sayso.store import Facet, FacetValue
from sayso.store.browsing import ALIASES, CERTAINTIES, CLOCKS
from sayso.web.views.timeline import CLOCK_NAMES

__all__ = ["Chip", "Choice", "Group", "find_chips", "find_hidden", "make_groups", "to_address"]

#: What each facet is called; in this order they are shown.
TITLES: Final = {
    "outlet": "Outlet",
    "actor": "Who is in the chain",
    "source_kind": "Kind of source",
    "review": "Review",
    "certainty": "How firmly",
    "hedge": "Hedging words",
    "depth": "Depth of chain",
    "style": "Style",
    "cue_kind": "Kind of saying",
    "polarity": "Polarity",
    "territory": "Country or territory",
}
#: What values are called that are words of ours.
LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    "source_kind": {
        "named": "named person or body", "outlet": "news outlet", "document": "document", "post": "post",
        "role": "by role only", "group": "group", "survey": "survey", "anonymous": "anonymous", "pronoun": "pronoun left open",
        "none": "nobody named", "own": "publisher’s own word",
    },
    "review": {
        "machine": "unreviewed", "accepted": "accepted", "rejected": "rejected", "edited": "edited",
        "added": "added by a person",
    },
    "certainty": {
        "certain": "flatly", "probable": "as likely", "possible": "as possible", "unknown": "certainty unknown",
    },
    "hedge": {"hedged": "hedged", "unhedged": "not hedged"},
    "depth": {"0": "none: its own word", "1": "one source", "2": "two sources", "3+": "three or more"},
    "polarity": {"+": "affirmed", "-": "denied", "?": "left open"},
    "style": {"direct": "direct quotation", "indirect": "indirect", "mixed": "mixed"},
    "cue_kind": {},
    "voice": {
        "says": "says it, as stated", "relayed": "is said to have said it", "denies": "denies it",
        "does": "is said to have done it",
    },
}  # fmt: skip
#: Values shown of a group; the others are behind a line that opens.
SHOWN: Final = 7
#: Groups that are open from the start.
OPEN: Final = frozenset({"outlet", "actor", "source_kind", "review", "certainty"})


@dataclass(frozen=True, slots=True)
class Choice:
    """A value as a box of the form: `id` is unique on the page."""

    id: str
    name: str
    value: str
    label: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """The choices of one facet: `first` are shown, `rest` opened; `more` says how many others the ledger has.

    Of a group that `is_single` one value can be chosen; one that `takes_names` has a field for a name that is not listed.
    """

    name: str
    parameter: str
    title: str
    first: tuple[Choice, ...]
    rest: tuple[Choice, ...]
    more: int
    is_open: bool
    is_single: bool
    takes_names: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """One choice that was made, and the address without it."""

    what: str
    label: str
    address: str


def to_address(asked: Asked, path: str = "/s") -> str:
    """The address of a question."""
    query = write_query(asked)
    return f"{path}?{query}" if query else path


def make_groups(asked: Asked, facets: Sequence[Facet]) -> tuple[Group, ...]:
    """The groups in the order of `TITLES`; hedges are two of them: how firmly, and whether there is a hedging word."""
    by_name = {part.name: part for facet in facets for part in _split(facet)}
    return tuple(_group(asked, by_name[name]) for name in TITLES if name in by_name and by_name[name].values)


def _split(facet: Facet) -> Iterator[Facet]:
    if facet.name != "hedge":
        yield facet
        return
    firm = tuple(value for value in facet.values if value.value in CERTAINTIES)
    yield Facet("certainty", firm, 0)
    yield Facet("hedge", tuple(value for value in facet.values if value not in firm), 0)


def _group(asked: Asked, facet: Facet) -> Group:
    parameter = "hedge" if facet.name == "certainty" else facet.name
    choices = [_choice(asked, facet.name, parameter, value, place) for place, value in enumerate(facet.values)]
    first = [choice for place, choice in enumerate(choices) if place < SHOWN or choice.chosen]
    if len(choices) - len(first) == 1:
        first = choices
    return Group(
        name=facet.name,
        parameter=parameter,
        title=TITLES[facet.name],
        first=tuple(first),
        rest=tuple(choice for choice in choices if choice not in first),
        more=facet.more,
        is_open=facet.name in OPEN or any(choice.chosen for choice in choices),
        is_single=parameter == "territory",
        takes_names=parameter in ("outlet", "actor"),
    )


def _choice(asked: Asked, facet: str, parameter: str, value: FacetValue, place: int) -> Choice:
    label = _label(facet, value.value, value.label)
    address = to_address(_without(asked, parameter, value.value) if value.chosen else _with(asked, parameter, value.value))
    return Choice(f"f-{facet}-{place}", parameter, value.value, label, value.count, value.chosen, address)


def _with(asked: Asked, parameter: str, value: str) -> Asked:
    if parameter not in LISTS:
        return asked.alter(**{parameter: value})
    field = LISTS[parameter]
    return asked.alter(**{field: (*getattr(asked.browse, field), value)})


def _without(asked: Asked, parameter: str, value: str) -> Asked:
    if parameter not in LISTS:
        return asked.alter(**{parameter: None})
    field = LISTS[parameter]
    known = ALIASES.get(field, {})
    kept = tuple(one for one in getattr(asked.browse, field) if known.get(one, one) != known.get(value, value))
    return asked.alter(**{field: kept})


def _label(facet: str, value: str, given: str = "") -> str:
    known = LABELS.get("certainty" if facet == "hedge" and value in CERTAINTIES else facet, {})
    return known.get(value) or given or value


def find_chips(asked: Asked, facets: Sequence[Facet] = ()) -> tuple[Chip, ...]:
    """A chip for each choice; names are those of the facets where these have the value."""
    names = {(facet.name, value.value): value.label for facet in facets for value in facet.values}
    return tuple(_chips(asked, names))


def _chips(asked: Asked, names: Mapping[tuple[str, str], str]) -> Iterator[Chip]:
    ask = asked.browse
    if ask.source:
        yield Chip("Source", f"called “{ask.source}”", to_address(asked.alter(source="")))
    for parameter, field in LISTS.items():
        for value in getattr(ask, field):
            label = _label(parameter, value, names.get((parameter, value), ""))
            yield Chip(_title(parameter, value), label, to_address(_without(asked, parameter, value)))
    if ask.territory:
        label = names.get(("territory", ask.territory), ask.territory)
        yield Chip(TITLES["territory"], label, to_address(asked.alter(territory=None)))
    for clock in CLOCKS:
        begin, until = getattr(ask, f"{clock}_from"), getattr(ask, f"{clock}_until")
        if begin or until:
            cleared = asked.alter(**{f"{clock}_from": None, f"{clock}_until": None})
            yield Chip(CLOCK_NAMES[clock].capitalize(), _tell_span(begin, until), to_address(cleared))
    if ask.voice:
        yield Chip("Who", LABELS["voice"][ask.voice], to_address(asked.alter(voice=None)))
    if ask.story:
        yield Chip("Story", ask.story[:11], to_address(asked.alter(story=None)))
    if ask.history:
        yield Chip("Versions", "earlier ones too", to_address(asked.alter(history=False)))


def _title(parameter: str, value: str) -> str:
    return TITLES["certainty" if parameter == "hedge" and value in CERTAINTIES else parameter]


def _tell_span(begin: str | None, until: str | None) -> str:
    first, last = (write_value(day) or day if day else "" for day in (begin, until))
    if first and last:
        return first if first == last else f"{first} to {last}"
    return f"from {first}" if first else f"until {last}"


def find_hidden(asked: Asked, shown: Sequence[Group]) -> tuple[tuple[str, str], ...]:
    """What a form must carry on that it has no field for: how it is sorted and looked at, and choices that no group shows."""
    days: dict[str, Any] = dict.fromkeys(DAYS)
    ask = replace(asked.browse, words="", source="", **days)
    choices = [choice for group in shown for choice in (*group.first, *group.rest)]
    offered = {(choice.name, choice.value) for choice in choices}
    # A name that was typed may be offered under its id: then a box that the question does not name is ticked in its place.
    ticked = {
        choice.name for choice in choices if choice.chosen and choice.value not in getattr(ask, LISTS.get(choice.name, ""), ())
    }
    changes: dict[str, Any] = {
        field: tuple(value for value in getattr(ask, field) if (name, value) not in offered and name not in ticked)
        for name, field in LISTS.items()
    }
    if ("territory", ask.territory or "") in offered:
        changes["territory"] = None
    rest = write_query(Asked(replace(ask, **changes), None, asked.clock, asked.look, asked.everything))
    return tuple(parse_qsl(rest))
