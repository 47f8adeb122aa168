"""The languages that sayso reads: `load_language("en")`. A language is a module with data and functions.

In: a language code or none. Out: a `Language`. It guesses no language: that a text is in another one is found out in
`sayso.reading.language`, and the pipeline does not read it.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sayso.languages.base import CueSense, Language, Lexicon
from sayso.languages.en import load_english

__all__ = ["DEFAULT", "LANGUAGES", "CueSense", "Language", "Lexicon", "load_language"]

DEFAULT = "en"
LANGUAGES: Mapping[str, Callable[[], Language]] = MappingProxyType({"en": load_english})


def load_language(code: str | None) -> Language:
    """The language of a code such as "en" or "en-GB"; the default where it is unknown or not spoken here."""
    return LANGUAGES.get((code or DEFAULT).replace("_", "-").split("-")[0].lower(), LANGUAGES[DEFAULT])()
