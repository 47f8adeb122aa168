"""English words that say what a text is about, by PLOVER's contexts.

In: `en_contexts.toml`. Out: `ContextLexicon`, which finds its terms in a text. How many of them make a context is decided by
who asks. English only.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from sayso.errors import KnowledgeError
from sayso.records import Span

__all__ = ["ContextLexicon", "ContextTerm", "load_context_lexicon"]

TABLE: Final = "en_contexts.toml"
WORD: Final = re.compile(r"[\w’'.&/-]*\w", re.UNICODE)
#: Words of the longest term.
LONGEST: Final = 5


@dataclass(frozen=True, slots=True)
class ContextTerm:
    """A term of a context; `is_hint` says that it says so only in company."""

    context: str
    term: str
    is_hint: bool


@dataclass(frozen=True, slots=True, eq=False)
class ContextLexicon:
    """Terms by their words, joined by blanks."""

    terms: Mapping[str, tuple[ContextTerm, ...]]
    starts: frozenset[str]

    def find(self, text: str) -> Iterator[tuple[ContextTerm, Span]]:
        """The terms of a text in its order, the longest at each place alone."""
        words = [(match.group().lower().replace("’", "'").rstrip("."), match.span()) for match in WORD.finditer(text)]
        free = 0
        for at, (word, (start, _)) in enumerate(words):
            if at < free or not (word in self.starts or _singular(word) in self.starts):
                continue
            for length in range(min(LONGEST, len(words) - at), 0, -1):
                some = words[at : at + length]
                found = self._look_up([one for one, _ in some])
                if found:
                    yield from ((term, Span(start, some[-1][1][1])) for term in found)
                    free = at + length
                    break

    def _look_up(self, words: list[str]) -> tuple[ContextTerm, ...]:
        own = self.terms.get(" ".join(words))
        return own or self.terms.get(" ".join([*words[:-1], _singular(words[-1])]), ())


@cache
def load_context_lexicon() -> ContextLexicon:
    """The shipped lists, read once.

    Raises:
        KnowledgeError: the file is missing or damaged.
    """
    try:
        table = tomllib.loads(files("sayso.languages").joinpath(TABLE).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(TABLE, f"the word lists of contexts are damaged ({error}): install sayso again") from error
    terms: defaultdict[str, list[ContextTerm]] = defaultdict(list)
    for context, lists in table.items():
        for name in ("words", "hints"):
            for term in lists[name]:
                plain = term.replace("’", "'")
                terms[plain].append(ContextTerm(context, plain, name == "hints"))
    starts = {term.split()[0] for term in terms}
    return ContextLexicon({term: tuple(found) for term, found in terms.items()}, frozenset(starts))


def _singular(word: str) -> str:
    """The word without the -s of a plural."""
    if word.endswith("es") and word[:-2].endswith(("s", "x", "ch", "sh")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
