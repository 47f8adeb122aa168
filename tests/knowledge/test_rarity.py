"""The table of rarities: what it weighs, and what is refused."""

import numpy as np
import pytest

from sayso.errors import KnowledgeError
from sayso.knowledge.rarity import MAGIC, TABLE, load_rarity, pack_rarity, read_rarity, stem, term_of


def weight(word: str) -> float:
    return float(load_rarity().of(np.array([term_of(word)], dtype=np.uint32))[0])


def test_a_rare_word_weighs_more_than_a_common_one_and_an_unknown_one_most() -> None:
    assert (
        weight("the") < 1 < weight("minister") < weight("sandbank") <= weight("qwertzuiop") == pytest.approx(load_rarity().most)
    )


def test_the_table_is_small() -> None:
    assert TABLE.stat().st_size < 300_000


def test_a_table_is_read_as_it_was_packed() -> None:
    table = read_rarity(pack_rarity({7: 1, 2**32 - 1: 50, 100: 100}, 100))
    assert table.hashes.tolist() == [7, 100, 2**32 - 1]
    assert table.weights.tolist() == pytest.approx([np.log(100), 0, np.log(2)], abs=0.03)


@pytest.mark.parametrize("data", [b"", MAGIC, MAGIC + b"junk", b"sayso rarity 2\n", TABLE.read_bytes()[:-20]])
def test_a_damaged_table_is_one_line(data: bytes) -> None:
    with pytest.raises(KnowledgeError, match="install sayso again"):
        read_rarity(data)


@pytest.mark.parametrize(
    ("words", "common"),
    [
        (("ferry", "ferries", "Ferry's"), "ferry"),
        (("ground", "grounded", "grounding", "grounds"), "ground"),
        (("stopped", "stopping"), "stop"),
        (("missed",), "miss"),
        (("1,214", "1214"), "1214"),
        (("crisis",), "crisis"),
    ],
)
def test_forms_of_a_word_have_one_stem(words: tuple[str, ...], common: str) -> None:
    assert {stem(word) for word in words} == {common}
