"""TimeML of our own, read to the letter; and links, polarity, moods and dates counted as the evaluation says it counts them."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from evals.corpora import corpus, has_corpora
from evals.reporting import COUNTED, FOLDERS, compare, figures_of
from evals.reporting_gold import Document, read_timeml
from tests.markup import read_markup
from tests.trees import words

from sayso.records import Analysis, PublicationDate
from sayso.stages.attributions import ATTRIBUTIONS
from sayso.stages.claims import CLAIMS
from sayso.stages.clocks import CLOCKS
from sayso.stages.timexes import TIMEXES

FRAME = """<?xml version="1.0" ?>
<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2018-09-03" functionInDocument="CREATION_TIME">Monday</TIMEX3></DCT>
<TEXT>{text}</TEXT>{rest}</TimeML>"""
FERRY = (
    'The office <EVENT eid="e1" class="REPORTING">said</EVENT>'
    ' on <TIMEX3 tid="t1" type="DATE" value="2018-09-02">Sunday</TIMEX3>'
    ' that ferries would not <EVENT eid="e2" class="OCCURRENCE">sail</EVENT>'
    ' on <TIMEX3 tid="t2" type="DATE" value="2018-09-05">Wednesday</TIMEX3>.'
)
FERRY_READ = "[source The office] [cue said] on Sunday [contents that ferries would not sail on Wednesday]."
FERRY_TREE = (
    "The/office/mod office/said/subj said//root on/Sunday/mark Sunday/said/obl that/sail/mark ferries/sail/subj would/sail/aux "
    "not/sail/mod sail/said/ccomp on/Wednesday/mark Wednesday/sail/obl ./said/punct"
)
CREW = (
    'She <EVENT eid="e1" class="REPORTING">said</EVENT> the crew that <EVENT eid="e2" class="OCCURRENCE">mended</EVENT>'
    ' the pump had <EVENT eid="e3" class="OCCURRENCE">left</EVENT>.'
)
CREW_READ = "[source She] [cue said] [contents the crew that mended the pump had left]."
CREW_TREE = (
    "She/said/subj said//root the/crew/mod crew/left/subj that/mended/subj mended/crew/relcl the/pump/mod pump/mended/obj "
    "had/left/aux left/said/ccomp ./said/punct"
)


def document(tmp_path: Path, text: str, rest: str) -> Document:
    path = tmp_path / "story.tml"
    path.write_text(FRAME.format(text=text, rest=rest), encoding="utf-8")
    return read_timeml(path)


def instance(number: int, **own: str) -> str:
    more = "".join(f' {name}="{value}"' for name, value in ({"polarity": "POS"} | own).items())
    return f'<MAKEINSTANCE eventID="e{number}" eiid="i{number}"{more}/>'


def slink(main: int, sub: int, relation: str) -> str:
    return f'<SLINK eventInstanceID="i{main}" subordinatedEventInstance="i{sub}" relType="{relation}"/>'


def tlink(event: int, time: str, relation: str) -> str:
    return f'<TLINK eventInstanceID="i{event}" relatedToTime="{time}" relType="{relation}"/>'


def read(marked: str, notation: str) -> Analysis:
    """What the stages make of a marked text whose tree is given."""
    before = read_markup(marked)
    assert before.tags is not None
    tags = replace(before.tags, words=words(before.document.text, notation))
    published = PublicationDate("2018-09-03", "day", None, "user")
    analysis = replace(before, tags=tags, document=replace(before.document, published=published))
    for stage in (ATTRIBUTIONS, TIMEXES, CLOCKS, CLAIMS):
        analysis = stage.apply(analysis)
    return analysis


def counted(gold: Document, marked: str, notation: str) -> tuple[dict[str, int], list[tuple[str, str, str]]]:
    analysis = read(marked, notation)
    assert analysis.document.text == gold.text
    counts, differences = compare(gold, analysis)
    return {name: number for name, number in counts.items() if number}, [(x.what, x.main, x.sub) for x in differences]


def ferry(
    tmp_path: Path, *, relation: str = "EVIDENTIAL", polarity: str = "NEG", dates: str = "", modality: str = "NONE"
) -> Document:
    rest = instance(1) + instance(2, polarity=polarity, modality=modality) + slink(1, 2, relation)
    return document(tmp_path, FERRY, rest + (dates or tlink(1, "t1", "IS_INCLUDED") + tlink(2, "t2", "IS_INCLUDED")))


def test_events_and_dates_lie_where_the_text_has_them(tmp_path: Path) -> None:
    gold = ferry(tmp_path)
    assert gold.text == "The office said on Sunday that ferries would not sail on Wednesday."
    assert {key: event.span.of(gold.text) for key, event in gold.events.items()} == {"e1": "said", "e2": "sail"}
    assert [(span.of(gold.text), value) for span, value in gold.events["e2"].dates] == [("Wednesday", "2018-09-05")]
    assert (gold.name, gold.published, gold.events["e1"].kind, gold.events["e2"].polarity) == (
        "story", "2018-09-03", "REPORTING", "NEG",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("link", "is_date"),
    [
        ('<TLINK timeID="t1" relatedToEventInstance="i1" relType="INCLUDES"/>', True),
        (tlink(1, "t1", "SIMULTANEOUS"), True),
        (tlink(1, "t1", "BEFORE"), False),
        (tlink(1, "t0", "IS_INCLUDED"), False),
        (tlink(1, "t9", "IS_INCLUDED"), False),
        (tlink(9, "t1", "IS_INCLUDED"), False),
    ],
)
def test_only_a_time_of_the_text_that_holds_an_event_dates_it(tmp_path: Path, link: str, *, is_date: bool) -> None:
    assert bool(ferry(tmp_path, dates=link).events["e1"].dates) is is_date


@pytest.mark.parametrize(
    ("value", "is_date"),
    [("2018-09-02", True), ("2018-W35", True), ("2018-Q3", True), ("2018-09-02TEV", True), ("2018", True), ("2018-SU", True),
     ("PRESENT_REF", False), ("P1W", False), ("2018-WXX", False), ("XXXX-09", False)],
)  # fmt: skip
def test_a_value_without_digits_for_each_part_is_no_date(tmp_path: Path, value: str, *, is_date: bool) -> None:
    rest = instance(1) + tlink(1, "t1", "IS_INCLUDED")
    assert bool(document(tmp_path, FERRY.replace("2018-09-02", value), rest).events["e1"].dates) is is_date


def test_a_link_that_lacks_an_end_is_left_out_and_a_modality_is_a_word(tmp_path: Path) -> None:
    rest = instance(1, modality="HAVE_TO") + instance(2, modality="none") + slink(1, 9, "MODAL") + slink(2, 1, "FACTIVE")
    gold = document(tmp_path, FERRY, rest)
    assert [(link.main, link.sub, link.relation) for link in gold.links] == [("e2", "e1", "FACTIVE")]
    assert (gold.events["e1"].modality, gold.events["e2"].modality) == ("have to", "")


def test_a_right_link_with_its_polarity_and_both_dates(tmp_path: Path) -> None:
    counts, differences = counted(ferry(tmp_path), FERRY_READ, FERRY_TREE)
    assert differences == []
    assert (counts["gold"], counts["hit"], counts["found"], counts["found_all"]) == (1, 1, 1, 1)
    assert (counts["polarity.-.of"], counts["polarity.-"]) == (1, 1)
    assert (counts["said.gold"], counts["said.hit"], counts["happened.gold"], counts["happened.hit"]) == (1, 1, 1, 1)
    assert (counts["modality.flat.of"], counts["modality.flat"]) == (1, 1)


def test_dates_that_differ_from_gold_are_found_and_not_right(tmp_path: Path) -> None:
    swapped = tlink(1, "t2", "IS_INCLUDED") + tlink(2, "t1", "IS_INCLUDED")
    counts, _ = counted(ferry(tmp_path, dates=swapped), FERRY_READ, FERRY_TREE)
    for clock in ("said", "happened"):
        assert (counts[f"{clock}.gold"], counts[f"{clock}.found"], counts.get(f"{clock}.hit", 0)) == (1, 1, 0)


def test_a_date_that_gold_does_not_have_is_beyond_it(tmp_path: Path) -> None:
    counts, _ = counted(ferry(tmp_path, dates=tlink(1, "t1", "BEFORE")), FERRY_READ, FERRY_TREE)
    assert (counts["said.own"], counts["said.beyond"], counts.get("said.found", 0)) == (1, 1, 0)


@pytest.mark.parametrize(
    ("relation", "polarity", "is_right"),
    [("EVIDENTIAL", "POS", False), ("NEG_EVIDENTIAL", "POS", True), ("NEG_EVIDENTIAL", "NEG", False)],
)
def test_a_negative_link_turns_the_polarity_round(tmp_path: Path, relation: str, polarity: str, *, is_right: bool) -> None:
    counts, _ = counted(ferry(tmp_path, relation=relation, polarity=polarity), FERRY_READ, FERRY_TREE)
    assert (counts["polarity.of"], counts.get("polarity", 0)) == (1, is_right)


def test_a_document_that_marks_nearly_all_negative_says_nothing_of_polarity(tmp_path: Path) -> None:
    rest = instance(1, polarity="NEG") + instance(2, polarity="NEG") + slink(1, 2, "EVIDENTIAL")
    counts, _ = counted(document(tmp_path, FERRY, rest), FERRY_READ, FERRY_TREE)
    assert counts["hit"] == 1
    assert "polarity.of" not in counts


@pytest.mark.parametrize(("modality", "kind"), [("may", "possible"), ("MUST", "duty"), ("WOULD", None), ("CAN", None)])
def test_a_modal_word_of_gold_asks_for_its_own_values(tmp_path: Path, modality: str, kind: str | None) -> None:
    counts, _ = counted(ferry(tmp_path, modality=modality), FERRY_READ, FERRY_TREE)
    assert [name for name in counts if name.startswith("modality.") and name != "modality.of"] == (
        [f"modality.{kind}.of"] if kind else []
    )
    assert "modality" not in counts


def test_a_modal_link_disagrees_with_a_flat_claim(tmp_path: Path) -> None:
    counts, _ = counted(ferry(tmp_path, relation="MODAL"), FERRY_READ, FERRY_TREE)
    assert (counts["modality.linked.of"], counts.get("modality.linked", 0)) == (1, 0)


def test_a_reported_event_below_the_predicate_is_inside_but_missed(tmp_path: Path) -> None:
    gold = document(tmp_path, CREW, "".join(map(instance, (1, 2, 3))) + slink(1, 2, "EVIDENTIAL") + slink(1, 3, "EVIDENTIAL"))
    counts, differences = counted(gold, CREW_READ, CREW_TREE)
    assert differences == [("no predicate", "e1", "e2")]
    assert (counts["gold"], counts["cue"], counts["inside"], counts["hit"], counts["found"]) == (2, 2, 2, 1, 1)


def test_a_found_link_counts_against_precision_only_where_gold_has_drawn_one(tmp_path: Path) -> None:
    instances = "".join(map(instance, (1, 2, 3)))
    counts, differences = counted(document(tmp_path, CREW, instances), CREW_READ, CREW_TREE)
    assert (counts["found_all"], counts.get("found", 0), differences) == (1, 0, [("extra, no link", "e1", "e3")])
    counts, differences = counted(document(tmp_path, CREW, instances + slink(1, 2, "EVIDENTIAL")), CREW_READ, CREW_TREE)
    assert (counts["found"], counts.get("hit", 0)) == (1, 0)
    assert ("extra", "e1", "e3") in differences


@pytest.mark.parametrize(("kind", "relation"), [("I_STATE", "MODAL"), ("REPORTING", "FACTIVE"), ("I_ACTION", "EVIDENTIAL")])
def test_other_links_are_neither_gold_nor_mistakes(tmp_path: Path, kind: str, relation: str) -> None:
    gold = document(tmp_path, CREW.replace("REPORTING", kind), "".join(map(instance, (1, 2, 3))) + slink(1, 3, relation))
    counts, differences = counted(gold, CREW_READ, CREW_TREE)
    assert (counts.get("gold", 0), counts.get("found_all", 0), differences) == (0, 0, [])


def test_without_an_attribution_the_cue_is_missed(tmp_path: Path) -> None:
    unmarked = "The office said on Sunday that ferries would not sail on Wednesday."
    counts, differences = counted(ferry(tmp_path), unmarked, FERRY_TREE)
    assert (counts, differences) == ({"gold": 1, "gold.EVIDENTIAL": 1}, [("no cue", "e1", "e2")])


def test_figures_are_shares_with_intervals_around_them() -> None:
    figures = figures_of([Counter(gold=4, hit=3, found=5), Counter(gold=2, hit=1, found=1), Counter(gold=4, hit=4, found=4)])
    assert [figures[f"edge_{name}"]["value"] for name in ("recall", "precision", "f1")] == [80.0, 80.0, 80.0]
    assert figures["edge_recall"]["low"] < 80 < figures["edge_recall"]["high"]
    assert figures["edge_f1"]["cases"] == 10
    assert "polarity" not in figures


@pytest.mark.shared
@pytest.mark.skipif(not has_corpora(), reason="the corpora are not beside this checkout")
def test_the_corpora_have_the_links_that_the_figures_count() -> None:
    root = corpus("timebank-aquaint") / "TBAQ-cleaned"
    documents = [read_timeml(path) for folder in FOLDERS.values() for path in sorted((root / folder).glob("*.tml"))]
    links = {
        (one.name, link.main, link.sub)
        for one in documents
        for link in one.links
        if link.relation in COUNTED.get(one.events[link.main].kind, ())
    }
    assert (len(documents), len(links)) == (256, 1201)
    assert sum(one.is_negative for one in documents) == 25
