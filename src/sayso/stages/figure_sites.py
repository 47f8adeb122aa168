"""Where figures stand: the numbers of a text that count something, and the noun that each of them counts.

In: an analysis with its tree. Out: `Site`s. Numbers that are dates, ages, hours, names, addresses, calls or results of games
are left out here. What becomes of what is counted is decided in `figure_kinds`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.languages.amounts import SIGNS, Amount, Token, find_amounts, is_no_count, read_tokens
from sayso.languages.claim_lexicon import load_claim_lexicon
from sayso.languages.en import lemmas
from sayso.languages.figure_lexicon import FigureLexicon
from sayso.records import Analysis, Span
from sayso.stages.trees import PREDICATES, SUBJECTS, Tree

__all__ = ["Noun", "Site", "find_sites"]

#: Sentences without a sign of a number are passed over at once.
SIGN_OF_NUMBER: Final = re.compile(
    r"\d|[½¼¾⅓⅔]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|\w+ty-\w+|dozens?|scores|tens|hundreds?|thousands?|millions?|billions?|few|several|couple|half|third|quarter"
    r"|fifth|nobody|none|no)\b",
    re.IGNORECASE,
)
NOMINAL: Final = frozenset({"mod", "flat", "inner", "nmod"})
BREAKS: Final = frozenset({"aux", "mark", "punct", "other"})
PERCENT: Final = (("%",), ("percent",), ("per", "cent"), ("pct",))
#: A definite number no greater than this counts nothing anew: "the two leaders".
KNOWN: Final = 12
#: A margin of error is named within so many words before it.
MARGIN: Final = 6
ABSENT: Final = frozenset({"casualty", "injury", "death", "fatality", "arrest", "victim"})


@dataclass(frozen=True, slots=True)
class Noun:
    """The noun that is counted: its place in the tree, and the words of it without article and number.

    `is_whole`: the figure is one part of it ("three of the guards").
    """

    place: int
    span: Span
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """A number that counts something.

    `tokens` are those of its sentence, which begins at `sentence.start`; `place` is the number's word in the tree, `span`
    covers bound, number and unit, `behind` is the token behind the unit. `unit` is a code, "%" or a measure.
    """

    sentence: Span
    tokens: Sequence[Token]
    amount: Amount
    place: int
    span: Span
    behind: int
    unit: str | None
    noun: Noun | None

    def text(self, at: int) -> str:
        """The token at a place; nothing beyond the ends."""
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""


def find_sites(analysis: Analysis, tree: Tree, sentences: Sequence[Span], lexicon: FigureLexicon) -> Iterator[Site]:
    """The figures of some sentences, from left to right."""
    text = analysis.document.text
    dates = sorted(timex.span for timex in analysis.timexes)
    names = sorted(
        tag.span for tag in (analysis.tags.names if analysis.tags else ()) if tag.label in {"org", "place", "person", "media"}
    )
    for sentence in sentences:
        words = sentence.of(text)
        if SIGN_OF_NUMBER.search(words):
            yield from _Sentence(tree, sentence, words, read_tokens(words), lexicon).find(
                _within(dates, sentence), _within(names, sentence)
            )


def _within(spans: Sequence[Span], sentence: Span) -> list[Span]:
    return list(
        spans[bisect_left(spans, Span(sentence.start, sentence.start)) : bisect_left(spans, Span(sentence.end, sentence.end))]
    )


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence; `words` are its text, in which the offsets of `tokens` count."""

    tree: Tree
    sentence: Span
    words: str
    tokens: Sequence[Token]
    lexicon: FigureLexicon

    def find(self, dates: Sequence[Span], names: Sequence[Span]) -> Iterator[Site]:
        """The figures of the sentence."""
        amounts = [*find_amounts(self.tokens), *self._absent()]
        for amount in sorted(amounts, key=lambda one: one.at):
            span = self._span(amount.at, amount.after)
            if any(span.overlaps(date) for date in dates) or self._is_named(span, names) or self._is_none(amount):
                continue
            place = self._place(amount)
            if place is not None:
                site = self._site(amount, place)
                if site is not None:
                    yield site

    def _text(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def _glue(self, at: int) -> str:
        return self.tokens[at].glue if 0 <= at < len(self.tokens) else " "

    def _span(self, first: int, after: int) -> Span:
        return Span(self.sentence.start + self.tokens[first].start, self.sentence.start + self.tokens[after - 1].end)

    def _absent(self) -> Iterator[Amount]:
        """Nobody, as in "no casualties", "without injuries"."""
        for at, token in enumerate(self.tokens[:-1]):
            if token.text in {"no", "without"} and any(
                {self._text(at + step), *lemmas(self._text(at + step))} & ABSENT for step in (1, 2)
            ):
                yield Amount(0.0, 0.0, "", at, at, at + 1, is_nobody=True)

    # --- numbers that are no figures ---

    def _is_named(self, span: Span, names: Sequence[Span]) -> bool:
        """Whether a number is a part of a name: "Group of Seven", "Channel 4"."""
        is_written_small = self.words[span.start - self.sentence.start].islower()
        return not is_written_small and any(name.overlaps(span) and len(name) > len(span) + 1 for name in names)

    def _is_none(self, amount: Amount) -> bool:
        at, after, lists = amount.at, amount.after, self.lexicon.lists
        is_one_of = self._text(at) == "one" and self._text(after) == "of" and self._text(at - 1) not in {"no", "any", "every"}
        if is_no_count(self.tokens, at, after) and not is_one_of:
            return True
        before, behind = self._text(amount.first - 1), self._text(after)
        if before in lists["guards.named"] and self._glue(amount.first) in {" ", ". "} and self.tokens[at].text[0].isdigit():
            return True
        # "Few" alone says how little; "a few" and "few hundred" say how many.
        is_few = self._text(at) == "few" and after == at + 1
        is_margin = "margin" in [token.text for token in self.tokens[max(0, at - MARGIN) : at]] or "+/" in self._glue(at)
        if is_few or is_margin or behind in {"point", "points"}:
            return True
        return self._is_tied(amount) or self._is_called(amount) or self._is_address(after)

    def _is_tied(self, amount: Amount) -> bool:
        """Whether letters, a hyphen or a colon tie a number to something: "F-16", "19-year-old", "10:30", "3-1"."""
        before, at, after = self._text(amount.at - 1), amount.at, amount.after
        if self._glue(at) == "" and before not in SIGNS and before != "":
            return True
        if self._glue(at) in {":", "/", "."} or self._glue(after) in {":", "/"}:
            return True
        place = self.tree.at(self.sentence.start + self.tokens[at].start)
        if (
            place is not None
            and self.tree.relation(place) == "flat"
            and self.tree.words[place].head == place - 1
            and before not in SIGNS
        ):
            return self.tokens[at].text[0].isdigit()  # "the Salyut 6"
        is_hyphen = self._text(after) in {"-", "–"} and self._glue(after) == ""
        return is_hyphen or (self._glue(after) == "" and self._text(after)[:1].isalpha())

    def _is_called(self, amount: Amount) -> bool:
        """Whether it is a piece of a number to ring: figures in a row with blanks between."""
        is_next = self._glue(amount.after) == " " and self._text(amount.after)[:1].isdigit()
        return is_next or (self._glue(amount.at) == " " and self._text(amount.at - 1)[:1].isdigit())

    def _is_address(self, after: int) -> bool:
        """Whether the words behind a number are a street: "12 Harbour Street"."""
        for step in range(after, min(after + 3, len(self.tokens))):
            if self._glue(step) != " " or not self.words[self.tokens[step].start].isupper():
                return False
            if step > after and self._text(step) in self.lexicon.lists["guards.streets"]:
                return True
        return False

    # --- units and nouns ---

    def _place(self, amount: Amount) -> int | None:
        """The number's word in the tree: the one whose head stands outside it."""
        start, end = self.tokens[amount.at].start, self.tokens[amount.after - 1].end
        offset = self.sentence.start
        own = set(self.tree.inside(Span(offset + start, offset + end)))
        sign = self.tree.at(offset + start - 1) if amount.at and self._text(amount.at - 1) in SIGNS else None
        own |= {sign} if sign is not None else set()
        heads = [place for place in own if self.tree.words[place].head not in own]
        return max(heads, default=self.tree.at(offset + start))

    def _site(self, amount: Amount, place: int) -> Site | None:
        unit, behind = self._unit(amount)
        noun = self._noun(place, behind)
        if noun is not None and unit is not None and not noun.is_whole and self.tree.words[place].head != noun.place:
            noun = None  # "lost $40m last year"
        # "EUR 5 million": the code stands before.
        first = amount.first - (unit is not None and amount.first == amount.at and self._text(amount.at - 1).upper() == unit)
        if noun is None and unit is None and self._is_definite(amount, behind):
            return None
        if noun is not None and unit is None and self._is_nothing(amount, noun):
            return None
        return Site(self.sentence, self.tokens, amount, place, self._span(first, behind), behind, unit, noun)

    def _unit(self, amount: Amount) -> tuple[str | None, int]:
        """The unit of a number, and the token behind its words."""
        for words in PERCENT:
            if self._texts(amount.after, len(words)) == words:
                return "%", amount.after + len(words)
        sign, currencies = self._text(amount.at - 1), self.lexicon.currencies
        if sign and sign in SIGNS:
            prefix = self._text(amount.at - 2) if self._glue(amount.at - 1) == "" else ""
            return currencies.get(prefix + sign, currencies[sign]), amount.after
        after = amount.after + (amount.is_vague and self._text(amount.after) == "of")  # "millions of dollars"
        unit, behind = self._currency(after)
        if unit is None and len(sign) == 3 and sign.upper() in currencies.values():
            return sign.upper(), amount.after
        if unit is None:
            unit, behind = self._measure(after)
        return (None, amount.after) if unit is None else (unit, behind)

    def _texts(self, at: int, length: int) -> tuple[str, ...]:
        return tuple(self._text(at + step) for step in range(length))

    def _currency(self, after: int) -> tuple[str | None, int]:
        """The currency that stands behind a number, of up to three words: "Hong Kong dollars"."""
        for length in (3, 2, 1):
            words = self._texts(after, length)
            for form in (words[-1], *lemmas(words[-1])) if words[-1] else ():
                pair = (*words[:-1], form)
                code = self.lexicon.currencies.get(form) if length == 1 else self.lexicon.pairs.get(pair)
                if code is not None and not (form == "pound" and self._weighs(after + length)):
                    return code, after + length
        return None, after

    def _weighs(self, behind: int) -> bool:
        """Whether pounds are a weight: "500 pounds of explosives", "weighs 236 pounds"."""
        before = [token.text for token in self.tokens[max(0, behind - 6) : behind]]
        return self._text(behind) == "of" or any(word.startswith("weigh") for word in before)

    def _measure(self, after: int) -> tuple[str | None, int]:
        power = self._text(after) in self.lexicon.lists["measures.powers"]
        word = self._text(after + power)
        found = next((self.lexicon.measures[form] for form in (word, *lemmas(word)) if form in self.lexicon.measures), None)
        if found is None:
            return None, after
        return (f"{self._text(after)} {found}" if power else found), after + power + 1

    def _is_definite(self, amount: Amount, behind: int) -> bool:
        return self._text(amount.first - 1) in self.lexicon.lists["guards.definite"] and self._text(behind) != "of"

    def _is_nothing(self, amount: Amount, noun: Noun) -> bool:
        """Whether a number counts nothing anew: "the two leaders", "three times"."""
        lists = self.lexicon.lists
        before = self._text(amount.first - 1 - (self._text(amount.first - 1) in lists["guards.ordering"]))
        is_known = before in lists["guards.definite"] and amount.low <= KNOWN and not amount.is_vague
        is_part = self._text(amount.first - 2) == "of" and self._text(amount.first - 3)[:1].isdigit()
        return (is_known and not is_part) or self.tree.form(noun.place) in lists["guards.never"]

    def _noun(self, number: int, behind: int) -> Noun | None:
        """What a number counts: the noun behind it, or behind "of"; null where a verb or nothing follows."""
        if behind >= len(self.tokens):
            return None
        at, is_whole = behind, False
        if self._text(at) == "of":
            is_whole = self._text(at + 1) not in {"them", "whom", "these", "those"}
            at += 1 if is_whole else 2
        if self._texts(at, 3) == ("the", "number", "of"):
            at += 3  # "bringing to 11 the number of officers killed"
        passed, first = self.lexicon.lists["people.passed"], None
        while at < len(self.tokens):
            if self._glue(at) not in {" ", "\n"} and not (at > behind and self._glue(at) == "-"):
                return None
            word = self._text(at)
            if word not in passed and not (is_whole and (word[0].isdigit() or word in load_claim_lexicon().numbers)):
                first = at
                break
            at += 1
        return None if first is None else self._noun_from(number, first, is_whole)

    def _is_over(self, number: int, place: int) -> bool:
        """Whether a word is the predicate that a number is the subject of."""
        return (
            self.tree.words[number].head == place
            and self.tree.relation(number) in SUBJECTS
            and self.tree.relation(place) in PREDICATES
        )

    def _noun_from(self, number: int, first: int, is_whole: bool) -> Noun | None:
        """The noun whose words begin at a token."""
        tree, offset = self.tree, self.sentence.start
        if self._text(first) in self.lexicon.lists["people.pronouns"]:
            return None
        place = start = tree.at(offset + self.tokens[first].start)
        if place is None or start is None or tree.relation(place) in BREAKS or place <= number:
            return None
        if self._is_over(number, place):
            return None
        while tree.relation(place) in {"mod", "flat", "inner", "poss"} and place < tree.words[place].head < place + 5:
            between = Span(tree.words[place].span.end, tree.words[tree.words[place].head].span.start)
            if any(mark in between.of(tree.text) for mark in ",;:()"):
                break
            place = tree.words[place].head
        if self._is_over(number, place) or tree.form(place) == "others" or tree.form(place).endswith("ly"):
            return None
        return Noun(place, Span(tree.words[start].span.start, tree.words[place].span.end), is_whole)
