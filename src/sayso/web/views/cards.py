"""A card for each claim of a document, and for each attribution that claims nothing.

In: a reviewed analysis. Out: `Card`s in the order of the text, numbered from 1. What the machine carried over or inferred is
worded so; a date of publication is only ever shown as that. It weighs nothing and looks nothing up.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote

from sayso.export.dates import write_date, write_timex
from sayso.export.rows import find_hedges, find_venues
from sayso.records import Analysis, Attribution, Claim, Document, Factuality, Hop, Review, Span, Timex, published_at, text_of
from sayso.store import Carriers
from sayso.web.views.event_lines import EventLine, event_lines

__all__ = ["Card", "CardDate", "CardHop", "find_web_address", "make_cards"]

#: What a hop rests on, in words; the first is no more than what the text says.
BASES: Final = {
    "stated": "stated",
    "resolved": "resolved, as we read it",
    "carried": "carried on, as we read it",
    "inferred": "inferred, as we read it",
}
STANCES: Final = {"-": "disputes it", "?": "leaves it open"}
CERTAINTIES: Final = {
    "certain": "flatly",
    "probable": "as likely",
    "possible": "as possible",
    "unknown": "without saying how surely",
}
POLARITIES: Final = {"-": "held to be not so", "?": "left open whether so"}
MOODS: Final = {
    "conditional": "under a condition",
    "hypothetical": "as if it had been so",
    "demanded": "as a demand",
    "offered": "as an offer or promise",
    "wished": "as a wish",
}
TENSES: Final = {"future": "about what is to come"}
#: Attributions that claim nothing, by the kind of their cue.
BARE: Final = {"decline": "Declines to say: this makes no claim.", "": "Makes no claim of its own."}
REVIEWS: Final = {
    "machine": "unreviewed",
    "accepted": "accepted",
    "rejected": "rejected",
    "edited": "edited",
    "added": "added by a person",
}
#: Words before and after what a text fragment names, and from how many characters on only its ends are named.
AROUND: Final = 4
LONGEST_FRAGMENT: Final = 120
SHOWN_ID: Final = 13


@dataclass(frozen=True, slots=True)
class CardHop:
    """A link of a chain: `name` is null where nobody is named, `words` are those of the text where they differ from it.

    `basis` is the value, `basis_words` says it for people. `cue` are the words that report it.
    """

    role: str
    name: str | None
    words: str
    basis: str
    basis_words: str
    stance: str
    channel: str
    said: str
    cue: str
    hedges: tuple[str, ...]
    attribution: str | None
    score: float


@dataclass(frozen=True, slots=True)
class CardDate:
    """A date: what it comes to, and the words of the text that it is read from."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Card:
    """What stands in the margin for one claim; `kind` is claim, own (nobody but the publisher says so) or bare (no claim).

    `fallback` is the day of publication where no date was said. `others` are null where nothing surely says the same. `start`
    is where it belongs in the text; `fragment` the address of the words on the page itself, null where that is not on the web;
    `judged` who decided last, and when.
    """

    number: int
    kind: str
    id: str
    anchor: str
    place: str
    start: int
    score: float
    review: str = "machine"
    judged: str = ""
    changed: bool = False
    chain: tuple[CardHop, ...] = ()
    contents: str = ""
    said: CardDate | None = None
    fallback: str = ""
    happened: CardDate | None = None
    hedges: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    remark: str = ""
    attributions: tuple[str, ...] = ()
    attribution: str | None = None
    others: Carriers | None = None
    fragment: str | None = None
    citation: str = ""
    status: str = "standing"
    events: tuple[EventLine, ...] = ()

    @property
    def review_words(self) -> str:
        """The review state, for people."""
        return REVIEWS[self.review]

    @property
    def houses(self) -> tuple[CardHop, ...]:
        """The publication hops, from the page inwards."""
        return tuple(hop for hop in self.chain if hop.role != "source")

    @property
    def sources(self) -> tuple[CardHop, ...]:
        """The hops of sources, from the page inwards."""
        return tuple(hop for hop in self.chain if hop.role == "source")

    @property
    def is_rejected(self) -> bool:
        """Whether a person has said that this is no claim of the text."""
        return self.review == "rejected"


def make_cards(analysis: Analysis, reviews: Mapping[str, Review], carriers: Mapping[str, Carriers]) -> tuple[Card, ...]:
    """The cards of a document; claims that begin at one place come the innermost attribution last."""
    maker = _Maker(analysis, reviews, carriers)
    cards = [maker.make_claim(claim) for claim in analysis.claims]
    claimed = {key for card in cards for key in card.attributions}
    cards += [maker.make_bare(one) for one in analysis.attributions if one.id not in claimed]
    ordered = sorted(cards, key=lambda card: (card.start, card.kind == "bare", len(card.chain), card.id))
    seen: dict[str, int] = {}
    return tuple(_numbered(card, number, seen) for number, card in enumerate(ordered, 1))


def _numbered(card: Card, number: int, seen: dict[str, int]) -> Card:
    """The card with its number; where a reading repeats an id, the second one gets another anchor."""
    seen[card.id] = repeated = seen.get(card.id, 0) + 1
    tail = "" if repeated == 1 else f"-{repeated}"
    return replace(card, number=number, anchor=card.anchor + tail, place=card.place + tail)


class _Maker:
    """Makes the cards of one analysis; holds what is looked up."""

    def __init__(self, analysis: Analysis, reviews: Mapping[str, Review], carriers: Mapping[str, Carriers]) -> None:
        self._document, self._text = analysis.document, analysis.document.text
        self._reviews, self._carriers = reviews, carriers
        self._attributions = {one.id: one for one in analysis.attributions}
        self._by_cue = {span: one.id for one in analysis.attributions for span in one.cue}
        self._timexes = {one.id: one for one in analysis.timexes}
        self._venues = find_venues(analysis)
        self._events = event_lines(analysis)

    def _dated(self, at: int) -> str:
        """When the words at an offset were published: with their entry of a live blog, else with the page."""
        published = published_at(self._document, at)
        return write_date(published) if published is not None else ""

    def make_claim(self, claim: Claim) -> Card:
        """The card of a claim."""
        chain = tuple(self._hop(hop) for hop in claim.chain)
        inner = [key for hop in claim.chain if (key := self._find_attribution(hop)) is not None]
        own = all(hop.role != "source" for hop in claim.chain)
        remark = "The publisher’s own words: nobody else is said to have said it." if own else ""
        start = min((span.start for span in claim.contents), default=0)
        card = self._blank("own" if own else "claim", claim.id, start, claim.score)
        card = replace(
            card,
            chain=chain,
            contents=text_of(self._text, claim.contents),
            said=self._date(claim.said),
            fallback="" if claim.said in self._timexes else self._dated(start),
            happened=self._date(claim.happened),
            hedges=tuple(span.of(self._text) for span in find_hedges(claim)),
            held=_hold(claim.factuality),
            remark=remark,
            attributions=tuple(dict.fromkeys(inner)),
            attribution=inner[-1] if inner else None,
            others=self._carriers.get(claim.id),
            fragment=_fragment(self._document, claim.contents),
            status=claim.status,
            events=self._events.get(claim.id, ()),
        )
        return replace(card, citation=_cite(card, self._document))

    def make_bare(self, item: Attribution) -> Card:
        """The card of an attribution that no claim comes from."""
        spans = (*item.contents, *item.cue, *item.sources)
        card = self._blank("bare", item.id, min((span.start for span in spans), default=0), item.score)
        card = replace(
            card,
            chain=(self._bare_hop(item),),
            contents=text_of(self._text, item.contents),
            said=self._date(item.said),
            fallback="" if item.said in self._timexes else self._dated(card.start),
            remark=BARE.get(item.cue_kind, BARE[""]),
            attributions=(item.id,),
            attribution=item.id,
            fragment=_fragment(self._document, item.contents or item.cue),
        )
        return replace(card, citation=_cite(card, self._document))

    def _blank(self, kind: str, key: str, start: int, score: float) -> Card:
        review = self._reviews.get(key)
        state = review.state if review else "machine"
        last = review.judgements[-1] if review and review.judgements and state != "machine" else None
        judged = f"{last.user}, {last.at[:10]}" if last else ""
        anchor, place = f"{'a' if kind == 'bare' else 'c'}-{key}", f"t-{key[:SHOWN_ID]}"
        return Card(0, kind, key, anchor, place, start, score, state, judged, bool(review and review.changed))

    def _find_attribution(self, hop: Hop) -> str | None:
        """The attribution of a hop; that of its hedge ("allegedly") where it names nobody and has none of its own."""
        if hop.attribution is None:
            return next((self._by_cue[span] for span in hop.hedges if span in self._by_cue), None)
        return hop.attribution if hop.attribution in self._attributions else None

    def _hop(self, hop: Hop) -> CardHop:
        attribution = self._attributions.get(hop.attribution or "")
        words = text_of(self._text, attribution.sources) if attribution else ""
        said = self._date(hop.said)
        return CardHop(
            role=hop.role,
            name=hop.name,
            words="" if words == hop.name else words,
            basis=hop.basis,
            basis_words=BASES[hop.basis],
            stance=STANCES.get(hop.polarity, ""),
            channel=f"{self._venues.get(hop.attribution or '', 'in')} {hop.channel}" if hop.channel else "",
            said=said.value if said else "",
            cue=text_of(self._text, attribution.cue) if attribution else "",
            hedges=tuple(span.of(self._text) for span in hop.hedges),
            attribution=hop.attribution,
            score=hop.score,
        )

    def _bare_hop(self, item: Attribution) -> CardHop:
        words, cue = text_of(self._text, item.sources), text_of(self._text, item.cue)
        channel = f"{self._venues.get(item.id, 'in')} {item.channel.of(self._text)}" if item.channel else ""
        stance = STANCES.get(item.polarity, "")
        return CardHop(
            "source", words or None, "", "stated", BASES["stated"], stance, channel, "", cue, (), item.id, item.score
        )

    def _date(self, key: str | None) -> CardDate | None:
        timex: Timex | None = self._timexes.get(key or "")
        return None if timex is None else CardDate(write_timex(timex, self._text), timex.span.of(self._text))


def _hold(held: Factuality | None) -> tuple[str, ...]:
    """How the innermost source holds it, in plain words."""
    if held is None:
        return ()
    parts = (
        POLARITIES.get(held.polarity),
        CERTAINTIES.get(held.certainty, held.certainty),
        MOODS.get(held.mood),
        TENSES.get(held.tense),
    )
    return tuple(part for part in parts if part)


# --- where it stands, and how it is cited ---


def find_web_address(document: Document) -> str | None:
    """Where the page is on the web: its address, or the one that it names as its own."""
    for address in (document.url, document.canonical_url or ""):
        if address.lower().startswith(("http://", "https://")):
            return address
    return None


def _fragment(document: Document, spans: Sequence[Span]) -> str | None:
    """The address of these words on the page itself, which a browser scrolls to and marks."""
    address = find_web_address(document)
    if address is None or not spans:
        return None
    text, span = document.text, spans[0]
    exact = " ".join(span.of(text).split())
    if len(exact) > LONGEST_FRAGMENT:
        words = exact.split()
        exact = f"{_encode(' '.join(words[:AROUND]))},{_encode(' '.join(words[-AROUND:]))}"
    else:
        exact = _encode(exact)
    line = text.rfind("\n", 0, span.start) + 1
    before = " ".join(text[max(line, span.start - 60) : span.start].split()[-AROUND:])
    prefix = f"{_encode(before)}-," if before else ""
    return f"{address.partition('#')[0]}#:~:text={prefix}{exact}"


def _encode(words: str) -> str:
    """Words for a text fragment, in which a dash, a comma and an ampersand mean something."""
    return quote(words.encode("utf-8", "replace"), safe="").replace("-", "%2D")


def _cite(card: Card, document: Document) -> str:
    """A line that can be put under a quotation: what, by whom through whom, where, when, and how it was read."""
    parts = [f"“{' '.join(card.contents.split())}”"] if card.contents else []
    parts.append(" ‹ ".join(_cite_hops(card, document)))
    if document.published is not None:
        parts.append(f"published {write_date(document.published)}")
    parts.append(find_web_address(document) or document.title or "")
    parts.append(f"sayso {card.id[:SHOWN_ID]} ({card.review_words})")
    return "; ".join(part for part in parts if part)


def _cite_hops(card: Card, document: Document) -> Iterator[str]:
    if not card.houses and document.publisher is None:
        yield "this page"
    for hop in card.chain:
        basis = "" if hop.basis == "stated" else f" ({hop.basis_words})"
        yield (hop.name or (f"“{hop.words}”" if hop.words else "nobody named")) + basis
