"""Links between claims of different stories, found when somebody asks.

In: a view of the ledger and the claims that a question is about. Out: links that no row holds, since linking stays within a
story: a paper's report and, a week later, the denial of it. They are suggestions like the others, and what people decided
holds for them.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

import numpy as np

from sayso.bookkeeping.profiling import read_claims
from sayso.knowledge.rarity import HASH, load_rarity, term_of
from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.claim_verdicts import read_claim_verdicts
from sayso.linking.claims import link_claims
from sayso.records import RecordLink
from sayso.store import Filters, View, find_words

__all__ = ["find_alike", "link_across"]

#: Claims that are looked at for one that was named by its id, and words of it that they are looked for by, the rarest in
#: news: a common word finds a tenth of a large ledger, all of which would have to be ranked.
MOST_ALIKE, MOST_WORDS = 60, 3
#: Days between two stories beyond which alike words alone make no claim one, and the score that such a link has at most.
FARTHEST: Final = 60
UNSURE: Final = 0.45
#: Words of fewer letters find everything.
SHORTEST: Final = 4


def find_alike(view: View, claim: ClaimProfile) -> list[str]:
    """Other claims that share rare words with a claim, those that share most first."""
    words = _rarest(word for word, _ in find_words(claim.words) if len(word) >= SHORTEST)
    if not words:
        return []
    hits = view.search(" OR ".join(f'"{word}"' for word in words), Filters(kind="claim"), MOST_ALIKE, 0)
    return [hit.id for hit in hits if hit.id != claim.claim.id and hit.verdict != "reject"]


def _rarest(words: Iterable[str]) -> list[str]:
    """The rarest words; of words that are as rare the longer ones."""
    found = sorted(set(words))
    weights = load_rarity().of(np.array([term_of(word) for word in found], HASH)).tolist()
    ranked = sorted(zip(weights, found, strict=True), key=lambda pair: (-pair[0], -len(pair[1]), pair[1]))
    return [word for _, word in ranked[:MOST_WORDS]]


def link_across(view: View, claims: Iterable[str]) -> list[RecordLink]:
    """The links between those of these claims that stand in different stories, or in none."""
    wanted = set(claims)
    documents = {at.document for at in view.place_claims(wanted).values()}
    home = view.read_stories_of(documents)
    if len(set(home.values())) < 2:
        return []
    profiles = [one for own in read_claims(view, documents, wanted).values() for one in own]
    place = {one.claim.id: home.get(one.claim.document, one.claim.document) for one in profiles}
    copies = [kept.link for kept in view.read_links(documents, ["copy"])]
    verdicts = read_claim_verdicts(view.read_judgements({one.page for one in profiles}))
    days = {one.claim.id: one.day for one in profiles}
    return [
        _held_apart(link, days.get(link.left), days.get(link.right))
        for link in link_claims(profiles, copies, verdicts, place)
        if place[link.left] != place[link.right]
    ]


def _held_apart(link: RecordLink, left: str | None, right: str | None) -> RecordLink:
    """Of two stories far apart in time, claims alike in words may be one, and count as one only if a person says so."""
    if link.kind != "same_claim" or link.state == "confirmed" or not _is_far(left, right):
        return link
    return replace(link, score=min(link.score, UNSURE))


def _is_far(left: str | None, right: str | None) -> bool:
    """Whether two ISO days, months or years lie further apart than one happening is told; unknown days are not."""
    ends = [(day + "-01-01"[len(day) - 4 :]) if day else None for day in (left, right)]
    if ends[0] is None or ends[1] is None:
        return False
    return abs((date.fromisoformat(ends[0]) - date.fromisoformat(ends[1])).days) > FARTHEST
