"""Actors of the Phoenix dictionaries, as they are listed: blocks of names with codes and dates.

In: the archive. Out: `Listed` blocks with their file and line. Two-digit years are expanded, underscores and comments removed,
codes that say nothing dropped; which names of a block are aliases is decided in `sorting`.
"""

import re
import tarfile
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = "phoenix-dictionaries"
FILES = {"Countries": "Phoenix.Countries.actors.txt", "International": "Phoenix.International.actors.txt"}
CODE = re.compile(r"\[([^\]\[]*)\]")
WORTH = re.compile(r"[A-Z]{3}(?:[A-Z]{3})*\Z")
RANGE = re.compile(r"([<>]?)\s*(\d+)(?:\s*-\s*(\d+))?\Z")
#: The dictionaries write years before 1930 with four digits: two digits below are of this century.
PIVOT = 30
#: The year the last of their entries was made in; later dates are slips.
FROZEN = 2015


@dataclass(frozen=True, slots=True)
class Dated:
    """A code and the days it holds between; null where open or illegible."""

    code: str
    since: str | None
    until: str | None


@dataclass(slots=True)
class Listed:
    """A block: its names, the first one its head, and its codes."""

    file: str
    line: int
    names: list[str] = field(default_factory=list)
    codes: list[Dated] = field(default_factory=list)

    @property
    def source(self) -> str:
        """Where it stands in the dictionaries."""
        return f"{self.file}:{self.line}"


def read_phoenix(archive: Path) -> Iterator[Listed]:
    """All blocks with a code that means something, file by file."""
    with tarfile.open(archive) as opened:
        for name, member in FILES.items():
            stream = opened.extractfile(f"{FOLDER}/{member}")
            if stream is None:
                raise FileNotFoundError(member)
            yield from read_blocks(name, map(read_line, stream.read().splitlines()))


def read_line(line: bytes) -> str:
    """A line, whose letters are in UTF-8 or, where that fails, in Latin 1: the files are of many hands."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("latin-1")


def read_blocks(file: str, lines: Iterable[str]) -> Iterator[Listed]:
    """The blocks of one file: a head, `+` and names below it, codes in brackets behind or below."""
    block: Listed | None = None
    for number, line in enumerate(lines, 1):
        text = line.split("#", 1)[0].strip()
        if not text:
            continue
        name = plain_name(CODE.sub(" ", text).lstrip("+ "))
        is_more = text.startswith(("+", "[")) or (line[:1].isspace() and block is not None and not block.codes)
        if block is None or not is_more:
            if block is not None and block.codes:
                yield block
            block = Listed(file, number)
        if name:
            block.names.append(name)
        block.codes.extend(dated for code in CODE.findall(text) if (dated := read_code(code)) is not None)
    if block is not None and block.codes:
        yield block


def plain_name(text: str) -> str:
    """A name with blanks for underscores."""
    return " ".join(text.replace("_", " ").replace("\t", " ").split()).strip(" ,;:")


def read_code(text: str) -> Dated | None:
    """A code with its dates; null where it is none."""
    code, _, days = text.strip().partition(" ")
    if not WORTH.match(code):
        return None
    found = RANGE.match(days.strip())
    if found is None:
        return Dated(code, None, None)
    sign, first, last = found.groups()
    begin, end = read_day(first), read_day(last or "")
    if sign == "<":
        begin, end = None, begin
    if begin and end and begin > end:
        begin = end = None
    return Dated(code, begin, end)


def read_day(digits: str) -> str | None:
    """An ISO day from six or eight digits; a day behind the end of its month is its last, anything else is null."""
    if len(digits) == 10 and digits.startswith("19"):
        digits = digits[2:]
    if len(digits) == 6:
        digits = ("20" if int(digits[:2]) < PIVOT else "19") + digits
    if len(digits) != 8:
        return None
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    if not (1800 <= year <= FROZEN and 1 <= month <= 12 and day >= 1):
        return None
    return f"{year}-{month:02}-{min(day, monthrange(year, month)[1]):02}"
