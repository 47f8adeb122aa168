"""The blocks of a text that was pasted: a story with the page's furniture still around it.

In: plain text. Out: `Extracted`, each paragraph with its role, by its words and its place. The text is the input with
blank lines and trailing blanks tidied; nothing is dropped.
"""

from sayso.reading.extracted import Extracted

__all__ = ["extract_plain"]


def extract_plain(text: str) -> Extracted:
    """The blocks of a pasted text. Never raises."""
    raise NotImplementedError
