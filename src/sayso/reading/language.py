"""The language a text is written in.

In: the text and the language its page declares. Out: an ISO 639-1 code with the method that found it, or null where neither
tells. Counting small words is enough to catch a page that declares the wrong language; it is no detector for short lines.
"""

import re
from types import MappingProxyType

from sayso.records import FieldEvidence

__all__ = ["find_language"]

#: A detector's winner needs this share of all words, and this much more than the next language.
SMALLEST_SHARE = 0.12
CLEAR_LEAD = 1.6
FEWEST_WORDS = 8
LONGEST_SAMPLE = 20_000
CODE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8}){0,4}$")
LATIN_WORD = re.compile(r"[^\W\d_]+")
_SMALL_WORDS = {
    "en": "the of and to in that is was for it with as his on be at by had are but from they which you were this have not has",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass",
    "fr": "de la le et les des en un du une que est pour qui dans par plus pas au sur ne se ce il sont avec aux été cette",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha fue este",
    "it": "di e il la che in un a per è una non sono da con si del le della i dei nel alla gli ha più ma come anche",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das à seu",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er die ook als bij door maar om was uit naar hebben",
    "pl": "w i na z nie się do że jest o to jak za po przez od co dla są przy był jego już oraz tym ich ale tej",
    "sv": "och i att det som en på är av för med till den har de inte om ett men var jag sig från vi så kan när",
    "da": "og i at det er en til af på den som med for de har ikke der et han var fra vil men om sig blev kan",
    "no": "og i det er på en til som av for med at har ikke den de et fra han var om men seg sier kan etter ble",
    "fi": "ja on ei että se oli hän joka mutta myös kun ovat kuin sen ole mukaan jo tai vain sekä niin ollut hänen",
    "cs": "a v se na je že s z do o to i za by pro ale jako po podle od jsou byl který jeho ve také již bude",
    "tr": "ve bir bu da de için ile çok olarak daha gibi olan ne ise kadar sonra olduğu var ama her en göre oldu",
    "ro": "de și în a la cu pe nu o că care din să un este au mai pentru ce al sunt fost fi dar prin după",
    "hu": "a az és hogy nem is egy ez volt meg csak de már mint van el azt vagy még ki lesz ha szerint pedig",
    "id": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke karena ada mereka sudah oleh kami bisa",
}
SMALL_WORDS = MappingProxyType({code: frozenset(words.split()) for code, words in _SMALL_WORDS.items()})
#: Scripts that name the language, or all but; Cyrillic and Arabic letters of other languages decide against the first.
SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]"), 0.05),
    ("ko", re.compile(r"[\uac00-\ud7af]"), 0.2),
    ("zh", re.compile(r"[\u4e00-\u9fff]"), 0.2),
    ("he", re.compile(r"[\u0590-\u05ff]"), 0.3),
    ("el", re.compile(r"[\u0370-\u03ff]"), 0.3),
    ("hy", re.compile(r"[\u0530-\u058f]"), 0.3),
    ("ka", re.compile(r"[\u10a0-\u10ff]"), 0.3),
    ("th", re.compile(r"[\u0e00-\u0e7f]"), 0.3),
    ("hi", re.compile(r"[\u0900-\u097f]"), 0.3),
    ("uk", re.compile(r"[іїєґІЇЄҐ]"), 0.02),
    ("ru", re.compile(r"[\u0400-\u04ff]"), 0.3),
    ("fa", re.compile(r"[پچژگی]"), 0.03),
    ("ar", re.compile(r"[\u0600-\u06ff]"), 0.3),
)


def find_language(text: str, declared: str = "") -> tuple[FieldEvidence, ...]:
    """Evidence for the language, the one to believe first; empty where nothing tells.

    The page's own word counts, unless the small words of its text plainly belong to another language.
    """
    own = CODE.match(declared.strip())
    stated = own.group(1).lower() if own else ""
    heard = detect_language(text)
    found = []
    if heard and heard != stated:
        found.append(FieldEvidence("language", heard, "small words of the text", None))
    if stated:
        said = FieldEvidence("language", stated, "html lang", None)
        found.insert(len(found) if heard and heard != stated and not _are_close(heard, stated) else 0, said)
    return tuple(found)


def detect_language(text: str) -> str | None:
    """The language whose letters or small words fill the text, or null where none leads clearly."""
    sample = text[:LONGEST_SAMPLE]
    letters = sum(character.isalpha() for character in sample)
    if not letters:
        return None
    for code, letter, share in SCRIPTS:
        if sum(1 for _ in letter.finditer(sample)) > share * letters:
            return code
    words = [word.lower() for word in LATIN_WORD.findall(sample)]
    if len(words) < FEWEST_WORDS:
        return None
    shares = sorted(
        ((sum(word in small for word in words) / len(words), code) for code, small in SMALL_WORDS.items()), reverse=True
    )
    (first, code), (second, _) = shares[:2]
    return code if first >= SMALLEST_SHARE and first >= CLEAR_LEAD * second else None


def _are_close(heard: str, stated: str) -> bool:
    """Whether two languages share so many small words that the page's own word is the better witness."""
    return any(
        {heard, stated} <= group
        for group in ({"da", "no", "nb", "nn", "sv"}, {"es", "pt", "gl", "ca"}, {"id", "ms"}, {"cs", "sk"})
    )
