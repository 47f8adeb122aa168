"""Rules for names that are made of words of time: the 14 March alliance, the Sept. 11 attacks, the Sunday Times.

In: matches. Out: readings without a value, which the grammar takes for no time. They come first and take as much as a date
would.
"""

from sayso.languages.en_times.reading import Match, Reading, Rule
from sayso.languages.en_times.words import load_vocabulary

__all__ = ["NAMES", "NO_TIME"]

#: What a rule says of words that look like a time and are none.
NO_TIME = Reading("DATE", "", (None, None), "none")
#: After a day of the year these make it the name of a movement or of a place.
BODIES = load_vocabulary().lists["bodies"]
#: Days that stand for what happened on them, as (month, day), where one of the words follows.
EVENT_DAYS = frozenset({(9, 11), (10, 7), (7, 7), (1, 6), (11, 13), (3, 11)})
EVENTS = load_vocabulary().lists["events"]


def _named_day(match: Match) -> Reading | None:
    """For "the April 6 Youth Movement", "the Oct. 7 attack"."""
    first, second = match.next(), match.next(1)
    if not (first in BODIES or second in BODIES) or first in ("the", "a", "and", "to", "in", "at", ","):
        day = (int(match.number("m")), int(match.number("d")))
        return NO_TIME if day in EVENT_DAYS and (first in EVENTS or second in EVENTS) else None
    follows = match.tokens.starts[match.after]
    return NO_TIME if match.tokens.text[follows].isupper() or first in BODIES else None


def _name(match: Match) -> Reading | None:
    """A name of the vocabulary, written as one; an event of a day in figures needs no capital."""
    start = match.tokens.starts[match.first]
    letter = match.tokens.text[start]
    return NO_TIME if letter.isupper() or letter.isdigit() else None


NAMES: tuple[Rule, ...] = (
    Rule("named_day", ("m:MONTH d:DAY|ORDNUM", "d:DAY|ORDNUM OF? m:MONTH"), _named_day),
    Rule("name", ("NAME",), _name),
)
