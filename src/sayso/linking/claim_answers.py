"""Denials that name what they deny by a noun alone: "denied the accusation", "rejected the charges".

In: profiles of claims. Out: a `denies` link from each such denial to the claim before it, in the same document, that it
answers: an accusation of the one who denies it, or, for "the claim" and "the report", what somebody else said last. Where
nothing is said that could be meant there is no link.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sayso.knowledge.outlets import fold_name
from sayso.languages.claim_lexicon import sense_of
from sayso.linking.claim_parties import is_blame, is_denial
from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.claim_stems import stems_of_name, tokens_of
from sayso.linking.claim_words import whole_span
from sayso.records import LinkReason, RecordLink
from sayso.records.ids import link_id

__all__ = ["find_answered"]

#: So far before a denial, in claims of its document, what it answers stands.
NEAR: Final = 6
SCORE: Final = 0.7
#: Speakers who answer for somebody else.
SPOKEN_FOR: Final = frozenset({"role", "anonymous", "pronoun"})
_OPENING: Final = r"(?:that |of |any |all |both |the |these |those |this |such |its |his |her |their |a )*"
ACCUSATION: Final = re.compile(
    rf"{_OPENING}(?:accusations?|allegations?|charges?|blame|involvement|responsibility|guilt|wrongdoing|complicity)"
    r"(?: against (?:it|him|her|them)| in it)?\W*",
    re.IGNORECASE,
)
STATEMENT: Final = re.compile(
    rf"{_OPENING}(?:claims?|reports?|statements?|version|account|assertions?|story)\W*", re.IGNORECASE
)


def find_answered(profiles: Iterable[ClaimProfile]) -> Iterator[RecordLink]:
    """The links, in the order of the denials."""
    by_document: defaultdict[str, list[ClaimProfile]] = defaultdict(list)
    for one in profiles:
        by_document[one.claim.document].append(one)
    for own in by_document.values():
        ordered = sorted(own, key=lambda one: (one.claim.contents[0].start if one.claim.contents else 0, one.claim.id))
        for place, one in enumerate(ordered):
            answered = _answered(one, ordered[max(0, place - NEAR) : place])
            if answered is not None:
                yield _link(one, answered)


def _answered(one: ClaimProfile, before: Sequence[ClaimProfile]) -> ClaimProfile | None:
    """What a denial answers; null where it is none, or says itself what it denies."""
    if not is_denial(one):
        return None
    if ACCUSATION.fullmatch(one.words):
        own = _names(one)
        named = next((other for other in reversed(before) if _accuses(other) and own & _stems(other)), None)
        return named or (_last_accusation(before) if one.speaker and one.speaker.source_kind in SPOKEN_FOR else None)
    if STATEMENT.fullmatch(one.words):
        last = before[-1] if before else None
        return last if last is not None and last.speaker is not None and _names(last).isdisjoint(_names(one)) else None
    return None


def _last_accusation(before: Sequence[ClaimProfile]) -> ClaimProfile | None:
    """What a spokesman answers whose party no accusation names: the last one."""
    found = (one for one in reversed(before) if one.speaker is not None and one.speaker.cue_kind == "accusation")
    return next((one for one in found if not is_denial(one)), None)


def _accuses(one: ClaimProfile) -> bool:
    """Whether a claim puts the blame on somebody, and is no denial itself."""
    speaker = one.speaker
    kind = speaker.cue_kind if speaker is not None else None
    return not is_denial(one) and (kind == "accusation" or is_blame(one.words, one) or kind in {"speech", "report", "claim"})


def _names(one: ClaimProfile) -> frozenset[str]:
    speaker = one.speaker
    names = () if speaker is None else (speaker.hop.name or "", *(speaker.actor.names if speaker.actor is not None else ()))
    return frozenset(stem for name in names for stem in stems_of_name(name))


def _stems(one: ClaimProfile) -> frozenset[str]:
    words = [token.group() for token in tokens_of(one.words)]
    return frozenset((*map(fold_name, words), *(sense_of(word.lower()).stem for word in words)))


def _link(denial: ClaimProfile, answered: ClaimProfile) -> RecordLink:
    ends = denial.claim.id, answered.claim.id
    spans = [whole_span(side) for side in (denial, answered)]
    reason = LinkReason("answers", denial.words, answered.words, SCORE, *spans)
    return RecordLink(
        link_id("denies", *ends), *ends, "denies", "suggested", SCORE, "denial of what was said before", (reason,)
    )
