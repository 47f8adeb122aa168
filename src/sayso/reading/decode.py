"""The characters of a page, from its bytes.

In: bytes and the Content-Type they came with. Out: `Decoded`: text, the encoding that was chosen, the method that chose
it, and how many characters had to be replaced. It never raises, and parses no markup beyond looking for `<meta charset>`.
"""

from dataclasses import dataclass

__all__ = ["Decoded", "decode"]


@dataclass(frozen=True, slots=True)
class Decoded:
    """`method` is bom, http, meta, utf-16 pattern, utf-8 or fallback; `replaced` counts U+FFFD put in by us."""

    text: str
    encoding: str
    method: str
    replaced: int


def decode(body: bytes, content_type: str | None = None, *, normalise: bool = True) -> Decoded:
    """The text of `body`; with `normalise` NULs are dropped and every line break becomes `\\n`. Never raises."""
    raise NotImplementedError
