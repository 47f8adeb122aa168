"""Whether the words around a time speak of what is past or to come, where no tree says which verb governs it.

In: typed tokens and the place of a time. Out: "past", "future", or None. The nearest verb that tells, to the left in the same
sentence, then to the right; never further than a few words.
"""

from sayso.languages.en_times.reading import Lean
from sayso.languages.en_times.tokens import Tokens
from sayso.languages.en_times.words import load_vocabulary

__all__ = ["lean_of_words", "lean_of_verb"]

REACH = 12
STOPS = frozenset({".", ";", "?", "!", "“", "”", '"'})


def lean_of_verb(word: str) -> Lean:
    """What one word in small letters says by itself: "will" → future, "said" → past."""
    tense = load_vocabulary().tense
    if word in tense["future"]:
        return "future"
    if word in tense["past"] or (len(word) > 4 and word.endswith("ed") and word not in tense["planned"]):
        return "past"
    return None


def lean_of_words(tokens: Tokens, first: int, after: int) -> Lean:
    """The lean of the time that stands in the tokens `first` to `after`."""
    tense = load_vocabulary().tense
    planned, future, modal = tense["planned"], tense["future"], tense["modal"]
    words = tokens.words
    saw_to = False
    for place in range(first - 1, max(-1, first - 1 - REACH), -1):
        word = words[place]
        if word in STOPS:
            break
        if word in future:
            return "future"
        if word == "to":
            saw_to = True
        elif saw_to and word in planned:
            return "future"
        elif word in modal and tokens.kinds[place] != "MONTH":
            return "future" if saw_to or word != "would" else None
        elif (lean := lean_of_verb(word)) is not None:
            return lean
    for place in range(after, min(len(words), after + REACH)):
        word = words[place]
        if word in STOPS:
            break
        if word in future:
            return "future"
        if (lean := lean_of_verb(word)) is not None:
            return lean
    return None
