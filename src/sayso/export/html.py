"""A story with its attributions marked, as HTML that needs nothing else: no script, no other file, no other host.

In: an analysis. Out: a fragment for a notebook (`render_story`) or a whole page (`render_page`). Sources stand in a box, cues
are bold between small marks, contents are underlined: solid where direct, dashed where mixed, dotted where indirect, double
where nested; colour only repeats that. Text is cut into segments, each escaped; it decides nothing about the story.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Final

from sayso.records import Analysis, Attribution, Block, Document, Hop, Publisher, Span, text_of

__all__ = ["UNSHOWABLE", "render_page", "render_story"]

#: Roles that are furniture around the reporting: shown, but set back and named.
FURNITURE: Final = frozenset({"section", "byline", "dateline", "credit", "disclaimer", "promo", "other"})
#: What an HTML parser drops or replaces, and what cannot be encoded: shown as one replacement character each.
UNSHOWABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
#: As many attributions as one piece of text names in its tooltip.
MOST_NAMED: Final = 5
STYLE: Final = """
.sayso-story{--ink:#1d1d1b;--paper:#fffdf8;--soft:#6b6861;--line:#d9d4c7;--source:#0b5394;--cue:#8a3b00;--contents:#2e6b34;
color:var(--ink);background:var(--paper);font:1rem/1.65 Georgia,serif;max-width:46rem;padding:1.25rem;margin:0 auto}
@media (prefers-color-scheme:dark){.sayso-story{--ink:#e9e6df;--paper:#191a1c;--soft:#a29e94;--line:#3d3f43;--source:#8cc0f5;
--cue:#f0ac75;--contents:#93d39b}}
.sayso-story h1{font-size:1.45rem;line-height:1.25;margin:0 0 .25rem}
.sayso-story p{margin:0 0 .9rem;white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate}
.sayso-story .about,.sayso-story .furniture,.sayso-story .key{color:var(--soft);font-size:.85rem}
.sayso-story .furniture{border-left:2px solid var(--line);padding-left:.6rem}
.sayso-story .furniture::before{content:attr(data-role);display:block;font-variant:small-caps}
.sayso-story .headline{font-weight:bold;font-size:1.15rem}
.sayso-story .s{border:1px solid var(--source);border-radius:.2em;padding:0 .1em}
.sayso-story .c{font-weight:bold;color:var(--cue)}
.sayso-story .c::before{content:"\\2039"}.sayso-story .c::after{content:"\\203A"}
.sayso-story .n{border-bottom:1px dotted var(--source)}
.sayso-story .k{text-decoration:underline 2px var(--contents);text-underline-offset:.22em}
.sayso-story .direct{text-decoration-style:solid}.sayso-story .mixed{text-decoration-style:dashed}
.sayso-story .indirect{text-decoration-style:dotted}.sayso-story .nested{text-decoration-style:double}
.sayso-story table{border-collapse:collapse;font-size:.85rem;width:100%;margin:1rem 0}
.sayso-story th,.sayso-story td{border-top:1px solid var(--line);padding:.25rem .5rem .25rem 0;
text-align:left;vertical-align:top}
"""
KEY: Final = (
    '<p class="key">Marks: <span class="s">source</span>, <span class="c">cue</span>, contents '
    '<span class="k direct">direct</span>, <span class="k mixed">mixed</span>, <span class="k indirect">indirect</span>, '
    '<span class="k nested">nested</span>, <span class="n">channel</span></p>'
)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A role that a stretch of the text has in an attribution, by its number on the page."""

    span: Span
    role: str
    number: int
    style: str


def render_page(analysis: Analysis) -> str:
    """The story as a whole HTML page that loads nothing."""
    title = _shown(analysis.document.title or analysis.document.url or "Story")
    language = escape(analysis.document.language or "en", quote=True)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{title}</title>\n</head>\n<body>\n{render_story(analysis)}\n</body>\n</html>\n"
    )


def render_story(analysis: Analysis) -> str:
    """The story as a fragment: its text with the attributions marked, and a table of them."""
    segments = _Segments(analysis.document.text, _marks(analysis.attributions))
    parts = [f"<style>{STYLE}</style>", '<article class="sayso-story">', _heading(analysis.document), KEY]
    parts += [_paragraph(block, segments) for block in _blocks(analysis.document)]
    parts += [_table(analysis), *(f'<p class="about">{_shown(note)}</p>' for note in analysis.notes), "</article>"]
    return "\n".join(part for part in parts if part)


def _shown(text: str) -> str:
    return escape(UNSHOWABLE.sub("�", text), quote=True)


def _heading(document: Document) -> str:
    lines = [f"<h1>{_shown(document.title)}</h1>" if document.title else ""]
    about = [_house(document.publisher), document.published.value if document.published else ""]
    about.append(f"republished by {_house(document.republisher)}" if document.republisher else "")
    said = " · ".join(_shown(one) for one in about if one)
    lines.append(f'<p class="about">{" · ".join(part for part in (said, _address(document.url)) if part)}</p>')
    return "\n".join(line for line in lines if line)


def _house(house: Publisher | None) -> str:
    return house.name if house else ""


def _address(url: str) -> str:
    """A link for a web address, plain text for any other: nothing that runs can be clicked."""
    shown = _shown(url)
    if url.lower().startswith(("http://", "https://")):
        return f'<a href="{shown}" rel="noopener noreferrer nofollow">{shown}</a>'
    return shown


def _blocks(document: Document) -> Iterator[Block]:
    """The blocks in order, with what lies between them as "other"; no character comes twice."""
    at = 0
    for block in sorted(document.blocks, key=lambda block: block.span):
        start, end = max(at, block.span.start), min(block.span.end, len(document.text))
        if start > at:
            yield from _gap(document, at, start)
        if end > start:
            yield Block(Span(start, end), block.role)
            at = end
    if at < len(document.text):
        yield from _gap(document, at, len(document.text))


def _gap(document: Document, start: int, end: int) -> Iterator[Block]:
    if document.text[start:end].strip():
        yield Block(Span(start, end), "other" if document.blocks else "body")


def _paragraph(block: Block, segments: "_Segments") -> str:
    kind = f"furniture {block.role}" if block.role in FURNITURE else block.role
    label = f' data-role="{block.role}"' if block.role in FURNITURE else ""
    return f'<p class="{kind}"{label} dir="auto">{segments.render(block.span)}</p>'


def _marks(attributions: Sequence[Attribution]) -> tuple[_Mark, ...]:
    marks = []
    for number, attribution in enumerate(attributions, 1):
        channel = (attribution.channel,) if attribution.channel else ()
        roles = (("s", attribution.sources), ("c", attribution.cue), ("k", attribution.contents), ("n", channel))
        marks += [_Mark(span, role, number, attribution.style) for role, spans in roles for span in spans if len(span)]
    return tuple(marks)


ROLE_NAMES: Final = {"s": "source", "c": "cue", "k": "contents", "n": "channel"}


class _Segments:
    """A text cut wherever a mark begins or ends; a segment is asked for by its place."""

    def __init__(self, text: str, marks: Sequence[_Mark]) -> None:
        self._text = text
        self._starts: dict[int, list[_Mark]] = {}
        self._cuts = sorted({end for mark in marks for end in (mark.span.start, mark.span.end)})
        for mark in marks:
            self._starts.setdefault(mark.span.start, []).append(mark)
        self._next = 0
        self._active: list[_Mark] = []

    def render(self, block: Span) -> str:
        """The block's text with its marks; blocks have to be asked for in order."""
        cuts = [block.start]
        while self._next < len(self._cuts) and self._cuts[self._next] < block.end:
            if self._cuts[self._next] > block.start:
                cuts.append(self._cuts[self._next])
            else:
                self._pass(self._cuts[self._next])
            self._next += 1
        parts = []
        for start, end in pairwise([*cuts, block.end]):
            self._pass(start)
            parts.append(_segment(self._text[start:end], self._active))
        return "".join(parts)

    def _pass(self, place: int) -> None:
        """Take up the marks that begin at a place and drop those that ended before it."""
        self._active = [mark for mark in self._active if mark.span.end > place] + self._starts.pop(place, [])


def _segment(text: str, active: Sequence[_Mark]) -> str:
    shown = _shown(text)
    if not active or not text.strip():
        return shown
    contents = sorted((mark for mark in active if mark.role == "k"), key=lambda mark: len(mark.span))
    classes = [role for role in "scn" if any(mark.role == role for mark in active)]
    if contents:
        classes += ["k", "nested" if len({mark.number for mark in contents}) > 1 else contents[0].style]
    named = sorted({(mark.number, ROLE_NAMES[mark.role]) for mark in active})[:MOST_NAMED]
    title = ", ".join(f"{role} of {number}" for number, role in named)
    return f'<span class="{" ".join(classes)}" title="{title}">{shown}</span>'


def _table(analysis: Analysis) -> str:
    if not analysis.attributions:
        return '<p class="about">No attributions were found.</p>'
    head = "".join(f'<th scope="col">{name}</th>' for name in ("", "who", "cue", "what", "kind", "where", "score"))
    chains = {claim.chain[-1].attribution: claim.chain for claim in analysis.claims if claim.chain}
    rows = [
        _row(number, one, analysis.document.text, chains.get(one.id, ())) for number, one in enumerate(analysis.attributions, 1)
    ]
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n" + "\n".join(rows) + "\n</tbody>\n</table>"


def _row(number: int, attribution: Attribution, text: str, chain: Sequence[Hop]) -> str:
    sources = text_of(text, attribution.sources) or "nobody is named"
    houses = [hop.name or "unnamed" for hop in chain[:-1]]
    polarity = {"-": ", disputes", "?": ", leaves open"}.get(attribution.polarity, "")
    cells = (
        " › ".join([*houses, sources]),
        text_of(text, attribution.cue),
        text_of(text, attribution.contents),
        f"{attribution.cue_kind}, {attribution.style}, {attribution.source_kind}{polarity}",
        attribution.channel.of(text) if attribution.channel else "",
        f"{attribution.score:.2f}",
    )
    return f'<tr><th scope="row">{number}</th>' + "".join(f'<td dir="auto">{_shown(cell)}</td>' for cell in cells) + "</tr>"
