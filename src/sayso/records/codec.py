"""The one serialiser: records to plain JSON values and back, driven by the type hints of the dataclasses.

`to_plain(Link(Span(0, 3), "a"))` is `{"start": 0, "end": 3, "address": "a"}`: a field named `span` is flattened, tuples
are lists, bytes are base64. `analysis_to_json` is the contract that others build on, `dumps` prints it on one line.
It checks types and literals on the way in and ignores keys it does not know; it decides nothing about their meaning.
"""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, NoReturn, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from sayso.errors import RecordError
from sayso.records.analyses import Actor, Analysis, Attribution, Claim, Mention, Place, Quotation, Run, Timex
from sayso.records.documents import Document
from sayso.records.events import Event, Quantity
from sayso.records.spans import Span

__all__ = ["SCHEMA", "analysis_from_json", "analysis_to_json", "dumps", "from_plain", "loads", "to_plain"]

#: The name of the contract; it changes only when a key is renamed or changes its meaning.
SCHEMA: Final = "sayso/analysis/1"
#: The order of a document's keys in the contract.
DOCUMENT_KEYS: Final = (
    "id", "page", "url", "canonical_url", "sha256", "title", "bylines", "section", "language", "text",
    "genre", "published", "republished", "publisher", "republisher",
    "credits", "links", "labels", "blocks", "evidence", "entries",
)  # fmt: skip
#: Lists of records that are written as they are, in the order of the contract.
LISTS: Final = ("attributions", "mentions", "actors", "timexes", "places")

T = TypeVar("T")
Writer = Callable[[Any], Any]
Reader = Callable[[Any], Any]


class _Mismatch(Exception):  # noqa: N818  it never leaves this module; RecordError does
    """A value that does not fit its hint; `path` grows on the way out."""

    def __init__(self, reason: str, path: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.path = path


def to_plain(record: object) -> Any:
    """A record as dicts, lists and scalars that JSON knows.

    Raises:
        TypeError: not a dataclass instance, or a hint that JSON has no form for.
    """
    return _writer(cast("Any", type(record)))(record)


def from_plain(cls: type[T], value: object) -> T:
    """The record of class `cls` that `to_plain` wrote; unknown keys are ignored, missing ones take their default.

    Raises:
        RecordError: a key is missing, a value has the wrong type, or a literal is none of its values.
    """
    try:
        record: T = _reader(cast("Any", cls))(value)
    except _Mismatch as error:
        raise RecordError(f"{cls.__name__}{error.path}", error.reason) from None
    return record


def analysis_to_json(analysis: Analysis) -> dict[str, Any]:
    """The analysis as the contract has it (keys and their order); the tagger's raw tags are not part of it."""
    document = to_plain(analysis.document)
    claims = [to_plain(claim) for claim in analysis.claims]
    for claim in claims:
        del claim["document"]
    return {
        "schema": SCHEMA,
        "document": {key: document[key] for key in DOCUMENT_KEYS},
        "sentences": [[span.start, span.end] for span in analysis.sentences],
        "quotations": [to_plain(quotation) for quotation in analysis.quotations],
        **{key: [to_plain(record) for record in getattr(analysis, key)] for key in LISTS},
        "events": [to_plain(event) for event in analysis.events],
        "quantities": [to_plain(quantity) for quantity in analysis.quantities],
        "claims": claims,
        "notes": list(analysis.notes),
        "run": to_plain(analysis.run) if analysis.run is not None else None,
    }


def dumps(analysis: Analysis) -> str:
    """The contract on one line, ASCII only, without a line break at its end."""
    return json.dumps(analysis_to_json(analysis), ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def analysis_from_json(value: Mapping[str, Any]) -> Analysis:
    """The analysis that `analysis_to_json` wrote: equal to it, less the tags.

    Raises:
        RecordError: another schema, or a value that does not fit.
    """
    if not isinstance(value, Mapping) or value.get("schema") != SCHEMA:
        raise RecordError("analysis", f'not of schema "{SCHEMA}": pass what `sayso read --json` printed')
    document = from_plain(Document, value.get("document"))
    return Analysis(
        document=document,
        sentences=tuple(_read_pair(pair) for pair in _list_at(value, "sentences")),
        quotations=_read_list(Quotation, value, "quotations"),
        attributions=_read_list(Attribution, value, "attributions"),
        mentions=_read_list(Mention, value, "mentions"),
        actors=_read_list(Actor, value, "actors"),
        timexes=_read_list(Timex, value, "timexes"),
        places=_read_list(Place, value, "places"),
        events=_read_list(Event, value, "events"),
        quantities=_read_list(Quantity, value, "quantities"),
        claims=tuple(_read_claim(document.id, item) for item in _list_at(value, "claims")),
        notes=tuple(str(note) for note in _list_at(value, "notes")),
        run=from_plain(Run, value["run"]) if value.get("run") is not None else None,
    )


def loads(line: str | bytes) -> Analysis:
    """The analysis of one line that `dumps` wrote.

    Raises:
        RecordError: not JSON, another schema, or a value that does not fit.
    """
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RecordError("analysis", f"not JSON ({error}): pass one line that `sayso read --json` printed") from None
    return analysis_from_json(value)


def _list_at(value: Mapping[str, Any], key: str) -> list[Any]:
    items = value.get(key, [])
    if not isinstance(items, list):
        raise RecordError(f"analysis.{key}", f"not a list but {type(items).__name__}")
    return items


def _read_list(cls: type[T], value: Mapping[str, Any], key: str) -> tuple[T, ...]:
    return tuple(from_plain(cls, item) for item in _list_at(value, key))


def _read_pair(value: object) -> Span:
    match value:
        case [int(start), int(end)] if 0 <= start <= end:
            return Span(start, end)
    raise RecordError("analysis.sentences", f"not a pair [start, end]: {value!r:.60}")


def _read_claim(document: str, value: object) -> Claim:
    return from_plain(Claim, {**value, "document": document} if isinstance(value, Mapping) else value)


# --- writing: one function for each hint, made once ---


@cache
def _writer(hint: Any) -> Writer:
    if hint in (str, int, float, bool, NoneType) or get_origin(hint) is Literal:
        return _same
    if hint is bytes:
        return _write_bytes
    if hint is Span:
        return _write_span
    if isinstance(hint, type) and is_dataclass(hint):
        return _record_writer(hint)
    if get_origin(hint) in (Union, UnionType):
        return _optional_writer(_writer(_optional(hint)))
    if get_origin(hint) is tuple:
        return _list_writer(_writer(_element(hint)))
    raise TypeError(f"{hint!r} has no JSON form: use a scalar, a record, `X | None` or `tuple[X, ...]`")


def _same(value: Any) -> Any:
    return value


def _write_bytes(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _write_span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _optional_writer(inner: Writer) -> Writer:
    return _same if inner is _same else lambda value: None if value is None else inner(value)


def _list_writer(inner: Writer) -> Writer:
    return list if inner is _same else lambda items: [inner(item) for item in items]


def _record_writer(cls: type) -> Writer:
    hints = get_type_hints(cls)
    plan = [(field.name, None if field.name == "span" else _writer(hints[field.name])) for field in fields(cls)]

    def write(record: Any) -> dict[str, Any]:
        plain: dict[str, Any] = {}
        for name, writer in plan:
            value = getattr(record, name)
            if writer is not None:
                plain[name] = writer(value)
            else:
                plain["start"], plain["end"] = (None, None) if value is None else (value.start, value.end)
        return plain

    return write


# --- reading ---


@cache
def _reader(hint: Any) -> Reader:
    if hint in (str, int, float, bool, NoneType):
        return _scalar_reader(hint)
    if hint is bytes:
        return _read_bytes
    if get_origin(hint) is Literal:
        return _literal_reader(get_args(hint))
    if isinstance(hint, type) and is_dataclass(hint):
        return _record_reader(hint)
    if get_origin(hint) in (Union, UnionType):
        return _optional_reader(_reader(_optional(hint)))
    if get_origin(hint) is tuple:
        is_pair = Ellipsis not in get_args(hint)
        return _pair_reader(_list_reader(_reader(_element(hint)))) if is_pair else _list_reader(_reader(_element(hint)))
    raise TypeError(f"{hint!r} has no JSON form: use a scalar, a record, `X | None` or `tuple[X, ...]`")


def _scalar_reader(kind: Any) -> Reader:
    # JSON has one kind of number, and Python counts a bool among the ints.
    accepted = (float, int) if kind is float else (kind,)

    def read(value: Any) -> Any:
        if type(value) is kind:  # nearly always: what else fits is looked at below
            return value
        if not isinstance(value, accepted) or (isinstance(value, bool) and kind is not bool):
            raise _Mismatch(f"expected {kind.__name__}, got {type(value).__name__}")
        try:
            return float(value) if kind is float else value
        except OverflowError:
            raise _Mismatch("the number is too large") from None

    return read


def _read_bytes(value: Any) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (TypeError, binascii.Error, ValueError):
        raise _Mismatch("expected bytes in base64") from None


def _literal_reader(values: tuple[Any, ...]) -> Reader:
    def read(value: Any) -> Any:
        if not isinstance(value, str) or value not in values:
            raise _Mismatch(f"{value!r:.40} is none of {', '.join(map(str, values))}")
        return value

    return read


def _optional_reader(inner: Reader) -> Reader:
    return lambda value: None if value is None else inner(value)


def _list_reader(inner: Reader) -> Reader:
    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise _Mismatch(f"expected a list, got {type(value).__name__}")
        items: list[Any] = []
        try:
            for item in value:
                items.append(inner(item))  # noqa: PERF401  how many were read says which one failed
        except _Mismatch as error:
            error.path = f"[{len(items)}]{error.path}"
            raise
        return tuple(items)

    return read


def _pair_reader(inner: Reader) -> Reader:
    def read(value: Any) -> Any:
        if not isinstance(value, list | tuple) or len(value) != 2:
            raise _Mismatch("expected a pair")
        return inner(value)

    return read


def _record_reader(cls: type) -> Reader:
    if cls is Span:
        return _read_span
    hints = get_type_hints(cls)
    plan = [
        (one.name, _plain_types(hints[one.name]), _field_reader(one, hints[one.name]), one.name == "span", _default_of(one))
        for one in fields(cls)
    ]

    def read(value: Any) -> Any:
        if type(value) is not dict and not isinstance(value, Mapping):
            raise _Mismatch(f"expected an object, got {type(value).__name__}")
        values: list[Any] = []
        name = ""
        try:
            for name, plain, reader, is_flat, default in plan:
                found = value if is_flat else value.get(name, MISSING)
                if type(found) in plain:  # nearly always for a field without parts: nothing needs to be called
                    values.append(found)
                else:
                    values.append(default() if found is MISSING else reader(found))
        except _Mismatch as error:
            error.path = f".{name}{error.path}"
            raise
        try:
            return cls(*values)
        except ValueError as error:
            raise _Mismatch(str(error)) from None

    return read


def _read_span(value: Any) -> Span:
    """A span, of which there are more than of all other records together."""
    if type(value) is not dict and not isinstance(value, Mapping):
        raise _Mismatch(f"expected an object, got {type(value).__name__}")
    ends = []
    for name in ("start", "end"):
        found = value.get(name, MISSING)
        if type(found) is not int:
            reason = "missing" if found is MISSING else f"expected int, got {type(found).__name__}"
            raise _Mismatch(reason, f".{name}")
        ends.append(found)
    try:
        return Span(*ends)
    except ValueError as error:
        raise _Mismatch(str(error)) from None


def _plain_types(hint: Any) -> frozenset[type]:
    """The types of JSON values that are a field's value as they are; none where each value has to be looked at."""
    kinds = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    return frozenset(kinds) if all(kind in (str, int, float, bool, NoneType) for kind in kinds) else frozenset()


def _default_of(field: "Field[Any]") -> Callable[[], Any]:
    """What gives the value of a field that is not there."""
    if field.default_factory is not MISSING:
        return field.default_factory
    return _refuse_missing if field.default is MISSING else lambda: field.default


def _refuse_missing() -> NoReturn:
    raise _Mismatch("missing")


def _field_reader(field: "Field[Any]", hint: Any) -> Reader:
    """A reader of a field's value; of a flattened span, one that takes its two keys out of the whole object."""
    if field.name != "span":
        return _reader(hint)
    nullable, read = hint is not Span, _reader(Span)

    def read_flat(value: Mapping[str, Any]) -> Span | None:
        if nullable and value.get("start") is None and value.get("end") is None:
            return None
        span: Span = read(value)
        return span

    return read_flat


def _optional(hint: Any) -> Any:
    """The X of `X | None`."""
    kinds = [kind for kind in get_args(hint) if kind is not NoneType]
    if len(kinds) != 1:
        raise TypeError(f"{hint!r} has no JSON form: only `X | None` is a union that can be read back")
    return kinds[0]


def _element(hint: Any) -> Any:
    """The X of `tuple[X, ...]`, or of a pair (`tuple[X, X]`: a name and its value)."""
    kinds = get_args(hint)
    if len(kinds) != 2 or kinds[1] not in (Ellipsis, kinds[0]):
        raise TypeError(f"{hint!r} has no JSON form: a tuple of a fixed length should be a record")
    return kinds[0]
