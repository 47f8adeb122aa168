"""Hypothesis strategies for whole records, driven by their type hints; spans always lie inside the text they point into."""

from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from sayso.records import Analysis, Document, Page, Span

# Without surrogates: a text that was decoded from bytes has none.
TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXTS,
    int: st.integers(0, 10**9),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    bytes: st.binary(max_size=20),
    NoneType: st.none(),
}


def spans() -> st.SearchStrategy[Span]:
    return st.tuples(st.integers(0, 999), st.integers(0, 99)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value that fits a type hint of the records."""
    if hint in SCALARS:
        return SCALARS[hint]
    if hint is Span:
        return spans()
    if get_origin(hint) is Literal:
        return st.sampled_from(get_args(hint))
    if get_origin(hint) in (Union, UnionType):
        return st.one_of([values(kind) for kind in get_args(hint)])
    if get_origin(hint) is tuple:
        return st.lists(values(get_args(hint)[0]), max_size=2).map(tuple)
    assert isinstance(hint, type), hint
    return records(hint)


def records(cls: type) -> st.SearchStrategy[Any]:
    """Any record of a class; `Analysis` gets no tags, and claims of its own document."""
    assert is_dataclass(cls), cls
    hints = get_type_hints(cls)
    return st.builds(cls, **{field.name: values(hints[field.name]) for field in fields(cls)})


__all__ = ["Analysis", "Document", "Page", "records", "spans", "values"]
