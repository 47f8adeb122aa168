"""Attributions whose spans a person gave, and who speaks in them.

In: a document's analysis, spans that were checked before. Out: what the rules say of them without the network: the kind of
source and cue, the style, the polarity, the speakers, and the hop that stands for them in a chain. It checks no spans and keeps
nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.knowledge.outlets import load_outlets
from sayso.languages import load_language
from sayso.records import Actor, Analysis, Attribution, CueKind, Hop, SourceKind, Span, Style, text_of
from sayso.records.ids import attribution_id
from sayso.stages.headlines import source_kind_at
from sayso.stages.sources import find_source_kind
from sayso.stages.styles import QuotedText, find_style

__all__ = ["SURE", "Given", "describe_given", "find_speakers", "hop_of", "outlet_of", "speak_again"]

#: What a person says is not scored by a model.
SURE = 1.0
#: How much text before a cue may hold a negation that belongs to it.
BEFORE_CUE = 24
OPENING = 40
#: Kinds of mentions that are names.
NAMES = frozenset({"person", "org", "place", "norp", "media"})


@dataclass(frozen=True, slots=True)
class Given:
    """The spans of an attribution as a person marked them, and what they said of it; null: the rules say."""

    sources: tuple[Span, ...]
    cue: tuple[Span, ...]
    contents: tuple[Span, ...]
    channel: Span | None = None
    style: Style | None = None
    cue_kind: CueKind | None = None
    source_kind: SourceKind | None = None


def describe_given(analysis: Analysis, given: Given) -> Attribution:
    """The attribution that these spans are; its id is the one that the machine would give it."""
    document = analysis.document
    text, language = document.text, load_language(document.language)
    before = text[max(0, given.cue[0].start - BEFORE_CUE) : given.cue[0].start]
    sense = language.read_cue(text_of(text, given.cue, " "), before, _opening(text, given.contents))
    links = language.lexicon.lists["grammar.links"]
    style = find_style(text, given.contents, given.cue, QuotedText(analysis.quotations), links)
    cue_kind: CueKind = given.cue_kind or sense.kind
    return Attribution(
        id=attribution_id(document.id, text, given.cue),
        sources=given.sources,
        cue=given.cue,
        contents=given.contents,
        channel=given.channel,
        style=given.style or style,
        cue_kind=cue_kind,
        source_kind=given.source_kind or _kind_of(analysis, given.sources),
        speakers=tuple(actor.id for actor in find_speakers(analysis, given.sources)),
        parent=None,
        polarity="-" if cue_kind == "denial" else sense.polarity if given.cue_kind is None else "+",
        said=None,
        score=SURE,
    )


def speak_again(analysis: Analysis, old: Attribution, new: Attribution) -> Attribution:
    """An attribution with other spans, and what follows from those that differ."""
    if new.cue == old.cue and new.sources == old.sources and new.contents == old.contents:
        return new
    told = describe_given(analysis, Given(new.sources, new.cue, new.contents, new.channel))
    if new.sources != old.sources:
        new = replace(new, source_kind=told.source_kind, speakers=told.speakers)
    if new.cue != old.cue:
        new = replace(new, cue_kind=told.cue_kind, polarity=told.polarity)
    return replace(new, style=told.style)


def find_speakers(analysis: Analysis, sources: Sequence[Span]) -> tuple[Actor, ...]:
    """The parties that are named or meant within a source, in the order of the text."""
    actors = {actor.id: actor for actor in analysis.actors}
    found = [
        mention
        for mention in analysis.mentions
        if mention.actor in actors and any(source.contains(mention.span) for source in sources)
    ]
    ordered = dict.fromkeys(mention.actor for mention in sorted(found, key=lambda one: one.span))
    named = tuple(actors[key] for key in ordered if key is not None)
    if named:
        return named
    words = [source.of(analysis.document.text) for source in sources]
    return tuple(actor for actor in analysis.actors if any(word in (actor.name, *actor.names) for word in words))


def hop_of(analysis: Analysis, attribution: Attribution) -> Hop:
    """The hop that an attribution of a person's own is in a chain: stated, under one name."""
    text = analysis.document.text
    words = text_of(text, attribution.sources, " and ") or None
    speakers = find_speakers(analysis, attribution.sources)
    actor = speakers[0] if len(speakers) == 1 else None
    name = words if actor is None or attribution.source_kind == "role" else actor.name
    return Hop(
        role="source",
        name=name if attribution.source_kind not in ("none", "pronoun") or actor is not None else None,
        actor=None if actor is None else actor.id,
        outlet=outlet_of(name),
        attribution=attribution.id,
        channel=None if attribution.channel is None else attribution.channel.of(text),
        said=attribution.said,
        polarity=attribution.polarity,
        hedges=(),
        basis="stated",
        score=SURE,
    )


def outlet_of(name: str | None) -> str | None:
    """The row of the table of outlets that a name is, if it is one."""
    row = load_outlets().by_name(name) if name else None
    return None if row is None else row.id


def _opening(text: str, contents: Sequence[Span]) -> str:
    return contents[0].of(text)[:OPENING] if contents else ""


def _kind_of(analysis: Analysis, sources: Sequence[Span]) -> SourceKind:
    text, language = analysis.document.text, load_language(analysis.document.language)
    if len(sources) == 1:
        ends = {mention.span.end for mention in analysis.mentions if mention.kind in NAMES}
        return source_kind_at(text, sources[0], language, ends)
    return find_source_kind(text_of(text, sources, ", "), language) if sources else "none"
