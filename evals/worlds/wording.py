"""The same sentence in other words: with synonyms, as translators and careful copyists do, or in an invented tongue.

In: a marked sentence. Out: another one with the same marks; what stands in marks of sources, cues, channels, days and hedges is
left alone. It knows nothing of stories.
"""

import random
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from zlib import crc32

from evals.worlds.grammar import TAG

__all__ = ["estranged", "load_frames", "reworded"]

WORD = re.compile(r"\b[a-z]+\b")
LONG_WORD = re.compile(r"\b([a-z]{3,}?[a-z]{2})(s|ed|ing|)\b")
SYLLABLES = (
    "ba",
    "ko",
    "ri",
    "ten",
    "mu",
    "sal",
    "dor",
    "vin",
    "pe",
    "lo",
    "gar",
    "nish",
    "tra",
    "ul",
    "em",
    "zi",
    "fo",
    "hel",
)


@cache
def load_frames() -> Mapping[str, Sequence[str]]:
    """How they are told."""
    return tomllib.loads((Path(__file__).with_name("frames.toml")).read_text("utf-8"))


def reworded(marked: str, rng: random.Random, share: float = 0.8) -> str:
    """The sentence with words that mean about the same, outside its cues and never inside a mark's tag."""
    table = _synonyms()
    return _between_marks(marked, lambda text: WORD.sub(lambda found: _synonym(found.group(), table, rng, share), text))


def _between_marks(marked: str, change: Callable[[str], str]) -> str:
    """The sentence with its words changed, but for those in marks of sources, cues, channels, days and hedges."""
    parts = TAG.split(marked)
    out, depth = "", 0
    # `split` gives the text and then the three groups of each tag.
    for at in range(0, len(parts), 4):
        out += parts[at] if depth else change(parts[at])
        if at + 3 < len(parts):
            closing, label, value = parts[at + 1], parts[at + 2], parts[at + 3]
            depth += 0 if label[0] not in "qsvth" else -1 if closing else 1
            out += f"<{closing}{label}{f'={value}' if value else ''}>"
    return out


def estranged(marked: str, dialect: int) -> str:
    """The words with the longer ones in an invented tongue: happenings of as many kinds as there are dialects."""

    def strange(found: re.Match[str]) -> str:
        word, ending = found.group(1), found.group(2)
        number, made = crc32(f"{dialect}:{word}".encode()), ""
        while number > 1:
            number, at = divmod(number, len(SYLLABLES))
            made += SYLLABLES[at]
        return made[:9] + ending

    return _between_marks(marked, lambda text: LONG_WORD.sub(strange, text))


def _synonym(word: str, table: dict[str, Sequence[str]], rng: random.Random, share: float) -> str:
    return rng.choice(table[word]) if word in table and rng.random() < share else word


@cache
def _synonyms() -> dict[str, Sequence[str]]:
    found: dict[str, Sequence[str]] = {}
    for row in load_frames()["synonyms"]:
        first, *others = row.split("|")
        found[first] = others
    return found
