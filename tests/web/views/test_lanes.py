"""Where the lanes of a claim stand: rows, dots, arrows, and the axis of days."""

import re
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.linking.told import joined, told

from sayso.linking.answers import Answer, make_answer
from sayso.linking.claim_profiles import ClaimProfile
from sayso.records import RecordLink
from sayso.web.views.lanes import CITED, MOST_LANES, MOST_ORIGINS, ORIGINS, Lanes, draw_lanes, place_columns, read_stops


def answer(*claims: ClaimProfile, links: tuple[RecordLink, ...] = ()) -> Answer:
    """The answer for claims that all say the same."""
    first, *others = claims
    same = [joined("same_claim", other, first) for other in others]
    known = {claim.claim.id: claim for claim in claims}
    return make_answer(first.claim.id, known, [*same, *links], known, "origins")


def lanes(*claims: ClaimProfile, links: tuple[RecordLink, ...] = ()) -> Lanes:
    found = answer(*claims, links=links)
    return draw_lanes(found.tree, found.wordings)


def test_a_page_and_its_speaker_are_two_signs_and_an_arrow() -> None:
    drawn = lanes(told("Gazette", "Ilse Hartog"))
    assert [(row.kind, row.name) for row in drawn.rows] == [("origin", "Ilse Hartog"), ("lane", "Gazette")]
    assert [dot.shape for dot in drawn.dots] == ["speaker", "page"]
    assert [arrow.kind for arrow in drawn.arrows] == ["says"]
    assert drawn.undated is None


def test_a_copy_is_drawn_thin_and_what_was_carried_is_drawn_as_we_read_it() -> None:
    first = told("Gazette", "Ilse Hartog")
    copy = told("Courier", day="2031-05-03")
    carried = told("Herald", "Tomas Brek", day="2031-05-04")
    hops = tuple(replace(hop, hop=replace(hop.hop, basis="carried")) for hop in carried.hops)
    carried = replace(carried, hops=hops, claim=replace(carried.claim, chain=tuple(hop.hop for hop in hops)))
    drawn = lanes(first, copy, carried, links=(joined("copy", copy, first),))
    assert sorted(arrow.kind for arrow in drawn.arrows) == ["copy", "read", "says"]


def test_a_page_that_names_no_source_is_its_own_sign_and_has_no_arrow() -> None:
    drawn = lanes(told("Gazette"))
    assert [(dot.shape, dot.count) for dot in drawn.dots] == [("silent", 1)]
    assert not drawn.arrows
    assert [row.kind for row in drawn.rows] == ["lane"]


def test_pages_without_a_date_stand_behind_all_others() -> None:
    drawn = lanes(told("Gazette", "Ilse Hartog"), told("Courier", "Ilse Hartog", day=None))
    assert drawn.undated is not None
    pages = {dot.x for dot in drawn.dots if dot.shape == "page"}
    assert max(pages) == drawn.undated
    assert drawn.width > drawn.undated
    assert "1 page without a date" in drawn.words


def test_a_cited_house_without_a_page_stands_between_origins_and_pages() -> None:
    drawn = lanes(told("Gazette", "@Lantern", "Ilse Hartog"))
    assert {dot.shape: dot.x for dot in drawn.dots if dot.shape != "page"} == {"speaker": ORIGINS, "cited": CITED}
    assert len(drawn.arrows) == 2


def test_many_copies_of_one_house_and_day_are_one_dot() -> None:
    first = told("Gazette", "Ilse Hartog")
    copies = [told("Courier", day="2031-05-03") for _ in range(30)]
    drawn = lanes(first, *copies, links=tuple(joined("copy", copy, first) for copy in copies))
    many = [dot for dot in drawn.dots if dot.count > 1]
    assert [dot.count for dot in many] == [30]
    assert len(many[0].claims) == 30
    assert sum(arrow.kind == "copy" for arrow in drawn.arrows) == 1


def test_three_hundred_publishers_share_the_last_lane() -> None:
    first = told("Wire", "Ilse Hartog")
    copies = [told(f"Paper {number}", day=f"2031-05-{number % 28 + 1:02}") for number in range(300)]
    drawn = lanes(first, *copies, links=tuple(joined("copy", copy, first) for copy in copies))
    named = [row for row in drawn.rows if row.kind == "lane"]
    assert len(named) == MOST_LANES
    assert named[-1].name == f"{301 - MOST_LANES + 1} more publishers"
    assert "Wire" in {row.name for row in named}, "those that others have it from are not hidden"
    assert sum(dot.count for dot in drawn.dots if dot.claims) == 301


def test_many_origins_share_the_last_row() -> None:
    drawn = lanes(*(told("Gazette", f"Speaker Number{number}") for number in range(20)))
    assert sum(row.kind == "origin" for row in drawn.rows) == MOST_ORIGINS


def test_nothing_leaves_the_drawing_and_no_two_rows_meet() -> None:
    claims = [told(f"Paper {number % 7}", "Ilse Hartog", day=f"2031-0{number % 9 + 1}-11") for number in range(40)]
    drawn = lanes(*claims, told("Late", day=None))
    assert all(0 <= dot.x < drawn.width and 0 < dot.y < drawn.height for dot in drawn.dots)
    ys = [row.y for row in drawn.rows]
    assert ys == sorted(set(ys))
    spots = [(dot.x, dot.y) for dot in drawn.dots]
    assert len(spots) == len(set(spots))
    for arrow in drawn.arrows:
        assert all(0 <= int(number) <= drawn.width for number in re.findall(r"\d+", arrow.path)[::2])


def test_names_are_cut_and_kept_whole_beside() -> None:
    name = "The Very Long Gazette of the Northern Harbours"
    row = lanes(told(name)).rows[0]
    assert row.whole == name
    assert len(row.name) <= 24
    assert row.name.endswith("…")


def test_the_rows_of_a_tree_know_what_stands_above_them() -> None:
    first = told("Gazette", "Ilse Hartog", page="p1")
    copy = told("Courier", page="p2", day="2031-05-03")
    found = answer(first, copy, links=(joined("copy", copy, first),))
    stops = {stop.key: (stop.above, stop.arrow) for stop in read_stops(found.tree, found.wordings)}
    assert stops == {"root-0": (None, None), "p1": ("root-0", "says"), "p2": ("p1", "copy")}


# --- the axis ---


def test_days_keep_their_order_and_labels_do_not_overlap() -> None:
    days = ["2031-05-02", "2031-05-03", "2031-05-04", "2031-05-20", "2032-01-01"]
    places, ticks, end = place_columns(days, 50, {})
    assert [places[day] for day in days] == sorted(places.values())
    assert places[days[0]] == 50
    assert end == places[days[-1]]
    shown = [(tick.x - len(tick.label) * 3, tick.x + len(tick.label) * 3) for tick in ticks if tick.label]
    assert all(before[1] < after[0] for before, after in pairwise(shown))
    assert ticks[0].label == "2 May 2031"
    assert ticks[1].label in ("3 May", "")


def test_too_many_days_share_columns_by_month_then_by_year() -> None:
    days = [f"2031-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 25)]
    assert len(place_columns(days, 0, {})[1]) == 12
    years = [f"{year}-{month:02}-01" for year in range(1990, 2031) for month in range(1, 13)]
    assert len(place_columns(years, 0, {})[1]) == 41


@given(st.lists(st.dates().map(str) | st.sampled_from(["2031", "2031-05", "not-a-day"]), max_size=60))
def test_any_days_can_be_placed(days: list[str]) -> None:
    places, ticks, end = place_columns(days, 10, {})
    assert set(places) == set(days)
    assert all(10 <= x <= end for x in places.values())
    assert [tick.x for tick in ticks] == sorted(tick.x for tick in ticks)
