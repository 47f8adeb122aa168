"""Stories of the ledger, drawn for a person on a terminal.

In: `Story`s, or the account of one. Out: things that rich can print, made for 80 columns and more: when, how many pages, what
it is called; of one story its pages with what they have their text from, and what several of them say with the count of its
origins.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.bookkeeping.story_accounts import StoryAccount, StoryPage
from sayso.cli.display import flatten, name_input, shorten
from sayso.cli.tables import LONGEST_NAME, make_table
from sayso.export.dates import write_value
from sayso.export.wording import tell_funnel
from sayso.linking.answers import Answer
from sayso.linking.naming import house_name
from sayso.records import LinkKind, Story

__all__ = ["draw_account", "draw_stories"]

SHOWN_ID: Final = 11
LONGEST_TITLE: Final = 120
DEEDS: Final[Mapping[LinkKind, str]] = {"copy": "copied from", "rewrite": "rewritten from", "credits": "credits"}


def draw_stories(stories: Sequence[Story]) -> RenderableType:
    """One row a story."""
    table = make_table(("STORY", 44))
    table.add_column("WHEN", width=12, overflow="fold")
    table.add_column("TEXTS", width=5, justify="right")
    table.add_column("ID", width=SHOWN_ID)
    for story in stories:
        days = [write_value(day) or day for day in dict.fromkeys((story.day_first, story.day_last)) if day]
        table.add_row(
            Text(shorten(story.title or "(no title)", LONGEST_TITLE)),
            Text("\n– ".join(days) or "no date"),
            str(len(story.documents)),
            Text(story.id[:SHOWN_ID], style="dim"),
        )
    return table


def draw_account(account: StoryAccount) -> RenderableType:
    """One story: its head, its pages, and what several of them say."""
    story, pages = account.story, {page.head.page for page in account.pages}
    head = Text(shorten(story.title or "(no title)", LONGEST_TITLE), style="bold")
    head.append(f"\n{len(account.pages)} texts of {len(pages)} pages", style="not bold").append(
        f"  {story.id}", style="not bold dim"
    )
    parts: list[RenderableType] = [Padding(head, (0, 0, 1, 1)), _draw_pages(account)]
    if account.answers:
        parts.append(Padding(Text("What several of them say", style="dim"), (1, 0, 0, 1)))
        parts += [Padding(_draw_claim(answer), (0, 0, 1, 3)) for answer in account.answers]
    if account.more:
        parts.append(Text(f" {account.more} more: --limit shows them.", style="dim"))
    return Group(*parts)


def _draw_pages(account: StoryAccount) -> Table:
    names = {page.head.document: page for page in account.pages}
    table = make_table(("PAGE", 34), ("HAS IT FROM", 24))
    table.add_column("WHEN", width=12, overflow="fold")
    for page in account.pages:
        line = Text(_name(page), style="bold")
        line.append(f"\n{shorten(page.head.title or '(no title)', LONGEST_TITLE)}", style="not bold")
        when = Text((write_value(page.head.day) or page.head.day) if page.head.day else "no date")
        when.append(f"\n{page.head.document[:SHOWN_ID]}", style="dim")
        if not page.head.is_current:
            when.append("\nearlier text", style="italic")
        table.add_row(line, Text("\n".join(_list_deeds(page, names)), style="dim"), when)
    return table


def _list_deeds(page: StoryPage, names: Mapping[str, StoryPage]) -> Iterator[str]:
    for link in page.links:
        other = names.get(link.right)
        name = _name(other) if other is not None else house_name(link.right) if ":" in link.right else link.right[:SHOWN_ID]
        yield f"{DEEDS.get(link.kind, link.kind)} {shorten(name, LONGEST_NAME)} ({link.score:.2f})"


def _name(page: StoryPage) -> str:
    head = page.head
    return shorten(head.publisher, LONGEST_NAME) if head.publisher else name_input(head.url).rpartition("/")[2] or "a page"


def _draw_claim(answer: Answer) -> Text:
    text = Text(f"“{shorten(answer.words, LONGEST_TITLE)}”", style="italic").append(
        f"  {answer.claim[:SHOWN_ID]}", style="not italic dim"
    )
    text.append(f"\n{tell_funnel(answer.origins)}", style="not italic")
    return text.append(f"\n{flatten(answer.said)}", style="not italic bold")
