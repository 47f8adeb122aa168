"""The chain of a claim: the page's own house stands in it once."""

import pytest

from sayso.records import Hop
from sayso.stages.chains import join_house


def hop(name: str, role: str = "source", basis: str = "stated") -> Hop:
    return Hop(role, name, None, None, None, None, None, "+", (), basis, 0.9)  # type: ignore[arg-type]  # of the test's own


@pytest.mark.parametrize(
    ("house", "sources", "wanted"),
    [
        ("The Sund Courier", ["the Courier", "letters"], ["The Sund Courier", "letters"]),
        ("Sund Courier", ["the Sund Courier", "a clerk"], ["Sund Courier", "a clerk"]),
        ("Sund Courier", ["the Inverk Courier", "a clerk"], ["Sund Courier", "the Inverk Courier", "a clerk"]),
        # Who says it himself is a source: the only one there is.
        ("Sund Courier", ["the Courier"], ["Sund Courier", "the Courier"]),
    ],
)
def test_the_pages_own_house_is_one_hop(house: str, sources: list[str], wanted: list[str]) -> None:
    chain = join_house((hop(house, "publisher"),), tuple(hop(name) for name in sources))
    assert [one.name for one in chain] == wanted


def test_a_page_without_a_house_keeps_its_sources() -> None:
    sources = (hop("the Courier"), hop("a clerk"))
    assert join_house((), sources) == sources
