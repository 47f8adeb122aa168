"""Which actors of different documents may be one party, and which row of the tables of knowledge each may be.

In: actors with their documents, one after the other, and what people have decided. Out: `RecordLink`s as they are found: each
actor's to the last one before it that it agrees with best, and to a row of a table. Actors meet by keys in an index and are
compared with a bounded number of others, never all with all. What was rejected is not suggested again, neither for the two nor
for those already joined to them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from sayso.knowledge.actors import load_actors, name_key
from sayso.knowledge.outlets import load_outlets
from sayso.languages import Language, load_language
from sayso.linking.agreement import NAMES, Match, compare_known, compare_profiles
from sayso.linking.profiles import Profile, profile_of
from sayso.linking.verdicts import NO_VERDICTS, End, Verdict, Verdicts, end_of, name_of
from sayso.records import LinkReason, LinkState, RecordLink, SeenActor
from sayso.records.ids import link_id

__all__ = ["MOST", "Compare", "find_row", "make_link", "suggest_links"]

#: Of one key the last so many parties that differ are remembered: a name that more share proposes the later ones only.
MOST = 40
#: A skeleton of fewer letters is that of too many names to look for a row by.
SHORTEST_KEY = 5
Compare = Callable[[Profile, Profile], Match | None]


def suggest_links(
    seen: Iterable[SeenActor],
    verdicts: Verdicts = NO_VERDICTS,
    *,
    language: Language | None = None,
    compare: Compare = compare_profiles,
) -> Iterator[RecordLink]:
    """The links of actors that come one by one, best in the order of their days: one to another actor and one to a table each.

    Where two parties agree equally well with an actor, neither is suggested. `compare` is asked of each pair that is looked at.
    """
    finder = _Finder(verdicts, language or load_language("en"), compare)
    for one in seen:
        yield from finder.take(one)


@dataclass(slots=True)
class _Finder:
    """What is remembered between actors: the last profiles of each key, and who was joined to whom."""

    verdicts: Verdicts
    language: Language
    compare: Compare
    index: defaultdict[str, dict[tuple[str, str], Profile]] = field(default_factory=lambda: defaultdict(dict))
    roots: dict[str, str] = field(default_factory=dict)
    #: Judged ids and ends that were seen, with the actor that they are.
    met: dict[str | End, SeenActor] = field(default_factory=dict)

    def take(self, seen: SeenActor) -> Iterator[RecordLink]:
        """The links of the next actor."""
        own = seen.actor.id
        if own in self.roots:
            return
        self.roots[own] = own
        yield from self._confirmed(seen)
        profile = profile_of(seen, self.language)
        if profile is None:
            self._meet(seen)
            return
        if self._root(own) == own and (found := self._best(profile)) is not None:
            other, match = found
            self.roots[own] = self._root(other.seen.actor.id)
            yield _link(own, other.seen.actor.id, "suggested", match)
        row = self._row(profile)
        if row is not None:
            yield row
        self._remember(profile)
        self._meet(seen)

    def _root(self, actor: str) -> str:
        while self.roots[actor] != actor:
            self.roots[actor] = self.roots[self.roots[actor]]
            actor = self.roots[actor]
        return actor

    def _remember(self, profile: Profile) -> None:
        """Keep a profile under its keys, in the place of the last one of the same party and name."""
        party = (self._root(profile.seen.actor.id), profile.main.folded)
        for key in profile.keys:
            known = self.index[key]
            known.pop(party, None)
            known[party] = profile
            if len(known) > MOST:
                del known[next(iter(known))]

    def _best(self, profile: Profile) -> tuple[Profile, Match] | None:
        """The party that agrees best with a profile, by its latest actor; null for none, and for two that agree as well."""
        own, barred = profile.seen, self._barred(profile.seen)
        others = {p.seen.actor.id: p for key in profile.sought if key in self.index for p in self.index[key].values()}
        best: dict[str, tuple[Profile, Match]] = {}
        for other in others.values():
            root = self._root(other.seen.actor.id)
            if other.seen.document == own.document or root in barred:
                continue
            match = self.compare(profile, other)
            if match is not None and (root not in best or match.score >= best[root][1].score):
                best[root] = (other, match)
        ranked = sorted(best.values(), key=lambda pair: -pair[1].score)
        is_sure = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][1].score > ranked[1][1].score)
        return ranked[0] if is_sure else None

    # --- what people have decided ---

    def _judged(self, seen: SeenActor, action: str) -> Iterator[tuple[str, SeenActor | None]]:
        """The partners of an actor in verdicts of one kind: their ids as judged, and the actor if it was met."""
        keys: tuple[str | End, ...] = (seen.actor.id, end_of(seen))
        for key in keys:
            judged: tuple[tuple[Verdict, int], ...] = self.verdicts.partners.get(key, ())
            for verdict, side in judged:
                if verdict.action == action:
                    other = 1 - side
                    yield verdict.ids[other], self.met.get(verdict.ids[other]) or self.met.get(verdict.ends[other])

    def _barred(self, seen: SeenActor) -> set[str]:
        """The parties that an actor, or one it is joined to, must not be joined to."""
        return {self._root(partner.actor.id) for _, partner in self._judged(seen, "reject") if partner is not None}

    def _confirmed(self, seen: SeenActor) -> Iterator[RecordLink]:
        """The links that people have accepted, whatever the machine would say."""
        own, given = seen.actor.id, set()
        for judged, partner in self._judged(seen, "accept"):
            other = partner.actor.id if partner is not None else judged
            if other in given or other == own or (partner is None and ":" not in judged):
                continue
            given.add(other)
            if partner is not None:
                self.roots[self._root(own)] = self._root(other)
            yield make_link(seen, partner if partner is not None else judged)

    def _meet(self, seen: SeenActor) -> None:
        keys: tuple[str | End, ...] = (seen.actor.id, end_of(seen))
        for key in keys:
            if key in self.verdicts.partners:
                self.met[key] = seen

    # --- the tables ---

    def _row(self, profile: Profile) -> RecordLink | None:
        """The link to a row of a table, unless a person has decided it."""
        found = _known_outlet(profile) or _known_actor(profile)
        if found is None:
            return None
        target, match = found
        if self.verdicts.of(profile.seen.actor.id, end_of(profile.seen), target, end_of(target)) is not None:
            return None
        return _link(profile.seen.actor.id, target, "suggested", match)


def make_link(left: SeenActor, right: SeenActor | str) -> RecordLink:
    """The link of two parties as a person makes it, whatever the machine would say."""
    target = right if isinstance(right, str) else right.actor.id
    reason = LinkReason("judgement", left.actor.name, name_of(right), 1.0)
    return _link(left.actor.id, target, "confirmed", Match("judgement", 1.0, (reason,)))


def find_row(target: str) -> str | None:
    """The name of the row that "actors:ID" or "outlets:ID" means, or null."""
    table, _, wanted = target.partition(":")
    if table == "actors":
        row = load_actors().by_id(wanted)
        return row.name if row is not None else None
    return next((row.name for row in load_outlets().rows if row.id == wanted), None) if table == "outlets" else None


def _known_outlet(profile: Profile) -> tuple[str, Match] | None:
    row = load_outlets().by_name(profile.alias) if profile.sort == "media" and profile.known is not None else None
    if row is None or profile.known is None:
        return None
    reason = LinkReason("outlet", profile.alias, row.name, NAMES["outlet"])
    return profile.known, Match("outlet", reason.score, (reason,))


def _known_actor(profile: Profile) -> tuple[str, Match] | None:
    """The row of the table of actors that an alias leads to, else the only one whose name is spelt nearly so."""
    if profile.sort not in {"person", "body"}:
        return None
    table = load_actors()
    if profile.known is not None:
        row = table.by_id(profile.known.removeprefix("actors:"))
        match = compare_known(profile, row, is_alias=True) if row is not None else None
        return (profile.known, match) if match is not None else None
    keys = [name.text for name in profile.names if len(name_key(name.text, profile.sort)) >= SHORTEST_KEY]
    rows = {row.id: row for name in keys for row in table.by_key(name, profile.sort) if row.kind != "country"}
    found = [(f"actors:{row.id}", match) for row in rows.values() if (match := compare_known(profile, row, is_alias=False))]
    return found[0] if len(found) == 1 else None


def _link(left: str, right: str, state: LinkState, match: Match) -> RecordLink:
    own = link_id("same_actor", left, right)
    return RecordLink(own, left, right, "same_actor", state, match.score, match.rule, match.reasons)
