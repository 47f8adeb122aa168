"""Which judgements belong to which claim or attribution, also after the page was read again or has changed.

In: the judgements on one page and what stands there now. Out: for each row its judgements, and those adrift. A judgement
belongs to the row of its id; where that is gone, to the one row with the same words by the same sources in the same
surroundings; else it is adrift. People count for more than rules (`rule:NAME`), rules for more than models
(`model:NAME`), and of equals the last one. It forgets nothing: what was withdrawn is still listed.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sayso.records import Analysis, Attribution, Claim, Judgement, KeptJudgement, Span, TextQuote, text_of
from sayso.records.codec import to_plain

__all__ = ["Attached", "Candidate", "Review", "attach_judgements", "candidate_of", "candidates_of", "describe", "review_of"]

#: Characters of text kept on either side of an attribution's words.
ANCHOR_LENGTH: Final = 32
VERDICTS: Final = frozenset({"accept", "reject"})
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


@dataclass(frozen=True, slots=True)
class Review:
    """What people decided about a row: `verdict` is accept, reject or null.

    `changed` says that the verdict was given on other words or other sources than the row has now.
    """

    verdict: str | None
    changed: bool
    judgements: tuple[Judgement, ...]


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
    standing = list(candidates)
    homes = {subject: _find_home(item, standing) for subject, item in _last_of_each(kept).items()}
    by_subject: dict[str, list[Judgement]] = {}
    adrift: list[Judgement] = []
    in_force = {judgement.id for judgement in _in_force(item.judgement for item in kept)}
    for item in kept:
        judgement, home = item.judgement, homes[item.judgement.subject]
        by_subject.setdefault(judgement.subject, []).append(judgement)
        if home is not None and home != judgement.subject:
            by_subject.setdefault(home, []).append(judgement)
        elif home is None and judgement.id in in_force:
            adrift.append(judgement)
    return Attached({subject: tuple(found) for subject, found in by_subject.items()}, tuple(adrift))


def review_of(candidate: Candidate, judgements: Sequence[Judgement]) -> Review:
    """What these judgements of a row, oldest first, come to."""
    in_force = _in_force(judgements)
    decisive = max(enumerate(in_force), key=lambda pair: (_weight(pair[1].user), pair[0]), default=(0, None))[1]
    if decisive is None:
        return Review(None, False, tuple(judgements))
    words = decisive.anchor.exact if decisive.anchor is not None else candidate.quote.exact
    changed = words != candidate.quote.exact or _names_before(decisive) not in (None, candidate.names)
    return Review(decisive.action, changed, tuple(judgements))


def _last_of_each(kept: Iterable[KeptJudgement]) -> dict[str, KeptJudgement]:
    """The last verdict on each subject, or its last judgement where it has no verdict: what it is found again by."""
    found: dict[str, KeptJudgement] = {}
    for item in kept:
        if item.judgement.action in VERDICTS or item.judgement.subject not in found:
            found[item.judgement.subject] = item
    return found


def _find_home(item: KeptJudgement, candidates: Sequence[Candidate]) -> str | None:
    """The id of the row that a judgement belongs to now; null if there is none, or no telling which."""
    judgement = item.judgement
    if item.current or judgement.anchor is None:
        return judgement.subject if item.current else None
    names, anchor = _names_before(judgement), judgement.anchor
    alike = [c for c in candidates if c.id[:1] == judgement.subject[:1] and c.quote.exact == anchor.exact and c.names == names]
    scored = [(_agreement(anchor, candidate.quote), candidate.id) for candidate in alike]
    best = max((score for score, _ in scored), default=0)
    ids = [subject for score, subject in scored if score == best]
    return ids[0] if best and len(ids) == 1 else None


def _agreement(left: TextQuote, right: TextQuote) -> int:
    """How many of the two surroundings are the same, blanks apart."""
    return sum(
        " ".join(a.split()) == " ".join(b.split()) for a, b in ((left.prefix, right.prefix), (left.suffix, right.suffix))
    )


def _in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The verdicts that nobody took back, oldest first; taking back a withdrawal puts its verdict in force again."""
    withdrawn: set[str] = set()
    found: list[Judgement] = []
    for judgement in reversed(list(judgements)):
        if judgement.id in withdrawn:
            continue
        if judgement.withdraws is not None:
            withdrawn.add(judgement.withdraws)
        elif judgement.action in VERDICTS:
            found.append(judgement)
    return found[::-1]


def _weight(user: str) -> int:
    return next(weight for weight, beginning in enumerate(WEIGHTS) if user.startswith(beginning))


def _names_before(judgement: Judgement) -> tuple[str | None, ...] | None:
    """The names of the sources when it was judged; null where that was not noted."""
    before: Any = json.loads(judgement.before) if judgement.before is not None else None
    return tuple(before["names"]) if isinstance(before, dict) and "names" in before else None


def _quote(text: str, spans: Sequence[Span]) -> TextQuote:
    start = min((span.start for span in spans), default=0)
    end = max((span.end for span in spans), default=0)
    return TextQuote(text_of(text, spans), text[max(0, start - ANCHOR_LENGTH) : start], text[end : end + ANCHOR_LENGTH])
