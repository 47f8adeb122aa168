"""Mentions from what the tagger found: names of persons, organisations, places, peoples and outlets, and nominal phrases.

In: an analysis with tags. Out: the same with its mentions in text order. A nominal phrase that holds a name is kept beside it;
one that is a name already is not. Dates are time expressions, not mentions; who is meant is a later stage's work.
"""

from dataclasses import replace

from sayso.records import Analysis, Mention, MentionKind, Tag
from sayso.records.ids import Occurrences, mention_id
from sayso.stages.base import Stage

__all__ = ["MENTIONS", "find_mentions"]

NAMED: dict[str, MentionKind] = {"person": "person", "org": "org", "place": "place", "norp": "norp", "media": "media"}
NOMINAL: dict[str, MentionKind] = {"person": "nominal_person", "org": "nominal_org"}


def find_mentions(analysis: Analysis) -> Analysis:
    """The analysis with its mentions; without tags it has none."""
    if analysis.tags is None:
        return analysis
    document = analysis.document
    counted = Occurrences(document.text)
    named = [(tag, NAMED[tag.label]) for tag in analysis.tags.names if tag.label in NAMED]
    taken = {tag.span for tag, _ in named}
    nominal = [(tag, NOMINAL[tag.label]) for tag in analysis.tags.mentions if tag.label in NOMINAL and tag.span not in taken]

    def mention(tag: Tag, kind: MentionKind) -> Mention:
        return Mention(mention_id(document.id, document.text, tag.span, counted), tag.span, kind, None, tag.score)

    found = sorted((mention(*one) for one in (*named, *nominal)), key=lambda one: (one.span.start, -one.span.end))
    return replace(analysis, mentions=tuple(found))


MENTIONS = Stage("mentions", needs=("tags",), gives=("mentions",), apply=find_mentions)
