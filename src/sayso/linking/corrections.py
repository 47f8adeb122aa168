"""What was corrected and withdrawn: which claims a correction or a withdrawal is about, and who still carries them.

In: groups of claims, oldest first. Out: `corrects` and `retracts` links. A correction block names what was wrong ("an earlier
version said P", "not Q") and what is right; the wrong version is looked for in older texts of the same page, of its house and
of their copies. A withdrawal ("withdrew its report that P") is about what the same party said before. Rows stay as they are;
that they are corrected is told by the links.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal

from sayso.knowledge.outlets import fold_name
from sayso.languages.claim_lexicon import load_claim_lexicon, sense_of
from sayso.linking.claim_groups import ClaimGroup
from sayso.linking.claim_pairs import compare_claims
from sayso.linking.claim_profiles import ClaimProfile, HopProfile
from sayso.linking.claim_words import WordedClaim, whole_span
from sayso.linking.conflicts import find_differences
from sayso.records import LinkKind, LinkReason, RecordLink
from sayso.records.ids import link_id

__all__ = ["CorrectionPart", "correction_part", "find_corrections", "status_of", "still_carried"]

#: What a claim is to a correction: what was wrong, what is right, or what is withdrawn.
CorrectionPart = Literal["wrong", "right", "withdrawn"]
#: What a pair needs where one side is a few words of a correction: nearly all of them stand in the other.
CONTAINED, CONTAINED_WITHDRAWAL = 0.7, 0.5
NEGATED_TAIL: Final = re.compile(r"[,;]? (?:and )?(?:not|rather than|instead of) (?P<wrong>[^,.;]+)[.]?$")
WORDS: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Target:
    """A claim that a correction may be about, and how well it fits."""

    claim: WordedClaim
    score: float


def correction_part(profile: ClaimProfile) -> CorrectionPart | None:
    """What a claim is to a correction, by its words, its source and its block; null where it is an ordinary claim."""
    lists = load_claim_lexicon().lists
    speaker = profile.speaker
    if speaker is not None and _is_withdrawal(speaker, profile.words):
        return "withdrawn"
    named = fold_name(speaker.hop.name or "") if speaker is not None else ""
    cue = (speaker.cue or "").lower() if speaker is not None else ""
    if any(phrase in named for phrase in lists["corrections.versions"]) or any(
        phrase in cue for phrase in lists["corrections.phrases"]
    ):
        return "wrong"
    words = " ".join(profile.words.lower().split())
    if any(phrase in words for phrase in lists["corrections.versions"] | lists["corrections.phrases"]):
        return "right" if any(phrase in words for phrase in lists["corrections.introductions"]) else "wrong"
    return "right" if profile.role == "correction" else None


def find_corrections(groups: Sequence[ClaimGroup], weights: Mapping[str, float]) -> Iterator[RecordLink]:
    """The links of corrections and withdrawals to what they are about."""
    parts: dict[str, list[tuple[CorrectionPart, WordedClaim]]] = {}
    index: defaultdict[str, list[WordedClaim]] = defaultdict(list)
    back: list[WordedClaim] = []
    for group in groups:
        part = correction_part(group.first.profile)
        for profile in group.members:
            claim = group.first if profile is group.first.profile else replace(group.first, profile=profile)
            if part is None:
                for key in _keys(profile):
                    index[key].append(claim)
            elif part == "withdrawn":
                back.append(claim)
            else:
                parts.setdefault(profile.claim.document, []).append((part, claim))
    for claim in back:
        yield from _withdrawn(claim, index, weights)
    for ones in parts.values():
        yield from _corrected(ones, index, weights)


def status_of(claim: str, links: Iterable[RecordLink]) -> Literal["standing", "corrected", "withdrawn"]:
    """Whether a claim stands, by the links that point at it; what is withdrawn is not only corrected."""
    kinds = {link.kind for link in links if link.right == claim}
    if "retracts" in kinds:
        return "withdrawn"
    return "corrected" if "corrects" in kinds else "standing"


def still_carried(claim: str, links: Iterable[RecordLink], profiles: Iterable[ClaimProfile]) -> tuple[ClaimProfile, ...]:
    """The claims on other pages that say the same and that no link calls corrected or withdrawn, oldest first."""
    joined: dict[str, set[str]] = {}
    gone: set[str] = set()
    for link in links:
        if link.kind == "same_claim":
            joined.setdefault(link.left, set()).add(link.right)
            joined.setdefault(link.right, set()).add(link.left)
        elif link.kind in {"corrects", "retracts"}:
            gone.add(link.right)
    met, waiting = {claim}, [claim]
    while waiting:
        fresh = joined.get(waiting.pop(), set()) - met
        met |= fresh
        waiting += fresh
    known = {profile.claim.id: profile for profile in profiles}
    own = known[claim].page if claim in known else None
    found = (known[one] for one in met - gone - {claim} if one in known and known[one].page != own)
    return tuple(sorted(found, key=lambda profile: (profile.day or "", profile.url, profile.claim.id)))


def _is_withdrawal(speaker: HopProfile, words: str) -> bool:
    """Whether a cue takes back what was said: "withdrew its report", or "withdrew" and then "its report that"."""
    stems = [sense_of(word).stem for word in WORDS.findall((speaker.cue or "").lower())]
    verbs, nouns = _stems_of("corrections.withdrawals"), _stems_of("corrections.withdrawn")
    if not verbs & set(stems):
        return False
    opening = words.split(" that ", 1)[0] if " that " in words else ""
    stems += [sense_of(word).stem for word in WORDS.findall(opening.lower())[:3]]
    return bool(nouns & set(stems)) or sense_of("withdraw").stem not in stems


@cache
def _stems_of(name: str) -> frozenset[str]:
    """The stems of a list of words."""
    return frozenset(sense_of(word).stem for word in load_claim_lexicon().lists[name])


def _keys(profile: ClaimProfile) -> set[str]:
    """What a claim is found by when it is corrected or taken back: its page, its house, and who stands in its chain."""
    found = {profile.page, profile.house} | {party for hop in profile.hops for party in _parties(hop)}
    return {key for key in found if key is not None}


def _withdrawn(
    claim: WordedClaim, index: Mapping[str, list[WordedClaim]], weights: Mapping[str, float]
) -> Iterator[RecordLink]:
    """What a party took back: the same thing, said before, by a chain that this party stands in."""
    speaker = claim.profile.speaker
    if speaker is None:
        return
    parties = _parties(speaker) or {claim.profile.house or ""}
    for other in _found(index, parties):
        if _is_later(other.profile, claim.profile) or other.is_denial:
            continue
        if {claim.side, other.side} == {"+", "-"} and not claim.is_denial:
            continue
        likeness = compare_claims(claim, other, weights)
        if likeness.measures[1] >= CONTAINED_WITHDRAWAL and likeness.score >= CONTAINED_WITHDRAWAL:
            yield _link("retracts", claim, other, likeness.score, "withdrawal", speaker.cue or "")


def _found(index: Mapping[str, list[WordedClaim]], keys: Iterable[str]) -> list[WordedClaim]:
    """The claims under any of the keys, each once, oldest first."""
    found = {claim.profile.claim.id: claim for key in sorted(keys) for claim in index.get(key, ())}
    return sorted(found.values(), key=lambda claim: (claim.profile.day or "", claim.profile.claim.id))


def _parties(hop: HopProfile) -> set[str]:
    """What a party is called: the key of the hop, and the telling words of its name in any order."""
    folded = fold_name(hop.hop.name or "").split()
    if hop.source_kind in {"anonymous", "pronoun", "none"} or not folded:
        return set()
    stems = sorted(sense_of(word).stem for word in folded if word not in load_claim_lexicon().lists["light.words"])
    return {key for key in (hop.key, hop.house, f"words {' '.join(stems)}") if key}


def _corrected(
    parts: Sequence[tuple[CorrectionPart, WordedClaim]], index: Mapping[str, list[WordedClaim]], weights: Mapping[str, float]
) -> Iterator[RecordLink]:
    """What the corrections of one document are about."""
    wrong = [claim for part, claim in parts if part == "wrong"]
    right = [claim for part, claim in parts if part == "right"]
    document = parts[0][1].profile
    keys = {key for key in (document.page, document.house) if key is not None}
    older = [one for one in _found(index, keys) if _is_older_text(one.profile, document)]
    for claim in wrong:
        said = next((one for one in right if _follows(one, claim)), claim)
        for target in _targets(claim, older, weights):
            yield _link("corrects", said, target.claim, target.score, "correction", claim.profile.words)
    for claim in right:
        if any(_follows(claim, one) for one in wrong):
            continue
        for target in _contradicted(claim, older, weights):
            yield _link("corrects", claim, target.claim, target.score, "correction", claim.profile.words)


def _follows(right: WordedClaim, wrong: WordedClaim) -> bool:
    """Whether what is right stands behind what was wrong in one block."""
    if not right.profile.claim.contents or not wrong.profile.claim.contents:
        return False
    return 0 <= right.profile.claim.contents[0].start - wrong.profile.claim.contents[-1].end < 200


def _targets(claim: WordedClaim, older: Sequence[WordedClaim], weights: Mapping[str, float]) -> Iterator[_Target]:
    """The older claims that hold the wrong version: its words, and no other figure or day."""
    for other in older:
        likeness = compare_claims(claim, other, weights)
        score = max(likeness.score, likeness.measures[1] if likeness.shared else 0.0, _figures_met(claim, other))
        if score >= CONTAINED and not any(one.kind in {"value", "date", "place"} for one in find_differences(claim, other)):
            yield _Target(other, score)


def _figures_met(claim: WordedClaim, other: WordedClaim) -> float:
    """How much a bare figure ("5,000 litres") says of a claim that has it."""
    if claim.stems - {figure.noun for figure in claim.figures} or not claim.figures:
        return 0.0
    return CONTAINED * all(
        any(abs(one.low - two.low) <= 0.2 * one.low and one.noun == two.noun for two in other.figures) for one in claim.figures
    )


def _contradicted(claim: WordedClaim, older: Sequence[WordedClaim], weights: Mapping[str, float]) -> Iterator[_Target]:
    """The older claims that differ from what is said to be right, in what it says was not so or in one thing."""
    tail = NEGATED_TAIL.search(claim.profile.words)
    for other in older:
        likeness = compare_claims(claim, other, weights)
        if tail is not None:
            wrong = {word.lower() for word in re.findall(r"\w+", tail["wrong"])} - load_claim_lexicon().lists["light.words"]
            written = {word.lower() for word in re.findall(r"\w+", other.profile.words)}
            if wrong and wrong <= written and (likeness.shared or likeness.score > 0.2):
                yield _Target(other, max(CONTAINED, likeness.score))
        elif likeness.score >= CONTAINED and len(find_differences(claim, other)) == 1:
            yield _Target(other, likeness.score)


def _is_older_text(one: ClaimProfile, new: ClaimProfile) -> bool:
    """Whether a claim stands in a text of the page or the house that is not younger; copies elsewhere are not."""
    if one.claim.document == new.claim.document or _is_later(one, new):
        return False
    return one.page == new.page or (one.house is not None and one.house == new.house)


def _is_later(one: ClaimProfile, other: ClaimProfile) -> bool:
    return one.day is not None and other.day is not None and one.day > other.day


def _link(kind: LinkKind, left: WordedClaim, right: WordedClaim, score: float, method: str, words: str) -> RecordLink:
    one, other = left.profile, right.profile
    reasons = (
        LinkReason("wording", one.words, other.words, score, whole_span(one), whole_span(other)),
        LinkReason(method, words, other.words, 0.0, None, whole_span(other)),
    )
    own = link_id(kind, one.claim.id, other.claim.id)
    return RecordLink(own, one.claim.id, other.claim.id, kind, "suggested", round(score, 3), method, reasons)
