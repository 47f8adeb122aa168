"""The gold of figures: its lines, and what counts as right."""

import pytest
from evals.quantities.gold import FIELDS, read_items


@pytest.mark.parametrize("half", ["dev", "test"])
def test_every_figure_of_the_gold_stands_in_its_text(half: str) -> None:
    items = read_items(half)
    assert len(items) >= 80
    assert sum(len(item.figures) for item in items) >= 80
    for item in items:
        at = 0
        for figure in item.figures:
            found = item.text.find(figure.words, at)
            assert found >= 0, f"{figure.words!r} in {item.text!r}"
            at = found
            assert set(figure.fields) == set(FIELDS)
            whole, what = figure.fields["part"], figure.fields["what"]
            assert not whole or whole in [other.words for other in item.figures]
            assert what in item.text


def test_the_halves_have_no_text_in_common() -> None:
    assert not {item.text for item in read_items("dev")} & {item.text for item in read_items("test")}


def test_options_may_have_blanks_and_stand_beside_a_mark() -> None:
    (item,) = [one for one in read_items("dev") if one.text.startswith("Some 400,000")]
    (figure,) = item.figures
    assert (figure.fields["cumulative"], figure.fields["exactness"], figure.fields["said"]) == ("yes", "about", "the agency")
