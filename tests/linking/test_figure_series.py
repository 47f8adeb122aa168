"""Figures of one thing by source and day."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.happenings import report

from sayso.bookkeeping.figures import see_figures
from sayso.linking.figure_series import FigureTable, SeenFigure, make_tables
from sayso.records import Analysis, Exactness, Quantity, Span
from sayso.records.ids import quantity_id


def figure(made: Analysis, words: str, low: float | None, high: float | None, **changes: object) -> Quantity:
    """A figure whose words stand in a document."""
    start = made.document.text.index(words)
    span = Span(start, start + len(words))
    exactness: Exactness = "exact" if low == high else "at_least" if high is None else "at_most" if low is None else "between"
    own = Quantity(
        quantity_id(made.document.id, made.document.text, span), span, "killed", low, high, None, "people", None, None, False,
        False, None, exactness, 0.9,
    )  # fmt: skip
    return replace(own, **changes)  # type: ignore[arg-type]  # fields of the record


def seen(
    source: str, words: str, low: float | None, high: float | None, day: str = "2031-05-02", **changes: object
) -> list[SeenFigure]:
    """What a source says of one figure, on a page of its own."""
    url = f"https://gull.example/{source}/{words}/{day}".replace(" ", "-")
    made = report((source, "said", f"that {words} died"), url=url, day=day)
    return list(see_figures(replace(made, quantities=(figure(made, words, low, high, **changes),))))


def table(*found: list[SeenFigure]) -> FigureTable:
    (only,) = make_tables(one for own in found for one in own)
    return only


def test_each_source_has_its_figures_in_the_order_of_time() -> None:
    made = table(
        seen("Police", "19 people", 19, 19, "2031-05-03", is_cumulative=True),
        seen("Police", "12 people", 12, 12),
        seen("The union", "40 people", 40, None, "2031-05-03"),
    )
    told = [(series.source, [(point.low, point.high) for point in series.points]) for series in made.series]
    assert told == [("Police", [(12, 12), (19, 19)]), ("The union", [(40, None)])]


def test_figures_of_one_day_that_have_no_number_in_common_stand_side_by_side() -> None:
    (conflict,) = table(seen("Police", "12 people", 12, 12), seen("The union", "at least 40", 40, None)).conflicts
    assert {conflict.left_source, conflict.right_source} == {"Police", "The union"}
    assert table(seen("Police", "52 people", 52, 52), seen("The union", "at least 40", 40, None)).conflicts == ()


def test_a_later_figure_that_is_greater_contradicts_nothing() -> None:
    assert table(seen("Police", "12 people", 12, 12), seen("The union", "40 people", 40, 40, "2031-05-04")).conflicts == ()


def test_a_toll_that_falls_does() -> None:
    early = seen("The union", "40 people", 40, 40, "2031-05-01", is_cumulative=True)
    late = seen("Police", "12 people", 12, 12, "2031-05-04", is_cumulative=True)
    assert len(table(early, late).conflicts) == 1


def test_parts_have_a_table_of_their_own_and_contradict_no_whole() -> None:
    whole, part = seen("Police", "52 people", 52, 52), seen("The union", "3 children", 3, 3, is_subset=True, what="children")
    tables = make_tables([*whole, *part])
    assert [made.is_subset for made in tables] == [False, True]
    assert all(made.conflicts == () for made in tables)


def test_what_is_denied_is_told_and_contradicts_nothing() -> None:
    (denied,) = seen("Police", "40 people", 40, 40)
    factuality = denied.claim.claim.factuality
    assert factuality is not None
    claim = replace(denied.claim.claim, factuality=replace(factuality, polarity="-"))
    denied = replace(denied, claim=replace(denied.claim, claim=claim))
    made = table([denied], seen("The union", "12 people", 12, 12))
    assert [point.polarity for series in made.series for point in series.points] == ["-", "+"]
    assert made.conflicts == ()


def test_a_figure_on_several_pages_is_one() -> None:
    one = seen("Police", "12 people", 12, 12)
    (other,) = seen("Police", "12  people".replace("  ", " "), 12, 12)
    copied = replace(other, claim=replace(other.claim, url="https://copy.example/", claim=replace(other.claim.claim, id="c2")))
    (series,) = table(one, [copied]).series
    (point,) = series.points
    assert len(point.urls) == len(point.claims) == 2


def test_sums_of_other_things_are_told_apart() -> None:
    loan = seen("Police", "12 people", 12, 12, kind="things", what="lorries")
    ship = seen("Police", "13 people", 13, 13, kind="things", what="ships")
    assert len(make_tables([*loan, *ship])) == 2


@given(st.lists(st.tuples(st.sampled_from(["Police", "The union", "The army"]), st.integers(1, 99)), min_size=1, max_size=6))
def test_no_figure_is_lost_or_made_up(said: list[tuple[str, int]]) -> None:
    made = make_tables(one for source, number in said for one in seen(source, f"{number} people", number, number))
    told = {(series.source, point.low) for only in made for series in only.series for point in series.points}
    assert told == {(source, float(number)) for source, number in said}
