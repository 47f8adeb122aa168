"""Records with defaults, and invented stories as long as need be.

`story(7)` is always the same story: its text, attributions and claims are made from the number alone, so that processes
and databases can be compared. Nothing here reads or tags anything.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sayso.records import (
    Actor,
    Analysis,
    Attribution,
    Block,
    Claim,
    Document,
    Factuality,
    Hop,
    Mention,
    Page,
    PublicationDate,
    Publisher,
    Quotation,
    Reading,
    Run,
    Span,
    TextQuote,
    Timex,
)
from sayso.records.ids import actor_id, attribution_id, claim_id, document_id, mention_id, page_id, sha256_of, timex_id

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
    dated = timex(
        text, made.id, Span(0, len(f"Story {number}")), f"2031-{number % 12 + 1:02}", granularity="month", rule="month"
    )
    firsts = {item.sources[0].of(text): item.sources[0] for item in reversed(found)}
    actors = tuple(Actor(actor_id(made.id, text, span), name, (name,), "person") for name, span in sorted(firsts.items()))
    read = Analysis(
        document=made,
        sentences=tuple(Span(spans[0].start, spans[-1].end + 1) for spans in places),
        quotations=(Quotation(Span(0, 5), "“", ""),),
        attributions=found,
        actors=actors,
        timexes=(dated,),
        claims=tuple(replace(claim(text, made.id, item), happened=dated.id) for item in found),
        notes=("an invented story",),
        run=run,
    )
    return Reading(page(url, text), read)


def page(url: str, text: str, *, fetched: str | None = None) -> Page:
    """A page that holds just this text."""
    body = f"<p>{text}</p>".encode("utf-8", "surrogatepass")
    return Page(url=url, fetched=fetched, body=body, content_type="text/html", sha256=sha256_of(body))


def timex(text: str, document: str, span: Span, value: str, **changes: Any) -> Timex:
    """A date of the text that stands for itself."""
    made = Timex(
        id=timex_id(document, text, span),
        span=span,
        kind="DATE",
        value=value,
        bounds=(None, None, None, None),
        granularity="day",
        aspect="within",
        anchor="none",
        rule="day_month_year",
    )
    return replace(made, **changes)


def told_story(*, url: str = "https://news.example/quay", **changes: Any) -> Analysis:
    """A story with a chain of two sources, a pronoun, a carried sentence, dates, a hedge, a channel, an own claim."""
    text = (
        "The quay was mended in June. Last week the Lantern reported that Mayor Ilse Hartog had told parliament the ferry "
        "would sail. It had been tested. She denied that Brek allegedly hid the bill. Brek declined to comment on the bill."
    )

    def at(words: str, occurrence: int = 0) -> Span:
        start = -1
        for _ in range(occurrence + 1):
            start = text.index(words, start + 1)
        return Span(start, start + len(words))

    made = document(text, url=url, title="Quay mended", **changes)
    june = timex(text, made.id, at("June"), "2030-06", granularity="month", rule="month", anchor="published 2031-05-02")
    week = timex(
        text, made.id, at("Last week"), "2031-W17", granularity="week", rule="shift_unit", anchor="published 2031-05-02"
    )
    mayor = Actor(actor_id(made.id, text, at("Mayor Ilse Hartog")), "Ilse Hartog", ("Ilse Hartog",), "person")
    she = Mention(mention_id(made.id, text, at("She")), at("She"), "pronoun", mayor.id, 0.8)
    named = Mention(mention_id(made.id, text, at("Ilse Hartog")), at("Ilse Hartog"), "person", mayor.id, 0.9)
    paper = attribution(text, made.id, at("the Lantern"), at("reported"), _rest(text, "Mayor Ilse", "sail"), cue_kind="report")
    paper = replace(paper, source_kind="outlet", said=week.id)
    told = attribution(text, made.id, at("Mayor Ilse Hartog"), at("had told"), _rest(text, "the ferry", "sail"))
    told = replace(told, channel=at("parliament"), parent=paper.id, speakers=(mayor.id,))
    denied = attribution(text, made.id, at("She"), at("denied"), _rest(text, "that Brek", "the bill"), cue_kind="denial")
    denied = replace(denied, polarity="-", source_kind="pronoun", speakers=(mayor.id,))
    declined = attribution(text, made.id, at("Brek", 1), at("declined to comment"), at("on the bill"), cue_kind="decline")
    house = hop("Port Gazette", role="publisher", outlet="port-gazette")
    outer = replace(hop("the Lantern", attribution=paper.id), said=week.id)
    inner = replace(hop("Ilse Hartog", attribution=told.id), actor=mayor.id, channel="parliament")
    carried = [replace(one, basis="carried", said=None, score=0.5) for one in (outer, inner)]
    doubted = replace(hop("Ilse Hartog", attribution=denied.id), actor=mayor.id, basis="resolved", polarity="-")
    doubted = replace(doubted, hedges=(at("allegedly"),), score=0.7)
    held = Factuality("certain", "+", "past", "asserted", ())

    def claimed(item: Attribution, chain: Sequence[Hop], contents: Span, **more: Any) -> Claim:
        base = claim(text, made.id, replace(item, contents=(contents,)), chain=(house, *chain), factuality=held)
        return replace(base, **more)

    own = claimed(paper, (), _rest(text, "The quay", "June"), happened=june.id)
    claims = (
        replace(own, id=claim_id(made.id, None, text, own.contents)),
        claimed(told, (outer, inner), told.contents[0], said=week.id),
        claimed(told, carried, _rest(text, "It had", "tested"), score=0.5),
        claimed(
            denied,
            (doubted,),
            denied.contents[0],
            factuality=Factuality("unknown", "-", "past", "asserted", (at("allegedly"),)),
        ),
    )
    return Analysis(
        made, sentences=(Span(0, len(text)),), attributions=(paper, told, denied, declined), mentions=(named, she),
        actors=(mayor,), timexes=(june, week), claims=claims, run=RUN,
    )  # fmt: skip


def _rest(text: str, first: str, last: str) -> Span:
    """From the first words up to the end of the last ones."""
    start = text.index(first)
    return Span(start, text.index(last, start) + len(last))
