"""Whether the clause that a time stands in speaks of the past or of what is to come.

In: a text and the words of its tree. Out: `Tenses`, asked for one span after the other: the first word above it that tells, by
its auxiliaries, its form, or the plan that it hangs on ("is set to meet"). Trees of a model have mistakes; it climbs a few
words only.
"""

from bisect import bisect_left
from collections.abc import Sequence

from sayso.languages.en_times.leaning import lean_of_verb
from sayso.languages.en_times.reading import Lean
from sayso.languages.en_times.words import load_vocabulary
from sayso.records import Span, Word

__all__ = ["Tenses"]

#: How far up the tree a verb is looked for, and how many words that hang on it are asked.
HEIGHT = 6
WIDTH = 40
HELPERS = frozenset({"aux", "mark", "other", "mod"})
#: What stands before a noun dates it, not the clause: "Wednesday's ruling".
ATTRIBUTES = frozenset({"poss", "flat"})
#: "could" is left to the words around: "nobody could be found on Wednesday".
MODALS = load_vocabulary().lists["modal"] - {"could", "couldn"}
LIMITS = frozenset({"until", "till", "to"})
NEGATIONS = frozenset({"not", "n't", "never", "neither", "nor"})
PRESENT = frozenset({"is", "are", "'s", "'re", "am", "'m", "be"})
#: Where a clause ends: what stands above has a time of its own.
CLAUSES = frozenset({"root", "ccomp", "relcl", "parataxis"})


class Tenses:
    """The tree of one text, ready to be asked for leans."""

    def __init__(self, text: str, words: Sequence[Word]) -> None:
        self.text, self.words = text, words
        self.starts = [word.span.start for word in words]
        self.children: list[list[int]] = [[] for _ in words]
        for place, word in enumerate(words):
            if 0 <= word.head < len(words):
                self.children[word.head].append(place)
        self.tense = load_vocabulary().lists

    def lean(self, span: Span) -> Lean:
        """What the words that govern a span say; None where none tells."""
        place = self._head(span)
        if place is not None and self.words[place].relation in ATTRIBUTES:
            return None
        first = bisect_left(self.starts, span.start)
        is_waiting = first > 0 and self._form(first - 1) in LIMITS
        for _ in range(HEIGHT):
            if place is None or not 0 <= self.words[place].head < len(self.words):
                return None
            place = self.words[place].head
            lean = "future" if is_waiting and self._form(place) in self.tense["waiting"] else self._lean_at(place)
            if lean is not None:
                return lean
            if self.words[place].relation in CLAUSES or self._is_present(place):
                return None
        return None

    def _head(self, span: Span) -> int | None:
        """The word of a span whose head stands outside it."""
        inside = range(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end))
        outer = (place for place in inside if self.words[place].head not in inside)
        return next(outer, None)

    def _form(self, place: int) -> str:
        return self.words[place].span.of(self.text).lower()

    def _helpers(self, place: int) -> set[str]:
        """The auxiliaries and small words that hang on a word."""
        return {self._form(child) for child in self.children[place][:WIDTH] if self.words[child].relation in HELPERS}

    def _is_present(self, place: int) -> bool:
        """Whether a word is a verb of the present: "is heard"."""
        return bool(self._helpers(place) & PRESENT)

    def _lean_at(self, place: int) -> Lean:
        """What a word with its auxiliaries says."""
        helpers, form = self._helpers(place), self._form(place)
        if "during" in helpers:
            # "proposed during the meeting in June": nothing was proposed at what is still to come.
            return None if self._is_ahead(place) else "past"
        if helpers & self.tense["future"]:
            return "future"
        if helpers & self.tense["been"] or ("could" in helpers and helpers & NEGATIONS):
            return "past"
        if helpers & MODALS:
            return "future"
        if "to" in helpers:
            return self._lean_of_infinitive(place, bool(helpers & PRESENT))
        if helpers & PRESENT:
            return "future" if form.endswith("ing") or form in self.tense["planned"] else None
        if form in self.tense["nouns"] or (form in self.tense["planned"] and self.words[place].relation == "acl"):
            return None if form not in self.tense["nouns"] and self._is_over(place) else "future"
        return lean_of_verb(form)

    def _is_over(self, place: int) -> bool:
        """Whether the noun that a clause hangs on is the subject of what was: "planned for Saturday was canceled"."""
        noun = self.words[place].head
        if noun < 0 or self._form(noun) in self.tense["nouns"] or self.words[noun].relation not in {"subj", "subj_pass"}:
            return False
        verb = self.words[noun].head
        return verb >= 0 and bool(self._helpers(verb) & {"was", "were"} or self._form(verb) in {"was", "were"})

    def _is_ahead(self, place: int) -> bool:
        """Whether a verb above speaks of what is to come."""
        for _ in range(HEIGHT):
            place = self.words[place].head
            if place < 0:
                return False
            if self._helpers(place) & (self.tense["future"] | MODALS | {"to"}):
                return True
        return False

    def _lean_of_infinitive(self, place: int, is_present: bool) -> Lean:
        """For "is to resume", "plans to meet"; after another verb the infinitive has that verb's time."""
        head = self.words[place].head
        if self.words[place].relation == "acl":
            # "an agreement to buy" looks ahead, whatever became of it; "the countries to accede on Friday were" do not.
            return None if self._is_over(place) else "future"
        is_planned = head >= 0 and self._form(head) in self.tense["planned"] and "had" not in self._helpers(head)
        return "future" if is_present or is_planned else None
