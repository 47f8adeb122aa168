"""The language a text is written in, and how much of it is in another one.

In: the running text and the language its page declares. Out: evidence, the language to believe first. A script that only few
languages use decides at once; among languages in Latin letters their small words do, passage by passage. What is short, or a
list of names, is in no language that can be told, and a page is never disbelieved for that.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from unicodedata import normalize

from sayso.languages import load_language
from sayso.languages.small_words import SmallWords, load_small_words
from sayso.records import Document, FieldEvidence

__all__ = ["UNKNOWN", "Foreign", "detect_language", "find_foreign", "find_language", "name_language"]

#: A language that is none of those in the table, as BCP 47 writes it.
UNKNOWN = "und"
ENGLISH = "en"
HEARD = "small words of the text"
HEARD_IN_PART = "small words of a part of the text"
#: A text is in another language where more than this share of it is; where less, but more than the second share, a part is.
MOST = 0.66
PART = 0.2
#: Letters below which nothing is said of a passage in Latin letters, and of one in another script.
FEWEST_LETTERS = 40
FEWEST_OTHER_LETTERS = 8
#: A passage is about so many characters: some fifty words, enough to be sure.
PASSAGE = 320
MOST_PASSAGES = 120
#: Small words that no English text has, as a share of all words; how many different ones; how many times the English ones.
SMALLEST_SHARE = 0.14
FEWEST_KINDS = 3
#: How many of them are neither single letters nor parts of names and the like.
FEWEST_SURE = 2
CLEAR_LEAD = 2.5
#: English small words, as a share of all words: above the first a passage is English, below the second it cannot be.
ENGLISH_SHARE = 0.12
NO_ENGLISH_SHARE = 0.04
FEWEST_WORDS_OF_UNKNOWN = 40
#: Lists of names are no running text: so many words must begin small before an unknown language is believed in.
SMALL_LETTERED = 0.6
#: English words of this length and more, as a share of all, above which a passage without small words is a list in English.
SHORTEST_KNOWN = 4
KNOWN_SHARE = 0.08

CODE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8}){0,4}$")
#: What is in no language: addresses, handles, hashtags.
NO_WORDS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w.-]{1,255}|[@#]\w+", re.IGNORECASE)
#: Particles between two capitals are parts of a name: "Jean de la Tour".
PARTICLES = (
    "de|la|le|les|du|des|di|da|do|dos|das|del|della|dello|dei|degli|von|van|der|den|ter|ten|zu|zur|el|los|las|al|"
    "e|y|et|und|en|i|og|och"
)
IN_NAMES = re.compile(rf"\b(?P<before>[^\W\d_a-z]\w*)(?: (?:{PARTICLES})){{1,3}}(?= [^\W\d_a-z])")
WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+")
#: Where vowels are signs above and below the letters, a word is what stands between spaces and stops.
SPACED_WORD = re.compile(r"[^\s.,;:!?()\"'“”«»،؛؟।]+")
#: Scripts of a single language, or of a few; letters of the first kind that count double say as much as a short word.
SCRIPTS: Sequence[tuple[re.Pattern[str], tuple[str, ...], int]] = (
    (re.compile(r"[\u3040-\u30ff\uff66-\uff9f]"), ("ja",), 2),
    (re.compile(r"[\uac00-\ud7af\u1100-\u11ff\u3130-\u318f]"), ("ko",), 2),
    (re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"), ("zh",), 2),
    (re.compile(r"[\u0400-\u052f]"), ("ru", "uk", "be", "bg", "mk", "sr", "kk", "mn", "tg"), 1),
    (re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]"), ("ar", "fa", "ur", "ps", "ckb"), 1),
    (re.compile(r"[\u0900-\u097f]"), ("hi", "mr", "ne"), 1),
    (re.compile(r"[\u0590-\u05ff]"), ("he", "yi"), 1),
    (re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"), ("el",), 1),
    (re.compile(r"[\u0530-\u058f]"), ("hy",), 1),
    (re.compile(r"[\u10a0-\u10ff\u1c90-\u1cbf]"), ("ka",), 1),
    (re.compile(r"[\u0e00-\u0e7f]"), ("th",), 1),
    (re.compile(r"[\u0e80-\u0eff]"), ("lo",), 1),
    (re.compile(r"[\u1000-\u109f]"), ("my",), 1),
    (re.compile(r"[\u1780-\u17ff]"), ("km",), 1),
    (re.compile(r"[\u0980-\u09ff]"), ("bn",), 1),
    (re.compile(r"[\u0a00-\u0a7f]"), ("pa",), 1),
    (re.compile(r"[\u0a80-\u0aff]"), ("gu",), 1),
    (re.compile(r"[\u0b00-\u0b7f]"), ("or",), 1),
    (re.compile(r"[\u0b80-\u0bff]"), ("ta",), 1),
    (re.compile(r"[\u0c00-\u0c7f]"), ("te",), 1),
    (re.compile(r"[\u0c80-\u0cff]"), ("kn",), 1),
    (re.compile(r"[\u0d00-\u0d7f]"), ("ml",), 1),
    (re.compile(r"[\u0d80-\u0dff]"), ("si",), 1),
    (re.compile(r"[\u0f00-\u0fff]"), ("bo",), 1),
    (re.compile(r"[\u1200-\u139f]"), ("am",), 1),
    (re.compile(r"[\u0780-\u07bf]"), ("dv",), 1),
)
OTHER_LETTER = re.compile(f"[{''.join(letter.pattern[1:-1] for letter, _, _ in SCRIPTS)}]")
CLOSE = (
    {"da", "nb", "sv"}, {"es", "pt", "gl", "ca", "oc"}, {"id", "jv"}, {"cs", "sk"}, {"hr", "sl"}, {"nl", "af"}, {"mk", "bg"},
    {"de", "lb"}, {"hr", "sr"}, {"zh", "ja"},
)  # fmt: skip
#: Codes that pages declare for what the table has under another one.
SAME = {"no": "nb", "nn": "nb", "bs": "hr", "sh": "hr", "ms": "id", "fil": "tl", "iw": "he", "ji": "yi", "in": "id", "xh": "zu"}


@dataclass(frozen=True, slots=True)
class Foreign:
    """The language of a document that is not the reader's; `is_all` where it is the whole text, not a part of it."""

    code: str
    is_all: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """The language of a text, null where nothing tells; `part` is another one that a part of it is in."""

    language: str | None
    part: str | None = None


def find_language(text: str, declared: str = "") -> tuple[FieldEvidence, ...]:
    """Evidence for the language, the one to believe first; empty where nothing tells.

    The page's own word counts, unless the small words of its text plainly belong to another language. Where the text says
    nothing certain but that it is no English, the page's word is the better name for it.
    """
    own = CODE.match(declared.strip())
    stated = own.group(1).lower() if own else ""
    heard = _hear(text)
    found = []
    if stated:
        found.append(FieldEvidence("language", stated, "html lang", None))
    if heard.language:
        said = FieldEvidence("language", heard.language, HEARD, None)
        found.insert(len(found) if _agrees(heard.language, stated) else 0, said)
    if heard.part:
        found.append(FieldEvidence("language", heard.part, HEARD_IN_PART, None))
    return tuple(found)


def detect_language(text: str) -> str | None:
    """The language that most of a text is in, or null where nothing tells."""
    return _hear(text).language


def find_foreign(document: Document, reader: str = ENGLISH) -> Foreign | None:
    """The other language that a document, or a part of it, is in; null where a reader of `reader` may read it all.

    Only what was heard in the text decides, never what its page declares; the page may name it, though.
    """
    found = {one.method: one.value for one in document.evidence if one.field == "language"}
    heard, part = found.get(HEARD), found.get(HEARD_IN_PART)
    if heard is not None and heard != reader:
        named = document.language if document.language not in (None, reader) else heard
        return Foreign(named or heard, is_all=True)
    return Foreign(part, is_all=False) if part is not None and part != reader else None


def name_language(code: str) -> str | None:
    """What a language is called in English, null for a code that is not in the table."""
    return load_small_words().names.get(SAME.get(code, code))


def _hear(text: str) -> Heard:
    """The votes of a text's passages, each as heavy as it is long."""
    table = load_small_words()
    votes: Counter[str | None] = Counter()
    for passage in _passages(text):
        votes[_hear_passage(passage, table)] += len(passage)
    others = Counter({code: weight for code, weight in votes.items() if code not in (None, ENGLISH)})
    share = others.total() / (votes.total() or 1)
    most = max(others, key=lambda code: (others[code], code != UNKNOWN), default=None)
    if share > MOST:
        return Heard(most)
    return Heard(ENGLISH if votes[ENGLISH] else None, most if share > PART else None)


def _passages(text: str) -> list[str]:
    """Pieces of a text, cut where lines or words end; of a long text as many as are needed, from all over it."""
    pieces = list(_pieces(NO_WORDS.sub(" ", normalize("NFC", text))))
    if len(pieces) > 1 and len(pieces[-1]) < PASSAGE / 2:
        pieces[-2:] = [pieces[-2] + "\n" + pieces[-1]]
    step = -(-len(pieces) // MOST_PASSAGES)
    return pieces[:: step or 1]


def _pieces(text: str) -> Iterator[str]:
    held: list[str] = []
    length = 0
    for part in _parts(text):
        if length >= PASSAGE or (length >= PASSAGE / 2 and length + len(part) > 1.5 * PASSAGE):
            yield "\n".join(held)
            held, length = [], 0
        held.append(part)
        length += len(part)
    if held:
        yield "\n".join(held)


def _parts(text: str) -> Iterator[str]:
    """Lines, the long ones in parts."""
    for line in text.splitlines():
        start = 0
        while start < len(line):
            end = len(line)
            if end - start > 1.5 * PASSAGE:
                # Where no space is near, as in Chinese, the cut falls between two letters.
                end = line.rfind(" ", start + PASSAGE // 2, start + PASSAGE) + 1 or start + PASSAGE
            yield line[start:end]
            start = end


def _hear_passage(passage: str, table: SmallWords) -> str | None:
    letters = sum(map(str.isalpha, passage))
    if OTHER_LETTER.search(passage):
        by_script = _hear_script(passage, letters, table)
        if by_script is not None:
            return by_script
    return _hear_words(passage, table) if letters >= FEWEST_LETTERS else None


def _hear_script(passage: str, letters: int, table: SmallWords) -> str | None:
    """The language whose script fills a passage; among those that share one, that of its words and letters."""
    counts = [(sum(1 for _ in letter.finditer(passage)), codes, weight) for letter, codes, weight in SCRIPTS]
    weighed = letters + sum(count for count, _, weight in counts if weight > 1)
    japanese, chinese = counts[0][0], counts[2][0]
    if japanese and japanese > 0.05 * chinese:
        # Japanese is written in kana and Chinese characters, Chinese without kana.
        counts[0] = (japanese + chinese, ("ja",), 2)
    count, codes, weight = max(counts, key=lambda one: one[0] * one[2])
    if count * weight < FEWEST_OTHER_LETTERS or count * weight * 2 <= weighed:
        return None
    if len(codes) == 1:
        return codes[0]
    words = Counter(code for word in SPACED_WORD.findall(passage.lower()) for code in table.languages.get(word, ()))
    signs = Counter(passage.lower())
    return max(codes, key=lambda code: words[code] + 0.5 * sum(signs[letter] for letter in table.letters[code]))


def _hear_words(passage: str, table: SmallWords) -> str | None:
    """The language whose small words fill a passage in Latin letters."""
    marks = WORD.findall(passage if passage.isupper() else IN_NAMES.sub(r"\g<before>", passage))
    words = [word.lower() for word in marks]
    known = [(word, owners) for word in words if (owners := table.languages.get(word))]
    hits: Counter[str] = Counter()
    for _, owners in known:
        for code in owners:
            hits[code] += 1
    english = sum(ENGLISH in owners for _, owners in known)
    del hits[ENGLISH]
    best = max(hits, key=lambda code: hits[code], default="")
    ours = sum(ENGLISH in owners and best not in owners for _, owners in known)
    own = [word for word, owners in known if best in owners and ENGLISH not in owners]
    sure = [word for word in own if word not in table.lookalikes]
    # Next to a single word that only English has, what looks like English is taken for English.
    weight = len(sure) if ours else (len(sure) + len(own)) / 2
    is_clear = weight >= SMALLEST_SHARE * len(words) and weight > CLEAR_LEAD * ours
    if is_clear and len(set(own)) >= FEWEST_KINDS and len({word for word in sure if len(word) > 1}) >= FEWEST_SURE:
        return best
    if english >= ENGLISH_SHARE * len(words) and ours >= len(own):
        return ENGLISH
    is_running = sum(mark[0].islower() for mark in marks) >= SMALL_LETTERED * len(marks)
    is_other = len(words) >= FEWEST_WORDS_OF_UNKNOWN and english < NO_ENGLISH_SHARE * len(words)
    if not (is_other and is_running) or _is_known(words):
        return None
    return best if len(set(sure)) >= FEWEST_KINDS and len(sure) > CLEAR_LEAD * ours else UNKNOWN


@cache
def _english_words() -> frozenset[str]:
    """Words that say something: the lists of what people say, are and publish."""
    lexicon = load_language(ENGLISH).lexicon
    listed = {word for words in lexicon.lists.values() for word in words}
    return frozenset(word for word in (*lexicon.cues, *lexicon.irregular, *listed) if len(word) >= SHORTEST_KNOWN)


def _is_known(words: Sequence[str]) -> bool:
    """Whether English words fill a passage that has no small ones: a menu, a list of links, a bill."""
    known, lemmas = _english_words(), load_language(ENGLISH).lemmas
    return sum(any(form in known for form in lemmas(word)) for word in words) >= KNOWN_SHARE * len(words)


def _agrees(heard: str, stated: str) -> bool:
    """Whether what a page declares is as good a name for what was heard, or a better one."""
    if not stated or stated == ENGLISH != heard:
        return False
    same = SAME.get(stated, stated)
    return same == heard or heard == UNKNOWN or any({heard, same} <= group for group in CLOSE)
