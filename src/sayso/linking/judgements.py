"""Which judgements belong to which claim or attribution, also after the page was read again or has changed.

In: the judgements on one page and what stands there now. Out: for each row its judgements, and those adrift. A judgement
belongs to the row of its id; where that is gone, to the one row with the same words by the same sources in the same
surroundings; else it is adrift. People count for more than rules (`rule:NAME`), rules for more than models
(`model:NAME`), and of equals the last one; nobody can take back what somebody said who counts for more. It forgets nothing:
what was withdrawn is still listed. What an edit makes of a row is not decided here.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sayso.linking.anchors import agreement, quote_span
from sayso.records import (
    Analysis,
    Attribution,
    Claim,
    Judgement,
    KeptJudgement,
    Review,
    ReviewState,
    Span,
    TextQuote,
    text_of,
)
from sayso.records.codec import to_plain

__all__ = [
    "Attached",
    "Candidate",
    "attach_judgements",
    "candidate_of",
    "candidates_of",
    "describe",
    "in_force",
    "review_of",
    "weight_of",
]

#: What decides about a row: whoever edits it accepts it as it is then.
VERDICTS: Final = {"accept": "accept", "reject": "reject", "edit": "accept"}
#: Who decides weighs more the later it stands here; a user without such a beginning is a person.
WEIGHTS: Final = ("model:", "rule:", "")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim or attribution that a judgement may belong to: its words, and the names of its sources as written."""

    id: str
    quote: TextQuote
    names: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Attached:
    """Judgements by the id of what they belong to, oldest first, and those in force that belong to nothing any more."""

    by_subject: Mapping[str, tuple[Judgement, ...]]
    adrift: tuple[Judgement, ...]


def candidate_of(item: Claim | Attribution, text: str) -> Candidate:
    """What a judgement of this claim or attribution is anchored to."""
    if isinstance(item, Claim):
        return Candidate(item.id, item.evidence, tuple(hop.name for hop in item.chain if hop.role == "source"))
    spans = sorted((*item.cue, *item.contents))
    return Candidate(item.id, _quote(text, spans), (text_of(text, item.sources) or None,))


def candidates_of(analysis: Analysis) -> tuple[Candidate, ...]:
    """All that can be judged in a document."""
    items: tuple[Claim | Attribution, ...] = (*analysis.claims, *analysis.attributions)
    return tuple({item.id: candidate_of(item, analysis.document.text) for item in items}.values())


def describe(item: Claim | Attribution, names: Sequence[str | None]) -> str:
    """What a person had before them when they judged, as the JSON text of `Judgement.before`."""
    return json.dumps({"names": list(names), "record": to_plain(item)}, ensure_ascii=True, separators=(",", ":"))


def attach_judgements(kept: Sequence[KeptJudgement], candidates: Iterable[Candidate]) -> Attached:
    """The judgements on one page, oldest first, by what they belong to."""
    standing = {candidate.id: candidate for candidate in candidates}
    homes = {subject: _find_home(item.judgement, standing) for subject, item in _last_of_each(kept).items()}
    by_subject: dict[str, list[Judgement]] = {}
    adrift: list[Judgement] = []
    counted = {judgement.id for judgement in in_force(item.judgement for item in kept)}
    for item in kept:
        judgement, home = item.judgement, homes[item.judgement.subject]
        by_subject.setdefault(judgement.subject, []).append(judgement)
        if home is not None and home != judgement.subject:
            by_subject.setdefault(home, []).append(judgement)
        elif home is None and judgement.id in counted and judgement.action != "comment":
            adrift.append(judgement)
    return Attached({subject: tuple(found) for subject, found in by_subject.items()}, tuple(adrift))


def review_of(candidate: Candidate, judgements: Sequence[Judgement], *, is_added: bool = False) -> Review:
    """What these judgements of a row, oldest first, come to; `is_added` says that a person put it there."""
    counted = [one for one in in_force(judgements) if one.action in VERDICTS]
    state: ReviewState = "added" if is_added else "machine"
    decisive = max(enumerate(counted), key=lambda pair: (weight_of(pair[1].user), pair[0]), default=(0, None))[1]
    if decisive is None:
        return Review(None, False, tuple(judgements), state)
    words = decisive.anchor.exact if decisive.anchor is not None else candidate.quote.exact
    changed = words != candidate.quote.exact or _names_before(decisive) not in (None, candidate.names)
    if decisive.action == "reject":
        state = "rejected"
    elif any(one.action == "edit" for one in counted):
        state = "edited"
    elif not is_added:
        state = "accepted"
    return Review(VERDICTS[decisive.action], changed, tuple(judgements), state)


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """What nobody took back, oldest first; taking back a withdrawal puts what it took back in force again."""
    listed = list(judgements)
    by_id = {judgement.id: judgement for judgement in listed}
    withdrawn: set[str] = set()
    found: list[Judgement] = []
    for judgement in reversed(listed):
        if judgement.id in withdrawn:
            continue
        if judgement.withdraws is None:
            found.append(judgement)
        elif (other := by_id.get(judgement.withdraws)) is None or weight_of(judgement.user) >= weight_of(other.user):
            withdrawn.add(judgement.withdraws)
    return found[::-1]


def weight_of(user: str) -> int:
    """How much somebody's decision weighs: a person's most, a model's least."""
    return next(weight for weight, beginning in enumerate(WEIGHTS) if user.startswith(beginning))


def _last_of_each(kept: Iterable[KeptJudgement]) -> dict[str, KeptJudgement]:
    """The last verdict on each subject, or its last judgement where it has no verdict: what it is found again by."""
    found: dict[str, KeptJudgement] = {}
    for item in kept:
        if item.judgement.action in VERDICTS or item.judgement.subject not in found:
            found[item.judgement.subject] = item
    return found


def _find_home(judgement: Judgement, standing: Mapping[str, Candidate]) -> str | None:
    """The id of the row that a judgement belongs to now; null if there is none, or no telling which."""
    if judgement.subject in standing or judgement.anchor is None:
        return judgement.subject if judgement.subject in standing else None
    names, anchor = _names_before(judgement), judgement.anchor
    alike = [
        c for c in standing.values() if c.id[:1] == judgement.subject[:1] and c.quote.exact == anchor.exact and c.names == names
    ]
    scored = [(agreement(anchor, candidate.quote), candidate.id) for candidate in alike]
    best = max((score for score, _ in scored), default=0)
    ids = [subject for score, subject in scored if score == best]
    return ids[0] if best and len(ids) == 1 else None


def _names_before(judgement: Judgement) -> tuple[str | None, ...] | None:
    """The names of the sources when it was judged, or as a person added them; null where that was not noted."""
    for noted in (judgement.before, judgement.after):
        plain: Any = json.loads(noted) if noted is not None else None
        if isinstance(plain, dict) and "names" in plain:
            return tuple(plain["names"])
    return None


def _quote(text: str, spans: Sequence[Span]) -> TextQuote:
    """The words of several spans, and what stands around all of them."""
    start, end = min((span.start for span in spans), default=0), max((span.end for span in spans), default=0)
    around = quote_span(text, Span(start, end))
    return TextQuote(text_of(text, spans), around.prefix, around.suffix)
