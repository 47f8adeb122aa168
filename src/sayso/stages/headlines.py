"""Lines whose words nearly all have capitals, so that a capital in them makes no name.

In: a text and an offset. Out: whether the line around it is written so, as most American headlines are. It does not ask which
block of a page the line belongs to: feeds and plain texts have no blocks.
"""

import re

__all__ = ["is_headline"]

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
