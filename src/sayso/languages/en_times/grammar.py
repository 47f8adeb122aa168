"""The grammar of times: typed tokens, rules tried at each place, the longest that has no objection.

In: a text, the stretches of it to read, a clock, and what is known of tense. Out: `Time`s in text order, none overlapping.
Each place is looked at by the few rules that can begin there; nothing looks further than a sentence, so it is linear.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sayso.languages.en_times.absolute import ABSOLUTE
from sayso.languages.en_times.bounds import bounds_of
from sayso.languages.en_times.business import BUSINESS
from sayso.languages.en_times.clock import Clock
from sayso.languages.en_times.compose import Found, compose
from sayso.languages.en_times.durations import DURATIONS
from sayso.languages.en_times.leaning import lean_of_words
from sayso.languages.en_times.names import NAMES
from sayso.languages.en_times.reading import CODES, Lean, Match, Pattern, Reading, Rule, compile_pattern, encode
from sayso.languages.en_times.relative import RELATIVE
from sayso.languages.en_times.tokens import Tokens, read_tokens
from sayso.records import Span

__all__ = ["RULES", "Time", "find_times"]

RULES: tuple[Rule, ...] = (*NAMES, *ABSOLUTE, *BUSINESS, *RELATIVE, *DURATIONS)
#: What the tree says of a time: the lean of the clause that governs it.
#: The last date with bounds, and the last period that was reported on.
Memory = tuple[Reading | None, Reading | None]
Leaning = Callable[[Span], Lean]


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression as the grammar reads it: the fields of `sayso.records.Timex` but for its id."""

    span: Span
    reading: Reading
    bounds: tuple[str | None, str | None, str | None, str | None]
    is_throughout: bool
    anchor: str
    rule: str


@cache
def _rules_by_first() -> Mapping[str, tuple[tuple[Rule, Pattern], ...]]:
    """The rules that can begin with a class, by its code."""
    compiled = [(rule, compile_pattern(pattern)) for rule in RULES for pattern in rule.patterns]
    return {code: tuple(one for one in compiled if kind in one[1].firsts) for kind, code in CODES.items()}


def find_times(text: str, stretches: Sequence[Span], clock: Clock, leaning: Leaning | None = None) -> tuple[Time, ...]:
    """The times of the stretches of a text."""
    found: list[Time] = []
    memory: Memory = (None, None)
    for stretch in stretches:
        scan = _Scan(read_tokens(text, stretch.start, stretch.end), clock, leaning, memory)
        found += scan.times()
        memory = scan.previous, scan.period
    return tuple(found)


class _Scan:
    """One stretch on its way through the rules; `previous` is the last date with bounds, for narrative words."""

    def __init__(self, tokens: Tokens, clock: Clock, leaning: Leaning | None, memory: Memory) -> None:
        self.tokens, self.clock, self.leaning = tokens, clock, leaning
        self.codes = encode(tokens)
        self.previous, self.period = memory
        self.previous_after = -1
        self.rules = _rules_by_first()

    def times(self) -> list[Time]:
        """All times, in order."""
        found: list[Time] = []
        place, least = 0, 0
        while place < len(self.codes):
            one = self.rules[self.codes[place]] and self.read(place)
            if not one:
                place += 1
                continue
            one = compose(self.tokens, one, self.read, least, self.clock)
            if one.reading.value:
                found.append(self._time(one))
                self._note_period(one)
                if one.reading.kind in ("DATE", "TIME") and one.reading.days[0] and one.reading.granularity != "open":
                    self.previous, self.previous_after = one.reading, one.after
            place = least = max(one.after, place + 1)
        return found

    def read(self, place: int) -> Found | None:
        """The longest reading that begins at a place."""
        best: Found | None = None
        if place >= len(self.codes):
            return None
        for rule, pattern in self.rules[self.codes[place]]:
            match = pattern.matcher.match(self.codes, place)
            if match is None or (best and match.end() <= best.after):
                continue
            names = {name: match.start(name) for name, piece in match.groupdict().items() if piece is not None}
            end = match.end()
            reading = rule.read(self._seen(place, end, names))
            if reading is not None:
                best = Found(place, end, reading, rule.name)
        return best

    def _seen(self, first: int, after: int, names: Mapping[str, int]) -> Match:
        """A match with all that is known where it stands."""
        known = (self.clock, self.previous, self.previous_after, self.period)
        return Match(self.tokens, first, after, names, *known, lambda: self._lean(first, after))

    def _note_period(self, one: Found) -> None:
        """Keep the quarter, or the stretch of months, that is being reported on; one that it is compared with is none."""
        if one.reading.kind == "DURATION" and one.reading.granularity in ("month", "year"):
            self.period = one.reading
        if one.reading.granularity == "quarter" and one.rule != "year_ago" and "ago" not in self.tokens.words[one.first]:
            self.period = one.reading

    def _lean(self, first: int, after: int) -> Lean:
        if self.leaning is not None:
            lean = self.leaning(Span(self.tokens.starts[first], self.tokens.ends[after - 1]))
            if lean is not None:
                return lean
        return lean_of_words(self.tokens, first, after)

    def _time(self, found: Found) -> Time:
        reading = found.reading
        signal = self.tokens.words[found.first - 1] if found.first else ""
        bounds, is_throughout = bounds_of(reading, signal, self.clock)
        anchor = reading.anchor or (self.clock.name if reading.is_counted else "none")
        span = Span(self.tokens.starts[found.first], self.tokens.ends[found.after - 1])
        return Time(span, reading, bounds, is_throughout or reading.is_throughout, anchor, found.rule)
