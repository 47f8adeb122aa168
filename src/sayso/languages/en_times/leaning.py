"""Whether the words around a time speak of what is past or to come, where no tree says which verb governs it.

In: typed tokens and the place of a time. Out: "past", "future", or None. The nearest verb that tells, to the left in the same
sentence, then to the right; never further than a few words.
"""

from sayso.languages.en_times.reading import Lean
from sayso.languages.en_times.tokens import Tokens
from sayso.languages.en_times.words import load_vocabulary

__all__ = ["lean_of_verb", "lean_of_words"]

REACH = 12
STOPS = frozenset({".", ";", "?", "!", "“", "”", '"', "`"})
#: Words from which a plan is still before the date: "postponed until Tuesday".
WAITING_REACH = 3
LINKS = frozenset({"for", "until", "till", "to", "on", "by", "at"})
ENDS = frozenset({"until", "till"})
LIMITS = frozenset({"until", "till", "by"})
NEGATIONS = frozenset({"not", "neither", "nor", "no", "nobody", "never", "n't", "none", "couldn"})


def lean_of_verb(word: str) -> Lean:
    """What one word in small letters says by itself: "will" → future, "said" → past."""
    tense = load_vocabulary().lists
    if word in tense["future"] or word in tense["moving"]:
        return "future"
    if word in tense["past"] or (len(word) > 4 and word.endswith("ed")):
        return "past"
    return None


def lean_of_words(tokens: Tokens, first: int, after: int) -> Lean:
    """The lean of the time that stands in the tokens `first` to `after`."""
    if after < len(tokens) and tokens.kinds[after] == "POSS":
        return _lean_to_the_right(tokens.words, after)
    lean = _lean_to_the_left(tokens, first) or _lean_to_the_right(tokens.words, after)
    return lean or ("future" if first and tokens.words[first - 1] in LIMITS else None)


def _lean_to_the_left(tokens: Tokens, first: int) -> Lean:
    """The nearest verb before; an infinitive waits for the one that it hangs on."""
    words, control = tokens.words, load_vocabulary().lists["control"]
    kept: Lean = None
    is_infinitive = False
    for place in range(first - 1, max(-1, first - 1 - REACH), -1):
        if words[place] in STOPS:
            break
        if _is_waiting(words, place, first) or (is_infinitive and words[place] in control and not _is_over(words, place)):
            return "future"
        lean = _lean_at(words, place) if tokens.kinds[place] != "MONTH" and kept is None else None
        if lean is not None and not is_infinitive:
            return lean
        kept = kept or lean
        is_infinitive = is_infinitive or _is_infinitive(tokens, place)
    return kept


def _is_waiting(words: list[str], place: int, first: int) -> bool:
    """Whether the word at a place makes the time wait: "expected Monday", "postponed until Monday"."""
    lists = load_vocabulary().lists
    if _is_over(words, place):
        return False
    if words[place] in lists["adjacent"] and place == first - 1:
        return True
    is_linked = words[first - 1] in ENDS or (first - place <= WAITING_REACH and words[place + 1] in LINKS)
    return words[place] in lists["waiting"] and is_linked and first - place <= 2 * WAITING_REACH


def _is_infinitive(tokens: Tokens, place: int) -> bool:
    """Whether "to" stands before a verb, as far as letters tell: not before a name, an article or a time."""
    after = place + 1
    if tokens.words[place] != "to" or after >= len(tokens) or tokens.kinds[after] != "OTHER":
        return False
    return tokens.text[tokens.starts[after]].islower()


def _lean_to_the_right(words: list[str], after: int) -> Lean:
    for place in range(after, min(len(words), after + REACH)):
        if words[place] in STOPS:
            return None
        lean = _lean_at(words, place)
        if lean is not None:
            return lean
    return None


def _lean_at(words: list[str], place: int) -> Lean:
    """What the word at a place says, with those before it that belong to it."""
    tense = load_vocabulary().lists
    word = words[place]
    before = words[place - 1] if place else ""
    after = words[place + 1] if place + 1 < len(words) else ""
    if (word == "won" and after == "'") or (word in ("has", "have") and after == "until") or word in tense["planning"]:
        return "future"
    if after == "for" and word in tense["adjacent"] | {"set"} and not _is_over(words, place):
        return "future"
    if word in ("could", "couldn") and not NEGATIONS.isdisjoint(words[max(0, place - REACH) : place + 3]):
        return "past"
    if word in tense["modal"]:
        return None if after == "have" else "future"
    if word == "to":
        is_planned = before in tense["planned"] and not _is_over(words, place - 1)
        return "future" if is_planned or before in ("is", "are", "'s") else None
    if before in tense["present"] or before == "to":
        # "is held", "to be held": the participle tells nothing of the time.
        return None
    return lean_of_verb(word)


def _is_over(words: list[str], place: int) -> bool:
    """Whether the plan at a place is itself past: "had been scheduled"."""
    return "had" in words[max(0, place - 3) : place]
