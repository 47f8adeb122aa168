"""Names that the tagger took for what they are not, where the words around them say better.

In: the text, and a name with the kind that the tagger gave it. Out: what it is. It looks at one name and its neighbour only;
what all mentions of a name say together is for `name_mentions`.
"""

import re

from sayso.languages import Language
from sayso.records import Span
from sayso.stages.headlines import is_headline

__all__ = ["is_office", "is_surname", "kind_there"]

#: Behind these stands a place and no person: "police in Mae Sot".
IN = re.compile(
    r"\b(?:[Pp]olice|[Oo]fficials|[Rr]esidents|[Rr]esearchers|[Ww]itnesses|[Pp]rosecutors|[Dd]octors|[Ff]armers|town|city|village"
    r"|court|market|based|born|arrived|university|hospital|prison|authorities)\s+(?:in|of)\s\Z"
)
LOOK_BACK = 24


def is_office(text: str, span: Span, language: Language) -> bool:
    """Whether what the tagger took for a person is an office in the capitals of a headline: "White House Doctor"."""
    last = span.of(text).split()[-1].lower()
    return " " in span.of(text) and last in language.lexicon.lists["titles.words"] and is_headline(text, span.start)


def is_surname(text: str, first: Span, second: Span, kind: str) -> bool:
    """Whether a place right behind a person is that person's surname: "Cllr Alasdair [Weir]"."""
    word = second.of(text)
    return kind == "place" and text[first.end : second.start] == " " and " " not in word and word[:1].isupper()


def kind_there(text: str, span: Span, kind: str) -> str:
    """The kind of a name: what people live or sit in is no person."""
    return "place" if kind == "person" and IN.search(text, max(0, span.start - LOOK_BACK), span.start) else kind
