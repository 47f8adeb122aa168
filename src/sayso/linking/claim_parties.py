"""Who does what in a claim, as far as its words say: the doer, the first verb, the places, and whom a pronoun means.

In: a `ClaimProfile` and its telling words. Out: stems and words. There is no tree here, only the order of words: what stands
before the first verb, behind "by", before "for" after "blamed", behind "in" and "near". What is not said so is not found.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from sayso.languages.claim_lexicon import load_claim_lexicon
from sayso.languages.en import lemmas, load_english
from sayso.linking.claim_profiles import ClaimProfile
from sayso.linking.claim_stems import StemmedWord, stems_of_name, tokens_of

__all__ = [
    "find_doers",
    "find_hinted",
    "find_negated",
    "find_verb",
    "find_where",
    "is_blame",
    "is_by_one",
    "is_denial",
    "is_statement",
]

OWN: Final = frozenset(
    {"it", "its", "he", "his", "she", "her", "they", "their", "i", "my", "we", "our", "us", "me", "him", "them"}
)
LOCATING: Final = frozenset(
    {"in", "at", "near", "outside", "inside", "off", "from", "to", "into", "around", "towards", "toward"}
)
#: So many telling words behind a negation are negated; marks end its clause.
MOST_NEGATED: Final = 2
CLAUSE_END: Final = re.compile(r"[,;:.]|\b(?:after|before|when|while|because|who|which|but|and)\b")
#: What begins a time or a condition and no claim.
SUBORDINATE: Final = frozenset({"before", "after", "when", "while", "until", "once", "if", "unless"})
#: What ends or begins the words for who did it.
STOP: Final = re.compile(r"[,;:.]|\b(?:in|on|at|near|from|to|when|while|after|before|and|during|with|that)\b")
BLAMED: Final = re.compile(r"\b(?:for|of|over)\b")
PASSIVE: Final = re.compile(r"\b(?:was|were|been|be|being|is|are)\b(?: \w+){1,6}? by\b")
CAUSE: Final = re.compile(r"\b(?:was|were|is|are|had been|has been) (?:the cause of|behind|responsible for|to blame for)\b")
AUXILIARIES: Final = re.compile(
    r"had|has|have|was|were|is|are|be|been|being|do|does|did|would|could|should|will|can|may|might|must|shall|not|never|n't"
)
NO_VERBS: Final = re.compile(r"\w*men|people|children|media|criteria|analyses|\w*people")
SUFFERED: Final = re.compile(r"(?:(?:had|has|have|will|would) )?(?:was|were|been|be|is|are|being|died|dead|die)\b")


def is_statement(words: str, profile: ClaimProfile) -> bool:
    """Whether words say something of somebody: they have a verb, or are a headline, or what was denied, promised or blamed.

    Contents can be no more than a name or a noun ("his head"); they say nothing that could be so or not.
    """
    tokens = [token.group().lower() for token in tokens_of(words)]
    if tokens and tokens[0] in SUBORDINATE:
        return False
    if profile.role == "headline" or _lacks_subject(tokens) or is_blame(words, profile):
        return True
    return any(_is_verb(token) for token in tokens)


def is_by_one(words: str, stems: frozenset[str]) -> bool:
    """Whether it was one party that did what a claim tells: an attack, an order, whoever was first; two may well resign."""
    return bool(CAUSE.search(words)) or bool(stems & load_claim_lexicon().lists["doers.alone"])


def is_blame(words: str, profile: ClaimProfile) -> bool:
    """Whether a claim is the contents of "blamed" or "claimed"."""
    speaker = profile.speaker
    if speaker is None:
        return False
    claims = bool(load_claim_lexicon().lists["doers.claiming"] & set(words.lower().split()[:2]))
    return claims or (speaker.cue_kind == "accusation" and BLAMED.search(words) is not None)


def find_negated(words: str, stemmed: Sequence[StemmedWord]) -> frozenset[str]:
    """The stems of what is negated: the telling words next behind each negation, in its clause."""
    negations = load_claim_lexicon().lists["negation.words"]
    found: set[str] = set()
    for token in tokens_of(words):
        lower = token.group().lower().replace("’", "'")
        if lower in negations or lower.endswith("n't"):
            end = next((mark.start() for mark in CLAUSE_END.finditer(words, token.end())), len(words))
            behind = [word.stem for word in stemmed if token.end() <= word.start < end]
            found.update(behind[:MOST_NEGATED])
    return frozenset(found)


def is_denial(profile: ClaimProfile) -> bool:
    """Whether the speaker disputes what somebody says."""
    speaker = profile.speaker
    if speaker is None or _opposes(speaker.cue or ""):
        return False
    return speaker.hop.polarity == "-" or (speaker.cue_kind == "denial" and speaker.hop.polarity != "?")


def _opposes(cue: str) -> bool:
    """Whether a cue is against what is to come and does not say that something is not so."""
    opposing = load_claim_lexicon().lists["doers.opposing"]
    return any(lemma in opposing for token in tokens_of(cue.lower()) for lemma in lemmas(token.group()))


def find_doers(words: str, stemmed: Sequence[StemmedWord], profile: ClaimProfile, hinted: frozenset[str]) -> frozenset[str]:
    """The stems of who did it; the speaker himself, where he says so by a pronoun or in an infinitive."""
    tokens = [token.group().lower() for token in tokens_of(words)]
    own = hinted if OWN & set(tokens[:2]) or _lacks_subject(tokens) else frozenset()
    return frozenset(_doers(words, stemmed, profile)) | own


def _doers(words: str, stemmed: Sequence[StemmedWord], profile: ClaimProfile) -> Iterator[str]:
    """Who did it: behind "by", before "for" after "blamed", the subject of an active verb; the speaker who claims it."""
    lists, speaker = load_claim_lexicon().lists, profile.speaker
    if lists["doers.claiming"] & set(words.lower().split()[:2]) and speaker is not None:
        yield from stems_of_name(speaker.hop.name or "")
        return
    low, high = _doing(words, is_blame=speaker is not None and speaker.cue_kind == "accusation")
    yield from (word.stem for word in stemmed if low <= word.start < high)


def _doing(words: str, *, is_blame: bool) -> tuple[int, int]:
    """Where the words for who did it begin and end; nowhere where the claim does not say."""
    if is_blame and (blamed := BLAMED.search(words)) is not None:
        return 0, blamed.start()
    if (behind := PASSIVE.search(words)) is not None:
        return behind.end(), next((m.start() for m in STOP.finditer(words, behind.end() + 1)), len(words))
    if (cause := CAUSE.search(words)) is not None:
        return 0, cause.start()
    verb = next((m for m in tokens_of(words) if m.start() > 0 and _is_verb(m.group().lower())), None)
    if verb is None or SUFFERED.match(words, verb.start()):
        return 0, 0
    return 0, verb.start()


@lru_cache(maxsize=16384)
def _is_verb(word: str) -> bool:
    """Whether a word is most likely a verb: a small one, an irregular one, or one that ends in -ed."""
    is_irregular = word in load_english().lexicon.irregular or word in load_claim_lexicon().irregular
    is_regular = word.endswith("ed") and len(word) > 4
    return bool(AUXILIARIES.fullmatch(word)) or is_regular or (is_irregular and not NO_VERBS.fullmatch(word))


def find_verb(words: str, stemmed: Sequence[StemmedWord]) -> str:
    """The stem of the first verb that is no small word; nothing where none is found."""
    known = {word.start: word.stem for word in stemmed}
    for token in tokens_of(words):
        lower = token.group().lower()
        if token.start() in known and not AUXILIARIES.fullmatch(lower) and _is_verb(lower):
            return known[token.start()]
    return ""


def find_hinted(words: str, profile: ClaimProfile) -> frozenset[str]:
    """The stems of the speaker's name, where the claim speaks of him by a pronoun."""
    speaker = profile.speaker
    tokens = [token.group().lower() for token in tokens_of(words)]
    # "Denied responsibility for the attack": his own.
    is_own = bool(load_claim_lexicon().lists["doers.claiming"] & set(tokens[:2]))
    if speaker is None or not (is_own or OWN & set(tokens) or _lacks_subject(tokens)):
        return frozenset()
    return frozenset(stems_of_name(speaker.hop.name or ""))


def _lacks_subject(tokens: Sequence[str]) -> bool:
    """Whether a claim is what the speaker did: "denied [paying a ransom]", "promised [to pay]"."""
    first = tokens[0] if tokens else ""
    return first == "to" or (first.endswith("ing") and len(first) > 5)


def find_where(words: str, stemmed: Sequence[StemmedWord]) -> Iterator[StemmedWord]:
    """The names right behind a word of place; of "the village of Asken" the name, of "Port Ellis" both words."""
    end = -2
    for word in stemmed:
        if word.is_name and word.start == end + 1:
            yield word
            end = word.end
            continue
        before = words[max(0, word.start - 24) : word.start].lower().split()
        while before and before[-1] in {"the", "village", "town", "city", "of", "port", "region", "river"}:
            before.pop()
        if word.is_name and before and before[-1] in LOCATING:
            yield word
            end = word.end
