"""The parties that fill the roles of events: which actor of the document a word means, and where from.

In: an analysis with mentions, actors and places, and head words. Out: `Party`s, and the actors that had to be made for them:
a country that acts ("Israel bombed") or a body nobody else spoke of becomes an actor of the document. It resolves no pronoun
anew.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sayso.knowledge.places import government_of, territory_of
from sayso.records import Actor, ActorKind, Analysis, Mention, Place, Span
from sayso.records.ids import actor_id
from sayso.stages.trees import Tree
from sayso.stages.triggers import case_of

__all__ = ["Parties", "Party", "distinct"]

#: What an actor is that was made from a mention.
KINDS: Final[dict[str, ActorKind]] = {
    "person": "person",
    "org": "org",
    "place": "government",
    "norp": "group",
    "media": "media",
    "nominal_person": "group",
    "nominal_org": "org",
    "pronoun": "other",
}
#: Prepositions between a thing and whose it is.
OWNED: Final = frozenset({"of", "in", "from", "at", "near", "by"})
#: Phrases inside phrases are gone down so far.
DEEPEST: Final = 2
#: What a country's name is where it stands for an actor.
NAMED: Final = frozenset({"actor_metonym", "mentioned", "nationality_modifier"})
#: Below a head word these belong to its phrase; clauses do not.
PHRASE: Final = frozenset({"acl", "relcl", "advcl", "ccomp", "xcomp", "parataxis", "appos", "conj"})


@dataclass(frozen=True, slots=True)
class Party:
    """An actor of the document in a role: its id, the words that name it there, and its country's ISO 3166-1 alpha-2 code."""

    actor: str
    span: Span
    country: str | None


class Parties:
    """Asks one analysis; `made` are the actors that did not exist before."""

    def __init__(self, analysis: Analysis, tree: Tree, humans: frozenset[str]) -> None:
        self._humans = humans
        self._analysis, self._tree, self._text = analysis, tree, analysis.document.text
        self._mentions = sorted(analysis.mentions, key=lambda one: (one.span.start, -one.span.end))
        self._starts = [one.span.start for one in self._mentions]
        self._places = sorted(analysis.places, key=lambda one: one.span.start)
        self._place_starts = [one.span.start for one in self._places]
        self._actors = _placed(analysis)
        self._by_name = {name.casefold(): actor for actor in analysis.actors for name in actor.names}
        self.made: dict[str, Actor] = {}

    @property
    def known(self) -> tuple[Actor, ...]:
        """The actors of the analysis, governments with the country that their name means there."""
        return tuple(self._actors.values())

    def find(self, place: int, *, within: bool = False) -> Party | None:
        """The party that a head word means; null where it means none.

        With `within` a thing means whose it is, or whose land it is in: "Islamic State targets", "the elections in Chad".
        """
        found = self._find(place)
        if found is not None or self._mention_at(self._tree.words[place].span) is not None:
            return found
        if self._tree.form(place) in self._humans and self._tree.words[place].relation != "flat":
            return self._of_people(place, within=within)
        return next((party for one in self._inside(place, within=within) if (party := self._find(one)) is not None), None)

    def _of_people(self, place: int, *, within: bool) -> Party:
        """People whom no mention holds: an actor of their own, of the country that is named beside them."""
        tree = self._tree
        before = [one for one in tree.children(place, "mod", "flat") if one < place]
        first = min([place, *(one for one in before if all(word in before for word in range(one, place)))])
        span = Span(tree.words[first].span.start, tree.words[place].span.end)
        near = (self._find(one) for one in self._inside(place, within=within))
        country = next((party.country for party in near if party is not None and party.country is not None), None)
        made = self._make(span, "group", country)
        return Party(made.id, span, made.country)

    def _inside(self, place: int, *, within: bool) -> list[int]:
        """The words of a phrase that may name whose somebody or something is: those before it, those behind "of" or "in"."""
        tree, level = self._tree, [place]
        before = tree.children(place, "mod", "flat", "poss") if within else tree.children(place, "mod", "flat")
        before = [*before, *tree.children(place, "flat", "appos")]
        found = [one for one in before if tree.text[tree.words[one].span.start].isupper()]
        owned = OWNED if within else frozenset({"of"})
        for _ in range(DEEPEST if within else 1):
            level = [low for one in level for low in tree.children(one, "nmod") if case_of(tree, low) in owned]
            found += [word for one in level for word in (one, *tree.children(one, "poss"))]
        return found

    def _find(self, place: int) -> Party | None:
        word = self._tree.words[place].span
        mention = self._mention_at(word)
        territory = self._territory(place, word)
        if mention is not None and (piece := _piece(mention, word, self._text)) is not None:
            return self._of_name(*piece)
        if mention is None:
            return None if territory is None else self._of_place(*territory)
        actor = self._actors.get(mention.actor or "")
        if actor is None and mention.kind == "pronoun":
            return None
        named = government_of(mention.span.of(self._text).removeprefix("the "))
        named = named or self._country_within(mention) or self._country_behind(place)
        country = territory[1] if territory is not None else named
        if actor is None:
            actor = self._known(mention, country)
        is_described = actor.kind != "person" or mention.kind == "nominal_person"
        if actor.country is None and country is not None and actor.id in self._actors and is_described:
            actor = self._actors[actor.id] = replace(actor, country=country)
        return Party(actor.id, mention.span, actor.country or country)

    def _country_behind(self, place: int) -> str | None:
        """The country of the place right behind a common noun: "police in Kampala"."""
        tree = self._tree
        if tree.text[tree.words[place].span.start].isupper() and place and tree.form(place - 1) != ".":
            return None
        near = [one for one in tree.children(place, "nmod") if one > place and case_of(tree, one) in {"in", "of", "from"}]
        found = {self._territory(child, tree.words[child].span) for child in near}
        codes = {one[1] for one in found if one is not None}
        return codes.pop() if len(codes) == 1 else None

    def _country_within(self, mention: Mention) -> str | None:
        """The one country that a phrase names: "a court in Minsk"; none where a body of its own stands in it, too."""
        if mention.kind not in {"nominal_person", "nominal_org", "org"}:
            return None
        end = bisect_right(self._starts, mention.span.end)
        within = [one for one in self._mentions[max(0, end - 12) : end] if mention.span.contains(one.span)]
        if any(one.kind in {"person", "media", "org"} and one.span != mention.span for one in within):
            return None
        at = bisect_right(self._place_starts, mention.span.end)
        places = [one for one in self._places[max(0, at - 12) : at] if mention.span.contains(one.span)]
        found = {one.territory for one in places if one.territory is not None}
        return found.pop() if len(found) == 1 else None

    def of_actor(self, actor: str, span: Span) -> Party | None:
        """An actor of the document, named by these words."""
        known = self._actors.get(actor)
        return None if known is None else Party(actor, span, known.country)

    def is_person(self, party: Party) -> bool:
        """Whether a party is a person with a name."""
        actor = self._actors.get(party.actor) or next((one for one in self.made.values() if one.id == party.actor), None)
        named = party.span.of(self._text)[:1].isupper()
        return actor is not None and actor.kind == "person" and named

    def _mention_at(self, word: Span) -> Mention | None:
        """The shortest mention that holds a word, those that know their actor first."""
        found = [one for one in self._around(word) if one.span.contains(word)]
        return min(found, key=lambda one: (one.actor is None, len(one.span), one.span.start), default=None)

    def _around(self, word: Span) -> Sequence[Mention]:
        at = bisect_right(self._starts, word.start)
        return self._mentions[max(0, at - 12) : at]

    def _territory(self, place: int, word: Span) -> tuple[Place, str] | None:
        """The country that a word or its phrase names: "Iranian forces", "officials in Syria" are not told apart here."""
        spans = [word]
        below = self._tree.below(place, without=PHRASE)
        spans += [self._tree.words[one].span for one in sorted(below) if one < place or self._tree.relation(one) == "flat"]
        for span in spans:
            at = bisect_right(self._place_starts, span.start) - 1
            if at >= 0 and self._places[at].span.overlaps(span):
                found = self._places[at]
                if found.territory is not None and found.role != "dateline":
                    return found, found.territory
        return None

    def _of_name(self, span: Span, country: str) -> Party:
        known = self._by_name.get(span.of(self._text).casefold()) or self._make(span, "government", country)
        return Party(known.id, span, known.country or country)

    def _of_place(self, place: Place, country: str) -> Party:
        mention = self._mention_at(place.span)
        known = self._actors.get(mention.actor or "") if mention is not None else None
        if known is None:
            known = self._make(place.span, "government", country)
        return Party(known.id, place.span, known.country or country)

    def _known(self, mention: Mention, country: str | None) -> Actor:
        """The actor of a mention that was left without one: one of the same name, else a new one."""
        name = mention.span.of(self._analysis.document.text)
        known = self._by_name.get(name.casefold()) if mention.kind in {"person", "org", "place", "media", "norp"} else None
        return known or self._make(mention.span, KINDS[mention.kind], country)

    def _make(self, span: Span, kind: ActorKind, country: str | None) -> Actor:
        text = self._analysis.document.text
        key = actor_id(self._analysis.document.id, text, span)
        if key not in self.made:
            name = " ".join(span.of(text).split())
            self.made[key] = Actor(key, name, (name,), kind, country)
            if kind != "group":
                self._by_name.setdefault(name.casefold(), self.made[key])
        return self.made[key]


def _piece(mention: Mention, word: Span, text: str) -> tuple[Span, str] | None:
    """The territory in a name that was read on into the next phrase, and its code: "Spain" of "Panama by Spain"."""
    words = mention.span.of(text)
    at = words.find(" by ")
    if mention.kind == "pronoun" or at < 0:
        return None
    ends = (mention.span.start, mention.span.start + at), (mention.span.start + at + len(" by "), mention.span.end)
    span = next((Span(*end) for end in ends if Span(*end).contains(word)), None)
    code = None if span is None else territory_of(span.of(text))
    return None if span is None or code is None else (span, code)


def _placed(analysis: Analysis) -> dict[str, Actor]:
    """The actors, with the country that their name was read as: which of the places called Georgia, is known only by now."""
    territories: defaultdict[Span, set[str | None]] = defaultdict(set)
    for place in analysis.places:
        if place.role in NAMED:
            territories[place.span].add(place.territory)
    found: defaultdict[str, set[str | None]] = defaultdict(set)
    for mention in analysis.mentions:
        found[mention.actor or ""] |= territories.get(mention.span, set())
    return {actor.id: _with_country(actor, found.get(actor.id, set())) for actor in analysis.actors}


def _with_country(actor: Actor, found: set[str | None]) -> Actor:
    (country,) = found if len(found) == 1 else (None,)
    known = actor.kind == "person" or actor.country is not None or country is None
    return actor if known else replace(actor, country=country)


def distinct(parties: Iterable[Party | None]) -> tuple[Party, ...]:
    """The parties there are, each actor once."""
    return tuple({party.actor: party for party in parties if party is not None}.values())
