"""Attributions from what the tagger found.

In: an analysis with tags, sentences and quotations. Out: the same with its attributions, in the order of their cues: each with
style, cue kind, source kind, channel, polarity and the attribution it is nested in. None is dropped for lack of a source or of
contents; two groups with the same cue are one, the better scored. Speakers and dates of saying are later stages' work.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sayso.languages import Language, load_language
from sayso.records import Analysis, Attribution, CueKind, SourceKind, Span, TagGroup, text_of
from sayso.records.ids import attribution_id
from sayso.stages.base import Stage
from sayso.stages.channels import Speech, find_channels
from sayso.stages.sources import find_source_kind
from sayso.stages.styles import QuotedText, find_style

__all__ = ["ATTRIBUTIONS", "find_attributions"]

#: How much text before a cue is looked at for a negation that the tagger left out of it.
BEFORE_CUE = 24
#: What a report, a poll or a law says is a report.
TEXTS: frozenset[SourceKind] = frozenset({"document", "survey"})
SAID_BY_TEXTS: frozenset[CueKind] = frozenset({"speech", "writing", "perception", "other"})
#: Only what is uttered has a venue; one believes and intends nowhere.
SAID_SOMEWHERE: frozenset[CueKind] = frozenset(
    {"speech", "writing", "report", "claim", "implied", "denial", "accusation", "demand", "promise", "threat"}
)


def find_attributions(analysis: Analysis) -> Analysis:
    """The analysis with the attributions of its tags; without tags it has none."""
    groups = _distinct(analysis)
    if not groups:
        return replace(analysis, attributions=())
    text, language = analysis.document.text, load_language(analysis.document.language)
    quoted = QuotedText(analysis.quotations)
    channels = _channels(text, analysis.sentences, list(groups.values()), language)
    ids = _ids_by_position(analysis)
    found = []
    for number, (own_id, group) in enumerate(groups.items()):
        parent = ids.get(group.within) if group.within is not None else None
        attribution = _attribution(own_id, group, text, language, quoted)
        channel = channels.get(number) if attribution.cue_kind in SAID_SOMEWHERE else None
        found.append(replace(attribution, channel=channel, parent=parent if parent != own_id else None))
    return replace(analysis, attributions=tuple(sorted(found, key=lambda attribution: (attribution.cue, attribution.id))))


def _ids_by_position(analysis: Analysis) -> dict[int, str]:
    document, groups = analysis.document, analysis.tags.groups if analysis.tags else ()
    return {
        n: attribution_id(document.id, document.text, _tidy(group.cue)) for n, group in enumerate(groups) if _tidy(group.cue)
    }


def _distinct(analysis: Analysis) -> dict[str, TagGroup]:
    """The groups by the id of their attribution; of two with one id the better scored is kept."""
    kept: dict[str, TagGroup] = {}
    groups = analysis.tags.groups if analysis.tags else ()
    for position, own_id in _ids_by_position(analysis).items():
        group = groups[position]
        if own_id not in kept or group.score > kept[own_id].score:
            kept[own_id] = group
    return kept


def _tidy(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order and without empty ones."""
    return tuple(sorted(span for span in spans if len(span)))


def _attribution(own_id: str, group: TagGroup, text: str, language: Language, quoted: QuotedText) -> Attribution:
    """One attribution, still without channel and parent."""
    sources, cue, contents = _tidy(group.sources), _tidy(group.cue), _tidy(group.contents)
    opening = contents[0].of(text)[:40] if contents else ""
    sense = language.read_cue(text_of(text, cue, " "), text[max(0, cue[0].start - BEFORE_CUE) : cue[0].start], opening)
    source_kind = find_source_kind(text_of(text, sources, ", "), language) if sources else "none"
    return Attribution(
        id=own_id,
        sources=sources,
        cue=cue,
        contents=contents,
        channel=None,
        style=find_style(text, contents, cue, quoted, language.lexicon.lists["grammar.links"]),
        cue_kind="report" if source_kind in TEXTS and sense.kind in SAID_BY_TEXTS else sense.kind,
        source_kind=source_kind,
        speakers=(),
        parent=None,
        polarity=sense.polarity,
        said=None,
        score=group.score,
    )


def _channels(text: str, sentences: Sequence[Span], groups: Sequence[TagGroup], language: Language) -> Mapping[int, Span]:
    """The channel of each group that has one, by its position."""
    starts = [sentence.start for sentence in sentences]
    by_sentence: defaultdict[int, list[Speech]] = defaultdict(list)
    for number, group in enumerate(groups):
        cue = _tidy(group.cue)
        at = bisect_right(starts, cue[0].start) - 1
        if at >= 0 and sentences[at].contains(cue[0]):
            by_sentence[at].append(Speech(number, Span(cue[0].start, cue[0].end), _tidy(group.contents), _tidy(group.sources)))
    found: dict[int, Span] = {}
    for at, speeches in by_sentence.items():
        found.update(find_channels(text, sentences[at], speeches, language))
    return found


ATTRIBUTIONS = Stage(
    "attributions", needs=("sentences", "quotations", "tags"), gives=("attributions",), apply=find_attributions
)
