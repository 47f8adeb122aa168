"""A document as people left it: the fold of all judgements on its page over what the machine found in it.

In: an `Analysis` as it was read, and the judgements on its page. Out: a `Folded`. What people added is put in, what they edited
is changed under the machine's id, what they rejected is named; decisions on an attribution reach the claims that it makes. It
reads and writes nothing, so the same log gives the same document whatever was read in between.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from sayso.bookkeeping.adding import make_addition
from sayso.bookkeeping.editing import edit_attribution, edit_claim, with_chain, with_contents
from sayso.bookkeeping.given import hop_of
from sayso.linking.anchors import find_spans
from sayso.linking.judgements import Candidate, attach_judgements, candidates_of, in_force, review_of, weight_of
from sayso.records import Analysis, Attribution, Claim, Judgement, KeptJudgement, Review, Reviewed, Span, merge_spans

__all__ = ["ON_PASSAGES", "Folded", "fold", "innermost_of", "standing_of"]

Row = TypeVar("Row", Claim, Attribution)
#: Judgements on a document: their subject is no claim or attribution.
ON_PASSAGES: Final = frozenset({"check"})


@dataclass(frozen=True, slots=True)
class Folded:
    """A document as people left it; `candidates` are its rows as the machine, or whoever added them, first had them.

    `added` are the ids of the rows that the machine does not have, each with the judgement that added it.
    """

    reviewed: Reviewed
    candidates: Mapping[str, Candidate]
    added: Mapping[str, str]


def fold(analysis: Analysis, kept: Sequence[KeptJudgement]) -> Folded:
    """The document as these judgements on its page, oldest first, leave it."""
    return _Fold(analysis, [item for item in kept if item.judgement.subject[:1] in "acd"]).result()


def standing_of(reviewed: Reviewed) -> Analysis:
    """What counts of a document: without the rows that were rejected."""
    analysis, rejected = reviewed.analysis, reviewed.rejected
    if not rejected:
        return analysis
    return replace(
        analysis,
        attributions=tuple(one for one in analysis.attributions if one.id not in rejected),
        claims=tuple(one for one in analysis.claims if one.id not in rejected),
    )


def innermost_of(claim: Claim) -> str | None:
    """The attribution that a claim is made by."""
    return next((hop.attribution for hop in reversed(claim.chain) if hop.attribution), None)


class _Fold:
    """One pass over one document."""

    def __init__(self, analysis: Analysis, kept: Sequence[KeptJudgement]) -> None:
        self.counted = in_force(item.judgement for item in kept)
        self.by_attribution: dict[str, Judgement] = {}
        self.by_claim: dict[str, Judgement] = {}
        known = {one.id for one in analysis.attributions} | {one.id for one in analysis.claims}
        self.base = self._with_added(analysis)
        self.added = {key: one.id for key, one in (*self.by_attribution.items(), *self.by_claim.items()) if key not in known}
        self.candidates = {candidate.id: candidate for candidate in candidates_of(self.base)}
        attached = attach_judgements([item for item in kept if item.judgement.subject[:1] != "d"], self.candidates.values())
        self.judgements = attached.by_subject
        self.adrift = list(attached.adrift)
        self.reviews: dict[str, Review] = {}
        self.first = {one.id: one for one in self.base.attributions}
        self.inner = {claim.id: innermost_of(claim) for claim in self.base.claims}
        self.followed: set[str] = set()

    def result(self) -> Folded:
        attributions = tuple(self._attribution(one) for one in self.base.attributions)
        now = {one.id: one for one in attributions}
        claims = tuple(self._claim(one, now) for one in self._following(now))
        rejected = frozenset(key for key, review in self.reviews.items() if review.state == "rejected")
        checked = merge_spans(self._checked())
        analysis = replace(self.base, attributions=attributions, claims=claims)
        placed = {one.id for one in self.by_attribution.values()}
        adrift = tuple({one.id: one for one in self.adrift if one.id not in placed}.values())
        return Folded(Reviewed(analysis, self.reviews, rejected, checked, adrift), self.candidates, self.added)

    # --- what people added, and which passages they checked ---

    def _with_added(self, analysis: Analysis) -> Analysis:
        """The analysis with what people added; of two with one id, the one that weighs more, else the later."""
        attributions, claims = list(analysis.attributions), list(analysis.claims)
        for judgement in _by_weight(one for one in self.counted if one.action == "add"):
            made = make_addition(_after(judgement), analysis)
            if made is not None:
                attribution, claim = made
                attributions = _put(attributions, attribution, lambda one: one.cue[0].start if one.cue else 0)
                self.by_attribution[attribution.id] = judgement
                if claim is not None:
                    claims = _put(claims, claim, lambda one: one.contents[0].start if one.contents else 0)
                    self.by_claim[claim.id] = judgement
        return replace(analysis, attributions=tuple(attributions), claims=tuple(claims))

    def _checked(self) -> Iterable[Span]:
        for judgement in self.counted:
            if judgement.action in ON_PASSAGES and judgement.anchor is not None:
                after, quote = _after(judgement), judgement.anchor
                part = {"span": after["span"], "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}
                is_same = after["document"] == self.base.document.id
                found = find_spans(self.base.document.text, [part], is_same_text=is_same)
                if found is None:
                    self.adrift.append(judgement)
                else:
                    yield from found

    # --- what people changed ---

    def _attribution(self, item: Attribution) -> Attribution:
        added = self.by_attribution.get(item.id)
        judgements = self._own(item.id, added)
        self.reviews[item.id] = review_of(self.candidates[item.id], judgements, is_added=added is not None)
        return self._edited(item, judgements, edit_attribution)

    def _claim(self, item: Claim, attributions: Mapping[str, Attribution]) -> Claim:
        """A claim with its own edits made, and its review: its own, else what follows from that of its attribution."""
        added = self.by_claim.get(item.id)
        judgements = self._own(item.id, added)
        review = review_of(self.candidates[item.id], judgements, is_added=added is not None)
        claim = self._edited(item, judgements, edit_claim)
        inner = attributions.get(self.inner.get(item.id) or "")
        above = self.reviews.get(inner.id) if inner is not None else None
        if review.verdict is None and above is not None:
            is_superseded = inner is not None and inner.id in self.by_attribution and added is None
            if above.state == "rejected" or is_superseded:
                review = Review("reject", False, (*above.judgements, *judgements), "rejected")
            elif item.id in self.followed:
                review = Review(None, False, (*above.judgements, *judgements), "edited")
        self.reviews[item.id] = review
        state = "edited" if review.state == "rejected" and claim != item else review.state
        return replace(claim, review=claim.review if state == "rejected" else state)

    def _following(self, attributions: Mapping[str, Attribution]) -> Iterable[Claim]:
        """The claims, those changed whose attribution has other sources or contents now."""
        edited = {key: old for key, old in self.first.items() if attributions[key] != old}
        siblings = {key: [claim for claim in self.base.claims if self.inner[claim.id] == key] for key in edited}
        for claim in self.base.claims:
            new = claim
            for key, old in edited.items():
                new = _follow(new, old, attributions[key], self.base, siblings[key])
            if new != claim:
                self.followed.add(claim.id)
            yield new

    def _own(self, subject: str, added: Judgement | None) -> tuple[Judgement, ...]:
        """The judgements on a row, that which added it first."""
        own = self.judgements.get(subject, ())
        return own if added is None or any(one.id == added.id for one in own) else (added, *own)

    def _edited(self, item: Row, judgements: Iterable[Judgement], edit: Callable[[Row, Any, Analysis], Row | None]) -> Row:
        for judgement in _by_weight(one for one in in_force(judgements) if one.action == "edit"):
            edited = edit(item, _after(judgement), self.base)
            if edited is None:
                self.adrift.append(judgement)
            else:
                item = edited
        return item


def _follow(claim: Claim, old: Attribution, new: Attribution, analysis: Analysis, siblings: Sequence[Claim]) -> Claim:
    """A claim after one of its attributions was edited: the hop has the new source, the contents are the new ones.

    Where an attribution makes several propositions, each keeps what of it lies within the new contents.
    """
    hops = [hop for hop in claim.chain if hop.attribution == new.id and hop.role == "source"]
    own_ids = {one.id for one in siblings}
    group = [one.id for one in siblings if one.contents == claim.contents and claim.id in own_ids]
    if len(hops) == 1 and new.sources != old.sources and (len(group) < 2 or len(group) == len(new.sources)):
        # Joint sources are a claim each: the first has the first source, and so on.
        own = new if len(group) < 2 else replace(new, sources=(new.sources[group.index(claim.id)],))
        told = hop_of(analysis, own)
        told = replace(told, said=hops[0].said, hedges=hops[0].hedges, channel=told.channel or hops[0].channel)
        claim = with_chain(claim, tuple(told if hop is hops[0] else hop for hop in claim.chain))
    if new.contents == old.contents or not new.contents or claim.id not in own_ids:
        return claim
    if len({one.contents for one in siblings}) == 1:
        return with_contents(claim, new.contents, analysis.document.text)
    cut = tuple(
        Span(max(one.start, other.start), min(one.end, other.end))
        for one in claim.contents
        for other in new.contents
        if one.overlaps(other)
    )
    return with_contents(claim, cut, analysis.document.text) if cut and cut != claim.contents else claim


def _put(rows: list[Row], row: Row, start: Callable[[Row], int]) -> list[Row]:
    """The rows with one more, in the order of the text; in the place of one with its id."""
    if any(one.id == row.id for one in rows):
        return [row if one.id == row.id else one for one in rows]
    before = sum(1 for one in rows if start(one) <= start(row))
    listed = list(rows)
    listed.insert(before, row)
    return listed


def _by_weight(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Those of models first, then those of rules, then those of people: what comes last has the last word."""
    return sorted(judgements, key=lambda one: weight_of(one.user))


def _after(judgement: Judgement) -> Mapping[str, Any]:
    plain: Mapping[str, Any] = json.loads(judgement.after or "{}")
    return plain
