"""The labels of the corpora as ours: what is a nationality, what a news outlet, what a title.

In: a corpus's label and the words that bear it. Out: the labels that the words may bear with us ("" for none), one where we are
sure. It looks at words only, never at the sentence around them.
"""

import re
from functools import cache

from sayso.knowledge.outlets import load_outlets
from sayso.languages import load_language

__all__ = ["bodies", "is_media", "is_norp", "label_name", "looks_media", "split_pieces", "titles"]

LABELS = {
    "per": "person", "person": "person", "politician": "person",
    "org": "org", "organisation": "org", "organization": "org", "corporation": "org", "group": "org", "politicalparty": "org",
    "loc": "place", "location": "place", "country": "place", "place": "place",
    "misc": "misc",
}  # fmt: skip
#: On the language's list as modifiers of an actor, but neither a people nor a creed nor a party.
NO_PEOPLE = frozenset(
    "federal state local northern southern eastern western central international global regional national millennial gop black white"
    " westerner".split()
)
MORE_PEOPLES = frozenset("""
zealander arabian lankan rican verdean bavarian prussian saxon roman byzantine ottoman flemish walloon catalan basque breton sicilian
venetian corsican maori inuit aboriginal anglican baptist methodist lutheran calvinist presbyterian quaker zionist maoist marxist
trotskyist leninist stalinist nazi fascist baathist peronist gaullist whig federalist libertarian yugoslav czechoslovak bengali punjabi
tamil sinhalese malay javanese mongol uyghur uighur rohingya hutu tutsi zulu berber copt coptic maronite yazidi assyrian kashmiri gazan
crimean luxembourgish maldivian bhutanese fijian samoan tongan papuan guyanese bahamian barbadian trinidadian grenadian dominican
salvadoran salvadorian belizean beninese togolese gabonese malawian malagasy mauritian gambian guinean burundian sahrawi scandinavian
slav slavic germanic celtic gael gaelic norman hellenic cherokee navajo sioux apache yorker londoner parisian hongkonger englishman
frenchman irishman dutchman welshman scotsman frenchmen englishmen irishmen scandinavian balkan siberian bosniak euro-sceptic argentinean
balinese bolshevik menshevik jacobin tsarist papist pashtun hazara baloch sindhi nepali gentile hasidic salafi salafist wahhabi ismaili
shi'ite shi'a sunni bahai baha'i taoist confucian zoroastrian jain pagan amish mennonite pentecostal unitarian episcopalian ukrainian
""".split())  # fmt: skip
#: Before a people's name, part of it.
BEFORE_PEOPLE = frozenset(
    "north south east west northern southern eastern western central latin native new saudi sri puerto costa cape roman pan afro afro- "
    "anglo social orthodox non anti pro neo ex sierra papua sub-saharan greek ultra".split()
)
#: What the last word of an outlet's name often is; with a word before it, it is one.
MEDIA_LAST = frozenset(
    "news times post tv television radio tribune herald gazette chronicle telegraph newspaper newspapers courier dispatch inquirer "
    "examiner broadcasting magazine weekly".split()
)
NO_MEDIA_BEFORE = frozenset(
    "command trading canada royal australia deutsche border military first new old india hard good bad world modern uk outpost the a "
    "mobile satellite digital smart breaking fake big great".split()
)
MEDIA_FORM = re.compile(
    r"(?:\bnews (?:agency|network|service|channel)|\bbroadcasting (?:corporation|company|system|service|network))$"
    r"|^(?:daily|radio|channel) \w",
    re.I,
)
NO_MEDIA_FORM = re.compile(r"^radio (?:city|flyer|shack|corporation)\b|\b(?:university|school|college) ", re.I)
LONGEST_NAME = 120
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


@cache
def _peoples() -> frozenset[str]:
    return (load_language("en").lexicon.lists["demonyms.words"] - NO_PEOPLE) | MORE_PEOPLES


def titles() -> frozenset[str]:
    """Words that stand before a person's name, or for the person."""
    return load_language("en").lexicon.lists["titles.words"]


def bodies() -> frozenset[str]:
    """Words for an institution that alone name none ("the committee")."""
    return load_language("en").lexicon.lists["nouns.bodies"]


def is_norp(text: str) -> bool:
    """Whether the words are those of a people, a creed or a party's members ("South Korean", "Republicans")."""
    words = re.split(r"[\s\-–/]+", text.lower().strip())
    if not 1 <= len(words) <= 4 or len(text) > LONGEST_NAME:
        return False
    before = _peoples() | BEFORE_PEOPLE
    return _singular(words[-1]) is not None and all(word in before for word in words[:-1])


def _singular(word: str) -> str | None:
    stems = (word, word.removesuffix("s"), re.sub("ies$", "y", word), re.sub("men$", "man", word))
    return next((stem for stem in stems if stem in _peoples()), None)


def is_media(text: str) -> bool:
    """Whether this is the name of a news outlet or agency that the package knows; archives are none."""
    outlet = load_outlets().by_name(text)
    return outlet is not None and outlet.kind != "archive"


def looks_media(text: str) -> bool:
    """Whether a name has the form of an outlet's ("Radio Varden", "the Varden Herald")."""
    words = text.split()
    if len(words) < 2 or len(text) > LONGEST_NAME or NO_MEDIA_FORM.search(text):
        return False
    return bool(MEDIA_FORM.search(text)) or (words[-1].lower() in MEDIA_LAST and words[-2].lower() not in NO_MEDIA_BEFORE)


def label_name(label: str, text: str) -> tuple[str, ...]:
    """The labels that words may bear with us which a corpus labels so; ("",) for what is no name to us (works, events)."""
    ours = LABELS.get(label.lower())
    plural = text.lower().endswith(("s", "men"))
    if ours is None or ours == "misc":
        return _label_other(ours, text)
    if ours == "org" and (is_media(text) or looks_media(text)):
        return ("media",)
    if is_norp(text) and (ours == "place" or plural):
        return ("norp",)
    if ours == "org" and is_norp(text):
        return ("norp", "org")
    return (ours,)


def _label_other(ours: str | None, text: str) -> tuple[str, ...]:
    # One word may be another scheme's name for a common thing ("Time"), two are not.
    if is_media(text) and (" " in text or text.isupper()):
        return ("media",)
    if looks_media(text):
        return ("media", "")
    if ours is None:
        return ("",)
    if is_norp(text):
        return ("norp",)
    return ("norp", "") if " " not in text else ("",)


def split_pieces(label: str, words: list[str]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Parts of an event's or a work's name as (first word, end, labels): a year, a people or a place in it may count, or not."""
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
