"""Attributions from what the tagger found.

In: an analysis with tags, sentences and quotations. Out: the same with its attributions, in the order of their cues: each with
style, cue kind, source kind, channel, polarity and the attribution it is nested in. None is dropped for lack of a source or of
contents; two groups with the same cue are one, the better scored. Speakers and dates of saying are later stages' work.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import cast

from sayso.languages import Language, load_language
from sayso.records import Analysis, Attribution, CueKind, SourceKind, Span, Tag, TagGroup, strip_span, text_of
from sayso.records.ids import Occurrences, attribution_id
from sayso.stages.base import Stage
from sayso.stages.channels import Speech, find_channels
from sayso.stages.headlines import source_kind_at
from sayso.stages.sources import find_source_kind
from sayso.stages.styles import QuotedText, find_style

__all__ = ["ATTRIBUTIONS", "find_attributions", "find_venues"]

#: How much text before a cue is looked at for a negation that the tagger left out of it.
BEFORE_CUE = 24
#: The rest of a word on either side of a place inside it; no word is longer.
WORD_BEFORE = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*[-’']?\Z")
WORD_BEHIND = re.compile(r"[^\W_]+")
LONGEST_WORD = 40
#: Below this the words of a cue say its kind better than the tagger: 90.0 % of the checked cues of PolNeAR dev instead of 89.1.
SURE = 0.7
ACCORDING = "according "
#: What a report, a poll or a law says is a report.
TEXTS: frozenset[SourceKind] = frozenset({"document", "survey"})
SAID_BY_TEXTS: frozenset[CueKind] = frozenset({"speech", "writing", "perception", "other"})
#: Only what is uttered has a venue; one believes and intends nowhere.
SAID_SOMEWHERE: frozenset[CueKind] = frozenset(
    {"speech", "writing", "report", "claim", "implied", "denial", "accusation", "demand", "promise", "threat"}
)


def find_attributions(analysis: Analysis) -> Analysis:
    """The analysis with the attributions of its tags; without tags it has none."""
    document = analysis.document
    text, language = document.text, load_language(document.language)
    groups = [_tidy(text, group) for group in (analysis.tags.groups if analysis.tags else ())]
    counted = Occurrences(text)
    ids = {n: attribution_id(document.id, text, group.cue, counted) for n, group in enumerate(groups) if group.cue}
    kept = _distinct(groups, ids)
    quoted = QuotedText(analysis.quotations)
    channels = _channels(
        text,
        analysis.sentences,
        [(g.cue, g.contents, g.sources) for g in kept.values()],
        language,
        analysis.tags.names if analysis.tags else (),
    )
    ends = {tag.span.end for tag in analysis.tags.names} if analysis.tags else set()
    found = []
    for number, (own_id, group) in enumerate(kept.items()):
        parent = ids.get(group.within) if group.within is not None else None
        found.append(
            _attribution(
                own_id, parent if parent != own_id else None, group, channels.get(number), text, language, quoted, ends
            )
        )
    return replace(analysis, attributions=tuple(sorted(found, key=lambda one: (one.cue[0].start, one.cue[0].end, one.id))))


def _tidy(text: str, group: TagGroup) -> TagGroup:
    """The group with its spans in order, whole words in cue and sources, and without empty spans."""
    cue, sources = (tuple(sorted(_whole_words(text, span) for span in spans if span)) for spans in (group.cue, group.sources))
    if len(cue) == 1 and cue[0].of(text).lower() == "to":
        # "[according to] the daily", of which the tagger marked but half.
        first = max(0, cue[0].start - len(ACCORDING))
        cue = (Span(first, cue[0].end),) if text[first : cue[0].start].lower() == ACCORDING else cue
    taken = (*cue, *sources)
    contents = tuple(sorted(left for span in group.contents for left in [_outside(text, span, taken)] if left))
    return replace(group, cue=cue, sources=sources, contents=contents)


def _whole_words(text: str, span: Span) -> Span:
    """A span that the tagger began or ended inside a word, with the rest of the word."""
    start, end = span.start, span.end
    if text[start].isalnum():
        before = WORD_BEFORE.search(text, max(0, start - LONGEST_WORD), start)
        start = before.start() if before is not None else start
    if text[end - 1].isalnum():
        behind = WORD_BEHIND.match(text, end)
        end = behind.end() if behind is not None else end
    return Span(start, end)


def _outside(text: str, span: Span, taken: Sequence[Span]) -> Span:
    """Contents without the half of a word that cue or source has got back."""
    start, end = span.start, span.end
    for other in taken:
        if other.start <= start < other.end < end:
            start = other.end
        elif start < other.start < end <= other.end:
            end = other.start
    return span if (start, end) == (span.start, span.end) else strip_span(text, Span(start, end))


def _distinct(groups: Sequence[TagGroup], ids: Mapping[int, str]) -> dict[str, TagGroup]:
    """The groups by the id of their attribution; of two with one id the better scored is kept."""
    kept: dict[str, TagGroup] = {}
    for position, own_id in ids.items():
        if own_id not in kept or groups[position].score > kept[own_id].score:
            kept[own_id] = groups[position]
    return kept


def _attribution(
    own_id: str,
    parent: str | None,
    group: TagGroup,
    channel: Span | None,
    text: str,
    language: Language,
    quoted: QuotedText,
    ends: Collection[int],
) -> Attribution:
    sources, cue, contents = group.sources, group.cue, group.contents
    before = text[max(0, cue[0].start - BEFORE_CUE) : cue[0].start]
    sense = language.read_cue(text_of(text, cue, " "), before, contents[0].of(text)[:40] if contents else "")
    source_kind: SourceKind = "none"
    if len(sources) == 1:
        source_kind = source_kind_at(text, sources[0], language, ends)
    elif sources:
        source_kind = find_source_kind(text_of(text, sources, ", "), language)
    cue_kind = _cue_kind(group, sense.kind, source_kind)
    return Attribution(
        id=own_id,
        sources=sources,
        cue=cue,
        contents=contents,
        channel=channel if cue_kind in SAID_SOMEWHERE else None,
        style=find_style(text, contents, cue, quoted, language.lexicon.lists["grammar.links"]),
        cue_kind=cue_kind,
        source_kind=source_kind,
        speakers=(),
        parent=parent,
        polarity=sense.polarity,
        said=None,
        score=group.score,
    )


def _cue_kind(group: TagGroup, by_words: CueKind, source_kind: SourceKind) -> CueKind:
    """The kind that the tagger is sure of; that of the words of the cue, where it is not or the words refuse an answer."""
    told = group.kind
    # "did not deny that P" refuses no answer.
    is_refusal = by_words == "decline" or (by_words == "denial" and told is not None and told.label == "decline")
    # "asked [for reinforcements]", "asked [to leave]": the words behind the cue make it a demand.
    is_asked = by_words == "demand" and told is not None and told.label == "speech"
    if told is None or is_refusal or is_asked or (told.score < SURE and by_words != "other"):
        return "report" if source_kind in TEXTS and by_words in SAID_BY_TEXTS else by_words
    return cast("CueKind", told.label)


def find_venues(analysis: Analysis) -> Analysis:
    """The analysis with a channel for each attribution that is uttered somewhere and has none yet."""
    language = load_language(analysis.document.language)
    speeches = [(one.cue, one.contents, one.sources) for one in analysis.attributions]
    found = _channels(
        analysis.document.text, analysis.sentences, speeches, language, analysis.tags.names if analysis.tags else ()
    )
    placed = tuple(
        replace(one, channel=found[n]) if n in found and one.channel is None and one.cue_kind in SAID_SOMEWHERE else one
        for n, one in enumerate(analysis.attributions)
    )
    return replace(analysis, attributions=placed)


def _channels(
    text: str,
    sentences: Sequence[Span],
    speeches: Sequence[tuple[tuple[Span, ...], ...]],
    language: Language,
    names: Sequence[Tag],
) -> Mapping[int, Span]:
    """The channel of each cue, with its contents and sources, that has one, by its position."""
    starts = [sentence.start for sentence in sentences]
    houses = {tag.span.start: tag.span for tag in names if tag.label in {"media", "org"}}
    by_sentence: defaultdict[int, list[Speech]] = defaultdict(list)
    for number, (cue, contents, sources) in enumerate(speeches):
        at = bisect_right(starts, cue[0].start) - 1
        if at >= 0 and sentences[at].contains(cue[0]):
            by_sentence[at].append(Speech(number, cue[0], contents, sources))
    found: dict[int, Span] = {}
    for at, own in by_sentence.items():
        found.update(find_channels(text, sentences[at], own, language, houses))
    return found


ATTRIBUTIONS = Stage(
    "attributions", needs=("sentences", "quotations", "tags"), gives=("attributions",), apply=find_attributions
)
