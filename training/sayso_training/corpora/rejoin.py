"""Texts out of lists of tokens: corpora of names give tokens, the reader sees texts.

In: the tokens of a sentence. Out: the sentence as it was probably written, and the place of every token in it. What a tokeniser
did cannot be undone with certainty (a lone apostrophe may open, close or belong to a word); a wrong blank is the worst that
happens.
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
OPENING = frozenset({"(", "[", "{", "$", "£", "€", "“", "‘", "«", "#", "``", "`"})
APOSTROPHES = frozenset({"'", "’", "´"})


def join_tokens(tokens: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
    """The text of the tokens and the span of each; an empty token gets an empty span."""
    written = [html.unescape(word).strip() for word in tokens]
    pieces: list[str] = []
    spans: list[Span] = []
    length = 0
    glued = True
    quoted: set[str] = set()
    for index, word in enumerate(written):
        before = written[index - 1] if index else ""
        after = written[index + 1] if index + 1 < len(written) else ""
        left, right = _sides(word, before, after, quoted, written[index + 1 :] if word == "'" else ())
        if word and not (glued or left):
            pieces.append(" ")
            length += 1
        pieces.append(word)
        spans.append(Span(length, length + len(word)))
        length += len(word)
        glued = right if word else glued
    return "".join(pieces), tuple(spans)


def _sides(word: str, before: str, after: str, quoted: set[str], rest: Sequence[str]) -> tuple[bool, bool]:
    """Whether a word touches the one before and the one after it. `quoted` holds the marks that stand open."""
    if word in APOSTROPHES and before[-1:].isalnum() and after.lower() in TAILS:
        return True, True
    if before in APOSTROPHES and word.lower() in TAILS and "'" not in quoted:
        return True, False
    if after in APOSTROPHES and word == "n":
        return True, True
    if word in {'"', "'"}:
        return _quote(word, before, quoted, rest)
    if word in OPENING:
        return False, bool(after)
    if word == "/":
        return before[-1:].isalnum(), after[:1].isalnum()
    if word in {"-", "–"} or (word in {".", ",", ":"} and before[-1:].isdigit()):
        if before[-1:].isdigit() and after[:1].isdigit():
            number = word != "," or (len(after) == 3 and len(before) <= 3)
            return True, number
        return word in CLOSING, False
    return word in CLOSING or word.lower() in CLITICS or (bool(word) and not word.strip(".!?")), False


def _quote(mark: str, before: str, quoted: set[str], rest: Sequence[str]) -> tuple[bool, bool]:
    if mark in quoted:
        quoted.discard(mark)
        return True, False
    # An apostrophe that nothing closes belongs to the plural before it.
    if mark == "'" and before[-1:].isalnum() and (before[-1:] in "sS" or mark not in rest):
        return True, False
    quoted.add(mark)
    return False, True
