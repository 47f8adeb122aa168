"""An item of a wire, whatever format it came in, and the page it makes.

In: the parts of an item as its format names them. Out: a page with headline, byline, dateline, text and captions, or a
`Failure` that says why there is none. A kill notice keeps its status, so that what it takes back can be found.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from sayso.intake.carried import address_in, carried_page, tell
from sayso.intake.markup import words_of
from sayso.records import Failure, FieldEvidence, Page

__all__ = ["TAKEN_BACK", "WireHop", "WireItem", "hop_evidence", "page_of"]

#: Statuses that take an item back.
TAKEN_BACK = frozenset({"canceled", "cancelled", "withheld"})
#: Actions of a hop that change whose words they are; the others only forward.
MAKING = frozenset({"created", "transformed", "enhanced", "translated", "edited"})


@dataclass(frozen=True, slots=True)
class WireHop:
    """One station of an item: its number (1 is the oldest), who, when, and what was done to what ("created content")."""

    number: int
    party: str
    at: str | None = None
    actions: tuple[str, ...] = ()

    @property
    def made_content(self) -> bool:
        """Whether the words themselves are from here."""
        return any(action.startswith("created") and not action.endswith("metadata") for action in self.actions)


@dataclass(frozen=True, slots=True)
class WireItem:
    """What an item says; `markup` is safe HTML."""

    name: str
    headline: str = ""
    byline: str = ""
    dateline: str = ""
    markup: str = ""
    note: str = ""
    captions: tuple[str, ...] = ()
    language: str = ""
    status: str = ""
    kind: str = ""
    told: tuple[FieldEvidence, ...] = field(default=())


def page_of(item: WireItem, container: str) -> Page | Failure:
    """The page of an item."""
    address = address_in(container, item.name, item.headline, item.markup)
    words = words_of(item.markup)
    lines = (("byline", item.byline), ("dateline", item.dateline))
    head = "".join(f'<p class="{name}">{escape(line)}</p>\n' for name, line in lines if line and line[:80] not in words)
    captions = "".join(f"<figure><figcaption>{escape(caption)}</figcaption></figure>\n" for caption in item.captions)
    note = f'<p class="note">{escape(item.note)}</p>\n' if item.note and item.status in TAKEN_BACK else ""
    if not words and not item.captions and not item.headline and not note:
        return Failure(address, "intake", _why_empty(item))
    return carried_page(address, item.headline, head + note + item.markup + captions, item.told, language=item.language)


def _why_empty(item: WireItem) -> str:
    if item.status in TAKEN_BACK:
        return f"its sender took it back ({item.status}) and sent no words: judge the claims you have of it withdrawn"
    return f"no words in it ({item.kind or 'an item of a wire'}): nothing to read"


def hop_evidence(hops: Sequence[WireHop], method: str) -> Iterator[FieldEvidence]:
    """A chain of provenance, the newest hop first, as chains run here: from the page inwards.

    The hop that made the words is the origin (the oldest, where none says so), the newest is who delivers the copy.
    """
    ordered = sorted(hops, key=lambda hop: -hop.number)
    for hop in ordered:
        done = "; ".join(hop.actions)
        yield from tell("hop", ", ".join(part for part in (hop.party, hop.at, done) if part), f"{method} {hop.number}")
    named = [hop for hop in ordered if hop.party]
    if not named:
        return
    origin = next((hop for hop in reversed(named) if hop.made_content), named[-1])
    yield from tell("origin", origin.party, f"{method} {origin.number}")
    if named[0].party != origin.party:
        yield from tell("republisher", named[0].party, f"{method} {named[0].number}")
    for hop in named[1:]:
        changed = any(action.partition(" ")[0] in MAKING and not action.endswith("metadata") for action in hop.actions)
        if hop is not origin and changed:
            yield from tell("credit", hop.party, f"{method} {hop.number}")
