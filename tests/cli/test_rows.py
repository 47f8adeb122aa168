"""What a table says of a reading, before and after it is drawn."""

from dataclasses import replace

import pytest
from rich.console import Console, RenderableType
from tests.markup import read_markup

from sayso.cli.rows import Speaker, find_rows, find_strip, write_date
from sayso.cli.tables import draw_reading
from sayso.records import Analysis, PublicationDate, Publisher
from sayso.stages.attributions import find_attributions
from sayso.stages.claims import find_claims

MARKED = (
    "[source Mayor Hartog] [cue said] [contents that the quay was mended]. [cue It is said] [contents that it was cheap]. "
    "[source Brek] [cue refused to say] [contents what it cost]."
)


def analysed(marked: str = MARKED, **changes: object) -> Analysis:
    analysis = read_markup(marked)
    document = replace(analysis.document, **changes)  # type: ignore[arg-type]
    return find_claims(find_attributions(replace(analysis, document=document)))


def drawn(analysis: Analysis, width: int = 80) -> str:
    return printed(draw_reading(analysis), width)


def printed(part: RenderableType, width: int) -> str:
    console = Console(width=width, color_system=None, highlight=False, markup=False)
    with console.capture() as capture:
        console.print(part)
    return capture.get()


def test_rows_follow_the_text_and_include_what_makes_no_claim() -> None:
    rows = find_rows(analysed())
    assert [row.cue for row in rows] == ["said", "It is said", "refused to say"]
    assert [row.sources for row in rows] == [(Speaker("Mayor Hartog"),), (Speaker(None),), (Speaker("Brek"),)]
    assert rows[2].style == "no claim"


def test_the_strip_counts_what_names_no_source_and_lists_houses_from_the_page_inwards() -> None:
    page = analysed(
        title="Quay mended",
        republisher=Publisher("Straits Archive", None, "test"),
        publisher=Publisher("Meridian", None, "test"),
        published=PublicationDate("2031-05-02T19:59", "minute", None, "test"),
    )
    strip = find_strip(page)
    assert strip.houses == ("Straits Archive", "Meridian")
    assert (strip.attributions, strip.sourceless) == (3, 1)
    assert "page ‹ Straits Archive ‹ Meridian, 2 May 2031, 19:59" in drawn(page)


@pytest.mark.parametrize(
    ("value", "zone", "words"),
    [
        ("2018-09-04T19:59", None, "4 September 2018, 19:59"),
        ("2018-09-04T19:59:30", "+02:00", "4 September 2018, 19:59 +02:00"),
        ("2018-09-04", None, "4 September 2018"),
        ("2018-09", None, "September 2018"),
        ("2018", None, "2018"),
        ("lately", None, "lately"),
        ("2018-19", None, "2018-19"),
    ],
)
def test_a_date_is_written_as_precisely_as_it_is_known(value: str, zone: str | None, words: str) -> None:
    assert write_date(PublicationDate(value, "minute", zone, "test")) == words


@pytest.mark.parametrize("width", [40, 60, 80, 132, 200])
def test_a_table_fits_its_terminal(width: int) -> None:
    story = analysed(MARKED.replace("Mayor Hartog", "Mayor " + "Ilse-Hartog" * 12).replace("the quay", "the " + "q" * 200))
    assert max(map(len, drawn(story, width).splitlines())) <= width


def test_words_of_a_page_are_never_markup_or_escapes() -> None:
    text = drawn(analysed("[source Mayor \\[bold\\]Hartog\x1b\\[31m] [cue said] [contents :boat: so]."))
    assert "[bold]Hartog" in text
    assert "\\x1b[31m" in text
    assert ":boat: so" in text
    assert "\x1b" not in text


def test_a_denial_does_not_read_like_a_statement() -> None:
    text = drawn(analysed("[source Mayor Hartog] [cue denied] [contents that the quay was mended]."), 120)
    assert "‹ Mayor Hartog (disputes it)" in text


def test_a_story_without_attributions_is_its_strip() -> None:
    text = drawn(analysed("The ferry sails at nine."))
    assert "0 attributions" in text
    assert "WHAT IS SAID" not in text
