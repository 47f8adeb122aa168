"""Sentences and quotations of a text.

In: a text and, where it has any, its blocks. Out: spans, in order; sentences never cross a blank line or a block.
Both are flags and cuts of the model as well, in training and at run time, so a change here needs a new model.
It does not decide who speaks, and no arrangement of quotation marks makes it raise.
"""

import re
from collections.abc import Iterable, Iterator

from sayso.records import Quotation, Span, strip_span

__all__ = ["find_quotations", "find_sentences", "iter_paragraphs"]

#: Words whose full stop does not end a sentence. Lower case, without the stop.
ABBREVIATIONS = frozenset(
    """
    mr mrs ms mx dr prof rev hon sr jr st gen lt col sgt capt cmdr adm maj brig pvt cpl gov sen rep reps sens pres supt
    messrs mme mlle fr bros co corp inc ltd llc plc no nos vs v etc al eg ie e.g i.e u.s u.k u.n d.c e.u p.m a.m approx dept
    est fig jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ala ariz ark calif
    colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev n.h n.j n.m n.y n.c n.d okla ore pa r.i s.c
    s.d tenn tex vt va wash w.va wis wyo ph.d m.d b.a m.a
    """.split()
)
#: Of these, the ones that also end a sentence when a capitalised word of the running text follows.
ENDING = frozenset("u.s u.k u.n d.c e.u p.m a.m etc al inc co corp ltd llc plc jr sr ph.d m.d b.a m.a".split())
#: Words that open a sentence rather than continue a name ("the U.S. The minister …").
OPENERS = frozenset(
    """
    the a an he she it they we i you this that these those there but and or so in on at as for when while after before if
    his her its their our my what who how why where meanwhile however according asked speaking earlier last many some most
    """.split()
)
PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*|\n")
STOP = re.compile(r"(?:[.!?]+|…)[\"'”’»)\]*]*(?=\s|$)")
WORD_BEFORE = re.compile(r"[^\s\"'“”‘’«»()\[\]]+$")
FIRST_WORD = re.compile(r"[\s\"'“‘«(\[]*([^\s\"'“”‘’«»()\[\],.;:!?]+)")

#: Opening marks and the marks that close them.
PAIRS = {'"': '"', "“": '”"', "«": "»", "„": "“”", "‘": "’", "``": "''"}
MARK = re.compile("``|''|[\"“”„«»‘’']")
#: A quotation that runs on over a paragraph's end must be opened again there; beyond this many it is a stray mark.
LONGEST_QUOTATION = 4000


def iter_paragraphs(text: str, blocks: Iterable[Span] = ()) -> Iterator[Span]:
    """The non-empty lines of the text (inside the blocks, if any are given), without white space at their ends."""
    for region in blocks or (Span(0, len(text)),):
        start = region.start
        for gap in PARAGRAPH.finditer(text, region.start, region.end):
            yield from _inked(text, Span(start, gap.start()))
            start = gap.end()
        yield from _inked(text, Span(start, region.end))


def _inked(text: str, span: Span) -> Iterator[Span]:
    stripped = strip_span(text, span)
    if len(stripped):
        yield stripped


def find_sentences(text: str, blocks: Iterable[Span] = ()) -> tuple[Span, ...]:
    """The sentences of a text, in order; a line of a list or a headline without a stop is one sentence."""
    return tuple(sentence for paragraph in iter_paragraphs(text, blocks) for sentence in _sentences_of(text, paragraph))


def _sentences_of(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    for stop in STOP.finditer(text, paragraph.start, paragraph.end):
        if stop.end() < paragraph.end and not _ends_sentence(text, start, stop):
            continue
        yield from _inked(text, Span(start, stop.end()))
        start = stop.end()
    yield from _inked(text, Span(start, paragraph.end))


def _ends_sentence(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether the stop ends a sentence although its paragraph goes on."""
    following = FIRST_WORD.match(text, stop.end(), stop.end() + 60)
    if following is None:
        return True
    first = following.group(1)
    if first[0].islower():
        # `"Why?" he asked.` goes on; a stop in mid-air before a lower-case word is an abbreviation or a slip.
        return False
    mark = stop.group()
    if not mark.startswith(".") or mark.startswith(".."):
        # After `?"` or `!"` a capital may be the speaker: `"Why?" Smith asked.` is left as two; the model joins them.
        return True
    if mark != ".":
        return True
    before = WORD_BEFORE.search(text, max(start, stop.start() - 24), stop.start())
    word = before.group().lower() if before else ""
    if word in ABBREVIATIONS:
        return word in ENDING and first.lower() in OPENERS
    # A single initial ("J. Smith") continues a name.
    return not (len(word) == 1 and word.isalpha() and word != "i")


def find_quotations(text: str, blocks: Iterable[Span] = ()) -> tuple[Quotation, ...]:
    """The quotations of a text, ordered by start; nested ones follow the one they stand in.

    A paragraph that ends inside a quotation closes it for that paragraph; where the next paragraph opens with a mark
    again, that is the usual form of a running quotation. A mark that is never closed and does not run on is kept with an
    empty `close`, up to the end of its paragraph.
    """
    found: list[Quotation] = []
    for paragraph in iter_paragraphs(text, blocks):
        found.extend(_quotations_of(text, paragraph))
    return tuple(sorted(found, key=lambda q: (q.span.start, -q.span.end)))


def _quotations_of(text: str, paragraph: Span) -> Iterator[Quotation]:
    stack: list[tuple[str, int]] = []
    for match in MARK.finditer(text, paragraph.start, paragraph.end):
        mark, at = match.group(), match.start()
        if mark in "'‘’" and _is_apostrophe(text, match):
            continue
        level = next((n for n in range(len(stack) - 1, -1, -1) if _closes(stack[n][0], mark)), None)
        if level is not None and not (mark == stack[level][0] and _opens(text, match)):
            opened, start = stack[level]
            del stack[level:]
            yield Quotation(Span(start, match.end()), opened, mark)
        elif mark in PAIRS or mark == "'":
            if not any(opened == mark for opened, _ in stack) and _may_open(text, match):
                stack.append((mark, at))
    for opened, start in stack:
        if opened not in "'‘" and paragraph.end - start <= LONGEST_QUOTATION:
            yield Quotation(Span(start, paragraph.end), opened, "")


def _closes(opened: str, mark: str) -> bool:
    return mark in PAIRS[opened] if opened in PAIRS else mark == opened


def _is_apostrophe(text: str, match: re.Match[str]) -> bool:
    """Whether a single mark stands inside a word, or after a plural's s with no open single quotation to close."""
    before = text[match.start() - 1] if match.start() else " "
    after = text[match.end()] if match.end() < len(text) else " "
    return before.isalnum() and after.isalnum()


def _opens(text: str, match: re.Match[str]) -> bool:
    """Whether an ambiguous mark (`"` or `'`) can only open: a blank before it and a word right after it."""
    before = text[match.start() - 1] if match.start() else " "
    after = text[match.end()] if match.end() < len(text) else " "
    return (before.isspace() or before in "([—–-") and not (after.isspace() or after in ".,;:!?)]")


def _may_open(text: str, match: re.Match[str]) -> bool:
    """Whether a mark can open a quotation: something follows it, and a single mark has a blank before it."""
    after = text[match.end()] if match.end() < len(text) else " "
    if match.group() == "'":
        return _opens(text, match) and not after.isdigit()
    return match.group() != '"' or not after.isspace() or _opens(text, match)
