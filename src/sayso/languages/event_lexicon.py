"""English words that say what happened: which event and mode a word means, and in whose company.

In: `en_events.toml`. Out: `EventLexicon`, which finds the `EventFrame`s of a base form. Which of them holds in a sentence, and
who did what to whom, is decided in `sayso.stages`. English only.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from sayso.errors import KnowledgeError

__all__ = ["EventFrame", "EventLexicon", "load_event_lexicon", "read_event_lexicon"]

TABLE: Final = "en_events.toml"


@dataclass(frozen=True, slots=True)
class EventFrame:
    """A code and mode of PLOVER, the words that have to stand among the trigger's objects, and those among its subjects.

    Empty sets ask for nothing.
    """

    code: str
    mode: str | None
    objects: frozenset[str]
    subjects: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class EventLexicon:
    """Frames by base form: of verbs, with a particle behind a blank, and of nouns, also of two words.

    `never` are pairs of a verb and an object that are no event, `behind` of a noun and the word before it; `idle` are subjects
    that do nothing, `alone` verbs that are no event with an object; `sport` are words of games, `playing` such of which it
    takes two; `words` are lists by name.
    """

    verbs: Mapping[str, tuple[EventFrame, ...]]
    nouns: Mapping[str, tuple[EventFrame, ...]]
    never: frozenset[tuple[str, str]]
    behind: frozenset[tuple[str, str]]
    idle: frozenset[str]
    alone: frozenset[str]
    sport: frozenset[str]
    playing: frozenset[str]
    words: Mapping[str, frozenset[str]]

    @property
    def triggers(self) -> frozenset[str]:
        """All base forms that can be a trigger."""
        return frozenset({*self.verbs, *self.nouns})


@cache
def load_event_lexicon() -> EventLexicon:
    """The shipped lists, read once.

    Raises:
        KnowledgeError: the file is missing or damaged.
    """
    try:
        return read_event_lexicon(tomllib.loads(files("sayso.languages").joinpath(TABLE).read_text(encoding="utf-8")))
    except (OSError, KeyError, AttributeError, TypeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(TABLE, f"the word lists of events are damaged ({error}): install sayso again") from error


def read_event_lexicon(table: Mapping[str, Any]) -> EventLexicon:
    """The lexicon of a table; frames that ask for objects come first, else in the order of the table."""
    classes = {name: frozenset(words) for name, words in table.get("classes", {}).items()}
    verbs: defaultdict[str, list[EventFrame]] = defaultdict(list)
    nouns: defaultdict[str, list[EventFrame]] = defaultdict(list)
    for item in table["frames"]:
        code, _, mode = item["label"].partition(".")
        own = [_expand(item.get(key, ()), classes) for key in ("objects", "subjects")]
        frame = EventFrame(code, mode or None, *own)
        for words, index in ((item.get("verbs", ()), verbs), (item.get("nouns", ()), nouns)):
            for word in words:
                index[word].append(frame)
    never = table.get("never", {})
    idle, alone, sport, playing = (frozenset(never.get(name, ())) for name in ("idle", "alone", "sport", "playing"))
    return EventLexicon(
        {word: _ordered(frames) for word, frames in verbs.items()},
        {word: _ordered(frames) for word, frames in nouns.items()},
        frozenset((verb, noun) for verb, noun in never.get("pairs", ())),
        frozenset((noun, before) for noun, before in never.get("behind", ())),
        idle,
        alone,
        sport,
        playing,
        {name: frozenset(found) for name, found in table.get("words", {}).items()},
    )


def _ordered(frames: Iterable[EventFrame]) -> tuple[EventFrame, ...]:
    return tuple(sorted(frames, key=lambda frame: not (frame.objects or frame.subjects)))


def _expand(words: Iterable[str], classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The words, those of a class in the place of its name."""
    found: set[str] = set()
    for word in words:
        found |= classes[word[1:]] if word.startswith("@") else {word}
    return frozenset(found)
