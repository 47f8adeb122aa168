"""The options and arguments that several commands share.

In: click's decorators. Out: the same option with the same words in each command's help, and its value checked.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import click

__all__ = [
    "Day",
    "Instant",
    "bundle_option",
    "contact_option",
    "fetch_options",
    "is_day",
    "json_option",
    "ledger_option",
    "plain_option",
    "policy_option",
    "private_option",
    "published_option",
    "sources_argument",
    "why_option",
]

DAY: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
CLOCK: Final = re.compile(r"T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?$", re.ASCII)


class Day(click.ParamType[str]):
    """A day, a month or a year: "2018-09-04", "2018-09" or "2018"."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The value as it was written, if it is a date."""
        if not is_day(str(value)):
            self.fail(f"{value!r} is no date: write 2018-09-04, 2018-09 or 2018", param, ctx)
        return str(value)


class Instant(Day):
    """A day or month, or a day with its time and perhaps its zone: "2018-09-04T19:59+02:00"."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The value as it was written, if it is such a date."""
        day, mark, _ = str(value).partition("T")
        if not (
            is_day(day)
            and len(day) > len("2018")
            and (not mark or (len(day) == len("2018-09-04") and CLOCK.search(str(value))))
        ):
            self.fail(f"{value!r} is no date: write 2018-09-04, 2018-09 or 2018-09-04T19:59+02:00", param, ctx)
        return str(value)


def is_day(value: str) -> bool:
    """Whether this is a day, a month or a year of the calendar."""
    match = DAY.fullmatch(value)
    try:
        return match is not None and bool(date(int(match[1]), int(match[2] or 1), int(match[3] or 1)))
    except ValueError:
        return False


json_option = click.option(
    "--json/--table",
    "wants_json",
    default=None,
    help="JSON, one object a line, or a table. Without either: a table on a terminal, JSON elsewhere.",
)
why_option = click.option(
    "--why",
    "wants_why",
    is_flag=True,
    help="Say of every hop, date and hedge which words, which cue or rule, on which basis and how surely. Prints a table.",
)
policy_option = click.option(
    "--policy",
    type=click.Choice(["origins", "speakers", "newsrooms", "distinct_texts", "outlets"]),
    default="origins",
    show_default=True,
    help="What is counted as one.",
)
ledger_option = click.option(
    "--ledger",
    metavar="URL",
    help="The ledger: a file, or postgresql://… [default: $SAYSO_LEDGER, else one file in your data folder]",
)
bundle_option = click.option(
    "--bundle", metavar="FOLDER", help="A model folder other than the one that comes with sayso. [default: $SAYSO_BUNDLE]"
)
contact_option = click.option(
    "--contact", metavar="WHERE", help="Tell hosts this address of mail or a page. [default: $SAYSO_CONTACT]"
)
private_option = click.option(
    "--allow-private-networks",
    "allow_private",
    is_flag=True,
    help="Fetch from this machine and private networks too, on any port there.",
)
robots_option = click.option(
    "--ignore-robots", is_flag=True, help="Do not ask robots.txt, for pages that you fetch as you would in a browser."
)
plain_option = click.option(
    "--plain", is_flag=True, help="Take the input as clean UTF-8 text: all of it is body, and nothing is said of its publisher."
)
published_option = click.option(
    "--published",
    type=Instant(),
    metavar="DATE",
    help="When the stories were published, where you know better than the page: 2018-09-04, 2018-09 or 2018-09-04T19:59+02:00.",
)


def fetch_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """How addresses are fetched, for commands that take them."""
    return contact_option(private_option(robots_option(command)))


sources_argument = click.argument("sources", metavar="SOURCE…", nargs=-1, required=True)
