"""Lines whose words nearly all have capitals, so that a capital in them makes no name.

In: a text and an offset or a source. Out: whether the line around it is written so, as most American headlines are, and the
kind of the source with that in mind. It asks no block of a page: feeds and plain texts have none.
"""

import re
from collections.abc import Collection

from sayso.languages import Language
from sayso.records import SourceKind, Span
from sayso.stages.sources import find_source_kind, is_common_noun

__all__ = ["is_headline", "source_kind_at"]

#: A line longer than this is no headline; a headline has at least such a share of capitals among its longer words.
LONGEST_LINE = 200
SHARE = 0.8
LONG_WORD = re.compile(r"\b[^\W\d_]{4,}")


def is_headline(text: str, at: int) -> bool:
    """Whether an offset stands in such a line."""
    start = text.rfind("\n", max(0, at - LONGEST_LINE), at) + 1
    end = text.find("\n", at, at + LONGEST_LINE)
    if (not start and at > LONGEST_LINE) or (end < 0 and len(text) > at + LONGEST_LINE):
        return False
    words = LONG_WORD.findall(text, start, end if end >= 0 else len(text))
    return len(words) > 3 and sum(word[0].isupper() for word in words) >= SHARE * len(words)


def source_kind_at(text: str, span: Span, language: Language, ends: Collection[int]) -> SourceKind:
    """The kind of a source where it stands: in a headline "Retired General" is no name, though it has capitals.

    Args:
        text: the text.
        span: the source.
        language: of the text.
        ends: where names end that the tagger found.
    """
    words = span.of(text)
    last = words.split()[-1:]
    is_office = (
        bool(last) and last[0].lower() in language.lexicon.lists["titles.words"] | language.lexicon.lists["titles.callings"]
    )
    is_plain = len(words.split()) > 1 and (is_office or (span.end not in ends and is_common_noun(last[0], language)))
    return find_source_kind(words.lower() if is_plain and is_headline(text, span.start) else words, language)
