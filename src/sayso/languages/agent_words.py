"""English words that say which part of a society somebody belongs to: soldier, lawmaker, nurse, gunman.

In: `en_agents.toml` (our own words, which win) and `en_agents.tsv` (compiled from the MIT agents file of PLOVER by
tools/agents/build.py, which has its notice). Out: `AgentWords`: sectors by phrase, named bodies with their codes, states by
their two letters. What a whole phrase means is decided in `sayso.stages.phrase_codes`. English only.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from sayso.errors import KnowledgeError

__all__ = ["ORGANISATIONS", "SECTORS", "AgentWords", "load_agent_words", "read_agent_words"]

TABLE: Final = "en_agents.toml"
COMPILED: Final = "en_agents.tsv"
#: Sectors of PLOVER 2, those of states and armed groups first.
SECTORS: Final = (
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI",
    "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
)  # fmt: skip
#: What stands in the place of a country where there is none.
ORGANISATIONS: Final = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})


@dataclass(frozen=True, slots=True, eq=False)
class AgentWords:
    """Sectors by phrase (base form of the last word); bodies by name, each with its country or organisation and its sector.

    `neutral` heads say nothing by themselves ("member"), and `ruling` ones mean a government only where a country stands by.
    `titles` are an office before a name only, `nouns` only as the last word; `leaders` are full names by surname, `people`
    countries by full name. `states` are alpha-3 codes by alpha-2; a dependent territory has that of its state.
    """

    sectors: Mapping[str, str]
    bodies: Mapping[str, tuple[str | None, str | None]]
    states: Mapping[str, str]
    neutral: frozenset[str]
    ruling: frozenset[str]
    titles: frozenset[str]
    nouns: frozenset[str]
    leaders: Mapping[str, str]
    people: Mapping[str, str]
    longest: int


@cache
def load_agent_words() -> AgentWords:
    """The shipped words, read once."""
    folder = files("sayso.languages")
    return read_agent_words(folder.joinpath(TABLE).read_text("utf-8"), folder.joinpath(COMPILED).read_text("utf-8"))


def read_agent_words(table: str, compiled: str) -> AgentWords:
    """Words from the text of our own table and of the compiled one.

    Raises:
        KnowledgeError: a code is unknown.
    """
    own = tomllib.loads(table)
    people = {name.lower(): code for code, names in own["people"].items() for name in _phrases(names)}
    lists = {name: _phrases(own["words"][name]) for name in ("neutral", "ruling", "titles", "nouns", "leaders", "dropped")}
    dropped = lists.pop("dropped") | lists["neutral"]
    lines = (line.split("\t") for line in compiled.split("\n") if line and not line.startswith("#"))
    sectors = {phrase: sector for phrase, sector in lines if phrase not in dropped}
    for sector, words in own["sectors"].items():
        sectors |= dict.fromkeys(_phrases(words), sector)
    bodies = {phrase.removeprefix("the "): _codes(code) for code, names in own["bodies"].items() for phrase in _phrases(names)}
    states = dict(pair.split(":") for pair in own["words"]["states"].split())
    unknown = {*sectors.values(), *(sector for _, sector in bodies.values() if sector)} - {*SECTORS}
    unknown |= {*people.values(), *(place for place, _ in bodies.values() if place)} - {*states.values()} - ORGANISATIONS
    if unknown:
        raise KnowledgeError(TABLE, f"has unknown codes: {', '.join(sorted(unknown))}")
    leaders = {_surname(name): name for name in lists.pop("leaders")}
    longest = max(len(phrase.split()) for phrase in (*sectors, *bodies))
    return AgentWords(
        MappingProxyType(sectors),
        MappingProxyType(bodies),
        MappingProxyType(states),
        **lists,
        leaders=MappingProxyType(leaders),
        people=MappingProxyType(people),
        longest=longest,
    )


def _surname(name: str) -> str:
    return name.split()[-2 if name == "Xi Jinping" else -1].lower()


def _phrases(text: str) -> frozenset[str]:
    """Phrases between commas or line ends."""
    return frozenset(phrase for line in text.split("\n") for part in line.split(",") if (phrase := " ".join(part.split())))


def _codes(code: str) -> tuple[str | None, str | None]:
    """A country or organisation and a sector from "LBN REB"; a stroke where there is none."""
    place, sector = code.split()
    return None if place == "-" else place, None if sector == "-" else sector
