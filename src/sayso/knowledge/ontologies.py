"""What events are called: PLOVER as shipped, crosswalks from it to other schemes, and a user's own.

In: TOML files, ours beside this module or a user's. Out: `Ontology` (events, modes, contexts, scores, what the strict view
makes of future and negated events) and `Crosswalk` (which other code an event is written as). What is wrong with a user's file
is listed by `check_ontology`. It finds no event in a text and codes none.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from sayso.errors import KnowledgeError

__all__ = [
    "Crosswalk", "EventKind", "Ontology", "Rule", "check_ontology", "load_cameo", "load_crosswalk", "load_plover",
    "read_crosswalk", "read_ontology",
]  # fmt: skip

FOLDER: Final = Path(__file__).with_name("ontology")
SCHEMA: Final = 1
KEEP: Final = "="
#: What a rule can ask for, and what a crosswalk has.
LISTS: Final = frozenset({
    "events", "modes", "triggers", "actor_sectors", "recipient_sectors", "actor_countries", "recipient_countries", "contexts",
})  # fmt: skip
KEYS: Final = frozenset({"name", "version", "schema", "onto", "codes", "back", "acts", "rules", "events", "errata"})


@dataclass(frozen=True, slots=True)
class EventKind:
    """An event of an ontology: its quad (1 verbal, 2 material cooperation, 3 verbal, 4 material conflict) and score.

    `modes` has their scores, null where the ontology gives none; `about` says in a sentence what it is. Where an event is
    mutual, both sides are its actors.
    """

    code: str
    quad: int
    score: float
    about: str
    needs_recipient: bool
    is_mutual: bool
    modes: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Ontology:
    """A scheme of events; `label` is what is written into each of them ("plover/2")."""

    name: str
    version: str
    events: Mapping[str, EventKind]
    contexts: Mapping[str, str]
    reductions: Mapping[str, Mapping[str, str]]
    errata: tuple[Mapping[str, str], ...]

    @property
    def label(self) -> str:
        """Name and version."""
        return f"{self.name}/{self.version}"

    def score(self, code: str, mode: str | None = None) -> float | None:
        """Where an event stands between -10 and 10: by its mode where that has a score."""
        kind = self.events.get(code)
        if kind is None:
            return None
        own = kind.modes.get(mode) if mode is not None else None
        return kind.score if own is None else own

    def reduce(self, code: str, *, future: bool, negated: bool, hypothetical: bool = False) -> str:
        """The code that says in one word what code and auxiliary modes say together; the same one where none does."""
        table = self.reductions.get(code, {})
        wanted = "negated_future" if future and negated else "negated" if negated else "future" if future else None
        found = table.get(wanted, KEEP) if wanted is not None else table.get("hypothetical", KEEP) if hypothetical else KEEP
        return code if found == KEEP else found


@dataclass(frozen=True, slots=True)
class Rule:
    """When an event is given a user's code: all that is named must hold; what is empty holds always."""

    code: str
    mode: str | None
    events: frozenset[str]
    modes: frozenset[str]
    triggers: frozenset[str] = frozenset()
    actor_sectors: frozenset[str] = frozenset()
    recipient_sectors: frozenset[str] = frozenset()
    actor_countries: frozenset[str] = frozenset()
    recipient_countries: frozenset[str] = frozenset()
    contexts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Another scheme's codes. `codes` leads from them to (event, mode, contexts), `back` from "EVENT" or "EVENT.mode" to them.

    `rules` are a user's, the first that holds decides; `acts` are codes of another scheme that are acts of attribution here.
    """

    name: str
    version: str
    codes: Mapping[str, tuple[str, str | None, tuple[str, ...]]]
    back: Mapping[str, str]
    acts: Mapping[str, Mapping[str, str]]
    rules: tuple[Rule, ...] = ()
    errata: tuple[Mapping[str, str], ...] = field(default=())

    @property
    def label(self) -> str:
        """Name and version."""
        return f"{self.name}/{self.version}"

    def code_of(self, event: str, mode: str | None) -> str | None:
        """The other scheme's code of an event: that of its mode, else that of the event."""
        return self.back.get(f"{event}.{mode}", self.back.get(event))


@cache
def load_plover() -> Ontology:
    """The ontology that events are coded by."""
    return read_ontology(_load(FOLDER / "plover.toml"), "plover.toml")


@cache
def load_cameo() -> Crosswalk:
    """CAMEO, to and fro."""
    return read_crosswalk(_load(FOLDER / "cameo.toml"), "cameo.toml", load_plover())


def read_ontology(plain: Mapping[str, Any], subject: str) -> Ontology:
    """An ontology from what TOML gave.

    Raises:
        KnowledgeError: it is none; the first fault is named.
    """
    _check_head(plain, subject)
    events = {code: _event(code, item, subject) for code, item in _table(plain, "events", subject).items()}
    ontology = Ontology(
        str(plain["name"]), str(plain["version"]), events, _table(plain, "contexts", subject, needed=False),
        _table(plain, "reductions", subject, needed=False), tuple(plain.get("errata", ())),
    )  # fmt: skip
    for code, table in ontology.reductions.items():
        if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
            raise KnowledgeError(
                subject, f"[reductions] {code}: write {{ future = CODE, negated = CODE, negated_future = CODE }}"
            )
        unknown = {code, *table.values()} - events.keys() - {KEEP}
        if unknown:
            raise KnowledgeError(subject, f"[reductions] names {_list(unknown)}, which is no event of it")
    return ontology


def read_crosswalk(plain: Mapping[str, Any], subject: str, onto: Ontology) -> Crosswalk:
    """A crosswalk from what TOML gave.

    Raises:
        KnowledgeError: it is none, or leads to what `onto` does not have.
    """
    fault = next(_faults(plain, subject, onto), None)
    if fault is not None:
        raise KnowledgeError(subject, fault)
    codes = {
        code: (str(event), str(mode) or None, tuple(map(str, contexts)))
        for code, (event, mode, contexts) in plain.get("codes", {}).items()
    }
    rules = tuple(_rule(item) for item in plain.get("rules", ()))
    return Crosswalk(
        str(plain["name"]), str(plain["version"]), codes, dict(plain.get("back", {})), dict(plain.get("acts", {})), rules,
        tuple(plain.get("errata", ())),
    )  # fmt: skip


def load_crosswalk(path: Path) -> Crosswalk:
    """A user's file as events are coded by it.

    Raises:
        KnowledgeError: it cannot be read, or something in it leads nowhere; the first fault is named.
    """
    return read_crosswalk(_load(path), path.name, load_plover())


def check_ontology(path: Path, triggers: frozenset[str] | None = None) -> tuple[str, ...]:
    """Everything that is wrong with a user's file, a line each: an ontology of its own, or a crosswalk onto ours.

    A label that nothing can reach is reported: sayso finds the events of PLOVER and cannot invent distinctions that it was
    never taught. `triggers` are the lemmas that can trigger an event, where they are known.

    Raises:
        KnowledgeError: the file cannot be read at all.
    """
    plain = _load(path)
    try:
        _check_head(plain, path.name)
        if "onto" not in plain:
            read_ontology(plain, path.name)
            return (f'no label of it can be reached: say onto = "{load_plover().name}" and give [[rules]] or [back]',)
    except KnowledgeError as error:
        return (error.reason,)
    return tuple(dict.fromkeys((*_faults(plain, path.name, load_plover()), *_unreachable(plain, load_plover(), triggers))))


# --- reading the parts ---


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise KnowledgeError(str(path), f"it cannot be read ({error.strerror}): name a TOML file") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnowledgeError(str(path), f"it is no TOML ({error}): mend it and try again") from error


def _check_head(plain: Mapping[str, Any], subject: str) -> None:
    missing = [key for key in ("name", "version", "schema") if key not in plain]
    if missing:
        raise KnowledgeError(subject, f"{_list(missing)} missing: an ontology says its name, version and schema = {SCHEMA}")
    if plain["schema"] != SCHEMA:
        raise KnowledgeError(subject, f"schema {plain['schema']!r} is not the one we read: write schema = {SCHEMA}")


def _table(plain: Mapping[str, Any], key: str, subject: str, *, needed: bool = True) -> dict[str, Any]:
    found = plain.get(key, {})
    if not isinstance(found, dict) or (needed and not found):
        raise KnowledgeError(subject, f"[{key}] is missing or no table")
    return found


def _event(code: str, item: Any, subject: str) -> EventKind:
    if not isinstance(item, dict) or not isinstance(item.get("about"), str):
        raise KnowledgeError(subject, f"[events.{code}] needs about = a sentence that says what it is")
    quad, score = item.get("quad"), item.get("score")
    if quad not in (1, 2, 3, 4) or not isinstance(score, int | float) or not -10 <= score <= 10:
        raise KnowledgeError(subject, f"[events.{code}] needs quad = 1 to 4 and score = -10 to 10")
    modes = {name: _mode_score(mode, f"[events.{code}.modes] {name}", subject) for name, mode in _modes(item, subject).items()}
    return EventKind(
        code, quad, float(score), item["about"], item.get("recipient") == "expected", bool(item.get("mutual")), modes
    )


def _modes(item: Mapping[str, Any], subject: str) -> dict[str, Any]:
    return _table(item, "modes", subject, needed=False)


def _mode_score(mode: Any, name: str, subject: str) -> float | None:
    score = mode.get("score") if isinstance(mode, dict) else ""
    if score is not None and not isinstance(score, int | float):
        raise KnowledgeError(subject, f"{name}: write {{}} or {{ score = -10 to 10 }}")
    return score


def _rule(item: Mapping[str, Any]) -> Rule:
    def words(key: str) -> frozenset[str]:
        return frozenset(map(str, item.get(key, ())))

    return Rule(
        str(item["code"]), item.get("mode") or None, words("events"), words("modes"), words("triggers"), words("actor_sectors"),
        words("recipient_sectors"), words("actor_countries"), words("recipient_countries"), words("contexts"),
    )  # fmt: skip


# --- checking a user's file ---


def _faults(plain: Mapping[str, Any], subject: str, onto: Ontology) -> Iterator[str]:
    """What of a crosswalk leads nowhere."""
    try:
        _check_head(plain, subject)
    except KnowledgeError as error:
        yield error.reason
        return
    if plain.get("onto") != onto.name:
        yield f"onto = {plain.get('onto')!r} is no ontology we have: write onto = {onto.name!r}"
        return
    misshapen = list(_misshapen(plain))
    if misshapen:
        yield from misshapen
        return
    for code, value in plain.get("codes", {}).items():
        if not isinstance(value, list) or len(value) != 3 or not isinstance(value[2], list):
            yield f"[codes] {code}: write [EVENT, MODE, [CONTEXT, …]]"
            continue
        yield from _unknown(f"[codes] {code}", onto, {str(value[0])}, {str(value[1])} - {""}, set(map(str, value[2])))
    for key in plain.get("back", {}):
        event, _, mode = key.partition(".")
        yield from _unknown(f"[back] {key}", onto, {event}, {mode} - {""}, set())
    for number, item in enumerate(plain.get("rules", ()), 1):
        rule = _rule(item)
        yield from _unknown(f"[[rules]] {number}", onto, set(rule.events), set(rule.modes), set(rule.contexts))


def _misshapen(plain: Mapping[str, Any]) -> Iterator[str]:
    """What does not have the form of a crosswalk: tables that are none, keys that nobody reads, values of another kind."""
    for key in sorted(set(plain) - KEYS):
        yield f"{key}: nobody reads this; a crosswalk has {_list(KEYS)}"
    for key in ("codes", "back", "acts", "events"):
        if not isinstance(plain.get(key, {}), dict):
            yield f"[{key}] is no table"
    back = plain.get("back", {})
    for key, value in back.items() if isinstance(back, dict) else ():
        if not isinstance(value, str) or not value:
            yield f"[back] {key}: write a code in quotation marks"
    rules = plain.get("rules", [])
    if not isinstance(rules, list):
        yield "rules: write [[rules]] above each of them"
        return
    for number, item in enumerate(rules, 1):
        yield from (f"[[rules]] {number}: {fault}" for fault in _rule_faults(item))


def _rule_faults(item: Any) -> Iterator[str]:
    if not isinstance(item, dict) or not isinstance(item.get("code"), str) or not item["code"]:
        yield "it gives no code"
        return
    for key in sorted(set(item) - LISTS - {"code", "mode"}):
        yield f"{key}: no rule asks for this; it may ask for {_list(LISTS)}"
    for key in sorted(set(item) & LISTS):
        if not isinstance(item[key], list) or not all(isinstance(one, str) for one in item[key]):
            yield f'{key}: write a list of words, as ["…"]'
    if not isinstance(item.get("mode", ""), str):
        yield "mode: write a word in quotation marks"


def _unknown(name: str, onto: Ontology, events: set[str], modes: set[str], contexts: set[str]) -> Iterator[str]:
    for event in sorted(events - onto.events.keys()):
        yield f"{name}: {event!r} is no event of {onto.label}"
    known = {mode for code in events & onto.events.keys() or onto.events.keys() for mode in onto.events[code].modes}
    for mode in sorted(modes - known):
        yield f"{name}: {mode!r} is no mode of {_list(events) or onto.label}"
    for context in sorted(contexts - onto.contexts.keys()):
        yield f"{name}: {context!r} is no context of {onto.label}"


def _unreachable(plain: Mapping[str, Any], onto: Ontology, triggers: frozenset[str] | None) -> Iterator[str]:
    """Labels that no event can ever be given, and rules that never decide."""
    if any(_misshapen(plain)):
        return
    rules = [_rule(item) for item in plain.get("rules", ())]
    reached = {rule.code for rule in rules} | set(plain.get("back", {}).values())
    for code in sorted(set(plain.get("events", {})) | set(plain.get("codes", {}))):
        if code not in reached:
            yield f"{code}: no rule and no line of [back] leads to it, so no event will ever have it"
    for number, rule in enumerate(rules, 1):
        if triggers is not None and rule.triggers and not rule.triggers & triggers:
            yield f"[[rules]] {number}: none of its triggers is ever found ({_list(rule.triggers)})"
        if any(_covers(earlier, rule) for earlier in rules[: number - 1]):
            yield f"[[rules]] {number}: an earlier rule always decides first"
    covered = set(plain.get("back", {})) | {event for rule in rules for event in (rule.events or onto.events)}
    missing = sorted(code for code in onto.events if code not in covered)
    if missing:
        yield f"{_list(missing)}: events that it gives no code; they keep PLOVER's"


def _covers(earlier: Rule, later: Rule) -> bool:
    """Whether whatever the later rule holds for, the earlier one holds for too."""
    pairs = [(getattr(earlier, part), getattr(later, part)) for part in sorted(LISTS)]
    return all(not wide or (narrow and narrow <= wide) for wide, narrow in pairs)


def _list(words: Any) -> str:
    return ", ".join(sorted(words))
