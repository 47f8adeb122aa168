"""What leaves the ledger, line by line: which documents and claims, in which format.

In: an opened ledger, the name of a format, what narrows it. Out: lines. A format is a function of this module and its name in
`FORMATS`; how a row is written is decided in `export`.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from sayso.cli.finding import Wanted, find_wanted
from sayso.export.cells import write_line
from sayso.export.claims import COLUMNS, claim_rows, to_cells, to_record
from sayso.export.gold import gold_passages
from sayso.export.hops import newsml_lines
from sayso.ledger import Ledger

__all__ = ["FORMATS", "export_lines"]


def export_lines(ledger: Ledger, name: str, wanted: Wanted) -> Iterator[str]:
    """The lines of an export, without their ends."""
    return FORMATS[name](ledger, wanted)


def _jsonl(ledger: Ledger, wanted: Wanted) -> Iterator[str]:
    return (_dump(to_record(row)) for row in _rows(ledger, wanted))


def _csv(ledger: Ledger, wanted: Wanted) -> Iterator[str]:
    for number, row in enumerate(_rows(ledger, wanted)):
        if not number:
            yield write_line(COLUMNS)
        yield write_line(to_cells(row))


def _gold(ledger: Ledger, wanted: Wanted) -> Iterator[str]:
    chosen = None if wanted.is_all else set(find_wanted(ledger, wanted, kind=None))
    for document in ledger.checked():
        if chosen is None or document in chosen:
            yield from (_dump(passage) for passage in gold_passages(ledger.reviewed(document), wanted.text))


def _newsml(ledger: Ledger, wanted: Wanted) -> Iterator[str]:
    return newsml_lines(_rows(ledger, wanted), datetime.now(UTC).isoformat(timespec="seconds"))


FORMATS: Final[Mapping[str, Callable[[Ledger, Wanted], Iterator[str]]]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "gold": _gold,
    "newsml": _newsml,
}


def _rows(ledger: Ledger, wanted: Wanted) -> Iterator[dict[str, Any]]:
    """The rows of claims, document by document."""
    if wanted.is_all:
        for document in ledger.documents():
            yield from claim_rows(
                ledger.reviewed(document), wanted.text, rejected=wanted.rejected, accusations=wanted.accusations
            )
        return
    for document, claims in find_wanted(ledger, wanted, kind="claim").items():
        yield from claim_rows(
            ledger.reviewed(document), wanted.text, claims, rejected=wanted.rejected, accusations=wanted.accusations
        )


def _dump(plain: Mapping[str, Any]) -> str:
    return json.dumps(plain, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
