"""The columns of the views of events, in their order, and of what kind each is.

In: nothing. Out: mappings from names to kinds. `happened…` and `date…` tell the clock of what happened, `said…` that of who
said so, `published` that of the page; docs/reference/event-columns.md says what each is. It makes no cells.
"""

from collections.abc import Mapping
from typing import Any, Final

from sayso.export.event_facts import CASUALTIES

__all__ = [
    "ACTORS", "CAMEO", "EVENTS", "FIGURES", "PARTIES", "PLOVER", "REAL", "RECIPIENTS", "TEXT", "TEXTS", "TOLD", "WHEN", "WHERE",
    "WHOLE", "Kind", "Row",
]  # fmt: skip

Row = dict[str, Any]
#: How a column is kept where types are: a text, whole numbers, real ones, several texts.
Kind = str
TEXT, WHOLE, REAL, TEXTS = "text", "whole", "real", "texts"
HEAD: Final[Mapping[str, Kind]] = {
    "document": TEXT, "page": TEXT, "url": TEXT, "title": TEXT, "publisher": TEXT, "republisher": TEXT, "published": TEXT,
}  # fmt: skip
ACTORS: Final[Mapping[str, Kind]] = {"actors": TEXTS, "actor_countries": TEXTS, "actor_codes": TEXTS}
RECIPIENTS: Final[Mapping[str, Kind]] = {"recipients": TEXTS, "recipient_countries": TEXTS, "recipient_codes": TEXTS}
PARTIES: Final[Mapping[str, Kind]] = {**ACTORS, **RECIPIENTS}
WHEN: Final[Mapping[str, Kind]] = {
    "happened": TEXT, "happened_first": TEXT, "happened_last": TEXT, "date_precision": TEXT, "date_prec": WHOLE,
    "date_basis": TEXT,
}  # fmt: skip
WHERE: Final[Mapping[str, Kind]] = {
    "places": TEXTS, "territory": TEXT, "latitude": REAL, "longitude": REAL, "place_precision": TEXT, "where_prec": WHOLE,
}  # fmt: skip
HELD: Final[Mapping[str, Kind]] = {
    "certainty": TEXT, "polarity": TEXT, "tense": TEXT, "mood": TEXT, "hedges": TEXTS, "responsibility": TEXT,
}  # fmt: skip
TOLD: Final[Mapping[str, Kind]] = {
    "chain": TEXT, "chain_basis": TEXTS, "source_original": TEXT, "source_kind": TEXT, "channel": TEXT, "said": TEXT,
    "said_first": TEXT, "said_last": TEXT,
}  # fmt: skip
FIGURES: Final[Mapping[str, Kind]] = {f"{kind}_{end}": REAL for kind in CASUALTIES for end in ("low", "high")}
END: Final[Mapping[str, Kind]] = {
    "contexts": TEXTS, "context_words": TEXTS, "claims": TEXTS, "relations": TEXTS, "score": REAL, "review_state": TEXT,
    "reviewers": TEXTS, "start": WHOLE, "stop": WHOLE, "sha256": TEXT, "bundle": TEXT,
}  # fmt: skip
EVENTS: Final[Mapping[str, Kind]] = {
    "event": TEXT, "ontology": TEXT, "code": TEXT, "mode": TEXT, "coded_by": TEXT, "plover": TEXT, "plover_mode": TEXT,
    "quad": WHOLE, "scale": REAL, "trigger": TEXT, "text": TEXT, **PARTIES, **WHEN, **WHERE, **HELD, **TOLD, **FIGURES,
    **HEAD, **END,
}  # fmt: skip
PLOVER: Final[Mapping[str, Kind]] = {
    "event": TEXT, "code": TEXT, "mode": TEXT, "auxiliary": TEXTS, "plover": TEXT, "plover_mode": TEXT, "quad": WHOLE,
    "scale": REAL, "trigger": TEXT, "text": TEXT, **PARTIES, **WHEN, **WHERE, "responsibility": TEXT, **TOLD, **FIGURES,
    **HEAD, **END,
}  # fmt: skip
CAMEO: Final[Mapping[str, Kind]] = {
    "event": TEXT, "act": TEXT, "cameo": TEXT, "code": TEXT, "mode": TEXT, "auxiliary": TEXTS, "plover": TEXT,
    "plover_mode": TEXT, "trigger": TEXT, "text": TEXT, **PARTIES, **WHEN, **WHERE, "responsibility": TEXT, **TOLD, **HEAD,
    **END,
}  # fmt: skip
