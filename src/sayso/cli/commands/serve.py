"""`sayso serve`: the ledger in a browser, on this machine alone.

In: where to listen. Out: an application that answers until Ctrl-C.
"""

from typing import Any

import click

from sayso.cli.options import contact_option, ledger_option, private_option

__all__ = ["command"]


@click.command(name="serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8017, show_default=True, help="The port; 0 takes a free one.")
@click.option("--allow", "names", metavar="NAME", multiple=True, help="A further name that browsers may call this machine by.")
@click.option("--user", metavar="NAME", help="Whose corrections these are; your login name if not given.")
@click.option("--processes", type=click.IntRange(1, 64), default=1, show_default=True, help="How many answer side by side.")
@click.option("--bundle", type=click.Path(file_okay=False), help="Read with this model folder.")
@contact_option
@private_option
@ledger_option
def command(host: str, port: int, names: tuple[str, ...], **settings: Any) -> int:
    """Show the ledger in a browser: read stories, ask who says so, search, correct.

    Nobody but this machine can reach it unless --host says so: it asks for no password. Each of several --processes keeps a
    model of its own in memory once it has read a story.
    """
    from sayso.cli.serving import serve

    return serve(host, port, names, **settings)
