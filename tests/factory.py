"""Records with defaults, and invented stories as long as need be.

`story(7)` is always the same story: its text, attributions and claims are made from the number alone, so that processes
and databases can be compared. Nothing here reads or tags anything.
"""

import random
from dataclasses import replace
from typing import Any

from sayso.records import (
    Analysis,
    Attribution,
    Block,
    Claim,
    Document,
    Factuality,
    Hop,
    Page,
    PublicationDate,
    Publisher,
    Quotation,
    Reading,
    Run,
    Span,
    TextQuote,
)
from sayso.records.ids import attribution_id, claim_id, document_id, page_id, sha256_of

RUN = Run(id="r1", version="0.1.0", bundle="en-test", language="en", ontology=None, settings="s1")
SOURCES = ("Mayor Ilse Hartog", "Harbour Minister Tomas Brek", "the Fishers' Union", "Nadia Oyelaran", "a port official")
CUES = ("said", "warned", "insisted", "confirmed", "complained")
VOCABULARY = (
    "harbour ferry bridge council levy storm flood school budget tram market orchard quarry lantern archive festival "
    "pilot engine cargo winter repair delay promise tunnel reservoir library museum signal railway cable permit"
)
WORDS = VOCABULARY.split()
HOUSES = (("Port Gazette", "port-gazette"), ("Vallis Wire", "vallis-wire"), ("Evening Lantern", "evening-lantern"))


def document(text: str = "The ferry is late.", *, url: str = "https://news.example/ferry", **changes: Any) -> Document:
    """A document of one body block; its ids follow from its text and address."""
    page, sha256 = page_id(url), sha256_of(text)
    made = Document(
        id=document_id(page, sha256),
        page=page,
        url=url,
        canonical_url=None,
        text=text,
        sha256=sha256,
        language="en",
        title="Late again",
        blocks=(Block(Span(0, len(text)), "body"),),
        publisher=Publisher("Port Gazette", "port-gazette", "json-ld"),
        published=PublicationDate("2031-05-02", "day", None, "json-ld"),
    )
    return replace(made, **changes)


def attribution(text: str, document: str, source: Span, cue: Span, contents: Span, **changes: Any) -> Attribution:
    """An attribution to a named source, whose id follows from its cue."""
    made = Attribution(
        id=attribution_id(document, text, (cue,)),
        sources=(source,),
        cue=(cue,),
        contents=(contents,),
        channel=None,
        style="indirect",
        cue_kind="speech",
        source_kind="named",
        speakers=(),
        parent=None,
        polarity="+",
        said=None,
        score=0.9,
    )
    return replace(made, **changes)


def hop(name: str | None, *, role: Any = "source", attribution: str | None = None, outlet: str | None = None) -> Hop:
    """One link of a chain."""
    return Hop(role, name, None, outlet, attribution, None, None, "+", (), "stated", 0.9)


def claim(text: str, document: str, attribution: Attribution, **changes: Any) -> Claim:
    """The claim that one attribution makes, by the Port Gazette."""
    contents = attribution.contents
    start, end = contents[0].start, contents[-1].end
    name = attribution.sources[0].of(text) if attribution.sources else None
    made = Claim(
        id=claim_id(document, attribution.id, text, contents),
        document=document,
        chain=(hop("Port Gazette", role="publisher", outlet="port-gazette"), hop(name, attribution=attribution.id)),
        contents=contents,
        evidence=TextQuote(text[start:end], text[max(0, start - 32) : start], text[end : end + 32]),
        events=(),
        factuality=Factuality("certain", "+", "past", "asserted", ()),
        said=None,
        happened=None,
        score=0.8,
    )
    return replace(made, **changes)


def analysis(
    *sayings: tuple[str, str, str], url: str = "https://news.example/ferry", run: Run | None = RUN, **changes: Any
) -> Analysis:
    """A document with one sentence "SOURCE CUE CONTENTS." for each saying, its attributions and its claims."""
    text, places = "", []
    for parts in sayings or (("Mayor Ilse Hartog", "said", "the ferry is late"),):
        spans = []
        for part in parts:
            spans.append(Span(len(text), len(text) + len(part)))
            text += part + " "
        text = text[:-1] + ". "
        places.append(spans)
    text = text.rstrip()
    made = document(text, url=url, **changes)
    found = tuple(attribution(text, made.id, *spans) for spans in places)
    sentences = tuple(Span(spans[0].start, spans[-1].end + 1) for spans in places)
    return Analysis(
        made, sentences=sentences, attributions=found, claims=tuple(claim(text, made.id, a) for a in found), run=run
    )


def story(number: int, *, sentences: int = 12, run: Run | None = RUN) -> Reading:
    """An invented story with its page: every other sentence says who said it."""
    chance = random.Random(number)  # noqa: S311  the same stories every time, nothing secret
    sayings, text, places = [], f"Story {number}.\n", []
    for _ in range(sentences):
        contents = "the " + " ".join(chance.choices(WORDS, k=chance.randint(6, 14)))
        sayings.append((chance.choice(SOURCES), chance.choice(CUES), contents))
    for position, parts in enumerate(sayings):
        spans = []
        for part in parts if position % 2 == 0 else (parts[2].capitalize(),):
            spans.append(Span(len(text), len(text) + len(part)))
            text += part + " "
        text = text[:-1] + (".\n" if position % 4 == 3 else ". ")
        places.append(spans)
    house, url = HOUSES[number % 3], f"https://news.example/{number}"
    made = document(text, url=url, title=f"Story {number}: {sayings[0][2]}", publisher=Publisher(*house, "json-ld"))
    made = replace(made, published=PublicationDate(f"2031-{number % 12 + 1:02}-{number % 28 + 1:02}", "day", None, "json-ld"))
    found = tuple(attribution(text, made.id, *spans) for spans in places if len(spans) == 3)
    read = Analysis(
        document=made,
        sentences=tuple(Span(spans[0].start, spans[-1].end + 1) for spans in places),
        quotations=(Quotation(Span(0, 5), "“", ""),),
        attributions=found,
        claims=tuple(claim(text, made.id, item) for item in found),
        notes=("an invented story",),
        run=run,
    )
    return Reading(page(url, text), read)


def page(url: str, text: str, *, fetched: str | None = None) -> Page:
    """A page that holds just this text."""
    body = f"<p>{text}</p>".encode("utf-8", "surrogatepass")
    return Page(url=url, fetched=fetched, body=body, content_type="text/html", sha256=sha256_of(body))
