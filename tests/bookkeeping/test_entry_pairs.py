"""A live blog looked at again: which entries came, went, changed, or only fell off the end of the page."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tests.cli.driver import SaidTagger
from tests.fetched import AT
from tests.reading.live_pages import ENTRIES, PAGE_TITLE, Told, live_page, page_of

from sayso.bookkeeping.entry_pairs import pair_entries
from sayso.bookkeeping.versions import PageVersion, compare_versions
from sayso.ledger import Ledger
from sayso.linking.claim_profiles import profile_claims
from sayso.pipeline import Pipeline
from sayso.reading import read_document
from sayso.records import Analysis, Page, Reading
from sayso.store import Browse, Version

NEWER = Told(
    "2031-05-03T14:00:00Z", "15:00", "Water is falling", "Ivo Lund",
    ("The river gauge at the weir said the water is falling by a hand an hour, the harbour office told us.",), "block-5f05",
)  # fmt: skip
NEWEST = NEWER._replace(
    at="2031-05-03T15:10:00Z", shown="16:10", title="Road open again", anchor="block-5f06",
    paragraphs=("The coast road between Vallis and Merrow is open again to lorries and buses, the county said.",),
)  # fmt: skip
ALL = (*ENTRIES, NEWER, NEWEST)


def analysis(shown: Sequence[Told], form: str = "blocks", page: Page | None = None) -> Analysis:
    return Analysis(read_document(page or live_page(form, shown)))


def compare(before: Analysis, now: Analysis) -> PageVersion:
    return compare_versions(before, now, Version(now.document.id, 2, AT, current=True))


def told(version: PageVersion) -> list[tuple[str, str | None, bool]]:
    return [(one.change, one.title, one.is_silent) for one in version.entries]


def newest_first(*entries: Told) -> tuple[Told, ...]:
    return entries[::-1]


@pytest.mark.parametrize("form", ["blocks", "stream", "plugin", "data", "headings", "text", "markdown"])
def test_a_new_entry_is_no_edit(form: str) -> None:
    version = compare(analysis(newest_first(*ENTRIES), form), analysis(newest_first(*ENTRIES, NEWER), form))
    assert told(version) == [("came", "Water is falling", False)]
    assert (version.blocks, version.is_silent) == ((), False)


def test_the_same_page_the_other_way_round_is_no_change() -> None:
    version = compare(analysis(newest_first(*ENTRIES)), analysis(ENTRIES))
    assert (version.entries, version.blocks, version.is_silent) == ((), (), False)


def test_what_falls_off_the_end_is_unseen() -> None:
    version = compare(analysis(newest_first(*ALL[:4])), analysis(newest_first(*ALL[2:])))
    assert told(version) == [
        ("came", "Road open again", False),
        ("came", "Water is falling", False),
        ("unseen", "Schools shut in three towns", False),
        ("unseen", "River over its banks at the old bridge", False),
    ]
    assert (version.blocks, version.is_silent) == ((), False)


def test_all_may_have_fallen_off() -> None:
    later = [
        one._replace(at=f"2031-05-04T{8 + number:02}:00:00Z", shown=f"{9 + number:02}:00", title=f"{one.title} again",
                     paragraphs=(f"Number {number} of the day: nothing of what was said is here any more, said Ruta Kask.",),
                     anchor=f"block-60{number}")
        for number, one in enumerate(ENTRIES)
    ]  # fmt: skip
    version = compare(analysis(newest_first(*ENTRIES)), analysis(newest_first(*later)))
    assert sorted({one.change for one in version.entries}) == ["came", "unseen"]
    assert not version.is_silent


def test_an_entry_in_the_middle_that_is_gone_was_taken_off() -> None:
    version = compare(analysis(newest_first(*ALL[:4])), analysis(newest_first(*ALL[:2], ALL[3], NEWER)))
    assert told(version) == [("came", "Water is falling", False), ("went", "Two people missing", True)]
    assert version.is_silent
    assert {one.change for one in version.blocks} == {"went"}


def test_the_oldest_that_is_gone_where_nothing_came_was_taken_off() -> None:
    version = compare(analysis(newest_first(*ALL[:4])), analysis(newest_first(*ALL[1:4])))
    assert told(version) == [("went", "River over its banks at the old bridge", True)]


EDITED = ENTRIES[2]._replace(
    paragraphs=("Three people are missing after a boat went down below the weir last night, police said.",)
)


def test_an_entry_that_says_otherwise_is_a_silent_edit_of_that_entry() -> None:
    now = analysis(newest_first(*ENTRIES[:2], EDITED, ENTRIES[3], NEWER))
    version = compare(analysis(newest_first(*ENTRIES)), now)
    assert told(version) == [("came", "Water is falling", False), ("changed", "Two people missing", True)]
    assert [one.published for one in version.entries] == ["2031-05-03T15:00:00+01:00", "2031-05-03T10:05:00+01:00"]
    assert {one.entry for one in version.entries} <= {one.id for one in now.document.entries}
    assert version.is_silent
    assert ("changed", "body") in {(one.change, one.role) for one in version.blocks}


def marked(entries: Sequence[Told], note: str) -> Analysis:
    posts = "".join(
        f'<article id="{one.anchor}"><time datetime="{one.at}">{one.shown}</time><h2>{one.title}</h2>'
        f"{''.join(f'<p>{words}</p>' for words in one.paragraphs)}{note if one.title == EDITED.title else ''}</article>"
        for one in entries
    )
    return analysis((), page=page_of(f"<main><h1>{PAGE_TITLE}</h1>{posts}</main>"))


@pytest.mark.parametrize(
    ("note", "is_silent"),
    [
        ("", True),
        ("<p>Updated at 11:40 BST</p>", False),
        ('<p><time class="updated" datetime="2031-05-03T10:40:00Z">11:40</time></p>', False),
        ("<p>Correction: an earlier version of this entry said that two people were missing.</p>", False),
    ],
)
def test_an_entry_may_say_that_it_was_changed(note: str, is_silent: bool) -> None:
    before, now = marked(newest_first(*ENTRIES), ""), marked(newest_first(*ENTRIES[:2], EDITED, ENTRIES[3]), note)
    version = compare(before, now)
    assert told(version) == [("changed", "Two people missing", is_silent)]
    assert version.is_silent is is_silent


def test_an_entry_under_another_title_is_known_by_its_words() -> None:
    renamed = ENTRIES[2]._replace(title="Two missing at the weir", anchor="other")
    pairs = pair_entries(*(analysis(one).document for one in (ENTRIES, (*ENTRIES[:2], renamed, ENTRIES[3]))))
    assert [one.fate for one in pairs] == ["same", "same", "changed", "same"]


def test_a_page_that_had_no_entries_is_compared_as_before() -> None:
    now = analysis(newest_first(*ENTRIES))
    before = Analysis(replace(now.document, entries=()))
    version = compare(before, now)
    assert (version.entries, version.blocks) == ((), ())


def test_versions_of_a_live_blog_in_a_ledger(tmp_path: Path) -> None:
    looks = [
        newest_first(*ALL[:3]),
        newest_first(*ALL[:4]),
        newest_first(*ENTRIES[:2], EDITED, *ALL[3:5]),
        newest_first(*ALL[3:]),
    ]
    pipeline = Pipeline(SaidTagger())
    with Ledger(tmp_path / "news.sqlite3") as ledger:
        for shown in looks:
            ledger.add(pipeline.read([live_page("blocks", shown)]))
        page = read_document(live_page("blocks", looks[0])).page
        versions = ledger.versions(page)
    assert [one.is_silent for one in versions] == [False, False, True, False]
    assert [[one[0] for one in told(version)] for version in versions] == [
        [],
        ["came"],
        ["came", "changed"],
        ["came", "unseen", "unseen", "unseen"],
    ]
    new = [claim for claim in versions[1].claims if claim.change != "came"]
    assert not new


def test_a_claim_is_dated_by_its_entry(tmp_path: Path) -> None:
    (reading,) = Pipeline(SaidTagger()).read([live_page("blocks", newest_first(*ENTRIES))])
    assert isinstance(reading, Reading)
    days = {one.claim.contents[0].of(reading.analysis.document.text): one.day for one in profile_claims(reading.analysis)}
    assert days["the gates were shut yesterday"] == "2031-05-02"
    assert days["divers were searching the mill race"] == "2031-05-03"
    with Ledger(tmp_path / "news.sqlite3") as ledger:
        ledger.add([reading])
        buckets = {bucket.start: bucket.count for bucket in ledger.timeline(Browse())}
    assert buckets == {"2031-05-02": 1, "2031-05-03": 2}
