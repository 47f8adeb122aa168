"""Texts out of lists of tokens: corpora of names give tokens, the reader sees texts.

In: the tokens of a sentence. Out: the sentence as it was probably written, and the place of every token in it. What a tokeniser
did cannot be undone with certainty (a lone apostrophe may open, close or belong to a word); a wrong blank is the worst that happens.
"""

import html
from collections.abc import Sequence

from sayso.records import Span

__all__ = ["join_tokens"]

#: Stand right after the word before them.
CLOSING = frozenset({",", ".", ";", ":", "?", "!", ")", "]", "}", "%", "”", "’", "»", "…", "'s", "''", "n't"})
CLITICS = frozenset({"'s", "'m", "'re", "'ve", "'ll", "'d", "n't", "n’t", "’s", "’m", "’re", "’ve", "’ll", "’d", "n´t"})
#: What follows a lone apostrophe inside a word ("Didn ' t").
TAILS = frozenset({"s", "t", "m", "re", "ve", "ll", "d"})
OPENING = frozenset({"(", "[", "{", "$", "£", "€", "“", "‘", "«", "@", "#", "``", "`"})
APOSTROPHES = frozenset({"'", "’", "´"})


def join_tokens(tokens: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
    """The text of the tokens and the span of each; an empty token gets an empty span."""
    written = [html.unescape(token).strip() for token in tokens]
    pieces: list[str] = []
    spans: list[Span] = []
    length = 0
    glued = True
    quoted: set[str] = set()
    for index, token in enumerate(written):
        before = written[index - 1] if index else ""
        after = written[index + 1] if index + 1 < len(written) else ""
        left, right = _sides(token, before, after, quoted, written[index + 1 :] if token == "'" else ())
        if token and not (glued or left):
            pieces.append(" ")
            length += 1
        pieces.append(token)
        spans.append(Span(length, length + len(token)))
        length += len(token)
        glued = right if token else glued
    return "".join(pieces), tuple(spans)


def _sides(token: str, before: str, after: str, quoted: set[str], rest: Sequence[str]) -> tuple[bool, bool]:
    """Whether a token touches the one before and the one after it. `quoted` holds the marks that stand open."""
    if token in APOSTROPHES and before[-1:].isalnum() and after.lower() in TAILS:
        return True, True
    if before in APOSTROPHES and token.lower() in TAILS and "'" not in quoted:
        return True, False
    if token == "n" and after in APOSTROPHES:  # noqa: S105 (a letter, no password)
        return True, True
    if token in {'"', "'"}:
        return _quote(token, before, quoted, rest)
    if token in OPENING:
        return False, bool(after)
    if token == "/":  # noqa: S105 (a sign, no password)
        return before[-1:].isalnum(), after[:1].isalnum()
    if token in {"-", "–"} or (token in {".", ",", ":"} and before[-1:].isdigit()):
        if before[-1:].isdigit() and after[:1].isdigit():
            number = token != "," or (len(after) == 3 and len(before) <= 3)
            return True, number
        return token in CLOSING, False
    return token in CLOSING or token.lower() in CLITICS or (bool(token) and not token.strip(".!?")), False


def _quote(mark: str, before: str, quoted: set[str], rest: Sequence[str]) -> tuple[bool, bool]:
    if mark in quoted:
        quoted.discard(mark)
        return True, False
    # An apostrophe that nothing closes belongs to the plural before it.
    if mark == "'" and before[-1:].isalnum() and (before[-1:] in "sS" or mark not in rest):
        return True, False
    quoted.add(mark)
    return False, True
