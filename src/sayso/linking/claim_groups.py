"""Claims in the same words by the same source, taken together before anything is compared.

In: profiles of claims, what is known of copies, and verdicts. Out: `ClaimGroup`s, oldest first, each with one claim that
stands for it: a thousand copies of a page are one group for each of its claims. Contents of few words ("he is free") are one
only within a page, its versions and its copies. What a person holds apart stays apart.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.claim_stems import names_around, names_in
from sayso.linking.claim_verdicts import ClaimEnd, ClaimVerdicts, claim_end
from sayso.linking.claim_words import WordedClaim, count_stems, fold_contents, word_claim
from sayso.linking.unions import Unions
from sayso.records import RecordLink

__all__ = ["LATE", "ClaimGroup", "are_foreign", "families_of", "group_claims", "speaker_key"]

#: Contents with fewer telling words mean something only where they stand.
FEWEST_STEMS: Final = 3
#: Sources that are not the same for having the same name.
UNNAMED: Final = frozenset({"anonymous", "pronoun", "none", "survey", None})
#: Where a document without a day is put.
LATE: Final = "9999-99-99"


@dataclass(slots=True)
class ClaimGroup:
    """Claims in the same words: the one that stands for them, all of them, their houses and speakers with the days they spoke.

    `wording` is what the same words by other sources have in common, `judged` the claims that somebody judged, `around` the
    names in the document of the first one.
    """

    first: WordedClaim
    wording: str
    speaker: str
    around: frozenset[str] = frozenset()
    members: list[ClaimProfile] = field(default_factory=list)
    houses: dict[str, str] = field(default_factory=dict)
    judged: set[str | ClaimEnd] = field(default_factory=set)

    def add(self, profile: ClaimProfile) -> None:
        """Take a claim in; claims come oldest first, so the first day of a house is kept."""
        self.members.append(profile)
        for house in (profile.house, profile.page_house):
            if house is not None:
                self.houses.setdefault(house, profile.day or LATE)


def are_foreign(left: ClaimGroup, right: ClaimGroup) -> bool:
    """Whether both name somebody or some place, nothing in common, and nothing that the page of the other names at all.

    A party may be called by its country here and by its capital there; then one page or the other has both names.
    """
    ones, others = left.first.names | left.first.hinted, right.first.names | right.first.hinted
    return bool(left.first.names and right.first.names) and not (ones & others or ones & right.around or others & left.around)


def families_of(copies: Iterable[RecordLink]) -> dict[str, str]:
    """The family of each document that is a copy or has one: the least id of all that hang together."""
    unions, pairs = Unions(), [(link.left, link.right) for link in copies if link.kind == "copy"]
    for one, other in pairs:
        unions.join(one, other)
    return {document: unions.find(document) for pair in pairs for document in pair}


def group_claims(profiles: Iterable[ClaimProfile], families: Mapping[str, str], verdicts: ClaimVerdicts) -> list[ClaimGroup]:
    """The groups of claims, in the order of their first ones."""
    ordered = sorted(profiles, key=_when)
    names = names_in(ordered)
    around = names_around(ordered, names)
    found: dict[str, list[ClaimGroup]] = {}
    groups: list[ClaimGroup] = []
    for profile in ordered:
        wording, speaker = _wording(profile, families), speaker_key(profile)
        standing = found.setdefault(f"{wording}\n{speaker}", [])
        group = next((one for one in standing if not _is_apart(profile, one, verdicts)), None)
        if group is None:
            group = ClaimGroup(word_claim(profile, names), wording, speaker, around[profile.claim.document])
            standing.append(group)
            groups.append(group)
        group.add(profile)
        if verdicts.on(profile):
            group.judged |= {profile.claim.id, claim_end(profile)}
    return groups


def speaker_key(profile: ClaimProfile) -> str:
    """Who says it, as it is compared across documents; nothing where the house speaks itself."""
    speaker = profile.speaker
    if speaker is None:
        return ""
    if speaker.source_kind in UNNAMED or speaker.key is None:
        return f"unnamed {fold_contents(speaker.hop.name or '')}"
    return speaker.key


def _when(profile: ClaimProfile) -> tuple[str, str, int, str]:
    start = profile.claim.contents[0].start if profile.claim.contents else 0
    return profile.day or LATE, profile.url, start, profile.claim.id


def _wording(profile: ClaimProfile, families: Mapping[str, str]) -> str:
    """The words and the side of a claim; of few words also where they stand."""
    folded, factuality = fold_contents(profile.words), profile.claim.factuality
    speaker = profile.speaker
    side = (factuality.polarity if factuality is not None else "+") + (speaker.hop.polarity if speaker is not None else "+")
    is_short = count_stems(profile) < FEWEST_STEMS if len(folded) < 60 else False
    place = families.get(profile.claim.document, profile.page) if is_short else ""
    return f"{folded}\n{side}\n{place}"


def _is_apart(profile: ClaimProfile, group: ClaimGroup, verdicts: ClaimVerdicts) -> bool:
    """Whether a person said that a claim is not the same as one of a group."""
    return any(
        bool({verdict.ids[1 - side], verdict.ends[1 - side]} & group.judged)
        for verdict, side in verdicts.on(profile)
        if verdict.kind == "same_claim" and verdict.action == "reject"
    )
