"""One module for each command: parse, call, print.

In: arguments. Out: what the layers below found, on the two streams, and an exit code. Whatever a command needs beyond click
is imported when it runs, so that asking for help stays quick.
"""

__all__: list[str] = []
