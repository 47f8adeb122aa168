"""What the ledger's screen asks of a storage, and what it answers: pages of claims, facets, timelines, places, saved searches.

In: a `Browse`, which is all that the address of such a page says. Out: the small records below. Within one field of a `Browse`
the values are alternatives, the fields together all have to hold. Nothing here touches a database or a query string.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, Literal, Protocol

from sayso.errors import QueryError
from sayso.knowledge.outlets import fold_name
from sayso.records import CUE_KINDS, SOURCE_KINDS, STYLES, Claim, Span

__all__ = [
    "CERTAINTIES",
    "CLOCKS",
    "DEPTHS",
    "DOES",
    "FACETS",
    "HEDGES",
    "OWN",
    "POLARITIES",
    "REVIEWS",
    "SORTS",
    "VALUES",
    "VOICES",
    "ActorAccount",
    "ActorPart",
    "Browse",
    "BrowseRow",
    "BrowseView",
    "BrowseWriter",
    "Browsed",
    "Bucket",
    "Clock",
    "Facet",
    "FacetValue",
    "PartName",
    "PlaceCount",
    "SavedSearch",
    "Snippet",
    "Sort",
    "Voice",
    "source_key",
]

Sort = Literal["rank", "published", "said", "happened", "source", "outlet", "score", "kept"]
Clock = Literal["published", "said", "happened"]
Voice = Literal["says", "relayed", "denies", "does"]
PartName = Literal["says", "relayed", "done", "denies"]

SORTS: Final[tuple[Sort, ...]] = ("rank", "published", "said", "happened", "source", "outlet", "score", "kept")
CLOCKS: Final[tuple[Clock, ...]] = ("published", "said", "happened")
VOICES: Final[tuple[Voice, ...]] = ("says", "relayed", "denies", "does")
#: The voice of who is in no chain, but is said in a claim to have done what it tells.
DOES: Final[Voice] = "does"
#: The source kind of what the publisher says in its own name.
OWN: Final = "own"
CERTAINTIES: Final = ("certain", "probable", "possible", "unknown")
HEDGES: Final = (*CERTAINTIES, "hedged", "unhedged")
POLARITIES: Final = ("+", "-", "?")
DEPTHS: Final = ("0", "1", "2", "3+")
REVIEWS: Final = ("machine", "accepted", "rejected", "edited", "added")
#: Another word for a value.
ALIASES: Final[Mapping[str, Mapping[str, str]]] = {"reviews": {"unreviewed": "machine"}, "depths": {"3": "3+"}}
#: The fields of `Browse` whose values are words that we chose, and these words.
VALUES: Final[Mapping[str, tuple[str, ...]]] = {
    "source_kinds": (*SOURCE_KINDS, OWN),
    "styles": STYLES,
    "cue_kinds": CUE_KINDS,
    "hedges": HEDGES,
    "polarities": POLARITIES,
    "depths": DEPTHS,
    "reviews": REVIEWS,
}
#: The facets in their order, and the field of `Browse` that each of them fills.
FACETS: Final[Mapping[str, str]] = {
    "source_kind": "source_kinds",
    "outlet": "outlets",
    "actor": "actors",
    "style": "styles",
    "cue_kind": "cue_kinds",
    "hedge": "hedges",
    "polarity": "polarities",
    "depth": "depths",
    "review": "reviews",
    "territory": "territory",
}
MAX_LIMIT: Final = 1000
MAX_VALUES: Final = 50


@dataclass(frozen=True, slots=True)
class Browse:
    """One question to the ledger, for claims; what is left out does not narrow.

    `words` are a search ("phrases", -not, OR, prefix*), `source` words of a source's name. `outlets` are outlet ids, or names;
    `actors` the names of sources anywhere in a chain, however they are written; `voice` then says how they stand in it: `says`
    (the publisher has it from them, and states so), `relayed` (others relay it, or the text does not state it) or `denies`
    (they dispute it); with `does` they are no sources, but said in the claim to have done what it tells. `hedges` are
    certainties, and whether there is a hedging word; `depths` numbers of sources in a row; `territory` an ISO 3166-1 code.
    Dates are ISO days or their beginnings. `story` is the id of one. `history` also asks earlier versions of pages. Claims that
    people rejected count only where `reviews` names them.

    `sort` left open is by rank where there are words, else by day of publication; `descending` left open is as that sort is
    usually wanted: the best and the latest first, names from A on. What has no date comes last either way.
    """

    words: str = ""
    source: str = ""
    source_kinds: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    cue_kinds: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()
    polarities: tuple[str, ...] = ()
    depths: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    territory: str | None = None
    published_from: str | None = None
    published_until: str | None = None
    said_from: str | None = None
    said_until: str | None = None
    happened_from: str | None = None
    happened_until: str | None = None
    story: str | None = None
    history: bool = False
    voice: Voice | None = None
    sort: Sort | None = None
    descending: bool | None = None
    limit: int = 50

    def key(self) -> str:
        """The same text for questions that mean the same: the JSON of all that narrows or orders, in a fixed order.

        How many rows a page has is no part of it.
        """
        plain = {field.name: _plain(field.name, getattr(self, field.name)) for field in fields(self) if field.name != "limit"}
        plain["sort"], plain["descending"] = self.order
        return json.dumps({name: value for name, value in plain.items() if value not in (None, "", [])}, separators=(",", ":"))

    @property
    def order(self) -> tuple[Sort, bool]:
        """What the rows are sorted by, and whether downwards, once nothing is left open."""
        sort = self.sort or ("rank" if self.words.strip() or self.source.strip() else "published")
        return sort, sort not in ("source", "outlet") if self.descending is None else self.descending

    def checked(self) -> "Browse":
        """The same question, its values known to be values.

        Raises:
            QueryError: one is not.
        """
        for name, known in VALUES.items():
            for value in _plain(name, getattr(self, name)):
                if value not in known:
                    raise QueryError(f"{value!r:.60}", f"not one of the {name.replace('_', ' ')}: {', '.join(known)}")
        for name, one, known in (("sort", self.sort, SORTS), ("voice", self.voice, VOICES)):
            if one is not None and one not in known:
                raise QueryError(f"{one!r:.60}", f"not a {name}: {', '.join(known)}")
        if any(len(getattr(self, field.name)) > MAX_VALUES for field in fields(self) if field.name.endswith("s")):
            raise QueryError("search", f"more than {MAX_VALUES} values of one kind: ask for fewer")
        if not 0 < self.limit <= MAX_LIMIT:
            raise QueryError("search", f"ask for 1 to {MAX_LIMIT} rows")
        return self


def source_key(name: str) -> str:
    """What two ways of writing a source's name have in common: `fold_name`, without "the" in front; empty for no name."""
    return fold_name(name).removeprefix("the ")


def _plain(name: str, value: Any) -> Any:
    """A value as JSON has it, alternatives in one order."""
    if isinstance(value, tuple):
        aliases = ALIASES.get(name, {})
        return sorted({aliases.get(one, one) for one in value})
    return (value.strip() or None) if isinstance(value, str) else value or None


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a document's text around what was found; `span` and `marks` point into `Document.text`."""

    text: str
    span: Span
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class BrowseRow:
    """A claim as a row of a table.

    `words` are its contents, `source` the innermost source's name, `chain` the name of each hop from the page inwards (null
    where nobody is named; `claim.chain` has the rest). `said` and `happened` are values of TIMEX3, where there are dates, and
    `kept` is the instant it was first kept. `review` is one of `REVIEWS`. `pages` and `publishers` count those of
    all claims that say the same as this one, itself included; they are 1 where nothing is linked to it. `cue_kind` is
    that of the innermost source.
    """

    id: str
    claim: Claim
    document: str
    page: str
    url: str
    title: str | None
    publisher: str | None
    published: str | None
    words: str
    source: str | None
    chain: tuple[str | None, ...]
    said: str | None
    happened: str | None
    kept: str
    snippet: Snippet
    review: str
    story: str | None
    pages: int
    publishers: int
    rank: float = 0.0
    cue_kind: str | None = None


@dataclass(frozen=True, slots=True)
class Browsed:
    """One page of rows; `next` and `previous` are cursors to those beside it, null where there is none.

    `total` counts the rows of the question. Where `exact` is false, more claims match its words than are weighed at once, and
    rows, total, facets, timelines and places are of the latest of them: `total` then means "at least".
    """

    rows: tuple[BrowseRow, ...]
    next: str | None
    previous: str | None
    total: int
    exact: bool


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value with its name for people, how many rows it would leave, and whether the question has it already."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """The most frequent values of one of `FACETS` and those chosen; `more` says how many others there are.

    Rows are counted that all other parts of the question leave, so that a choice can be widened.
    """

    name: str
    values: tuple[FacetValue, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Bucket:
    """The rows whose date begins from `start` to `end`, both ISO days and both within."""

    start: str
    end: str
    count: int


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """A place that claims speak of, and how many; `level` is territory, region, city or other."""

    territory: str | None
    name: str
    lat: float
    lon: float
    level: str
    count: int


@dataclass(frozen=True, slots=True)
class ActorPart:
    """One list of an actor's page: which question gives it, how many rows that has, and the first of them."""

    name: PartName
    ask: Browse
    total: int
    rows: tuple[BrowseRow, ...]


@dataclass(frozen=True, slots=True)
class ActorAccount:
    """A party by its name: the names it is written with, its kinds and countries, and what it says and does, by four lists.

    `key` is the value for `Browse.actors`. Whom a person joined it with is among `names`, and counted.
    """

    key: str
    name: str
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    countries: tuple[str, ...]
    parts: tuple[ActorPart, ...]


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that somebody saved: its name, the query string of its page, who and when (a UTC instant)."""

    id: str
    name: str
    query: str
    user: str
    at: str


class BrowseView(Protocol):
    """Answers for the ledger's screen, in the state of its `View`."""

    def browse(self, ask: Browse, after: str | None = None) -> Browsed:
        """One page of rows: the first, or the one that a cursor means.

        Raises:
            QueryError: a value makes no sense, or the cursor is not one of this question.
        """
        ...

    def read_facets(self, ask: Browse) -> tuple[Facet, ...]:
        """The facets of a question, in the order of `FACETS`."""
        ...

    def read_timeline(self, ask: Browse, clock: Clock) -> tuple[Bucket, ...]:
        """How many rows fall on each day, week, month or span of years, without gaps, at most about 60."""
        ...

    def read_places(self, ask: Browse) -> tuple[PlaceCount, ...]:
        """The places that the rows speak of, most frequent first; what cannot be put on a map is left out."""
        ...

    def read_account(self, name: str, also: tuple[str, ...] = ()) -> ActorAccount:
        """The page of a source by its name; `also` are other names that people joined with it.

        Raises:
            NotFound: no source of a current claim is called so.
        """
        ...

    def read_latest(self, ask: Browse, since: str | None) -> tuple[BrowseRow, ...]:
        """Rows that were first kept after an instant, the newest first."""
        ...

    def read_saved(self) -> tuple[SavedSearch, ...]:
        """The saved searches that nobody dropped, oldest first."""
        ...


class BrowseWriter(Protocol):
    """Writes what browsing needs, within the transaction of its `Writer`."""

    def file_document(self, document: str) -> None:
        """Bring what a document's claims are found by up to date: after its reading, version, or reviews have changed."""
        ...

    def save_search(self, search: SavedSearch) -> None:
        """Keep a saved search."""
        ...

    def drop_search(self, search: str, user: str, at: str) -> None:
        """Note who dropped a saved search; it stays where it is and is listed no more.

        Raises:
            NotFound: there is none of this id.
        """
        ...
