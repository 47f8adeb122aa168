"""Live blogs in the forms that pages have them: our own words in the markup of several kinds of publishing system.

`ENTRIES` are in the order in which they were written. Each maker takes them in the order in which the page shows them.
"""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from sayso.records import Page
from sayso.records.ids import sha256_of

__all__ = ["ENTRIES", "PAGE_TITLE", "Told", "live_page", "page_of"]

PAGE_TITLE = "Port Ansel flood – live updates"
URL = "https://port-gazette.example/live/2031/may/02/port-ansel-flood"


class Told(NamedTuple):
    """An entry: its UTC instant, the clock that the page shows, its title, author, paragraphs, and the name of its anchor."""

    at: str
    shown: str
    title: str
    author: str
    paragraphs: tuple[str, ...]
    anchor: str


ENTRIES = (
    Told(
        "2031-05-02T21:10:00Z", "22:10", "River over its banks at the old bridge", "Nadia Oyelaran",
        (
            "The river Ansel has come over its banks at the old bridge, and water stands in Quay Street.",
            "Harbour master Tomas Brek said the gates were shut yesterday. “We saw it coming,” he told the Gazette.",
        ),
        "block-5f01",
    ),
    Told(
        "2031-05-03T05:30:00Z", "06:30", "Schools shut in three towns", "Nadia Oyelaran",
        (
            "Schools in Port Ansel, Vallis and Merrow are shut today, the county council announced this morning.",
            "Parents were told by text message. The council said the buses would not run before noon.",
        ),
        "block-5f02",
    ),
    Told(
        "2031-05-03T09:05:00Z", "10:05", "Two people missing", "Ivo Lund",
        (
            "Two people are missing after a boat went down below the weir last night, police said.",
            "Chief inspector Ruta Kask said divers were searching the mill race. She asked people to stay away from the water.",
        ),
        "block-5f03",
    ),
    Told(
        "2031-05-03T12:32:00Z", "13:32", "Minister flies in", "Ivo Lund",
        (
            "Interior minister Jonas Verhage has arrived by helicopter and is to speak at the town hall tomorrow.",
            "He said the army would help: “Nobody will be left alone.”",
        ),
        "block-5f04",
    ),
)  # fmt: skip

INTRO = "The river Ansel is rising for the third day. Here is what we know so far, with the latest from our reporters."
MENU = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/news'>News</a></li><li><a href='/tides'>Tides</a></li></ul></nav>"
FOOTER = "<footer><p>© 2031 The Port Gazette</p><a href='/privacy'>Privacy</a></footer>"


def live_page(form: str, entries: Sequence[Told] = ENTRIES[::-1], *, url: str = URL, **changes: Any) -> Page:
    """A page in one of the forms of `FORMS`."""
    return FORMS[form](entries, url=url, **changes)


def page_of(
    body: str, *, url: str = URL, title: str = PAGE_TITLE, head: str = "", linked: Any = None, fetched: str | None = None
) -> Page:
    """A page of this markup under a headline."""
    script = f'<script type="application/ld+json">{json.dumps(linked)}</script>' if linked is not None else ""
    markup = (
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{title} | The Port Gazette</title>'
        f'<meta property="og:site_name" content="The Port Gazette">{head}{script}</head>'
        f"<body>{MENU}{body}{FOOTER}</body></html>"
    )
    raw = markup.encode()
    return Page(url, fetched, raw, "text/html; charset=utf-8", sha256_of(raw))


def _paragraphs(entry: Told) -> str:
    return "".join(f"<p>{one}</p>" for one in entry.paragraphs)


def _like_blocks(entries: Sequence[Told], **changes: Any) -> Page:
    """Articles with a linked `time` above a heading, a list of key events before them."""
    key = "".join(
        f'<li><a href="#{one.anchor}"><time datetime="{one.at}">{one.shown}</time> {one.title}</a></li>' for one in entries
    )
    blocks = "".join(
        f'<article id="{one.anchor}" class="dcr-1a"><header><a href="?page=with:{one.anchor}#{one.anchor}">'
        f'<time datetime="{one.at}" class="dcr-2b">{one.shown.replace(":", ".")} BST</time></a>'
        f'<h2 class="dcr-3c">{one.title}</h2></header>'
        f'<div class="dcr-4d"><div><img alt=""><span>{one.author}</span></div>{_paragraphs(one)}</div>'
        f"<footer><button>Share</button></footer></article>"
        for one in entries
    )
    body = (
        f'<main><div class="dcr-0"><h1>{PAGE_TITLE}</h1><p class="standfirst">{INTRO}</p></div>'
        f'<section class="dcr-7"><h2>Key events</h2><ul>{key}</ul></section><div id="liveblog-body">{blocks}</div></main>'
    )
    return page_of(body, head='<meta property="article:published_time" content="2031-05-02T20:55:00Z">', **changes)


def _like_stream(entries: Sequence[Told], **changes: Any) -> Page:
    """A list whose items have a heading, a clock without a day, a writer, and buttons to share."""
    items = "".join(
        f'<li class="css-1x"><article class="css-2y" id="{one.anchor}"><h3 class="css-3z"><span>{one.title}</span></h3>'
        f'<div class="css-4w"><span>{one.shown} British Summer Time</span></div>'
        f'<div class="css-5v"><p><strong>{one.author}</strong></p>'
        f"<p>Reporting from Port Ansel</p>{_paragraphs(one)}</div><ul><li><button>Share</button></li></ul></article></li>"
        for one in entries
    )
    body = (
        f'<main><h1>{PAGE_TITLE}</h1><p><time datetime="2031-05-02T20:55:00Z">2 May 2031</time></p><h2>Summary</h2>'
        f"<ul><li>The river is rising for the third day</li><li>Schools are shut</li></ul><h2>Live Reporting</h2>"
        f'<ol class="css-list">{items}</ol></main>'
    )
    return page_of(body, **changes)


def _like_plugin(entries: Sequence[Told], **changes: Any) -> Page:
    """What plugins of blogs make: divs with a span for the time and one for the writer, below an ordinary story."""
    blocks = "".join(
        f'<div class="live-blog-entry" id="{one.anchor}"><div class="entry-meta"><time class="entry-time" datetime="{one.at}">'
        f'{one.at[8:10]} May 2031, {one.shown}</time> <span class="author">By {one.author}</span></div>'
        f'<h4 class="entry-title">{one.title}</h4><div class="entry-content">{_paragraphs(one)}</div></div>'
        for one in entries
    )
    body = (
        f'<article class="post"><h1 class="entry-title">{PAGE_TITLE}</h1><div class="posted-on">'
        f'<time class="entry-date published" datetime="2031-05-02T20:55:00+00:00">2 May 2031</time></div>'
        f'<div class="entry-content"><p>{INTRO}</p><div class="live-blog">{blocks}</div></div></article>'
    )
    return page_of(body, **changes)


def linked_updates(entries: Sequence[Told], *, url: str = URL, modified: str | None = None) -> dict[str, Any]:
    """JSON-LD of a live blog."""
    return {
        "@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": PAGE_TITLE, "url": url,
        "datePublished": "2031-05-02T20:55:00Z", "dateModified": modified or entries[0].at,
        "author": {"@type": "Person", "name": "Nadia Oyelaran"},
        "liveBlogUpdate": [
            {
                "@type": "BlogPosting", "headline": one.title, "datePublished": one.at, "url": f"{url}#{one.anchor}",
                "author": {"@type": "Person", "name": one.author}, "articleBody": " ".join(one.paragraphs),
            }
            for one in entries
        ],
    }  # fmt: skip


def _like_data(entries: Sequence[Told], *, url: str = URL, **changes: Any) -> Page:
    """Bare paragraphs on the page; only JSON-LD tells which belong together and when they were written."""
    told = "".join(f"<h3>{one.title}</h3>{_paragraphs(one)}" for one in entries)
    body = f"<main><article><h1>{PAGE_TITLE}</h1><p>{INTRO}</p>{told}</article></main>"
    return page_of(body, url=url, linked=linked_updates(entries, url=url), **changes)


def _like_script(entries: Sequence[Told], *, url: str = URL, **changes: Any) -> Page:
    """Nothing but the headline is on the page: scripts show the entries, JSON-LD has them."""
    body = f"<main><article><h1>{PAGE_TITLE}</h1><p>{INTRO}</p><div id='app'></div></article></main>"
    return page_of(body, url=url, linked=linked_updates(entries, url=url), **changes)


def _like_items(entries: Sequence[Told], **changes: Any) -> Page:
    """Microdata."""
    blocks = "".join(
        f'<div itemprop="liveBlogUpdate" itemscope itemtype="https://schema.org/BlogPosting" id="{one.anchor}">'
        f'<meta itemprop="datePublished" content="{one.at}"><h3 itemprop="headline">{one.title}</h3>'
        f'<span itemprop="author">{one.author}</span><div itemprop="articleBody">{_paragraphs(one)}</div></div>'
        for one in entries
    )
    body = (
        f'<main itemscope itemtype="https://schema.org/LiveBlogPosting"><h1 itemprop="headline">{PAGE_TITLE}</h1>'
        f'<meta itemprop="datePublished" content="2031-05-02T20:55:00Z"><p>{INTRO}</p>{blocks}</main>'
    )
    return page_of(body, **changes)


def _like_headings(entries: Sequence[Told], **changes: Any) -> Page:
    """One flat article: a heading that begins with the clock, then paragraphs; a heading for each day."""
    parts, day = [], ""
    for one in entries:
        if one.at[:10] != day:
            day = one.at[:10]
            parts.append(f"<h2>{'Saturday' if day == '2031-05-03' else 'Friday'} {int(day[8:])} May 2031</h2>")
        hour, minute = one.shown.split(":")
        clock = f"{(int(hour) - 1) % 12 + 1}.{minute}{'am' if int(hour) < 12 else 'pm'}"
        parts.append(f"<h3>{clock}: {one.title}</h3>{_paragraphs(one)}")
    body = f'<main><article><h1>{PAGE_TITLE}</h1><p class="date">2 May 2031</p><p>{INTRO}</p>{"".join(parts)}</article></main>'
    return page_of(body, **changes)


def _like_text(entries: Sequence[Told], *, url: str = "-") -> Page:
    """What is pasted from a page: lines of clocks between the paragraphs."""
    lines = [PAGE_TITLE, "2 May 2031", INTRO]
    for one in entries:
        lines += [one.shown, one.title, *one.paragraphs]
    raw = "\n\n".join(lines).encode()
    return Page(url, None, raw, "text/plain", sha256_of(raw))


def _like_markdown(entries: Sequence[Told], *, url: str = "-") -> Page:
    """Notes in Markdown: a heading with day and clock for each entry."""
    lines = [f"# {PAGE_TITLE}", INTRO]
    for one in entries:
        lines += [f"## {one.at[:10]} {one.shown} – {one.title}", *one.paragraphs]
    raw = "\n\n".join(lines).encode()
    return Page(url, None, raw, "text/plain", sha256_of(raw))


FORMS = {
    "blocks": _like_blocks,
    "stream": _like_stream,
    "plugin": _like_plugin,
    "data": _like_data,
    "script": _like_script,
    "items": _like_items,
    "headings": _like_headings,
    "text": _like_text,
    "markdown": _like_markdown,
}
