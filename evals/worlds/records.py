"""The records that an ideal reader would find on a page of a world, by the rules of the design.

In: a draft with its marked lines, who the parties are, what names there are. Out: an `Analysis` with blocks, quotations,
mentions, actors, attributions, times and claims with their chains. It reads nothing and knows nothing that is not on the page.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from evals.worlds.drafts import Draft
from evals.worlds.layouts import LaidOut, Placed, lay_out
from evals.worlds.texts import Line, Party
from sayso.languages import Language, load_language
from sayso.records import (
    Actor,
    ActorKind,
    Analysis,
    Attribution,
    Claim,
    Credit,
    Document,
    Factuality,
    Hop,
    Mention,
    MentionKind,
    Place,
    PublicationDate,
    Publisher,
    Quotation,
    Run,
    SourceKind,
    Span,
    Style,
    TextQuote,
    Timex,
)  # fmt: skip
from sayso.records.ids import (
    Occurrences,
    actor_id,
    attribution_id,
    claim_id,
    document_id,
    mention_id,
    page_id,
    sha256_of,
    timex_id,
)
from sayso.stages.publication import find_publication_hops

__all__ = ["make_records"]

RUN = Run("worlds", "gold", "none", "en", None, "gold")
CONTEXT = 32
QUOTE = re.compile(r"“[^”]*”")
CAPITALS = re.compile(r"[A-Z][\w’']*(?: (?:(?:and|of) )?[A-Z][\w’']*)*")
ACTOR_KINDS: Mapping[str, ActorKind] = {
    "person": "person", "anonymous": "anonymous", "document": "document", "institute": "org", "house": "media",
    "media": "media",
}  # fmt: skip
SOURCE_KINDS: Mapping[str, SourceKind] = {
    "person": "named", "anonymous": "anonymous", "document": "document", "institute": "named", "house": "outlet",
    "media": "outlet",
}  # fmt: skip
MENTION_KINDS: Mapping[str, MentionKind] = {
    "person": "person", "anonymous": "nominal_person", "document": "nominal_org", "institute": "org", "house": "media",
    "media": "nominal_org",
}  # fmt: skip
#: What a hedge makes of how surely the innermost source holds something.
CERTAINTY = {"may": "possible", "possibly": "possible", "probably": "probable", "likely": "probable", "apparently": "probable"}


def make_records(draft: Draft, parties: Mapping[str, Party], known: Mapping[str, str]) -> tuple[Analysis, dict[str, Line]]:
    """The records of a page, and the line that each claim comes from by the claim's id."""
    page = lay_out(draft)
    return _Reader(draft, page, parties, known).read()


class _Reader:
    """Reads one page as well as it can be read."""

    def __init__(self, draft: Draft, page: LaidOut, parties: Mapping[str, Party], known: Mapping[str, str]) -> None:
        self.page, self.text, self.parties, self.known = page, page.text, parties, known
        self.document = _document(draft, page)
        self.counted = Occurrences(self.text)
        self.actors: dict[str, Actor] = {}
        self.mentions: list[Mention] = []
        self.timexes: list[Timex] = []
        self.language: Language = load_language("en")
        self.published_by = find_publication_hops(self.document)

    def read(self) -> tuple[Analysis, dict[str, Line]]:
        self._find_actors()
        attributions: list[Attribution] = []
        claims: list[Claim] = []
        lines: dict[str, Line] = {}
        for placed in self.page.placed:
            found = self._attributions(placed)
            attributions += found
            claim = self._claim(placed, found)
            if claim.id not in lines:
                claims.append(claim)
                lines[claim.id] = placed.line
        quotations = tuple(Quotation(Span(*found.span()), "“", "”") for found in QUOTE.finditer(self.text))
        places = self._find_names()
        analysis = Analysis(
            self.document, tuple(placed.span for placed in self.page.placed), quotations, None, tuple(attributions),
            tuple(sorted(self.mentions, key=lambda mention: mention.span)), tuple(self.actors.values()), tuple(self.timexes),
            places, tuple(claims), run=RUN,
        )  # fmt: skip
        return analysis, lines

    # Who is who.

    def _find_actors(self) -> None:
        """An actor for each party that is a source somewhere on the page, with its forms as they are written."""
        spans: dict[str, list[Span]] = {}
        for placed in self.page.placed:
            for party, span in self._sources(placed):
                spans.setdefault(party.key, []).append(span)
        for key, found in spans.items():
            party = self.parties[key]
            written = tuple(dict.fromkeys(self._form(party, span) for span in found))
            name = party.name if party.name is not None and party.name in self.text else max(written, key=len)
            roles = (party.role,) if party.role and any(party.role in span.of(self.text) for span in found) else ()
            actor = Actor(
                actor_id(self.document.id, self.text, found[0], self.counted), name, tuple(dict.fromkeys((name, *written))),
                ACTOR_KINDS[party.kind], roles=roles,
            )  # fmt: skip
            self.actors[key] = actor
            for span in found:
                kind = MENTION_KINDS[party.kind]
                self.mentions.append(
                    Mention(mention_id(self.document.id, self.text, span, self.counted), span, kind, actor.id, 1.0)
                )

    def _sources(self, placed: Placed) -> Iterator[tuple[Party, Span]]:
        """The parties of a line with the words that stand for them."""
        parties = [self.parties[key] for key in placed.line.parties]
        outer, inner, only = placed.spans("s0"), placed.spans("s1"), placed.spans("s")
        if outer and inner and len(parties) == 2:
            yield parties[0], outer[0]
            yield parties[1], inner[0]
        elif only and parties:
            yield parties[-1], only[0]

    def _form(self, party: Party, span: Span) -> str:
        words = span.of(self.text)
        if party.kind == "document":
            return words.split(" seen by ")[0]
        if party.kind == "person" and party.name is not None and party.name in words:
            return party.name
        return words[4:] if words[:4].lower() == "the " and party.kind in {"house", "institute"} else words

    def _find_names(self) -> tuple[Place, ...]:
        """Mentions of all other names, and the places among them."""
        taken, places = [mention.span for mention in self.mentions], []
        kinds: Mapping[str, MentionKind] = {"place": "place", "person": "person", "org": "org"}
        for block in self.page.blocks:
            if block.role not in {"headline", "body", "correction"}:
                continue
            for start, name in _names_in(self.text, block.span, self.known):
                span, kind = Span(start, start + len(name)), self.known[name]
                if kind not in kinds:
                    continue
                if kind == "place":
                    places.append(Place(span, None, None, None, None, None, "mentioned", 1.0))
                if not any(other.overlaps(span) for other in taken):
                    key = mention_id(self.document.id, self.text, span, self.counted)
                    self.mentions.append(Mention(key, span, kinds[kind], self._named(name, kind, span), 1.0))
        return tuple(places)

    def _named(self, name: str, kind: str, span: Span) -> str | None:
        """The actor of a name that is no source; places are none."""
        if kind == "place":
            return None
        made = Actor(
            actor_id(self.document.id, self.text, span, self.counted), name, (name,), "person" if kind == "person" else "org"
        )
        return self.actors.setdefault(f"name:{name}", made).id

    # What is said, and claimed.

    def _attributions(self, placed: Placed) -> list[Attribution]:
        """The attributions of a line, the outermost first."""
        found: list[Attribution] = []
        sources = list(self._sources(placed))
        for at, (party, span) in enumerate(sources):
            suffix = str(at) if len(sources) > 1 else ""
            cues, contents = placed.spans(f"q{suffix}"), placed.spans(f"c{suffix}")
            channel = next(iter(placed.spans("v")), None) if at == len(sources) - 1 else None
            sense = self.language.read_cue(cues[0].of(self.text), "", "")
            found.append(
                Attribution(
                    id=attribution_id(self.document.id, self.text, cues, self.counted),
                    sources=(span,), cue=cues, contents=contents, channel=channel, style=_style(placed.line),
                    cue_kind="denial" if placed.line.kind == "denied" else sense.kind,
                    source_kind=self._source_kind(party, span),
                    speakers=(self.actors[party.key].id,), parent=found[-1].id if found else None,
                    polarity="-" if placed.line.kind == "denied" else "+", said=None, score=1.0,
                )
            )  # fmt: skip
        return self._dated(placed, found)

    def _source_kind(self, party: Party, span: Span) -> SourceKind:
        words = span.of(self.text)
        is_named = party.name is not None and (party.name in words or party.name.split()[-1] in words)
        return "role" if party.kind == "person" and not is_named else SOURCE_KINDS[party.kind]

    def _dated(self, placed: Placed, found: list[Attribution]) -> list[Attribution]:
        """The same with the day that a line names, at the attribution whose cue it stands behind."""
        for mark in placed.marks:
            if mark.label != "t" or mark.value is None:
                continue
            span = Span(mark.start, mark.end)
            anchor = f"published {self.document.published.value[:10]}" if self.document.published else "none"
            rule = "weekday" if span.of(self.text).isalpha() else "day_month"
            timex = Timex(
                timex_id(self.document.id, self.text, span, self.counted), span, "DATE", mark.value, (mark.value,) * 4, "day",
                "within", anchor, rule,
            )  # fmt: skip
            self.timexes.append(timex)
            before = [at for at, one in enumerate(found) if one.cue[0].end <= span.start]
            if found:
                at = max(before, key=lambda at: found[at].cue[0].end) if before else len(found) - 1
                found[at] = replace(found[at], said=timex.id)
        return found

    def _claim(self, placed: Placed, attributions: Sequence[Attribution]) -> Claim:
        contents = placed.spans("c1") or placed.spans("c") or (placed.span,)
        hedges = placed.spans("h")
        hops = [hop for attribution in attributions for hop in self._hops(placed, attribution)]
        if placed.line.kind == "alleged":
            hops.append(_hop(None, None, None, hedges=hedges))
        elif hops and hedges:
            last = hops[-1]
            hops[-1] = _hop(last.name, last.actor, last.attribution, last.channel, last.said, last.polarity, hedges, last.basis)
        innermost = attributions[-1].id if attributions else None
        start, end = contents[0].start, contents[-1].end
        words = [span.of(self.text).lower() for span in hedges]
        certainty = "unknown" if placed.line.kind == "alleged" else CERTAINTY[words[0]] if words else "certain"
        polarity = "-" if placed.line.kind == "denied" else "+"
        return Claim(
            id=claim_id(self.document.id, innermost, self.text, contents), document=self.document.id,
            chain=(*self.published_by, *hops), contents=contents,
            evidence=TextQuote(self.text[start:end], self.text[:start][-CONTEXT:], self.text[end : end + CONTEXT]),
            events=(), factuality=Factuality(certainty, polarity, "past", "asserted", hedges),
            said=next((hop.said for hop in reversed(hops) if hop.said), None), happened=None, score=1.0,
        )  # fmt: skip

    def _hops(self, placed: Placed, attribution: Attribution) -> Iterator[Hop]:
        party = next(party for party, span in self._sources(placed) if span == attribution.sources[0])
        actor, words = self.actors[party.key], self._form(party, attribution.sources[0])
        if party.kind == "document" and placed.line.kind == "said":
            seen = self.parties[placed.line.parties[0]]
            if self.document.publisher is None or seen.name != self.document.publisher.name:
                yield _hop(seen.name, None, attribution.id)
        channel = attribution.channel.of(self.text) if attribution.channel is not None else None
        is_resolved = party.kind == "person" and actor.name != words
        yield _hop(
            actor.name, actor.id, attribution.id, channel, attribution.said, attribution.polarity,
            basis="resolved" if is_resolved else "stated",
        )  # fmt: skip


def _hop(
    name: str | None, actor: str | None, attribution: str | None, channel: str | None = None, said: str | None = None,
    polarity: str = "+", hedges: tuple[Span, ...] = (), basis: str = "stated",
) -> Hop:  # fmt: skip
    return Hop(
        "source", name, actor, None, attribution, channel, said, polarity, hedges,
        "resolved" if basis == "resolved" else "stated", 1.0,
    )  # fmt: skip


def _document(draft: Draft, page: LaidOut) -> Document:
    address, sha256 = page_id(draft.address), sha256_of(page.text)
    owner, house = draft.credited, draft.house
    is_other = owner is not None and owner != house
    own = Publisher(house.name, None, "json-ld publisher")
    publisher = Publisher(owner.name, None, draft.credit) if owner is not None else None if house.kind == "archive" else own
    return Document(
        id=document_id(address, sha256), page=address, url=draft.address, canonical_url=draft.canonical, text=page.text,
        sha256=sha256, language="en", title=next(one.span.of(page.text) for one in page.blocks if one.role == "headline"),
        bylines=(draft.byline,) if draft.byline is not None and draft.credit != "byline" else (), blocks=page.blocks,
        publisher=publisher, republisher=own if is_other or house.kind == "archive" else None,
        credits=(Credit(page.credit, owner.name, None),) if owner is not None and page.credit is not None else (),
        published=_date(draft.published, is_exact=draft.is_exact), republished=_date(draft.republished, is_exact=False),
    )  # fmt: skip


def _date(moment: datetime | None, *, is_exact: bool) -> PublicationDate | None:
    if moment is None:
        return None
    if is_exact:
        return PublicationDate(moment.isoformat(timespec="seconds"), "second", "Z", "json-ld datePublished")
    return PublicationDate(moment.date().isoformat(), "day", None, "json-ld datePublished")


def _style(line: Line) -> Style:
    return "direct" if line.kind == "quoted" else "indirect"


def _names_in(text: str, within: Span, known: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Known names in a block, longest first where several begin at one place."""
    for found in CAPITALS.finditer(text, within.start, within.end):
        words, at = found.group().split(" "), 0
        start = found.start()
        while at < len(words):
            for end in range(min(len(words), at + 4), at, -1):
                name = " ".join(words[at:end])
                name = name if name in known else name.removesuffix("'s")
                if name in known:
                    yield start, name
                    break
            else:
                end = at + 1
            start += sum(len(word) + 1 for word in words[at:end])
            at = end
