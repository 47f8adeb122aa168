"""What people have decided about links between claims: that they are the same, deny each other, or have nothing to do.

In: the judgements of a ledger, in the order in which they were made. Out: `ClaimVerdicts`: for two claims and a kind of link,
whether it was accepted or rejected. A verdict belongs to the two claims that it was given on; where a page was read again and
they have other ids, to the claims with the same words by the same sources on the same two pages. The last verdict in force
wins, and all that were given are kept beside it.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.claim_words import whole_span
from sayso.linking.judgements import Candidate, review_of
from sayso.records import Judgement, KeptJudgement, LinkKind, LinkReason, RecordLink, TextQuote
from sayso.records.codec import to_plain
from sayso.records.ids import link_id

__all__ = [
    "CLAIM_LINKS", "NO_VERDICTS", "ClaimEnd", "ClaimVerdict", "ClaimVerdicts", "claim_end", "describe_claim_link",
    "find_claims_adrift", "is_on_claims", "make_claim_link", "read_claim_verdicts",
]  # fmt: skip

#: The kinds of links that join claims.
CLAIM_LINKS: Final[frozenset[LinkKind]] = frozenset({"same_claim", "denies", "conflicts", "corrects", "retracts", "updates"})
LINK_LETTER: Final = "l"
#: A claim by its page, its words and the names of its sources.
ClaimEnd = tuple[str, str, str]
Key = tuple[LinkKind, tuple[ClaimEnd, ClaimEnd]]


@dataclass(frozen=True, slots=True)
class ClaimVerdict:
    """A verdict in force, `accept` or `reject`, on a kind of link and two claims; `judgements` are all, oldest first."""

    action: str
    link: str
    kind: LinkKind
    ids: tuple[str, str]
    ends: tuple[ClaimEnd, ClaimEnd]
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class ClaimVerdicts:
    """All verdicts in force, by link and by the two ends; `partners` has for each id and end those that it was judged with."""

    by_link: Mapping[str, ClaimVerdict]
    by_ends: Mapping[Key, ClaimVerdict]
    partners: Mapping[str | ClaimEnd, tuple[tuple[ClaimVerdict, int], ...]]

    def of(self, kind: LinkKind, left: ClaimProfile, right: ClaimProfile) -> ClaimVerdict | None:
        """What was decided about a kind of link between two claims, whichever of them is named first."""
        found = self.by_link.get(link_id(kind, left.claim.id, right.claim.id))
        return found or self.by_ends.get((kind, _pair(claim_end(left), claim_end(right))))

    def on(self, profile: ClaimProfile) -> tuple[tuple[ClaimVerdict, int], ...]:
        """The verdicts that a claim is in, each with the side it stands on."""
        if not self.partners:
            return ()
        found = (*self.partners.get(profile.claim.id, ()), *self.partners.get(claim_end(profile), ()))
        return tuple({(id(verdict), side): (verdict, side) for verdict, side in found}.values())


NO_VERDICTS: Final = ClaimVerdicts({}, {}, {})


def claim_end(profile: ClaimProfile) -> ClaimEnd:
    """What a claim is found by when its id has changed."""
    names = " > ".join(hop.hop.name or "" for hop in profile.hops if hop.hop.role == "source")
    return profile.page, profile.claim.evidence.exact, names


def make_claim_link(kind: LinkKind, left: ClaimProfile, right: ClaimProfile) -> RecordLink:
    """The link of two claims as a person makes it, whatever the machine would say."""
    reason = LinkReason("judgement", left.words, right.words, 1.0, whole_span(left), whole_span(right))
    own = link_id(kind, left.claim.id, right.claim.id)
    return RecordLink(own, left.claim.id, right.claim.id, kind, "confirmed", 1.0, "judgement", (reason,))


def describe_claim_link(link: RecordLink, left: ClaimProfile, right: ClaimProfile) -> str:
    """What a person had before them when they judged a link, as the JSON text of `Judgement.before`."""
    plain = {
        "words": [left.words, right.words],
        "ends": [list(claim_end(left)), list(claim_end(right))],
        "record": to_plain(link),
    }
    return json.dumps(plain, ensure_ascii=True, separators=(",", ":"))


def is_on_claims(judgement: Judgement) -> bool:
    """Whether a judgement says in itself that it is on a link between claims; a withdrawal need not."""
    if judgement.subject[:1] != LINK_LETTER or judgement.before is None:
        return False
    before: Any = json.loads(judgement.before)
    return isinstance(before, dict) and before.get("record", {}).get("kind") in CLAIM_LINKS


def read_claim_verdicts(kept: Iterable[KeptJudgement]) -> ClaimVerdicts:
    """The verdicts in force on links between claims; judgements on anything else are passed over."""
    found = _read(kept)
    partners: defaultdict[str | ClaimEnd, list[tuple[ClaimVerdict, int]]] = defaultdict(list)
    for verdict in found:
        for side in (0, 1):
            partners[verdict.ids[side]].append((verdict, side))
            partners[verdict.ends[side]].append((verdict, side))
    return ClaimVerdicts(
        {judgement.subject: verdict for verdict in found for judgement in verdict.judgements},
        {(verdict.kind, _pair(*verdict.ends)): verdict for verdict in found},
        {key: tuple(ones) for key, ones in partners.items()},
    )


def find_claims_adrift(kept: Iterable[KeptJudgement], profiles: Iterable[ClaimProfile]) -> tuple[Judgement, ...]:
    """The last judgement of each verdict in force one of whose claims stands nowhere any more."""
    verdicts = _read(kept)
    if not verdicts:
        return ()
    standing = {key for profile in profiles for key in (profile.claim.id, claim_end(profile))}
    lost = (one for one in verdicts if any(one.ids[side] not in standing and one.ends[side] not in standing for side in (0, 1)))
    return tuple(one.judgements[-1] for one in lost)


def _read(kept: Iterable[KeptJudgement]) -> list[ClaimVerdict]:
    """The verdicts in force; judgements on the same two claims under other ids are one list."""
    keys: dict[str, Key] = {}
    described: dict[Key, Judgement] = {}
    listed: list[Judgement] = []
    for item in kept:
        judgement = item.judgement
        if judgement.subject[:1] != LINK_LETTER:
            continue
        listed.append(judgement)
        if is_on_claims(judgement):
            key = _key(judgement)
            keys[judgement.subject] = key
            described[key] = judgement
    grouped: defaultdict[Key, list[Judgement]] = defaultdict(list)
    for judgement in listed:
        if judgement.subject in keys:
            grouped[keys[judgement.subject]].append(judgement)
    return [verdict for key, ones in grouped.items() if (verdict := _verdict(key, described[key], ones)) is not None]


def _key(judgement: Judgement) -> Key:
    before: Any = json.loads(judgement.before or "{}")
    left, right = ((str(page), str(words), str(names)) for page, words, names in before["ends"])
    kind: LinkKind = before["record"]["kind"]
    return kind, _pair(left, right)


def _verdict(key: Key, described: Judgement, judgements: Sequence[Judgement]) -> ClaimVerdict | None:
    """What the judgements on one pair, oldest first, come to."""
    action = review_of(Candidate(described.subject, TextQuote("", "", ""), ()), judgements).verdict
    if action is None:
        return None
    before: Any = json.loads(described.before or "{}")
    left, right = ((str(page), str(words), str(names)) for page, words, names in before["ends"])
    record = before["record"]
    ids = (str(record["left"]), str(record["right"]))
    return ClaimVerdict(action, described.subject, key[0], ids, (left, right), tuple(judgements))


def _pair(left: ClaimEnd, right: ClaimEnd) -> tuple[ClaimEnd, ClaimEnd]:
    return (left, right) if left <= right else (right, left)
