"""Words that say which part of a society somebody belongs to."""

from importlib.resources import files

import pytest

from sayso.errors import KnowledgeError
from sayso.languages.agent_words import COMPILED, load_agent_words, read_agent_words

TABLE = """
[sectors]
MIL = "soldier, marine"
[bodies]
"NOR LEG" = "the storting"
[people]
NOR = "Ane Vik"
[words]
neutral = "member"
titles = ""
nouns = ""
leaders = "Ane Vik"
ruling = ""
dropped = "the house"
states = "NO:NOR"
"""


def test_our_own_words_win_over_compiled_ones() -> None:
    words = read_agent_words(TABLE, "# notice\nmarine\tBUS\nthe house\tLEG\nmember\tPTY\nnurse\tMED\n")
    assert dict(words.sectors) == {"marine": "MIL", "soldier": "MIL", "nurse": "MED"}
    assert words.bodies["storting"] == ("NOR", "LEG")
    assert (words.leaders["vik"], words.people["ane vik"]) == ("Ane Vik", "NOR")


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="XXX"):
        read_agent_words(TABLE, "nurse\tXXX\n")


def test_the_compiled_words_carry_their_notice() -> None:
    text = files("sayso.languages").joinpath(COMPILED).read_text("utf-8")
    assert "Copyright (c) 2014 Open Event Data Alliance" in text
    assert len(load_agent_words().sectors) > 2000
