"""Pages built from parts: our own words in the forms that republished copy comes in."""

import json
from typing import Any

from sayso.records import Page
from sayso.records.ids import sha256_of

STORY = """
The council of Port Ansel voted on Tuesday to close the old ferry bridge for two winters, after engineers found cracks in
three of its nine piers and asked for the traffic to stop at once.

Mayor Ilse Hartog said the ferries would run every ten minutes instead, and that nobody would pay more than before. “We
have boats, and we have people who can steer them,” she told the council.

Shopkeepers on the island doubt it. A survey by the Fishers' Union found that two in three of them expect to lose a third
of their trade before the spring, and that every tenth is thinking of closing down.

The engineers are to report again in March. Until then the bridge stays open to people on foot, and to the dogs they bring.
"""
PARAGRAPHS = tuple(" ".join(paragraph.split()) for paragraph in STORY.split("\n\n"))
TITLE = "Port Ansel closes its bridge for two winters"


def web_page(
    *,
    url: str = "https://port-gazette.example/bridge",
    opening: str = "",
    head: str = "",
    above: str = "",
    below: str = "",
    ending: str = "",
    footer: str = "",
    linked: Any = None,
    title: str = TITLE,
    lang: str = "en",
    fetched: str | None = None,
) -> Page:
    """A page: `opening` starts the first paragraph, `ending` ends the last, `above` and `below` stand around the story."""
    first, *middle, last = PARAGRAPHS
    story = [f"<p>{opening}{first}</p>", *(f"<p>{one}</p>" for one in middle), f"<p>{last}{ending}</p>"]
    script = f'<script type="application/ld+json">{json.dumps(linked)}</script>' if linked is not None else ""
    markup = (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}{script}</head>'
        "<body>"
        f"<nav><a href='/'>Home</a> <a href='/tides'>Tides</a></nav>"
        f"<article><h1>{title}</h1>{above}{''.join(story)}{below}</article>"
        f"<footer>{footer}</footer></body></html>"
    )
    body = markup.encode()
    return Page(url, fetched, body, "text/html; charset=utf-8", sha256_of(body))


def text_page(*lines: str, url: str = "-") -> Page:
    """A pasted text; blank lines between the lines given."""
    body = "\n\n".join(lines).encode()
    return Page(url, None, body, "text/plain", sha256_of(body))


def article(**fields: Any) -> dict[str, Any]:
    """A JSON-LD article with these fields."""
    return {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **fields}


def house(name: str, **fields: Any) -> dict[str, Any]:
    """A JSON-LD organisation."""
    return {"@type": "Organization", "name": name, **fields}


def site(name: str) -> str:
    """The meta element that names a site."""
    return f'<meta property="og:site_name" content="{name}">'


def canonical(address: str) -> str:
    """A canonical link."""
    return f'<link rel="canonical" href="{address}">'
