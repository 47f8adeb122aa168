"""The parties of a document while they are gathered, and whom a description means among them.

In: name mentions with their clusters; then, in text order, the descriptions that sources are. Out: `Draft`s, and for each
description its party: the only one before it that it fits, else a party of its own. What is anonymous never joins a name.
Pronouns are not asked here.
"""

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sayso.knowledge.outlets import load_outlets
from sayso.languages import Language
from sayso.languages.people import load_people
from sayso.records import ActorKind, Mention, SourceKind, Span
from sayso.stages.clusters import cluster_names
from sayso.stages.introductions import full_form, introductions
from sayso.stages.name_mentions import NameMention, government_key
from sayso.stages.names import forename_gender, is_title
from sayso.stages.pronouns import Gender
from sayso.stages.roles import Description, fits, is_gendered, read_description

__all__ = ["Draft", "Roster"]

#: As many parties of one office, or bodies, are compared with a description; among more none would be the only one that fits.
MOST = 60
OPENING = re.compile(r"\A(?:the|an?|its|his|her|their) ", re.IGNORECASE)
KINDS: dict[SourceKind, ActorKind] = {
    "named": "other", "outlet": "media", "document": "document", "post": "document", "role": "person", "group": "group",
    "survey": "document", "anonymous": "anonymous", "pronoun": "other", "none": "other",
}  # fmt: skip


@dataclass(slots=True)
class Draft:
    """A party so far; `descriptions` with where each stands, `forms` as written; `reports`: it relays what others say."""

    kind: ActorKind
    first: Span
    name: str
    is_named: bool
    forms: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    descriptions: list[tuple[int, Description]] = field(default_factory=list)
    gender: Gender | None = None
    is_plural: bool = False
    country: str | None = None
    outlet_kind: str = ""
    nouns: set[str] = field(default_factory=set)
    reports: bool = False


class Roster:
    """The parties of one document; `of` maps each span that is known to mean one to its number."""

    def __init__(
        self,
        text: str,
        names: Sequence[NameMention],
        mentions: Sequence[Mention],
        language: Language,
        reporting: Sequence[Span] = (),
    ) -> None:
        self.text = text
        self.language = language
        self.people = load_people()
        self.demonyms = language.lexicon.lists["demonyms.words"]
        self.drafts: list[Draft] = []
        self.of: dict[Span, int] = {}
        self._by_head: defaultdict[str, list[tuple[int, int, Description]]] = defaultdict(list)
        self._bodies: list[tuple[int, int]] = []
        self._nominal = [(m.span.start, str(m.kind)) for m in mentions if m.kind.startswith("nominal")]
        self._same: dict[tuple[str, str], int] = {}
        self._reporting = sorted(reporting)
        self._add_names(names)

    def describe(self, span: Span, kind: SourceKind) -> int:
        """The party that a phrase means which is no name and no pronoun."""
        if span in self.of:
            return self.of[span]
        words = " ".join(span.of(self.text).split())
        description = read_description(words, self.language)
        number = self._resolved(span, description, kind) if description is not None and kind != "anonymous" else None
        if number is None:
            number = self._own(span, words, description, kind)
        self.of[span] = number
        return number

    def find(self, span: Span, kind: SourceKind) -> int | None:
        """The party before it that a description means, if there is one; none is made."""
        if span in self.of:
            return self.of[span]
        description = read_description(" ".join(span.of(self.text).split()), self.language)
        return self._resolved(span, description, kind) if description is not None and kind != "anonymous" else None

    def _add_names(self, names: Sequence[NameMention]) -> None:
        clusters = cluster_names([one.named for one in names], self.language)
        number_of: dict[int, int] = {}
        for at, (one, cluster) in enumerate(zip(names, clusters, strict=True)):
            if cluster not in number_of:
                number_of[cluster] = len(self.drafts)
                kind: ActorKind = {"person": "person", "media": "media", "government": "government"}.get(one.named.kind, "org")  # type: ignore[assignment]  # the values are actor kinds
                self.drafts.append(Draft(kind, names[at].span, "", is_named=True))
            number = number_of[cluster]
            self.of[one.span] = number
            self._add_name(self.drafts[number], one)
        for one in names:
            draft = self.drafts[self.of[one.span]]
            draft.reports = draft.reports or any(span.contains(one.span) for span in self._reporting)
        for number, draft in enumerate(self.drafts):
            for start, description in draft.descriptions:
                self._by_head[description.head].append((start, number, description))
            if draft.kind in {"org", "media", "government"} or draft.reports:
                self._bodies.append((draft.first.start, number))
        for found in self._by_head.values():
            found.sort(key=lambda one: (one[0], one[1]))

    def _add_name(self, draft: Draft, one: NameMention) -> None:
        name, is_person = one.named.name, one.named.kind == "person"
        full = full_form(self.text, one.span, self.language) if is_person else one.span
        for form in (name.text, _plain(one.span.of(self.text)), _plain(full.of(self.text))):
            if form not in draft.forms:
                draft.forms.append(form)
        if (len(name.words), len(name.text)) > (len(draft.name.split()), len(draft.name)):
            draft.name = name.text
        self._add_gender(draft, one)
        if one.outlet:
            draft.nouns.add(one.outlet)
        if draft.kind == "media" and not draft.outlet_kind:
            outlet = load_outlets().by_name(name.text)
            draft.outlet_kind, draft.country = (outlet.kind, outlet.country) if outlet else ("", draft.country)
        if one.named.key.startswith("government:") and len(one.named.key) == len("government:XX"):
            draft.country = one.named.key[-2:] if one.named.key[-2:].isupper() else None
        for span, description in introductions(self.text, one.span, self.language, is_person=is_person):
            self._add_role(draft, span, description, full if is_person else one.span)

    def _add_gender(self, draft: Draft, one: NameMention) -> None:
        name = one.named.name
        self._state_gender(draft, is_gendered(name.titles, self.people))
        if draft.gender is not None and draft.gender.how != "weak":
            return
        if name.gender:
            draft.gender = Gender(name.gender, "guessed")
        elif one.named.kind == "person" and len(name.words) == 1 and not name.titles and draft.gender is None:
            value = forename_gender(name.words[0], self.people)
            draft.gender = Gender(value, "weak") if value else None

    def _state_gender(self, draft: Draft, value: str) -> None:
        if value and (draft.gender is None or draft.gender.how != "stated"):
            draft.gender = Gender(value, "stated")

    def _add_role(self, draft: Draft, span: Span, description: Description, form: Span) -> None:
        draft.descriptions.append((min(span.start, form.start), description))
        role = _plain(span.of(self.text))
        bare = OPENING.sub("", role)
        if bare not in draft.roles:
            draft.roles.append(bare)
        whole = _plain(self.text[min(span.start, form.start) : max(span.end, form.end)])
        between = self.text[form.end : span.start]
        if whole not in draft.forms and span.start > form.end and between.strip() == ",":
            draft.forms.append(whole)
        self._state_gender(draft, is_gendered((description.head,), self.people))
        own = next((self.people.adjectives[w] for w in sorted(description.qualifiers) if w in self.people.adjectives), None)
        if own is not None and draft.country is None:
            draft.country = own.country

    def _resolved(self, span: Span, phrase: Description, kind: SourceKind) -> int | None:
        if phrase.is_plural:
            return None
        is_title = not phrase.article and span.of(self.text)[:1].isupper() and kind == "role"
        if phrase.article != "the" and not is_title:
            return None
        if kind in {"outlet", "group", "role"}:
            found = self._body(span.start, phrase)
            if found is not None:
                return found
        return self._person(span.start, phrase) if kind == "role" else None

    def _person(self, start: int, phrase: Description) -> int | None:
        """The only person before a place whom a phrase can mean."""
        fitting: set[int] = set()
        for head in {phrase.head, *self.people.list(f"kin.{phrase.head}")}:
            known = self._by_head.get(head, [])
            before = known[: bisect_left(known, (start, -1))]
            for _, number, role in before[-MOST:]:
                if fits(phrase, role, self.people, self.demonyms):
                    fitting.add(number)
            if len(before) > MOST:
                return None
        return fitting.pop() if len(fitting) == 1 else None

    def _body(self, start: int, phrase: Description) -> int | None:
        """The only body or outlet before a place that a phrase can mean."""
        if phrase.names - self.demonyms:
            return None
        known = self._bodies[: bisect_left(self._bodies, (start, -1))]
        if len(known) > MOST:
            return None
        fitting = {number: sure for _, number in known if (sure := self._body_fit(self.drafts[number], phrase))}
        if len(fitting) > 1 and phrase.head in self.language.lexicon.lists["nouns.outlet"]:
            fitting = self._likeliest_outlets(fitting, phrase.head)
        if len(fitting) != 1:
            return None
        number, sure = fitting.popitem()
        is_bare = not phrase.qualifiers and not phrase.rest and phrase.head in self.people.list("bodies.bare")
        return number if sure == "surely" or is_bare else None

    def _likeliest_outlets(self, fitting: dict[int, str], head: str) -> dict[int, str]:
        """Those that "the newspaper" means first: what was called so, then outlets, then bodies that relay, then persons."""
        ranks, bodies = {}, self.language.lexicon.lists["nouns.bodies"] | self.language.lexicon.lists["nouns.body_ends"]
        for number in fitting:
            draft = self.drafts[number]
            called = head in draft.nouns or any(description.head == head for _, description in draft.descriptions)
            rank = 0 if called else 1 if draft.kind == "media" else 3 if draft.kind == "person" else 2
            # A house with a name is meant before one that is only described, which is meant before a command or a ministry.
            ranks[number] = rank + (2 if not draft.is_named or _words(draft.name) & bodies else 0)
        best = min(ranks.values())
        return {number: sure for number, sure in fitting.items() if ranks[number] == best}

    def _body_fit(self, draft: Draft, phrase: Description) -> str:
        """Whether a phrase can mean a body: "surely" by name or description, "maybe" where nothing says what it is, or ""."""
        if phrase.head in {"media", "press"}:
            return ""
        if draft.kind == "media" and draft.name.lower() in self.language.lexicon.lists["nouns.platforms"]:
            return ""
        if draft.kind == "media":
            return "surely" if not phrase.rest and self._is_outlet_called(draft, phrase.head) else ""
        own, bodies = self.people.list(f"bodies.{phrase.head}"), self.language.lexicon.lists["nouns.bodies"]
        if draft.reports and phrase.head in self.language.lexicon.lists["nouns.outlet"] and not phrase.rest:
            return "surely"
        if draft.kind in {"government", "person"} or (not own and phrase.head not in bodies):
            return ""
        called = {description.head for _, description in draft.descriptions} | _words(draft.name)
        if phrase.head in called or own & called:
            peoples = phrase.words & self.demonyms
            theirs = {word for _, one in draft.descriptions for word in one.words} & self.demonyms
            return "" if peoples and theirs and not peoples & theirs else "surely"
        is_known = bool(called & (self.people.list("bodies.typed") | bodies) or draft.descriptions)
        return "maybe" if not is_known and phrase.head in self.people.list("bodies.anything") else ""

    def _is_outlet_called(self, draft: Draft, head: str) -> bool:
        kinds = {
            key.removeprefix("outlets."): words
            for key, words in self.people.lists.items()
            if key.startswith("outlets.") and key != "outlets.first"
        }
        if not any(head in words or head == kind for kind, words in kinds.items()):
            return False
        if head in draft.nouns:
            return True
        known = {draft.outlet_kind} if draft.outlet_kind else {
            kind for kind, words in kinds.items() if (draft.nouns | _words(draft.name)) & (words | {kind})
        }  # fmt: skip
        return not known or any(head in kinds.get(kind, ()) or head == kind for kind in known)

    def _own(self, span: Span, words: str, description: Description | None, kind: SourceKind) -> int:
        """A party that nothing but a phrase describes; the same definite phrase again is the same party."""
        article = description.article if description is not None else "a"
        is_definite = kind != "anonymous" and article != "a"
        bare = _bare(words)
        key = (bare.lower(), kind)
        if is_definite and key in self._same:
            number = self._same[key]
            if words not in self.drafts[number].forms:
                self.drafts[number].forms.append(words)
            return number
        number = len(self.drafts)
        draft = Draft(
            self._own_kind(span, words, description, kind), span, bare, is_named=False, forms=list(dict.fromkeys((bare, words)))
        )
        draft.is_plural = description is not None and description.is_plural
        self.drafts.append(draft)
        if draft.kind == "media" and not draft.is_plural:
            # "state television" is "the broadcaster" later.
            insort(self._bodies, (span.start, number))
        if description is not None and kind != "anonymous":
            draft.descriptions.append((span.start, description))
            self._state_gender(draft, is_gendered((description.head,), self.people))
            known = self._by_head[description.head]
            known.insert(bisect_left(known, (span.start, number)), (span.start, number, description))
        if is_definite:
            self._same[key] = number
        return number

    def _own_kind(self, span: Span, words: str, description: Description | None, kind: SourceKind) -> ActorKind:
        if kind in {"role", "group"} and government_key(words):
            return "government"
        if description is None or kind not in {"group", "role", "named"}:
            return KINDS[kind]
        if not description.is_plural and description.head in self.language.lexicon.lists["nouns.bodies"]:
            return "org"
        if kind == "group" and description.is_plural and not self._is_crowd(description.head):
            return "group" if self._nominal_kind(span) else "other"
        if kind != "role" or is_title(description.head, self.language) or is_gendered((description.head,), self.people):
            return KINDS[kind]
        nominal = self._nominal_kind(span)
        return "person" if nominal == "nominal_person" else "org" if nominal == "nominal_org" else "other"

    def _is_crowd(self, head: str) -> bool:
        """Whether a plural's noun, in the singular or as it stands, is of people."""
        lists = self.language.lexicon.lists
        known = ("nouns.group", "nouns.bodies", "nouns.anonymous_roles", "nouns.anonymous_heads", "demonyms.words")
        return is_title(head, self.language) or any(form in lists[name] for form in (head, head + "s") for name in known)

    def _nominal_kind(self, span: Span) -> str:
        """What the tagger takes a phrase for: the kind of its mention that begins in it first."""
        at = bisect_left(self._nominal, (span.start, ""))
        return self._nominal[at][1] if at < len(self._nominal) and self._nominal[at][0] < span.end else ""


def _plain(words: str) -> str:
    return " ".join(words.split())


def _bare(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if first.lower() in {"the", "a", "an"} and rest else words


def _words(name: str) -> set[str]:
    return {word.lower().strip(".,") for word in name.split()}
