"""Questions as they are understood, and the pieces of text that answer them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import QueryError
from sayso.records import Span
from sayso.store.search import (
    WORD,
    Query,
    Term,
    fold_word,
    make_snippet,
    parse_query,
    passages_of,
    search_vector,
    to_fts5,
    to_tsquery,
)


def term(*words: str, prefix: bool = False) -> Term:
    return Term(words, prefix)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("ferry", Query(((term("ferry"),),))),
        ("a b OR c -d", Query(((term("a"),), (term("b"), term("c"))), (term("d"),))),
        ("a OR b OR c", Query(((term("a"), term("b"), term("c")),))),
        ('"the ferry" late*', Query(((term("the", "ferry"),), (term("late", prefix=True),)))),
        ('foo"bar baz"qux', Query(((term("foo"),), (term("bar", "baz"),), (term("qux"),)))),
        ('-"not this" that', Query(((term("that"),),), (term("not", "this"),))),
        ('"the fer"*', Query(((term("the", "fer", prefix=True),),))),
        ("well-known", Query(((term("well", "known"),),))),
        ("or and not", Query(((term("or"),), (term("and"),), (term("not"),)))),
        ("a AND b", Query(((term("a"),), (term("b"),)))),
        ("-- a", Query(((term("a"),),))),
    ],
)
def test_what_is_typed_is_understood(text: str, query: Query) -> None:
    assert parse_query(text) == query


def test_databases_get_words_and_operators_of_ours_only() -> None:
    query = parse_query('storm OR "the ferry" -bridge* Café')
    assert to_fts5(query) == '(("storm" OR "the ferry") AND ("Café")) NOT ("bridge" *)'
    assert to_tsquery(query) == "(('storm') | ('the' <-> 'ferry')) & (('cafe')) & !(('bridge':*))"
    assert to_fts5(parse_query("x"), column="head") == '{head} : (("x"))'
    assert to_tsquery(parse_query("x y*"), weight="A") == "(('x':A)) & (('y':A*))"


@given(st.text(max_size=40))
def test_no_sign_of_a_database_language_gets_through(text: str) -> None:
    try:
        query = parse_query(text)
    except QueryError:
        return
    words = [word for item in (*query.terms, *query.excluded) for word in item.words]
    assert all(WORD.fullmatch(word) for word in words)
    assert not any(sign in word for word in words for sign in "\"'()*:&|!<>\\")
    assert not any(sign in fold_word(word) for word in words for sign in "'\\")


@given(st.text())
def test_folding_twice_changes_nothing_and_leaves_a_word(text: str) -> None:
    for word in WORD.findall(text):
        assert fold_word(fold_word(word)) == fold_word(word) != ""


@given(st.text(max_size=400), st.integers(0, 50), st.lists(st.sampled_from(["a", "the", "ferry"]), min_size=1, max_size=3))
def test_a_snippet_is_a_piece_of_its_text_with_marks_inside(text: str, offset: int, words: list[str]) -> None:
    snippet = make_snippet(text, offset, [term(word) for word in words], length=60)
    document = "x" * offset + text
    assert snippet.span.of(document) == snippet.text
    assert all(snippet.span.contains(mark) and fold_word(mark.of(document)) in words for mark in snippet.marks)


def test_a_snippet_shows_where_most_of_the_terms_are() -> None:
    text = "ferry " + "filler " * 200 + "the ferry and the storm " + "filler " * 200 + "storm"
    snippet = make_snippet(text, 0, [term("ferry"), term("storm")])
    assert "ferry and the storm" in snippet.text
    assert len(snippet.text) <= 240
    assert {mark.of(text) for mark in snippet.marks} == {"ferry", "storm"}


def test_a_phrase_longer_than_the_snippet_does_no_harm() -> None:
    words = [f"word{number}" for number in range(30)]
    text = f"storm {' '.join(words)} storm"
    assert make_snippet(text, 0, [term(*words), term("storm")], length=50).text


def test_a_prefix_marks_the_whole_word() -> None:
    text = "harbours and harbour masters"
    marks = make_snippet(text, 0, [term("harb", prefix=True)]).marks
    assert [mark.of(text) for mark in marks] == ["harbours", "harbour"]


@given(st.text(max_size=200))
def test_passages_cover_a_text_without_gap(text: str) -> None:
    spans = passages_of(text)
    assert "".join(span.of(text) for span in spans) == text


def test_a_long_text_is_cut_between_words() -> None:
    text = "ferry " * 30_000
    spans = passages_of(text)
    assert [len(span) for span in spans] == [72_000, 72_000, 36_000]
    assert passages_of("") == [Span(0, 0)]


HEAVY = {"ligatures": "ﷺ1" * 30 + " ", "long": "a" * 99 + " ", "accents": "é" * 50 + " ", "numbers": "x"}


@pytest.mark.parametrize("name", HEAVY)
def test_no_vector_is_larger_than_postgresql_allows(name: str) -> None:
    body = "".join(f"{number}{HEAVY[name]}" for number in range(20_000))
    for span in passages_of(body):
        assert len(search_vector("t" * 10_000, span.of(body)).encode()) < 1_000_000


def test_a_vector_keeps_title_and_text_apart() -> None:
    assert search_vector("Ferry late", "ferry Café") == "'ferry':1A,5 'late':2A 'cafe':6"


MALICE = {
    "one word": "a" * 10**6,
    "accents": "a\u0301" * 500_000,
    "accents without letters": "\u0301" * 10**6,
    "every word found": "a " * 500_000,
    "quotation marks": '"' * 10**6,
    "underscores": "_" * 10**6,
}


@pytest.mark.parametrize("name", MALICE)
def test_malicious_text_is_cut_into_passages_and_snippets(name: str) -> None:
    """Work that grows with the square of the length would not come back."""
    text = MALICE[name]
    assert passages_of(text) is not None
    assert make_snippet(text, 0, [term("a"), term("a", "a", prefix=True)]) is not None
