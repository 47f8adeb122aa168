"""One claim as a row of the ledger's table: who, said what, according to whom, when, how firmly, where, and who looked at it.

In: `BrowseRow`s. Out: `Row`s for a page, `RowAnswer`s for JSON and cells for CSV. Words that were searched for are cut out as
pieces of their own; what the machine carried over or inferred is worded so; a day of publication that stands in for
another says so. It asks no ledger and escapes nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote, urlsplit

from sayso.export.dates import write_value
from sayso.export.withheld import is_withheld
from sayso.export.wording import NOBODY
from sayso.records import Hop, Span, merge_spans
from sayso.store import BrowseRow

__all__ = [
    "BASES", "COLUMNS", "REVIEWS", "HopAnswer", "Piece", "Row", "RowAnswer", "RowHop", "answer_row", "is_held_back", "make_row",
    "write_cells",
]  # fmt: skip

#: What a hop rests on, where the words of its own sentence do not say it.
BASES: Final = {
    "resolved": "resolved, as we read it",
    "carried": "carried on, as we read it",
    "inferred": "inferred, as we read it",
}
STANCES: Final = {"-": "disputes it", "?": "leaves it open"}
CERTAINTIES: Final = {"probable": "as likely", "possible": "as possible", "unknown": "certainty unknown"}
MOODS: Final = {
    "conditional": "under a condition",
    "hypothetical": "as if it had been so",
    "demanded": "as a demand",
    "offered": "as an offer or promise",
    "wished": "as a wish",
}
REVIEWS: Final = {
    "machine": "unreviewed",
    "accepted": "accepted",
    "rejected": "rejected",
    "edited": "edited",
    "added": "added by a person",
}
#: Values of TIMEX3 that mean no day.
UNDATED: Final = {"PAST_REF": "in the past", "PRESENT_REF": "now", "FUTURE_REF": "in the future"}
#: Characters of contents that a row shows, and how many of them may stand before the first word found.
LONGEST: Final = 320
BEFORE: Final = 80
GAP: Final = " … "
#: Words of a text fragment's either end, once its words are longer than this, and of what stands before it.
ENDS: Final = 4
LONGEST_FRAGMENT: Final = 120
#: The columns of the ledger as CSV.
COLUMNS: Final = (
    "id", "who", "said", "according_to", "bases", "said_date", "happened_date", "published", "certainty", "polarity", "mood",
    "hedges", "review", "publisher", "title", "page", "sentence", "fragment", "claim", "pages", "publishers", "first_kept",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a row, and whether they were searched for."""

    text: str
    found: bool = False


@dataclass(frozen=True, slots=True)
class RowHop:
    """Somebody in a chain; `notes` say what it rests on and whether it disputes what follows."""

    name: str
    notes: tuple[str, ...] = ()
    is_named: bool = True
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it is drawn.

    `who` is the innermost source, or the publisher itself where `is_own`; `relays` those who pass it on, from the page inwards.
    `context` is where searched words stand, if not in the contents. `days` are labels with words. `place` is the address of
    the sentence in its document, `claim` that of the claim's own page, `fragment` that of the words on the web, if any.
    """

    id: str
    who: RowHop
    is_own: bool
    said: tuple[Piece, ...]
    context: tuple[Piece, ...]
    relays: tuple[RowHop, ...]
    days: tuple[tuple[str, str], ...]
    firmly: tuple[str, ...]
    hedges: tuple[str, ...]
    publisher: str
    title: str
    host: str
    place: str
    claim: str
    fragment: str | None
    review: str
    review_words: str
    status: str
    pages: int
    publishers: int


@dataclass(frozen=True, slots=True)
class HopAnswer:
    """A hop of a chain, in an answer as JSON."""

    role: str
    name: str | None
    outlet: str | None
    channel: str | None
    polarity: str
    basis: str


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """A row of an answer as JSON; dates are TIMEX3 values or ISO 8601, addresses begin with a slash, except on the web."""

    id: str
    document: str
    who: str | None
    words: str
    chain: tuple[HopAnswer, ...]
    said: str | None
    happened: str | None
    published: str | None
    certainty: str | None
    polarity: str | None
    mood: str | None
    hedges: tuple[str, ...]
    score: float
    review: str
    status: str
    publisher: str | None
    title: str | None
    url: str
    story: str | None
    pages: int
    publishers: int
    kept: str
    sentence: str
    claim: str
    fragment: str | None


def make_row(row: BrowseRow) -> Row:
    """The row as a page shows it."""
    hops = [_tell_hop(hop) for hop in row.claim.chain]
    sources = [told for told, hop in zip(hops, row.claim.chain, strict=True) if hop.role == "source"]
    relays = [told for told, hop in zip(hops, row.claim.chain, strict=True) if hop.role != "source"] + sources[:-1]
    said, stances = _mark_contents(row), STANCES.values()  # what the innermost source does with it is told under "how firmly"
    house = row.publisher or (_name_page(row.url) if _is_web(row.url) else "publisher not named")
    own = RowHop(house, address=_address_of(row.publisher), is_named=row.publisher is not None)
    return Row(
        id=row.id,
        who=replace(sources[-1], notes=tuple(note for note in sources[-1].notes if note not in stances)) if sources else own,
        is_own=not sources,
        said=said,
        context=_mark_snippet(row) if row.snippet.marks and not any(piece.found for piece in said) else (),
        relays=tuple(relays) if sources else tuple(relays[:-1]),
        days=tuple(_tell_days(row)),
        firmly=tuple(_tell_firmness(row)),
        hedges=_find_hedges(row),
        publisher=house,
        title=row.title or "",
        host=_name_page(row.url),
        place=f"/d/{row.document}#c-{row.id}",
        claim=f"/c/{row.id}",
        fragment=_fragment(row),
        review=row.review,
        review_words=REVIEWS.get(row.review, row.review),
        status="" if row.claim.status == "standing" else row.claim.status,
        pages=row.pages,
        publishers=row.publishers,
    )


def answer_row(row: BrowseRow) -> RowAnswer:
    """The row as JSON has it."""
    held = row.claim.factuality
    chain = [HopAnswer(hop.role, hop.name, hop.outlet, hop.channel, hop.polarity, hop.basis) for hop in row.claim.chain]
    return RowAnswer(
        id=row.id, document=row.document, who=row.source, words=row.words, chain=tuple(chain), said=row.said,
        happened=row.happened, published=row.published, certainty=held.certainty if held else None,
        polarity=held.polarity if held else None, mood=held.mood if held else None, hedges=_find_hedges(row),
        score=round(row.claim.score, 4), review=row.review, status=row.claim.status, publisher=row.publisher, title=row.title,
        url=row.url, story=row.story, pages=row.pages, publishers=row.publishers, kept=row.kept,
        sentence=f"/d/{row.document}#c-{row.id}", claim=f"/c/{row.id}", fragment=_fragment(row),
    )  # fmt: skip


def write_cells(row: BrowseRow) -> tuple[object, ...]:
    """The row under `COLUMNS`."""
    told = answer_row(row)
    hops = [hop for hop in told.chain if hop.role == "source"]
    return (
        told.id, told.who or (NOBODY if hops else told.publisher), told.words,
        " < ".join(hop.name or NOBODY for hop in told.chain), " < ".join(hop.basis for hop in told.chain), told.said,
        told.happened, told.published, told.certainty, told.polarity, told.mood, "; ".join(told.hedges),
        REVIEWS.get(told.review, told.review), told.publisher, told.title, told.url, told.sentence, told.fragment, told.claim,
        told.pages, told.publishers, told.kept,
    )  # fmt: skip


def is_held_back(row: BrowseRow) -> bool:
    """Whether a feed or an export leaves it out unless asked."""
    return is_withheld(row.claim, row.cue_kind, row.review)


def _tell_hop(hop: Hop) -> RowHop:
    notes = (BASES.get(hop.basis), STANCES.get(hop.polarity), f"at: {hop.channel}" if hop.channel else None)
    name = hop.name or NOBODY
    told = tuple(note for note in notes if note)
    return RowHop(name, told, is_named=hop.name is not None, address=_address_of(hop.name))


def _address_of(name: str | None) -> str | None:
    return None if name is None else f"/actor?name={quote(name.encode('utf-8', 'replace'), safe='')}"


def _tell_days(row: BrowseRow) -> Iterator[tuple[str, str]]:
    """When it was said, when it is said to have happened, when it was published; what is not known is left out."""
    published = _tell_day(row.published)
    if row.said:
        yield "said", _tell_day(row.said)
    elif published:
        yield "said", f"{published} (by publication)"
    if row.happened:
        yield "happened", _tell_day(row.happened)
    if published and row.said:
        yield "published", published


def _tell_day(value: str | None) -> str:
    """A date in few words; of a value that names no day what it leaves to say."""
    return (write_value(value.partition("T")[0]) or UNDATED.get(value, "at a time without a date")) if value else ""


def _tell_firmness(row: BrowseRow) -> Iterator[str]:
    """What hedges and cue come to: whether the innermost source denies it, and how sure that source is unless certain."""
    held, sources = row.claim.factuality, [hop for hop in row.claim.chain if hop.role == "source"]
    stance = sources[-1].polarity if sources else "+"
    if stance == "-":
        yield "denied"
    if stance == "?" or (held and held.polarity == "?"):
        yield "left open"
    if held is not None:
        yield from (words for words in (CERTAINTIES.get(held.certainty), MOODS.get(held.mood)) if words)


def _find_hedges(row: BrowseRow) -> tuple[str, ...]:
    """The hedging words, as far as the snippet or the contents hold them."""
    held = row.claim.factuality
    spans = {*(held.hedges if held else ()), *(span for hop in row.claim.chain for span in hop.hedges)}
    starts = _starts_in_words(row)
    found = []
    for span in sorted(spans):
        if row.snippet.span.contains(span):
            found.append(_cut(row.snippet.text, row.snippet.span.start, span))
        else:
            at = next((at + span.start - part.start for part, at in starts if part.contains(span)), None)
            if at is not None:
                found.append(row.words[at : at + len(span)])
    return tuple(dict.fromkeys(words for words in found if words))


def _cut(text: str, offset: int, span: Span) -> str:
    return text[span.start - offset : span.end - offset]


def _starts_in_words(row: BrowseRow) -> list[tuple[Span, int]]:
    """Where in the words of a row each span of the contents begins: they are joined by a gap."""
    starts, at = [], 0
    for span in row.claim.contents:
        starts.append((span, at))
        at += len(span) + len(GAP)
    return starts


def join_contents(row: BrowseRow) -> str:
    """The words of a claim without those between its pieces, which say who says so; a row holds them from first to last."""
    spans = row.claim.contents
    if len(spans) < 2:
        return row.words
    first = min(span.start for span in spans)
    return GAP.join(row.words[span.start - first : span.end - first] for span in spans)


def _mark_contents(row: BrowseRow) -> tuple[Piece, ...]:
    marks = [
        Span(at + mark.start - part.start, at + mark.end - part.start)
        for part, at in _starts_in_words(row)
        for mark in row.snippet.marks
        if part.contains(mark)
    ]
    words = join_contents(row)
    first = min((mark.start for mark in marks), default=0)
    start = words.rfind(" ", 0, first - BEFORE) + 1 if first > LONGEST - BEFORE else 0
    end = len(words) if len(words) <= start + LONGEST else max(words.rfind(" ", start, start + LONGEST), start + LONGEST // 2)
    inside = [Span(mark.start - start, mark.end - start) for mark in marks if start <= mark.start and mark.end <= end]
    pieces = _cut_pieces(words[start:end], inside)
    return (*((Piece("… "),) if start else ()), *pieces, *((Piece(" …"),) if end < len(words) else ()))


def _mark_snippet(row: BrowseRow) -> tuple[Piece, ...]:
    offset = row.snippet.span.start
    inside = [Span(mark.start - offset, mark.end - offset) for mark in row.snippet.marks if row.snippet.span.contains(mark)]
    return _cut_pieces(row.snippet.text, inside)


def _cut_pieces(text: str, marks: Sequence[Span]) -> tuple[Piece, ...]:
    """The text in pieces, those under a mark found; joined, the pieces are the text."""
    pieces, at = [], 0
    for mark in merge_spans(marks):
        pieces += [Piece(text[at : mark.start]), Piece(text[mark.start : mark.end], found=True)]
        at = mark.end
    return tuple(piece for piece in (*pieces, Piece(text[at:])) if piece.text)


def _is_web(url: str) -> bool:
    return url.lower().startswith(("http://", "https://"))


def _name_page(url: str) -> str:
    """What a page is called: its host, its file, or that it was pasted."""
    if _is_web(url):
        try:
            return urlsplit(url).hostname or url
        except ValueError:  # half an IPv6 address
            return url
    return "a pasted text" if url in ("", "-") else url.replace("\\", "/").rstrip("/").rpartition("/")[2] or url


def _fragment(row: BrowseRow) -> str | None:
    """The address of the words on the page itself, which a browser scrolls to and marks."""
    words = row.claim.evidence.exact.split()
    if not _is_web(row.url) or not words:
        return None
    exact = " ".join(words)
    is_long = len(exact) > LONGEST_FRAGMENT and len(words) > 2 * ENDS
    told = f"{_encode(' '.join(words[:ENDS]))},{_encode(' '.join(words[-ENDS:]))}" if is_long else _encode(exact)
    _, newline, line = row.claim.evidence.prefix.rpartition("\n")
    before = line.split()[0 if newline else 1 :]  # without a line's beginning the first word may be cut in half
    prefix = f"{_encode(' '.join(before[-ENDS:]))}-," if before else ""
    return f"{row.url.partition('#')[0]}#:~:text={prefix}{told}"


def _encode(words: str) -> str:
    """Words for a text fragment, in which a dash, a comma and an ampersand mean something."""
    return quote(words.encode("utf-8", "replace"), safe="").replace("-", "%2D")
