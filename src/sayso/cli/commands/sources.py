"""`sayso sources`: which feeds and sitemaps are followed, and how they fare.

In: what to do, and addresses, ids or a file. Out: a table or JSON; OPML on standard output for `export`. Code 3 where an
address cannot be followed.
"""

import sys
from collections.abc import Iterable
from typing import Any, Final

import click

from sayso.cli.exits import DONE, FAILED, NOTHING_FOUND
from sayso.cli.options import fetch_options, json_option, ledger_option
from sayso.cli.output import Output

__all__ = ["command"]

ACTIONS: Final = ("list", "add", "drop", "pause", "resume", "import", "export")
#: What an action names.
NEEDED: Final = {"add": "an ADDRESS", "drop": "a feed", "pause": "a feed", "resume": "a feed", "import": "an OPML file"}


@click.command(name="sources")
@click.argument("action", type=click.Choice(ACTIONS), default="list")
@click.argument("named", metavar="[ADDRESS|ID|FILE]…", nargs=-1)
@click.option("--no-check", is_flag=True, help="add: do not ask the address whether it is a feed.")
@ledger_option
@json_option
@fetch_options
def command(
    action: str, named: tuple[str, ...], *, no_check: bool, ledger: str | None, wants_json: bool | None, **fetching: Any
) -> int:
    """Follow feeds and sitemaps, or list them with how they fare.

    `sayso sources add ADDRESS` follows a feed (RSS, Atom, JSON Feed) or a sitemap of news; of a web page it names the feeds.
    `drop`, `pause` and `resume` take its address or id; `import` and `export` take and give OPML. `sayso watch` then looks at
    all of them.
    """
    from sayso.cli.following import find_feeds, say_opml, set_state
    from sayso.ledger import Ledger

    if action in NEEDED and not named:
        raise click.UsageError(f"{action} needs {NEEDED[action]}")
    output = Output(wants_json=wants_json)
    with Ledger(ledger, create=action in ("add", "import")) as opened:
        if action in ("add", "import"):
            return _follow(opened, output, action, named, no_check, fetching)
        feeds = opened.feeds() if action in ("list", "export") and not named else tuple(find_feeds(opened, named))
        if action == "export":
            sys.stdout.buffer.write(say_opml(feeds))
            return DONE
        if action == "drop":
            for one in feeds:
                opened.drop_feed(one.id)
            output.remark(f"dropped {len(feeds)}; their pages stay")
            return DONE
        if action != "list":
            feeds = tuple(set_state(opened, feeds, is_active=action == "resume"))
    return _show(output, feeds)


def _follow(opened: Any, output: Output, action: str, named: Iterable[str], no_check: bool, fetching: dict[str, Any]) -> int:
    from sayso.cli.display import name_input
    from sayso.cli.fetching import FetchOptions, open_fetcher
    from sayso.cli.following import follow, follow_list

    if action == "import":
        found = [one for path in named for one in follow_list(opened, path)]
    else:
        fetcher = None if no_check else open_fetcher(FetchOptions(**fetching))
        found = list(follow(opened, fetcher, named))
    for one in found:
        if one.error is not None:
            output.remark(f"{name_input(one.address)}: {one.error}")
        elif output.is_json and one.feed is not None:
            output.print_record("feed", one.feed)
        else:
            pages = "" if one.items is None else f", {one.items} pages in it"
            output.remark(f"{name_input(one.address)}: {'is followed already' if one.is_known else f'followed{pages}'}")
    return FAILED if any(one.error for one in found) else DONE


def _show(output: Output, feeds: tuple[Any, ...]) -> int:
    from sayso.cli.following import draw_feeds

    if output.is_json:
        for one in feeds:
            output.print_record("feed", one)
    elif feeds:
        output.print_table(draw_feeds(feeds))
    else:
        output.remark("nothing is followed: `sayso sources add ADDRESS`")
    return DONE if feeds else NOTHING_FOUND
