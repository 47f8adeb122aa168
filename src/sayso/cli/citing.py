"""What cited pages say, drawn for a terminal.

In: citations. Out: things that rich can print, both sentences beside the outcome. Words of pages are made safe here.
"""

from collections.abc import Sequence
from typing import Final

from rich.console import Group, RenderableType
from rich.text import Text

from sayso.cli.display import flatten, shorten
from sayso.records.citations import Citation, CitationOutcome

__all__ = ["draw_citations"]

LONGEST: Final = 400
OUTCOMES: Final[dict[CitationOutcome, str]] = {
    "cites_found": "the cited page says so, as we read it",
    "cites_weaker": "the cited page says less, as we read it",
    "cites_absent": "the cited page does not say so, as far as we read it",
    "cites_unreachable": "the cited page could not be had or read",
}


def draw_citations(citations: Sequence[Citation]) -> RenderableType:
    """A paragraph for each."""
    return Group(*(_draw(one) for one in citations))


def _draw(one: Citation) -> Text:
    text = Text(f"{OUTCOMES[one.outcome]}\n", style="bold")
    body = Text()
    body.append(f"  {shorten(flatten(one.address), LONGEST)}\n", style="dim")
    body.append(f"  here:  {shorten(flatten(one.sentence), LONGEST)}\n")
    if one.found:
        body.append(f"  there: {shorten(flatten(one.found), LONGEST)}\n")
    for reason in one.reasons:
        body.append(f"  {shorten(flatten(reason), LONGEST)}\n")
    body.stylize("not bold")
    return Text.assemble(text, body)
