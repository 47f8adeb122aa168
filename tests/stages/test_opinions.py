"""Whoever signs an opinion stands in its chains; a news story's byline does not."""

import pytest

from sayso.pipeline import open_pipeline
from sayso.records import Claim, Failure, Page

pytestmark = pytest.mark.bundle

BODY = """
<p>The governor says the port lease will bring 4,000 jobs. I doubt it. Nobody at the statehouse has explained that.</p>
<p>"We got the best deal available," Port Commissioner Hal Ruiz told reporters last week.
The lease is a gift to a foreign firm.</p>
<p>I believe the legislature must vote it down.</p>
"""


def read(mark: str, byline: str) -> tuple[Claim, ...]:
    head = f"<head><title>The port deal</title>{mark}<meta property='og:site_name' content='The Coast Tribune'></head>"
    page = f"<html lang=en>{head}<body><article><h1>The port deal</h1>{byline}{BODY}</article></body></html>"
    (found,) = open_pipeline().read([Page("https://news.example/a", None, page.encode(), "text/html", "")])
    assert not isinstance(found, Failure)
    return found.analysis.claims


def chain(claims: tuple[Claim, ...], key: str) -> list[str | None]:
    claim = next(one for one in claims if key in one.evidence.exact)
    return [hop.name for hop in claim.chain]


OPINION = "<meta property='article:opinion' content='true'>"
SIGNED = "<p class='byline'>By Selma Ortiz</p>"


def test_what_an_opinion_states_is_its_writers_word() -> None:
    claims = read(OPINION, SIGNED)
    house = ["The Coast Tribune", "Selma Ortiz"]
    assert chain(claims, "gift to a foreign firm") == house
    assert chain(claims, "vote it down") == house, "an I outside quotation marks is the writer"
    assert chain(claims, "4,000 jobs") == [*house, "The governor"]
    assert chain(claims, "best deal")[:2] == house
    assert len(chain(claims, "best deal")) == 3


@pytest.mark.parametrize(("mark", "byline"), [("", SIGNED), (OPINION, "")])
def test_a_news_story_and_an_unsigned_opinion_have_no_such_hop(mark: str, byline: str) -> None:
    assert chain(read(mark, byline), "gift to a foreign firm") == ["The Coast Tribune"]
