"""What a text says happened, will happen or did not happen, and the figures it gives.

In: spans into `Document.text` and ids of what the same reading found. Out: `Event` and `Quantity`. Nothing here says
that an event took place: an event is the content of a claim, and who makes the claim is said there.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from sayso.records.factuality import Factuality
from sayso.records.spans import Span

__all__ = [
    "DATE_BASES", "EVENT_RELATIONS", "QUANTITY_KINDS", "RESPONSIBILITIES", "DateBasis", "Event", "EventRelation",
    "EventRelationKind", "Exactness", "Quantity", "QuantityKind", "Responsibility",
]  # fmt: skip

#: Where the time of an event comes from: its own clause, its sentence, the sentence before, the page's date, or nowhere.
DateBasis = Literal["clause", "sentence", "carried", "document", "none"]
#: Who is said to have done it, and how firmly (MUC-4's scale, in our words). Null: nobody is said to have.
Responsibility = Literal["fact", "claimed", "suspected", "accused_by_authorities", "possible", "cleared"]
EventRelationKind = Literal["in_exchange_for", "condition_of", "purpose_of", "answers", "part_of"]
QuantityKind = Literal[
    "killed", "injured", "missing", "detained", "displaced", "affected", "money", "share", "people", "things", "poll", "other"
]
Exactness = Literal["exact", "about", "at_least", "at_most", "between", "unknown"]
DATE_BASES: tuple[DateBasis, ...] = get_args(DateBasis)
RESPONSIBILITIES: tuple[Responsibility, ...] = get_args(Responsibility)
QUANTITY_KINDS: tuple[QuantityKind, ...] = get_args(QuantityKind)
EVENT_RELATIONS: tuple[EventRelationKind, ...] = get_args(EventRelationKind)


@dataclass(frozen=True, slots=True)
class EventRelation:
    """What an event is to another one of its document: `event` is the other's id."""

    kind: EventRelationKind
    event: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a text says of: `trigger` is the word that says what.

    `code` and `mode` are those of `ontology` ("plover/2"), null where it is an event but none of them. `actors` did it,
    `recipients` are whom it was done to, both ids of actors of the same reading; both sides of a mutual event are its actors.
    `actor_spans` and `recipient_spans` are the words that name them there. `places` are spans of `Place`s. `happened` is the id
    of a time expression, `date_basis` where that stands. `responsibility` says how firmly the actors are said to have done it.
    `is_nominal`: the trigger is a noun ("the withdrawal").
    """

    id: str
    trigger: Span
    ontology: str
    code: str | None
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    actor_spans: tuple[Span, ...]
    recipient_spans: tuple[Span, ...]
    places: tuple[Span, ...]
    happened: str | None
    date_basis: DateBasis
    factuality: Factuality | None
    responsibility: Responsibility | None
    contexts: tuple[str, ...]
    relations: tuple[EventRelation, ...]
    is_nominal: bool
    score: float


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure of the text: how many or how much of what.

    `low` and `high` bound it (null: no bound): "at least 52" is 52 and null. `unit` is a currency code (the word itself where
    that means several: "crown"), "%" or a measure ("kilometre"), null for a count of `what`. `of` is the id of the event that
    it belongs to, or of the quantity that it is a part of (`is_subset`: "including 3 children"). `is_cumulative`: it counts all
    so far ("rose to 52"). `as_of` is the id of a time expression. Of a poll, `what` is the answer that was counted and `of` the
    attribution to the pollster.
    """

    id: str
    span: Span
    kind: QuantityKind
    low: float | None
    high: float | None
    unit: str | None
    what: str | None
    what_span: Span | None
    of: str | None
    is_subset: bool
    is_cumulative: bool
    as_of: str | None
    exactness: Exactness
    score: float
