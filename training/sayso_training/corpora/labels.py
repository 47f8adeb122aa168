"""The labels of the corpora as ours: what is a nationality, what a news outlet, what a title.

In: a corpus's label and the words that bear it. Out: the labels that the words may bear with us ("" for none), one where we are
sure. It looks at words only, never at the sentence around them.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from sayso.knowledge.outlets import load_outlets
from sayso.languages import load_language

__all__ = ["count_titles", "is_media", "is_norp", "is_seat", "label_name", "list_of", "looks_media", "split_pieces", "words_of"]

LABELS = {
    "per": "person", "person": "person", "politician": "person",
    "org": "org", "organisation": "org", "organization": "org", "corporation": "org", "group": "org", "politicalparty": "org",
    "loc": "place", "location": "place", "country": "place", "place": "place",
    "misc": "misc",
}  # fmt: skip
TABLE = Path(__file__).with_name("labels.toml")
MEDIA_FORM = re.compile(
    r"(?:\bnews (?:agency|network|service|channel)|\bbroadcasting (?:corporation|company|system|service|network))$"
    r"|^(?:daily|radio|channel) \w",
    re.IGNORECASE,
)
NO_MEDIA_FORM = re.compile(r"^radio (?:city|flyer|shack|corporation)\b|\b(?:university|school|college) ", re.IGNORECASE)
LONGEST_NAME = 120
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


@cache
def words_of(name: str) -> frozenset[str]:
    """A list of `labels.toml`; a hyphen there is a blank in the words, or a hyphen."""
    return frozenset(tomllib.loads(TABLE.read_text("utf-8"))[name].split())


@cache
def list_of(name: str) -> frozenset[str]:
    """A list of the English language table ("titles.words", "nouns.bodies")."""
    return load_language("en").lexicon.lists[name]


@cache
def _peoples() -> frozenset[str]:
    return (list_of("demonyms.words") - words_of("no_peoples")) | words_of("peoples")


@cache
def _before_peoples() -> frozenset[str]:
    return _peoples() | words_of("before_peoples")


def count_titles(words: Sequence[str]) -> int:
    """How many words before a person's name are titles, never all of them."""
    titles = list_of("titles.words") - words_of("kept_titles")
    count = 0
    while count < len(words) - 1 and words[count].lower() in titles:
        count += 1
    return count


def is_norp(text: str) -> bool:
    """Whether the words are those of a people, a creed or a party's members ("South Korean", "Republicans")."""
    words = re.split(r"[\s\-–/]+", text.lower().strip())
    if not 1 <= len(words) <= 4 or len(text) > LONGEST_NAME:
        return False
    return _singular(words[-1]) is not None and all(word in _before_peoples() for word in words[:-1])


def _singular(word: str) -> str | None:
    if word in words_of("no_peoples"):
        return None
    stems = (word, word.removesuffix("s"), re.sub("ies$", "y", word), re.sub("men$", "man", word))
    return next((stem for stem in stems if stem in _peoples()), None)


def is_media(text: str) -> bool:
    """Whether this is the name of a news outlet or agency that the package knows; archives are none.

    One word must be written as the outlet writes itself, or in capitals: a uni is no UNI, "cbs" still the broadcaster.
    """
    outlet = load_outlets().by_name(text)
    if outlet is None or outlet.kind == "archive":
        return False
    bare = text.rstrip(".")
    if " " in bare or bare.isupper():
        return True
    return (
        bare in outlet.names or f"The {bare}" in outlet.names or (outlet.kind == "broadcaster" and bare.upper() in outlet.names)
    )


def looks_media(text: str) -> bool:
    """Whether a name has the form of an outlet's ("Radio Varden", "the Varden Herald")."""
    words = text.split()
    if not 2 <= len(words) <= 5 or len(text) > LONGEST_NAME or NO_MEDIA_FORM.search(text):
        return False
    return bool(MEDIA_FORM.search(text)) or (
        words[-1].lower() in words_of("media_last") and words[-2].lower() not in words_of("no_media_before")
    )


def is_seat(text: str) -> bool:
    """Whether a place's name commonly stands for who works there ("the White House"): an organisation as well."""
    return re.sub(r"[\s.]+", "-", text.lower().removeprefix("the ")) in words_of("seats")


def _is_region(text: str) -> bool:
    return text.lower().replace(" ", "-") in list_of("places.regions")


def label_name(label: str, text: str) -> tuple[str, ...]:
    """The labels that words may bear with us which a corpus labels so; ("",) for what is no name to us (works, events)."""
    ours = LABELS.get(label.lower())
    plural = text.lower().endswith(("s", "men"))
    if ours is None or ours == "misc":
        return _label_other(ours, text)
    if ours != "person" and (is_seat(text) or (ours == "org" and _is_region(text))):
        return ("org", "place")
    if ours == "org" and (is_media(text) or looks_media(text)):
        return ("media",)
    if is_norp(text) and (ours == "place" or (plural and (ours == "person" or " " not in text))):
        return _people(text)
    if ours == "org" and is_norp(text):
        return ("norp", "org")
    return (ours,)


def _people(text: str) -> tuple[str, ...]:
    """With a capital a people or a party; "a nationalist" may be neither."""
    return ("norp",) if text[:1].isupper() else ("norp", "")


def _label_other(ours: str | None, text: str) -> tuple[str, ...]:
    # One word may be another scheme's name for a common thing ("Time"), two are not.
    if is_media(text) and (" " in text or text.isupper()):
        return ("media",)
    if looks_media(text):
        return ("media", "")
    if ours is None:
        return ("",)
    if text == "GOP":
        return ("org",)
    if is_norp(text):
        return _people(text)
    return ("norp", "") if " " not in text else ("",)


def split_pieces(label: str, words: list[str]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Parts of an event's or a work's name as (first word, end, labels): a year, people or place in it may count, or not."""
    happened = label.lower() in {"event", "election"}
    pieces: list[tuple[int, int, tuple[str, ...]]] = []
    for index, word in enumerate(words):
        labels = _piece(word, happened=happened)
        if pieces and pieces[-1][2] == labels:
            pieces[-1] = (pieces[-1][0], index + 1, labels)
        else:
            pieces.append((index, index + 1, labels))
    return pieces


def _piece(word: str, *, happened: bool) -> tuple[str, ...]:
    if YEAR.fullmatch(word):
        return ("date", "")
    if not word[:1].isupper():
        return ("",)
    return ("norp", "") if is_norp(word) else ("place", "") if happened else ("",)
