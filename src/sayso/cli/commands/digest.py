"""`sayso digest`: what is new for saved searches, by new origin and not by new page.

In: a time, or what was not told yet. Out: a digest on standard output, in a file, or by mail. Exit code 1 where nothing is new.
"""

from typing import Any

import click

from sayso.cli.exits import DONE, NOTHING_FOUND
from sayso.cli.options import Instant, ledger_option
from sayso.cli.output import Output

__all__ = ["command"]


@click.command(name="digest")
@click.option("--search", "names", metavar="NAME", multiple=True, help="Only this saved search, by name or id; may come again.")
@click.option(
    "--since", type=Instant(), metavar="DATE", help="From then on. [default: what was not told yet; at first one day]"
)
@click.option("--as", "form", type=click.Choice(["text", "html", "atom", "json"]), default="text", show_default=True)
@click.option("--file", "path", type=click.Path(dir_okay=False), metavar="FILE", help="Write it there, all or nothing.")
@click.option("--to", "recipients", metavar="ADDRESS", multiple=True, help="Send it there by mail; may come again.")
@click.option("--from", "sender", metavar="ADDRESS", help="Who sends the mail. [default: the first it goes to]")
@click.option("--server", metavar="HOST[:PORT]", help="The mail server, which must speak TLS. [default: $SAYSO_MAIL_SERVER]")
@click.option("--base", default="", metavar="URL", help="Where `sayso serve` can be reached: claims are linked there.")
@click.option("--all", "everything", is_flag=True, help="Also unreviewed accusations whose speaker the text does not name.")
@click.option(
    "--add-search", nargs=2, metavar="NAME WORDS", help="Save a search by its words, to be told of what is new for it."
)
@ledger_option
def command(*, ledger: str | None, add_search: tuple[str, str] | None, **asked: Any) -> int:
    """Tell what is new for saved searches: by new origin, not by new page.

    A search is saved on the ledger's screen, or here with --add-search; `sayso watch` notices what is new for it. Told
    without --since, a digest goes on where the last one ended; one that was not delivered is told again.
    """
    from sayso.cli.digesting import DigestOptions, add_named, tell_digest
    from sayso.ledger import Ledger

    output = Output(wants_json=False)
    with Ledger(ledger, create=False) as opened:
        if add_search is not None:
            add_named(opened, output, *add_search)
            return DONE
        has_news = tell_digest(opened, output, DigestOptions(**asked))
    return DONE if has_news else NOTHING_FOUND
