"""`python -m sayso`: the command line where its script is not on the path.

In: arguments. Out: an exit code. See `sayso.cli`.
"""

from sayso.cli import main

__all__: list[str] = []

if __name__ == "__main__":
    main()
