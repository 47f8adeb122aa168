"""Pieces keep their offsets, and carry shapes and flags."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from sayso.reading.segment import find_quotations, find_sentences
from sayso.records import Span
from sayso.tagging.pieces import PARAGRAPH, QUOTED, SHAPES, Pieces, find_pieces, pieces_in, span_of


def pieces_of(tokenizer: Tokenizer, text: str) -> Pieces:
    return find_pieces(tokenizer, text, find_sentences(text), find_quotations(text))


def test_shapes_bring_case_back(tokenizer: Tokenizer) -> None:
    text = "the Minister SAID McX 12 ,"
    pieces = pieces_of(tokenizer, text)
    spans = zip(pieces.starts, pieces.ends, pieces.shapes, strict=True)
    shape_of = {text[start:end]: SHAPES[shape] for start, end, shape in spans}
    expected = {"the": "lower", "Minister": "Title", "SAID": "UPPER", "M": "mixed", "1": "digit", ",": "none"}
    assert {word: shape_of[word] for word in expected} == expected


def test_flags_tell_quotations_and_paragraphs(tokenizer: Tokenizer) -> None:
    text = "“talks failed” he said. it closed.\n\nthey said"
    pieces = pieces_of(tokenizer, text)
    quoted = [text[s:e] for s, e, f in zip(pieces.starts, pieces.ends, pieces.flags, strict=True) if f & QUOTED]
    opening = [text[s:e] for s, e, f in zip(pieces.starts, pieces.ends, pieces.flags, strict=True) if f & PARAGRAPH]
    assert quoted == ["“", "talks", "failed", "”"]
    assert opening == ["“", "they"]


def test_what_stands_outside_of_sentences_is_not_read(tokenizer: Tokenizer) -> None:
    text = "the port closed the minister said"
    pieces = find_pieces(tokenizer, text, (Span(16, 33),), ())
    assert [text[s:e] for s, e in zip(pieces.starts, pieces.ends, strict=True)] == ["the", "minister", "said"]


def test_a_text_without_words_has_no_pieces(tokenizer: Tokenizer) -> None:
    assert len(pieces_of(tokenizer, " \n ")) == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=200))
def test_offsets_lie_in_the_text_in_order(tokenizer: Tokenizer, text: str) -> None:
    pieces = pieces_of(tokenizer, text)
    assert (pieces.starts < pieces.ends).all()
    assert (pieces.starts[1:] >= pieces.starts[:-1]).all()
    assert not len(pieces) or pieces.ends[-1] <= len(text)


def test_a_span_finds_its_pieces_and_back(tokenizer: Tokenizer) -> None:
    text = "the minister said that talks had failed"
    pieces = pieces_of(tokenizer, text)
    span = Span(4, 17)
    assert span_of(pieces, pieces_in(pieces, span)) == span


def test_a_text_of_its_own_begins_and_ends_with_a_break(tokenizer: Tokenizer) -> None:
    text = "the port closed\n\nthe minister said\n\nthey said"
    second = Span(text.index("the minister"), text.index("\n\nthey"))
    pieces = find_pieces(tokenizer, text, find_sentences(text), (), (second,))
    assert [text[pieces.starts[at] : pieces.ends[at]] for at in pieces.breaks] == ["the", "they"]
    whole = find_pieces(tokenizer, text, find_sentences(text), (), (Span(0, len(text)),))
    assert whole.breaks == ()
