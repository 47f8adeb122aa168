"""What stands in an entry of a live blog counts from its own time, and nothing in it is taken from another entry."""

from dataclasses import replace
from functools import cache

import pytest
from tests.factory import document
from tests.markup import read_markup
from tests.reading.live_pages import ENTRIES, live_page, page_of

from sayso.languages import load_language
from sayso.pipeline import Pipeline, open_pipeline
from sayso.records import Analysis, Block, Entry, Page, PublicationDate, Reading, Span, entry_at, published_at
from sayso.stages.attributions import find_attributions
from sayso.stages.carrying import find_carried
from sayso.stages.references import Layout
from sayso.stages.timexes import find_timexes
from sayso.stages.trees import read_tree

MAY = PublicationDate("2031-05-09", "day", None, "json-ld")


def entry(span: Span, value: str | None, number: int = 1) -> Entry:
    stated = PublicationDate(value, "minute", "+01:00", "time element") if value else None
    return Entry(f"b{number}", span, f"Entry {number}", (), None, stated, None, "itemprop liveBlogUpdate", 0.98)


INTRO, NEW, OLD = (
    "It rained today.",
    "Water came today. It fell on Friday.",
    "The gates were shut yesterday. It comes tomorrow.",
)
TEXT = f"{INTRO}\n\n{NEW}\n\n{OLD}"
ENTRIES_OF = (
    entry(Span(len(INTRO) + 2, len(INTRO) + 2 + len(NEW)), "2031-05-03T13:32"),
    entry(Span(len(TEXT) - len(OLD), len(TEXT)), "2031-05-02T22:10", 2),
)


def test_relative_dates_count_from_their_entry() -> None:
    made = document(TEXT, published=MAY, entries=ENTRIES_OF)
    found = find_timexes(Analysis(made)).timexes
    assert [(one.span.of(TEXT), one.value, one.anchor) for one in found] == [
        ("today", "2031-05-09", "published 2031-05-09"),
        ("today", "2031-05-03", "entry 2031-05-03T13:32+01:00"),
        ("Friday", "2031-05-02", "entry 2031-05-03T13:32+01:00"),
        ("yesterday", "2031-05-01", "entry 2031-05-02T22:10+01:00"),
        ("tomorrow", "2031-05-03", "entry 2031-05-02T22:10+01:00"),
    ]


def test_an_entry_without_a_day_counts_from_nothing() -> None:
    made = document(TEXT, published=MAY, entries=(ENTRIES_OF[0], entry(ENTRIES_OF[1].span, None, 2)))
    found = {one.span.of(TEXT): one for one in find_timexes(Analysis(made)).timexes}
    assert (found["yesterday"].anchor, found["yesterday"].bounds) == ("none", (None, None, None, None))


def test_the_line_of_an_entry_is_no_dateline_of_the_page() -> None:
    line = "3 May 2031, 13:32"
    text = f"{INTRO}\n\n{line}\n\n{NEW}"
    start = len(INTRO) + 2
    blocks = (Block(Span(0, len(INTRO)), "body"), Block(Span(start, start + len(line)), "dateline"))
    made = document(text, published=MAY, blocks=blocks)
    whole, parted = (
        next(one for one in find_timexes(Analysis(replace(made, entries=entries))).timexes)
        for entries in ((), (entry(Span(start, len(text)), "2031-05-03T13:32"),))
    )
    assert (whole.anchor, parted.anchor) == ("dateline 2031-05-03", "published 2031-05-09")


def test_where_an_offset_stands() -> None:
    made = document(TEXT, published=MAY, entries=ENTRIES_OF)
    places = (0, len(INTRO) + 2, TEXT.index(OLD) - 1, len(TEXT) - 1, len(TEXT))
    assert [(one.id if (one := entry_at(made.entries, at)) else None) for at in places] == [None, "b1", None, "b2", None]
    assert [stated.value if (stated := published_at(made, at)) else None for at in places] == [
        "2031-05-09", "2031-05-03T13:32", "2031-05-09", "2031-05-02T22:10", "2031-05-09",
    ]  # fmt: skip


def test_sentences_of_two_entries_are_far_apart() -> None:
    sentences = (Span(0, len(INTRO)), *(one.span for one in ENTRIES_OF))
    numbers = [Layout(TEXT, sentences, (), entries).sentence(len(TEXT) - 1) for entries in ((), ENTRIES_OF)]
    assert numbers[0] == 2
    assert numbers[1] > 2 * 12


def test_no_entry_carries_on_what_another_reports() -> None:
    analysis = read_markup("[source Mayor Hartog] [cue said]: [contents “The quay is shut.]\n\n“It opens on Monday.”")
    text = analysis.document.text
    second = text.rindex("“")
    entries = (entry(Span(0, second - 2), None), entry(Span(second, len(text)), None, 2))
    sentences, quotations = analysis.sentences, analysis.quotations
    attributions = find_attributions(analysis).attributions
    tree = read_tree(analysis)
    whole, parted = (find_carried(tree, sentences, quotations, attributions, load_language("en"), one) for one in ((), entries))
    assert [sentence.start for sentence in whole] == [second]
    assert not parted


@cache
def shipped() -> Pipeline:
    return open_pipeline()


def read(page: Page) -> Analysis:
    (reading,) = shipped().read([page])
    assert isinstance(reading, Reading), reading
    return reading.analysis


@pytest.mark.bundle
@pytest.mark.parametrize("form", ["blocks", "text"])
@pytest.mark.parametrize("newest_first", [True, False])
def test_a_page_through_the_shipped_bundle(form: str, newest_first: bool) -> None:
    analysis = read(live_page(form, ENTRIES[::-1] if newest_first else ENTRIES))
    text, times = analysis.document.text, {one.id: one for one in analysis.timexes}
    told = {claim.evidence.exact: claim for claim in analysis.claims}
    shut = next(claim for words, claim in told.items() if words.startswith("the gates were shut yesterday"))
    assert [hop.name for hop in shut.chain][-1] == "Tomas Brek"
    happened = times[shut.happened or ""]
    # The entry is of 2 May although the page goes on until the day after.
    assert happened.value == "2031-05-01"
    assert happened.anchor.startswith("entry 2031-05-02T22:10")
    schools = next(claim for words, claim in told.items() if words.startswith("Schools in Port Ansel"))
    assert times[schools.said or ""].value == "2031-05-03TMO"
    assert text.count("yesterday") == 1


@pytest.mark.bundle
def test_a_pronoun_means_nobody_of_another_entry() -> None:
    words = (
        ("2031-05-03T12:00:00Z", "13:00", "Sandbags run out", "She said that the sandbags had run out."),
        ("2031-05-03T11:00:00Z", "12:00", "Mayor at the weir", "Mayor Ilse Hartog said that the weir would hold."),
        ("2031-05-03T10:00:00Z", "11:00", "Rain goes on", "The rain goes on, and the river is rising by the hour."),
    )
    posts = "".join(
        f'<article id="b{number}"><time datetime="{at}">{clock}</time><h2>{title}</h2><p>{told}</p></article>'
        for number, (at, clock, title, told) in enumerate(words)
    )
    for order in (posts, "".join(f"{one}</article>" for one in reversed(posts.split("</article>")[:-1]))):
        analysis = read(page_of(f"<main><h1>Port Ansel flood – live</h1>{order}</main>"))
        names = {actor.id: actor.name for actor in analysis.actors}
        by_source = {
            one.sources[0].of(analysis.document.text): [names[speaker] for speaker in one.speakers]
            for one in analysis.attributions
            if one.sources
        }
        assert by_source["She"] == []
        assert by_source["Mayor Ilse Hartog"] == ["Ilse Hartog"]
