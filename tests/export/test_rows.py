"""What a table says of a reading, before and after it is drawn."""

from dataclasses import replace

import pytest
from rich.console import Console, RenderableType
from tests.factory import hop, told_story
from tests.markup import read_markup

from sayso.cli.tables import draw_chain, draw_reading
from sayso.export.rows import HopLine, find_rows, find_strip, find_venues, list_hops
from sayso.records import Analysis, PublicationDate, Publisher, Span
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


def test_claims_come_first_in_the_order_of_the_text_then_what_claims_nothing() -> None:
    rows = find_rows(analysed(f"[source Dov Lind] [cue declined to comment] [contents on the quay]. {MARKED}"))
    assert [row.is_claim for row in rows] == [True, True, False, False]
    names = [[line.name for line in row.chain] for row in rows]
    assert names[2:] == [["Dov Lind"], ["Brek"]]
    assert names[1] == [None]
    assert rows[3].hedge == ("no claim", "“refused to say”")


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


@pytest.mark.parametrize("width", [40, 60, 80, 132, 200])
def test_a_table_fits_its_terminal(width: int) -> None:
    story = analysed(MARKED.replace("Mayor Hartog", "Mayor " + "Ilse-Hartog" * 12).replace("the quay", "the " + "q" * 200))
    assert max(map(len, drawn(story, width).splitlines())) <= width


def test_words_of_a_page_are_never_markup_or_escapes() -> None:
    text = drawn(analysed("[source Mayor Hartog] [cue said] [contents \\[bold\\]so\x1b\\[31m :boat:]."))
    text += printed(draw_chain((HopLine("[bold]Hartog\x1b[31m", channel="to [red]Radio\x1b"),), "page"), 80)
    for words in ("[bold]so\\x1b[31m :boat:", "[bold]Hartog\\x1b[31m to [red]Radio\\x1b"):
        assert words in text
    assert "\x1b" not in text


def test_a_denial_does_not_read_like_a_statement() -> None:
    text = drawn(analysed("[source Mayor Hartog] [cue denied] [contents that the quay was mended]."), 120)
    assert "‹ Mayor Hartog (disputes it)" in text
    assert "denied" in text


def test_a_chain_is_drawn_from_the_page_inwards_one_hop_a_line() -> None:
    rows = find_rows(told_story())
    assert draw_chain(rows[1].chain, "page").plain == "page ‹ Port Gazette\n‹ the Lantern\n‹ Ilse Hartog to parliament"
    assert rows[1].contents == "the ferry would sail"


def test_what_a_hop_rests_on_stands_in_words() -> None:
    chains = [draw_chain(row.chain, "page").plain for row in find_rows(told_story())]
    assert chains[0] == "page ‹ Port Gazette\n(its own word)"
    assert chains[2].endswith("‹ the Lantern (carried)\n‹ Ilse Hartog (carried) to parliament")
    assert chains[3].endswith("‹ Ilse Hartog (as we read it) (disputes it)")
    guessed = replace(hop("Korvia Today", role="publisher"), basis="inferred")
    assert draw_chain(list_hops([guessed, hop(None)])).plain == "Korvia Today (as we read it)\n‹ nobody named"


def test_only_the_house_whose_story_it_is_stands_in_the_chain_of_a_row() -> None:
    story = told_story()
    republished = tuple(replace(c, chain=(hop("Archive", role="republisher"), *c.chain)) for c in story.claims)
    assert find_rows(replace(story, claims=republished))[1].chain == find_rows(story)[1].chain


def test_a_page_without_a_publisher_speaks_for_itself() -> None:
    story = told_story(publisher=None)
    bare = replace(story, claims=(replace(story.claims[0], chain=()),), attributions=())
    (row,) = find_rows(bare)
    assert draw_chain(row.chain, "page").plain == "page\n(its own word)"


def test_dates_and_hedges_have_columns_and_stay_empty_where_the_text_has_none() -> None:
    rows = find_rows(told_story())
    assert [row.said for row in rows] == ["", "week of 21 Apr 2031", "", "", ""]
    assert [row.happened for row in rows] == ["June 2030", "", "", "", ""]
    assert [row.hedge for row in rows[:4]] == [(), (), (), ("allegedly", "denied", "certainty unknown")]


@pytest.mark.parametrize(
    ("told", "joined"),
    [
        ("told Radio Sund", "to"),
        ("said in the Lantern", "in"),
        ("wrote on his blog", "on"),
        ("said, speaking to Radio Sund", "to"),
    ],
)
def test_a_channel_is_joined_as_the_text_joins_it(told: str, joined: str) -> None:
    text = f"[source Brek] [cue {told.split()[0].rstrip(',')}]{told[len(told.split()[0].rstrip(',')) :]} [contents it sails]."
    analysis = find_attributions(read_markup(text))
    (item,) = analysis.attributions
    venue = max(told.rfind("Radio Sund"), told.rfind("Lantern"), told.rfind("blog"))
    start = len("Brek ") + venue
    item = replace(item, channel=Span(start, len("Brek ") + len(told)))
    assert find_venues(replace(analysis, attributions=(item,))) == {item.id: joined}


@pytest.mark.parametrize("width", [40, 60, 75, 76, 80, 109, 110, 132, 200])
def test_a_whole_table_fits_its_terminal_and_keeps_every_fact(width: int) -> None:
    text = drawn(told_story(), width)
    assert max(map(len, text.splitlines())) <= width
    flat = " ".join(text.split())
    for words in ("WHO SAYS WHAT", "ACCORDING TO", "allegedly", "denied", "2031", "0.80", "no claim", "carried", "disputes"):
        assert words in flat
    assert ("HAPPENED" in text.splitlines()[4]) == (width >= 76)


def test_the_legend_stands_below_the_claims() -> None:
    text = drawn(told_story())
    assert text.index("WHO SAYS WHAT") < text.index("no claim") < text.index("A ‹ B: A has it from B.")


def test_a_story_without_attributions_is_its_strip() -> None:
    text = drawn(analysed("The ferry sails at nine."))
    assert "0 attributions" in text
    assert "WHO SAYS WHAT" not in text
