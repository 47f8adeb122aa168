"""Declared entries, where their words stand in the text."""

from sayso.reading.declarations import LinkedUpdate, Party, read_updates
from sayso.reading.entry_updates import find_update_entries
from sayso.reading.markup import parse_markup
from sayso.records import Block, Span

FIRST, SECOND = "The gates were shut at noon by the harbour office.", "Divers searched the mill race until it was dark."


def update(headline: str, body: str, published: str = "2031-05-03T10:00:00Z") -> LinkedUpdate:
    return LinkedUpdate("#a", headline, published, published, (Party("Ivo Lund", "person", ""),), body)


def found(updates: list[LinkedUpdate], *lines: str) -> list[tuple[str | None, str]]:
    text = "\n\n".join(lines)
    starts = [sum(len(line) + 2 for line in lines[:number]) for number in range(len(lines))]
    blocks = [Block(Span(start, start + len(line)), "body") for start, line in zip(starts, lines, strict=True)]
    return [(one.title, one.span.of(text)) for one in find_update_entries(updates, text, blocks)]


def test_an_update_reaches_from_its_headline_to_its_last_words() -> None:
    updates = [update("Gates shut", FIRST), update("Divers out", SECOND)]
    assert found(updates, "Storm", "Divers out", "Ivo Lund", SECOND, "Gates shut", FIRST, "Imprint") == [
        ("Divers out", f"Divers out\n\nIvo Lund\n\n{SECOND}"),
        ("Gates shut", f"Gates shut\n\n{FIRST}"),
    ]


def test_a_headline_in_a_list_of_links_is_not_where_it_stands() -> None:
    updates = [update("Gates shut by the harbour office", FIRST), update("Divers out", SECOND)]
    lines = ("Gates shut by the harbour office", "Divers out", "Here is more", "Gates shut by the harbour office", FIRST)
    assert found(updates, *lines) == [("Gates shut by the harbour office", f"Gates shut by the harbour office\n\n{FIRST}")]


def test_what_is_not_on_the_page_has_no_entry_and_what_two_have_in_common_decides_nothing() -> None:
    assert found([update("Gates shut", FIRST)], "Storm", SECOND) == []
    assert found([update("One", FIRST), update("Two", FIRST)], FIRST) == []
    assert found([update("Gates shut", FIRST, published="soon")], FIRST) == []


def test_updates_of_broken_data_are_passed_over() -> None:
    def read(script: str) -> int:
        return len(read_updates(parse_markup(f'<html><script type="application/ld+json">{script}</script></html>')))

    assert read('{"liveBlogUpdate": [1, null, "x", {"headline": ["Gates"], "articleBody": 7}]}') == 1
    assert read('{"liveBlogUpdate": {"articleBody": "<p>One</p>"}}') == 1
    assert read('{"liveBlogUpdate": ') == 0
    assert read('{"headline": "liveBlogUpdate"}') == 0
