"""`sayso watch`: what is followed is looked at on its schedule, its pages read, kept and linked.

In: a ledger with feeds. Out: a quiet process that says what came of it; with --once, one round. All it knows is in the ledger.
"""

from typing import Any

import click

from sayso.cli.exits import DONE, FAILED, INTERRUPTED
from sayso.cli.options import bundle_option, fetch_options, json_option, ledger_option
from sayso.cli.output import Output

__all__ = ["command"]


@click.command(name="watch")
@click.option("--once", "is_once", is_flag=True, help="Look at what is due, read what waits, and end.")
@click.option("--threads", type=click.IntRange(1, 64), default=8, show_default=True, help="So many hosts are asked at a time.")
@click.option("--pages", type=click.IntRange(1, 500), default=32, show_default=True, help="So many pages are read at a time.")
@click.option(
    "--link-after", type=click.IntRange(0), default=15, show_default=True, metavar="MINUTES", help="Rest between two linkings."
)
@click.option("--no-link", is_flag=True, help="Do not link what came: `sayso link` does.")
@bundle_option
@ledger_option
@json_option
@fetch_options
def command(
    *, is_once: bool, threads: int, pages: int, link_after: int, no_link: bool, bundle: str | None, ledger: str | None,
    wants_json: bool | None, **fetching: Any,
) -> int:  # fmt: skip
    """Look at what is followed on its schedule, read the pages, link them.

    It runs until it is interrupted, says nothing while nothing happens, and goes on where it was after a restart, a sleep or a
    change of the clock. `sayso sources` says what is followed and how each fares, `sayso jobs` which pages wait.
    """
    from sayso.cli.fetching import FetchOptions
    from sayso.cli.watching import run_watch
    from sayso.ledger import Ledger
    from sayso.watch import WatchSettings

    output = Output(wants_json=bool(wants_json))
    settings = WatchSettings(threads, pages, 60 * link_after, links=not no_link)
    with Ledger(ledger, create=False) as opened:
        if not opened.feeds():
            output.remark("nothing is followed yet: `sayso sources add ADDRESS`")
        try:
            went_well = run_watch(opened, output, settings, FetchOptions(**fetching), bundle=bundle, is_once=is_once)
        except KeyboardInterrupt:
            output.remark("interrupted: what was kept stays, the same command goes on from there")
            return INTERRUPTED
    return DONE if went_well or not is_once else FAILED
