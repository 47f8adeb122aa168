"""The words that say what a figure counts."""

import pytest

from sayso.errors import KnowledgeError
from sayso.languages import figure_lexicon
from sayso.languages.en import lemmas
from sayso.languages.figure_lexicon import FATES, load_figure_lexicon


def test_no_word_stands_for_two_fates_in_one_place() -> None:
    lexicon = load_figure_lexicon()
    for name in ("objects", "subjects", "nouns", "states"):
        seen: set[str] = set()
        for kind in FATES:
            words = getattr(lexicon.fates[kind], name)
            assert not words & seen, f"{name} of {kind}"
            seen |= words


@pytest.mark.parametrize("word", ["soldiers", "journalists", "women", "firemen", "villagers", "detainees", "crew", "judges"])
def test_people_are_known_by_list_and_ending(word: str) -> None:
    assert load_figure_lexicon().is_person(word, lemmas(word))


@pytest.mark.parametrize("word", ["orders", "towers", "states", "computers", "lorries", "sectors", "committees"])
def test_things_that_end_like_people_are_none(word: str) -> None:
    assert not load_figure_lexicon().is_person(word, lemmas(word))


def test_units_are_known_by_each_of_their_forms() -> None:
    lexicon = load_figure_lexicon()
    assert (lexicon.currencies["$"], lexicon.currencies["a$"], lexicon.pairs["hong", "kong", "dollar"]) == ("USD", "AUD", "HKD")
    assert (lexicon.measures["km"], lexicon.measures["meter"]) == ("kilometre", "metre")


def test_a_damaged_list_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure_lexicon, "TABLE", "claim_words.toml")
    load_figure_lexicon.cache_clear()
    try:
        with pytest.raises(KnowledgeError, match="damaged"):
            load_figure_lexicon()
    finally:
        load_figure_lexicon.cache_clear()
