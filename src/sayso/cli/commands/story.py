"""`sayso story`: the stories of the ledger, those that match, or one of them with its pages and what they carry.

In: nothing, words, or the id of a story. Out: stories, or the account of one; exit code 1 where there is none.
"""

import re
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import click

from sayso.cli.exits import DONE, NOTHING_FOUND
from sayso.cli.options import json_option, ledger_option, policy_option
from sayso.cli.output import Output
from sayso.records import Story

if TYPE_CHECKING:
    from sayso.ledger import Ledger

__all__ = ["command"]

ID: Final = re.compile("s[0-9a-f]{6,24}")


@click.command(name="story")
@click.argument("words", metavar="[ID|WORDS]…", nargs=-1)
@policy_option
@click.option(
    "--limit", type=click.IntRange(1, 10000), default=20, show_default=True, help="So many stories or claims at most."
)
@ledger_option
@json_option
def command(words: tuple[str, ...], *, policy: str, limit: int, ledger: str | None, wants_json: bool | None) -> int:
    """Show the stories in the ledger, those that match WORDS, or one of them.

    The story of this ID, or the only one that matches, is shown with its pages and what several of them say.
    """
    from sayso.cli.linked import tell_unlinked
    from sayso.ledger import Ledger

    output, asked = Output(wants_json=wants_json), " ".join(words)
    with Ledger(ledger, create=False) as opened:
        tell_unlinked(output, opened)
        found = [] if ID.fullmatch(asked) else list(islice(opened.stories(asked or None), limit + 1))
        one = asked if ID.fullmatch(asked) else found[0].id if asked and len(found) == 1 else None
        if one is not None:
            return _show_story(opened, output, one, policy, limit)
    return _list_stories(output, found, limit)


def _show_story(ledger: "Ledger", output: Output, story: str, policy: Any, limit: int) -> int:
    account = ledger.story(story, policy=policy, limit=limit)
    if output.is_json:
        output.print_record("story_account", account)
    else:
        from sayso.cli.stories import draw_account

        output.print_table(draw_account(account))
    return DONE


def _list_stories(output: Output, found: list[Story], limit: int) -> int:
    if not found:
        output.remark("nothing found")
        return NOTHING_FOUND
    if output.is_json:
        for story in found[:limit]:
            output.print_record("story", story)
    else:
        from sayso.cli.stories import draw_stories

        output.print_table(draw_stories(found[:limit]))
    if len(found) > limit:
        output.remark("There are more: --limit shows them.")
    return DONE
