"""Whether two named parties may be one, and what speaks for it.

In: two `Profile`s, or a profile and a row of the table of actors. Out: a `Match` with its rule, score and reasons, or nothing.
The same letters are never enough: a country, an office or the time must agree, or a table must hold both names. Two full names
with different forenames, a father and his son, and names that are known to be two never match. It looks at one pair only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sayso.knowledge.actors import KnownActor
from sayso.knowledge.apart import load_apart
from sayso.knowledge.skeletons import name_words, skeleton
from sayso.linking.profiles import Named, Profile
from sayso.records import LinkReason

__all__ = ["ENOUGH", "Match", "compare_known", "compare_profiles"]

#: What a suggestion needs.
ENOUGH: Final = 0.6
#: What the names alone are worth, by how they agree; an alias is one that a table holds, written by us.
NAMES: Final = {
    "outlet": 0.95,
    "alias": 0.8,
    "government": 0.8,
    "same name": 0.55,
    "fuller name": 0.5,
    "other spelling": 0.45,
    "single word": 0.4,
    "initial": 0.4,
}
COUNTRY, OFFICE, TIME, LONG_AGO = 0.2, 0.2, 0.1, -0.2
#: Days within which two documents are of one time, and days after which an unlikely pair is unlikelier still.
NEAR, FAR = 366, 5479


@dataclass(frozen=True, slots=True)
class Match:
    """Why two may be one: the rule that joined the names, the sum, and each reason with its words."""

    rule: str
    score: float
    reasons: tuple[LinkReason, ...]


def compare_profiles(left: Profile, right: Profile) -> Match | None:
    """Why two actors may be one party, or null."""
    if left.sort != right.sort:
        return None
    if left.known is not None and right.known is not None:
        if left.known != right.known:
            return None
        return _summed(_known_reason(left, right), _time(left.seen.day, right.seen.day, is_person=False))
    if left.country and right.country and left.country != right.country:
        return None
    if (left.is_common or right.is_common) and left.country != right.country:
        return None
    names = _best(left, right)
    if names is None:
        return None
    return _summed(
        names,
        _country(left.country, right.country),
        _office(left, right),
        _time(left.seen.day, right.seen.day, is_person=left.sort == "person"),
    )


def compare_known(profile: Profile, row: KnownActor, *, is_alias: bool) -> Match | None:
    """Why an actor may be that of a row: by an alias that the table holds, or by a spelling and the country."""
    if profile.country and row.country and profile.country != row.country and row.kind != "igo":
        return None
    if is_alias:
        reason = LinkReason("alias", profile.alias, row.name, NAMES["alias"])
    else:
        rows = [Named(name, name_words(name) if row.kind == "person" else tuple(name.lower().split())) for name in row.names]
        found = _best_names(profile.names, rows, is_person=row.kind == "person")
        if found is None or found.rule not in {"other spelling", "fuller name"} or not row.country:
            return None
        reason = found
    held = row.holds_office(profile.seen.day) if profile.seen.day is not None else None
    office = LinkReason("in office then", profile.seen.day or "", row.id, OFFICE) if held else None
    return _summed(reason, _country(profile.country, row.country), office)


def _summed(*reasons: LinkReason | None) -> Match | None:
    """The match that reasons make, the first of which is the names'; null where it is not enough."""
    found = tuple(reason for reason in reasons if reason is not None)
    score = round(min(1.0, sum(reason.score for reason in found)), 3)
    return Match(found[0].rule, score, found) if score >= ENOUGH else None


def _known_reason(left: Profile, right: Profile) -> LinkReason:
    rule = {"media": "outlet", "government": "government"}.get(left.sort, "alias")
    return LinkReason(rule, left.alias, right.alias, NAMES[rule])


def _best(left: Profile, right: Profile) -> LinkReason | None:
    """How the names of two actors agree best, if their full names do not contradict each other."""
    is_person = left.sort == "person"
    if is_person and {name.suffix for name in left.names} - {""} != {name.suffix for name in right.names} - {""}:
        return None
    found = _best_names(left.names, right.names, is_person=is_person)
    if found is None or not is_person or _persons(left.main, right.main):
        return found
    return None


def _best_names(left: Sequence[Named], right: Sequence[Named], *, is_person: bool) -> LinkReason | None:
    best: LinkReason | None = None
    for one in left:
        for other in right:
            if load_apart().keeps_names(one.folded, other.folded):
                return None
            rule = _persons(one, other) if is_person else _bodies(one, other)
            if rule and (best is None or NAMES[rule] > best.score):
                best = LinkReason(rule, one.text, other.text, NAMES[rule])
    return best


def _persons(left: Named, right: Named) -> str:
    """How two full names of persons agree; "" where they do not."""
    one, other = left.words, right.words
    if len(one) < 2 or len(other) < 2:
        return ""
    if one == other:
        return "same name" if len(one[0]) > 1 else "initial"
    ends = (_words(one[0], other[0]), _words(one[-1], other[-1]))
    if not all(ends) or ends[1] == "initial":
        return ""
    short, long = sorted((one[1:-1], other[1:-1]), key=len)
    rest, spelt = iter(long), {*ends}
    for word in short:
        how = next((how for candidate in rest if (how := _words(word, candidate))), "")
        if not how:
            return ""
        spelt.add(how)
    if ends[0] == "initial":
        return "initial"
    return "other spelling" if "spelling" in spelt else "fuller name"


def _words(left: str, right: str) -> str:
    """How two words of names agree: same, initial, spelling, or not at all."""
    if left == right:
        return "same"
    if min(len(left), len(right)) == 1:
        return "initial" if left[:1] == right[:1] else ""
    key = skeleton(left)
    return "spelling" if key and key == skeleton(right) and not load_apart().keeps_words(left, right) else ""


def _bodies(left: Named, right: Named) -> str:
    """How two names of bodies agree; "" where they do not."""
    if left.words == right.words:
        return "same name" if len(left.words) > 1 or left.text.isupper() else "single word"
    if skeleton("".join(left.words)) != skeleton("".join(right.words)):
        return ""
    pairs = zip(left.words, right.words, strict=True) if len(left.words) == len(right.words) else ()
    return "" if any(load_apart().keeps_words(*pair) for pair in pairs) else "other spelling"


def _country(left: str | None, right: str | None) -> LinkReason | None:
    return LinkReason("country", left, right or "", COUNTRY) if left is not None and left == right else None


def _office(left: Profile, right: Profile) -> LinkReason | None:
    """An office that both are said to hold: the same words, or those of one at the end of the other."""
    for one in left.roles:
        for other in right.roles:
            short, long = sorted((one, other), key=len)
            if short and long[-len(short) :] == short:
                return LinkReason("office", " ".join(one), " ".join(other), OFFICE)
    return None


def _time(left: str | None, right: str | None, *, is_person: bool) -> LinkReason | None:
    """Whether two documents are of one time; that persons stand in documents many years apart speaks against them."""
    days = _days(left), _days(right)
    if left is None or right is None or days[0] is None or days[1] is None:
        return None
    apart = abs(days[0] - days[1])
    if apart <= NEAR:
        return LinkReason("time", left, right, TIME)
    return LinkReason("long apart", left, right, LONG_AGO) if is_person and apart > FAR else None


def _days(day: str | None) -> int | None:
    """The number of an ISO day; of a month or a year that of its first day, null where it is none."""
    try:
        return date.fromisoformat(f"{day}-01-01"[:10] if day and len(day) < 10 else (day or "")[:10]).toordinal()
    except ValueError:
        return None
