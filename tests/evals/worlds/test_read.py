"""The pages of a world, as HTML, can be read by the shipped model, and gold is carried over to what it read."""

import pytest
from evals.worlds.drafts import Draft
from evals.worlds.generator import World, make_world
from evals.worlds.read import read_worlds, render_page


def test_a_page_says_who_published_it_when_and_whose_copy_it_is() -> None:
    draft = next(draft for draft in make_world(0).drafts if draft.credit == "line" and draft.published is not None)
    page = render_page(draft)
    assert draft.credited is not None
    for words in (f'"name": "{draft.house.name}"', f"Source: {draft.credited.name}", "datePublished", 'rel="canonical"'):
        assert words in page


def test_a_dateline_stands_before_the_first_paragraph() -> None:
    draft = next(draft for draft in make_world(0).drafts if draft.credit == "dateline")
    assert draft.credited is not None
    assert f"<p>{draft.place.upper()}" in render_page(draft)


@pytest.mark.bundle
def test_what_is_read_carries_the_gold_of_its_page() -> None:
    whole = make_world(0)
    drafts: tuple[Draft, ...] = whole.drafts[:4]
    world = World(whole.seed, whole.theme, drafts, whole.origins, whole.parties, whole.known, ())
    (gold,) = read_worlds([world])
    assert len(gold.analyses) == 4
    assert {one.document for one in gold.claims.values()} <= {analysis.document.id for analysis in gold.analyses}
    assert len(gold.main) >= 3
