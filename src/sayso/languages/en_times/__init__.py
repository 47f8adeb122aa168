"""Time expressions of English news: a grammar of named rules over typed tokens.

`find_times(text, stretches, clock)` → `Time`s with TIMEX3 value, four bounds, anchor and the rule that read them. The words
are in `words.toml`; no model is asked for a value.
"""

from sayso.languages.en_times.clock import NO_CLOCK, Clock
from sayso.languages.en_times.grammar import RULES, Leaning, Time, find_times

__all__ = ["NO_CLOCK", "RULES", "Clock", "Leaning", "Time", "find_times"]
