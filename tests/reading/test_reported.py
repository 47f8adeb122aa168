"""A pull quote is counted once, where its words stand in the story."""

from tests.factory import document

from sayso.reading.reported import reported_spans
from sayso.records import Block, Document, Role, Span


def made(*blocks: tuple[Role, str]) -> Document:
    text, placed = "", []
    for role, words in blocks:
        placed.append(Block(Span(len(text), len(text) + len(words)), role))
        text += words + "\n\n"
    return document(text, blocks=tuple(placed))


def read(*blocks: tuple[Role, str]) -> list[str]:
    one = made(*blocks)
    return [span.of(one.text) for span in reported_spans(one)]


STORY = "The quay will “never” be closed again, Mayor Hartog said on Monday. Nobody believed her."


def test_a_pull_quote_that_repeats_the_story_is_left_out() -> None:
    assert read(("body", STORY), ("pullquote", "“The quay will never be closed again”")) == [STORY]
    assert read(("pullquote", "The quay will NEVER be closed again"), ("body", STORY)) == [STORY]


def test_one_that_says_something_else_is_read() -> None:
    other = "“The quay was never open,” Tomas Brek said."
    assert read(("body", STORY), ("pullquote", other)) == [STORY, other]


def test_a_part_of_a_word_is_no_repetition() -> None:
    assert read(("body", STORY), ("pullquote", "he quay")) == [STORY, "he quay"]


def test_furniture_is_not_read_and_the_rest_is() -> None:
    assert read(("headline", "Quay"), ("promo", "Read more"), ("body", STORY), ("caption", "The quay")) == [
        "Quay",
        STORY,
        "The quay",
    ]
