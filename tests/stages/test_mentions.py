"""Names and nominal phrases become mentions in text order, each with an id that does not move."""

from dataclasses import replace

from sayso.records import Analysis, Document, Span, Tag, Tags
from sayso.records.codec import analysis_from_json, analysis_to_json
from sayso.stages.mentions import find_mentions

TEXT = "The minister, Ana Ruiz, told Radio Vest that Ana Ruiz had left on Monday."


def tag(words: str, label: str, after: int = 0) -> Tag:
    start = TEXT.index(words, after)
    return Tag(Span(start, start + len(words)), label, 0.9)


def story(names: tuple[Tag, ...], mentions: tuple[Tag, ...] = ()) -> Analysis:
    document = Document("d1", "p1", "story", None, TEXT, "", "en", None)
    return find_mentions(Analysis(document, tags=Tags((), names, mentions)))


def test_names_and_phrases_are_mentions_and_dates_are_not() -> None:
    names = (tag("Ana Ruiz", "person"), tag("Radio Vest", "media"), tag("Monday", "date"))
    found = story(names, (tag("The minister", "person"),)).mentions
    assert [(m.span.of(TEXT), m.kind) for m in found] == [
        ("The minister", "nominal_person"), ("Ana Ruiz", "person"), ("Radio Vest", "media"),
    ]  # fmt: skip
    assert {m.actor for m in found} == {None}


def test_a_phrase_that_is_a_name_counts_once() -> None:
    found = story((tag("Ana Ruiz", "person"),), (tag("Ana Ruiz", "person"),)).mentions
    assert [m.kind for m in found] == ["person"]


def test_each_occurrence_has_an_id_of_its_own_that_does_not_depend_on_others() -> None:
    second = tag("Ana Ruiz", "person", after=20)
    both = story((tag("Ana Ruiz", "person"), second)).mentions
    alone = story((second,)).mentions
    assert len({m.id for m in both}) == 2
    assert both[1].id == alone[0].id


def test_mentions_are_part_of_the_contract() -> None:
    read = story((tag("Ana Ruiz", "person"),))
    plain = analysis_to_json(read)
    assert plain["mentions"][0]["start"] == TEXT.index("Ana Ruiz")
    assert analysis_from_json(plain) == replace(read, tags=None)


def test_what_was_not_tagged_has_no_mentions() -> None:
    document = Document("d1", "p1", "story", None, TEXT, "", "en", None)
    assert find_mentions(Analysis(document)).mentions == ()
