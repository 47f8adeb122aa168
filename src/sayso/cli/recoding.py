"""Which events of a ledger two schemes code otherwise.

In: an opened ledger and two crosswalks, null for PLOVER's own codes. Out: `Recoded`s, document by document, and a summary that
grows with them. Nothing is read again and nothing is kept: the ledger's own codes stay.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from sayso.export.event_facts import find_facts, traits_of
from sayso.knowledge.ontologies import Crosswalk
from sayso.knowledge.recoding import Coded, recode
from sayso.ledger import Ledger

__all__ = ["Recoded", "RecodingSummary", "find_recoded"]


@dataclass(frozen=True, slots=True)
class Recoded:
    """An event with its PLOVER code, and what it is called before and after; `…_by` says which rule or line gave it."""

    event: str
    document: str
    trigger: str
    plover: str
    plover_mode: str | None
    before: str
    before_mode: str | None
    before_by: str
    after: str
    after_mode: str | None
    after_by: str


@dataclass(slots=True)
class RecodingSummary:
    """How many events there are, how many are coded otherwise, and how often each pair of codes occurs, with an example."""

    events: int = 0
    changed: int = 0
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: dict[tuple[str, str], Recoded] = field(default_factory=dict)

    def note(self, one: Recoded) -> None:
        """Count an event that is coded otherwise."""
        pair = (_write(one.before, one.before_mode), _write(one.after, one.after_mode))
        self.changed += 1
        self.pairs[pair] += 1
        self.examples.setdefault(pair, one)


def find_recoded(
    ledger: Ledger, before: Crosswalk | None, after: Crosswalk | None, summary: RecodingSummary
) -> Iterator[Recoded]:
    """The events of current documents that the two code otherwise; an event without a code has none in any scheme."""
    for document in ledger.documents():
        for facts in find_facts(ledger.reviewed(document)):
            code, mode = facts.event.code, facts.event.mode
            summary.events += 1
            if code is None:
                continue
            traits = traits_of(facts, code, mode)
            old, new = recode(traits, before), recode(traits, after)
            if (old.code, old.mode) != (new.code, new.mode):
                text = facts.analysis.document.text
                one = Recoded(facts.event.id, document, facts.event.trigger.of(text), code, mode, *_parts(old), *_parts(new))
                summary.note(one)
                yield one


def _parts(coded: Coded) -> tuple[str, str | None, str]:
    return coded.code, coded.mode, coded.by


def _write(code: str, mode: str | None) -> str:
    return code if mode is None else f"{code}.{mode}"
