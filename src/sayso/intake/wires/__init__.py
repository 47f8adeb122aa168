"""Wires: what agencies deliver, NewsML-G2 and ninjs.

In: the bytes of one delivery. Out: a page for each story in it, with what the wire says of it; packages and items without
words are named as such. Deliveries are only read here.
"""

from sayso.intake.wires.newsml import is_newsml, read_newsml
from sayso.intake.wires.ninjs import is_ninjs, read_ninjs

__all__ = ["is_newsml", "is_ninjs", "read_newsml", "read_ninjs"]
