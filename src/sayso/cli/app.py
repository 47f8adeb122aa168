"""The program itself: which commands there are, and how each of them ends.

In: arguments. Out: an exit code. A command's module is loaded when that command runs, so that `sayso --help` loads nothing
but click. Every error ends in one line on standard error; a traceback is printed with `--debug` only.
"""

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, Final

import click

from sayso import __version__
from sayso.cli.display import flatten
from sayso.cli.exits import DONE, INTERRUPTED, WRONG_USE, code_of, explain

__all__ = ["COMMANDS", "LazyGroup", "app", "main"]

#: What each command does, in the order in which a person meets them.
COMMANDS: Final = {
    "read": "Read news stories and print who says what; keep nothing.",
    "add": "Read news stories and keep them in the ledger.",
    "search": "Find claims and passages in the ledger.",
    "show": "Show one row of the ledger, or what could not be read.",
    "actor": "Show who goes by a name, and who may be one with whom.",
    "link": "Find copies, stories, and claims that say the same or deny each other.",
    "who": "Who says so, from whom they have it, and how many independent origins there are.",
    "figures": "How many, and how much: what each source said, in order of time.",
    "story": "Show the stories in the ledger, those that match WORDS, or one of them.",
    "judge": "Accept, reject or correct a claim, attribution or link, or take that back.",
    "sources": "Follow feeds and sitemaps, or list them with how they fare.",
    "watch": "Look at what is followed on its schedule, read the pages, link them.",
    "follow": "Fetch what a claim links to, and say whether the page says so.",
    "digest": "Tell what is new for saved searches: by new origin, not by new page.",
    "export": "Write claims or events as JSON Lines, CSV or Parquet, or checked passages as gold.",
    "serve": "Show the ledger in a browser: read stories, ask who says so, search, correct.",
    "ontology": "Check a scheme of events of your own, compare two, or print ours.",
    "versions": "Show what a page said before, and what came, went or changed.",
    "jobs": "List work that waits, is being done, or failed too often.",
    "retry": "Try work again that failed too often.",
    "redact": "Take words or a page out of the ledger and its archive, for good.",
    "verify": "Check that everything in the ledger is whole.",
    "recover": "Bring the ledger and its archive together after a crash.",
    "migrate": "Bring a ledger to this version's schema.",
    "doctor": "Check this installation, its model and the ledger.",
}


class LazyGroup(click.Group):
    """A group whose commands are modules of `sayso.cli.commands`, each with a `command` in it."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click hands it over
        """Their names, in the order in which they are shown."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  as above
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(f"sayso.cli.commands.{cmd_name}").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  as above
        """Write the list of commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; its value is the exit code. Output that nobody reads to its end is no error."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _silence()
            return DONE
        return code

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command and end the program with its exit code."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):  # a terminal may not know every character of a page
                stream.reconfigure(errors="backslashreplace")
        given = extra.get("args", args[0] if args else None)
        is_debug = list(sys.argv[1:] if given is None else given)[:1] == ["--debug"]
        extra["standalone_mode"] = False
        sys.exit(_finish(lambda: super(LazyGroup, self).main(*args, **extra), is_debug=is_debug))


def _finish(run: Callable[[], Any], *, is_debug: bool) -> int:
    """The exit code of a run, whichever way it ends."""
    try:
        code = run()
    except (click.exceptions.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return WRONG_USE
    except Exception as error:  # noqa: BLE001  the last place where an error can become one line
        if is_debug:
            traceback.print_exc()
        sys.stderr.write(f"sayso: {flatten(explain(error))}\n")
        if isinstance(error, OSError):
            _silence()
        return code_of(error)
    return code if isinstance(code, int) else DONE


def _silence() -> None:
    """Send what is left for standard output nowhere: Python would complain once more when it closes the stream."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return  # not a real stream, as in tests


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="sayso %(version)s")
@click.option("--debug", is_flag=True, help="Print a traceback where something goes wrong.")
def app(*, debug: bool) -> None:
    """Paste any news story. See who says so.

    sayso reads news reporting and keeps a ledger: who said what, through whom, when and how firmly. It never says what is
    true.
    """
    # `--debug` is looked for in the arguments, so that it holds even where they are wrong.


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; ends with `SystemExit`."""
    app.main(args=None if arguments is None else list(arguments), prog_name="sayso")
