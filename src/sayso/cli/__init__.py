"""The command line: thin commands that parse, call and print.

In: arguments, standard input and what the settings say. Out: data on standard output, everything else on standard error,
and one of six exit codes. It alone prints; all work is done in the layers below, which are loaded when a command needs them.
"""

from sayso.cli.app import main

__all__ = ["main"]
