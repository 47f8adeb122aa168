"""What people have decided about links.

In: the judgements of a ledger, in the order in which they were made. Out: `Verdicts`: for two parties, whether their link was
accepted or rejected. A verdict belongs to the two actors that it was given on; where a page was read again or has changed and
they have other ids, to the parties of the same names on the same two pages. What was withdrawn counts no more.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sayso.knowledge.outlets import fold_name
from sayso.linking.claim_verdicts import is_on_claims
from sayso.linking.judgements import Candidate, review_of
from sayso.records import Judgement, KeptJudgement, RecordLink, SeenActor, TextQuote
from sayso.records.codec import to_plain
from sayso.records.ids import link_id

__all__ = [
    "LINK_LETTER", "NO_VERDICTS", "End", "Verdict", "Verdicts", "concerns", "describe_link", "end_of", "find_adrift",
    "is_on_link", "name_of", "read_verdicts",
]  # fmt: skip

#: The ids of links begin so.
LINK_LETTER: Final = "l"
#: A party by its page and folded name; a row of a table by its id alone.
End = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict in force: `accept` or `reject`, on which two ids, and which two ends."""

    action: str
    link: str
    ids: tuple[str, str]
    ends: tuple[End, End]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """All verdicts in force, by link and by the two ends; `partners` has for each id and end those that it was judged with."""

    by_link: Mapping[str, Verdict]
    by_ends: Mapping[frozenset[End], Verdict]
    partners: Mapping[str | End, tuple[tuple[Verdict, int], ...]]

    def of(self, left: str, left_end: End, right: str, right_end: End) -> str | None:
        """What was decided about two parties: accept, reject or nothing."""
        found = self.by_link.get(link_id("same_actor", left, right)) or self.by_ends.get(frozenset((left_end, right_end)))
        return found.action if found is not None else None


NO_VERDICTS: Final = Verdicts({}, {}, {})


def end_of(party: SeenActor | str) -> End:
    """What an actor is found by when its id has changed; of a row of a table its id."""
    return ("", party) if isinstance(party, str) else (party.page, fold_name(party.actor.name))


def name_of(party: SeenActor | str) -> str:
    """The name of an actor, or the id of a row."""
    return party if isinstance(party, str) else party.actor.name


def describe_link(link: RecordLink, parties: tuple[SeenActor | str, SeenActor | str]) -> str:
    """What a person had before them when they judged a link, as the JSON text of `Judgement.before`."""
    names, ends = [name_of(party) for party in parties], [list(end_of(party)) for party in parties]
    plain = {"names": names, "ends": ends, "record": to_plain(link)}
    return json.dumps(plain, ensure_ascii=True, separators=(",", ":"))


def find_adrift(kept: Iterable[KeptJudgement], seen: Iterable[SeenActor]) -> tuple[Judgement, ...]:
    """The last judgement of each verdict in force on a link one of whose parties stands nowhere any more."""
    by_subject = _by_subject(kept)
    verdicts = {subject: found for subject, ones in by_subject.items() if (found := _verdict(ones)) is not None}
    if not verdicts:
        return ()
    wanted = {key for one in verdicts.values() for key in (*one.ids, *one.ends)}
    standing = {key for one in seen for key in (one.actor.id, end_of(one)) if key in wanted}
    lost = [
        subject
        for subject, one in verdicts.items()
        if any(
            not ({identity, end} & standing) and ":" not in identity for identity, end in zip(one.ids, one.ends, strict=True)
        )
    ]
    return tuple(by_subject[subject][-1] for subject in lost)


def concerns(judgement: Judgement, parties: Iterable[SeenActor]) -> bool:
    """Whether a judgement accepts or rejects that one of these actors is somebody; withdrawals name no party."""
    if not is_on_link(judgement) or judgement.before is None:
        return False
    before: Any = json.loads(judgement.before)
    ends, ids = {tuple(end) for end in before["ends"]}, {before["record"]["left"], before["record"]["right"]}
    return any(party.actor.id in ids or end_of(party) in ends for party in parties)


def is_on_link(judgement: Judgement) -> bool:
    """Whether a judgement is on a link."""
    return judgement.subject[:1] == LINK_LETTER


def read_verdicts(kept: Iterable[KeptJudgement]) -> Verdicts:
    """The verdicts in force on links; judgements on anything else are passed over."""
    found = [verdict for judgements in _by_subject(kept).values() if (verdict := _verdict(judgements)) is not None]
    partners: defaultdict[str | End, list[tuple[Verdict, int]]] = defaultdict(list)
    for verdict in found:
        for side in (0, 1):
            partners[verdict.ids[side]].append((verdict, side))
            partners[verdict.ends[side]].append((verdict, side))
    return Verdicts(
        {verdict.link: verdict for verdict in found},
        {frozenset(verdict.ends): verdict for verdict in found},
        {key: tuple(ones) for key, ones in partners.items()},
    )


def _by_subject(kept: Iterable[KeptJudgement]) -> dict[str, list[Judgement]]:
    """The judgements on each link, oldest first."""
    found: defaultdict[str, list[Judgement]] = defaultdict(list)
    for item in kept:
        if is_on_link(item.judgement) and not is_on_claims(item.judgement):
            found[item.judgement.subject].append(item.judgement)
    return found


def _verdict(judgements: list[Judgement]) -> Verdict | None:
    """What the judgements on one link, oldest first, come to."""
    link = judgements[0].subject
    action = review_of(Candidate(link, TextQuote("", "", ""), ()), judgements).verdict
    described = next((one.before for one in reversed(judgements) if one.before is not None), None)
    if action is None or described is None:
        return None
    before: Any = json.loads(described)
    left, right = ((str(page), str(name)) for page, name in before["ends"])
    record = before["record"]
    return Verdict(action, link, (str(record["left"]), str(record["right"])), (left, right))
