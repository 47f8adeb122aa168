"""Names that are never taken for one, however alike they are spelt."""

import tomllib

import pytest

from sayso.errors import KnowledgeError
from sayso.knowledge.apart import TABLE, load_apart, read_apart
from sayso.knowledge.skeletons import skeleton


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("khamenei", "khomeini"),
        ("khomeini", "khamenei"),
        ("hassan", "hussein"),
        ("mohammed", "mahmoud"),
        ("niger", "nigeria"),
        ("maria", "mario"),
        ("hamas", "homs"),
    ],
)
def test_known_pairs_are_kept_apart(left: str, right: str) -> None:
    assert skeleton(left) == skeleton(right)
    assert load_apart().keeps_words(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [("khomeini", "khomeyni"), ("hassan", "hasan"), ("qassem", "kassem"), ("x", "x"), ("khamenei", "khamenei")],
)
def test_spellings_of_one_name_are_not(left: str, right: str) -> None:
    assert not load_apart().keeps_words(left, right)


def test_a_spelling_that_the_table_does_not_know_is_kept_apart_from_its_names() -> None:
    assert skeleton("khamunei") == skeleton("khomeini")
    assert load_apart().keeps_words("khamunei", "khomeini")
    assert load_apart().keeps_words("khamunei", "khamenei")


def test_whole_names_are_kept_apart_too() -> None:
    assert load_apart().keeps_names("george h w bush", "george w bush")
    assert load_apart().keeps_names("george w bush", "george herbert walker bush")
    assert not load_apart().keeps_names("george w bush", "george walker bush")
    assert not load_apart().keeps_names("george w bush", "kim jong un")
    assert not load_apart().keeps_names("george bush", "george w bush")


def test_each_group_holds_several_names_of_one_skeleton() -> None:
    for group in tomllib.loads(TABLE.read_text("utf-8"))["words"]:
        assert len(group) > 1, group
        assert len({skeleton(word) for line in group for word in line.split()}) == 1, group


@pytest.mark.parametrize(
    "table", ["words = 1", "names = []", "words = [", "words = [[1]]\nnames = []", "words = []\nnames = [1]"]
)
def test_a_damaged_table_says_so(table: str) -> None:
    with pytest.raises(KnowledgeError, match=r"apart\.toml: is damaged"):
        read_apart(table)
