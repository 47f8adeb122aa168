"""A digest as text, as a page and as a feed.

In: a `Digest`. Out: text of 78 columns, HTML that stands alone, or Atom. Words of pages are escaped, their control characters
are taken out, and nothing in them is rendered. It sends nothing.
"""

import html
import re
import textwrap
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from lxml import etree

from sayso.export.html import UNSHOWABLE
from sayso.watch.digests import HEADS, Digest, DigestLine, DigestPart

__all__ = ["to_atom", "to_html", "to_text"]

WIDTH: Final = 78
ATOM: Final = "http://www.w3.org/2005/Atom"
#: Characters that would move the cursor, turn the writing round, or hide.
CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
NOTE: Final = "As sayso read it; unreviewed: nobody has checked it. A new origin is one that none of those before lead to."
STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}"
    "h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}h3{font-size:1rem;margin:1rem 0 .3rem}li{margin:.4rem 0}"
    ".soft{color:#555}@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}.soft{color:#aaa}a{color:#9cf}}"
)


def to_text(digest: Digest) -> str:
    """For a terminal or a mail."""
    lines = [f"What is new, {_span(digest)}", ""]
    for part in digest.parts:
        lines += [f"{_plain(part.name)}: {part.summary}"]
        for kind, group in groupby(part.lines, key=lambda line: line.kind):
            lines += ["", f"  {HEADS[kind]}"]
            for line in group:
                lines += [*_wrap(_tell(line), "  - "), *_wrap(_plain(line.url), "    ", keep=True)]
        lines += [*(f"  {note}" for note in _notes(part)), ""]
    lines += textwrap.wrap(NOTE, WIDTH)
    return "\n".join(lines) + "\n"


def to_html(digest: Digest, base: str = "") -> str:
    """A page that needs nothing else; `base` is where the ledger is served, if it is: claims are linked there."""
    parts = "".join(_part_html(part, base) for part in digest.parts)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>What is new</title><style>{STYLE}</style></head><body><h1>What is new</h1>"
        f'<p class="soft">{_escape(_span(digest))}</p>{parts}<p class="soft">{_escape(NOTE)}</p></body></html>\n'
    )


def to_atom(digest: Digest, base: str = "") -> bytes:
    """A feed with an entry for each line; ids are the same whenever a line is told."""
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    _add(feed, "id", "urn:sayso:digest")
    _add(feed, "title", "What is new")
    _add(feed, "updated", digest.until)
    _add(_add(feed, "author", ""), "name", "sayso")
    for part in digest.parts:
        for line in part.lines:
            entry = etree.SubElement(feed, f"{{{ATOM}}}entry")
            _add(entry, "id", f"urn:sayso:{line.kind}:{part.search}:{line.claim or line.document}")
            _add(entry, "title", f"{HEADS[line.kind]}: {_plain(line.words)}")
            _add(entry, "updated", line.at)
            _add(entry, "summary", _tell(line))
            etree.SubElement(entry, f"{{{ATOM}}}category", term=line.kind)
            address = f"{base}/c/{line.claim}" if base and line.claim else line.url
            if address.startswith(("http://", "https://")):
                etree.SubElement(entry, f"{{{ATOM}}}link", href=_plain(address))
    found: bytes = etree.tostring(feed, xml_declaration=True, encoding="utf-8")
    return found


def _part_html(part: DigestPart, base: str) -> str:
    shown = [f"<h2>{_escape(part.name)}</h2><p>{_escape(part.summary)}</p>"]
    for kind, group in groupby(part.lines, key=lambda line: line.kind):
        shown.append(f"<h3>{_escape(HEADS[kind])}</h3><ul>")
        shown += [f"<li>{_line_html(line, base)}</li>" for line in group]
        shown.append("</ul>")
    shown += [f'<p class="soft">{_escape(note)}</p>' for note in _notes(part)]
    return "".join(shown)


def _line_html(line: DigestLine, base: str) -> str:
    words = f'<bdi dir="auto">{_escape(line.words)}</bdi>'
    if base and line.claim:
        words = f'<a href="{_escape(base)}/c/{_escape(line.claim)}">{words}</a>'
    who = f"{_escape(line.speaker)}, " if line.speaker else ""
    review = "".join(f" [{_escape(one)}]" for one in (*line.notes, line.review) if one)
    page = _escape(line.house)
    if line.url.startswith(("http://", "https://")):
        page = f'<a href="{_escape(line.url)}" rel="noopener noreferrer nofollow">{page}</a>'
    detail = f'<br><span class="soft">{_escape(line.detail)}</span>' if line.detail else ""
    day = f", {_escape(line.day)}" if line.day else ""
    return f"{words}{review}<br>{who}{page}{day}{detail}"


def _notes(part: DigestPart) -> Iterator[str]:
    if part.withheld:
        yield (
            f"{part.withheld} left out: accusations whose speaker the text does not name, which nobody has reviewed "
            "(`--all` tells them)."
        )
    if part.more:
        yield f"and {part.more} more: `sayso serve` shows them."


def _tell(line: DigestLine) -> str:
    """A line of text without its address."""
    words = f"“{_plain(line.words)}”"
    place = ", ".join(_plain(one) for one in (line.speaker, line.house, line.day) if one)
    review = "".join(f" [{_plain(one)}]" for one in (*line.notes, line.review) if one)
    return f"{words}{review}. {place}." + (f" {_plain(line.detail)}." if line.detail else "")


def _span(digest: Digest) -> str:
    since, until = (one[:16].replace("T", " ") for one in (digest.since, digest.until))
    return f"{since} to {until} UTC"


def _wrap(words: str, lead: str, *, keep: bool = False) -> list[str]:
    if keep:
        return [lead + words]
    return textwrap.wrap(words, WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead), break_on_hyphens=False)


def _plain(words: str) -> str:
    return UNSHOWABLE.sub("\ufffd", CONTROLS.sub(" ", words))


def _escape(words: str) -> str:
    return html.escape(_plain(words))


def _add(parent: "etree._Element", name: str, words: str) -> "etree._Element":
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}")
    element.text = _plain(words) or None
    return element
