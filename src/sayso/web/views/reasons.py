"""Why two things are joined, with the words of both sides, the reasons with their scores, and what a person may say to it.

In: an `Answer`. Out: `Why`s, each of which a page can open, and `Verdict`s that people gave. It joins and parts nothing.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sayso.export.wording import name_houses, relate, strip_marks, tell_day
from sayso.linking.answers import Answer, Wording, says_same
from sayso.linking.claim_verdicts import ClaimVerdict
from sayso.linking.family_tree import TreeRow
from sayso.linking.reasons import turn_reason
from sayso.records import LinkKind, LinkReason, RecordLink

__all__ = ["Judged", "Quoted", "Reason", "Reasoner", "Switch", "Why", "tell_judged"]

#: Reasons of a link that are shown; JSON has all.
MOST_REASONS: Final = 8
#: What somebody who accepts or rejects a link of a kind says by it.
SAYINGS: Final[dict[LinkKind, tuple[str, str]]] = {
    "same_claim": ("the same", "not the same"),
    "denies": ("it denies it", "it does not deny it"),
    "conflicts": ("they do not go together", "they go together"),
    "corrects": ("it corrects it", "it does not correct it"),
    "retracts": ("it withdraws it", "it does not withdraw it"),
    "updates": ("it updates it", "it does not update it"),
}


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words of one side as its page has them, with what stands before and behind them."""

    before: str
    words: str
    behind: str
    claim: str
    document: str
    house: str
    day: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for a link, or against it."""

    rule: str
    left: str
    right: str
    score: float


@dataclass(frozen=True, slots=True)
class Switch:
    """A link between claims that a person can settle; `said` is what they have said of it already."""

    left: str
    right: str
    kind: LinkKind
    yes: str
    no: str
    said: str


@dataclass(frozen=True, slots=True)
class Why:
    """Why something is so: the sentence, both sides, how sure it is, what speaks for it. A link may be missing."""

    words: str
    sides: tuple[Quoted, ...]
    relation: str
    score: float | None
    method: str
    reasons: tuple[Reason, ...]
    more: int
    switch: Switch | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision in force about a link: what was said of which words, by whom and when."""

    judgement: str
    line: str
    left: str
    right: str
    user: str
    day: str
    note: str | None


class Reasoner:
    """The reasons of one answer; holds what is looked up."""

    def __init__(self, answer: Answer) -> None:
        told = (*answer.wordings, *(other for bearing in answer.bearings for other in bearing.others))
        self._wordings = {wording.claim.id: wording for wording in told}
        self._links: dict[str, list[RecordLink]] = defaultdict(list)
        self._same: defaultdict[str, list[RecordLink]] = defaultdict(list)
        for link in answer.links:
            self._links[link.id].append(link)
            if says_same(link):
                self._same[link.left].append(link)
                self._same[link.right].append(link)

    def explain_step(self, row: TreeRow, above: str | None) -> Why:
        """Why a page stands where it does in the tree; `above` is the claim that it stands below."""
        link = self._find(row)
        same = self._join(row.claim, above)
        sides = [key for key in (row.claim, above or (_other(same, row.claim) if same else None)) if key]
        shown = link or same
        is_turned = shown is not None and shown.left not in (row.claim, row.document)
        return self._why(row.words, sides, shown, same, is_turned=is_turned)

    def explain_link(self, link: RecordLink, words: str = "") -> Why:
        """Why a link between claims is there."""
        return self._why(words, [link.left, link.right], link, link)

    def _find(self, row: TreeRow) -> RecordLink | None:
        """The link that a step rests on; of two with one id that of its document."""
        found = self._links.get(row.link or "", [])
        return next((link for link in found if link.left == row.document), found[0] if found else None)

    def _join(self, claim: str | None, above: str | None) -> RecordLink | None:
        """The link that makes a claim one of the answer: that to the claim above it, else the surest."""
        own = self._same.get(claim or "", [])
        direct = [link for link in own if above in (link.left, link.right)]
        return min(direct or own, key=lambda link: (link.state != "confirmed", -link.score, link.id), default=None)

    def _why(
        self, words: str, sides: Sequence[str], link: RecordLink | None, switch: RecordLink | None, *, is_turned: bool = False
    ) -> Why:
        """`is_turned` says that the first side stands at the right end of the link."""
        reasons = _reasons(link.evidence, is_turned=is_turned) if link is not None else ()
        return Why(
            words=words,
            sides=tuple(_quote(self._wordings[key]) for key in dict.fromkeys(sides) if key in self._wordings),
            relation=relate(link, is_left=not is_turned) if link is not None else "",
            score=link.score if link is not None else None,
            method=link.method if link is not None else "",
            reasons=reasons[:MOST_REASONS],
            more=max(0, len(reasons) - MOST_REASONS),
            switch=None if switch is None else _switch(switch),
        )


def tell_judged(verdicts: Iterable[ClaimVerdict]) -> tuple[Judged, ...]:
    """The decisions as lines."""
    return tuple(_judged(verdict) for verdict in verdicts)


def _judged(verdict: ClaimVerdict) -> Judged:
    last = verdict.judgements[-1]
    described = next((one.before for one in reversed(verdict.judgements) if one.before), "{}")
    before: Any = json.loads(described)
    left, right = (str(words) for words in before.get("words", ("", "")))
    yes, no = SAYINGS.get(verdict.kind, ("so", "not so"))
    line = yes if verdict.action == "accept" else no
    return Judged(last.id, line, left, right, last.user, last.at[:10], last.note)


def _switch(link: RecordLink) -> Switch | None:
    if link.kind not in SAYINGS:
        return None
    yes, no = SAYINGS[link.kind]
    return Switch(link.left, link.right, link.kind, yes, no, yes if link.state == "confirmed" else "")


def _other(link: RecordLink, claim: str | None) -> str:
    return link.right if link.left == claim else link.left


def _quote(wording: Wording) -> Quoted:
    quoted = wording.claim.evidence
    words = quoted.exact if len(wording.claim.contents) == 1 else strip_marks(wording.words)
    before, behind = (quoted.prefix, quoted.suffix) if words == quoted.exact else ("", "")
    house, page = name_houses(wording)
    return Quoted(
        before=_last_line(before),
        words=words,
        behind=behind.partition("\n")[0],
        claim=wording.claim.id,
        document=wording.claim.document,
        house=f"{house} on {page}" if page else house,
        day=tell_day(wording),
    )


def _last_line(text: str) -> str:
    """What stands on the same line before the words, from a whole word on."""
    line = text.rpartition("\n")[2]
    return line if line != text or " " not in line else line.partition(" ")[2]


def _reasons(evidence: Sequence[LinkReason], *, is_turned: bool) -> tuple[Reason, ...]:
    ordered = sorted(evidence, key=lambda reason: -abs(reason.score))
    told = (turn_reason(one) if is_turned else one for one in ordered)
    return tuple(Reason(one.rule, one.left, one.right, one.score) for one in told)
