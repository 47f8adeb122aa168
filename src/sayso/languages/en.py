"""English: base forms of words, and what a cue amounts to.

In: a cue as it stands in the text, with what stands before it and the first words of its contents. Out: its kind, the word that
decided it, its polarity: `read_cue("did not deny", "", "that")` is a denial that leaves open ("?"). The words are in `en.toml`.
It reads no trees: kinds come from the first telling word or phrase of the cue, read from the left.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from sayso.errors import KnowledgeError
from sayso.languages.base import CueSense, Language, Lexicon, Phrase, read_lexicon
from sayso.records import CueKind

__all__ = ["lemmas", "load_english", "read_cue"]

TABLE = "en.toml"
TOKEN = re.compile(r"n't|[^\W\d_]+(?:-[^\W\d_]+)*|[:–—―]|(?<!\w)-(?!\w)")
OPENING = re.compile(r"[^\W\d_]+")
#: A negation right before a cue whose tagger left it out: "did not [cue say]", "never publicly [cue said]".
NEGATED_BEFORE = re.compile(r"(?:\b(?:not|never|nor|neither|cannot)|n't)(?: (?!only)\w+ly)? ?$", re.IGNORECASE)
#: As many words as may stand between two words of a phrase: "made it abundantly very clear".
GAP = 3
#: Cues are short; what is longer than this many words is a tagger's slip and is read only so far.
LONGEST_CUE = 40
VOWELS = "aeiou"


@cache
def _lexicon() -> Lexicon:
    try:
        table = tomllib.loads(files("sayso.languages").joinpath(TABLE).read_text(encoding="utf-8"))
        return read_lexicon(TABLE, table)
    except (OSError, KeyError, AttributeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(TABLE, f"the word lists of English are damaged ({error}): install sayso again") from error


@lru_cache(maxsize=16384)
def lemmas(word: str) -> tuple[str, ...]:
    """The base forms that a lower-case word may have, likeliest first: "denied" → ("deny", "denie", "deni", "denied")."""
    irregular = _lexicon().irregular.get(word)
    found = [irregular] if irregular else []
    found += _regular(word)
    found.append(word)
    # "criticise", "favour": the lists hold one spelling.
    found += [form[:-3] + "ize" for form in found if form.endswith("ise")]
    found += [form.replace("our", "or") for form in found if "our" in form]
    return tuple(dict.fromkeys(found))


def _regular(word: str) -> list[str]:
    if len(word) < 4:
        return [word[:-1]] if word.endswith("s") and len(word) == 3 else []
    if word.endswith("ies"):
        return [word[:-3] + "y", word[:-1]]
    if word.endswith("s") and not word.endswith("ss"):
        return [word[:-1], word[:-2]] if word.endswith("es") else [word[:-1]]
    if word.endswith("ied"):
        return [word[:-3] + "y", word[:-1]]
    if word.endswith("ed"):
        return _stems(word[:-2])
    if word.endswith("ing") and len(word) > 5:
        return _stems(word[:-3])
    return []


def _stems(stem: str) -> list[str]:
    """The verbs whose -ed or -ing form leaves this stem: "stopp" → stop, "argu" → argue, "call" → call."""
    doubled = len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in VOWELS
    return [stem, stem[:-1], stem + "e"] if doubled else [stem, stem + "e"]


def _derived(word: str) -> list[str]:
    """Verbs and adjectives that a noun or adverb comes from: "defender" → defend, "enthusiastically" → enthusiastic."""
    for ending, replacements in (("ers", ("", "e")), ("er", ("", "e")), ("or", ("", "e")), ("ors", ("", "e")),
                                 ("ically", ("ic", "ical")), ("ly", ("", "le")), ("ment", ("",)), ("ments", ("",)),
                                 ("ation", ("e", "")), ("ations", ("e", "")), ("ion", ("e", "")), ("ions", ("e", "")),
                                 ("ful", ("",)), ("able", ("", "e")), ("ance", ("",)), ("ive", ("e", ""))):  # fmt: skip
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return [word[: -len(ending)] + replacement for replacement in replacements]
    for prefix in ("re-", "re", "mis", "pre", "over", "out", "un", "counter", "co-"):
        if word.startswith(prefix) and len(word) > len(prefix) + 3:
            return list(lemmas(word[len(prefix) :]))
    return []


def read_cue(cue: str, before: str, opening: str) -> CueSense:
    """The kind, deciding word and polarity of a cue.

    Args:
        cue: the words of the cue, its pieces joined by blanks.
        before: the text before the cue, of which the last words can negate it.
        opening: the first words of the contents: "asked [to leave]" is a demand, "did not say [whether]" a decline.
    """
    before = before[-24:].replace("’", "'")
    first = OPENING.search(opening)
    negated, opens_with = bool(NEGATED_BEFORE.search(before)), first.group().lower() if first else ""
    sense = _read_cue(cue, negated, opens_with)
    if sense.kind == "other" and opens_with:
        # The tagger may cut a refusal after its negation: "did not [respond to a request]".
        longer = _read_cue(f"{cue} {opens_with}", negated, "")
        return longer if longer.kind == "decline" else sense
    return sense


@lru_cache(maxsize=16384)
def _read_cue(cue: str, negated: bool, opening: str) -> CueSense:
    words = list(_words(cue))
    hit = _first_hit(words)
    kind, lemma, at, length = hit
    lists = _lexicon().lists
    if lemma == "n't" or lemma == "not":
        # The phrase holds its own negation: "did not respond".
        return CueSense(kind, cue_phrase(words, at, length), "+")
    negated = negated or any(_negates(words, n) for n in range(min(at + 1, len(words))) if not at <= n < at + length - 1)
    if kind != "decline" and negated and _is_unanswered(words, lemma, opening):
        return CueSense("decline", lemma, "+")
    if (opening == "to" and lemma in lists["directed.words"]) or (opening == "for" and lemma in lists["directed.wanting"]):
        kind = "demand"
    return CueSense(kind, lemma, _polarity(kind, lemma, negated))


def cue_phrase(words: list[str], at: int, length: int) -> str:
    """The words of a phrase that was found at a place of a cue."""
    return " ".join(words[at : at + length])


def _words(cue: str) -> Iterator[str]:
    """The lower-case words and signs of a cue; names inside it tell nothing ("told Breitbart News")."""
    spread = cue.replace("’", "'").replace("n't", " n't")
    # In a headline every word has a capital ("Is Now Calling").
    keeps_capitals = not any(letter.islower() and before.isspace() for before, letter in pairwise(spread))
    for number, match in enumerate(TOKEN.finditer(spread)):
        if number >= LONGEST_CUE:
            return
        word = match.group()
        if number == 0 or keeps_capitals or not word[0].isupper():
            yield word.lower()


def _first_hit(words: list[str]) -> tuple[CueKind, str, int, int]:
    """Kind, lemma, position and length of the first phrase or telling word; failing that of the first weak or derived one."""
    lexicon = _lexicon()
    fallback: tuple[CueKind, str, int, int] | None = None
    for at, word in enumerate(words):
        if phrase_hit := _phrase_at(words, at):
            return phrase_hit
        for lemma in lemmas(word):
            kind = lexicon.cues.get(lemma)
            if kind is None:
                continue
            if lemma not in lexicon.weak:
                return kind, lemma, at, 1
            fallback = fallback or (kind, lemma, at, 1)
            break
    return fallback or _derived_hit(words) or _small_hit(words)


def _derived_hit(words: list[str]) -> tuple[CueKind, str, int, int] | None:
    cues = _lexicon().cues
    for at, word in enumerate(words):
        for base in _derived(word):
            if base in cues:
                return cues[base], base, at, 1
    return None


def _small_hit(words: list[str]) -> tuple[CueKind, str, int, int]:
    small = _lexicon().small
    if words and all(word in small for word in words):
        return small[words[0]], words[0], 0, 1
    return "other", words[0] if words else "", 0, 1


def _phrase_at(words: list[str], at: int) -> tuple[CueKind, str, int, int] | None:
    for first in _forms(words[at]):
        for phrase in _lexicon().phrases.get(first, ()):
            if end := _match(words, at, phrase):
                return phrase.kind, first if first == "not" else " ".join(phrase.words), at, end - at
    return None


def _match(words: list[str], at: int, phrase: Phrase) -> int:
    """Where a phrase that begins at a place ends, or 0."""
    place = at + 1
    for wanted in phrase.words[1:]:
        window = range(place, min(place + GAP + 1, len(words)))
        place = next((n + 1 for n in window if wanted in _forms(words[n])), 0)
        if not place:
            return 0
    return place


def _forms(word: str) -> tuple[str, ...]:
    return ("not",) if word in {"n't", "never", "cannot", "not"} else lemmas(word)


def _negates(words: list[str], at: int) -> bool:
    if words[at] not in _lexicon().lists["negation.words"]:
        return False
    following = words[at + 1] if at + 1 < len(words) else ""
    return following not in {"only", "just", "merely", "simply", "least"}


def _is_unanswered(words: list[str], lemma: str, opening: str) -> bool:
    """Whether a negated cue is a refusal to answer: "would not say", "did not say [whether]"."""
    lists = _lexicon().lists
    if lemma not in lists["answering.words"]:
        return False
    return opening in lists["answering.openers"] or any(word in {"would", "wo", "will"} for word in words)


def _polarity(kind: CueKind, lemma: str, negated: bool) -> str:
    lists = _lexicon().lists
    if kind == "decline":
        return "+"
    if kind == "denial":
        return "?" if negated else "-"
    if lemma in lists["negation.inherent.words"]:
        return "+" if negated else "-"
    if not negated:
        return "+"
    return "-" if lemma in lists["negation.raised.words"] else "?"


@cache
def load_english() -> Language:
    """English with its word lists, read on first use."""
    return Language("en", _lexicon(), lemmas, read_cue)
