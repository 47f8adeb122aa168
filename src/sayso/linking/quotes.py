"""What stands between quotation marks in the words of a claim.

In: words. Out: the pieces inside double marks of any form, in order. Single marks are left alone: they are apostrophes too.
Where the quotations of a whole document are is found by `reading`.
"""

import re

__all__ = ["read_quotes"]

QUOTED = re.compile(r"[\"“”„«]([^\"“”„«»]{1,600})[\"“”»]")


def read_quotes(words: str) -> tuple[str, ...]:
    """The quoted pieces, without their marks."""
    return tuple(found.strip(" ,.;") for found in QUOTED.findall(words) if found.strip())
