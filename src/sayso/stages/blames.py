"""Who blames whom, and who takes or denies responsibility, where the tagger passed it over or cut it wrongly.

In: a draft. Out: "held the rebels responsible for the shelling" as an accusation by whoever held them so; "took responsibility
for" as a claim whose contents begin with the responsibility; "was blamed on the rebels by the army" and "were accused by
the army of" with the army as source and not the rebels. Nothing is said of who did it.
"""

import re
from dataclasses import replace
from typing import Final

from sayso.records import Attribution, Span, strip_span
from sayso.stages.drafts import Draft
from sayso.stages.parties import ASIDE

__all__ = ["add_blames"]

SCORE: Final = 0.75
HOLDING: Final = frozenset({"hold", "holds", "held", "holding"})
#: Who is held so holds nobody; and who does not hold him so says nothing of him.
PASSIVE: Final = frozenset({"is", "are", "was", "were", "be", "been", "being", "not", "n't", "n’t", "never"})
ANSWERABLE: Final = frozenset({"responsible", "accountable", "answerable"})
#: The word for who did it stands within so many words behind "held".
REACH: Final = 14
TAKING: Final = re.compile(
    r"(?P<cue>\b(?:take|takes|took|taken|taking|assume[sd]?|accept(?:s|ed)?|claim(?:s|ed)?|admit(?:s|ted)?|den(?:y|ies|ied))"
    r"(?:\s+full)?)\s+(?P<what>responsibility)(?:\s+for)?",
    re.IGNORECASE,
)
#: So far before a cue that is the noun alone its verb begins: "took [responsibility for]".
BEFORE: Final = 16
WHAT: Final = "responsibility"
#: A party behind "on" or "to", before the one behind "by": "blamed on the rebels by the army".
BLAMED_ON: Final = re.compile(r"\b(?:on|to)\s*$")
LAYING: Final = re.compile(r"\b(?:blame|attribut|ascrib)", re.IGNORECASE)
BY: Final = re.compile(r"\s+by\s+")
OF: Final = re.compile(r"\s+(?P<deed>(?:of|over|for)\s+\w+ing\b|of\s+(?:a|an|the|its|their)\b)")


def add_blames(draft: Draft) -> None:
    """Add and mend the attributions of blame."""
    for one in draft.attributions:
        mended = _taken(draft, one) or _blamed_on(draft, one) or _accused_by(draft, one)
        if mended is not None:
            del draft.kept[one.id]
            draft.kept[mended.id] = mended
    for place in range(len(draft.tree.words)):
        made = _held(draft, place) if draft.tree.form(place) in HOLDING else None
        if made is not None:
            draft.kept.setdefault(made.id, made)


def _held(draft: Draft, place: int) -> Attribution | None:
    """Who holds whom responsible for what."""
    tree = draft.tree
    subject = tree.subject(place)
    near = range(place + 1, min(place + REACH, len(tree.words)))
    answerable = next((at for at in near if tree.form(at) in ANSWERABLE), None)
    if subject is None or subject > place or answerable is None or tree.relation(subject) == "subj_pass":
        return None
    if (
        draft.is_marked(tree.words[place].span)
        or tree.relation(answerable) == "mod"
        or not {place} & set(tree.above(answerable))
    ):
        return None
    before = [child for child in tree.children(place, "aux", "mod") if subject < child < place]
    forms = {tree.form(child) for child in before} | {tree.form(child) for child in tree.children(subject, "mod")}
    if forms & PASSIVE or forms & draft.lists["negation.quantifiers"] or tree.form(subject) in draft.lists["grammar.relatives"]:
        return None
    source = tree.extent(at for at in tree.below(subject, ASIDE - {"conj", "acl"}) if at < min([place, *before]))
    held = {at for at in tree.below(place) if at > place and tree.relation(at) != "punct"}
    if source is None or answerable not in held:
        return None
    inside = {at for one in draft.kept.values() for at in tree.within(one.cue)}
    contents = tree.spans(at for at in held if at not in inside)
    cue = tree.extent([*before, place])
    if cue is None:
        return None
    around = [one for one in draft.attributions if any(span.contains(cue) for span in one.contents)]
    parent = min(around, key=lambda one: sum(map(len, one.contents)), default=None)
    own = None if parent is None else parent.id
    return draft.make(source, cue, contents[:2], "accusation", parent=own, score=SCORE)


def _taken(draft: Draft, one: Attribution) -> Attribution | None:
    """Who took responsibility for P: with the responsibility in the contents, as where somebody claims it."""
    if len(one.cue) != 1 or not one.sources or len(one.contents) != 1:
        return None
    if one.contents[0].start < one.cue[0].end or one.sources[-1].end > one.cue[0].start:
        return None
    match = TAKING.search(draft.text, max(one.sources[-1].end, one.cue[0].start - BEFORE), one.cue[0].end + len(WHAT) + 1)
    if match is None or match.end("what") < one.cue[0].start:
        return None
    cue, contents = Span(*match.span("cue")), (Span(match.start("what"), one.contents[0].end),)
    is_denied = one.cue_kind == "denial"
    if one.cue == (cue,) and one.contents == contents and one.cue_kind in {"claim", "denial"}:
        return None
    made = draft.make(
        one.sources[0], cue, contents, "denial" if is_denied else "claim", parent=one.parent, score=one.score,
        polarity="-" if is_denied else "+",
    )  # fmt: skip
    return replace(made, sources=one.sources, source_kind=one.source_kind)


def _blamed_on(draft: Draft, one: Attribution) -> Attribution | None:
    """Whoever blamed it on X: of "was blamed on X by Y" Y says so, and X is what he says; without Y nobody is named."""
    if len(one.sources) != 1 or len(one.cue) != 1:
        return None
    source, before = one.sources[0], draft.text[: one.sources[0].start]
    on = BLAMED_ON.search(before[-6:])
    if on is None or source.start < one.cue[0].end or LAYING.search(one.cue[0].of(draft.text)) is None:
        return None
    by = BY.search(draft.text, source.start, source.end)
    blamed = Span(len(before) - len(before[-6:]) + on.start(), by.start() if by is not None else source.end)
    contents = (*one.contents, strip_span(draft.text, blamed))
    if by is None:
        return replace(one, sources=(), source_kind="none", contents=contents)
    made = draft.make(Span(by.end(), source.end), one.cue[0], contents, "accusation", parent=one.parent, score=one.score)
    return replace(made, id=one.id)


def _accused_by(draft: Draft, one: Attribution) -> Attribution | None:
    """Who accused: of "were accused by Y of P", where the source has run on into P."""
    if one.cue_kind != "accusation" or len(one.sources) != 1 or one.sources[0].start < one.cue[0].end:
        return None
    deed = OF.search(draft.text, one.sources[0].start, one.sources[0].end)
    if deed is None or not draft.text[: one.sources[0].start].rstrip().lower().endswith(" by"):
        return None
    source = Span(one.sources[0].start, deed.start())
    made = draft.make(
        source, one.cue[0], (*one.contents, Span(deed.start("deed"), one.sources[0].end)), "accusation",
        parent=one.parent, score=one.score,
    )  # fmt: skip
    return replace(made, id=one.id)
