"""How far the linking of a ledger has come, and what it rests on.

In: a view of the ledger. Out: a `LinkState`: which readings there are, which of them are not linked yet, what people have
decided about claims; and a `LinkSummary` of what is linked. It links nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.bookkeeping.profiling import FORMS
from sayso.linking.claim_verdicts import ClaimVerdict, ClaimVerdicts, read_claim_verdicts
from sayso.linking.copy_settings import CopySettings
from sayso.records.ids import digest
from sayso.store import View

__all__ = ["DOCUMENTS", "METHOD", "PART", "SETTINGS", "LinkState", "LinkSummary", "read_state", "read_state_of", "summarise"]

#: Another number links every ledger anew: what linking says of the same readings has changed.
METHOD: Final = "1"
SETTINGS: Final = CopySettings()
#: What is noted of a ledger that is linked, and of its links between documents, which are written before.
PART: Final = "ledger"
DOCUMENTS: Final = "documents"


@dataclass(frozen=True, slots=True)
class LinkState:
    """The readings, by document, and those that are not linked yet; what people decided, also by the pages of both claims.

    `linked` are the readings that are linked, `own` is the digest of the method and the decisions; `noted` has for each part of
    linking the digest of what it was last worked out from; `is_linked` says that there is nothing to do.
    """

    marks: Mapping[str, str]
    linked: Mapping[str, str]
    fresh: frozenset[str]
    noted: Mapping[str, str]
    verdicts: ClaimVerdicts
    by_page: Mapping[str, Sequence[ClaimVerdict]]
    own: str
    is_linked: bool

    def part_digest(self, part: str) -> str:
        """What to note when a part of linking is brought up to date with all readings."""
        return _part_digest(part, self.marks)

    def has_grown(self, part: str) -> bool:
        """Whether a part is that of the linked readings, and since then others have come and none has changed."""
        is_kept = all(self.marks.get(document) == mark for document, mark in self.linked.items())
        return is_kept and self.noted.get(part) == _part_digest(part, self.linked)


@dataclass(frozen=True, slots=True)
class LinkSummary:
    """What is linked now: documents, how many of them came or were read again since the last time, stories, links by kind.

    `written` counts the results, links and stories that were written or removed: 0 where nothing had changed.
    """

    documents: int
    fresh: int
    stories: int
    copies: int
    rewrites: int
    utterances: int
    credits: int
    same_claims: int
    denials: int
    conflicts: int
    corrections: int
    updates: int
    written: int


def read_state(view: View) -> LinkState:
    """How far linking has come."""
    marks = {mark.document: mark.digest for mark in view.iter_marks()}
    linked = {mark.document: mark.digest for mark in view.iter_linked_marks()}
    verdicts = read_claim_verdicts(view.read_judgements(None))
    own = digest(METHOD, repr(SETTINGS), *sorted({one.id for found in verdicts.by_link.values() for one in found.judgements}))
    fresh = frozenset(key for key in marks if linked.get(key) != marks[key])
    noted = view.read_linked()
    is_linked = not fresh and noted.get(PART) == own
    return LinkState(marks, linked, fresh, noted, verdicts, _by_page(verdicts), own, is_linked)


def read_state_of(view: View, documents: Collection[str]) -> LinkState:
    """As much of it as the stories of these documents need to be brought up to date: the marks of those documents alone."""
    members = {key for story in set(view.read_stories_of(documents).values()) for key in view.read_story(story).story.documents}
    marks = {mark.document: mark.digest for mark in view.iter_marks({*documents, *members})}
    verdicts = read_claim_verdicts(view.read_judgements(None))
    return LinkState(marks, {}, frozenset(), {}, verdicts, _by_page(verdicts), "", is_linked=False)


def summarise(view: View, state: LinkState, written: int) -> LinkSummary:
    """What is linked, after `written` rows were."""
    counts = view.count_links()
    return LinkSummary(
        documents=len(state.marks),
        fresh=len(state.fresh),
        stories=sum(1 for _ in view.iter_stories()),
        copies=counts.get("copy", 0),
        rewrites=counts.get("rewrite", 0),
        utterances=counts.get("same_utterance", 0),
        credits=counts.get("credits", 0),
        same_claims=counts.get("same_claim", 0),
        denials=counts.get("denies", 0),
        conflicts=counts.get("conflicts", 0),
        corrections=counts.get("corrects", 0) + counts.get("retracts", 0),
        updates=counts.get("updates", 0),
        written=written,
    )


def _part_digest(part: str, marks: Mapping[str, str]) -> str:
    return digest(part, METHOD, repr(SETTINGS), FORMS["copies"], *(text for mark in sorted(marks.items()) for text in mark))


def _by_page(verdicts: ClaimVerdicts) -> Mapping[str, Sequence[ClaimVerdict]]:
    found: defaultdict[str, list[ClaimVerdict]] = defaultdict(list)
    for verdict in verdicts.by_ends.values():
        for page in sorted({end[0] for end in verdict.ends}):
            found[page].append(verdict)
    return found
