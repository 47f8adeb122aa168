"""Typed tokens: the words, numbers and marks of a text as the rules of time see them.

In: a text and a stretch of it. Out: `Tokens`: one class for each token, with its value. Numbers in words or digits become one
token ("twenty-five", "1,500", "2 1/2"), and so do the phrases of the vocabulary. One pass from left to right.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sayso.languages.en_times.words import TOKEN, Entry, load_vocabulary

__all__ = ["OTHER", "Tokens", "read_tokens"]

OTHER = "OTHER"
APOSTROPHES = frozenset("'’‘`")
#: Without a capital these are other words: a verb, an adjective.
CAPITAL_ONLY = load_vocabulary().lists["capital_only"]
STOPPED = load_vocabulary().lists["stopped"]
ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th"})
MONEY = frozenset("$£€¥#")
YEARS = range(1000, 2200)
#: More digits than this are no number of a time.
LONGEST_NUMBER = 6


@dataclass(frozen=True, slots=True)
class Tokens:
    """Columns of equal length: where each token stands, its class, its value, its word in small letters."""

    text: str
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.starts)

    def add(self, start: int, end: int, kind: str, value: str, word: str) -> None:
        """One more token."""
        self.starts.append(start)
        self.ends.append(end)
        self.kinds.append(kind)
        self.values.append(value)
        self.words.append(word)

    def is_tight(self, place: int) -> bool:
        """Whether a token touches the one before it."""
        return 0 < place < len(self.starts) and self.starts[place] == self.ends[place - 1]


def read_tokens(text: str, start: int, end: int) -> Tokens:
    """The typed tokens of a stretch of a text."""
    found = [(match.start(), match.end(), match.group()) for match in TOKEN.finditer(text, start, end)]
    raw = _Raw([one[0] for one in found], [one[1] for one in found], [one[2] for one in found])
    tokens = Tokens(text)
    place = 0
    while place < len(found):
        place = raw.read(place, tokens)
    return tokens


class _Raw:
    """Untyped tokens of one stretch, and the reading of the next typed one."""

    def __init__(self, starts: list[int], ends: list[int], words: list[str]) -> None:
        self.starts, self.ends, self.words = starts, ends, words
        self.lower = ["'" if word in APOSTROPHES else word.lower() for word in words]
        vocabulary = load_vocabulary()
        self.known, self.phrases = vocabulary.words, vocabulary.phrases

    def read(self, at: int, tokens: Tokens) -> int:
        """Add the token that begins at a place; the place after it."""
        word = self.lower[at]
        if word in self.phrases:
            for rest, entry in self.phrases[word]:
                if self.lower[at + 1 : at + 1 + len(rest)] == list(rest) and self._is_phrase(at, len(rest), entry):
                    return self._add(tokens, at, at + 1 + len(rest), entry)
        if word[0].isdigit() and word[0].isascii():
            return self._read_digits(at, tokens)
        if word in APOSTROPHES:
            return self._read_apostrophe(at, tokens)
        known = self.known.get(word)
        if known is None or (word in CAPITAL_ONLY and not self.words[at][0].isupper()):
            return self._add(tokens, at, at + 1, (OTHER, word))
        if known[0] == "NUMBER":
            return self._read_number(at, tokens)
        if known[0] in ("MONTH", "SHORTDAY") and word in STOPPED and self._tight(at + 1, "."):
            return self._add(tokens, at, at + 2, known)
        return self._add(tokens, at, at + 1, known)

    def _is_phrase(self, at: int, more: int, entry: Entry) -> bool:
        """Whether the words are no piece of a longer one, and a holiday is written as a name."""
        return entry[0] != "HOLIDAY" or self.words[at][0].isupper() or self.words[at + more][0].isupper()

    def _add(self, tokens: Tokens, first: int, after: int, entry: Entry) -> int:
        word = self.lower[first] if after == first + 1 else " ".join(self.lower[first:after])
        tokens.add(self.starts[first], self.ends[after - 1], entry[0], entry[1], word)
        return after

    def _tight(self, at: int, *words: str) -> bool:
        """Whether one of the words stands at a place and touches what is before it."""
        return at < len(self.words) and self.lower[at] in words and self.starts[at] == self.ends[at - 1]

    def _touches(self, at: int) -> bool:
        return at < len(self.words) and self.starts[at] == self.ends[at - 1]

    def _digits(self, at: int) -> str | None:
        return self.words[at] if at < len(self.words) and self.words[at].isascii() and self.words[at].isdigit() else None

    def _read_apostrophe(self, at: int, tokens: Tokens) -> int:
        """The 's of a possessive, the '60s of a decade, or a mark."""
        if at > 0 and self._touches(at) and self._tight(at + 1, "s"):
            return self._add(tokens, at, at + 2, ("POSS", "s"))
        is_doubled = at > 0 and self.lower[at - 1] == "'" and self._touches(at)
        digits = self._digits(at + 1) if self._touches(at + 1) and not is_doubled else None
        if digits and len(digits) == 2 and self._tight(at + 2, "s"):
            return self._add(tokens, at, at + 3, ("DECADE", ("19" if digits >= "20" else "20") + digits[0]))
        if digits and len(digits) == 2 and not (self._touches(at + 2) and self.words[at + 2][0].isalnum()):
            return self._add(tokens, at, at + 2, ("SHORTYEAR", digits))
        return self._add(tokens, at, at + 1, (OTHER, self.lower[at]))

    def _read_digits(self, at: int, tokens: Tokens) -> int:
        """A number in digits, with what belongs to it."""
        digits = self.words[at]
        if len(digits) > LONGEST_NUMBER or (at > 0 and self._touches(at) and self._is_glued(at - 1)):
            return self._add(tokens, at, at + 1, (OTHER, digits))
        if self._tight(at + 1, ",") and len(self._next_digits(at + 2)) == 3:
            return self._read_thousands(at, tokens)
        if self._is_decimal(at):
            return self._add(tokens, at, at + 3, ("NUM", f"{digits}.{self.words[at + 2]}"[: LONGEST_NUMBER + 1]))
        if self._touches(at + 1) and self.words[at + 1][0].isalpha():
            return self._read_suffix(at, tokens)
        if self._tight(at + 1, "%", "°"):
            return self._add(tokens, at, at + 1, (OTHER, digits))
        fraction = self._fraction(at)
        if fraction:
            return self._add(tokens, at, at + 3, ("NUM", fraction))
        fraction = self._fraction(at + 1)
        if fraction:
            return self._add(tokens, at, at + 4, ("NUM", f"{int(digits) + float(fraction):g}"))
        return self._add(tokens, at, at + 1, (_digit_class(digits), digits))

    def _is_decimal(self, at: int) -> bool:
        """Whether "2.5" stands at a place, no piece of "31.12.2017"."""
        is_inside = (
            at > 1 and self.words[at - 1] == "." and self._touches(at) and self._touches(at - 1) and bool(self._digits(at - 2))
        )
        is_longer = self._tight(at + 3, ".") and bool(self._next_digits(at + 4))
        return not is_inside and not is_longer and self._tight(at + 1, ".") and bool(self._next_digits(at + 2))

    def _is_glued(self, at: int) -> bool:
        word = self.words[at]
        return word in MONEY or word == "_" or (word[-1].isalpha() and word.lower() != "t")

    def _next_digits(self, at: int) -> str:
        return (self._digits(at) or "") if self._touches(at) else ""

    def _read_thousands(self, at: int, tokens: Tokens) -> int:
        groups, after = [self.words[at]], at + 1
        while self._tight(after, ",") and len(self._next_digits(after + 1)) == 3:
            groups.append(self.words[after + 1])
            after += 2
        value = "".join(groups)
        return self._add(tokens, at, after, ("NUM", value) if len(value) <= LONGEST_NUMBER else (OTHER, ""))

    def _read_suffix(self, at: int, tokens: Tokens) -> int:
        """Letters that touch a number: "1st", "1960s", "5pm", "2018T"."""
        digits, letters = self.words[at], self.lower[at + 1]
        if letters in ORDINAL_ENDS and int(digits) < 100:
            return self._add(tokens, at, at + 2, ("ORDNUM", str(int(digits))))
        if letters == "s" and len(digits) == 4 and digits[3] == "0" and int(digits) in YEARS:
            return self._add(tokens, at, at + 2, ("DECADE", digits[:3]))
        if letters == "s" and len(digits) == 2 and digits[1] == "0":
            return self._add(tokens, at, at + 2, ("SHORTDECADE", digits[0]))
        if letters in ("am", "pm", "a", "p", "t"):
            return self._add(tokens, at, at + 1, (_digit_class(digits), digits))
        return self._add(tokens, at, at + 2, (OTHER, digits))

    def _fraction(self, at: int) -> str | None:
        """The value of "1/2" at a place."""
        above = self._digits(at)
        if (
            not above
            or not self._tight(at + 1, "/")
            or self._next_digits(at + 2) not in ("2", "3", "4")
            or self._tight(at + 3, "/")
        ):
            return None
        below = int(self.words[at + 2])
        return f"{int(above) / below:.2g}" if len(above) == 1 and 0 < int(above) < below else None

    def _read_number(self, at: int, tokens: Tokens) -> int:
        """A number in words: "twenty-five", "one hundred and ten"."""
        total, after = 0, at
        for place, value in self._number_words(at):
            total = total * value if value in (100, 1000) and total else total + value
            after = place + 1
        tens = self._number_word(after)
        if total in (18, 19, 20) and after == at + 1 and tens is not None and tens < 100 and tens >= 10:
            return self._read_spoken_year(at, total, tokens)
        return self._add(tokens, at, after, ("NUM", str(total)) if total < 10**LONGEST_NUMBER else (OTHER, ""))

    def _read_spoken_year(self, at: int, century: int, tokens: Tokens) -> int:
        """For "nineteen ninety-six"."""
        rest, after = 0, at + 1
        for place, value in self._number_words(at + 1):
            rest, after = rest + value, place + 1
        return self._add(tokens, at, after, ("YEAR", str(century * 100 + rest)) if rest < 100 else ("NUM", str(century)))

    def _number_words(self, at: int) -> Iterator[tuple[int, int]]:
        last = 0
        while (value := self._number_word(at)) is not None:
            if last and not (value in (100, 1000) or last in (100, 1000) or (last >= 20 and last % 10 == 0 and value < 10)):
                return
            yield at, value
            last = value
            at += 1
            joins = at < len(self.words) and (
                (last >= 20 and self._tight(at, "-")) or (last in (100, 1000) and self.lower[at] == "and")
            )
            if joins and self._number_word(at + 1) is not None:
                at += 1

    def _number_word(self, at: int) -> int | None:
        known = self.known.get(self.lower[at]) if at < len(self.words) else None
        return int(known[1]) if known and known[0] == "NUMBER" else None


def _digit_class(digits: str) -> str:
    if len(digits) == 4 and int(digits) in YEARS:
        return "YEAR"
    return "DAY" if len(digits) <= 2 and 1 <= int(digits) <= 31 else "NUM"
