"""Figures: how many, or how much, of what, as the text has it.

In: an analysis with its claims and events. Out: the same with its quantities, in text order. A figure belongs to the claims
whose contents hold it, and so has their chain, hedges and factuality; nothing is added up, compared or averaged here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from sayso.languages.amounts import Amount
from sayso.languages.en import lemmas
from sayso.languages.figure_lexicon import FATES, load_figure_lexicon
from sayso.records import Analysis, Attribution, Exactness, Quantity, QuantityKind, Span
from sayso.records.ids import Occurrences, quantity_id
from sayso.stages.base import Stage
from sayso.stages.figure_kinds import find_kind, is_state
from sayso.stages.figure_sites import Site, find_sites
from sayso.stages.figure_ties import (
    Poll,
    find_answer,
    find_date,
    find_event,
    find_poll,
    is_answered,
    is_cumulative,
    is_part,
)
from sayso.stages.trees import SUBJECTS, read_tree

__all__ = ["QUANTITIES", "find_quantities"]

#: Blocks whose sentences tell what happened.
TOLD_IN: Final = frozenset({"headline", "standfirst", "subhead", "body", "caption", "correction", "pullquote"})
#: How sure a figure is, by what tells its kind; not measured apart.
SCORES: Final = {"money": 0.9, "share": 0.85, "poll": 0.8, "people": 0.75, "things": 0.7, "other": 0.7}
FATE_SCORE: Final = 0.85
#: Answers within so many characters of a poll's last figure are that poll's.
NEAR: Final = 400
#: A bare number behind "of" or "at" counts people only from here on: below it may be an age.
MANY: Final = 100
#: "Killed 259 people on the plane and 11 on the ground".
PLACING: Final = frozenset({"on", "in", "at", "near", "aboard", "outside", "inside"})


@dataclass(frozen=True, slots=True)
class _Draft:
    """A figure without its id; `parent` is the place of the figure that it is a part of."""

    site: Site
    quantity: Quantity
    parent: int | None


def find_quantities(analysis: Analysis) -> Analysis:
    """The analysis with its quantities."""
    if analysis.tags is None or not analysis.tags.words:
        return replace(analysis, quantities=())
    return replace(analysis, quantities=_Finder(analysis).find())


class _Finder:
    """The figures of one analysis; holds what all of them need."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis, self.text = analysis, analysis.document.text
        self.tree, self.lexicon = read_tree(analysis), load_figure_lexicon()
        self.counted = Occurrences(self.text)
        self.people = frozenset(
            place
            for mention in analysis.mentions
            if mention.kind in {"nominal_person", "norp"}
            for place in [self.tree.head([mention.span])]
            if place is not None
        )
        #: Dates of saying, with the words of the cues that they date.
        self.said = {one.said: frozenset(self.tree.within(one.cue)) for one in analysis.attributions if one.said is not None}
        self.dates = [timex for timex in analysis.timexes if timex.kind in {"DATE", "TIME"}]
        at = ((self.tree.at(event.trigger.start), event.id) for event in analysis.events)
        self.triggers = {place: event for place, event in at if place is not None}

    def find(self) -> tuple[Quantity, ...]:
        """The figures in text order."""
        drafts: list[_Draft] = []
        for site in find_sites(self.analysis, self.tree, self._told(), self.lexicon):
            draft = self._draft(site, drafts)
            if draft is not None:
                drafts.append(draft)
        ids = [quantity_id(self.analysis.document.id, self.text, one.quantity.span, self.counted) for one in drafts]
        return tuple(
            replace(one.quantity, id=own, of=one.quantity.of if one.parent is None else ids[one.parent])
            for own, one in zip(ids, drafts, strict=True)
        )

    def _told(self) -> list[Span]:
        roles = [(block.span, block.role) for block in self.analysis.document.blocks]
        return [
            sentence
            for sentence in self.analysis.sentences
            if next((role for span, role in roles if span.contains(sentence)), "body") in TOLD_IN
        ]

    # --- one figure ---

    def _draft(self, site: Site, drafts: Sequence[_Draft]) -> _Draft | None:
        parent = self._parent(site, drafts)
        kind = find_kind(site, self.tree, self.lexicon, is_people=self._is_people(site))
        what = self._what(site)
        above = drafts[parent].quantity if parent is not None else None
        if above is not None and kind in {None, "people", "things"}:
            kind = above.kind
        if kind is None:
            kind, what = self._as_before(site, drafts)
        if kind is None:
            return None
        poll = self._poll(site, kind, drafts)
        if kind == "share" and poll:
            kind, what = "poll", find_answer(site, self.text, self.lexicon)
        low, high, exactness = _bounds(site.amount)
        by_poll = poll.id if isinstance(poll, Attribution) and (kind == "poll" or self._is_asked(site)) else None
        quantity = Quantity(
            id="",
            span=site.span,
            kind=kind,
            low=low,
            high=high,
            unit="%" if site.amount.is_part and site.unit is None else site.unit,
            what=None if what is None else what.of(self.text),
            what_span=what,
            of=by_poll or find_event(site, self.tree, self.triggers),
            is_subset=parent is not None,
            is_cumulative=kind not in {"share", "poll", "other"}
            and parent is None
            and is_cumulative(site, self.tree, self.lexicon),
            as_of=self._date(site, above),
            exactness=exactness,
            score=FATE_SCORE if kind in FATES else SCORES[kind],
        )
        return _Draft(site, quantity, parent)

    def _parent(self, site: Site, drafts: Sequence[_Draft]) -> int | None:
        """The figure that this one is a part of: of its sentence the last that is no part itself, and no smaller."""
        if site.unit is not None or site.amount.is_part or not is_part(site, self.lexicon):
            return self._beside_part(site, drafts)
        for place in range(len(drafts) - 1, -1, -1):
            one = drafts[place]
            if one.site.sentence != site.sentence:
                return None
            if (
                one.parent is None
                and one.quantity.unit is None
                and (one.quantity.high or one.site.amount.high) >= site.amount.low
            ):
                return place
        return None

    def _beside_part(self, site: Site, drafts: Sequence[_Draft]) -> int | None:
        """The whole of a part that this figure is joined to: "including 3 children and 2 nurses"."""
        if not drafts or drafts[-1].parent is None or site.noun is None or self.tree.relation(site.noun.place) != "conj":
            return None
        before = drafts[-1].site
        is_joined = before.noun is not None and self.tree.words[site.noun.place].head == before.noun.place
        return drafts[-1].parent if is_joined and before.sentence == site.sentence else None

    def _is_people(self, site: Site) -> bool:
        if site.noun is None:
            return False
        form = self.tree.form(site.noun.place)
        forms = {form, *lemmas(form)}
        is_none = bool(forms & self.lexicon.lists["people.never"])
        return (site.noun.place in self.people and not is_none) or self.lexicon.is_person(form, lemmas(form))

    def _poll(self, site: Site, kind: QuantityKind, drafts: Sequence[_Draft]) -> Poll:
        """The poll that a share or those asked belong to: its sentence's; an answer's is the one told just before."""
        if kind not in {"share", "people"}:
            return False
        poll = find_poll(site, self.analysis, self.lexicon)
        if poll or kind == "people" or not is_answered(site, self.tree, self.lexicon):
            return poll
        told = next((one.quantity for one in reversed(drafts) if one.quantity.kind == "poll"), None)
        if told is None or site.span.start - told.span.end > NEAR:
            return False
        return next((one for one in self.analysis.attributions if one.id == told.of), True)

    def _is_asked(self, site: Site) -> bool:
        """Whether those counted were asked for a poll: they stand in its source."""
        return any(span.contains(site.span) for one in self.analysis.attributions for span in one.sources)

    def _what(self, site: Site) -> Span | None:
        """What is counted; a word for what became of it is none: of "two of the injured were children", children."""
        if site.noun is not None and not is_state(self.tree.form(site.noun.place), self.lexicon):
            return site.noun.span
        above = self.tree.words[site.place].head
        if above >= 0 and self.tree.relation(site.place) in SUBJECTS:
            form = self.tree.form(above)
            if not is_state(form, self.lexicon) and self.lexicon.is_person(form, lemmas(form)):
                return self.tree.words[above].span
        return None

    def _as_before(self, site: Site, drafts: Sequence[_Draft]) -> tuple[QuantityKind | None, Span | None]:
        """What a bare number counts by the figure before it: "by 88 votes to 41", "the organisers spoke of 20,000"."""
        if not drafts or drafts[-1].site.sentence != site.sentence or site.amount.is_nobody:
            return None, None
        before, link = drafts[-1].quantity, site.text(site.amount.first - 1)
        if before.kind in FATES and link == "and" and site.noun is None and site.text(site.behind) in PLACING:
            return before.kind, None
        if before.kind not in {"people", "things"} or site.noun is not None:
            return None, None
        if link == "to" and before.what_span is not None:
            is_next = self.text[before.what_span.end : site.span.start].strip() == "to"
            return (before.kind, before.what_span) if is_next else (None, None)
        return (before.kind, None) if link in {"of", "at"} and site.amount.low >= MANY else (None, None)

    def _date(self, site: Site, above: Quantity | None) -> str | None:
        own = find_date(site, self.tree, self.dates, self.said, self.lexicon)
        return own or (above.as_of if above is not None else None)


def _bounds(amount: Amount) -> tuple[float | None, float | None, Exactness]:
    """The bounds of a number as its words have them; a fraction in per cent."""
    scale = 100 if amount.is_part else 1
    low, high = round(amount.low * scale, 3), round(amount.high * scale, 3)
    if amount.bound == "above":
        return low, None, "at_least"
    if amount.bound == "below":
        return None, high, "at_most"
    if amount.is_range:
        return low, high, "between"
    return low, high, "about" if amount.bound == "about" or amount.is_vague else "exact"


QUANTITIES = Stage(
    "quantities",
    needs=("sentences", "tags", "mentions", "timexes", "attributions", "claims", "events"),
    gives=("quantities",),
    apply=find_quantities,
)
