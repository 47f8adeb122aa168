"""What words of claims are compared by."""

import pytest

from sayso.errors import KnowledgeError
from sayso.languages import claim_lexicon
from sayso.languages.claim_lexicon import load_claim_lexicon, sense_of


@pytest.mark.parametrize(
    ("one", "other"),
    [("killed", "dead"), ("seized", "abducted"), ("bombing", "attacks"), ("truce", "ceasefires"), ("quit", "resigned"),
     ("bombardments", "attack"), ("lorries", "truck"), ("pupils", "children")],
)  # fmt: skip
def test_words_that_reporting_uses_for_one_another_have_one_stem(one: str, other: str) -> None:
    assert sense_of(one) == sense_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("survived", "died"),
        ("rejected", "approved"),
        ("freed", "arrested"),
        ("fell", "rose"),
        ("missing", "found"),
        ("shut", "opened"),
    ],
)
def test_opposites_have_one_stem_and_two_sides(one: str, other: str) -> None:
    assert sense_of(one).stem == sense_of(other).stem
    assert sense_of(one).is_opposite != sense_of(other).is_opposite


def test_a_word_of_no_table_keeps_its_stem_without_its_ending() -> None:
    assert sense_of("harbours").stem == sense_of("harbour").stem
    assert sense_of("lantern").stem == "lantern"


def test_irregular_forms_have_the_stem_of_their_verb() -> None:
    assert sense_of("rose") == sense_of("risen") == sense_of("increased")
    assert sense_of("fled") == sense_of("escaped")


def test_lists_of_phrases_have_blanks_for_their_hyphens() -> None:
    lists = load_claim_lexicon().lists
    assert "at least" in lists["bounds.above"]
    assert "earlier version" in lists["corrections.versions"]


def test_a_damaged_table_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claim_lexicon, "TABLE", "no_such_table.toml")
    load_claim_lexicon.cache_clear()
    with pytest.raises(KnowledgeError, match=r"no_such_table\.toml"):
        load_claim_lexicon()
    load_claim_lexicon.cache_clear()
