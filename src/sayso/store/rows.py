"""Records as rows and back: pure functions, no database.

In: an `Analysis` (and the `Page` it came from). Out: dictionaries, one a row, whose `record` is the whole record as ASCII
JSON; and from such rows the records again, equal to what went in. Text that no database can hold (NUL, lone surrogates)
stands as U+FFFD in the columns made for people and searches, and exactly in the JSON.
"""

import json
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Final, Protocol, TypeVar, cast

from sayso.errors import QueryError
from sayso.records import Analysis, Attribution, Block, Claim, Document, Page, Quotation, RecordLink, Run, Span, text_of
from sayso.records.codec import from_plain, to_plain
from sayso.records.ids import sha256_of
from sayso.store.linked import KeptLink, WrittenLink

__all__ = [
    "ReadingRows",
    "body_bytes_row",
    "body_row",
    "clean",
    "day_bounds",
    "document_from",
    "fold",
    "names_of",
    "parse_day",
    "quotations_from",
    "record_from",
    "reviewed_rows",
    "rows_of",
    "spans_from",
    "to_json",
    "unpack_body",
    "write_link",
    "write_out",
]

R = TypeVar("R")
#: What a text column cannot hold on every database: NUL, and surrogates that stand alone.
UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
DAY: Final = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)
Row = dict[str, Any]


class Cells(Protocol):
    """A row that was read: its cells by name."""

    def __getitem__(self, name: str, /) -> Any:
        """The cell of this name."""
        ...


@dataclass(frozen=True, slots=True)
class ReadingRows:
    """All rows of one analysis. `digest` is equal where nothing that is kept differs."""

    document: Row
    blocks: tuple[Row, ...]
    #: Rows of what only the document's own reading needs: mentions, actors, time expressions, places, by table.
    details: Mapping[str, tuple[Row, ...]]
    attributions: tuple[Row, ...]
    claims: tuple[Row, ...]
    run: Row | None
    digest: str


def clean(text: str) -> str:
    """The text, of the same length, with U+FFFD for every character that a database cannot hold."""
    return UNSTORABLE.sub("\ufffd", text)


def fold(text: str) -> str:
    """The text without case and accents, blanks collapsed: what two ways of writing one name have in common."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", clean(text)) if not unicodedata.combining(letter))
    return " ".join(plain.casefold().split())


def to_json(value: object) -> str:
    """Plain values as ASCII JSON without blanks."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def write_link(link: RecordLink) -> str:
    """The JSON text of a link, the same for equal links."""
    return to_json(to_plain(link))


def write_out(kept: KeptLink) -> WrittenLink:
    """A link as its row is written."""
    link, record = kept.link, write_link(kept.link)
    method = clean(link.method)
    return WrittenLink(link.id, link.left, link.right, link.kind, link.state, link.score, method, kept.story, record)


def record_from(cls: type[R], text: str) -> R:
    """The record that `to_json(to_plain(record))` wrote."""
    return from_plain(cls, json.loads(text))


def spans_from(text: str) -> tuple[Span, ...]:
    """Spans from `[[start, end], …]`."""
    return tuple(Span(start, end) for start, end in json.loads(text))


def body_row(page: Page) -> Row:
    """The bytes of a page, compressed."""
    return body_bytes_row(page.body, _clean(page.content_type))


def body_bytes_row(body: bytes, content_type: str | None) -> Row:
    """Bytes, compressed."""
    return {"sha256": sha256_of(body), "size": len(body), "content_type": content_type, "data": zlib.compress(body)}


def unpack_body(data: bytes, size: int) -> bytes:
    """The bytes of a page again; reads at most one byte more than were put in.

    Raises:
        zlib.error: the data are damaged.
    """
    return zlib.decompressobj().decompress(bytes(data), size + 1)


def rows_of(analysis: Analysis) -> ReadingRows:
    """All rows of an analysis, its bytes and its place in the ledger (version, run, instants) apart."""
    document, text = analysis.document, analysis.document.text
    run = None if analysis.run is None else to_json(to_plain(analysis.run))
    plain = to_plain(document)
    del plain["text"], plain["blocks"]
    row = {
        **_document_columns(document),
        "sentences": to_json([[span.start, span.end] for span in analysis.sentences]),
        "quotations": to_json([to_plain(quotation) for quotation in analysis.quotations]),
        "notes": to_json(list(analysis.notes)),
        "record": to_json(plain),
    }
    blocks = tuple(
        {"document": document.id, "position": n, "role": block.role, "start": block.span.start, "stop": block.span.end}
        for n, block in enumerate(document.blocks)
    )
    details = _detail_rows(analysis)
    values = {timex.id: timex.value for timex in analysis.timexes}
    attributions = tuple(_twinned(_attribution_row(item, n, text) for n, item in enumerate(analysis.attributions)))
    by_id = {item.id: item for item in analysis.attributions}
    claims = tuple(_twinned(_claim_row(claim, n, by_id, values) for n, claim in enumerate(analysis.claims)))
    parts = [to_json(row), to_json([list(block.values()) for block in blocks]), str(run)]
    parts += [item["record"] for item in (*attributions, *claims, *chain.from_iterable(details.values()))]
    return ReadingRows(
        document=row,
        blocks=blocks,
        details=details,
        attributions=tuple({**item, "document": document.id} for item in attributions),
        claims=tuple({**item, "document": document.id} for item in claims),
        run=None if analysis.run is None else {**_run_columns(analysis.run), "record": run},
        digest=sha256_of("\n".join(parts)),
    )


def reviewed_rows(analysis: Analysis) -> tuple[list[Row], list[Row]]:
    """The rows of the attributions and claims of a document as people left it, in its order."""
    text, by_id = analysis.document.text, {item.id: item for item in analysis.attributions}
    values = {timex.id: timex.value for timex in analysis.timexes}
    return (
        list(_twinned(_attribution_row(item, n, text) for n, item in enumerate(analysis.attributions))),
        list(_twinned(_claim_row(claim, n, by_id, values) for n, claim in enumerate(analysis.claims))),
    )


def _document_columns(document: Document) -> Row:
    houses = [house for house in (document.publisher, document.republisher) if house is not None]
    keys = dict.fromkeys(fold(key) for house in houses for key in (house.name, house.outlet) if key)
    published = document.published or document.republished
    first, last = day_bounds(published.value) if published is not None else (None, None)
    text = clean(document.text)
    return {
        "id": document.id,
        "page": document.page,
        "url": clean(document.url),
        "title": _clean(document.title),
        "language": _clean(document.language),
        "publisher": _clean(houses[0].name) if houses else None,
        "published": _clean(published.value) if published is not None else None,
        "outlets": "".join(f"\n{key}\n" for key in keys),
        "day_first": first,
        "day_last": last,
        "text": text,
        "text_exact": None if text == document.text else to_json(document.text),
        "sha256": document.sha256,
    }


def _run_columns(run: Run) -> Row:
    return {"id": run.id, "version": clean(run.version), "bundle": clean(run.bundle)}


def _attribution_row(item: Attribution, position: int, text: str) -> Row:
    return {
        "id": item.id,
        "position": position,
        "source": clean(text_of(text, item.sources)) or None,
        "cue": clean(text_of(text, item.cue)),
        "cue_kind": item.cue_kind,
        "source_kind": item.source_kind,
        "style": item.style,
        "score": item.score,
        "record": to_json(to_plain(item)),
    }


def _claim_row(claim: Claim, position: int, by_id: Mapping[str, Attribution], values: Mapping[str, str]) -> Row:
    names = names_of(claim)
    inner = next(
        (by_id[hop.attribution] for hop in reversed(claim.chain) if hop.attribution and hop.attribution in by_id), None
    )
    publisher = next((hop.name for hop in claim.chain if hop.role == "publisher"), None)
    return {
        "id": claim.id,
        "position": position,
        "attribution": None if inner is None else inner.id,
        "source": _clean(names[-1]) if names else None,
        "sources": "\n".join(clean(name) for name in names if name),
        "publisher": _clean(publisher),
        "exact": clean(claim.evidence.exact),
        "start": min((span.start for span in claim.contents), default=0),
        "stop": max((span.end for span in claim.contents), default=0),
        "cue_kind": None if inner is None else inner.cue_kind,
        "source_kind": None if inner is None else inner.source_kind,
        "style": None if inner is None else inner.style,
        "certainty": None if claim.factuality is None else _clean(claim.factuality.certainty),
        "polarity": None if claim.factuality is None else _clean(claim.factuality.polarity),
        "said": _clean(values.get(claim.said or "", claim.said)),
        "happened": _clean(values.get(claim.happened or "", claim.happened)),
        "score": claim.score,
        "status": claim.status,
        "record": to_json(to_plain(claim)),
    }


def _twinned(rows: Iterable[Row]) -> Iterable[Row]:
    """The rows, each with the number of equal ids before it: a reading that repeats an id loses nothing."""
    seen: Counter[str] = Counter()
    for row in rows:
        yield {**row, "twin": seen[row["id"]]}
        seen[row["id"]] += 1


def _clean(text: str | None) -> str | None:
    return None if text is None else clean(text)


def day_bounds(value: str) -> tuple[str | None, str | None]:
    """The first and last day that an ISO date, or the beginning of one, may mean; nulls where it is none.

    `day_bounds("2018-09")` is `("2018-09-01", "2018-09-31")`: bounds for comparison, not for a calendar.
    """
    match = DAY.match(value)
    if match is None:
        return None, None
    year, month, day = match.groups()
    return f"{year}-{month or '01'}-{day or '01'}", f"{year}-{month or '12'}-{day or '31'}"


def parse_day(value: str, *, last: bool) -> str:
    """A day that a person gave, or the first or last one of a month or year.

    Raises:
        QueryError: it is not an ISO date or the beginning of one.
    """
    if not DAY.fullmatch(value.strip()):
        raise QueryError(value, "not a date: give a year, month or day like 2018, 2018-09 or 2018-09-04")
    return cast("str", day_bounds(value.strip())[last])


def _detail_rows(analysis: Analysis) -> Mapping[str, tuple[Row, ...]]:
    """The rows of mentions, actors, time expressions, places, events and figures, by the name of their table."""
    columns: Mapping[str, Callable[[Any], Row]] = {
        "mentions": lambda one: {"kind": one.kind, **_ends(one.span)},
        "actors": lambda one: {"id": clean(one.id), "name": clean(one.name), "kind": one.kind, "country": _clean(one.country)},
        "timexes": lambda one: {"value": clean(one.value), **_ends(one.span)},
        "places": lambda one: {
            "role": one.role, "territory": _clean(one.territory), "geonameid": one.geonameid, **_ends(one.span),
        },
        "events": lambda one: {"code": _clean(one.code), "mode": _clean(one.mode), **_ends(one.trigger)},
        "quantities": lambda one: {"kind": one.kind, **_ends(one.span)},
    }  # fmt: skip
    document = analysis.document.id
    return {
        table: tuple(
            {"document": document, "position": n, **own(one), "record": to_json(to_plain(one))}
            for n, one in enumerate(getattr(analysis, table))
        )
        for table, own in columns.items()
    }


def _ends(span: Span) -> Row:
    return {"start": span.start, "stop": span.end}


def document_from(row: Cells, blocks: Sequence[Cells]) -> Document:
    """The document of a row of `documents` and its rows of `blocks` in order."""
    text = row["text"] if row["text_exact"] is None else json.loads(row["text_exact"])
    plain = json.loads(row["record"])
    document = from_plain(Document, {**plain, "text": text})
    return replace(document, blocks=tuple(Block(Span(b["start"], b["stop"]), b["role"]) for b in blocks))


def quotations_from(text: str) -> tuple[Quotation, ...]:
    """The quotations of a row of `documents`."""
    return tuple(from_plain(Quotation, item) for item in json.loads(text))


def names_of(claim: Claim) -> tuple[str | None, ...]:
    """The names of a claim's sources from the outermost inwards, publication hops left out; null where nobody is named."""
    return tuple(hop.name for hop in claim.chain if hop.role == "source")
