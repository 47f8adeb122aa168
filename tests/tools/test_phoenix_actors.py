"""How the blocks of the Phoenix dictionaries are read, and that the shipped table is made from our rows as they are."""

import re
import tomllib
from hashlib import sha256
from pathlib import Path

import pytest
from tools.actors.phoenix import Dated, read_blocks, read_code, read_day, read_line

from sayso.knowledge.actors import load_actors

ADDITIONS = Path(__file__).resolve().parents[2] / "tools" / "actors" / "additions.toml"
BLOCKS = """
# A comment.
NORTHLAND_ [NOR]
+NORTHLANDER_

ILSE_HARTOG_  # from a list
+MAYOR_HARTOG_
	[NORELI 750101-000101]
	[NORGOV >011222] # since then
BREK_UNION_	[NOROPP]
NOBODY_
TOMAS_BREK_
	[---]
	[NORGOV <061231]
"""


def test_a_block_has_its_names_codes_and_line() -> None:
    blocks = list(read_blocks("Countries", BLOCKS.splitlines()))
    assert [(block.source, block.names) for block in blocks] == [
        ("Countries:3", ["NORTHLAND", "NORTHLANDER"]),
        ("Countries:6", ["ILSE HARTOG", "MAYOR HARTOG"]),
        ("Countries:10", ["BREK UNION"]),
        ("Countries:12", ["TOMAS BREK"]),
    ]
    assert blocks[1].codes == [Dated("NORELI", "1975-01-01", "2000-01-01"), Dated("NORGOV", "2001-12-22", None)]
    assert blocks[3].codes == [Dated("NORGOV", None, "2006-12-31")]


@pytest.mark.parametrize(
    ("digits", "day"),
    [
        ("300101", "1930-01-01"),
        ("290101", None),
        ("140630", "2014-06-30"),
        ("19280101", "1928-01-01"),
        ("000631", "2000-06-30"),
        ("1920050709", "2005-07-09"),
        ("2004017", None),
        ("991301", None),
        ("", None),
    ],
)
def test_two_digit_years_are_expanded_and_slips_are_null(digits: str, day: str | None) -> None:
    assert read_day(digits) == day


@pytest.mark.parametrize("text", ["", "---", "nor", "NORX 010101", "NO"])
def test_what_is_no_code_is_none(text: str) -> None:
    assert read_code(text) is None


def test_dates_that_run_backwards_are_left_out() -> None:
    assert read_code("NORGOV 100101-090101") == Dated("NORGOV", None, None)


def test_lines_of_both_encodings_are_read() -> None:
    assert read_line("ÖST".encode()) == read_line("ÖST".encode("latin-1")) == "ÖST"


def test_the_shipped_table_is_made_from_our_rows_as_they_are() -> None:
    made_from = load_actors().manifest["made_from"]
    assert made_from["additions"] == sha256(ADDITIONS.read_bytes()).hexdigest()[:16], "run tools/actors/build.py"


def test_our_rows_say_names_kinds_and_offices_and_nothing_else() -> None:
    for key, row in tomllib.loads(ADDITIONS.read_text("utf-8")).items():
        assert set(row) <= {"name", "names", "kind", "country", "roles"}, key
        for role in row.get("roles", ()):
            assert re.fullmatch(r"[A-Z]{6,15} (?:\d{4}[\d-]*)?\.\.(?:\d{4}[\d-]*)? .+", role), (key, role)
            assert not re.search(r"\.\.2025", role), (key, role)
