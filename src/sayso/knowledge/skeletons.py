"""What the spellings of one name have in common: its first letter and its consonants.

In: a name in any script. Out: a short key of ASCII letters and digits, the same for "Hezbollah", "Hizbullah" and the Arabic
form. Equal keys only propose that two names may be one: "Khamenei" and "Khomeini" have one key too, and so have "Hassan" and
"Hussein".
"""

import re
import sys
from functools import lru_cache

from anyascii import anyascii

from sayso.knowledge.outlets import fold_name

__all__ = ["LONGEST_KEY", "PARTICLES", "SUFFIXES", "body_key", "name_words", "person_key", "skeleton"]

#: Of a name so many characters are read; what is longer is none.
LONGEST_READ = 120
#: No key is longer.
LONGEST_KEY = 48
#: Words between a forename and a surname, and Arabic articles, which one paper writes and another leaves out.
PARTICLE_WORDS = "al el ul ad as ash an ar at az ed es bin ibn bint ben de del della der den van von da di do dos du la le y e"
PARTICLES = frozenset(PARTICLE_WORDS.split())
#: An article written as one word with what it stands before.
JOINED = re.compile(r"(?<![^\W_])(?:al|el|ul|ad|as|ash|an|ar|at|az)[-‑’'](?=[^\W_])", re.IGNORECASE)
#: Behind a name: a son is not his father.
SUFFIXES = frozenset({"jr", "sr", "junior", "senior", "ii", "iii", "iv"})
OTHER = re.compile(r"[^a-z0-9]+")
#: Two letters for one sound, and letters that one sound is spelt with: Arabic is spelt with "th" or "dh", with "g" or "q".
SOUNDS = (("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "d"), ("q", "k"), ("g", "k"))
VOWELS = re.compile(r"(?<=.)[aeiouyw]+")
DOUBLE = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """The key of a name, its words run together; empty where nothing of it can be spelt in ASCII.

    The key of a key is the key itself, and none is longer than `LONGEST_KEY`.
    """
    try:
        spelt = anyascii(name[:LONGEST_READ])
    except UnicodeEncodeError:  # lone surrogates are no letters
        spelt = anyascii(name[:LONGEST_READ].encode("utf-8", "ignore").decode("utf-8"))
    key = OTHER.sub("", spelt[: 4 * LONGEST_READ].lower())
    while True:
        shorter = _shorten(key)
        if shorter == key:
            return sys.intern(key[:LONGEST_KEY])
        key = shorter


def _shorten(key: str) -> str:
    for written, sound in SOUNDS:
        key = key.replace(written, sound)
    return DOUBLE.sub(r"\1", VOWELS.sub("", key))


def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a person's name, without articles, particles in its middle and suffixes behind it."""
    words = fold_name(JOINED.sub("", name[:LONGEST_READ])).split()
    while len(words) > 1 and words[-1] in SUFFIXES:
        words.pop()
    if len(words) > 1 and words[0] in {"al", "el"}:
        words.pop(0)  # "Al Assad" is a surname; that "Al Gore" then is one too proposes nobody
    kept = [word for at, word in enumerate(words) if not at or word not in PARTICLES]
    return tuple(kept)


def person_key(name: str) -> str:
    """The key of a full name, of its first and its last word; empty for a name of one word: a surname alone proposes nobody."""
    words = name_words(name)
    keys = (skeleton(words[0]), skeleton(words[-1])) if len(words) > 1 else ()
    return " ".join(keys) if all(keys) else ""


def body_key(name: str) -> str:
    """The key of a body's name, its words run together without an article in front."""
    words = fold_name(name).split()
    while len(words) > 1 and words[0] in {"the", "al", "el"}:
        words.pop(0)
    return skeleton("".join(words))
